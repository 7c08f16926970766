"""Which rules fire, and which lines of their conditions were decided both ways.

Looked at are the examples of a rule and everybody in a folder of profiles, beside the weeks that profiles
expect something of. An example comes out as it stands; a profile counts where its run reached the rule.

    a rule     is covered where its condition holds for sure in an example, or for somebody
    a line     is covered where it was decided both ways:
               once it held and the rule fired; in an alternative, with every line beside it
               once it did not hold, and that alone kept the rule from firing: with it, the rule would fire
    of unless  the same turned round: once it held, and with it the rule was lifted; once it did not hold,
               and that alone let the rule fire

What is open decides nothing. Percentages are rounded down, so that 100 means all.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from recommender.inference.evaluator import evaluate, line_truth
from recommender.model.condition import Condition, Line
from recommender.model.fact import Facts, Vocabulary
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.model.trace import Reading, States, Trace
from recommender.model.truth import Truth
from recommender.verification.examples import states_of


@dataclass(frozen=True, slots=True)
class LineCovered:
    """One line of a condition: whether it was seen to hold where it mattered, and not to hold."""

    part: str
    line: Line
    held: bool
    not_held: bool

    @property
    def covered(self) -> bool:
        """Whether it was decided both ways."""
        return self.held and self.not_held

    def __str__(self) -> str:
        return f"{self.part}: {self.line}"


@dataclass(frozen=True, slots=True)
class RuleCovered:
    """One rule: whether an example fires it, for how many people it fires, and its lines."""

    rule: Rule
    by_example: bool
    people: int
    lines: tuple[LineCovered, ...]

    @property
    def covered(self) -> bool:
        """Whether anything makes it fire."""
        return self.by_example or self.people > 0

    @property
    def uncovered(self) -> tuple[LineCovered, ...]:
        """The lines that were not decided both ways."""
        return tuple(line for line in self.lines if not line.covered)


@dataclass(frozen=True, slots=True)
class _Seen:
    """The answers of an example or a person, as a rule looked at them."""

    facts: Facts
    states: States


def coverage(book: RuleBook, runs: Sequence[Trace]) -> tuple[RuleCovered, ...]:
    """Every rule of every stratum; `runs` are those of people, and of weeks that were reviewed."""
    return tuple(_rule(rule, part, runs) for part in book.parts for rule in part.rules)


def per_mille(some: int, of_all: int) -> int:
    """How many of a thousand, rounded down; all of none is all."""
    return 1000 * some // of_all if of_all else 1000


def _rule(rule: Rule, part: RuleBook, runs: Iterable[Trace]) -> RuleCovered:
    own = [_Seen(example.facts, states_of(example.facts, part)) for example in rule.examples]
    people = [_seen(rule, run) for run in runs if rule.id in run.readings]
    vocabulary = part.vocabulary
    return RuleCovered(
        rule,
        any(_truth(rule, seen, vocabulary) is Truth.SURE for seen in own),
        sum(_truth(rule, seen, vocabulary) is Truth.SURE for seen in people),
        tuple(_lines(rule, [*own, *people], vocabulary)),
    )


def _seen(rule: Rule, run: Trace) -> _Seen:
    early = rule.stratum is Stratum.CONTRADICTIONS
    return _Seen(run.given if early else run.facts, run.states)


def _truth(rule: Rule, seen: _Seen, vocabulary: Vocabulary) -> Truth:
    when = evaluate(rule.when, seen.facts, seen.states, vocabulary)
    lifted = evaluate(rule.unless, seen.facts, seen.states, vocabulary) if rule.unless else Truth.NO
    return Reading(when, lifted).truth


def _lines(rule: Rule, looks: Sequence[_Seen], vocabulary: Vocabulary) -> Iterator[LineCovered]:
    for part, condition in (("when", rule.when), ("unless", rule.unless)):
        for place in _places(condition) if condition else ():
            marks = {_marked(rule, place, seen, vocabulary, lifting=part == "unless") for seen in looks}
            yield LineCovered(part, place.line, held=True in marks, not_held=False in marks)


@dataclass(frozen=True, slots=True)
class _Place:
    """A line in a condition, which is once more there as if the line held, and with its alternative alone."""

    line: Line
    as_if: Condition
    alone: Condition


def _places(condition: Condition) -> Iterator[_Place]:
    for place, line in enumerate(condition.lines):
        rest = (*condition.lines[:place], *condition.lines[place + 1 :])
        yield _Place(line, replace(condition, lines=rest), condition)
    for number, group in enumerate(condition.alternatives):
        alone = replace(condition, alternatives=(group,))
        for place, line in enumerate(group):
            rest = (*group[:place], *group[place + 1 :])
            others = (*condition.alternatives[:number], rest, *condition.alternatives[number + 1 :])
            yield _Place(line, replace(condition, alternatives=others if rest else ()), alone)


def _marked(rule: Rule, place: _Place, seen: _Seen, vocabulary: Vocabulary, *, lifting: bool) -> bool | None:
    """Whether the line held, or did not, where that decided about the rule; None where it decided nothing."""

    def sure(condition: Condition) -> bool:
        return evaluate(condition, seen.facts, seen.states, vocabulary) is Truth.SURE

    holds = line_truth(place.line, seen.facts, seen.states, vocabulary)
    fires = _truth(rule, seen, vocabulary) is Truth.SURE
    if holds is Truth.SURE and sure(place.alone) and (sure(rule.when) if lifting else fires):
        return True
    as_if = replace(rule, unless=place.as_if) if lifting else replace(rule, when=place.as_if)
    otherwise = _truth(as_if, seen, vocabulary) is Truth.SURE
    turned = fires == lifting and otherwise != lifting
    return False if holds is Truth.NO and turned else None
