"""Numbers and words as a rule gives them: as they stand, or taken from the person's own answers."""

from collections.abc import Iterable

from recommender.model.fact import Answer, Facts
from recommender.model.prescription import Acting
from recommender.model.spelling import FromAnswer, Share

NOTHING: frozenset[str] = frozenset()


def amount(value: int | Share | None, facts: Facts) -> int | None:
    """A number as it stands, or as a share of the person's own."""
    if value is None or isinstance(value, int):
        return value
    own = facts.get(value.fact)
    return own * value.percent // 100 if isinstance(own, int) else None


def numbers(acting: Iterable[Acting], facts: Facts) -> dict[str, list[tuple[int, Acting]]]:
    """Every number that these name, by what it is a number of."""
    found: dict[str, list[tuple[int, Acting]]] = {}
    for item in acting:
        for what, value in item.amounts.items():
            number = value if isinstance(value, int) else amount(value, facts)
            if number is not None:
                found.setdefault(what, []).append((number, item))
    return found


def named(item: Acting, line: str, facts: Facts) -> frozenset[str]:
    """The words that a line of a directive names, with the person's own answers put in."""
    words = item.words.get(line, NOTHING)
    return answers(facts.get(words.fact)) if isinstance(words, FromAnswer) else words


def answers(answer: Answer | None) -> frozenset[str]:
    """What was answered, as words."""
    if answer is None:
        return NOTHING
    return answer if isinstance(answer, frozenset) else frozenset({str(answer)})
