"""The rules as files on a full screen: keys, panes, mistakes as one types, saving, and what others change."""

import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from screens import LARGE, SMALL, USUAL, at_the_screen, text_of
from small_book import small_folder
from test_terminal import Terminal
from textual.pilot import Pilot
from textual.widget import Widget

from recommender.cli import main
from recommender.keeping.keeper import Keeper
from recommender.loading import load_rulebook
from recommender.loading.phrases import shipped_rules
from recommender.loading.profile import Profile, read_answers
from recommender.model.fact import Facts
from recommender.problem import Problems
from recommender.recommend import Recommender
from recommender.tui.authoring import AuthoringApp
from recommender.tui.rules_in_use import look_once
from recommender.tui.screens.rules import RulesScreen
from recommender.tui.screens.rules_ask import AskScreen
from recommender.tui.screens.support import SupportScreen
from recommender.tui.screens.text import TextScreen
from recommender.tui.widgets import yaml_editor

pytestmark = pytest.mark.screens

EDGE, ALL = "states/edge.yaml", "prescription/all.yaml"
TO_EDGE = ("down", "down", "enter")
ANSWERED: dict[str, str | int | list[str]] = {
    "crisis": "no",
    "fever": "no",
    "lookout": "often",
    "nights": 8,
    "likes_hard": "no",
    "likes": [],
}
FOREVER = 1_000_000.0


@dataclass
class Author:
    """Somebody at the files."""

    app: AuthoringApp
    pilot: Pilot[None]
    page: RulesScreen

    @property
    def seen(self) -> str:
        """What stands on the screen, as one line."""
        return " ".join(text_of(self.app).split())

    @property
    def text(self) -> str:
        """The text that is open."""
        assert self.page.editor is not None
        return self.page.editor.text

    @property
    def at(self) -> tuple[str, int, int]:
        """The file and the place that the cursor is at, from 1."""
        assert self.page.editor is not None
        assert self.app.focused is self.page.editor
        line, column = self.page.editor.cursor_location
        return self.page.shown, line + 1, column + 1

    @property
    def pane(self) -> str:
        """The part of the page where one is."""
        parts: dict[str, Widget] = {"files": self.page.files, "problems": self.page.problems}
        parts |= {"effect": self.page.effect}
        return next((name for name, part in parts.items() if part is self.app.focused), "text")

    async def press(self, *keys: str) -> None:
        """Presses keys."""
        await self.pilot.press(*keys)

    async def write(self, old: str, new: str) -> None:
        """Puts new words in the place of old ones in the text that is open."""
        assert self.text.count(old) == 1
        assert self.page.editor is not None
        self.page.editor.load_text(self.text.replace(old, new))
        await self.read()

    async def read(self) -> None:
        """Waits until the texts have been read as they stand."""
        await self.pilot.pause()
        self.page.read_now()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def noticed(self) -> None:
        """Waits until the program has looked at the folder once."""
        assert self.app.watching is not None
        look_once(self.app, self.app.watching, self.app.rules_changed)
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()


Does = Callable[[Author], Awaitable[None]]
Meets = Callable[..., None]


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return small_folder(tmp_path)


@pytest.fixture
def author(rules: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Meets]:
    """Opens the files, and lets somebody do something there; nothing happens by the clock."""
    monkeypatch.setattr(RulesScreen, "PAUSE", FOREVER)
    monkeypatch.setattr(RulesScreen, "EVERY", FOREVER)
    monkeypatch.setattr("recommender.tui.rules_in_use.EVERY", FOREVER)
    opened: list[AuthoringApp] = []

    def meets(
        does: Does, size: tuple[int, int] = USUAL, folder: Path = rules, *, answered: bool = True
    ) -> None:
        try:
            book = load_rulebook(folder)
        except Problems:
            book = load_rulebook(shipped_rules())
        profile = read_answers(ANSWERED, book) if answered else Profile(Facts())
        app = AuthoringApp(Recommender(book), profile, Keeper(Path("/nowhere/casebook.db")), folder)
        opened.append(app)

        async def person(pilot: Pilot[None]) -> None:
            page = app.screen
            assert isinstance(page, RulesScreen)
            await app.workers.wait_for_complete()
            await pilot.pause()
            await does(Author(app, pilot, page))

        at_the_screen(app, person, size)

    yield meets
    for app in opened:
        app.interview.recommender.close()


def on_disk(rules: Path, name: str) -> str:
    return (rules / name).read_text(encoding="utf-8")


