"""A handout as CommonMark that reads well as it stands."""

import re
from collections.abc import Iterator

from recommender.export.handout import handout_of
from recommender.export.handout_blocks import Block, Handout, Lines, Listing, Pairs, Paragraph, Table
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.reasons.page import printable

_MARKS = re.compile(r"([\\`*_\[\]<>&])")
_AT_THE_START = re.compile(r"^(?:(\d+)([.)])|([#+=~-]))")
WRITING_LINE = ". " * 30


def as_markdown(recommendation: Recommendation, book: RuleBook) -> str:
    """The handout in plain CommonMark: headings, paragraphs and lists, and nothing that needs more."""
    return markdown_page(handout_of(recommendation, book))


def markdown_page(handout: Handout) -> str:
    """A handout as a page; nothing in its texts is taken for a mark."""
    return "\n".join(_lines(handout))


def _lines(handout: Handout) -> Iterator[str]:
    yield from (f"# {_plain(handout.title)}", "", _opening(handout.lead), "")
    for part in handout.parts:
        yield from (f"## {_plain(part.heading)}", "")
        for block in part.blocks:
            yield from (*_block(block), "")
    yield from ("***", "", _opening(handout.foot), "")


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text, leading):
            yield f"**{_plain(text)}**" if leading else _opening(text)
        case Listing(items):
            yield from (f"- {_opening(item)}" for item in items)
        case Pairs(pairs):
            yield from (f"- **{_plain(label)}:** {_plain(text)}" for label, text in pairs)
        case Table(_, heads, rows):
            yield from (f"- {_row(heads, row)}" for row in rows)
        case Lines(count):
            yield "\n\n".join([WRITING_LINE.strip()] * count)


def _row(heads: tuple[str, ...], row: tuple[str, ...]) -> str:
    """A row in words: tables are no part of CommonMark, and read badly where they are not drawn."""
    said = "; ".join(f"{_plain(head)}: {_plain(cell)}" for head, cell in zip(heads, row, strict=True) if cell)
    first, _, rest = said.partition("; ")
    return f"**{first.replace(': ', ' ', 1)}.** {rest}".rstrip()


def _plain(text: str) -> str:
    """The text without anything that would be taken for a mark in the middle of a line."""
    return _MARKS.sub(r"\\\1", printable(text).strip())


def _opening(text: str) -> str:
    """The text without what would be taken for a mark at the beginning of a line either."""
    return _AT_THE_START.sub(_escaped, _plain(text))


def _escaped(found: re.Match[str]) -> str:
    number, dot, sign = found.groups()
    return f"{number}\\{dot}" if number else f"\\{sign}"
