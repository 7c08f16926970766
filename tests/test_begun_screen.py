"""What the screen says and asks about keeping the answers as they are given, and about what was begun."""

import os
from pathlib import Path
from typing import Literal

import pytest
from people import recommender, shipped
from screens import LARGE, SMALL, USUAL, at_the_screen, text_of
from test_note import concluded
from textual.pilot import Pilot

from recommender.interview.controller import Interview
from recommender.keeping.keeper import Keeper
from recommender.keeping.unfinished import Begun, Unfinished
from recommender.tui.app import InterviewApp
from recommender.tui.screens import change
from recommender.tui.screens.note import NoteScreen

pytestmark = pytest.mark.screens

DAY = "2026-03-01"
ONE = Begun(DAY, "self", 1, "as_you_go")


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    """Where an interview is kept; nothing is there so far."""
    return Keeper(tmp_path / "mine" / "casebook.db")


@pytest.mark.parametrize("size", [USUAL, SMALL, LARGE], ids=str)
def test_what_is_kept_and_the_keys_for_it_are_seen_at_every_size(size: tuple[int, int]) -> None:
    text, _ = after(Keeper(Path("/nowhere/casebook.db")), "k", "l", "n", size=size)

    assert "The answers are not kept. “k” keeps them, “l” until you leave, “n” not." in flat(text)
    assert "until the next start" not in text


@pytest.mark.parametrize("size", [USUAL, SMALL], ids=str)
@pytest.mark.parametrize("key", ["n", "k", "l"])
def test_beside_one_that_was_begun_all_is_still_seen(key: str, size: tuple[int, int], keeper: Keeper) -> None:
    begin(keeper, "until_i_leave")

    text, _ = after(keeper, key, size=size)

    assert f"It was last kept on {DAY}, with one answer. Leaving now erases it" in flat(text)
    assert "“l” until you leave, “n” not. 1 ● I am answering for myself" in flat(text)
    assert "The answers of a new interview are not kept." in flat(text) or key != "n"
    assert ("that one" in flat(text).lower()) is (key != "n")
    assert "F12 Leave" in text.splitlines()[-1]


def test_before_another_one_makes_room_it_is_asked(keeper: Keeper) -> None:
    begin(keeper)

    text, name = after(keeper, "k", "enter")
    assert name == "ReplaceScreen"
    assert "With Enter this one begins, and that one is gone for good." in flat(text)
    assert after(keeper, "k", "enter", "b")[1] == "WelcomeScreen"
    assert after(keeper, "k", "enter", "n", "enter", "1", "enter")[1] == "QuestionScreen"
    assert after(keeper, "enter")[1] == "PartScreen"
    assert begun(keeper) == ONE

    assert after(keeper, "k", "enter", "enter")[1] == "PartScreen"

    assert begun(keeper) != ONE


def test_the_first_e_says_that_it_is_for_good_and_the_second_one_erases(keeper: Keeper) -> None:
    begin(keeper)

    text, name = after(keeper, "r", "e")
    stays = begun(keeper)
    erased, _ = after(keeper, "r", "e", "e")

    assert (name, stays) == ("BegunScreen", ONE)
    assert "It would be gone for good, with all its answers." in flat(text)
    assert "It is erased." in erased
    assert begun(keeper) is None


def test_of_one_that_is_damaged_it_is_said_why_and_nothing_is_offered_that_cannot_work(
    keeper: Keeper,
) -> None:
    begin(keeper)
    file = keeper.file.with_name("casebook.db.unfinished.json")
    file.write_text("torn", encoding="utf-8")

    text, name = after(keeper, "r")
    refused, _ = after(keeper, "k")
    back, _ = after(keeper, "k", "b", "enter", "b")

    assert name == "WelcomeScreen"
    assert "this is no unfinished interview, or it is damaged." in flat(text)
    assert "Go on with one" not in text
    assert "Keep" not in text.splitlines()[-1]
    assert "The answers cannot be kept at the moment" in flat(refused)
    assert "The answers cannot be kept here at the moment; the text above says why." in flat(back)
    assert file.read_text(encoding="utf-8") == "torn"


