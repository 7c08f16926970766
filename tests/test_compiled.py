"""What dataclasses compile is kept beside the compiled modules: the same classes, made sooner."""

import atexit
import builtins
import dataclasses
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import pytest

from recommender.cli import compiled
from recommender.cli.compiled import keep_compiled

ROOT = Path(__file__).parent.parent

# Whether dataclasses are made from what was kept, after a command of a process of its own and in another's.
MADE_AFTER = """
import dataclasses, sys
from recommender.cli import main
whose, *words = sys.argv[1:]
sys.argv[1:] = words
assert main(*([] if whose == "own" else [words])) == 0
print("kept" if "exec" in vars(dataclasses) else "made")
"""


class Start:
    """A start of the program: what it keeps goes into this file when it ends."""

    def __init__(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.file = file
        self.ends: list[Callable[[], None]] = []
        monkeypatch.setattr(compiled, "__spec__", SimpleNamespace(cached=str(file.with_suffix(".pyc"))))
        monkeypatch.setattr(dataclasses, "exec", builtins.exec, raising=False)
        monkeypatch.setattr(atexit, "register", lambda do, *given: self.ends.append(lambda: do(*given)))

    def begins(self) -> None:
        keep_compiled()

    def ends_well(self) -> None:
        self.ends.pop()()

    @property
    def kept(self) -> set[str]:
        """The texts whose code is kept."""
        return set(compiled._read(self.file))  # noqa: SLF001 - what a next start would find


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return Start(tmp_path / "compiled.methods", monkeypatch)


def session(name: str = "Session") -> type:
    """A small class, made anew."""
    made = dataclasses.make_dataclass(
        name,
        [("minutes", int), ("kinds", tuple[str, ...], dataclasses.field(default=())), ("note", str, "")],
        frozen=True,
        slots=True,
    )
    assert isinstance(made, type)
    return made


def is_as_ever(made: type) -> bool:
    """Whether a class does what a frozen dataclass does."""
    one, same, other = made(5, ("walk",)), made(5, ("walk",)), made(6)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.minutes = 7
    assert (one == same, one == other, hash(one) == hash(same)) == (True, False, True)
    assert dataclasses.replace(one, note="x") == made(5, ("walk",), "x")
    return repr(one) == "Session(minutes=5, kinds=('walk',), note='')"


def refuse(*_: object, **__: object) -> NoReturn:
    raise AssertionError("something was compiled")


def test_a_second_start_makes_the_same_class_and_compiles_nothing(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    start.begins()
    session()
    start.ends_well()
    monkeypatch.setattr(compiled, "compile", refuse, raising=False)

    start.begins()

    assert is_as_ever(session())
    assert [file.name for file in start.file.parent.iterdir()] == ["compiled.methods"]


def test_what_is_new_is_compiled_and_kept_with_the_rest(start: Start) -> None:
    start.begins()
    session()
    start.ends_well()
    before = start.kept

    start.begins()
    dataclasses.make_dataclass("Day", [("weekday", int)])
    start.ends_well()

    assert before < start.kept
    assert before


def test_what_nobody_asks_for_any_more_does_not_stay_for_ever(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "MOST", 1)
    start.begins()
    dataclasses.make_dataclass("Day", [("weekday", int)])
    start.ends_well()

    start.begins()
    session()
    start.ends_well()

    assert [text for text in start.kept if "weekday" in text] == []
    assert [text for text in start.kept if "minutes" in text] != []


def cut(data: bytes) -> bytes:
    return data[:-1]


def altered(data: bytes) -> bytes:
    return data.replace(b"minutes", b"seconds", 1)


def of_another_python(data: bytes) -> bytes:
    return data.replace(sys.version.encode(), sys.version.encode().replace(b"3.1", b"3.0", 1))


def emptied(_: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("spoil", [cut, altered, of_another_python, emptied])
def test_a_file_that_cannot_be_used_is_written_anew(spoil: Callable[[bytes], bytes], start: Start) -> None:
    start.begins()
    session()
    start.ends_well()
    first = start.kept
    start.file.write_bytes(spoil(start.file.read_bytes()))
    assert start.kept == set()
    start.begins()

    assert is_as_ever(session())

    start.ends_well()
    assert start.kept == first


def test_where_python_keeps_no_modules_nothing_is_kept_either(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    start.begins()

    assert is_as_ever(session())

    start.ends_well()
    assert not start.file.exists()


def test_where_it_cannot_be_written_nobody_hears_of_it(
    start: Start, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    start.begins()
    session()
    monkeypatch.setattr(Path, "replace", lambda *_: os.stat("nowhere"))  # noqa: PTH116 - it only has to fail

    start.ends_well()

    assert list(start.file.parent.iterdir()) == []
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("whose", "after"), [("own", "kept"), ("another's", "made")])
def test_only_a_process_of_the_commands_own_makes_them_so(whose: str, after: str) -> None:
    words = [sys.executable, "-c", MADE_AFTER, whose, "recommend", "profiles/hypervigilant.yaml"]

    done = subprocess.run(words, cwd=ROOT, input="", capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == after
