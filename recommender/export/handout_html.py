"""A handout as one page of HTML that needs nothing beside itself: no script, no font, no picture, no link."""

from collections.abc import Iterator
from html import escape

from recommender.export.handout import handout_of
from recommender.export.handout_blocks import (
    Block,
    Handout,
    Lines,
    Listing,
    Pairs,
    Paragraph,
    Part,
    Table,
)  # fmt: skip
from recommender.export.handout_style import STYLE
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.reasons.page import printable

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may load for the page: nothing, and its own style."""

ROWS_TOGETHER, ITEMS_TOGETHER = 14, 6
"""What fits on a page beside something else; a week of seven days with two sessions each is whole."""


def as_html(recommendation: Recommendation, book: RuleBook) -> str:
    """The handout as one self-contained page, the same text in every browser and on paper."""
    return html_page(handout_of(recommendation, book))


def html_page(handout: Handout) -> str:
    """A handout as a page; nothing in its texts is taken for a mark."""
    return "\n".join(_page(handout))


def _page(handout: Handout) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{_safe(handout.language)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_safe(handout.title)}</title>"
    yield f"<style>{STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield f"<header><h1>{_safe(handout.title)}</h1><p>{_safe(handout.lead)}</p></header>"
    yield "<main>"
    yield from ('<div class="front">', *_parts(handout.front, "front"), "</div>")
    turned = " turned" if handout.turned else ""
    foot = f'<p class="foot">{_safe(handout.foot)}</p>'
    yield from (f'<div class="back{turned}">', *_parts(handout.back, "back"), foot, "</div>")
    yield "</main>"
    yield "</body>"
    yield "</html>\n"


def _parts(parts: tuple[Part, ...], side: str) -> Iterator[str]:
    for number, part in enumerate(parts, 1):
        yield from _part(part, f"{side}-{number}")


def _part(part: Part, name: str) -> Iterator[str]:
    look = "long" if any(map(_long, part.blocks)) else part.look
    yield f'<section class="{look}" aria-labelledby="{name}">'
    yield f'<h2 id="{name}">{_safe(part.heading)}</h2>'
    for block in part.blocks:
        yield from _block(block)
    yield "</section>"


def _long(block: Block) -> bool:
    """Whether a page may end in the middle of it, between two rows or items."""
    match block:
        case Table(_, _, rows):
            return len(rows) > ROWS_TOGETHER
        case Listing(items):
            return len(items) > ITEMS_TOGETHER
        case _:
            return False


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text, leading):
            yield f'<p class="leading">{_safe(text)}</p>' if leading else f"<p>{_safe(text)}</p>"
        case Listing(items):
            yield "<ul>"
            yield from (f"<li>{_safe(item)}</li>" for item in items)
            yield "</ul>"
        case Pairs(pairs):
            yield "<dl>"
            yield from (f"<div><dt>{_safe(label)}</dt><dd>{_safe(text)}</dd></div>" for label, text in pairs)
            yield "</dl>"
        case Table():
            yield from _table(block)
        case Lines(count):
            yield '<div class="lines">' + "<div></div>" * count + "</div>"


def _table(table: Table) -> Iterator[str]:
    yield f"<table><caption>{_safe(table.caption)}</caption>"
    heads = "".join(f'<th scope="col">{_safe(head)}</th>' for head in table.heads)
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for first, *cells in table.rows:
        rest = "".join(f"<td>{_safe(cell)}</td>" for cell in cells)
        yield f'<tr><th scope="row">{_safe(first)}</th>{rest}</tr>'
    yield "</tbody></table>"


def _safe(text: str) -> str:
    return escape(printable(text), quote=True)
