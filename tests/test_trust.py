"""Rules from outside are built in a process of their own, so that all that goes wrong is a message."""

import errno
import faulthandler
import multiprocessing
import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from small_book import small_folder

from recommender.cli import main
from recommender.cli.outside import checked_in, rulebook_in
from recommender.inference import EngineFault
from recommender.loading import load_rulebook
from recommender.loading.home import shipped_rules
from recommender.model.rule import RuleBook
from recommender.problem import Problems
from recommender.workshop import apart
from recommender.workshop.apart import built_apart, load_apart
from recommender.workshop.rechecking import Rechecking

PROFILE = Path(__file__).parent.parent / "profiles" / "hypervigilant.yaml"
LONG_ENOUGH = 60.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rulebook that did not come with the program."""
    return small_folder(tmp_path_factory.mktemp("outside"))


def never() -> NoReturn:
    """A rulebook that never ends loading, even where it is asked to stop."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(60)


def crash() -> NoReturn:
    """A rulebook with which the engine takes its process down."""
    faulthandler.disable()
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError("a process that got this signal is gone")


def leave() -> NoReturn:
    """A rulebook that ends its process without a word."""
    os._exit(0)


def stumble() -> NoReturn:
    """A rulebook that shows a fault of this program."""
    raise ZeroDivisionError("division by zero")


def be_refused() -> NoReturn:
    """A rulebook that the engine does not take."""
    raise EngineFault("warming up returned 7")


LINE = stumble.__code__.co_firstlineno + 2
ENDINGS: dict[Callable[[], RuleBook], str] = {
    never: "did not come to an end within 1 seconds",
    crash: "ended in a crash (SIGSEGV)",
    leave: "ended without a word",
    stumble: f"ended with a fault of this program (ZeroDivisionError in test_trust.py, line {LINE})",
    be_refused: "ended with a fault of the engine (warming up returned 7)",
}


@pytest.mark.parametrize("build", ENDINGS, ids=lambda build: build.__name__)
def test_however_the_building_of_rules_ends_it_is_a_message(
    build: Callable[[], RuleBook], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(Problems) as raised:
        built_apart(build, Path("mine"), 1.0 if build is never else LONG_ENOUGH)

    assert str(raised.value) == (
        f"mine:1:1: error E103: reading these rules {ENDINGS[build]}; they are not used\n\n"
        "  The file that was edited last is the first to look at: put back as it was, does this stay?\n\n"
        "1 mistake."
    )


COMMANDS = {
    "recommend": ["recommend", str(PROFILE)],
    "explain": ["explain", str(PROFILE), "--why", "minutes"],
    "interview": ["interview", "--plain"],
    "rules list": ["rules", "list"],
    "rules init": ["rules", "init", "new"],
    "rules diff": ["rules", "diff", str(shipped_rules())],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_with_rules_that_crash_tells_it_and_ends_with_2(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder.parent)
    monkeypatch.setattr(apart, "load_rulebook", lambda _: crash())
    forget()

    code = main([*COMMANDS[command], "--rules", "rules"])

    assert (code, capsys.readouterr().err.splitlines()[0]) == (2, CRASHED)


CRASHED = "rules:1:1: error E103: reading these rules ended in a crash (SIGSEGV); they are not used"


def test_the_folder_that_the_environment_names_is_one_from_outside_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder.parent)
    monkeypatch.setenv("RECOMMENDER_RULES", "rules")
    monkeypatch.setattr(apart, "load_rulebook", lambda _: crash())
    forget()

    code = main(["rules", "check"])

    assert (code, capsys.readouterr().out.splitlines()[0]) == (2, CRASHED)


def test_rules_that_are_watched_and_crash_when_saved_are_told_and_watched_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    book = load_rulebook(Path("rules"))
    watched = Rechecking(Path("rules"), book, book, None, checked_in)
    watched.look()
    with monkeypatch.context() as patch:
        patch.setattr(apart, "edited_rulebook", lambda *_: crash())
        os.utime(Path("rules") / "plan.yaml")
        crashed = watched.look()
    os.utime(Path("rules") / "plan.yaml")
    mended = watched.look()

    assert crashed is not None
    assert [problem.headline for problem in crashed.mistakes] == [CRASHED]
    assert mended is not None
    assert mended.book == book


def test_mistakes_and_a_whole_rulebook_come_back_as_they_are(folder: Path, tmp_path: Path) -> None:
    forget()
    broken = small_folder(tmp_path)
    (broken / "prescription" / "none.yaml").write_text("- id: x\n\ttitle: y\n", encoding="utf-8")

    with pytest.raises(Problems) as apart_from_here:
        load_apart(broken)
    with pytest.raises(Problems) as here:
        load_rulebook(broken)

    assert load_apart(folder) == load_rulebook(folder)
    assert apart_from_here.value.problems == here.value.problems


def test_the_rules_that_came_along_need_no_other_process_and_seen_ones_no_second(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget()
    book = rulebook_in(folder)
    monkeypatch.setattr(apart, "elsewhere", lambda *_: crash())

    assert rulebook_in(folder) is book
    assert rulebook_in(shipped_rules()) is load_rulebook()


@pytest.fixture
def another_thread() -> Iterator[None]:
    """As on a full screen: another thread is at work."""
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    yield
    done.set()
    other.join()


@pytest.mark.usefixtures("another_thread")
def test_beside_other_threads_the_process_is_a_new_one_and_says_the_same(folder: Path) -> None:
    forget()

    assert load_apart(folder) == load_rulebook(folder)


@pytest.mark.usefixtures("another_thread")
@pytest.mark.parametrize("build", [crash, leave, never], ids=lambda build: build.__name__)
def test_however_a_new_process_ends_it_is_the_same_message(build: Callable[[], RuleBook]) -> None:
    with pytest.raises(Problems, match=re.escape(ENDINGS[build])):
        built_apart(build, Path("mine"), 1.0 if build is never else LONG_ENOUGH)


def test_where_no_process_can_be_started_it_is_said_and_the_rules_are_read_here(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none_left() -> NoReturn:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.chdir(folder.parent)
    monkeypatch.setattr(os, "fork", none_left)
    forget()

    book = rulebook_in(Path("rules"))

    assert len(book.rules) == 5
    assert capsys.readouterr().err == (
        "recommender: rules is read without a process of its own, as none can be started "
        "(Resource temporarily unavailable). If this never ends, or ends without a word, these rules are "
        "the reason.\n"
    )


def test_the_time_that_rules_may_take_grows_with_them() -> None:
    written = [("a.yaml", 0, 0, 500_000), ("b.yaml", 0, 0, 1_000_000)]

    assert apart.seconds_for(written) == 15.0 + 30.0
    assert apart.seconds_for([]) == 15.0


def test_no_process_is_left_behind(folder: Path) -> None:
    with pytest.raises(Problems):
        built_apart(never, folder, 0.2)

    assert multiprocessing.active_children() == []


def forget() -> None:
    """Lets a folder be one that was not seen before."""
    apart._loaded.cache_clear()  # noqa: SLF001 - what is remembered between commands has no other end
