"""A casebook under a passphrase, as a person meets it: on the full screen and as numbered lines."""

import io
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Event

import pytest
from people import remembering, shipped
from screens import SMALL, USUAL, at_the_screen, text_of
from test_terminal import BLANK, F12, ROOT, Terminal, visible
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from recommender import plain
from recommender.casebook import is_locked
from recommender.interview.controller import Interview
from recommender.keeping.as_you_go import AsYouGo
from recommender.keeping.keeper import Keeper
from recommender.keeping.unfinished import Unfinished
from recommender.loading import Profile
from recommender.loading.profile import read_answers
from recommender.model.adjustment import Role
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.plain.lines import Lines
from recommender.problem import Problems, unreadable
from recommender.tui.app import InterviewApp
from recommender.tui.frame import LEAVING, Frame
from recommender.tui.screens.code import CodeScreen
from recommender.tui.screens.keep import KeepScreen
from recommender.tui.screens.lock import LockScreen
from recommender.tui.screens.passphrase import PassphrasePage
from recommender.tui.screens.unlock import UnlockScreen

FILE = Path("kept") / "casebook.db"
WORDS = "brass otter lantern pear"
"""A passphrase, and what is searched for where nothing of it may stand."""

OTHER = "brass otter lantern plum"
LOST = "A lost passphrase is a lost casebook. Nobody can open it without the passphrase"
CTRL_X = "\x18"


class Shelf(Keeper):
    """A casebook that is on no disk. Trying a passphrase takes until `goes_on` is set."""

    def __init__(self, passphrase: str = "", *, there: bool = False, can: bool = True) -> None:
        super().__init__(FILE)
        self.passphrase, self.there, self.can = passphrase, there or bool(passphrase), can
        self.tried: list[str] = []
        self.refuses: Exception | None = None
        self.goes_on = Event()
        self.goes_on.set()

    @property
    def exists(self) -> bool:
        """Whether it is there."""
        return self.there

    @property
    def locked(self) -> bool:
        """Whether it has a passphrase."""
        return bool(self.passphrase)

    @property
    def asks(self) -> bool:
        """Whether that was not given yet."""
        return self.locked and self.passphrase not in self.tried

    @property
    def can_lock(self) -> bool:
        """Whether what locks is installed."""
        return self.can

    def give(self, typed: str) -> bool:
        """Whether it is the passphrase."""
        self._take_a_moment()
        self.tried.append(typed)
        return typed == self.passphrase

    def lock(self, typed: str, by: Role | None = None) -> None:
        """Has that passphrase from now on."""
        del by
        self._take_a_moment()
        self.there, self.passphrase = True, typed
        self.tried.append(typed)

    def keep(self, profile: Profile, given: Recommendation, book: RuleBook, note: str = "") -> str:
        """Notes that it was kept."""
        del profile, given, book, note
        assert not self.asks
        self.there, self.code = True, "code-code-code"
        return self.code

    def _take_a_moment(self) -> None:
        assert self.goes_on.wait(20)
        if self.refuses is not None:
            raise self.refuses


class LeftOpen(Shelf):
    """A casebook that is locked, where what lies beside it cannot be."""

    def lock(self, typed: str, by: Role | None = None) -> None:
        """Has that passphrase, and a word about the rest."""
        super().lock(typed, by)
        raise FULL


FULL = Problems([unreadable("kept/casebook.db", "the disk is full")])


@dataclass(frozen=True)
class Seen:
    """What stands on the screen."""

    screen: str
    text: str

    @property
    def flat(self) -> str:
        """The text without its line breaks."""
        return " ".join(self.text.split())


Opens = Callable[[InterviewApp], Screen[None]]


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, so that a file in it has a short name."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# Keeping what came out


def test_a_clinician_is_offered_the_lock_first_and_told_beforehand_what_losing_the_passphrase_means() -> None:
    (asked,) = on_the_way(Shelf(), [], opens=keep, role="clinician")

    assert f"{LOST}, and nobody can bring it back." in asked.flat
    assert "1 ● Locked with a passphrase, which is chosen next 2 ○ Without a lock" in asked.flat


@pytest.mark.parametrize(
    ("there", "role", "ways"),
    [
        (False, "self", "1 ● Without a lock 2 ○ Locked with a passphrase, which is chosen next"),
        (True, "clinician", "1 ● In the casebook as it is 2 ○ In the casebook, once it is locked"),
    ],
)
def test_elsewhere_the_lock_is_an_option_and_nothing_more(*, there: bool, role: Role, ways: str) -> None:
    shelf = Shelf(there=there)

    asked, kept = on_the_way(shelf, [], ["enter"], opens=keep, role=role)

    assert ways in asked.flat
    assert LOST not in asked.flat
    assert (kept.screen, shelf.locked) == ("KeptScreen", False)


