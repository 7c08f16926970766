"""The adjustments of a profile: what somebody changed, and whether that is theirs to change."""

import re
from dataclasses import dataclass

from recommender.loading.directives import numbered, read_body
from recommender.loading.near_answers import every_one
from recommender.loading.pinpoint import word_in
from recommender.loading.reading import table, unknown_key
from recommender.loading.yaml_tree import Listing, Node, Table, Text, plain
from recommender.model.adjustment import Adjustment, Role
from recommender.model.directive import Exclude, Limit, Permit, Refer
from recommender.model.rule import RuleBook
from recommender.model.scale import Purpose, Stratum
from recommender.model.spelling import ALWAYS, FromAnswer, Share, Weeks
from recommender.problem import Code, Problem, nearest, slipped

VERBS = ("limit", "exclude", "permit", "set_aside", "refer")
OF_A_CLINICIAN = ("permit", "set_aside", "refer")
KEYS = (*VERBS, "reason", "until_week")
WEEK_NUMBER = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class AdjustmentReader:
    """Reads the adjustments of one profile; every mistake goes to `problems`."""

    book: RuleBook
    role: Role
    problems: list[Problem]

    def all(self, node: Node | None) -> tuple[Adjustment, ...]:
        """Every adjustment that can be used."""
        if node is None:
            return ()
        if not isinstance(node, Listing):
            self.problems.append(
                Problem(Code.WRONG_SHAPE, "“adjustments” is a list, each after a dash", node.span)
            )
            return ()
        found = [self._one(item) for item in node.items]
        return tuple(adjustment for adjustment in found if adjustment is not None)

    def _one(self, node: Node) -> Adjustment | None:
        entry = table(node, self.problems, "an adjustment", node.span)
        if entry is None:
            return None
        before = len(self.problems)
        there = frozenset(key.value for key, _ in entry)
        self.problems.extend(unknown_key(key, KEYS, "", there) for key, _ in entry if key.value not in KEYS)
        verbs = [key for key, _ in entry if key.value in VERBS]
        if len(verbs) != 1:
            what = "an adjustment names one change"
            self.problems.append(Problem(Code.WRONG_SHAPE, what, entry.span, "", VERBS))
            return None
        reason, weeks = self._reason(verbs[0], entry), self._weeks(entry)
        content = entry.get(verbs[0].value)
        if content is None or len(self.problems) > before:
            return None
        return self._adjustment(verbs[0], content, reason, weeks, entry)

    def _adjustment(
        self, verb: Text, content: Node, reason: str, weeks: Weeks, entry: Table
    ) -> Adjustment | None:
        said = ((key.value, plain(value)) for key, value in entry)
        written = {name: value if name == "reason" else numbered(value) for name, value in said}
        if verb.value == "set_aside":
            rule = self._set_aside(content)
            return Adjustment(written, set_aside=rule, reason=reason, weeks=weeks) if rule else None
        if verb.value == "permit" and isinstance(content, Text):
            content = Table(((Text("intensity", content.span), content),), content.span)
        if verb.value == "exclude" and isinstance(content, Text):
            self.problems.append(self._no_list(content))
            return None
        body = read_body(verb.value, content, self.problems, "")
        if not isinstance(body, Limit | Exclude | Permit | Refer) or not self._resolvable(body, content):
            return None
        return Adjustment(written, body=body, reason=reason, weeks=weeks)

    def _no_list(self, content: Text) -> Problem:
        what = "“exclude” takes a list of activities in square brackets"
        near = "" if content.quoted else every_one(content.value, self._activity, self._activity)
        return Problem(Code.WRONG_SHAPE, what, content.span, "", tuple(self.book.activities), near)

    def _activity(self, word: str) -> str:
        """The one activity that these letters are, but for a slip; empty where there is none."""
        found = slipped(word, self.book.activities)
        return found[0] if len(found) == 1 else ""

    def _resolvable(self, body: Limit | Exclude | Permit | Refer, content: Node) -> bool:
        if not any(value not in (None, (), ALWAYS) for _, value in body):
            self.problems.append(Problem(Code.EMPTY, "this adjustment changes nothing", content.span))
            return False
        if any(isinstance(value, Share | FromAnswer) for _, value in body):
            self.problems.append(Problem(Code.WRONG_VALUE, "an adjustment names plain values", content.span))
            return False
        names = body.activity if isinstance(body, Exclude) and isinstance(body.activity, tuple) else ()
        unknown = [name for name in names if name not in self.book.activities]
        activities = tuple(self.book.activities)
        for name in unknown:
            what, near = f"“{name}” is not an activity", nearest(name, activities)
            place = word_in(content, name)
            self.problems.append(Problem(Code.UNKNOWN_NAME, what, place, "", activities, near))
        return not unknown

    def _reason(self, verb: Text, entry: Table) -> str:
        node = entry.get("reason")
        if node is not None and not isinstance(node, Text):
            self.problems.append(Problem(Code.WRONG_SHAPE, "a reason is given in words", node.span))
        reason = node.value.strip() if isinstance(node, Text) else ""
        if verb.value in OF_A_CLINICIAN and self.role == "self":
            what = f"“{verb.value}” is for a clinician; this profile has the role self"
            self.problems.append(Problem(Code.NOT_FOR_THIS_ROLE, what, verb.span))
        elif self.role == "clinician" and not reason and (node is None or isinstance(node, Text)):
            what = "a clinician's adjustment gives its reason in words"
            help_line = "A line says it:  reason: …"
            self.problems.append(Problem(Code.MISSING_KEY, what, verb.span, help=help_line))
        return reason

    def _weeks(self, entry: Table) -> Weeks:
        node = entry.get("until_week")
        if node is None:
            return ALWAYS
        if isinstance(node, Text) and WEEK_NUMBER.fullmatch(node.value):
            return Weeks(first=1, last=int(node.value))
        self.problems.append(Problem(Code.WRONG_VALUE, "“until_week” takes the number of a week", node.span))
        return ALWAYS

    def _set_aside(self, node: Node) -> str:
        name = node.value if isinstance(node, Text) else ""
        rule = self.book.rule(name)
        ids = tuple(rule.id for rule in self.book.rules)
        if rule is None:
            what = f"“{name}” is not a rule of this rulebook"
            self.problems.append(Problem(Code.UNKNOWN_NAME, what, node.span, "", ids, nearest(name, ids)))
            return ""
        if rule.purpose is Purpose.SAFETY or rule.stratum is not Stratum.PRESCRIPTION:
            why = (
                "its purpose is safety" if rule.purpose is Purpose.SAFETY else f"it belongs to {rule.stratum}"
            )
            what = f"“{name}” cannot be set aside: {why}"
            self.problems.append(Problem(Code.NOT_FOR_THIS_ROLE, what, node.span))
            return ""
        return name
