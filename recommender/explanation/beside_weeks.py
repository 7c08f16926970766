"""The weeks of two programmes as one list, with the figures of both sides where they differ."""

from collections.abc import Iterator

from recommender.explanation.difference import Difference
from recommender.explanation.line import Line, Sign
from recommender.model.programme import Programme, Week
from recommender.model.scale import Effort
from recommender.reasons.names import Names

FIGURES = ("sessions", "minutes", "ceiling")


def week_lines(difference: Difference, names: Names) -> Iterator[Line]:
    """One line for each week of either side."""
    before, after = _weeks(difference.before.programme), _weeks(difference.after.programme)
    for number in sorted({*before, *after}):
        earlier, later = (_said(weeks[number], names) if number in weeks else {} for weeks in (before, after))
        told = (_old_and_new(name, earlier, later, names) for name in earlier or later)
        what = "; ".join(text for text in told if text != names.book.texts.what_if("pace", "usual"))
        text = names.texts("what_if", "week", weeks=names.weeks(number, number), what=what)
        yield Line(text, _sign(earlier, later), f"week {number}" if number in after else "")


def _weeks(programme: Programme | None) -> dict[int, Week]:
    return {week.number: week for week in programme.weeks} if programme else {}


def _said(week: Week, names: Names) -> dict[str, str]:
    """The figures of one week by their names, without those that are hidden from this person."""
    figures = {"sessions": len(week.sessions), "minutes": week.minutes, "ceiling": week.ceiling}
    shown = {name: value for name, value in figures.items() if name not in names.hidden}
    said = {name: names.effort(it) if isinstance(it, Effort) else str(it) for name, it in shown.items()}
    return {**said, "pace": names.book.texts.what_if("pace", "lighter" if week.easier else "usual")}


def _sign(before: dict[str, str], after: dict[str, str]) -> Sign:
    if not (before and after):
        return Sign.ADDED if after else Sign.REMOVED
    return Sign.STAYED if before == after else Sign.CHANGED


def _old_and_new(name: str, before: dict[str, str], after: dict[str, str], names: Names) -> str:
    texts, old, new = names.book.texts.what_if, before.get(name), after.get(name)
    value = texts("old_and_new", old=old, new=new) if old and new and old != new else old or new
    return texts("figures", name, value=value)
