"""Lines that are indented by other signs than spaces, or by too many or too few of them."""

import re

from recommender.loading.stumble import Stumble, lines_about, unread
from recommender.problem import Problem
from recommender.source import Span

BARE_KEY = re.compile(r"\s*(?:- +)*(?P<key>[\w -]+?):(?:\s|$)")

FIRST = "id"
"""What the entries of a list of rules begin with."""


def tab(stumble: Stumble) -> Problem | None:
    """The mistake of a tab, or of a sign that only looks like a space, at the beginning of a line."""
    for number, line in lines_about(stumble):
        indent = line[: len(line) - len(line.lstrip())]
        if strange := indent.strip(" "):
            span = Span(stumble.source, number, indent.index(strange) + 1, len(strange))
            sign = "a tab stands here (shown as →)" if strange[0] == "\t" else "this only looks like a space"
            by_signs = sum(2 if letter == "\t" else 1 for letter in indent)
            beside = _next_entry(stumble, number)
            by_lines = _below_the_line_above(stumble, number) if beside is None else beside
            what = f"{sign}, and lines of YAML are indented by spaces"
            right = " " * (by_signs if by_lines is None else by_lines) + line.lstrip()
            return unread(span, what, "", right, certain=by_lines in (by_signs, beside))
    return None


def _below_the_line_above(stumble: Stumble, number: int) -> int:
    """How far a line is indented that goes on from the one above it, or begins what that one announces."""
    above = next((stumble.written(at) for at in range(number - 1, 0, -1) if stumble.written(at).strip()), "")
    inner = len(above) - len(above.lstrip(" -"))
    return inner + 2 if above.rstrip().endswith(":") else inner


def _next_entry(stumble: Stumble, number: int) -> int | None:
    """How far the next line is indented, where both begin with a dash."""
    line, below = stumble.written(number).lstrip(), stumble.written(number + 1)
    entries = line.startswith("- ") and below.lstrip(" ").startswith("- ")
    return len(below) - len(below.lstrip(" ")) if entries else None


def too_far_right(stumble: Stumble, line: str) -> Problem | None:
    """The mistake of a line that begins further right than one that has its value already."""
    above = next((text for number, text in lines_about(stumble) if number < stumble.line), "")
    found, key = BARE_KEY.match(above), BARE_KEY.match(line)
    if found is None or key is None:
        return None
    if found["key"] == FIRST and above.startswith(FIRST) and stumble.line > 1:
        return _no_dash(stumble, above)
    column, wanted = key.start("key") + 1, found.start("key")
    span = Span(stumble.source, stumble.line, column, len(key["key"]))
    what = f"“{key['key']}” begins further right than “{found['key']}” above it, which has its value already"
    corrected = " " * wanted + line.lstrip() if column - 1 > wanted else ""
    return unread(span, what, "Lines that stand side by side begin below each other.", corrected)


def _no_dash(stumble: Stumble, above: str) -> Problem:
    """The mistake of a rule whose first line lacks its dash, so that the others begin further right."""
    number = next(at for at, text in lines_about(stumble) if at < stumble.line and text == above)
    what = f"“{FIRST}” begins an entry and has no dash"
    place = Span(stumble.source, number, 1, len(FIRST))
    return unread(place, what, "A list has a dash at each of its entries.", f"- {above}", certain=True)


def indentation(stumble: Stumble) -> Problem | None:
    """The mistake of a line that stands beside none of those above it."""
    if "did not find expected" not in stumble.said:
        return None
    line = stumble.written(stumble.line)
    if not line.strip():
        return None
    if line[stumble.column - 1 : stumble.column] in ("]", "}"):
        return unread(stumble.span, "this bracket closes nothing", "It can go.")
    indent = len(line) - len(line.lstrip())
    columns = _open_columns(stumble)
    if not columns:
        return None
    if indent in columns:
        dash = line.lstrip().startswith("- ")
        what = (
            "this line begins with a dash, and the one it stands beside does not"
            if dash
            else "this line has no dash, and the one it stands beside has one"
        )
        return unread(
            Span(stumble.source, stumble.line, indent + 1), what, "A list has a dash at each of its entries."
        )
    what = f"this line is indented by {_spaces(indent)}, as no line above it is"
    near = " or ".join(str(column) for column in sorted(columns, key=lambda column: abs(column - indent))[:2])
    word = BARE_KEY.match(line)
    width = len(word["key"]) if word else 1
    start = word.start("key") + 1 if word else indent + 1
    return unread(
        Span(stumble.source, stumble.line, start, width),
        what,
        f"Those above are indented by {near}." if near else "",
    )


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _open_columns(stumble: Stumble) -> set[int]:
    """How far the lines above are indented that this one could stand beside."""
    found: set[int] = set()
    least = 10_000
    for number in range(stumble.line - 1, 0, -1):
        line = stumble.written(number)
        indent = len(line) - len(line.lstrip())
        if not line.strip() or line.lstrip().startswith("#") or indent >= least:
            continue
        least = indent
        found.add(indent)
        if line.lstrip().startswith("- "):
            inner = len(line) - len(line.lstrip(" -"))
            found.add(inner)
    return found
