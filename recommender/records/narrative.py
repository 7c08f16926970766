"""The part of a resource that people read: XHTML, made from texts of which nothing is taken for a tag."""

from collections.abc import Iterable
from html import escape

from recommender.reasons.page import printable
from recommender.records.sheet import Resource

XHTML = "http://www.w3.org/1999/xhtml"


def narrative(language: str, *blocks: str) -> Resource:
    """Blocks of XHTML as the text of a resource."""
    told = "".join(blocks)
    div = f'<div xmlns="{XHTML}" xml:lang="{escape(language)}" lang="{escape(language)}">{told}</div>'
    return {"status": "generated", "div": div}


def paragraph(text: str) -> str:
    """A paragraph; nothing where there is no text."""
    return f"<p>{_safe(text)}</p>" if text else ""


def listing(texts: Iterable[str]) -> str:
    """A list; nothing where it would be empty."""
    told = "".join(f"<li>{_safe(text)}</li>" for text in texts)
    return f"<ul>{told}</ul>" if told else ""


def heading(text: str) -> str:
    """A heading."""
    return f"<h3>{_safe(text)}</h3>"


def _safe(text: str) -> str:
    return escape(printable(text), quote=False)
