"""An explanation as branches: from the part to its rules, the answers behind them, and what they rest on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from recommender.explanation.asked import asked
from recommender.explanation.other_words import activity_lines, dose_lines, opening_lines
from recommender.explanation.rule_words import ACTING
from recommender.explanation.rules import course_of
from recommender.explanation.values import Doses, Explanation, Fate, LineReading, RuleCourse
from recommender.model.programme import LightMovement, Referral
from recommender.model.recommendation import Recommendation
from recommender.model.rule import Rule
from recommender.reasons.behind import answers_behind
from recommender.reasons.conclusions import in_words
from recommender.reasons.names import Names
from recommender.reasons.page import DASH
from recommender.reasons.standing import Standing

Kind = Literal["part", "said", "rule", "group", "answer", "claim"]


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of an explanation, and what it rests on. `fact` is the question of an answer."""

    text: str
    kind: Kind = "said"
    below: "tuple[Branch, ...]" = ()
    fact: str = ""

    def every(self) -> "Iterator[Branch]":
        """Itself, and all below it."""
        yield self
        for branch in self.below:
            yield from branch.every()


def branches(explanation: Explanation, recommendation: Recommendation, names: Names) -> Branch:
    """The whole explanation under the question that it answers."""
    teller = _Teller(explanation, recommendation, names)
    question, *said = teller.said()
    found = [Branch(line) for line in said if not line.startswith(DASH)]
    items = (Branch(line.removeprefix(DASH)) for line in said if line.startswith(DASH))
    found += teller.group(names.book.texts.result("tree", "in_detail"), items)
    about = explanation.about
    found += teller.under(about) if isinstance(about, RuleCourse) else teller.rules()
    return Branch(question, "part", (*found, *teller.opening()))


