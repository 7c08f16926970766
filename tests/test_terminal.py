"""The real program in a real terminal of 80 by 24, read as a person reads it."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pyte
import pytest
from own_process import surroundings
from textual.color import Color

from recommender.model.rule import RuleBook

ROOT = Path(__file__).parent.parent
COLUMNS, ROWS = 80, 24
PATIENCE = 100.0
BLANK = b"\x1b[2J\x1b[H"
CAN_YOU_TELL_PAGES, PAGES_ARE_TOLD = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
PAGE_BEGINS, PAGE_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
ENTER, F12, CTRL_X = b"\r", b"\x1b[24~", b"\x18"

# What speaks for a programme, by the keys that say so; the questions between are declined.
ANSWERS = {
    "crisis": b"1\r",
    "red_flags": b"0\r",
    "age_band": b"2\r",
    "known_disease": b"0\r",
    "recent_illness": b"1\r",
    "post_exertional_worsening": b"1\r",
    "activity_minutes": b"60\r",
}

FAULTY = """
import sys
from pathlib import Path
from recommender.interview.controller import Interview
from recommender.keeping.keeper import Keeper
from recommender.loading import load_rulebook
from recommender.tui.looks import Looks
from recommender.tui.opening import run
from recommender.tui.screens.opening import OpeningWords
from recommender.tui.sitting import Sitting

def conclude(interview):
    raise ZeroDivisionError

Interview.conclude = conclude

def load():
    return Sitting.opened(load_rulebook(), "self", None, Keeper(Path("/nowhere/casebook.db")))

sys.exit(run(load, OpeningWords(), Looks()))
"""


class Terminal:
    """A program at a terminal, and what stands on its screen."""

    def __init__(self, command: Sequence[str], **environment: str) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.settings = termios.tcgetattr(theirs)
        self._theirs = theirs
        known = surroundings(TERM="xterm-256color", COLORTERM="truecolor")
        known = {name: known[name] for name in known if name not in ("NO_COLOR", "ACCESSIBLE")} | environment
        self._program = subprocess.Popen(
            command, cwd=ROOT, env=known, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self.written = b""

    @property
    def text(self) -> str:
        """What stands on the screen, as one line."""
        return re.sub(r"\s+", " ", " ".join(self.screen.display)).strip()

    @property
    def still_set_as_before(self) -> bool:
        """Whether the terminal handles lines and keys as it did before the program came."""
        return termios.tcgetattr(self._theirs) == self.settings

    def type(self, keys: bytes) -> None:
        """Presses keys, all at once."""
        os.write(self._ours, keys)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is half painted: on a slow computer a page may come in parts."""
        return self.written.rfind(PAGE_BEGINS) <= self.written.rfind(PAGE_ENDS)

    def until(self, seen: Callable[[str], bool]) -> None:
        """Reads until the screen shows what is waited for, on a whole page."""
        deadline = time.monotonic() + PATIENCE
        while not (self.is_whole and seen(self.text)):
            assert time.monotonic() < deadline, f"still waiting; the screen shows: {self.text}"
            self._read()

    def next_question(self, book: RuleBook, last: str) -> str:
        """Reads until another question is there, and gives the fact that it asks about."""
        asking = {fact: one.ask for fact, one in book.texts.questions.questions.items() if fact != last}
        self.until(lambda text: "Next: " in text or any(ask in text for ask in asking.values()))
        if "Next: " in self.text:
            self.type(ENTER)
        self.until(lambda text: any(ask in text for ask in asking.values()))
        return next(fact for fact, ask in asking.items() if ask in self.text)

    def end(self) -> int:
        """Reads until the program has ended, and gives its exit code."""
        deadline = time.monotonic() + PATIENCE
        while self._program.poll() is None:
            assert time.monotonic() < deadline, f"still running; the screen shows: {self.text}"
            self._read()
        self._read()
        return self._program.returncode

    def close(self) -> None:
        """Takes the terminal away, and the program with it."""
        self._program.kill()
        self._program.wait()
        os.close(self._ours)
        os.close(self._theirs)

    def _read(self) -> None:
        while select.select([self._ours], [], [], 0.05)[0]:
            found = os.read(self._ours, 65536)
            asked_before = CAN_YOU_TELL_PAGES in self.written
            self.written += found
            if not asked_before and CAN_YOU_TELL_PAGES in self.written:
                self.type(PAGES_ARE_TOLD)
            self._stream.feed(found)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    with closing(Terminal([sys.executable, "-m", "recommender"])) as opened:
        opened.until(lambda text: "A movement programme, at your own pace" in text)
        yield opened


