"""`invariants.yaml` into laws, each with the place it was written at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator

from recommender.loading.answers import not_an_answer, unknown_fact
from recommender.loading.conditions import read_condition
from recommender.loading.pinpoint import word_in
from recommender.loading.reading import listing, read, table, unknown_key
from recommender.loading.yaml_tree import Listing, Node, Table, Text, plain
from recommender.model.condition import Condition
from recommender.model.fact import Fact, Vocabulary
from recommender.model.invariant import Accepted, Demand, FindingKind, Invariant, Invariants, Worse
from recommender.model.scale import Effort
from recommender.model.spelling import chosen
from recommender.model.written import Words, Written, YesNo
from recommender.problem import Code, Problem, nearest
from recommender.source import Span


@dataclass(frozen=True, slots=True)
class Known:
    """What laws may speak of: the facts of a person and of a week, and the activities."""

    vocabulary: Vocabulary
    week: Vocabulary
    activities: tuple[str, ...]


PARTS = ("invariants", "accepted")
KEYS = (
    "id",
    "says",
    "sources",
    "when",
    "unless",
    "also_open",
    "then",
    "worse",
    "unanswered",
    "not_compared",
    "at",
)
KINDS = ("then", "worse", "unanswered")
WAYS = {"choice": "in order", "number": "less", "set": "one more"}
SHORT = {"guarded", "safety"}


class _Head(Written):
    id: str
    says: str
    sources: Words
    also_open: YesNo = False
    at: Literal["intake", "check_in"] = "intake"
    not_compared: Annotated[tuple[Literal["activities", "needs", "aims"], ...], BeforeValidator(chosen)] = ()


class _Accepted(Written):
    finding: FindingKind
    rule: str
    reason: str


def read_invariants(root: Node, known: Known, problems: list[Problem]) -> Invariants:
    """The laws of a file; what cannot be read of it goes to `problems`."""
    whole = table(root, problems, "invariants.yaml", root.span)
    if whole is None:
        return Invariants()
    problems.extend(unknown_key(key, PARTS, "") for key, _ in whole if key.value not in PARTS)
    laws = [_reader(node, known, problems).law(node) for node in _items(whole, "invariants", problems)]
    accepted = [_accepted(node, problems) for node in _items(whole, "accepted", problems)]
    return Invariants(
        tuple(law for law in laws if law is not None),
        tuple(one for one in accepted if one is not None),
    )


def _items(whole: Table, name: str, problems: list[Problem]) -> tuple[Node, ...]:
    node = whole.get(name)
    found = listing(node, problems, f"“{name}”", node.span) if node else None
    return found.items if found else ()


def _reader(node: Node, known: Known, problems: list[Problem]) -> "_Reader":
    """A law of a check-in reads what a week came to, every other what a person answered."""
    at = node.get("at") if isinstance(node, Table) else None
    check_in = isinstance(at, Text) and at.value == "check_in"
    return _Reader(known.week if check_in else known.vocabulary, known.activities, problems)


def _accepted(node: Node, problems: list[Problem]) -> Accepted | None:
    found = read(_Accepted, node, problems, "what is accepted")
    if found is None:
        return None
    rule = node.get("rule") if isinstance(node, Table) else None
    return Accepted(found.finding, found.rule, found.reason, (rule or node).span)


@dataclass(frozen=True, slots=True)
class _Reader:
    vocabulary: Vocabulary
    activities: tuple[str, ...]
    problems: list[Problem]

    def law(self, node: Node) -> Invariant | None:
        entry = table(node, self.problems, "an invariant", node.span)
        if entry is None:
            return None
        about = _about(entry)
        self.problems.extend(unknown_key(key, KEYS, about) for key, _ in entry if key.value not in KEYS)
        named = ("id", "says", "sources", "also_open", "not_compared", "at")
        heads = tuple((key, value) for key, value in entry if key.value in named)
        head = read(_Head, Table(heads, entry.span), self.problems, about)
        if [name for name in KINDS if entry.get(name)] not in [[kind] for kind in KINDS]:
            what = "an invariant has one of “then”, “worse” and “unanswered”"
            self.problems.append(Problem(Code.WRONG_SHAPE, what, _place(entry).span, about, KINDS))
            return None
        law = (self._when(entry, about), self._unless(entry, about), self._then(entry, about))
        worse, unanswered = dict(self._worse(entry, about)), self._unanswered(entry, about)
        if head is None:
            return None
        return Invariant(
            id=head.id,
            says=head.says,
            sources=head.sources,
            span=_place(entry).span,
            when=law[0],
            unless=law[1],
            also_open=head.also_open,
            then=law[2],
            worse=worse,
            unanswered=unanswered,
            not_compared=head.not_compared,
            check_in=head.at == "check_in",
            cited=_each(entry.get("sources")),
        )

    def _when(self, entry: Table, about: str) -> Condition:
        node = entry.get("when")
        return read_condition(node, self.vocabulary, self.problems, about) if node else Condition()

    def _unless(self, entry: Table, about: str) -> Condition | None:
        node = entry.get("unless")
        return read_condition(node, self.vocabulary, self.problems, about) if node else None

    def _then(self, entry: Table, about: str) -> tuple[Demand, ...]:
        node = entry.get("then")
        found = listing(node, self.problems, "“then”", node.span, about) if node else None
        if found is not None and not found.items:
            self._says_nothing(found, about)
        read_all = [self._demand(item, about) for item in (found.items if found else ())]
        return tuple(one for one in read_all if one is not None)

    def _demand(self, node: Node, about: str) -> Demand | None:
        demand = read(Demand, node, self.problems, about)
        if demand is None:
            return None
        said = demand.model_fields_set - {"weeks", "before"}
        if not said or (said == {"effort"} and demand.effort is Effort.VIGOROUS):
            self._says_nothing(node, about)
        chosen_ones = demand.not_offered.activity if demand.not_offered else None
        for name in chosen_ones if isinstance(chosen_ones, tuple) else ():
            if name not in self.activities:
                what, near = f"“{name}” is not an activity", nearest(name, self.activities)
                span = word_in(node, name)
                self.problems.append(Problem(Code.UNKNOWN_NAME, what, span, about, self.activities, near))
        return demand

    def _says_nothing(self, node: Node, about: str) -> None:
        what = "nobody can be held back by this, so it would always be proved"
        self.problems.append(Problem(Code.EMPTY, what, node.span, about))

    def _worse(self, entry: Table, about: str) -> Iterator[tuple[str, Worse]]:
        node = entry.get("worse")
        lines = table(node, self.problems, "“worse”", node.span, about) if node else None
        if lines is not None and not lines.entries:
            self._says_nothing(lines, about)
        for key, value in lines or ():
            fact = self._fact(key, about)
            if fact is None:
                continue
            if isinstance(value, Table):
                yield key.value, self._named(key.value, value, fact, about)
            elif (way := self._way(key, value, fact, about)) is not None:
                yield key.value, way

    def _way(self, key: Text, value: Node, fact: Fact, about: str) -> Worse | None:
        said, right = value.value if isinstance(value, Text) else "", WAYS[fact.kind]
        if said == "in order" and right == "in order" and fact.ordered:
            return "in order"
        if said == "less" and right == "less":
            return "less"
        if said == "one more" and right == "one more":
            return "one more"
        ordered = right != "in order" or fact.ordered is not None
        what = f"what is worse of “{key.value}” is written as “{right}”"
        other = f"of “{key.value}” the worse answers are named beside each answer"
        self.problems.append(Problem(Code.WRONG_VALUE, what if ordered else other, value.span, about))
        return None

    def _named(self, name: str, value: Table, fact: Fact, about: str) -> dict[str, tuple[str, ...]]:
        named: dict[str, tuple[str, ...]] = {}
        for key, others in value:
            words = plain(others)
            listed = tuple(
                map(str, [words] if isinstance(words, str) else words if isinstance(words, list) else ())
            )
            for word in (key.value, *listed):
                if word not in fact.answers:
                    span = key.span if word == key.value else others.span
                    self.problems.append(not_an_answer(name, Text(word, span), fact, about))
            named[key.value] = listed
        if not any(named.values()):
            self._says_nothing(value, about)
        return named

    def _unanswered(self, entry: Table, about: str) -> tuple[str, ...]:
        node = entry.get("unanswered")
        if isinstance(node, Text) and node.value in SHORT:
            wanted = self.vocabulary.asked()
            safety = node.value == "safety"
            return tuple(
                name
                for name in wanted
                if (self.vocabulary[name].safety if safety else self.vocabulary[name].guarded)
            )
        found = listing(node, self.problems, "“unanswered”", node.span, about) if node else None
        if found is not None and not found.items:
            self._says_nothing(found, about)
        words = [item for item in (found.items if found else ()) if isinstance(item, Text)]
        return tuple(word.value for word in words if self._fact(word, about) is not None)

    def _fact(self, word: Text, about: str) -> Fact | None:
        if word.value in self.vocabulary.asked():
            fact = self.vocabulary[word.value]
            return fact if fact.kind in WAYS else None  # a question without a kind is a mistake that was told
        self.problems.append(unknown_fact(word, self.vocabulary, about))
        return None


def check_invariants(
    invariants: Invariants, rules: frozenset[str], sources: frozenset[str]
) -> Iterator[Problem]:
    """What is wrong with the laws beside the rest: names of rules and sources, doubled ids."""
    seen: set[str] = set()
    for law in invariants.laws:
        about = f"invariant “{law.id}”"
        if law.id in seen:
            yield Problem(Code.DOUBLED_ID, f"the id “{law.id}” stands twice", law.span, about)
        seen.add(law.id)
        for name, span in zip(law.sources, law.cited, strict=True):
            if name not in sources:
                what = f"“{name}” is not in sources.yaml"
                yield Problem(Code.UNKNOWN_NAME, what, span, about, tuple(sorted(sources)))
    for one in invariants.accepted:
        if one.rule not in rules:
            what, near = f"there is no rule “{one.rule}”", nearest(one.rule, rules)
            yield Problem(Code.UNKNOWN_NAME, what, one.span, "accepted", tuple(sorted(rules)), near)


def _each(node: Node | None) -> tuple[Span, ...]:
    """The place of each word of a list, or of the one word that stands for one."""
    if isinstance(node, Listing):
        return tuple(item.span for item in node.items)
    return (node.span,) if node else ()


def _about(entry: Table) -> str:
    node = entry.get("id")
    return f"invariant “{node.value}”" if isinstance(node, Text) else ""


def _place(entry: Table) -> Text:
    return entry.key("id") or (entry.entries[0][0] if entry.entries else Text("", entry.span))
