"""What is loaded when: each command takes only what it needs, and the first screen next to nothing.

These are the guards of a quick start. They look at what is loaded and never at a clock.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from keeping import add
from test_terminal import F12, Terminal

from recommender.casebook import open_casebook
from recommender.casebook.place import FILE
from recommender.cli.arguments import COMMANDS
from recommender.cli.casebook.arguments import ACTIONS as CASEBOOK_ACTIONS
from recommender.cli.rules.arguments import ACTIONS as RULES_ACTIONS
from recommender.loading.glimpse import glimpse
from recommender.loading.home import shipped_rules

ROOT = Path(__file__).parent.parent
HYPERVIGILANT = "profiles/hypervigilant.yaml"
LOG = "profiles/logs/hypervigilant_step_back.yaml"
SCREENS, TYPES, RULES, ENGINE = "textual", "pydantic", "yaml", "durable_rules_engine"
LARGE_WIDGETS = ("text_area", "markdown", "data_table", "tabbed_content")
HEAVY = (SCREENS, TYPES, RULES, ENGINE, "rich", "sqlite3", "platformdirs", "asyncio", "dataclasses")

# What other commands need, and a recommendation never does.
ELSEWHERE = (
    *(SCREENS, "rich", "asyncio", "sqlite3", "platformdirs", "fpdf", "icalendar", "fhir", "pyrage", "pysat"),
    *("multiprocessing", "subprocess", "concurrent.futures", "hypothesis", "logging", "unittest"),
    *("recommender.workshop", "recommender.verification", "recommender.casebook", "recommender.records"),
    *("recommender.explanation", "recommender.interview", "recommender.proving", "recommender.review"),
    *("recommender.export.calendar", "recommender.export.handout", "recommender.export.files"),
)

# What reads rules, and what pydantic takes to work out how a record is read: neither is needed where a
# rulebook was kept.
TO_READ_RULES = (
    *(f"recommender.loading.{name}" for name in ("rulebook", "rules", "checks", "invariants", "conditions")),
    *("recommender.loading.directives", "recommender.loading.adjustments", "importlib.metadata", "email"),
)

# The floors under the engine, and beside it: what they do needs no inference.
WITHOUT_ENGINE = ("source", "problem", "model", "loading", "planning")

SEVERAL = [
    *([], ["rules"], ["casebook"]),
    *([name] for name in COMMANDS if name not in ("rules", "casebook")),
    *(["rules", name] for name in RULES_ACTIONS),
    *(["casebook", name] for name in CASEBOOK_ACTIONS),
]
"""Everything that can be asked for help."""

HEADLESS = [
    ["recommend", HYPERVIGILANT],
    ["recommend", HYPERVIGILANT, "--format", "json"],
    ["explain", HYPERVIGILANT, "--why", "minutes"],
    ["explain", HYPERVIGILANT, "--what-if", "sleep_quality=good"],
    ["review", HYPERVIGILANT, "--log", LOG],
    ["today", HYPERVIGILANT, "--state", "on_edge"],
    ["rules", "check"],
    ["rules", "list", "--claims"],
    ["casebook", "list"],
]

LOADED_BY = """
import sys
from recommender.cli import main
*unwanted, commands = sys.argv[1:]
for words in commands.split(";"):
    assert main(words.split()) in (0, 1), words
    found = [name for name in unwanted if name in sys.modules]
    assert not found, f"{words} loads {found}"
"""

# Whether garbage is still collected after a command, of a process of its own and in somebody else's.
GARBAGE_AFTER = """
import gc, sys
from recommender.cli import main
whose, *words = sys.argv[1:]
sys.argv[1:] = words
assert main(*([] if whose == "own" else [words])) == 0
print("collected" if gc.isenabled() else "left")
"""

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

# Stops at the moment after the first paint at which the rest would be loaded, and writes down what is there.
STOPS_AT_THE_FIRST_PAINT = """
import sys
from pathlib import Path
from threading import Event
from recommender.cli import main
from recommender.tui.opening import OpeningApp

def stop(app):
    Path(sys.argv[1]).write_text(" ".join(sys.modules))
    Event().wait()

