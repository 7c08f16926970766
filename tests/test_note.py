"""A note for the casebook: written on the screen or in plain lines, and kept when the result is kept."""

import io
from pathlib import Path

import pytest
from people import recommender, shipped
from screens import USUAL, at_the_screen, same_screen, text_of
from textual.pilot import Pilot

from recommender.casebook import open_casebook
from recommender.export.files import FORMS
from recommender.interview.controller import Interview
from recommender.interview.noting import MOST_LETTERS
from recommender.interview.view import OutcomeView
from recommender.keeping.as_you_go import AsYouGo
from recommender.keeping.keeper import Keeper
from recommender.keeping.unfinished import Unfinished
from recommender.loading.profile import Profile, load_profile
from recommender.model.adjustment import Role
from recommender.model.recommendation import Recommendation
from recommender.plain.adjust import note
from recommender.plain.lines import LeaveNow, Lines
from recommender.plain.talk import Talk
from recommender.tui.app import InterviewApp
from recommender.tui.screens.note import NoteField, NoteScreen

pytestmark = pytest.mark.screens

HYPERVIGILANT = Path(__file__).parent.parent / "profiles" / "hypervigilant.yaml"
NOWHERE = Path("/nowhere/casebook.db")
FULL = "x" * MOST_LETTERS
NEW = "This is not taken in so far."


# On the screen


def test_a_note_says_first_what_becomes_of_it_and_takes_every_letter() -> None:
    interview = concluded("clinician")

    screen = after(interview, *"hq b", "enter", *"-9?")[0]

    same_screen("note", screen)
    assert interview.note == ""


def test_ctrl_s_takes_the_note_in_and_goes_back() -> None:
    interview = concluded()

    _, name = after(interview, *"ab", "enter", "c", "ctrl+s")

    assert (interview.note, name) == ("ab\nc", "OutcomeScreen")


def test_a_note_is_gone_on_with_where_it_ended_and_nothing_is_lost_where_nothing_was_written() -> None:
    interview = concluded()
    interview.note = "first"

    _, name = after(interview, "escape")
    after(interview, "backspace", *" 2", "ctrl+s")

    assert (name, interview.note) == ("OutcomeScreen", "firs 2")


def test_esc_goes_back_and_asks_once_where_something_would_be_lost() -> None:
    interview = concluded()

    once, name = after(interview, "a", "escape")
    assert (NEW in once, name) == (True, "NoteScreen")
    assert after(interview, "a", "escape", "b", "escape")[1] == "NoteScreen"
    assert after(interview, "a", "escape", "escape")[1] == "OutcomeScreen"
    assert interview.note == ""


def test_a_note_that_is_too_long_is_told_how_long_it_may_be_and_stays() -> None:
    interview = concluded()
    interview.note = FULL

    text, name = after(interview, "y", "ctrl+s")

    assert "There is room for 2000 letters, and this has 2001." in text
    assert (interview.note, name) == (FULL, "NoteScreen")
    assert "this has 2001" not in after(interview, "y", "ctrl+s", "backspace")[0]


@pytest.mark.parametrize("key", ["f12", "ctrl+x"])
def test_leave_now_works_while_a_note_is_written(key: str) -> None:
    app = InterviewApp(concluded(), shipped(), Keeper(NOWHERE))

    async def person(pilot: Pilot[None]) -> bool:
        await app.push_screen(NoteScreen(app))
        await pilot.press("a", key)
        return app._exit  # noqa: SLF001 - that it is about to end has no public name

    assert at_the_screen(app, person)


def test_nothing_blinks_in_the_field() -> None:
    assert not NoteField("").cursor_blink


# In plain lines


def test_in_plain_lines_each_line_becomes_a_line_of_the_note() -> None:
    interview = concluded("clinician")

    text = told(interview, "Likes the river.", "b", "")

    assert interview.note == "Likes the river.\nb"
    same_screen("note_plain", text)


def test_in_plain_lines_an_empty_line_leaves_the_note_and_a_dash_takes_it_away() -> None:
    interview = concluded()
    interview.note = "one\ntwo"

    kept = told(interview, "")
    assert interview.note == "one\ntwo"
    gone = told(interview, "-")

    assert "The note so far:\none\ntwo\n" in kept
    assert "There is no note now." in gone
    assert interview.note == ""


def test_in_plain_lines_what_has_no_room_is_said_and_the_rest_stays() -> None:
    interview = concluded()

    text = told(interview, "x" * (MOST_LETTERS - 3), "four", "ok", "")

    assert "That line has no room any more: 2 letters are left." in text
    assert interview.note.endswith("x\nok")
    assert len(interview.note) == MOST_LETTERS


def test_in_plain_lines_one_can_leave_from_a_note() -> None:
    with pytest.raises(LeaveNow):
        told(concluded(), "a", "\x18")


# In the casebook


def test_a_note_is_kept_with_the_result_and_a_new_one_with_the_next_version(tmp_path: Path) -> None:
    file, interview = tmp_path / "mine" / "casebook.db", concluded("clinician")
    keeper, result = Keeper(file, now=lambda: "2026-03-01T12:00Z"), result_of(interview)

    for written in ("", "first", "first", "second"):
        interview.note = written
        assert keeper.keep(interview.profile, result, shipped(), interview.note) == keeper.code
        assert keeper.holds(interview.profile, result, shipped(), written)
        assert not keeper.holds(interview.profile, result, shipped(), "another")

    with open_casebook(file) as casebook:
        case = casebook.case(keeper.code)
    assert [one.value.note for one in case.intakes] == ["", "first", "second"]
    assert [one.value.note for one in case.notes] == ["first", "second"]


@pytest.mark.parametrize("form", FORMS)
def test_a_note_stands_in_no_result_and_changes_none(form: str) -> None:
    interview = concluded()
    before = FORMS[form].write(result_of(interview), shipped())

    interview.note = "Sees the doctor on Friday."

    assert FORMS[form].write(result_of(interview), shipped()) == before


def concluded(role: Role = "self") -> Interview:
    """An interview that has come to its result."""
    known = load_profile(HYPERVIGILANT, shipped())
    interview = Interview(recommender(), role, Profile(known.facts, role, known.region))
    interview.begin()
    interview.finish()
    interview.conclude()
    return interview


def result_of(interview: Interview) -> Recommendation:
    view = interview.view
    assert isinstance(view, OutcomeView)
    return view.recommendation


def after(interview: Interview, *keys: str) -> tuple[str, str]:
    """What stands on the screen after some keys, and which screen it is, beginning at the note."""
    app = InterviewApp(interview, shipped(), Keeper(NOWHERE))

    async def person(pilot: Pilot[None]) -> tuple[str, str]:
        await app.push_screen(NoteScreen(app))
        await pilot.press(*keys)
        await pilot.pause()
        return text_of(app), type(app.screen).__name__

    return at_the_screen(app, person, USUAL)


def told(interview: Interview, *typed: str) -> str:
    """What is printed when these lines are typed."""
    out = io.StringIO()
    lines = Lines.over(io.StringIO("".join(f"{line}\n" for line in typed)), out)
    note(Talk(interview, recommender(), lines, Keeper(NOWHERE), AsYouGo(Unfinished(NOWHERE))))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))
