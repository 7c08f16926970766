"""What is wrong with a text that is no YAML, in an author's words: a colon, a dash, a tab, a bracket."""

import re
from collections.abc import Callable
from dataclasses import replace

from recommender.loading.stumble import Stumble, lines_about, unread
from recommender.loading.yaml_indents import indentation, tab, too_far_right
from recommender.problem import Code, Problem
from recommender.source import Span

KEY = re.compile(r"(?P<before>\s*(?:- +)*)(?P<key>[^\s:#'\"\[{][^:#]*?):(?P<gap>\s+)(?P<value>\S.*)")
STRAY_DASH = re.compile(r"(?P<before>\s*)-(?P<rest>[A-Za-z_][\w -]*:(?:\s.*)?)")
NO_SPACE = re.compile(r"(?P<before>\s*(?:- +)*)(?P<key>[A-Za-z_][\w -]*):(?P<value>[^\s:=].*)")
EQUALS = re.compile(r"(?P<before>\s*(?:- +)*)(?P<key>[A-Za-z_]\w*) *:?=+ *(?P<value>[^\s:=].*)")
GREATER = re.compile(r"(?P<sign>>=?) *(?P<number>\d{1,6})(?=\s*(?:\s#.*)?$)")
COMMENT = re.compile(r"\s+(?:#.*)?$")
CANNOT_BEGIN = "@`%*&!"
CLOSING = {"[": "]", "{": "}"}
QUOTES = "'\""


Reading = Callable[[Stumble], Problem | None]


def explained(stumble: Stumble) -> Problem:
    """The mistake in words of its own, or at least its place."""
    for reading in _READINGS:
        if found := reading(stumble):
            return found
    what = "from here on this cannot be read"
    advice = "The indentation, a bracket or a quotation mark of this line or the one above may be the reason."
    return unread(stumble.span, what, advice)


def _stray_dash(stumble: Stumble) -> Problem | None:
    for number, line in lines_about(stumble):
        if found := STRAY_DASH.fullmatch(line):
            span = Span(stumble.source, number, len(found["before"]) + 1, 1)
            what = "the dash at the beginning of an entry needs a space after it"
            return unread(span, what, "", f"{found['before']}- {found['rest']}", certain=True)
    return None


def _colon(stumble: Stumble) -> Problem | None:
    if "mapping values are not allowed" not in stumble.said:
        return None
    line = stumble.written(stumble.line)
    found = KEY.fullmatch(line)
    if found is None or found.start("value") >= stumble.column:
        return too_far_right(stumble, line) or _no_space_above(stumble)
    value, comment = _parted(found["value"])
    what = f"after “{found['key']}:” this line has a second colon, so it cannot be told what belongs to what"
    corrected = f"{line[: found.start('value')]}{quoted(value)}{comment}"
    if " " not in value.partition(":")[0]:
        advice = (
            "A text with a colon stands in quotes; a line “word: value” of its own, below and further right."
        )
        return unread(stumble.span, what, advice, corrected)
    return unread(
        stumble.span,
        what,
        "A text with a colon in it stands in quotes, or below “>-”.",
        corrected,
        certain=True,
    )


def _no_space_above(stumble: Stumble) -> Problem | None:
    """The mistake of a colon without a space in the line above, which goes on into this line."""
    number, line = next(((at, text) for at, text in lines_about(stumble) if at < stumble.line), (0, ""))
    found = NO_SPACE.fullmatch(line)
    if found is None:
        return None
    place = Span(stumble.source, number, found.end("key") + 1)
    return unread(place, "the colon needs a space after it", "", _corrected(found), certain=True)


def _parted(value: str) -> tuple[str, str]:
    """A value, and whatever follows it on its line: spaces and a comment."""
    found = COMMENT.search(value)
    return (value[: found.start()], value[found.start() :]) if found else (value, "")


