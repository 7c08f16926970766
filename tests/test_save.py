"""Saving what came out as a file: where, in which form, and everything that can stand against it."""

import errno
import io
import json
import os
import stat
import tempfile
from pathlib import Path

import pytest
from people import recommender, shipped
from screens import USUAL, at_the_screen, same_screen, text_of
from textual.pilot import Pilot

from recommender.cli import main
from recommender.export.files import (
    FORMS,
    AlreadyThere,
    NotSaved,
    Refusal,
    as_bytes,
    from_home,
    save_file,
)
from recommender.interview.controller import Interview
from recommender.interview.view import OutcomeView
from recommender.keeping.as_you_go import AsYouGo
from recommender.keeping.keeper import Keeper
from recommender.keeping.unfinished import Unfinished
from recommender.loading.profile import load_profile
from recommender.plain.lines import LeaveNow, Lines
from recommender.plain.save import save
from recommender.plain.talk import Talk
from recommender.tui.app import InterviewApp
from recommender.tui.screens.save import SaveScreen

pytestmark = pytest.mark.screens

HYPERVIGILANT = Path(__file__).parent.parent / "profiles" / "hypervigilant.yaml"
NOWHERE = Path("/nowhere/casebook.db")
CLEAR = "ctrl+u"
OLD, NEW = "as it was\n", "as it is\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which somebody is."""
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    monkeypatch.setenv("HOME", str(tmp_path))
    return inside


# The file


def test_a_file_is_whole_and_for_its_owner_alone_whatever_the_umask(folder: Path) -> None:
    before = os.umask(0)
    try:
        path = save_file(" page.txt ", "ä\n")
    finally:
        os.umask(before)

    assert path == folder / "page.txt"
    assert path.read_bytes() == "ä\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(folder.iterdir()) == [path]


def test_a_tilde_is_the_home_folder(folder: Path) -> None:
    path = save_file("~/page.txt", NEW)

    assert path == folder.parent / "page.txt"
    assert [*map(from_home, (path, folder, folder.parent, Path("/etc")))] == [
        "~/page.txt",
        "~/inside",
        "~",
        "/etc",
    ]


def test_a_file_that_is_there_stays_unless_it_may_be_replaced(folder: Path) -> None:
    (folder / "page.txt").write_text(OLD, encoding="utf-8")

    with pytest.raises(AlreadyThere):
        save_file("page.txt", NEW)
    assert (folder / "page.txt").read_text(encoding="utf-8") == OLD
    save_file("page.txt", NEW, over=True)

    assert (folder / "page.txt").read_text(encoding="utf-8") == NEW


def test_a_file_that_somebody_makes_in_the_last_instant_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: (folder / "page.txt").write_text(OLD, encoding="utf-8"))

    with pytest.raises(AlreadyThere):
        save_file("page.txt", NEW)

    assert [path.name for path in folder.iterdir()] == ["page.txt"]
    assert (folder / "page.txt").read_text(encoding="utf-8") == OLD


def test_a_disk_without_links_takes_the_file_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "hardlink_to", refuse)

    path = save_file("page.txt", NEW)

    assert [*folder.iterdir()] == [path]
    assert path.read_text(encoding="utf-8") == NEW


def test_a_link_stays_a_link(folder: Path) -> None:
    (folder / "real.txt").write_text(OLD, encoding="utf-8")
    (folder / "link.txt").symlink_to("real.txt")

    assert save_file("link.txt", NEW, over=True) == folder / "real.txt"

    assert (folder / "link.txt").is_symlink()
    assert (folder / "link.txt").read_text(encoding="utf-8") == NEW