def test_an_interview_from_the_welcome_to_a_programme_in_a_file(
    terminal: Terminal, book: RuleBook, tmp_path: Path
) -> None:
    waiting, fact, file = set(ANSWERS), "", tmp_path / "a.txt"

    terminal.type(ENTER)
    while waiting:
        fact = terminal.next_question(book, fact)
        waiting.discard(fact)
        terminal.type(ANSWERS.get(fact, b"-"))
    terminal.next_question(book, fact)
    terminal.type(b"c")
    terminal.until(lambda text: "You can finish here." in text)
    terminal.type(ENTER)
    terminal.until(lambda text: "Here is what you told us" in text)
    terminal.type(b"g")
    terminal.until(lambda text: "The first session" in text)

    assert "What there is" in terminal.text
    save_to(file, terminal)
    assert "The first session\n" in file.read_text(encoding="utf-8")
    terminal.type(F12)
    assert terminal.end() == 0


def test_typing_ahead_answers_each_question_with_its_own_keys(terminal: Terminal) -> None:
    terminal.type(b"\r\r1\r0\r3\r\r0\rc\r")
    terminal.until(lambda text: "Here is what you told us" in text)

    rows = [re.split(r"\s{2,}", line.strip())[:2] for line in terminal.screen.display]
    assert ["Thoughts of harm, or danger now", "No"] in rows
    assert ["Signs no doctor has seen yet", "None of these"] in rows
    assert ["Age group", "40 to 64"] in rows
    assert ["Long-term illness", "None of these"] in rows


def test_a_referral_ends_the_questions_and_its_answer_can_be_changed(terminal: Terminal) -> None:
    terminal.type(b"\r\r2\r")
    terminal.until(lambda text: "People and lines to contact" in text)
    assert "Change an answer: Thoughts of harm, or danger now" in terminal.text

    terminal.type(b"1\r")
    terminal.until(lambda text: "● Yes" in text)
    terminal.type(b"1\r")
    terminal.until(lambda text: "Which of these have you had" in text)


@pytest.mark.parametrize("key", [F12, CTRL_X], ids=["f12", "ctrl+x"])
def test_leaving_blanks_the_screen_before_all_else_and_prints_nothing(terminal: Terminal, key: bytes) -> None:
    terminal.type(b"\r\r1")
    terminal.until(lambda text: "● No" in text)
    shown, words = len(terminal.written), set(terminal.text.split())

    terminal.type(key)

    assert terminal.end() == 0
    assert terminal.text == ""
    blanked, _, after = terminal.written[shown:].partition(BLANK)
    assert blanked.count(PAGE_BEGINS) <= 1  # the same page once more, where it was due
    assert set(visible(blanked).split()) <= words
    assert visible(after) == ""
    assert after.count(b"\x1b[?1049l") == 1
    assert after.count(b"\x1b[?25h") == 1
    assert terminal.still_set_as_before


def test_a_fault_of_the_program_is_a_plain_word_without_the_answers() -> None:
    with closing(Terminal([sys.executable, "-c", FAULTY])) as terminal:
        terminal.until(lambda text: "at your own pace" in text)
        terminal.type(b"\r\r1\rc\rg")

        assert terminal.end() == 3
        said = visible(terminal.written.rpartition(b"\x1b[?1049l")[2])
        assert said.startswith("No programme was made, because the program does not trust its own result.")
        assert "Traceback" not in said
        assert "crisis" not in said


def test_without_colour_everything_is_still_readable() -> None:
    with closing(Terminal([sys.executable, "-m", "recommender"], NO_COLOR="1")) as terminal:
        terminal.until(lambda text: "at your own pace" in text)
        terminal.type(b"\r\r1")
        terminal.until(lambda text: "● No" in text)

        cells = [
            cell for row in terminal.screen.buffer.values() for cell in row.values() if cell.data.isalnum()
        ]
        assert len(cells) > 200
        assert {cell.data for cell in cells if not is_grey(cell.fg) or not is_grey(cell.bg)} == set()
        assert {cell.data for cell in cells if contrast(cell.fg, cell.bg) < 4.5} == set()


def save_to(file: Path, terminal: Terminal) -> None:
    """What somebody types who saves the result."""
    terminal.type(b"x")
    terminal.until(lambda text: "How might it be written?" in text)
    terminal.type(ENTER)
    terminal.until(lambda text: "Where might it go?" in text)
    terminal.type(b"\x15")
    terminal.until(lambda text: "movement-programme.txt" not in text)
    terminal.type(str(file).encode())
    terminal.until(lambda text: "a.txt" in text)
    terminal.type(ENTER)
    terminal.until(lambda text: "It is saved" in text)


def visible(written: bytes) -> str:
    """What can be read of some output, as one line."""
    screen = pyte.Screen(COLUMNS, ROWS)
    pyte.ByteStream(screen).feed(written)
    return re.sub(r"\s+", " ", " ".join(screen.display)).strip()


def is_grey(colour: str) -> bool:
    return len({colour[place : place + 2] for place in (0, 2, 4)}) == 1


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    grey = Color.parse(f"#{colour}").r / 255
    return grey / 12.92 if grey <= 0.03928 else ((grey + 0.055) / 1.055) ** 2.4