def elsewhere(rules: Path, name: str, old: str, new: str) -> None:
    """Somebody edits a file with another program."""
    text = on_disk(rules, name)
    assert old in text
    (rules / name).write_text(text.replace(old, new), encoding="utf-8")


# What one types


def test_it_opens_on_the_files_with_what_is_wrong_in_them(author: Meets) -> None:
    async def does(one: Author) -> None:
        assert one.pane == "files"
        assert one.page.files.chosen == "contradictions/none.yaml"
        for said in (
            "The rules, as files",
            "prescription/",
            "Words, numbers, people",
            "No mistakes. Rules in all: 6.",
        ):
            assert said in one.seen

    author(does)


def test_letters_digits_and_brackets_are_letters_in_the_text(author: Meets) -> None:
    async def does(one: Author) -> None:
        await one.press(*TO_EDGE, *"hbwk09", "question_mark", "minus", "space", "enter", "tab", "x")

        assert one.text.startswith("hbwk09?- \n  x- id: often-on-the-lookout\n")
        await one.press("shift+tab")
        assert one.text.startswith("hbwk09?- \nx- id: often-on-the-lookout\n")
        assert isinstance(one.app.screen, RulesScreen)

    author(does)


def test_a_mistake_is_told_while_one_types_with_its_line_and_column(
    author: Meets, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def does(one: Author) -> None:
        monkeypatch.setattr(RulesScreen, "PAUSE", 0.001)
        await one.press(*TO_EDGE, *("down",) * 4, "end", "x")
        while one.page.checked is None or one.page.checked.book is not None:
            await one.pilot.pause()
        await one.pilot.pause()

        assert "Mistakes: 1. The last good rules stay in use." in one.seen
        assert (
            "states/edge.yaml:5:14 “oftenx” is not an answer to “lookout” (near: often)"
            in one.seen.replace("│ ", "")
        )
        assert "edge not saved !" in one.seen

    author(does, size=LARGE)


def test_several_keys_lead_to_the_place_of_a_mistake(author: Meets) -> None:
    async def does(one: Author) -> None:
        await one.press(*TO_EDGE)
        await one.write("lookout: often\n  then", "lookout: oft\n  then")

        for keys in (("f8",), ("ctrl+n",), ("f4", "enter"), ("escape", "tab", "enter")):
            await one.press("up", "up", "home", *keys)
            assert one.at == (EDGE, 5, 14)

    author(does)


def test_the_next_mistake_may_be_in_another_file_and_after_the_last_comes_the_first(author: Meets) -> None:
    async def does(one: Author) -> None:
        await one.press(*TO_EDGE)
        await one.write("lookout: often\n  then", "lookout: oft\n  then")
        await one.press("escape", "down", "enter")
        await one.write("nights: 5 or less", "nights: 99")

        found = []
        for _ in range(3):
            await one.press("f8")
            found.append(one.at)

        assert sorted(set(found)) == [(ALL, 39, 13), (EDGE, 5, 14)]
        assert found[0] == found[2]

    author(does)


def test_undo_takes_back_what_was_typed_and_with_it_the_mark_of_an_edit(author: Meets) -> None:
    async def does(one: Author) -> None:
        await one.press(*TO_EDGE, "x")
        assert "edge not saved" in one.seen

        await one.press("ctrl+z")

        assert "edge not saved" not in one.seen
        assert one.page.desk.unsaved == ()

    author(does)


def test_copying_with_nothing_selected_leaves_nothing_behind_and_nobody_out(author: Meets) -> None:
    async def does(one: Author) -> None:
        await one.press(*TO_EDGE, "x", "ctrl+c")
        assert one.text.startswith("x- id")
        await one.press("shift+left", "ctrl+c", "right", "ctrl+v")

        assert one.text.startswith("xx- id")

    author(does)


def test_what_would_be_right_instead_is_told_where_the_rules_know_it(author: Meets) -> None:
    async def does(one: Author) -> None:
        await one.press(*TO_EDGE)
        await one.write("evidence: article", "evidence: x")

        assert "(possible: article," in one.seen

    author(does, size=(200, 36))


def test_an_edit_is_held_against_the_person_whose_answers_are_on_screen(author: Meets) -> None:
    async def does(one: Author) -> None:
        await one.press("down", "down", "down", "enter")
        await one.write("weeks: 1 to 2}", "weeks: 1 to 4}")

        assert "+ light effort at most, in weeks 1 to 4, by “Easy comes first”" in one.seen
        assert "– light effort at most, in weeks 1 to 2, by “Easy comes first”" in one.seen

    author(does, size=(200, 36))


def test_without_answers_there_is_nobody_for_whom_an_edit_changes_anything(author: Meets) -> None:
    async def does(one: Author) -> None:
        await one.press("down", "down", "down", "enter")
        await one.write("weeks: 1 to 2}", "weeks: 1 to 4}")

        assert "there is nobody for whom an edit could change anything" in one.seen

    author(does, size=(200, 36), answered=False)


def test_an_example_that_comes_out_otherwise_is_told_with_its_place(author: Meets) -> None:
    async def does(one: Author) -> None:
        await one.press("down", "down", "down", "enter")
        await one.write("nights: 4, likes", "nights: 9, likes")

        assert "Examples that come out otherwise: 1" in one.seen
        await one.press("f8")
        assert one.at == (ALL, 52, 7)

    author(does, size=LARGE)


# Saving


@pytest.mark.parametrize("key", ["ctrl+s", "ctrl+o"])
def test_saving_takes_all_that_was_typed_before_the_key(key: str, author: Meets, rules: Path) -> None:
    async def does(one: Author) -> None:
        await one.press(*TO_EDGE, *"# abc", "enter", key, *"de")

        assert on_disk(rules, EDGE).startswith("# abc\n- id")
        assert one.text.startswith("# abc\nde- id")

    author(does)


def test_saved_rules_are_in_use_a_moment_later_with_the_same_answers(author: Meets, rules: Path) -> None:
    async def does(one: Author) -> None:
        answers = one.app.interview.profile.facts
        await one.press(*TO_EDGE)
        await one.write("Often on the lookout", "Always on the lookout")
        await one.press("ctrl+s")
        assert "states/edge.yaml is saved." in one.seen
        await one.noticed()

        assert "The changed rules are in use now." in one.seen
        assert one.app.book is load_rulebook(rules) or one.app.book.digest == load_rulebook(rules).digest
        assert one.app.interview.profile.facts == answers
        assert "Nothing is edited so far." in one.seen

    author(does)


def test_broken_rules_leave_the_last_good_ones_in_use_until_they_are_mended(
    author: Meets, rules: Path
) -> None:
    async def does(one: Author) -> None:
        good = one.app.book
        elsewhere(rules, EDGE, "lookout: often\n", "lookout: oft\n")
        await one.noticed()
        assert one.app.book is good
        assert "The rules have a mistake in them, so the last good ones are still in use." in one.seen

        elsewhere(rules, EDGE, "lookout: oft\n", "lookout: sometimes\n")
        await one.noticed()

        assert one.app.book is not good
        assert "The changed rules are in use now." in one.seen

    author(does)


def test_answers_that_the_new_rules_no_longer_know_are_left_out_and_named(author: Meets, rules: Path) -> None:
    async def does(one: Author) -> None:
        elsewhere(rules, "vocabulary.yaml", "from: 0, to: 24", "from: 0, to: 7")
        elsewhere(rules, ALL, "silent: {nights: 8}", "silent: {nights: 7}")
        await one.noticed()

        assert "No longer known, and left out of the answers: Nights." in one.seen
        assert one.app.interview.profile.facts.known.keys() == ANSWERED.keys() - {"nights"}

    author(does, size=LARGE)


def test_a_fault_while_the_rules_are_read_takes_no_unsaved_text_with_it(
    author: Meets, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: object) -> None:
        raise ZeroDivisionError

    async def does(one: Author) -> None:
        await one.press(*TO_EDGE, "x")
        monkeypatch.setattr(one.page.desk, "check", faulty)
        one.page.read_now()
        while "The program met a fault of its own" not in one.seen:
            await one.pilot.pause()

        assert one.text.startswith("x- id")

    author(does)


def test_with_nothing_edited_there_is_nothing_to_save(author: Meets) -> None:
    async def does(one: Author) -> None:
        await one.press(*TO_EDGE, "ctrl+s")

        assert "There is nothing to save here." in one.seen

    author(does)


def test_what_the_disk_refuses_is_told_and_the_edit_stays(
    author: Meets, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    async def does(one: Author) -> None:
        before = on_disk(rules, EDGE)
        await one.press(*TO_EDGE, "x")
        with monkeypatch.context() as patched:
            patched.setattr("os.fsync", full)
            await one.press("ctrl+s")

        assert "It is not saved." in one.seen
        assert "No space left on device" in one.seen
        assert (on_disk(rules, EDGE), one.page.desk.unsaved) == (before, (EDGE,))

    author(does)


@pytest.mark.parametrize(("way", "left"), [("1", "Theirs"), ("2", "Mine"), ("3", "Theirs")])
def test_a_file_changed_elsewhere_is_asked_about_before_anything_is_overwritten(
    way: str, left: str, author: Meets, rules: Path
) -> None:
    async def does(one: Author) -> None:
        await one.press(*TO_EDGE)
        await one.write("Often on the lookout", "Mine")
        elsewhere(rules, EDGE, "Often on the lookout", "Theirs")
        await one.press("ctrl+s")
        assert isinstance(one.app.screen, AskScreen)
        assert "This file was changed elsewhere" in one.seen

        await one.press(way, "enter")

        assert f"title: {left}" in on_disk(rules, EDGE)
        assert ("title: Theirs" if way == "3" else "title: Mine") in one.text
        assert one.page.desk.unsaved == ((EDGE,) if way == "1" else ())

    author(does)


def test_a_file_changed_elsewhere_is_shown_as_it_is_now_where_nothing_is_edited_here(
    author: Meets, rules: Path
) -> None:
    async def does(one: Author) -> None:
        await one.press(*TO_EDGE, "down", "down")
        elsewhere(rules, EDGE, "Often on the lookout", "Theirs")
        one.page.look()
        await one.pilot.pause()

        assert "title: Theirs" in one.text
        assert one.at == (EDGE, 3, 1)
        assert "states/edge.yaml was changed elsewhere" in one.seen
        assert one.page.desk.unsaved == ()

    author(does)


# Around it


def test_escape_leads_from_the_text_to_the_files_and_from_there_out(author: Meets) -> None:
    async def does(one: Author) -> None:
        await one.press(*TO_EDGE, "escape")
        assert one.pane == "files"
        await one.press("escape")

        assert not one.app.is_running

    author(does)


def test_leaving_goes_back_to_the_page_from_which_the_files_were_opened(author: Meets) -> None:
    async def does(one: Author) -> None:
        await one.app.push_screen(TextScreen(one.app, "A page", "to read"))
        await one.app.push_screen(RulesScreen(one.app))
        await one.press("b")

        assert isinstance(one.app.screen, TextScreen)

    author(does)


def test_leaving_with_unsaved_edits_is_asked_and_loses_nothing_by_itself(author: Meets, rules: Path) -> None:
    async def does(one: Author) -> None:
        before = on_disk(rules, EDGE)
        await one.press(*TO_EDGE, "x", "escape")
        for stay in ("enter", "b", "escape"):
            await one.press("escape")
            assert "Not saved so far: states/edge.yaml" in one.seen
            await one.press(stay)
            assert one.pane == "files"
            assert one.text.startswith("x- id")

        await one.press("escape", "2", "enter")

        assert not one.app.is_running
        assert on_disk(rules, EDGE) == before

    author(does)


@pytest.mark.parametrize(
    ("place", "key"),
    [((), "f12"), (TO_EDGE, "f12"), (TO_EDGE, "ctrl+x"), ((*TO_EDGE, "x", "escape", "escape"), "ctrl+x")],
)
def test_one_key_leaves_at_once_from_everywhere(place: tuple[str, ...], key: str, author: Meets) -> None:
    async def does(one: Author) -> None:
        await one.press(*place, key)

        assert not one.app.is_running

    author(does)


def test_people_and_lines_to_contact_are_one_key_away(author: Meets) -> None:
    async def does(one: Author) -> None:
        for place in (("h",), (*TO_EDGE, "f3"), ("x", "escape", "escape", "h")):
            await one.press(*place)
            assert isinstance(one.app.screen, SupportScreen)
            await one.press("b")
            assert not isinstance(one.app.screen, SupportScreen)

    author(does)


def test_tab_goes_round_the_parts_and_arrows_and_pages_move_in_each(author: Meets) -> None:
    async def does(one: Author) -> None:
        went = []
        for key in ("down", "up", "pagedown", "pageup"):
            await one.press(key)
            went.append(one.page.files.chosen)
        assert went[0] == "screening/crisis.yaml"
        assert went[1] == went[3] == "contradictions/none.yaml"
        assert one.page.desk.files.index(went[2] or "") > 1

        around = []
        for _ in range(3):
            await one.press("tab", "down", "up")
            around.append(one.pane)
        assert around == ["problems", "effect", "files"]

        await one.press("enter", "f4")
        assert one.pane == "problems"
        await one.press("f4")
        assert one.pane == "text"

    author(does)


def test_a_small_terminal_has_one_part_at_a_time(author: Meets) -> None:
    async def does(one: Author) -> None:
        shown = []
        for keys in ((), ("tab",), ("tab",), ("tab", *TO_EDGE)):
            await one.press(*keys)
            await one.pilot.pause()
            parts: dict[str, Widget] = {"files": one.page.files, "problems": one.page.problems}
            parts |= {"effect": one.page.effect, "text": one.page.field}
            shown.append([name for name, part in parts.items() if part.region.height])

        assert shown == [["files"], ["problems"], ["effect"], ["text"]]
        assert one.page.field.region.width == SMALL[0]

    author(does, size=SMALL)


def test_what_came_with_the_package_opens_for_reading(author: Meets, rules: Path) -> None:
    inside = rules.parent / "site-packages"
    inside.mkdir()
    folder = rules.rename(inside / "rules")

    async def does(one: Author) -> None:
        await one.press(*TO_EDGE, "x", "ctrl+s")

        assert "so it opens for reading" in one.seen
        assert not one.text.startswith("x")
        assert "There is nothing to save here." in one.seen

    author(does, folder=folder)


def test_a_file_with_several_kinds_of_line_ends_opens_for_reading(author: Meets, rules: Path) -> None:
    path = rules / EDGE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n", 1))

    async def does(one: Author) -> None:
        await one.press(*TO_EDGE, "x")

        assert "several kinds of line ends" in one.seen
        assert one.page.desk.unsaved == ()

    author(does)


def test_without_its_grammar_the_text_is_plain_and_works_as_well(
    author: Meets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_editor, "find_spec", lambda _: None)

    async def does(one: Author) -> None:
        await one.press(*TO_EDGE, "x")

        assert one.page.editor is not None
        assert (one.page.editor.language, one.text[0]) == (None, "x")

    author(does)


def test_the_words_of_a_file_have_the_colours_of_the_program_and_follow_them(author: Meets) -> None:
    async def does(one: Author) -> None:
        await one.press(*TO_EDGE)
        assert one.page.editor is not None

        def colour_of_a_key() -> object:
            assert one.page.editor is not None
            (first, *_) = one.page.editor.get_line(1).spans
            return getattr(first.style, "color", None)

        for theme in ("calm", "contrast"):
            one.app.theme = theme
            await one.pilot.pause()
            wanted = one.app.theme_variables["primary"].lower()
            styles = one.page.editor._theme.syntax_styles  # noqa: SLF001 - it has no public name
            colour = styles["yaml.field"].color
            assert colour is not None
            assert colour.name.lower() == wanted

    author(does)


def test_broken_rules_open_too_in_the_words_that_came_with_the_program(author: Meets, rules: Path) -> None:
    elsewhere(rules, EDGE, "lookout: often\n", "lookout: oft\n")

    async def does(one: Author) -> None:
        assert "the words here are those that came with the program" in one.seen
        await one.noticed()
        await one.press("f8")
        assert one.at == (EDGE, 5, 14)
        await one.write("lookout: oft\n", "lookout: often\n")
        await one.press("ctrl+s")
        await one.noticed()

        assert one.app.book.digest == load_rulebook(rules).digest
        assert "the words here are those that came with the program" not in one.seen

    author(does, answered=False)


# The command


def test_without_a_terminal_the_command_says_what_works_instead(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["rules", "edit", "--rules", str(rules)])

    assert code == 2
    assert capsys.readouterr().err == (
        "recommender rules edit: a full screen needs a terminal at both ends, and there is none here.\n"
        f"Any editor can edit the files in {rules}; this says what is wrong in them:\n"
        f"  recommender rules check --rules {rules}\n"
    )


def test_the_command_opens_the_files_in_a_terminal_and_saves_what_is_typed(rules: Path) -> None:
    command = [sys.executable, "-m", "recommender", "rules", "edit", "--rules", str(rules)]
    terminal = Terminal(command)
    try:
        terminal.until(lambda text: "No mistakes" in text)
        terminal.type(b"\x1b[B\x1b[B\r")
        terminal.until(lambda text: "Often on the lookout" in text)
        terminal.type(b"# mine\r\x13")
        terminal.until(lambda text: "is saved" in text or "in use now" in text)
        terminal.type(b"\x18")

        assert terminal.end() == 0
        assert on_disk(rules, EDGE).startswith("# mine\n- id")
    finally:
        terminal.close()