def test_without_what_locks_nothing_is_said_of_it() -> None:
    shelf = Shelf(can=False)

    asked, kept = on_the_way(shelf, [], ["enter"], opens=keep, role="clinician")
    (welcome,) = on_the_way(shelf, ["w"])

    assert "lock" not in asked.text.lower()
    assert kept.screen == "KeptScreen"
    assert welcome.screen == "WelcomeScreen"


def test_a_passphrase_is_typed_twice_unseen_and_then_it_is_kept() -> None:
    shelf = Shelf()

    said, once, kept = on_the_way(shelf, ["2", "enter"], [WORDS, "enter"], [WORDS, "enter"], opens=keep)

    assert f"{LOST}, and nobody can bring it back." in said.flat
    assert "•" * len(WORDS) in once.text
    assert WORDS not in once.text
    assert (kept.screen, shelf.passphrase) == ("KeptScreen", WORDS)
    assert "With it and the passphrase, what was kept can be opened again." in kept.flat


def test_two_that_differ_are_told_gently_stay_and_can_be_looked_at() -> None:
    shelf = Shelf()

    unlike, shown, hidden = on_the_way(shelf, [WORDS, "enter", OTHER, "enter"], ["f4"], ["f4"], opens=lock)

    assert "The two are not the same. Both are still there, and F4 shows them." in unlike.flat
    assert WORDS not in unlike.text
    assert f"The passphrase {WORDS} The same once more {OTHER}" in shown.flat
    assert WORDS not in hidden.text
    assert not shelf.there


def test_letters_that_come_in_one_burst_are_all_there_before_enter_takes_them() -> None:
    shelf = Shelf(WORDS, there=True)
    app = InterviewApp(Interview(remembering(), "clinician"), shipped(), shelf)

    async def nothing() -> None:
        """What is to be done once it is open."""

    async def pasted_by_a_program(pilot: Pilot[None]) -> list[str]:
        await app.push_screen(UnlockScreen(app, lambda: nothing))
        await pilot.pause()
        for letter in WORDS:
            app.post_message(events.Key("space" if letter == " " else letter, letter))
        app.post_message(events.Key("enter", None))
        while not shelf.tried:
            await pilot.pause()
        return shelf.tried

    assert at_the_screen(app, pasted_by_a_program) == [WORDS]


@pytest.mark.parametrize(
    ("typed", "told"),
    [("", "Nothing is typed here so far."), ("short", "A passphrase has 15 letters or more")],
)
def test_nothing_and_little_are_no_passphrase(typed: str, told: str) -> None:
    shelf = Shelf()

    (seen,) = on_the_way(shelf, [*typed, "enter", "tab", *typed, "enter"], opens=lock)

    assert told in seen.flat
    assert not shelf.there


@pytest.mark.parametrize("keys", [["minus"], ["2", "enter", *"ab", "escape", "b"]])
def test_going_back_keeps_nothing_and_locks_nothing(keys: Sequence[str], somewhere: Path) -> None:
    shelf = Shelf()

    (seen,) = on_the_way(shelf, keys, opens=keep)

    assert (seen.screen, shelf.there) == ("WelcomeScreen", False)
    assert list(somewhere.iterdir()) == []


def test_what_the_disk_refuses_is_told_and_what_was_typed_stays() -> None:
    shelf = Shelf()
    shelf.refuses = FULL

    (seen,) = on_the_way(shelf, [WORDS, "enter", WORDS, "enter"], opens=lock)

    assert "It was not locked. kept/casebook.db: the disk is full." in seen.flat
    assert seen.text.count("•" * len(WORDS)) == 2


def test_where_it_is_locked_all_the_same_that_is_said() -> None:
    (seen,) = on_the_way(LeftOpen(), [WORDS, "enter", WORDS, "enter"], opens=lock)
    text = kept_in_lines(LeftOpen(), "2", WORDS, WORDS, "")

    for said in (seen.flat, " ".join(text.split())):
        assert "The casebook is locked now. kept/casebook.db: the disk is full." in said
        assert "not locked" not in said
    assert "Nothing was locked" not in text


