"""What a line of a condition looks for, in the words of the question that it reads."""

from recommender.model.condition import Asked, Being, Counting, Holding, Lacking, Line, OneOf, Within
from recommender.model.fact import Fact
from recommender.reasons.names import Names

UPWARD = {"more": "or_more", "worse": "or_worse"}
DOWNWARD = {"more": "or_less", "worse": "or_better"}


def asked(line: Line, names: Names) -> str:
    """What the line looks for."""
    if isinstance(line.test, Being | Asked):
        return _definite(line.test, names)
    fact = names.book.vocabulary[line.fact]
    match line.test:
        case OneOf(answers):
            return _one_of(line.fact, answers, fact, names)
        case Within(ranges):
            return names.joined([_range(low, high, fact, names) for low, high in ranges], "or")
        case Holding(members):
            return _several(line.fact, members, names)
        case Lacking(member):
            return names.texts("asked", "lacking", answer=_quoted(line.fact, member, names))
        case Counting(low, high):
            return _count(low, high, fact, names)


def _definite(test: Being | Asked, names: Names) -> str:
    if isinstance(test, Being):
        return names.texts("answers", "yes" if test.holds else "no")
    return names.texts("asked", "answered" if test.answered else "unanswered")


def _several(name: str, members: frozenset[str], names: Names) -> str:
    listed = names.joined([_quoted(name, member, names) for member in sorted(members)], "or")
    return names.texts("asked", "several", answers=listed) if len(members) > 1 else listed


def _one_of(name: str, answers: frozenset[str], fact: Fact, names: Names) -> str:
    """Answers by their labels; a run to either end of an order by the answer at which it begins."""
    ordered = [answer for answer in fact.answers if answer in answers]
    if fact.ordered and 1 < len(ordered) < len(fact.answers):
        if tuple(ordered) == fact.answers[-len(ordered) :]:
            return names.texts("asked", UPWARD[fact.ordered], answer=_quoted(name, ordered[0], names))
        if tuple(ordered) == fact.answers[: len(ordered)]:
            return names.texts("asked", DOWNWARD[fact.ordered], answer=_quoted(name, ordered[-1], names))
    return names.joined([_quoted(name, answer, names) for answer in ordered], "or")


def _range(low: int, high: int, fact: Fact, names: Names) -> str:
    if low == high:
        return names.texts("asked", "exactly", number=low)
    if high == fact.high:
        return names.texts("asked", "at_least", low=low)
    if low == fact.low:
        return names.texts("asked", "at_most", high=high)
    return names.texts("asked", "between", low=low, high=high)


def _count(low: int, high: int, fact: Fact, names: Names) -> str:
    if high == 0:
        return names.texts("asked", "empty")
    if (low, high) == (1, len(fact.answers)):
        return names.texts("asked", "not_empty")
    count = names.texts("asked", "at_least" if low else "at_most", low=low, high=high)
    return names.texts("asked", "how_many", count=count)


def _quoted(name: str, answer: str, names: Names) -> str:
    return names.quoted(names.option(name, answer))
