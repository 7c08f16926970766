"""A rule as a sentence: when, unless, then."""

from collections.abc import Iterable
from dataclasses import dataclass

from recommender.explanation.asked import asked
from recommender.model.condition import Asked, Being, Condition, Counting, Holding, Line
from recommender.model.rule import Rule
from recommender.reasons.names import Names
from recommender.workshop.showing.directive_words import does


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition in words: lines that all hold and, where there are ways, all lines of one of them."""

    lines: tuple[str, ...] = ()
    ways: tuple[tuple[str, ...], ...] = ()

    def __str__(self) -> str:
        either = "; or ".join(" and ".join(way) for way in self.ways)
        found = [*self.lines, f"at least one of these: {either}"] if either else [*self.lines]
        return ", and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a rule says, in words."""

    when: Clause
    unless: Clause | None
    then: tuple[str, ...]

    def __str__(self) -> str:
        lifted = f", unless {self.unless}" if self.unless else ""
        return f"When {self.when}{lifted}, then: {'; '.join(self.then)}."


def sentence(rule: Rule, names: Names) -> Sentence:
    """The rule as a sentence."""
    unless = clause(rule.unless, names) if rule.unless else None
    return Sentence(clause(rule.when, names), unless, does(rule, names))


def clause(condition: Condition, names: Names) -> Clause:
    """A condition in the words of the questions that it reads."""
    ways = tuple(_lines(alternative, names) for alternative in condition.alternatives)
    return Clause(_lines(condition.lines, names), ways)


def _lines(lines: Iterable[Line], names: Names) -> tuple[str, ...]:
    return tuple(line_words(line, names) for line in lines)


def line_words(line: Line, names: Names) -> str:
    """One line in words."""
    return names.texts(
        "shown", "line", _form(line, names), label=names.fact(line.fact), asked=asked(line, names)
    )


def _form(line: Line, names: Names) -> str:
    match line.test:
        case Being(holds):
            return "holds" if holds else "holds_not"
        case Asked(answered):
            return "answered" if answered else "unanswered"
        case Holding():
            return "includes"
        case Counting(low, high):
            everything = len(names.book.vocabulary[line.fact].answers)
            return "empty" if high == 0 else "not_empty" if (low, high) == (1, everything) else "how_many"
        case _:
            return "is"
