"""Calm themes: slate, teal and amber on dark and on light, and one of high contrast.

Nothing is red, and no meaning rests on colour alone. They name every colour themselves: themes that borrow
the terminal's colours turn black on black under NO_COLOR.
"""

from dataclasses import dataclass

from textual.theme import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme, by what they are for."""

    ground: str
    raised: str
    text: str
    quiet: str
    key: str
    soft: str
    care: str
    line: str
    line_quiet: str
    chosen: tuple[str, str]
    chosen_quiet: tuple[str, str]
    bar: str
    bar_held: str


def _theme(name: str, colours: Palette, *, dark: bool) -> Theme:
    (chosen, on_chosen), (resting, on_resting) = colours.chosen, colours.chosen_quiet
    return Theme(
        name=name,
        dark=dark,
        primary=colours.key,
        secondary=colours.soft,
        accent=colours.key,
        warning=colours.care,
        error=colours.care,
        success=colours.key,
        foreground=colours.text,
        background=colours.ground,
        surface=colours.ground,
        panel=colours.raised,
        variables={
            "text": colours.text,
            "text-muted": colours.quiet,
            "border": colours.line,
            "border-blurred": colours.line_quiet,
            "block-cursor-foreground": on_chosen,
            "block-cursor-background": chosen,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-foreground": on_resting,
            "block-cursor-blurred-background": resting,
            "input-cursor-background": colours.text,
            "input-cursor-foreground": colours.ground,
            "input-selection-background": chosen,
            "input-selection-foreground": on_chosen,
            "scrollbar": colours.bar,
            "scrollbar-hover": colours.bar_held,
            "scrollbar-active": colours.bar_held,
            "scrollbar-background": colours.raised,
            "scrollbar-background-hover": colours.raised,
            "scrollbar-background-active": colours.raised,
            "scrollbar-corner-color": colours.raised,
        },
    )


CALM = _theme(
    "calm",
    Palette(
        ground="#1b2226",
        raised="#232c31",
        text="#dbe4e6",
        quiet="#a3b4b9",
        key="#7cc4c0",
        soft="#9db8d9",
        care="#e8b45a",
        line="#4d6068",
        line_quiet="#3a4a51",
        chosen=("#2b4a50", "#f2f8f8"),
        chosen_quiet=("#28343a", "#dbe4e6"),
        bar="#4d6068",
        bar_held="#6b8089",
    ),
    dark=True,
)

LIGHT = _theme(
    "calm-light",
    Palette(
        ground="#f1f3f0",
        raised="#e4e9e6",
        text="#23323a",
        quiet="#4b5c64",
        key="#1d5f5c",
        soft="#34557a",
        care="#744a00",
        line="#93a5a8",
        line_quiet="#b6c3c4",
        chosen=("#c4dedb", "#12282b"),
        chosen_quiet=("#dae4e2", "#23323a"),
        bar="#93a5a8",
        bar_held="#6f8489",
    ),
    dark=False,
)

CONTRAST = _theme(
    "contrast",
    Palette(
        ground="#000000",
        raised="#10181b",
        text="#ffffff",
        quiet="#dfe8ea",
        key="#8ff0ea",
        soft="#bcd9ff",
        care="#ffd773",
        line="#ffffff",
        line_quiet="#c8d2d4",
        chosen=("#ffffff", "#000000"),
        chosen_quiet=("#2b3a3f", "#ffffff"),
        bar="#c8d2d4",
        bar_held="#ffffff",
    ),
    dark=True,
)

THEMES = {"dark": CALM, "light": LIGHT, "contrast": CONTRAST}
"""By the name under which each is asked for, in the order in which one key goes through them."""


def theme_called(name: str) -> Theme:
    """The theme of that name; the dark one for any other name."""
    return THEMES.get(name, CALM)


def theme_after(name: str) -> Theme:
    """The next theme in the circle, by Textual's name for the one that is shown."""
    themes = list(THEMES.values())
    here = next((at for at, theme in enumerate(themes) if theme.name == name), 0)
    return themes[(here + 1) % len(themes)]