def test_after_the_disk_refused_the_welcome_does_not_say_that_answers_are_kept(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", refuse)

    told, _ = after(keeper, "k", "enter")
    back, name = after(keeper, "k", "enter", "b", "enter", "b")

    assert "The answers cannot be kept at the moment" in flat(told)
    assert name == "WelcomeScreen"
    assert "The answers could not be kept so far." in flat(back)


def test_where_another_program_keeps_its_own_that_is_said_once_and_the_first_page_asks_again(
    keeper: Keeper,
) -> None:
    app = InterviewApp(Interview(recommender()), shipped(), keeper)
    file = keeper.file.with_name("casebook.db.unfinished.json")

    async def person(pilot: Pilot[None]) -> tuple[list[str], list[bool]]:
        seen, stays = [], []
        await pilot.press("k", "enter", "enter", "1", "enter")
        begin(keeper)
        before = file.read_bytes()
        for keys in (("minus",), ("enter",), ("b",), ("b", "b", "b"), ("enter",), ("enter",)):
            await pilot.press(*keys)
            await pilot.pause()
            seen.append(f"{type(app.screen).__name__} {flat(text_of(app))}")
            stays.append(file.read_bytes() == before)
        return seen, stays

    seen, stays = at_the_screen(app, person)

    told = flat(shipped().texts.interview("unfinished", "taken"))
    asked = "QuestionScreen"
    screens = ["TextScreen", asked, asked, "WelcomeScreen", "ReplaceScreen", asked]
    assert [one.split()[0] for one in seen] == screens
    assert [told in one for one in seen] == [True, False, False, False, False, False]
    assert stays == [True, True, True, True, True, False]


def test_a_note_is_kept_as_one_goes(keeper: Keeper) -> None:
    app = InterviewApp(concluded(), shipped(), keeper)
    app.as_you_go.choose("as_you_go")

    async def person(pilot: Pilot[None]) -> None:
        await app.push_screen(NoteScreen(app))
        await pilot.press(*"by the river", "ctrl+s")

    at_the_screen(app, person)

    again = Unfinished.beside(keeper.file).resume(recommender()).interview
    assert again.note == "by the river"


def test_where_the_search_for_a_change_breaks_off_a_word_says_so(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change, "what_would_change", broken)
    app = InterviewApp(concluded(), shipped(), keeper)

    async def person(pilot: Pilot[None]) -> str:
        await app.push_screen(change.ChangeScreen(app, "walking"))
        while any(worker.is_running for worker in app.workers):
            await pilot.pause()
        await pilot.pause()
        return text_of(app)

    text = at_the_screen(app, person)

    assert flat(shipped().texts.result("change", "failed")) in flat(text)


def begin(keeper: Keeper, keeping: Literal["as_you_go", "until_i_leave"] = "as_you_go") -> None:
    """An interview with one answer, left behind."""
    interview = Interview(recommender())
    interview.begin()
    interview.answer("no")
    unfinished = Unfinished.beside(keeper.file, lambda: f"{DAY}T12:00Z")
    unfinished.make_room()
    unfinished.save(interview.bookmark, keeping)


def begun(keeper: Keeper) -> Begun | None:
    """What there is to go on with."""
    return Unfinished.beside(keeper.file).begun()


def after(keeper: Keeper, *keys: str, size: tuple[int, int] = USUAL) -> tuple[str, str]:
    """What stands on the screen after some keys, from the welcome on, and which screen it is."""
    app = InterviewApp(Interview(recommender()), shipped(), keeper)
    app.choosing = True

    async def person(pilot: Pilot[None]) -> tuple[str, str]:
        await pilot.press(*keys)
        await pilot.pause()
        return text_of(app), type(app.screen).__name__

    return at_the_screen(app, person, size)


def flat(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


def refuse(_: int) -> None:
    """A disk that takes nothing."""
    raise OSError(28, os.strerror(28))


def broken(*_: object) -> None:
    """A fault that nobody thought of."""
    raise ZeroDivisionError
