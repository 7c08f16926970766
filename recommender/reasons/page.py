"""Plain pages: paragraphs, lists and tables as lines that a screen reader can follow. No escape bytes."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

WIDTH = 78
INDENT = "  "
DASH = "- "


def wrapped(text: str, indent: str = INDENT, hanging: str = "") -> str:
    """One paragraph, wrapped; every line after the first stands `hanging` further in."""
    return textwrap.fill(
        printable(text),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_on_hyphens=False,
    )


def items(texts: Iterable[str], indent: str = INDENT) -> str:
    """A list, one item a line or more."""
    return "\n".join(wrapped(f"{DASH}{text}", indent, INDENT) for text in texts)


def section(heading: str, *blocks: str) -> str:
    """A heading and what belongs under it; an empty text where nothing does."""
    found = [block for block in blocks if block]
    return "\n".join([wrapped(heading, ""), *found]) if found else ""


def page(sections: Iterable[str]) -> str:
    """Sections with an empty line between them, and one newline at the end."""
    return "\n\n".join(text for text in sections if text) + "\n"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Columns of text, each as wide as its widest cell; a column that is empty below its head is left out."""
    kept = [column for column in zip(*rows, strict=True) if any(column[1:])]
    widths = [max(map(len, column)) for column in kept]
    lines = [
        INDENT + INDENT.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in zip(*kept, strict=True)
    ]
    return "\n".join(printable(line).rstrip() for line in lines)


def flowed(text: str) -> str:
    """Lines of which some are items of a list (a dash, perhaps further in), each wrapped on its own."""
    return "\n".join(_flowed(text)) + "\n"


def _flowed(text: str) -> Iterator[str]:
    for line in text.splitlines():
        bare = line.lstrip(" ")
        indent = " " * (len(line) - len(bare))
        yield wrapped(bare, indent, INDENT if bare.startswith(DASH) else "") if bare else ""


def printable(text: str) -> str:
    """The text with a space for whatever a terminal would act upon instead of showing it."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else " " for letter in text)
