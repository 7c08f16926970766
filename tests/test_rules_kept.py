"""The rulebook that is kept between commands: exactly what loading gives, for these files and no others.

Whatever is wrong with what was kept, the rules are read from their files, without a word.
"""

import errno
import os
import pickle
import stat
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import NoReturn

import pytest
from people import shipped
from pydantic import BaseModel
from small_book import small_folder

from recommender.cli import main, outside
from recommender.cli.outside import rulebook_for_a_person, rulebook_in
from recommender.loading import kept as keeping
from recommender.loading import load_profile, load_rulebook, marks, shelf
from recommender.loading.files import LARGEST
from recommender.loading.home import shipped_profiles, shipped_rules
from recommender.loading.kept import kept
from recommender.model.rule import RuleBook
from recommender.model.spelling import ALWAYS
from recommender.problem import Problems
from recommender.recommend import Recommender
from recommender.workshop import apart

PROFILES = shipped_profiles()
PROFILE = str(PROFILES / "hypervigilant.yaml")
SOME = 4
COMPILED = ignore_patterns("__pycache__")
LOG = str(PROFILES / "logs" / "hypervigilant_step_back.yaml")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own, which is on; the folder of rules in it is not there yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("RECOMMENDER_CACHE", "on")
    return tmp_path / "cache" / "recommender"


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A rulebook from outside, known by a short name."""
    small_folder(tmp_path)
    monkeypatch.chdir(tmp_path)
    apart._loaded.cache_clear()  # noqa: SLF001 - what is remembered between commands has no other end
    return Path("rules")


def unreadable(*_: object) -> NoReturn:
    raise AssertionError("the files of the rules were read anew")


def everything(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every part of a value, by the way to it: its kind, what is in it, and in which order.

    Unlike an equal sign, this misses no field that is left out of comparisons.
    """
    yield path, type(value).__qualname__
    if value is ALWAYS:
        yield path, "ALWAYS itself"
    if is_dataclass(value):
        inner: Mapping[object, object] = {one.name: getattr(value, one.name) for one in fields(value)}
    elif isinstance(value, BaseModel):
        yield path, f"said: {sorted(value.model_fields_set)}"
        inner = dict(value)
    elif isinstance(value, Mapping):
        inner = value
    elif isinstance(value, tuple | list):
        inner = dict(enumerate(value))
    else:
        yield path, str(sorted(value) if isinstance(value, frozenset | set) else value)
        return
    for name, part in inner.items():
        yield from everything(part, f"{path}.{name}")


def test_what_comes_back_is_in_every_part_what_loading_gives(cache: Path) -> None:
    place = kept(shipped_rules())
    place.keep(shipped())

    book = kept(shipped_rules()).book()

    assert book is not None
    assert book is not shipped()
    parts = list(everything(book))
    assert parts == list(everything(shipped()))
    assert len(parts) > 50_000
    assert [path.parent for path in cache.iterdir()] == [cache]


def test_shipped_people_get_the_same_from_it(cache: Path) -> None:
    kept(shipped_rules()).keep(shipped())
    book = kept(shipped_rules()).book()
    assert cache.is_dir()
    assert book is not None

    with Recommender(book) as ours, Recommender(shipped()) as theirs:
        for file in sorted(PROFILES.glob("*.yaml"))[::SOME]:
            again, first = load_profile(file, book), load_profile(file, shipped())
            assert ours.recommend_profile(again).as_dict() == theirs.recommend_profile(first).as_dict()