@dataclass(frozen=True, slots=True)
class _Teller:
    """Puts one explanation into branches."""

    explanation: Explanation
    recommendation: Recommendation
    names: Names

    def said(self) -> list[str]:
        """The question, and the answer to it without what that rests on."""
        about, question = self.explanation.about, self.explanation.question
        if isinstance(about, Standing):
            lines = activity_lines(about, question, self.recommendation, self.names)
        elif isinstance(about, Doses):
            lines = dose_lines(about, question, self.explanation.part, self.names)
        else:
            lines = self._of_rule(about)
        return [line for line in lines if line]

    def _of_rule(self, course: RuleCourse) -> Iterator[str]:
        names, question = self.names, self.explanation.question
        yield names.texts("rule", question, title=names.title(course.rule.id), rule=course.rule.id)
        yield from _fate_lines(course, question, names)
        if course.fate in ACTING and course.firing is not None:
            yield names.fit(course.firing.because)

    def rules(self) -> Iterator[Branch]:
        """Each rule that has a hand in it; a word where none has."""
        words = self.names.book.texts.result
        found = [rule for name in self.explanation.rules if (rule := self.names.book.rule(name))]
        for rule in sorted(found, key=lambda rule: (-rule.purpose.rank, rule.id)):
            course = course_of(rule, self.recommendation, self.names.book)
            because = self.names.fit(course.firing.because) if course.firing else ""
            said = [Branch(because)] if because else []
            yield Branch(self._titled(rule), "rule", (*said, *self.under(course)))
        if not found:
            yield Branch(words("tree", "no_rule"))

    def _titled(self, rule: Rule) -> str:
        said = self.names.title(rule.id) if rule.id in self.names.open else rule.title
        title = self.names.fit(said) or self.names.outcomes("hidden", "answer")
        return self.names.book.texts.result(
            "tree", "rule", title=f"{title[:1].upper()}{title[1:]}", rule=rule.id
        )

    def under(self, course: RuleCourse) -> Iterator[Branch]:
        """What a rule does, the answers behind it or those that it looks at, and what it rests on."""
        words = self.names.book.texts.result
        if does := self._does(course):
            yield Branch(words("tree", "does", what=does))
        yield from self.group(words("tree", "answers"), self._answers(course))
        if course.firing is None:
            yield from self.group(words("tree", "looks_at"), map(self._line, _all(course.lines)))
        evidence = self.names.outcomes("names", "evidence", course.rule.evidence)
        heading = words("tree", "rests_on", evidence=evidence)
        yield from self.group(heading, (Branch(claim, "claim") for claim in self._claims(course.rule)))

    def _does(self, course: RuleCourse) -> str:
        if course.firing is None:
            return ""
        facts = self.recommendation.trace.facts
        done = dict.fromkeys(in_words(item.body, self.names, facts) for item in course.firing.concluded)
        return self.names.fit("; ".join(filter(None, done)))

    def _answers(self, course: RuleCourse) -> Iterator[Branch]:
        if course.firing is None:
            return
        behind = answers_behind(course.rule, self.recommendation.trace, self.names.book)
        for fact, said in behind.items():
            yield Branch(self.names.given(fact, said), "answer", fact=self._asked_about(fact))

    def _line(self, line: LineReading) -> Branch:
        names, fact = self.names, line.line.fact
        said = names.texts(
            "lines",
            "line",
            label=names.fact(fact),
            asked=asked(line.line, names),
            answer=names.answer(fact, line.said),
        )
        whole = f"{said} {names.texts('holds', line.holds)}"
        shown = whole if names.fit(whole) == whole else names.outcomes("hidden", "answer")
        return Branch(shown, "answer", fact=self._asked_about(fact))

    def _asked_about(self, fact: str) -> str:
        """The question that leads back to an answer; empty for a state, and for what only others record."""
        if fact not in self.names.book.texts.questions.questions:
            return ""
        theirs = self.names.book.vocabulary[fact].clinician and self.recommendation.role != "clinician"
        return "" if theirs else fact

    def _claims(self, rule: Rule) -> Iterator[str]:
        origins = self.names.book.origins
        for name in rule.sources:
            cited = origins[name].cite or name
            yield self.names.fit(self.names.texts("lines", "source", name=cited, says=origins[name].says))

    def group(self, heading: str, found: Iterable[Branch]) -> Iterator[Branch]:
        """A heading and what stands under it; nothing where nothing does."""
        below = tuple(branch for branch in found if branch.text)
        if below:
            yield Branch(heading, "group", below)

    def opening(self) -> Iterator[Branch]:
        """What would open it."""
        heading = self.names.book.texts.result("tree", "opens")
        yield from self.group(heading, self._opens())

    def _opens(self) -> Iterator[Branch]:
        about, result = self.explanation.about, self.recommendation.result
        if isinstance(about, RuleCourse):
            waits = about.missing if about.fate in (Fate.OPEN, Fate.ON_UNKNOWN) else ()
            yield from (self._question("opens_answer", name) for name in waits)
        elif isinstance(result, Referral | LightMovement):
            yield Branch(result.opens_when)
            asks = self.recommendation.asks if isinstance(result, LightMovement) else ()
            yield from (self._question("opens_outcome", name) for name in asks)
        else:
            one = isinstance(about, Standing) and about.opening
            openings = about.openings if isinstance(about, Doses) else [one] if one else []
            yield from map(Branch, opening_lines(openings, self.names))

    def _question(self, form: str, name: str) -> Branch:
        """That an answer would open something, on the way to its question."""
        label = self.names.fit(self.names.fact(name)) or self.names.outcomes("hidden", "answer")
        said = self.names.fit(self.names.texts("rule", form, label=label))
        return Branch(said, "answer", fact=self._asked_about(name))


def _fate_lines(course: RuleCourse, question: str, names: Names) -> Iterator[str]:
    """What became of a rule, in a sentence."""
    if course.aside is not None:
        week = course.aside.until_week
        until = names.texts("rule", "aside_until", week=week) if week else ""
        yield names.texts("rule", "aside", until=until, reason=course.aside.reason)
        return
    after_all = course.fate == "fired" and question == "why_not"
    yield names.texts("rule", "fired_after_all" if after_all else course.fate)


def _all(lines: Iterable[LineReading]) -> Iterator[LineReading]:
    """The lines on answers; a state gives way to the lines that it comes from."""
    for line in lines:
        if line.behind:
            for _, inner in line.behind:
                yield from _all(inner)
        else:
            yield line
