"""How it looks: three calm themes, plain letters where asked for, no motion, and keys that can be found."""

import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from people import recommender, shipped
from rich.cells import cell_len
from screens import LARGE, SMALL, USUAL, at_the_screen, text_of
from textual.binding import Binding
from textual.color import Color
from textual.pilot import Pilot
from textual.theme import Theme
from textual.widgets import Input, TextArea

from recommender import tui
from recommender.cli import arguments
from recommender.cli.output import in_ascii, look
from recommender.export.over_time import ASCII, BLOCKS, Look
from recommender.interview.controller import Interview
from recommender.keeping.keeper import Keeper
from recommender.loading import load_profile
from recommender.tui.app import InterviewApp
from recommender.tui.frame import Frame
from recommender.tui.looks import Looks
from recommender.tui.plain_letters import in_plain_letters
from recommender.tui.screens.keys import name_of, spelt
from recommender.tui.screens.keys import text_of as text_of_key
from recommender.tui.screens.page import Page
from recommender.tui.theme import CONTRAST, THEMES, theme_called
from recommender.tui.widgets.key_line import SUPPORT, in_the_room

pytestmark = pytest.mark.screens

ROOT = Path(__file__).parent.parent
SIZES = {"small": SMALL, "usual": USUAL, "large": LARGE}
ALL_KEYS, LEAVE = ("F1", "All keys"), ("F12", "Leave now")
LINES = re.compile("[─-╿▀-▟]")
"""Frames and bars, which nobody has to read."""

