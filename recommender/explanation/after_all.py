"""What a change has brought about, in a few lines."""

from collections.abc import Iterator

from recommender.explanation.beside import beside
from recommender.explanation.comparing import difference
from recommender.explanation.line import Line, Sign
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.reasons.names import Names


def after_all(before: Recommendation, after: Recommendation, book: RuleBook) -> tuple[Line, ...]:
    """What came, went or is otherwise, under its headings; none where a change has changed nothing here.

    With another outcome that stands first, and what went with the old one is not counted up.
    """
    found = difference(before, after)
    lines = beside(found, book)
    if found.outcome.same and found.urgency.same:
        return tuple(_under_headings(lines))
    summary = Line(Names.of(after, book).fit(after.summary))
    here = tuple(line for line in lines if line.heading or line.sign is Sign.ADDED)
    return (summary, *_under_headings(here))


def _under_headings(lines: tuple[Line, ...]) -> Iterator[Line]:
    """What does not stay as it was, each heading before the first of its lines."""
    heading = None
    for line in lines:
        if line.heading:
            heading = line
        elif line.sign is not Sign.STAYED:
            if heading is not None:
                yield heading
                heading = None
            yield line