@pytest.mark.parametrize(
    ("typed", "refusal", "at"),
    [
        ("", Refusal.EMPTY, ""),
        ("  ", Refusal.EMPTY, ""),
        (".", Refusal.IS_FOLDER, ""),
        ("~", Refusal.IS_FOLDER, ".."),
        ("gone/page.txt", Refusal.NO_FOLDER, "gone"),
        ("gone/", Refusal.NO_FOLDER, "gone"),
        ("page.txt/page.txt", Refusal.NO_FOLDER, "page.txt"),
        ("pipe", Refusal.NOT_A_FILE, ""),
        ("a" * 300, Refusal.NAME, ""),
        ("a\0b", Refusal.NAME, ""),
        ("~nobody-of-this-name/page.txt", Refusal.NAME, ""),
    ],
)
def test_a_name_that_cannot_be_used_is_refused_and_nothing_is_left_behind(
    typed: str, refusal: Refusal, at: str, folder: Path
) -> None:
    (folder / "page.txt").write_text(OLD, encoding="utf-8")
    os.mkfifo(folder / "pipe")

    with pytest.raises(NotSaved) as refused:
        save_file(typed, NEW, over=True)

    assert refused.value.refusal == refusal
    assert refused.value.folder.resolve() == (folder / at).resolve()
    assert {path.name for path in folder.iterdir()} == {"page.txt", "pipe"}
    assert (folder / "page.txt").read_text(encoding="utf-8") == OLD


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        (errno.ENOSPC, Refusal.FULL),
        (errno.EDQUOT, Refusal.FULL),
        (errno.EIO, Refusal.OTHER),
    ],
)
def test_a_disk_that_refuses_keeps_what_was_there_and_nothing_half_written(
    number: int, refusal: Refusal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "page.txt").write_text(OLD, encoding="utf-8")

    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)

    with pytest.raises(NotSaved) as refused:
        save_file("page.txt", NEW, over=True)

    assert (refused.value.refusal, refused.value.why) == (refusal, os.strerror(number))
    assert [path.name for path in folder.iterdir()] == ["page.txt"]
    assert (folder / "page.txt").read_text(encoding="utf-8") == OLD


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_folder_in_which_nothing_may_be_written_is_said_to_be_one(
    number: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> tuple[int, str]:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(tempfile, "mkstemp", refuse)

    with pytest.raises(NotSaved) as refused:
        save_file("page.txt", NEW)

    assert (refused.value.refusal, refused.value.folder) == (Refusal.NO_ACCESS, folder)


def test_a_folder_that_has_gone_meanwhile_is_a_missing_one(folder: Path) -> None:
    folder.rmdir()

    with pytest.raises(NotSaved) as refused:
        save_file("page.txt", NEW)

    assert refused.value.refusal == Refusal.NO_FOLDER


@pytest.mark.parametrize("form", FORMS)
def test_a_form_writes_what_recommend_prints(form: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["recommend", str(HYPERVIGILANT), "--format", form])

    assert as_bytes(FORMS[form].write(result().recommendation, shipped())) == capsysbinary.readouterr().out


def test_every_form_has_its_words() -> None:
    assert all(shipped().texts.result.has("save", "formats", form) for form in FORMS)
    assert all(shipped().texts.result.has("save", "refused", refusal) for refusal in Refusal)


# On the screen


def test_saving_is_two_questions_and_then_the_place(folder: Path) -> None:
    app = running()

    async def person(pilot: Pilot[None]) -> None:
        await app.push_screen(SaveScreen(app, result().recommendation))
        await pilot.pause()
        same_screen("save_form", text_of(app))
        for name, keys in (("save_path", ("enter",)), ("save_done", ("enter",))):
            await pilot.press(*keys)
            same_screen(name, text_of(app))
        await pilot.press("enter")
        assert type(app.screen).__name__ == "OutcomeScreen"

    at_the_screen(app, person)

    assert (folder / "movement-programme.txt").read_text(encoding="utf-8") == FORMS["text"].write(
        result().recommendation, shipped()
    )


def test_another_form_has_another_ending(folder: Path) -> None:
    after("2", "enter", "enter")

    saved = json.loads((folder / "movement-programme.json").read_text(encoding="utf-8"))
    assert saved["outcome"] == "programme"


def test_a_file_that_is_there_is_replaced_only_after_a_question(folder: Path) -> None:
    (folder / "a.txt").write_text(OLD, encoding="utf-8")
    (folder / "ab.txt").write_text(OLD, encoding="utf-8")
    to_a_name = ("enter", CLEAR, *"a.txt", "enter")

    asked, at = after(*to_a_name)
    assert "There is a file of that name already." in asked
    assert at == "SavePathScreen"
    other, _ = after(*to_a_name, *("left",) * 4, "b", "enter")
    assert "There is a file of that name already." in other
    assert {path.read_text(encoding="utf-8") for path in folder.iterdir()} == {OLD}
    after(*to_a_name, "enter")

    assert (folder / "a.txt").read_text(encoding="utf-8") != OLD
    assert (folder / "ab.txt").read_text(encoding="utf-8") == OLD


def test_what_cannot_be_written_is_said_in_words_and_the_name_stays(folder: Path) -> None:
    text, at = after("enter", CLEAR, *"no/x", "enter")

    assert "There is no such folder:" in text
    assert "  no/x" in text
    assert (at, list(folder.iterdir())) == ("SavePathScreen", [])


def test_letters_type_and_a_name_of_ones_own_stays_on_the_way_back() -> None:
    text, _ = after("enter", CLEAR, *"bhq", "escape", "2", "enter")

    assert "  bhq" in text


def test_the_offered_name_follows_the_form() -> None:
    assert "movement-programme.json" in after("enter", "escape", "2", "enter")[0]


def test_one_goes_back_to_the_result() -> None:
    assert [after(key)[1] for key in ("b", "escape")] == ["OutcomeScreen", "OutcomeScreen"]


@pytest.mark.parametrize(
    "keys", [("f12",), ("enter", "a", "f12"), ("enter", "a", "ctrl+x"), ("enter", "enter", "f12")]
)
def test_leave_now_works_on_every_step(keys: tuple[str, ...]) -> None:
    app = running()

    async def person(pilot: Pilot[None]) -> bool:
        await app.push_screen(SaveScreen(app, result().recommendation))
        await pilot.press(*keys)
        return app._exit  # noqa: SLF001 - that it is about to end has no public name

    assert at_the_screen(app, person)


# In plain lines


def test_in_plain_lines_a_file_is_saved_with_the_same_questions(folder: Path) -> None:
    text = told("1", "no/x", "page.txt")

    assert (folder / "page.txt").read_text(encoding="utf-8").startswith("A movement programme\n")
    same_screen("save_plain", text)


def test_in_plain_lines_a_file_is_replaced_only_after_a_question(folder: Path) -> None:
    (folder / "movement-programme.json").write_text(OLD, encoding="utf-8")

    told("2", "", "other.json")
    assert (folder / "movement-programme.json").read_text(encoding="utf-8") == OLD
    told("2", "", "")

    assert (folder / "movement-programme.json").read_text(encoding="utf-8") != OLD


@pytest.mark.parametrize("typed", [("",), ("b",), ("h", "", "9", "b"), ("1", "b")])
def test_in_plain_lines_one_goes_back_without_a_file(typed: tuple[str, ...], folder: Path) -> None:
    told(*typed)

    assert list(folder.iterdir()) == []


def test_in_plain_lines_one_can_leave() -> None:
    with pytest.raises(LeaveNow):
        told("1", "\x1b[24~")


def at_the_outcome() -> Interview:
    interview = Interview(recommender(), "self", load_profile(HYPERVIGILANT, shipped()))
    interview.begin()
    interview.finish()
    interview.conclude()
    return interview


def result() -> OutcomeView:
    view = at_the_outcome().view
    assert isinstance(view, OutcomeView)
    return view


def running() -> InterviewApp:
    return InterviewApp(at_the_outcome(), shipped(), Keeper(NOWHERE))


def after(*keys: str) -> tuple[str, str]:
    """What stands on the screen after some keys, and which screen it is, beginning at the forms."""
    app = running()

    async def person(pilot: Pilot[None]) -> tuple[str, str]:
        await app.push_screen(SaveScreen(app, result().recommendation))
        await pilot.press(*keys)
        await pilot.pause()
        return text_of(app), type(app.screen).__name__

    return at_the_screen(app, person, USUAL)


def told(*typed: str) -> str:
    """What is printed when these lines are typed."""
    out = io.StringIO()
    lines = Lines.over(io.StringIO("".join(f"{line}\n" for line in typed)), out)
    talk = Talk(at_the_outcome(), recommender(), lines, Keeper(NOWHERE), AsYouGo(Unfinished(NOWHERE)))
    save(talk, result())
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))
