"""How the house is kept: small files, short functions, pinned packages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "recommender").rglob("*.py"))
LOCKS = sorted(ROOT.glob("*.lock"))


def test_no_file_is_taller_than_300_lines() -> None:
    heights = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}

    assert [f"{place(path)} has {height} lines" for path, height in heights.items() if height > 300] == []


def test_no_function_is_longer_than_40_lines() -> None:
    lengths = {function: length for path in FILES for function, length in functions(path)}

    assert [f"{function} has {length} lines" for function, length in lengths.items() if length > 40] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_each_package_by_its_hash(lock: Path) -> None:
    packages = lock.read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    pinned = [package for package in packages if package and not package.lstrip().startswith("#")]

    assert pinned
    assert [package for package in pinned if "==" not in package or "--hash=sha256:" not in package] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_address_so_that_any_registry_can_serve_it(lock: Path) -> None:
    assert "://" not in lock.read_text(encoding="utf-8")


def test_there_is_a_lock_for_each_thing_that_is_installed_for() -> None:
    assert [lock.name for lock in LOCKS] == [
        "requirements-bench.lock",
        "requirements-build.lock",
        "requirements-dev.lock",
        "requirements-soak.lock",
        "requirements.lock",
    ]


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Every function of a file, by its place, with its number of lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            last = node.end_lineno or node.lineno
            yield f"{place(path)}:{node.lineno} {node.name}", last - node.lineno + 1
