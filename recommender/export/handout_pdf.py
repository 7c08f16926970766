"""A handout as a PDF that holds its letters in itself, and in which nothing tells when it was made."""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF, FontFace
from fpdf.enums import Align, TableBordersLayout, XPos, YPos
from fpdf.fonts import TTFFont

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
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.reasons.page import printable

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Open Sans"
NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
"""A PDF is asked for the moment of its making, and this one tells none: the same values, the same bytes."""

PAPER = (210.0, 279.4)
"""As wide as A4 and as high as Letter, in millimetres: it prints on either without being made smaller."""

MARGIN, PADDING, INDENT, LABELS, ROUND, WRITING = 15.0, 5.0, 4.5, 36.0, 3.0, 8.5
TEXT, SMALL, HEADING, LEADING, TITLE = 9.5, 8.0, 12.0, 21.0, 19.0
SPACING = 1.32
LINES_TOGETHER = 3
INK, SOFT, RULE, FRAME = (31, 43, 45), (71, 88, 90), (185, 201, 197), (60, 116, 104)
Colour = tuple[int, int, int]


def as_pdf(recommendation: Recommendation, book: RuleBook) -> bytes:
    """The handout as a PDF with a title, a language and bookmarks: the same values, the same bytes."""
    return pdf_pages(handout_of(recommendation, book))


def pdf_pages(handout: Handout) -> bytes:
    """A handout as the bytes of a PDF."""
    pages = _Pages(handout)
    for part in handout.front:
        pages.part(part)
    if handout.turned:
        pages.turn()
    for part in handout.back:
        pages.part(part)
    pages.gap(4)
    pages.text(handout.foot, SMALL, colour=SOFT)
    return pages.written()


class _Pages:
    """The pages, as far as they are written."""

    def __init__(self, handout: Handout) -> None:
        self._pdf = FPDF(unit="mm", format=PAPER)
        self._pdf.set_creation_date(NO_MOMENT)
        self._pdf.set_title(handout.title)
        self._pdf.set_lang(handout.language)
        self._pdf.set_margin(MARGIN)
        for style, weight in (("", "Regular"), ("B", "Semibold")):
            self._pdf.add_font(FAMILY, style, FONTS / f"OpenSans-{weight}.ttf")
        self._pdf.set_font(FAMILY, "", TEXT)
        fonts = (font for font in self._pdf.fonts.values() if isinstance(font, TTFFont))
        self._letters = frozenset(chr(code) for font in fonts for code in font.cmap)
        self._pdf.add_page()
        self.text(handout.title, TITLE, bold=True)
        self.text(handout.lead, TEXT, colour=SOFT)

    def written(self) -> bytes:
        """The whole file."""
        return bytes(self._pdf.output())

    def turn(self) -> None:
        """Goes on on a page of its own."""
        self._pdf.add_page()

    def gap(self, height: float) -> None:
        """Leaves some millimetres free, except at the top of a page."""
        if self._pdf.y > MARGIN:
            self._pdf.ln(height)

    def part(self, part: Part) -> None:
        """A heading with what stands under it, on one page wherever it fits on one."""
        self.gap(4.5)
        with self._pdf.offset_rendering() as tried:
            self._part(part)
        if tried.page_break_triggered and self._pdf.y > MARGIN:
            self._pdf.add_page()
        self._pdf.start_section(self._known(part.heading))
        self._part(part)

    def _part(self, part: Part) -> None:
        large = part.look == "large"
        top, page = self._pdf.y, self._pdf.page
        if large:
            self._narrow(PADDING)
            self._pdf.ln(PADDING - 1)
        self.text(part.heading, HEADING, bold=True)
        for block in part.blocks:
            self._block(block)
        if large:
            self._pdf.ln(PADDING - 2)
            self._narrow(-PADDING)
            self._frame(top if page == self._pdf.page else MARGIN)

    def _narrow(self, by: float) -> None:
        self._pdf.set_left_margin(self._pdf.l_margin + by)
        self._pdf.set_right_margin(self._pdf.r_margin + by)
        self._pdf.set_x(self._pdf.l_margin)

    def _frame(self, top: float) -> None:
        self._pdf.set_draw_color(*FRAME)
        self._pdf.set_line_width(0.5)
        height = self._pdf.y - top
        self._pdf.rect(MARGIN, top, self._pdf.epw, height, round_corners=True, corner_radius=ROUND)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph(text, leading):
                self.text(text, LEADING if leading else TEXT, bold=leading)
            case Listing(items):
                self._listed([("•", item) for item in items], INDENT)
            case Pairs(pairs):
                self._listed(pairs, LABELS)
            case Table():
                self._table(block)
            case Lines(count):
                self._lines(count)

    def text(self, text: str, size: float, *, bold: bool = False, colour: Colour = INK) -> None:
        """A paragraph from margin to margin."""
        self._pdf.set_font(FAMILY, "B" if bold else "", size)
        self._pdf.set_text_color(*colour)
        height = self._pdf.font_size * SPACING
        self._pdf.multi_cell(0, height, self._known(text), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self._pdf.ln(0.9)

    def _listed(self, pairs: Iterable[tuple[str, str]], width: float) -> None:
        """Marks or labels, each with a text beside it that keeps to its own margin."""
        self._pdf.set_text_color(*INK)
        for label, text in pairs:
            self._pdf.set_font(FAMILY, "B", TEXT)
            height = self._pdf.font_size * SPACING
            if self._pdf.will_page_break(height * LINES_TOGETHER):
                self._pdf.add_page()
            self._pdf.cell(width, height, self._known(label))
            self._pdf.set_font(FAMILY, "", TEXT)
            self._pdf.multi_cell(
                0, height, self._known(text), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT
            )
            self._pdf.ln(0.9)

    def _table(self, table: Table) -> None:
        self._pdf.set_font(FAMILY, "", TEXT)
        self._pdf.set_text_color(*INK)
        self._pdf.set_draw_color(*RULE)
        self._pdf.set_line_width(0.2)
        longest = [max(map(len, column)) + 2 for column in zip(table.heads, *table.rows, strict=True)]
        with self._pdf.table(
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            col_widths=longest,
            headings_style=FontFace(emphasis="BOLD"),
            line_height=self._pdf.font_size * SPACING,
            padding=(0.5, 1, 0.5, 0),
            text_align=Align.L,
        ) as drawn:
            for row in (table.heads, *table.rows):
                drawn.row([self._known(cell) for cell in row])
        self._pdf.ln(1.5)

    def _lines(self, count: int) -> None:
        self._pdf.set_draw_color(*RULE)
        self._pdf.set_line_width(0.2)
        for _ in range(count):
            self._pdf.ln(WRITING)
            self._pdf.line(self._pdf.l_margin, self._pdf.y, self._pdf.w - self._pdf.r_margin, self._pdf.y)

    def _known(self, text: str) -> str:
        """The text in letters of the font; what it lacks loses its accents, or is a question mark."""
        return "".join(map(self._letter, printable(text)))

    def _letter(self, letter: str) -> str:
        if letter in self._letters:
            return letter
        plain = "".join(one for one in unicodedata.normalize("NFKD", letter) if one in self._letters)
        return plain or "?"