@pytest.mark.parametrize("page", [LockScreen, UnlockScreen])
def test_however_small_the_window_the_page_of_a_passphrase_names_every_key_that_works_there(
    page: type[PassphrasePage],
) -> None:
    app = app_of(Shelf())
    sizes = [SMALL, (40, 24), (60, 20), (68, 24), USUAL]

    async def person(pilot: Pilot[None]) -> list[Seen]:
        await app.push_screen(page(app, lambda: nothing))
        found = []
        for size in sizes:
            await pilot.resize_terminal(*size)
            await press(pilot, "enter")
            await pilot.pause()
            found.append(Seen(type(app.screen).__name__, text_of(app)))
        return found

    for size, seen in zip(sizes, at_the_screen(app, person), strict=True):
        foot = " ".join(seen.text.splitlines()[-2:])
        assert [
            key for key in ("Enter", "Esc Back", "F4 Show", "F3 Support", "F1", "F12") if key not in foot
        ] == []
        assert "Nothing is typed here so far." in seen.flat, size


# Opening, and going on


def test_a_wrong_passphrase_can_be_tried_again_and_again_and_left() -> None:
    shelf = Shelf(WORDS)

    wrong, again, _, back = on_the_way(
        shelf,
        ["4", "enter", *"no", "enter"],
        ["x", "enter"],
        ["f4", "y", "enter", "z", "enter"],
        ["escape"],
        opens=code,
    )

    assert (
        "The casebook did not open with that: it has another passphrase, or the file is damaged."
        in wrong.flat
    )
    assert "Nothing changes by trying, as often as you like." in again.flat
    assert shelf.tried == ["no", "x", "y", "yz"], "dots are typed anew, and what is in sight stays"
    assert (back.screen, "4" in back.text) == ("CodeScreen", True)


def test_a_locked_casebook_asks_once_in_a_sitting_before_it_keeps() -> None:
    shelf = Shelf(WORDS)

    asked, kept = on_the_way(shelf, ["enter"], [WORDS, "enter"], opens=keep)
    later, _ = on_the_way(shelf, ["enter"], ["b"], opens=keep)

    assert (asked.screen, kept.screen) == ("UnlockScreen", "KeptScreen")
    assert later.screen == "KeptScreen"


def test_a_clinician_who_keeps_as_they_go_is_offered_the_lock_before_the_first_question() -> None:
    shelf = Shelf()

    asked, back, locked = on_the_way(
        shelf, ["k", "enter"], ["b"], ["enter", "enter", WORDS, "enter", WORDS, "enter"], role="clinician"
    )

    assert (asked.screen, back.screen, locked.screen) == ("WaysScreen", "WelcomeScreen", "QuestionScreen")
    assert f"{LOST}, and nobody can bring it back." in asked.flat
    assert shelf.passphrase == WORDS


def test_a_clinician_may_keep_as_they_go_without_a_lock() -> None:
    shelf = Shelf()

    (begun,) = on_the_way(shelf, ["k", "enter", "2", "enter"], role="clinician")

    assert (begun.screen, shelf.locked) == ("QuestionScreen", False)


@pytest.mark.parametrize(("role", "keys"), [("self", ["k", "enter"]), ("clinician", ["k", "n", "enter"])])
def test_nobody_else_is_asked_before_the_first_question(role: Role, keys: Sequence[str]) -> None:
    (seen,) = on_the_way(Shelf(), keys, role=role)

    assert seen.screen in ("PartScreen", "QuestionScreen")


def test_at_the_welcome_w_locks_what_is_kept_and_is_gone_then() -> None:
    shelf = Shelf()

    page, said, after = on_the_way(shelf, ["w"], [WORDS, "enter", WORDS, "enter"], ["b", "w"])

    assert page.screen == "LockScreen"
    assert "What is kept here is locked now. At each start, the passphrase is asked once." in said.flat
    assert (after.screen, shelf.passphrase) == ("WelcomeScreen", WORDS)


def test_an_interview_that_was_begun_beside_a_locked_casebook_goes_on_with_its_passphrase() -> None:
    real().lock(WORDS)
    begin(real())

    offered, asked, wrong, gone_on = on_the_way(
        real(), ["r"], ["enter"], ["x", "enter"], ["backspace", WORDS, "enter"]
    )

    assert "and it is locked as the casebook is." in offered.flat
    assert "answer" not in offered.flat.split("It is locked with the passphrase")[0]
    assert (asked.screen, wrong.screen, gone_on.screen) == ("UnlockScreen", "UnlockScreen", "QuestionScreen")


