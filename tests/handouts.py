"""Handouts read back: what each form says, and what of it tells something private."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from io import BytesIO

from markdown_it import MarkdownIt
from people import shipped
from pypdf import PdfReader

from recommender.export.handout_blocks import Block, Handout, Lines, Listing, Pairs, Paragraph, Table
from recommender.model.directive import Advise, Note
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.reasons.names import Names
from recommender.reasons.private import private_facts, private_rules

VOID = ("meta",)
REACHING_OUT = ("script", "link", "img", "iframe", "object", "embed", "video", "audio", "base", "form", "a")


def said(handout: Handout) -> Iterator[str]:
    """Every text of a handout, apart from captions that only a screen reader tells."""
    yield from (handout.title, handout.lead)
    for part in handout.parts:
        yield part.heading
        for block in part.blocks:
            yield from filter(None, _said(block))
    yield handout.foot


def _said(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield text
        case Listing(items):
            yield from items
        case Pairs(pairs):
            yield from (text for pair in pairs for text in pair)
        case Table(_, heads, rows):
            yield from heads
            yield from (cell for row in rows for cell in row)
        case Lines():
            return


@dataclass
class Page(HTMLParser):
    """A page of HTML as a browser reads it, and what is wrong with how it is built."""

    headings: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    language: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []

    @classmethod
    def read(cls, html: str) -> "Page":
        """The page, with whatever is still open at its end among what is wrong."""
        page = cls()
        page.feed(html)
        page.close()
        page.wrong += [f"<{tag}> stays open" for tag in page.stack]
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or ""
        if tag == "th" and given.get("scope") not in ("col", "row"):
            self.wrong.append("a head of a table without its scope")
        if tag in REACHING_OUT or any(name in ("src", "href") or name.startswith("on") for name in given):
            self.wrong.append(f"<{tag}> reaches out: {given}")
        if re.fullmatch(r"h\d", tag):
            self._heading(int(tag[1]))
        if tag not in VOID:
            self.stack.append(tag)

    def _heading(self, level: int) -> None:
        if level > (self.headings[-1] if self.headings else 0) + 1:
            self.wrong.append(f"a heading of level {level} comes too soon")
        self.headings.append(level)

    def handle_endtag(self, tag: str) -> None:
        if not self.stack or self.stack.pop() != tag:
            self.wrong.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        if self.stack and self.stack[-1] != "style":
            self.texts.append(data)

    @property
    def text(self) -> str:
        """What stands on the page, in one line."""
        return flat(" ".join(self.texts))


def markdown_text(page: str) -> str:
    """What stands on a page of CommonMark once it is drawn, in one line."""
    return Page.read(MarkdownIt("commonmark").render(page).replace("<hr />", "").replace("<br />", "")).text


def pdf_text(pages: bytes) -> str:
    """What stands on the pages of a PDF, in one line."""
    return flat(" ".join(page.extract_text() for page in PdfReader(BytesIO(pages)).pages))


def missing(values: Handout, text: str) -> list[str]:
    """What of a handout does not stand in a text."""
    return [one for one in said(values) if flat(one) not in text]


def text_of(form: str, written: str | bytes) -> str:
    """What a form says, in one line."""
    if isinstance(written, bytes):
        return pdf_text(written)
    return markdown_text(written) if form == "markdown" else Page.read(written).text


def figures(text: str, recommendation: Recommendation) -> list[str]:
    """The kinds of figures on a page that are hidden from this person; when to stop is told to everybody."""
    outcomes = shipped().texts.outcomes
    for sign in outcomes.several("stop_signals"):
        text = text.replace(flat(sign), "")
    told = {"minutes": r"\d+ minute", "heart_rate": "|".join(outcomes.several("hidden", "heart_rate"))}
    hidden = Names.of(recommendation, shipped()).hidden
    return [
        kind
        for kind, words in told.items()
        if kind in hidden and re.search(rf"\b({words})", text, re.IGNORECASE)
    ]


def flat(text: str) -> str:
    """The text in one line."""
    return re.sub(r"\s+", " ", text).strip()


def leaks(page: str, recommendation: Recommendation) -> list[str]:
    """Words on a page that tell something private, or that a clinician or the person wrote themselves."""
    changes = [change for change in recommendation.adjustments if isinstance(change, Mapping)]
    words = [*private_words(), *(str(change["reason"]) for change in changes if change.get("reason"))]
    text = flat(page.replace("\\", "")).lower()
    return [word for word in words if _stands_in(flat(word).lower(), text)]


def _stands_in(word: str, text: str) -> bool:
    return word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


@cache
def private_words() -> tuple[str, ...]:
    """What names a private question, an answer to it, or a rule that looks at one.

    An answer in words that everybody may read on their page anyway, such as “a little”, tells nothing.
    """
    book, closed = shipped(), private_rules(shipped())
    questions = [book.texts.questions.questions[name] for name in private_facts(book)]
    everyday = " ".join(open_texts(book)).lower()
    answers = [answer for question in questions for answer in question.answers.values()]
    told = {text for rule in book.rules if rule.id not in closed for text in texts_named(rule.then, book)}
    return (
        *(text for question in questions for text in (question.label, question.ask, question.ask_clinician)),
        *(question.why for question in questions if question.why),
        *(answer for answer in answers if answer.lower() not in everyday),
        *(
            text
            for rule in book.rules
            if rule.id in closed
            for text in (rule.title, rule.because, rule.because_unknown, *texts_named(rule.then, book))
            if text and text not in told
        ),
    )


def texts_named(directives: object, book: RuleBook) -> Iterator[str]:
    """The notes and the words on whom to ask that directives name."""
    wording = book.texts.wording
    for directive in directives if isinstance(directives, tuple) else ():
        if isinstance(directive.body, Note):
            yield wording.notes[directive.body.text]
        elif isinstance(directive.body, Advise):
            yield wording.advice[directive.body.see]


def open_texts(book: RuleBook) -> Iterator[str]:
    """Texts that may stand on anybody's page."""
    closed, wording = private_rules(book), book.texts.wording
    yield from (rule.because for rule in book.rules if rule.id not in closed)
    yield from texts_in(book.texts.outcomes.texts)
    yield from texts_in(book.texts.handout.texts)
    for texts in (wording.openings, wording.endpoints, wording.minimums, wording.cues):
        yield from texts.values()
    yield from (activity.how for activity in book.activities.values())


def texts_in(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from texts_in(value)
    elif isinstance(node, tuple | list):
        for value in node:
            yield from texts_in(value)
