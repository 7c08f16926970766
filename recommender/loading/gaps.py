"""The gaps in a text: names in braces, in the place of which something is put when it is said."""

from collections.abc import Collection, Iterator
from string import Formatter
from typing import NamedTuple

from recommender.loading.yaml_tree import Text
from recommender.problem import QUOTES, Code, Problem, likely
from recommender.source import Span


class Gap(NamedTuple):
    """A gap: the name in it, and the whole of it as it was written, braces included."""

    name: str
    written: str


def gaps(text: str) -> tuple[Gap, ...] | None:
    """The gaps of a text, each once; None where its braces do not fit together."""
    try:
        found = [(name, form, sign) for _, name, form, sign in Formatter().parse(text) if name is not None]
    except ValueError:
        return None
    return tuple(
        dict.fromkeys(
            Gap(name, f"{{{name}{f'!{sign}' if sign else ''}{f':{form}' if form else ''}}}")
            for name, form, sign in found
        )
    )


def names_filled(text: str) -> frozenset[str]:
    """The names of the gaps in a text."""
    return frozenset(gap.name for gap in gaps(text) or ())


def check_gaps(node: Text, name: str, filled: Collection[str] | None) -> Iterator[Problem]:
    """Every brace that nothing can be put into: only what is `filled` can be, by its bare name.

    Without `filled`, which names there are is not known, and any is taken for one.
    """
    found = gaps(node.value)
    if found is None:
        advice = "What is put in stands between two braces, as in {name}."
        yield Problem(Code.WRONG_VALUE, f"a brace in “{name}” has no partner", node.span, help=advice)
    for gap in found or ():
        if filled is not None and gap.name not in filled and _bare(gap.name) not in filled:
            yield _unfilled(node, gap, name, filled)
        elif gap.written != f"{{{gap.name}}}" or _bare(gap.name) != gap.name:
            yield _adorned(node, gap, name)


def _bare(name: str) -> str:
    """The name alone: without what `.` or `[` would ask of the thing that is put there."""
    return name.partition(".")[0].partition("[")[0]


def _unfilled(node: Text, gap: Gap, name: str, filled: Collection[str]) -> Problem:
    place = _place(node, gap.written)
    what = f"nothing fills the gap “{gap.written}” in “{name}”"
    inner = place.within(1, len(gap.name)) if place and gap.name else None
    wrong = Problem(Code.WRONG_VALUE, what, inner or place or node.span, "", tuple(sorted(filled)))
    meant = likely(wrong, gap.name)
    return meant if inner else _without_a_line(wrong, meant.suggestion)


def _adorned(node: Text, gap: Gap, name: str) -> Problem:
    place = _place(node, gap.written)
    what = f"the gap “{gap.written}” in “{name}” holds more than a name"
    bare = f"{{{_bare(gap.name)}}}"
    if place is None:
        return _without_a_line(Problem(Code.WRONG_VALUE, what, node.span), bare)
    return Problem(Code.WRONG_VALUE, what, place, suggestion=bare, certain=True)


def _without_a_line(wrong: Problem, meant: str) -> Problem:
    """The mistake where its place is not known to the letter: what was meant is named, and no line given."""
    advice = f"Did you mean “{meant}”?" if meant else ""
    return Problem(wrong.code, wrong.what, wrong.span, allowed=wrong.allowed, help=advice)


def _place(node: Text, written: str) -> Span | None:
    """Where a gap stands, also in a text of several lines; None where it is not written letter by letter."""
    source, line, column, _ = node.span
    text = source.line(line) or ""
    at = text.find(written, column - 1)
    if node.span.width > 1 or text[column - 1 : column] in QUOTES:
        at = node.span.marked.find(written)
        return node.span.within(at, len(written)) if at >= 0 else None
    while at < 0 and (following := source.line(line + 1)) is not None:
        text, line = following, line + 1
        at = text.find(written)
    return Span(source, line, at + 1, len(written)) if at >= 0 else None
