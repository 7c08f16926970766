"""The shipped rulebook that is kept beside the program: exactly what loading gives, for these files alone.

Whatever is wrong with what was kept, the rules are read from their files, without a word.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import NoReturn

import pytest
from people import shipped
from pydantic import BaseModel
from small_book import small_folder

from recommender.cli import outside
from recommender.loading import kept as keeping
from recommender.loading import load_profile, load_rulebook
from recommender.loading.home import shipped_profiles, shipped_rules
from recommender.loading.kept import kept_in, shipped_rulebook
from recommender.model.rule import RuleBook
from recommender.model.spelling import ALWAYS
from recommender.problem import Problems
from recommender.recommend import Recommender

PROFILES = shipped_profiles()
SOME = 4


@pytest.fixture(autouse=True)
def writing_compiled_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Python does unless it is told otherwise."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A small rulebook, in the place of the shipped one."""
    return small_folder(tmp_path)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where it is kept; nothing is there yet."""
    return tmp_path / "kept.rules"


def unreadable(_: Path) -> NoReturn:
    raise AssertionError("the files of the rules were read anew")


def is_read_anew(place: Path, rules: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the files are read for what is wanted now."""
    read: list[Path] = []

    def loaded(where: Path) -> RuleBook:
        read.append(where)
        return load_rulebook(where)

    with monkeypatch.context() as patched:
        patched.setattr(keeping, "_loaded", loaded)
        assert kept_in(place, rules) == load_rulebook(rules)
    return bool(read)


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


