"""Texts in which a hand slipped: a line lost or doubled, words exchanged, signs that nobody expects."""

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import TypeAlias

WORD = re.compile(r"[\w.-]+")
VALUE = re.compile(r"(?<=: )\S.*$", re.MULTILINE)
AT_ONCE = (1, 1, 1, 2, 3)

STRANGE = (
    "", "[]", "{}", "~", "null", "yes", "no", "On", "-1", "0", "007", "1.5", "1e16", "1e-7", "-0.0", ".nan",
    ".inf", "nan", "inf", "0x1F", "1_000", "18:30", "2026-02-30", "9223372036854775808", "9" * 4_400,
    "unknown", "declined", "answered", "empty", "not empty", "not", "any of", "all", "0 or more", "3 or less",
    "7 to 2", "1 to 26", "200 % of activity_minutes", "&a b", "*a", "!!python/object:os.system x", "|", ">-",
    "? a", "- - -", "<<: *a", "%TAG", "---", "...", "[a, [b, [c", "{a: {b: {c", "'", '"', "\\", '"\\0"',
    '"\\ud800"', '"\\x85"', "\u00a0", "\u2028", "\u202e", "\ufeff", "\u0130", "ß", "😀", "é" * 3, "id", "sid",
    "$s", "$k", "mqgnyuot", "gpiwzhpy", "{summary}", "{", "}", "{0.__class__}", "%s", "z" * 65_536,
)  # fmt: skip

SIGNS = ":-#[]{},'\"&*!|>%@`~\t\n\x00\x07\u2028"

Mangle: TypeAlias = Callable[[str, Random], str]


def mangled(texts: Sequence[str], random: Random) -> str:
    """One of these texts with one to three things wrong in it; some come out as they were."""
    text = random.choice(texts)
    for _ in range(random.choice(AT_ONCE)):
        text = random.choice(WAYS)(text, random)
    return text


def as_bytes(text: str, random: Random) -> bytes:
    """The text as a file may hold it: mostly UTF-8, and now and then with bytes in it that are none."""
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    if data and random.random() < 0.15:
        for _ in range(random.randint(1, 4)):
            data[random.randrange(len(data))] = random.randrange(256)
    return bytes(data) if random.random() < 0.97 else text.encode("utf-16", "surrogatepass")


def _of_lines(change: Callable[[list[str], int, Random], None]) -> Mangle:
    def way(text: str, random: Random) -> str:
        lines = text.splitlines(keepends=True)
        if lines:
            change(lines, random.randrange(len(lines)), random)
        return "".join(lines)

    return way


def _drop(lines: list[str], at: int, random: Random) -> None:
    del lines[at : at + random.choice((1, 1, 1, 2, 5))]


def _double(lines: list[str], at: int, random: Random) -> None:
    lines[at:at] = lines[at : at + random.choice((1, 1, 1, 4, 12))]


def _move(lines: list[str], at: int, random: Random) -> None:
    lines.insert(random.randrange(len(lines)), lines.pop(at))


def _indent(lines: list[str], at: int, random: Random) -> None:
    bare = lines[at].lstrip(" ")
    width = len(lines[at]) - len(bare) + random.choice((-4, -2, -1, 1, 2, 4))
    lines[at] = random.choice((" " * max(0, width), " " * max(0, width), "\t", "\u00a0")) + bare


def _join(lines: list[str], at: int, _: Random) -> None:
    lines[at] = lines[at].rstrip("\r\n")


def _dash(lines: list[str], at: int, random: Random) -> None:
    bare = lines[at].lstrip(" ")
    before = lines[at][: len(lines[at]) - len(bare)]
    lines[at] = before + (
        bare.removeprefix("- ") if bare.startswith("- ") else random.choice("-?:#") + " " + bare
    )


def _strange_value(text: str, random: Random) -> str:
    """Some value is another one: of the same text, or one that nobody expects."""
    found = list(VALUE.finditer(text))
    if not found:
        return text + random.choice(STRANGE)
    one = random.choice(found)
    value = random.choice(found).group() if random.random() < 0.4 else random.choice(STRANGE)
    return f"{text[: one.start()]}{value}{text[one.end() :]}"


def _word_for_word(text: str, random: Random) -> str:
    """Some word is another one of the same text, which is how most rules come out that load."""
    found = list(WORD.finditer(text))
    if not found:
        return random.choice(STRANGE)
    one = random.choice(found)
    word = random.choice(found).group() if random.random() < 0.8 else random.choice(STRANGE)
    return f"{text[: one.start()]}{word}{text[one.end() :]}"


def _swap_words(text: str, random: Random) -> str:
    found = list(WORD.finditer(text))
    if not found:
        return text
    one, other = sorted((random.choice(found), random.choice(found)), key=lambda match: match.start())
    if one.end() > other.start():
        return text
    between = text[one.end() : other.start()]
    return f"{text[: one.start()]}{other[0]}{between}{one[0]}{text[other.end() :]}"


def _sign(text: str, random: Random) -> str:
    """One sign is gone, or another stands there."""
    at = random.randrange(len(text) + 1)
    sign = random.choice(("", *SIGNS))
    return f"{text[:at]}{sign}{text[at + random.randint(0, 1) :]}"


def _end_early(text: str, random: Random) -> str:
    return text[: random.randrange(len(text) + 1)]


WAYS: tuple[Mangle, ...] = (
    *map(_of_lines, (_drop, _drop, _double, _move, _indent, _indent, _join, _dash)),
    _strange_value, _strange_value, _strange_value, _word_for_word, _word_for_word, _word_for_word,
    _swap_words, _sign, _sign, _end_early,
)  # fmt: skip