OpeningApp._open = stop
sys.exit(main([]))
"""


def test_importing_the_package_loads_nothing_else() -> None:
    assert fresh(LOADS_NOTHING) == "recommender\n"


def test_help_and_the_version_load_nothing_that_takes_time() -> None:
    asked = ["--version", *(" ".join([*words, "--help"]) for words in SEVERAL)]

    shown = fresh(LOADED_BY, *HEAVY, ";".join(asked))

    assert shown.count("usage: recommender") == len(asked) - 1
    assert len(asked) > 15


def test_no_command_without_a_screen_loads_textual(tmp_path: Path) -> None:
    commands = ";".join(" ".join(words) for words in HEADLESS)

    assert fresh(LOADED_BY, SCREENS, "rich", commands, casebook=tmp_path) != ""


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_recommendation_loads_only_what_it_is_made_with(form: str) -> None:
    assert fresh(LOADED_BY, *ELSEWHERE, f"recommend {HYPERVIGILANT} --format {form}") != ""


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_recommendation_from_rules_that_were_kept_loads_nothing_that_reads_rules(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RECOMMENDER_CACHE")
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    words = f"recommend {HYPERVIGILANT} --format {form}"
    first = fresh(LOADED_BY, *ELSEWHERE, words)

    assert fresh(LOADED_BY, *ELSEWHERE, *TO_READ_RULES, "shutil", words) == first


@pytest.mark.parametrize(("whose", "after"), [("own", "left"), ("another's", "collected")])
def test_garbage_is_left_to_the_end_only_where_the_process_is_the_commands_own(
    whose: str, after: str
) -> None:
    assert fresh(GARBAGE_AFTER, whose, "recommend", HYPERVIGILANT).splitlines()[-1] == after


def test_a_long_command_collects_its_garbage() -> None:
    assert fresh(GARBAGE_AFTER, "own", "rules", "schema").splitlines()[-1] == "collected"


def test_the_plain_interview_loads_no_textual() -> None:
    shown = fresh(LOADED_BY, SCREENS, "rich", "interview --plain")

    assert glimpse(shipped_rules() / "interview.yaml", "welcome", "title") in shown


def test_looking_at_what_is_kept_loads_no_engine(tmp_path: Path) -> None:
    with open_casebook(tmp_path / FILE, new=True) as casebook:
        code = add(casebook)

    shown = fresh(LOADED_BY, SCREENS, ENGINE, f"casebook show {code};casebook list", casebook=tmp_path)

    assert code in shown


def test_the_first_paint_waits_for_no_rules_no_types_and_no_engine(tmp_path: Path) -> None:
    told = tmp_path / "loaded"
    command = [sys.executable, "-c", STOPS_AT_THE_FIRST_PAINT, str(told)]

    with closing(Terminal(command)) as terminal:
        terminal.until(lambda text: "A movement programme, at your own pace" in text)
        terminal.until(lambda _: told.exists())
        terminal.type(F12)
        assert terminal.end() == 0

    loaded = set(told.read_text().split())
    assert SCREENS in loaded
    assert {TYPES, RULES, ENGINE, "sqlite3", "recommender.interview.controller"} & loaded == set()
    assert {f"textual.widgets._{name}" for name in LARGE_WIDGETS} & loaded == set()


def test_only_the_terminal_interface_loads_textual() -> None:
    below = [module for module in modules() if not within(module, ["tui"])]

    assert fresh(LOADS_NONE, SCREENS, *below) == ""


def test_floors_that_do_not_infer_do_not_load_the_engine() -> None:
    strangers = [module for module in modules() if within(module, WITHOUT_ENGINE)]

    assert fresh(LOADS_NONE, ENGINE, *strangers) == ""


def test_the_house_is_seen_by_these_tests() -> None:
    """A guard that finds no module would pass everything."""
    assert {"recommender", "recommender.source", "recommender.cli", "recommender.tui"} <= set(modules())


@pytest.mark.parametrize("line", ["title: Calm", "title: 'Calm'", 'title: "Calm"', "title:   Calm  "])
def test_a_text_on_one_line_is_read_without_reading_the_file_properly(line: str, tmp_path: Path) -> None:
    file = tmp_path / "interview.yaml"
    file.write_text(f"# A note\nrole:\n  title: Other\nwelcome:\n  more:\n    title: Inner\n  {line}\n")

    assert glimpse(file, "welcome", "title") == "Calm"
    assert glimpse(file, "welcome", "more", "title") == "Inner"


@pytest.mark.parametrize(
    "text", ["welcome:\n  title: >-\n    Long\n", "welcome: [", "welcome:\n  title: &x A\n", "", "welcome:\n"]
)
def test_a_text_that_needs_more_reading_is_left_to_it(text: str, tmp_path: Path) -> None:
    file = tmp_path / "interview.yaml"
    file.write_text(text)

    assert glimpse(file, "welcome", "title") == ""
    assert glimpse(tmp_path / "nothing.yaml", "welcome", "title") == ""


def modules() -> list[str]:
    """The modules of the package, by their files; __main__ is a program, so it is not one of them."""
    files = sorted((ROOT / "recommender").rglob("*.py"))
    parts = [path.relative_to(ROOT).with_suffix("").parts for path in files if path.name != "__main__.py"]
    return sorted(".".join(part for part in names if part != "__init__") for names in parts)


def within(module: str, floors: Iterable[str]) -> bool:
    return any(f"{module}.".startswith(f"recommender.{floor}.") for floor in floors)


def fresh(script: str, *arguments: str, casebook: Path | None = None) -> str:
    """What a script prints in an interpreter of its own."""
    words: Sequence[str] = [sys.executable, "-c", script, *arguments]
    where = {"RECOMMENDER_CASEBOOK": str(casebook)} if casebook else {}
    run = subprocess.run(
        words, cwd=ROOT, env=os.environ | where, input="", capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stderr
    return run.stdout