def test_what_comes_back_is_in_every_part_what_loading_gives(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_in(place, shipped_rules())
    monkeypatch.setattr(keeping, "_loaded", unreadable)

    book = kept_in(place, shipped_rules())

    parts = list(everything(book))
    assert book is not shipped()
    assert parts == list(everything(shipped()))
    assert len(parts) > 50_000


def test_shipped_people_get_the_same_from_it(place: Path) -> None:
    kept_in(place, shipped_rules())
    book = kept_in(place, shipped_rules())
    assert book is not shipped()

    with Recommender(book) as ours, Recommender(shipped()) as theirs:
        for file in sorted(PROFILES.glob("*.yaml"))[::SOME]:
            again, first = load_profile(file, book), load_profile(file, shipped())
            assert ours.recommend_profile(again).as_json() == theirs.recommend_profile(first).as_json()


def touched(rules: Path) -> None:
    """A rule is written to, and says the same in as many letters."""
    file = rules / "prescription" / "all.yaml"
    file.write_bytes(file.read_bytes())


def renamed(rules: Path) -> None:
    """A file has another name."""
    (rules / "prescription" / "all.yaml").rename(rules / "prescription" / "every.yaml")


def joined(rules: Path) -> None:
    """There is one file more."""
    (rules / "screening" / "more.yaml").write_text("[]\n")


def test_rules_behind_a_link_are_read_each_time(
    place: Path, rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stratum = rules / "prescription"
    stratum.rename(tmp_path / "elsewhere")
    stratum.symlink_to(tmp_path / "elsewhere")

    for _ in range(2):
        assert is_read_anew(place, rules, monkeypatch)
    assert not place.exists()


def lost(rules: Path) -> None:
    """There is a file that nothing reads, which loading says."""
    (rules / "prescription" / "more.yml").write_text("[]\n")


def test_a_file_that_nothing_reads_is_told_although_rules_were_kept(place: Path, rules: Path) -> None:
    kept_in(place, rules)

    lost(rules)

    with pytest.raises(Problems, match="nothing reads this"):
        kept_in(place, rules)


@pytest.mark.parametrize("change", [touched, renamed, joined])
def test_after_any_change_of_the_rules_the_files_are_read(
    change: Callable[[Path], None], place: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_in(place, rules)
    assert not is_read_anew(place, rules, monkeypatch)

    change(rules)

    assert is_read_anew(place, rules, monkeypatch)
    assert not is_read_anew(place, rules, monkeypatch)


@pytest.mark.parametrize("part", ["sys.version", "pydantic.VERSION", "PARSER"])
def test_another_version_of_what_reads_rules_begins_with_the_files(
    part: str, place: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_in(place, rules)

    with monkeypatch.context() as patched:
        patched.setattr(f"recommender.loading.kept.{part}", "another")
        assert is_read_anew(place, rules, monkeypatch)


def test_a_change_of_the_program_begins_with_the_files(
    place: Path, rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "program" / "module.py"
    module.parent.mkdir()
    module.write_text("A = 1")
    monkeypatch.setattr(keeping, "READERS", (module.parent,))
    kept_in(place, rules)
    assert not is_read_anew(place, rules, monkeypatch)

    module.write_text("A = 2")

    assert is_read_anew(place, rules, monkeypatch)


def test_seen_from_another_folder_places_have_other_names(
    place: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_in(place, rules)
    monkeypatch.chdir(rules.parent)

    with monkeypatch.context() as patched:
        patched.setattr(keeping, "_loaded", unreadable)
        book = kept_in(place, rules)

    assert list(everything(book)) == list(everything(load_rulebook(rules)))
    assert book.rules[0].span.source.name.startswith("rules/")
    assert str(rules).encode() not in place.read_bytes()


def test_rules_that_change_while_they_are_loaded_are_not_kept(
    place: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loaded(where: Path) -> RuleBook:
        book = load_rulebook(where)
        touched(where)
        return book

    monkeypatch.setattr(keeping, "_loaded", loaded)
    kept_in(place, rules)

    assert not place.exists()


def test_mistakes_are_not_kept(place: Path, rules: Path) -> None:
    (rules / "prescription" / "all.yaml").write_text("- id: [")

    for _ in range(2):
        with pytest.raises(Problems):
            kept_in(place, rules)
    assert not place.exists()


def cut(data: bytes) -> bytes:
    """Its end is missing."""
    return data[:-1]


def damaged(data: bytes) -> bytes:
    """One bit in the middle is another one."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def emptied(_: bytes) -> bytes:
    """Nothing is left."""
    return b""


@pytest.mark.parametrize("spoil", [cut, damaged, emptied])
def test_what_is_not_whole_is_not_used(
    spoil: Callable[[bytes], bytes], place: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_in(place, rules)

    place.write_bytes(spoil(place.read_bytes()))

    assert is_read_anew(place, rules, monkeypatch)
    assert not is_read_anew(place, rules, monkeypatch)


def test_what_is_whole_but_no_rulebook_is_not_used(
    place: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for data in (pickle.dumps("no rulebook"), b"no pickle"):
        mark = keeping._mark(rules)  # noqa: SLF001 - what fits can only be made with it
        place.write_bytes(keeping._checksum(mark, data) + data)  # noqa: SLF001
        assert is_read_anew(place, rules, monkeypatch)


def test_where_nothing_can_be_written_all_goes_on_and_nothing_half_stays(
    tmp_path: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "taken"
    (taken / "in").mkdir(parents=True)

    for place in (tmp_path / "missing" / "kept.rules", taken):
        assert is_read_anew(place, rules, monkeypatch)
        assert is_read_anew(place, rules, monkeypatch)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rules", "taken"]


def test_where_python_writes_no_compiled_modules_nothing_is_kept(
    place: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    kept_in(place, rules)

    assert not place.exists()


def test_turned_off_nothing_is_kept_and_nothing_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "kept_in", unreadable)

    assert shipped_rulebook({"RECOMMENDER_CACHE": "OFF"}) == shipped()
    with pytest.raises(TypeError):
        shipped_rulebook({})


def test_rules_of_somebodys_own_are_always_read(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "shipped_rulebook", unreadable)

    assert outside.rulebook_for_a_person(rules) == load_rulebook(rules)


WORDS = ("recommend", "-", "--format", "json")


def test_a_second_command_says_the_same_and_nobodys_home_is_written_to(tmp_path: Path) -> None:
    home, compiled = tmp_path / "home", tmp_path / "compiled"
    home.mkdir()
    outer = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    known = outer | {"HOME": str(home), "PYTHONPYCACHEPREFIX": str(compiled)}

    def said() -> bytes:
        words = [sys.executable, "-m", "recommender", *WORDS]
        return subprocess.run(words, env=known, input=b"answers: {}", capture_output=True, check=True).stdout

    first = said()

    assert [path.suffix for path in compiled.rglob("*.rules")] == [".rules"]
    assert said() == first
    assert list(home.iterdir()) == []