# While it is worked with


@pytest.mark.parametrize(("key", "busy"), [("f12", True), ("ctrl+x", True), ("ctrl+c", False)])
def test_leaving_is_at_once_also_while_a_passphrase_is_tried(key: str, *, busy: bool) -> None:
    shelf = Shelf(WORDS)
    shelf.goes_on.clear()
    app = app_of(shelf)

    async def person(pilot: Pilot[None]) -> bool:
        await app.push_screen(UnlockScreen(app, lambda: nothing))
        await press(pilot, WORDS, *(["enter"] if busy else []), key)
        left = app._exit and not shelf.tried  # noqa: SLF001 - it is ending
        shelf.goes_on.set()
        return left

    assert at_the_screen(app, person)
    assert app.clipboard == ""


@pytest.mark.parametrize("key", LEAVING)
def test_leaving_does_not_even_wait_for_the_letters_before_it(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_of(Shelf(WORDS))

    async def person(pilot: Pilot[None]) -> bool:
        await app.push_screen(UnlockScreen(app, lambda: nothing))
        await press(pilot, WORDS)
        monkeypatch.setattr(Frame, "_letters_stand", never)
        await press(pilot, key)
        return app._exit  # noqa: SLF001 - it is ending

    assert at_the_screen(app, person)


async def never(_: Frame) -> None:
    raise AssertionError("this key waits")


def test_whoever_reads_the_contacts_meanwhile_comes_back_before_it_goes_on() -> None:
    shelf = Shelf(WORDS)
    shelf.goes_on.clear()
    app = app_of(shelf)

    async def person(pilot: Pilot[None]) -> tuple[str, ...]:
        await app.push_screen(keep(app))
        await press(pilot, "enter", WORDS, "enter", "escape", "enter", "f3")
        waiting = type(app.screen).__name__
        shelf.goes_on.set()
        await settled(pilot)
        reading = type(app.screen).__name__
        await pilot.press("b")
        await settled(pilot)
        return waiting, reading, type(app.screen).__name__

    assert at_the_screen(app, person) == ("SupportScreen", "SupportScreen", "KeptScreen")
    assert shelf.tried == [WORDS]


def test_nothing_that_was_typed_outlives_the_page() -> None:
    app = app_of(Shelf())

    async def person(pilot: Pilot[None]) -> list[str]:
        page = LockScreen(app, lambda: nothing)
        await app.push_screen(page)
        await press(pilot, WORDS, "enter", OTHER)
        fields = page.fields
        assert [field.value for field in fields] == [WORDS, OTHER]
        await pilot.press("escape")
        return [field.value for field in fields]

    assert at_the_screen(app, person) == ["", ""]


# As numbered lines


def test_in_lines_too_a_clinician_is_offered_the_lock_first() -> None:
    shelf = Shelf()

    text = kept_in_lines(shelf, "1", WORDS, OTHER, "short", WORDS, WORDS, role="clinician")

    assert lines_between(text, "1. Locked", "A number or a name") == [
        "1. Locked with a passphrase, which is chosen next",
        "2. Without a lock",
        "1, 2, or Enter to go back without:",
        "A passphrase for the casebook",
        "A lost passphrase is a lost casebook. Nobody can open it without the",
        "passphrase, and nobody can bring it back.",
        "A passphrase has 15 letters or more, spaces included. Four or five words that",
        "come to mind will do. Capitals, spaces and signs make a difference.",
        "The passphrase, or Enter to go back:",
        "The same once more, or Enter to go back:",
        "The two were not the same, and nothing is locked so far. They can be typed",
        "anew.",
        "The passphrase, or Enter to go back:",
        "A passphrase has 15 letters or more, spaces included. Four or five words that",
        "come to mind are as good as signs.",
        "The passphrase, or Enter to go back:",
        "The same once more, or Enter to go back:",
        "The code: code-code-code",
        "You might note it with the client's papers. With it and the passphrase, what",
        "was kept can be opened again.",
    ]
    assert shelf.passphrase == WORDS


@pytest.mark.parametrize("typed", [["-"], ["b"], [""], ["1", "-"], ["1", WORDS, ""], ["1", WORDS, "b"]])
def test_in_lines_too_going_back_keeps_nothing(typed: Sequence[str]) -> None:
    shelf = Shelf()

    text = kept_in_lines(shelf, *typed, "", role="clinician")

    assert not shelf.there
    assert text.endswith("Nothing was kept, and nothing was sent.")


def test_in_lines_too_a_wrong_passphrase_can_be_tried_again_and_help_is_there() -> None:
    shelf = Shelf(WORDS)

    text = in_lines(shelf, "o", "4", "no", "h", "", f"{WORDS} ", "", "", "")

    assert shelf.tried == ["no", f"{WORDS} "]
    assert text.count("The casebook did not open with that") == 2
    assert "People and lines to contact" in text
    assert "Part 1 of" in text


def test_the_end_of_input_at_a_passphrase_ends_with_a_word_about_what_was_kept() -> None:
    assert in_lines(Shelf(WORDS), "o", "4").endswith(
        "The passphrase, or Enter to go back:\nThe input ended here. Nothing was kept, and nothing was sent."
    )


def test_leaving_at_a_passphrase_prints_nothing_more() -> None:
    text = in_lines(Shelf(WORDS), "o", "4", f"{WORDS}{CTRL_X}")

    assert text.endswith("The passphrase, or Enter to go back:")


def test_in_lines_too_the_lock_comes_before_the_first_question_of_a_clinician() -> None:
    back = in_lines(Shelf(), "k", "", "-", "n", "", role="clinician")
    shelf = Shelf()
    gone_on = in_lines(shelf, "k", "", "1", WORDS, WORDS, role="clinician")

    assert back.count("How might the answers be kept?") == 1
    assert "question 1" in back
    assert "question 1" in gone_on
    assert shelf.passphrase == WORDS


@pytest.mark.screens
def test_in_lines_too_an_interview_goes_on_with_the_passphrase() -> None:
    real().lock(WORDS)
    begin(real())

    text = in_lines(real(), "r", "no", WORDS)

    assert "it is locked as the casebook is. “r” goes on with it" in " ".join(text.split())
    assert "This goes on where it was left." in text


# Nothing of it anywhere: at a real terminal

OF_THE_SCREEN = """
import sys
from pathlib import Path
from recommender.keeping.keeper import Keeper
from recommender.loading import load_rulebook
from recommender.tui.looks import Looks
from recommender.tui.opening import run
from recommender.tui.screens.opening import OpeningWords
from recommender.tui.screens.unlock import UnlockScreen
from recommender.tui.sitting import Sitting

def stumble(self, *typed):
    raise KeyError(typed, self)

Keeper.locked = Keeper.asks = True
{where} = stumble

def load():
    return Sitting.opened(load_rulebook(), "self", None, Keeper(Path("/nowhere/casebook.db")))

sys.exit(run(load, OpeningWords(), Looks()))
"""


@pytest.mark.screens
@pytest.mark.parametrize("where", ["Keeper.give", "UnlockScreen.action_go_on", "UnlockScreen._again"])
def test_a_fault_tells_nothing_of_a_passphrase_and_no_log_takes_it_in(where: str, somewhere: Path) -> None:
    program = OF_THE_SCREEN.format(where=where)
    if where.endswith("_again"):
        program = program.replace("Keeper.locked", "Keeper.give = lambda *_: False\nKeeper.locked")
    logs = {"TEXTUAL_LOG": str(somewhere / "log.txt"), "TEXTUAL_DEBUG": "1", "TEXTUAL": "debug,devtools"}
    with closing(Terminal([sys.executable, "-c", program], **logs)) as terminal:
        terminal.until(lambda text: "at your own pace" in text)
        terminal.type(b"o")
        terminal.until(lambda text: "Under which code" in text)
        terminal.type(b"4\r")
        terminal.until(lambda text: "What is its passphrase?" in text)
        terminal.type(WORDS.encode())
        terminal.until(lambda text: "•" * len(WORDS) in text)
        terminal.type(b"\r")

        assert terminal.end() == 3
        left = visible(terminal.written.rpartition(b"\x1b[?1049l")[2])
        assert left.startswith("No programme was made, because the program does not trust its own result.")
        assert re.findall(b"\x1b\\][012];", terminal.written) == []
        assert [word for word in WORDS.split() if word.encode() in terminal.written] == []
        assert list(somewhere.iterdir()) == []
        assert not (ROOT / "keys.log").exists()


@pytest.mark.screens
def test_leaving_while_a_key_is_made_blanks_the_screen_at_once() -> None:
    Keeper(FILE).lock(WORDS)
    place = str(FILE.parent.resolve())
    with closing(Terminal([sys.executable, "-m", "recommender"], RECOMMENDER_CASEBOOK=place)) as terminal:
        terminal.until(lambda text: "at your own pace" in text)
        terminal.type(b"o")
        terminal.until(lambda text: "Under which code" in text)
        terminal.type(b"4\r")
        terminal.until(lambda text: "What is its passphrase?" in text)
        terminal.type(WORDS.encode() + b"\r" + F12)

        assert terminal.end() == 0
        assert terminal.text == ""
        assert visible(terminal.written.rpartition(BLANK)[2]) == ""


@pytest.mark.screens
def test_in_lines_at_a_terminal_a_passphrase_is_not_seen() -> None:
    Keeper(FILE).lock(WORDS)
    place = str(FILE.parent.resolve())
    command = [sys.executable, "-m", "recommender", "interview", "--plain", "--role", "self"]
    with closing(Terminal(command, RECOMMENDER_CASEBOOK=place)) as terminal:
        terminal.until(lambda text: "Enter to go on" in text)
        terminal.type(b"o\n4\n")
        terminal.until(lambda text: "What is typed at the next prompts is not shown." in text)
        terminal.until(lambda text: text.endswith("The passphrase, or Enter to go back:"))
        terminal.type(f"{WORDS}\n".encode())
        terminal.until(lambda text: "Nothing is kept here under that code." in text)
        terminal.type(b"\x18\n")

        assert terminal.end() == 0
        assert WORDS.encode() not in terminal.written
        assert terminal.still_set_as_before


# What the tests share


def on_the_way(
    keeper: Keeper, *ways: Sequence[str], opens: Opens | None = None, role: Role = "self"
) -> tuple[Seen, ...]:
    """What is seen after some keys, after some more, and so on: at the welcome, or where a page is opened."""
    app = app_of(keeper, role)

    async def person(pilot: Pilot[None]) -> tuple[Seen, ...]:
        if opens is not None:
            await app.push_screen(opens(app))
        found = []
        for keys in ways:
            await press(pilot, *keys)
            await settled(pilot)
            found.append(Seen(type(app.screen).__name__, text_of(app)))
        return tuple(found)

    return at_the_screen(app, person, USUAL)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Presses keys one after the other; a passphrase is pasted."""
    for key in keys:
        if key in (WORDS, OTHER):
            pilot.app.post_message(events.Paste(key))
            await pilot.pause()
        else:
            await pilot.press(key)


async def settled(pilot: Pilot[None]) -> None:
    """Waits until what is done beside the screen is done, and shown."""
    with suppress(WorkerCancelled):  # what it showed next took its page away
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def app_of(keeper: Keeper, role: Role = "self") -> InterviewApp:
    """The program at the welcome."""
    return InterviewApp(Interview(remembering(), role), shipped(), keeper)


def keep(app: InterviewApp) -> Screen[None]:
    """The page on which a result is kept."""
    return KeepScreen(app, nothing_answered())


def lock(app: InterviewApp) -> Screen[None]:
    """The page on which a passphrase is chosen."""
    return LockScreen(app, lambda: nothing)


def code(app: InterviewApp) -> Screen[None]:
    """The page on which a code is asked for."""
    return CodeScreen(app)


async def nothing() -> None:
    """Nothing comes next."""


@cache
def nothing_answered() -> Recommendation:
    """What somebody is given who answered nothing."""
    return remembering().recommend_profile(read_answers({}, shipped()))


def real() -> Keeper:
    """A sitting's way to a casebook on the disk."""
    return Keeper(FILE)


def begin(keeper: Keeper) -> None:
    """An interview with one answer, left behind."""
    interview = Interview(remembering())
    interview.begin()
    interview.answer("no")
    going = AsYouGo(Unfinished.beside(keeper.file), "as_you_go")
    assert going.after_change(interview) is None
    assert is_locked(keeper.file)


def in_lines(keeper: Keeper, *typed: str, role: Role = "self") -> str:
    """What is printed when these lines are typed, after which the input ends."""
    out = io.StringIO()
    stdin = io.StringIO("".join(f"{line}\n" for line in typed))
    assert plain.run(shipped(), role, None, Lines.over(stdin, out), keeper) == 0
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n")).strip()


def kept_in_lines(keeper: Keeper, *typed: str, role: Role = "self") -> str:
    """The same from the offer to keep on."""
    text = in_lines(keeper, "", "c", "g", "k", *typed, role=role)
    return text[text.index("Keeping what came out") :]


def lines_between(text: str, first: str, beyond: str) -> list[str]:
    """The lines that say something, from one to another."""
    return [line for line in text[text.index(first) : text.index(beyond)].splitlines() if line]