FOR_A_PERSON = {
    "recommend": ["recommend", PROFILE, "--format", "json"],
    "explain": ["explain", PROFILE, "--why", "minutes"],
    "review": ["review", PROFILE, "--log", LOG],
    "today": ["today", PROFILE, "--state", "on_edge"],
    "interview": ["interview", "--plain"],
}


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("command", FOR_A_PERSON)
def test_a_second_command_about_a_person_reads_no_rule_and_says_the_same(
    command: str, rules: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [*FOR_A_PERSON[command], "--rules", str(rules)]
    code, first = main(words), capsys.readouterr()
    monkeypatch.setattr(outside, "_tried", unreadable)

    assert (main(words), capsys.readouterr()) == (code, first)


@pytest.mark.parametrize("words", ["check", "list", "schema"])
def test_a_command_about_rules_looks_at_the_files(
    words: str, rules: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(outside, "kept", unreadable)

    assert main(["rules", *words.split(), "--rules", str(rules)]) in (0, 1)
    assert capsys.readouterr().out != ""


def with_another_word(rules: Path) -> None:
    file = next((rules / "prescription").glob("*.yaml"))
    file.write_text(f"# A note\n{file.read_text()}")


def with_one_file_more(rules: Path) -> None:
    (rules / "states" / "none.yaml").write_text("[]\n")


def with_another_name(rules: Path) -> None:
    file = next((rules / "prescription").glob("*.yaml"))
    file.rename(file.with_name("other.yaml"))


def with_what_nothing_reads(rules: Path) -> None:
    (rules / "prescriptions").mkdir()


CHANGES = (with_another_word, with_one_file_more, with_another_name, with_what_nothing_reads)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_after_any_change_the_files_are_read(
    change: Callable[[Path], None], cache: Path, rules: Path
) -> None:
    kept(rules).keep(load_rulebook(rules))
    assert cache.is_dir()
    assert kept(rules).book() is not None

    change(rules)

    assert kept(rules).book() is None


def test_for_another_folder_or_another_way_to_it_places_are_told_by_another_name(
    cache: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(rules).keep(load_rulebook(rules))
    copytree(rules, "other")
    assert cache.is_dir()

    assert kept(Path("other")).book() is None

    monkeypatch.chdir("other")
    assert kept(rules.absolute()).book() is None


def test_rules_that_lie_over_others_are_read_when_those_change(
    cache: Path, rules: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "rulebook.yaml").write_text("over: ../rules\n")
    kept(own).keep(load_rulebook(own))
    assert cache.is_dir()
    assert kept(own).book() == load_rulebook(own)

    with_another_word(rules)

    assert kept(own).book() is None


def test_rules_that_are_held_against_the_shipped_ones_are_read_when_those_change(
    cache: Path, rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    came_along = copytree(shipped_rules(), tmp_path / "shipped")
    monkeypatch.setattr(marks, "shipped_rules", lambda: came_along)
    kept(rules).keep(load_rulebook(rules))
    assert cache.is_dir()
    assert kept(rules).book() is not None

    with_another_word(came_along)

    assert kept(rules).book() is None


def a_pipe_among_them(rules: Path) -> None:
    os.mkfifo(rules / "prescription" / "pipe.yaml")


def a_huge_file_among_them(rules: Path) -> None:
    with (rules / "prescription" / "huge.yaml").open("wb") as file:
        file.truncate(LARGEST + 1)


def not_there(rules: Path) -> None:
    rules.rename("elsewhere")


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize(
    "spoil", [a_pipe_among_them, a_huge_file_among_them, not_there], ids=lambda spoil: spoil.__name__
)
def test_what_cannot_be_rules_has_no_mark(spoil: Callable[[Path], None], rules: Path) -> None:
    assert kept(rules).mark is not None

    spoil(rules)

    assert kept(rules).mark is None


@pytest.mark.parametrize("file", ["model/rule.py", "loading/checks.py", "inference/durable.py", "source.py"])
def test_another_version_of_what_reads_rules_or_tries_them_begins_with_the_files(
    file: str, cache: Path, rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks, "PROGRAM", copytree(marks.PROGRAM, tmp_path / "program", ignore=COMPILED))
    kept(rules).keep(load_rulebook(rules))
    assert cache.is_dir()
    assert kept(rules).book() is not None

    os.utime(tmp_path / "program" / file)

    assert kept(rules).book() is None


def test_rules_that_change_while_they_are_loaded_are_not_kept(cache: Path, rules: Path) -> None:
    place = kept(rules)
    with_another_word(rules)

    place.keep(load_rulebook(rules))

    assert (kept(rules).book(), list(cache.iterdir())) == (None, [])


def test_a_file_that_was_another_one_only_while_rules_were_loaded_is_seen_by_its_time(
    cache: Path, rules: Path
) -> None:
    file = next((rules / "prescription").glob("*.yaml"))
    text = file.read_text()
    place = kept(rules)
    file.write_text(f"# A note\n{text}")
    book = load_rulebook(rules)
    file.write_text(text)

    place.keep(book)

    assert (kept(rules).book(), list(cache.iterdir())) == (None, [])


def test_mistakes_are_not_kept(cache: Path, rules: Path) -> None:
    (rules / "prescription" / "none.yaml").write_text("- id: x\n\ttitle: y\n")

    told = []
    for _ in range(2):
        with pytest.raises(Problems) as raised:
            rulebook_for_a_person(rules)
        told.append(str(raised.value))

    assert told[0] == told[1]
    assert not cache.exists()


def test_rules_that_could_not_be_tried_apart_are_not_kept(
    cache: Path, rules: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none_left() -> NoReturn:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", none_left)

    assert rulebook_for_a_person(rules) == load_rulebook(rules)
    assert "rules is read without a process of its own" in capsys.readouterr().err
    assert not cache.exists()


def test_what_is_kept_is_the_same_whoever_it_is_for(cache: Path, rules: Path) -> None:
    main(["recommend", PROFILE, "--rules", str(rules)])
    first = {path: path.read_bytes() for path in cache.iterdir()}

    main(["recommend", str(PROFILES / "in_crisis.yaml"), "--rules", str(rules)])

    assert len(first) == 1
    assert {path: path.read_bytes() for path in cache.iterdir()} == first


def test_it_is_for_this_account_alone(cache: Path, rules: Path) -> None:
    kept(rules).keep(load_rulebook(rules))

    (file,) = cache.iterdir()
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def altered(file: Path) -> None:
    data = file.read_bytes()
    assert b" you " in data
    file.write_bytes(data.replace(b" you ", b" she "))


def open_to_others(file: Path) -> None:
    file.chmod(0o602)


def in_a_folder_open_to_others(file: Path) -> None:
    file.parent.chmod(0o720)


def a_link(file: Path) -> None:
    file.rename(file.parent / "elsewhere")
    file.symlink_to(file.parent / "elsewhere")


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file, 0o600)


def gone(file: Path) -> None:
    file.unlink()


def another_value(file: Path) -> None:
    forge(file, pickle.dumps({"rules": ()}))


def nonsense(file: Path) -> None:
    forge(file, b"\x80\x05nonsense.")


def forge(file: Path, data: bytes) -> None:
    file.write_bytes(sha256(data).digest() + data)


WRONG = (cut, emptied, altered, open_to_others, in_a_folder_open_to_others, a_link, a_folder, a_pipe, gone)


@pytest.mark.parametrize("spoil", [*WRONG, another_value, nonsense], ids=lambda spoil: spoil.__name__)
def test_what_cannot_be_believed_or_used_is_left_alone_and_the_files_are_read(
    spoil: Callable[[Path], None], cache: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = rulebook_for_a_person(rules)
    (file,) = cache.iterdir()

    spoil(file)

    assert kept(rules).book() is None
    assert rulebook_for_a_person(rules) == book
    assert capsys.readouterr() == ("", "")


def test_what_belongs_to_somebody_else_is_not_believed(
    cache: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(rules).keep(load_rulebook(rules))
    assert cache.is_dir()
    another = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: another)

    assert kept(rules).book() is None


RAN: list[str] = []


def run(word: str) -> None:
    """What must not run."""
    RAN.append(word)


class Forged:
    """A value that asks for a call when it is read."""

    def __init__(self, call: Callable[..., object], *words: str) -> None:
        self.asked = call, words

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str, ...]]:
        return self.asked


@pytest.mark.parametrize(
    "call",
    [run, os.system, eval, print, load_profile, load_rulebook, RuleBook.__init__],
    ids=attrgetter("__qualname__"),
)
def test_even_a_forged_file_can_run_nothing(call: Callable[..., object], cache: Path, rules: Path) -> None:
    kept(rules).keep(load_rulebook(rules))
    (file,) = cache.iterdir()
    RAN.clear()

    forge(file, pickle.dumps(Forged(call, "true")))

    assert kept(rules).book() is None
    assert RAN == []


def test_nor_can_it_run_what_stands_beside_the_records(
    cache: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(rules).keep(load_rulebook(rules))
    (file,) = cache.iterdir()
    monkeypatch.setattr("recommender.model.spelling.chosen", run)
    RAN.clear()

    forge(file, b"crecommender.model.spelling\nchosen\n(S'true'\ntR.")

    assert kept(rules).book() is None
    assert RAN == []


def without_a_place(cache: Path) -> None:
    cache.parent.write_text("a file stands in the way")


def without_rights(cache: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(0o777)


@pytest.mark.parametrize("spoil", [without_a_place, without_rights], ids=lambda spoil: spoil.__name__)
def test_where_nothing_can_be_kept_all_goes_on_without(
    spoil: Callable[[Path], None], cache: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(cache)

    assert rulebook_for_a_person(rules) == load_rulebook(rules)
    assert capsys.readouterr() == ("", "")
    assert not cache.is_dir() or list(cache.iterdir()) == []


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), MemoryError()], ids=["disk", "memory"]
)
def test_nothing_half_written_stays(
    error: Exception, cache: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(path: Path, data: bytes) -> NoReturn:
        path.write_bytes(data[:1000])
        raise error

    monkeypatch.setattr(shelf, "_write", half)

    kept(rules).keep(load_rulebook(rules))

    assert list(cache.iterdir()) == []


def test_a_rulebook_that_cannot_be_packed_is_used_all_the_same(
    cache: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_packed", lambda _: pickle.dumps(threading.Lock()))

    assert rulebook_for_a_person(rules) == load_rulebook(rules)
    assert list(cache.iterdir()) == []


def test_whoever_writes_at_once_each_read_gives_one_of_them_whole(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    texts = [bytes([number]) * 300_000 for number in range(6)]
    assert shelf.ready(folder)
    seen: set[bytes | None] = set()

    writers = [threading.Thread(target=shelf.put, args=(folder, "one", text)) for text in texts * 3]
    for writer in writers:
        writer.start()
        seen.add(shelf.taken(folder, "one"))
    for writer in writers:
        writer.join()
        seen.add(shelf.taken(folder, "one"))

    assert seen <= {None, *texts}
    assert shelf.taken(folder, "one") in texts
    assert [path.name for path in folder.iterdir()] == ["one.kept"]


def test_of_many_the_newest_stay_and_what_is_not_ours_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    assert shelf.ready(folder)
    (folder / "somebody elses").touch()
    for number in range(12):
        shelf.put(folder, str(number), b"rules")
        os.utime(folder / f"{number}.kept", (number, number))

    shelf.put(folder, "newest", b"rules")

    assert {path.name for path in folder.iterdir()} == {
        *(f"{number}.kept" for number in range(5, 12)),
        "newest.kept",
        "somebody elses",
    }


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"XDG_CACHE_HOME": "/there", "HOME": "/home/a"}, "/there/recommender"),
        ({"XDG_CACHE_HOME": "there", "HOME": "/home/a"}, "/home/a/.cache/recommender"),
        ({"HOME": "/home/a"}, "/home/a/.cache/recommender"),
        ({"HOME": "/home/a", "RECOMMENDER_CACHE": "on"}, "/home/a/.cache/recommender"),
        ({"HOME": "/home/a", "RECOMMENDER_CACHE": "off"}, None),
        ({"HOME": "/home/a", "RECOMMENDER_CACHE": "OFF"}, None),
        ({"HOME": "a"}, None),
        ({}, None),
    ],
)
def test_where_it_lies_goes_by_the_environment(
    environment: Mapping[str, str], folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")

    assert shelf.shelf(environment) == (Path(folder) if folder else None)


def test_turned_off_nothing_is_kept_and_nothing_taken(
    cache: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(rules).keep(load_rulebook(rules))
    before = list(cache.iterdir())
    monkeypatch.setenv("RECOMMENDER_CACHE", "off")

    place = kept(rules)
    place.keep(load_rulebook(rules))

    assert (place.book(), place.mark, list(cache.iterdir())) == (None, None, before)


def test_without_it_and_with_it_a_rulebook_is_the_same(cache: Path, rules: Path) -> None:
    assert rulebook_for_a_person(rules) == rulebook_for_a_person(rules) == rulebook_in(rules)
    assert len(list(cache.iterdir())) == 1
