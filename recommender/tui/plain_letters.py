"""Everything on the screen in ASCII, cell for cell, for terminals and typefaces that have no other signs."""

from functools import lru_cache
from unicodedata import normalize

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

SIGNS = str.maketrans(
    {
        **dict.fromkeys("─━═▔▁–—\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{MINUS SIGN}", "-"),
        **dict.fromkeys("│┃║▏▕▎▊", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝", "+"),
        **dict.fromkeys("▂▃▄▅▆▇█▌▐▀", "#"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("’\N{LEFT SINGLE QUOTATION MARK}", "'"),
        **dict.fromkeys("✓●•", "*"),
        **dict.fromkeys("○◦", "o"),
        **dict.fromkeys("·…", "."),
        **dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", " "),
        "░": ":",
        "×": "x",
        "↑": "^",
        "↓": "v",
        "→": ">",
        "←": "<",
        "▶": ">",
        "▼": "v",
        "≤": "<",
        "≥": ">",
    }
)


@lru_cache(4096)
def in_plain_letters(text: str) -> str:
    """The text in ASCII, as wide as before: accents fall away, and what has no likeness becomes “?”."""
    return text if text.isascii() else "".join(map(_in_plain, text.translate(SIGNS)))


def _in_plain(letter: str) -> str:
    if letter.isascii():
        return letter
    bare = "".join(part for part in normalize("NFKD", letter) if part.isascii())
    width = cell_len(letter)
    return bare if len(bare) == width else "?" * width


class PlainLetters(LineFilter):
    """Stands between all that is drawn and the screen, so that no page has to think of it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line in ASCII."""
        del background
        return [Segment(in_plain_letters(text), style, control) for text, style, control in segments]