PAIRS = [
    ("foreground", "background"),
    ("text-muted", "background"),
    ("primary", "background"),
    ("secondary", "background"),
    ("warning", "background"),
    ("foreground", "panel"),
    ("text-muted", "panel"),
    ("primary", "panel"),
    ("warning", "panel"),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("text-muted", "block-cursor-blurred-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
]

# From the first question over several screens, and on each of them for a look.
WAY = ("1", "h", "b", "f1", "b", "c", "enter")


def app(looks: Looks | None = None, *, at: str = "stress") -> InterviewApp:
    """The program in the middle of an interview of the shipped profile, or at its result."""
    known = load_profile(ROOT / "profiles" / "hypervigilant.yaml", shipped())
    interview = Interview(recommender(), "self", known)
    interview.begin()
    if at == "outcome":
        interview.finish()
        interview.conclude()
    else:
        interview.change(at)
    return InterviewApp(interview, shipped(), Keeper(Path("/nowhere/casebook.db")), looks or Looks())


def seen(*keys: str, looks: Looks | None = None, size: tuple[int, int] = USUAL, at: str = "stress") -> str:
    """What stands on the screen after some keys."""
    program = app(looks, at=at)

    async def person(pilot: Pilot[None]) -> str:
        await pilot.press(*keys)
        await pilot.pause()
        return text_of(program)

    return at_the_screen(program, person, size)


def on_the_way(looks: Looks, size: tuple[int, int]) -> list[str]:
    """What stands on each of several screens."""
    program = app(looks)

    async def person(pilot: Pilot[None]) -> list[str]:
        shown = []
        for key in WAY:
            await pilot.press(key)
            shown.append(text_of(program))
        return list(dict.fromkeys(shown))

    return at_the_screen(program, person, size)


def classes() -> list[type]:
    """Every class of the terminal interface."""
    found = set()
    for module in pkgutil.walk_packages(tui.__path__, "recommender.tui."):
        inside = vars(import_module(module.name)).values()
        found |= {one for one in inside if isinstance(one, type) and one.__module__ == module.name}
    return sorted(found, key=lambda one: one.__name__)


def pages() -> list[type[Page]]:
    """Every screen of an interview that is open."""
    return [one for one in classes() if issubclass(one, Page)]


# Themes


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_text_of_a_theme_stands_out_from_its_ground(theme: Theme) -> None:
    colours = theme.to_color_system().generate()
    enough = 7.0 if theme is CONTRAST else 4.5

    faint = {pair: contrast(*(Color.parse(colours[name]) for name in pair)) for pair in PAIRS}

    assert {pair: ratio for pair, ratio in faint.items() if ratio < enough} == {}


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_in_greys_alone_a_theme_is_as_readable(theme: Theme) -> None:
    """NO_COLOR turns every colour into its grey."""
    colours = theme.to_color_system().generate()

    faint = {pair: contrast(*(Color.parse(colours[name]).monochrome for name in pair)) for pair in PAIRS}

    assert {pair: ratio for pair, ratio in faint.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("at", ["stress", "outcome"])
def test_what_is_painted_is_readable_and_never_red(at: str) -> None:
    program = app(at=at)

    async def person(pilot: Pilot[None]) -> list[tuple[str, str, float, bool]]:
        await pilot.press("down")
        found = []
        for theme in THEMES.values():
            await pilot.pause()
            assert program.theme == theme.name
            enough = 7.0 if theme is CONTRAST else 4.5
            found += [
                (theme.name, text, contrast(*pair), any(map(is_red, pair)))
                for text, *pair in colours_on(program)
                if contrast(*pair) < enough or any(map(is_red, pair))
            ]
            await pilot.press("f2")
        return found

    assert at_the_screen(program, person, LARGE) == []


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_no_theme_has_a_red_nor_borrows_the_terminals_colours(theme: Theme) -> None:
    written = theme.to_color_system().generate()
    colours = {name: Color.parse(value) for name, value in written.items() if value.startswith("#")}

    assert not theme.ansi
    assert len(colours) > 60
    assert [name for name, colour in colours.items() if is_red(colour)] == []
    assert [name for name, value in written.items() if value.startswith("ansi")] == []


def test_no_style_names_a_colour_of_its_own() -> None:
    """All of them are the theme's, so that each theme reaches everything."""
    styles = {
        path.name: path.read_text(encoding="utf-8") for path in (ROOT / "recommender/tui").rglob("*.tcss")
    }
    colour = re.compile(
        r"^\s*[a-z-]*(?:color|background|border[a-z-]*|tint):.*?(#[0-9a-f]{3,8}|\bred\b|\brgb)", re.MULTILINE
    )

    assert {name: colour.findall(text) for name, text in styles.items() if colour.search(text)} == {}


def test_one_key_goes_through_the_themes_and_round_again() -> None:
    program = app()

    async def person(pilot: Pilot[None]) -> list[str]:
        shown = [program.theme]
        for _ in THEMES:
            await pilot.press("f2")
            shown.append(program.theme)
        return shown

    assert at_the_screen(program, person) == ["calm", "calm-light", "contrast", "calm"]


def test_every_theme_can_be_asked_for_by_name() -> None:
    assert tuple(THEMES) == arguments.THEMES


def test_a_theme_that_nobody_knows_is_the_dark_one() -> None:
    assert theme_called("purple") is theme_called("") is THEMES["dark"]


# Plain letters


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_in_plain_letters_everything_is_ascii_and_stands_where_it_stood(size: tuple[int, int]) -> None:
    usual, plain = (on_the_way(Looks(ascii=asked), size) for asked in (False, True))

    assert len(usual) == len(set(usual))
    for before, after in zip(usual, plain, strict=True):
        assert after.isascii()
        assert after == "\n".join(map(in_plain_letters, before.splitlines()))
        assert [len(line) for line in after.splitlines()] == [cell_len(line) for line in before.splitlines()]


def test_a_sign_keeps_its_width_and_its_likeness() -> None:
    assert in_plain_letters("“3 × 5” – it’s … ✓ ● ○ ↑↓ │─┌") == '"3 x 5" - it\'s . * * o ^v |-+'
    assert in_plain_letters("café, Zoë, œuvre, 漢") == "cafe, Zoe, ?uvre, ??"


@pytest.mark.parametrize(("asked", "signs"), [("1", ASCII), ("yes", ASCII), ("", BLOCKS), ("0", BLOCKS)])
def test_pictures_and_screens_go_by_the_same_wish(
    asked: str, signs: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", TextIOWrapper(BytesIO(), encoding="utf-8"))

    assert look({"RECOMMENDER_ASCII": asked}) == signs
    assert in_ascii({"RECOMMENDER_ASCII": asked}) == (signs is ASCII)


# Motion


def test_nothing_moves_unless_it_is_asked_for() -> None:
    assert app().animation_level == "none"
    assert app(Looks(moves=True)).animation_level == "full"


def test_nothing_waits_with_a_moving_sign() -> None:
    code = {path: path.read_text(encoding="utf-8") for path in (ROOT / "recommender/tui").rglob("*.py")}
    moving = re.compile(r"LoadingIndicator|ProgressBar|Spinner|\.loading\s*=\s*True")

    assert [path.name for path, text in code.items() if moving.search(text)] == []


def test_no_cursor_blinks() -> None:
    fields = [found for found in classes() if issubclass(found, Input | TextArea)]

    assert len(fields) >= 2
    assert [found.__name__ for found in fields if "cursor_blink = False" not in own_source(found)] == []


def own_source(found: type) -> str:
    """What a class of ours is written as, with those of ours that it is made from."""
    return "".join(inspect.getsource(one) for one in found.__mro__ if one.__module__.startswith(tui.__name__))


# Keys


@pytest.mark.parametrize("page", [found for found in pages() if found.keys], ids=lambda page: page.__name__)
def test_contacts_the_way_out_and_all_keys_are_the_last_that_give_way(page: type[Page]) -> None:
    hints = [(key, longest_words(word)) for key, word in page.keys]
    contacts = [hint for hint in hints if hint[0] in SUPPORT]

    small, usual, large = (in_the_room(room, hints, LEAVE, ALL_KEYS) for room in (40, 76, 116))

    for shown, ending in (small, usual, large):
        assert ending == (ALL_KEYS, LEAVE)
        assert set(contacts) <= set(shown)
    assert len(usual[0]) >= min(2, len(hints))


def test_of_the_other_keys_the_later_ones_give_way_first() -> None:
    hints = [("Enter", "Next"), ("b", "Back"), ("h", "Support"), ("c", "Answers so far")]

    rooms = {room: in_the_room(room, hints, LEAVE, ALL_KEYS) for room in (90, 65, 52, 40, 25, 12)}

    enter, back, contacts, _ = hints
    assert rooms == {
        90: (hints, (ALL_KEYS, LEAVE)),
        65: ([enter, back, contacts], (ALL_KEYS, LEAVE)),
        52: ([enter, contacts], (ALL_KEYS, LEAVE)),
        40: ([contacts], (ALL_KEYS, LEAVE)),
        25: ([contacts], (LEAVE,)),
        12: ((), (LEAVE,)),
    }


@pytest.mark.parametrize(
    ("keys", "last"),
    [
        ((), "Enter On  h Support   F1 Keys  F12 Leave"),
        (("c",), "b Back  h Support     F1 Keys  F12 Leave"),
    ],
)
def test_in_a_narrow_window_shorter_words_make_room_for_one_more(keys: tuple[str, ...], last: str) -> None:
    assert seen(*keys, size=SMALL).splitlines()[-1] == last


def test_in_a_narrow_window_the_number_of_the_question_stands_first() -> None:
    assert seen(size=SMALL).splitlines()[0] == "Question 1 · Mood and worry"
    assert seen().splitlines()[0].strip() == "Part 5 of 8 · Mood and worry · question 1"


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_what_is_said_beside_a_number_stands_there_in_full(size: tuple[int, int]) -> None:
    hint = shipped().texts.questions.questions["activity_minutes"].hint

    shown = seen(size=size, at="activity_minutes")

    beside = [line[16 if size is SMALL else 18 :].strip() for line in shown.splitlines()]
    assert hint in " ".join(beside)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_way_out_stands_at_the_right_end(size: tuple[int, int]) -> None:
    last = seen(size=size).splitlines()[-1]

    assert last.strip().startswith(
        "Enter On  h Support" if size is SMALL else "Enter Next   b Back   h Support"
    )
    assert last.endswith("F1 Keys  F12 Leave" if size is SMALL else "F1 All keys   F12 Leave now")
    assert len(last) == (size[0] if size is SMALL else size[0] - 2)


def test_one_key_shows_all_keys_that_work_here_and_gives_way_again() -> None:
    shown = seen("f1", size=LARGE)

    lines = [re.split(r"\s{2,}", line.strip(), maxsplit=1) for line in shown.splitlines()]
    assert ["0–9", "Chooses by number"] in lines
    assert ["b", "Goes back; what was answered stays"] in lines
    assert ["F1", "Shows these keys"] in lines
    assert ["F12, Ctrl+Q,", "Leaves at once; the screen goes blank"] in lines
    assert seen("f1", "b") == seen()


def test_all_keys_are_those_that_do_something_now() -> None:
    choice, number, several, note = (
        keys_shown(at=at, keys=keys)
        for at, keys in (("stress", ()), ("confidence", ()), ("red_flags", ()), ("outcome", ("o",)))
    )

    assert "Backspace" not in choice
    assert number["Backspace"] == "Takes back a digit"
    assert number["0–9"] == "Types the number"
    assert choice["↑, ↓"] == "Moves to another line and chooses it"
    assert several["↑, ↓"] == "Moves to another line"
    assert choice["PgUp, PgDn"] == "Reads on by a page"
    assert note["Ctrl+Z, Super+Z"] == "Takes back what was typed"


def keys_shown(at: str, keys: tuple[str, ...]) -> dict[str, str]:
    """What stands on the page of all keys: by the keys, what they do."""
    shown = seen(*keys, "f1", size=LARGE, at=at).splitlines()
    lines = [re.split(r"\s{2,}", line.strip(), maxsplit=1) for line in shown]
    return {line[0]: line[1] for line in lines if len(line) > 1}


def test_keys_are_spelt_as_on_a_keyboard() -> None:
    assert (
        spelt(["enter", "ctrl+x", "f12", "question_mark", "up", "b", *"0123"])
        == "0–3, Enter, F12, ?, ↑, b, Ctrl+X"
    )
    assert spelt(["1", "2"]) == "1, 2"
    assert (
        spelt(["shift+left", "shift+home", "shift+pageup", "ctrl+z"])
        == "Shift+Left, Shift+Home, Shift+PgUp, Ctrl+Z"
    )


def test_every_key_of_every_screen_has_its_words() -> None:
    words = shipped().texts.interview
    places: list[type] = [*pages(), Frame, InterviewApp]
    bound = [(page, binding) for page in places for binding in bindings(page)]

    silent = {
        f"{page.__name__}: {binding.key} {binding.action}"
        for page, binding in bound
        if not text_of_key(binding, name_of(page), words)
    }

    assert len(bound) > 60
    assert silent == set()


def bindings(page: type) -> Iterator[Binding]:
    """The keys that a class binds itself."""
    for bound in vars(page).get("BINDINGS", ()):
        yield from Binding.make_bindings([bound])


def longest_words(word: str) -> str:
    """What a key of that name is called: the longest of its names, where several screens have their own."""
    texts = shipped().texts
    files = [texts.interview, texts.result, texts.what_if, texts.authoring]
    return max((said for file in files for said in under_keys(file.texts, word)), key=len, default=word)


def under_keys(texts: object, word: str) -> Iterator[str]:
    """The texts of that name in every list of keys."""
    if isinstance(texts, Mapping):
        for name, inner in texts.items():
            if name == "keys" and isinstance(inner, Mapping):
                yield str(inner.get(word, ""))
            else:
                yield from under_keys(inner, word)


def colours_on(program: InterviewApp) -> Iterator[tuple[str, Color, Color]]:
    """Every stretch of text on the screen that is there to be read, with its colour and its ground."""
    for strip in program.screen._compositor.render_strips():  # noqa: SLF001 - as in `text_of`
        for text, style, _ in strip:
            if LINES.sub("", text).strip():
                assert style is not None
                assert style.color is not None
                assert style.bgcolor is not None
                yield text.strip(), Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)


def is_red(colour: Color) -> bool:
    """Whether a colour is seen as red or pink: its hue is near red, and there is enough of it."""
    hue, lightness, saturation = colour.hsl
    vivid = saturation * (1 - abs(2 * lightness - 1)) > 0.12
    return vivid and not 20 / 360 < hue < 320 / 360


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours by WCAG."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Color) -> float:
    channels = [channel / 255 for channel in (colour.r, colour.g, colour.b)]
    red, green, blue = [
        channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
