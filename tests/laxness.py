"""Whether one recommendation gives more than another: harder, longer or more weeks, or doses at all."""

from collections.abc import Iterator
from dataclasses import replace

from people import shipped
from promises import weeks_of

from recommender.model.condition import Condition, Line, OneOf
from recommender.model.directive import Body, Directive
from recommender.model.programme import Week
from recommender.model.recommendation import Recommendation
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Effort, Purpose, Stratum
from recommender.source import Source, Span

EVERY_ADULT = Condition(
    lines=(Line("age_band", "18_to_39 or more", OneOf(frozenset({"18_to_39", "40_to_64", "65_or_over"}))),)
)


def more(this: Recommendation, other: Recommendation) -> Iterator[str]:
    """In what this gives more than the other."""
    if not weeks_of(other):
        yield from [f"{this.outcome} instead of {other.outcome}"] if weeks_of(this) else []
    for mine, theirs in zip(weeks_of(this), weeks_of(other), strict=False):
        for what, (one, two) in _measures(mine, theirs).items():
            if one > two:
                yield f"week {mine.number}: {what} {one} instead of {two}"


def _measures(mine: Week, theirs: Week) -> dict[str, tuple[int, int]]:
    return {
        "effort ceiling": (mine.ceiling.rank, theirs.ceiling.rank),
        "minutes": (mine.minutes, theirs.minutes),
        "longest session": (_longest(mine), _longest(theirs)),
        "sessions": (len(mine.sessions), len(theirs.sessions)),
        "vigorous sessions": (_hard(mine), _hard(theirs)),
    }


def _longest(week: Week) -> int:
    return max(session.minutes for session in week.sessions)


def _hard(week: Week) -> int:
    return sum(session.intensity is Effort.VIGOROUS for session in week.sessions)


def for_every_adult(*bodies: Body, name: str = "one-more-rule") -> Rule:
    """A rule of purpose dose that concludes this about every adult."""
    return Rule(
        id=name,
        title="One rule more",
        purpose=Purpose.DOSE,
        stratum=Stratum.PRESCRIPTION,
        when=EVERY_ADULT,
        then=tuple(Directive(type(body).__name__.lower(), body, {}) for body in bodies),
        because="It is there for a test.",
        because_unknown="It is there for a test.",
        sources=("convention",),
        evidence="convention",
        span=Span(Source("test", "")),
    )


def with_rules(*rules: Rule) -> RuleBook:
    """The shipped rulebook and these rules."""
    book = shipped()
    return replace(book, rules=tuple(sorted((*book.rules, *rules), key=lambda rule: rule.id)))
