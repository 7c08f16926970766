"""How the house is kept: small files, short functions, pinned packages, and no floor that wakes another."""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "recommender").rglob("*.py"))
LOCKS = sorted(ROOT.glob("*.lock"))

# The floors under the engine, and beside it: what they do needs no inference.
WITHOUT_ENGINE = ("source", "problem", "model", "loading", "planning")

LOADS_NONE = """
import importlib, sys
unwanted, *modules = sys.argv[1:]
for module in modules:
    importlib.import_module(module)
    assert unwanted not in sys.modules, f"{module} loads {unwanted}"
"""

LOADS_NOTHING = """
import sys
before = set(sys.modules)
import recommender
print(*sorted(set(sys.modules) - before))
"""


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


def test_there_is_a_lock_for_building_for_running_and_for_developing() -> None:
    assert [lock.name for lock in LOCKS] == [
        "requirements-build.lock",
        "requirements-dev.lock",
        "requirements.lock",
    ]


def test_importing_the_package_loads_nothing_else() -> None:
    assert fresh(LOADS_NOTHING) == "recommender\n"


def test_only_the_terminal_interface_loads_textual() -> None:
    below = [module for module in modules() if not within(module, ["tui"])]

    assert fresh(LOADS_NONE, "textual", *below) == ""


def test_floors_that_do_not_infer_do_not_load_the_engine() -> None:
    strangers = [module for module in modules() if within(module, WITHOUT_ENGINE)]

    assert fresh(LOADS_NONE, "durable_rules_engine", *strangers) == ""


def test_the_house_is_seen_by_these_tests() -> None:
    """A guard that finds no module would pass everything."""
    assert {"recommender", "recommender.source", "recommender.cli", "recommender.tui"} <= set(modules())


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Every function of a file, by its place, with its number of lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            last = node.end_lineno or node.lineno
            yield f"{place(path)}:{node.lineno} {node.name}", last - node.lineno + 1


def modules() -> list[str]:
    """The modules of the package, by their files; __main__ is a program, so it is not one of them."""
    parts = [path.relative_to(ROOT).with_suffix("").parts for path in FILES if path.name != "__main__.py"]
    return sorted(".".join(part for part in names if part != "__init__") for names in parts)


def within(module: str, floors: Iterable[str]) -> bool:
    return any(f"{module}.".startswith(f"recommender.{floor}.") for floor in floors)


def fresh(script: str, *arguments: str) -> str:
    """What a script prints in an interpreter of its own."""
    run = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stderr
    return run.stdout