def quoted(text: str) -> str:
    """The text in quotation marks, as YAML reads it back."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _bracket(stumble: Stumble) -> Problem | None:
    line, column = stumble.began
    opening = stumble.written(line)[column - 1 : column]
    if opening not in CLOSING or "did not find expected" not in stumble.said:
        return None
    rest, close = stumble.written(line)[column - 1 :], CLOSING[opening]
    if line == stumble.line and close in rest and rest.count(opening) == rest.count(close):
        what = "inside these brackets something stands in the way"
        advice = (
            "A comma stands between two entries, and a text with a comma or a colon in it stands in quotes."
        )
        return unread(stumble.span, what, advice)
    what = f"the bracket “{opening}” that opens here is not closed by “{close}”"
    return unread(Span(stumble.source, line, column), what, f"“{close}” closes it.")


def _quotation(stumble: Stumble) -> Problem | None:
    if "unexpected end of stream" in stumble.said:
        line, column = stumble.began
        what = "the quotation mark that opens here has no partner"
        return unread(Span(stumble.source, line, column), what, "The same mark closes the text.")
    if "unknown escape" in stumble.said:
        what = "between these quotation marks a backslash has a meaning of its own"
        return unread(stumble.span, what, "Between single ones (') it is a sign like any other.")
    found = KEY.fullmatch(stumble.written(stumble.line))
    if found is None or found["value"][0] not in QUOTES or found.start("value") + 1 >= stumble.column:
        return None
    value, comment = _parted(found["value"])
    what = "the text ended at the quotation mark before this, and more follows"
    inside = value[1:-1] if value[0] == value[-1] else value
    corrected = f"{stumble.written(stumble.line)[: found.start('value')]}{quoted(inside)}{comment}"
    advice = 'Between two marks (") an apostrophe is a sign like any other; without quotes it is as well.'
    return unread(stumble.span, what, advice, corrected if '"' not in inside else "")


def _first_sign(stumble: Stumble) -> Problem | None:
    line, column = stumble.began if "alphabetic" in stumble.said else (stumble.line, stumble.column)
    written = stumble.written(line)
    sign = written[column - 1 : column]
    if not sign or sign not in CANNOT_BEGIN:
        return None
    what = f"a text cannot begin with “{sign}”, which has a meaning of its own in YAML"
    found = KEY.fullmatch(written)
    plain = found is not None and found.start("value") == column - 1
    value, comment = _parted(written[column - 1 :])
    corrected = f"{written[: column - 1]}{quoted(value)}{comment}" if plain else ""
    span = Span(stumble.source, line, column)
    return unread(span, what, "In quotes it is a sign like any other.", corrected)


def _block_text(stumble: Stumble) -> Problem | None:
    if "comment or line break" not in stumble.said:
        return None
    line, column = stumble.began
    return greater(Span(stumble.source, line, column)) or unread(
        stumble.span, "after “>” or “|” the text begins on the next line", "It is indented there."
    )


def greater(span: Span) -> Problem | None:
    """The mistake of writing “> 3” for “4 or more”; None where something else stands there."""
    line = span.source.line(span.line) or ""
    found = GREATER.match(line[span.column - 1 :])
    if found is None:
        return None
    number = int(found["number"]) + (found["sign"] == ">")
    place = span._replace(width=found.end())
    what = "numbers are compared in words, “or more” and “or less”"
    return Problem(Code.WRONG_COMPARISON, what, place, suggestion=f"{number} or more", certain=True)


def _no_colon(stumble: Stumble) -> Problem | None:
    if "could not find expected ':'" not in stumble.said:
        return None
    number = stumble.began[0]
    line = stumble.written(number)
    indent = len(line) - len(line.lstrip())
    span = Span(stumble.source, number, indent + 1, max(1, len(line.strip())))
    if found := NO_SPACE.fullmatch(line):
        place = Span(stumble.source, number, found.end("key") + 1)
        corrected = f"{found['before']}{found['key']}: {found['value']}"
        return unread(place, "the colon needs a space after it", "", corrected, certain=True)
    if found := EQUALS.fullmatch(line):
        corrected = f"{found['before']}{found['key']}: {found['value']}"
        return unread(
            span, "a word and its value stand on both sides of a colon", "", corrected, certain=True
        )
    if stumble.written(number - 1).rstrip().endswith((">-", ">", "|", "|-")):
        return unread(span, "a text below “>-” is indented further than the word above it", "", f"  {line}")
    return unread(span, "this line has no colon", "Each line of a rule reads “word: value”.")


def spaced(wrong: Problem) -> Problem:
    """The mistake with its line as it would be with a colon and a space, where these are what is amiss."""
    line = wrong.span.source.line(wrong.span.line) or ""
    advice, right = _with_a_colon(line)
    return replace(wrong, help=advice, rewritten=right) if right else wrong


def _with_a_colon(line: str) -> tuple[str, str]:
    """What a line lacks between its word and its value, and the line with it; empty texts where nothing."""
    if (found := NO_SPACE.fullmatch(line)) and not found["value"].startswith("/"):
        return "A space belongs after the colon.", _corrected(found)
    if found := EQUALS.fullmatch(line):
        return "A word and its value stand on both sides of a colon, with a space after it.", _corrected(
            found
        )
    return "", ""


def _corrected(found: re.Match[str]) -> str:
    return f"{found['before']}{found['key']}: {found['value']}"


def _documents(stumble: Stumble) -> Problem | None:
    if "another document" not in stumble.said:
        return None
    span = stumble.span._replace(width=3)
    return unread(span, "“---” begins a second text, and a file holds one", "The line can go.")


_READINGS: tuple[Reading, ...] = (
    tab, _stray_dash, _documents, _first_sign, _block_text,
    _quotation, _bracket, _no_colon, _colon, indentation,
)  # fmt: skip
