"""Nothing leaves this computer: the whole program runs with the network refused, and never asks for it.

It is refused in Python (an audit hook) and below it (a library that is loaded before the C library), because
the rule engine, the database and the solver are C. Each time is written down, so that a refusal which the
program swallows shows too.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from shutil import copytree

import own_process
import pytest
from small_book import small_folder
from test_terminal import CTRL_X, F12, Terminal

from recommender.cli.arguments import COMMANDS
from recommender.cli.casebook.arguments import ACTIONS as CASEBOOK_ACTIONS
from recommender.cli.forms import FORMS
from recommender.cli.rules.arguments import ACTIONS as RULES_ACTIONS

ROOT = Path(__file__).parent.parent
REFUSING = Path(__file__).parent / "refusing"
SOMEBODY = "profiles/hypervigilant.yaml"
LOG = "profiles/logs/hypervigilant_step_back.yaml"
ON_LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux lets a test stand before the C library"
)

ABOUT_A_PERSON = (
    *(f"recommend {SOMEBODY} --format {form}" for form in FORMS if form != "ics"),
    f"recommend {SOMEBODY} --format ics --start 2030-01-31 --zone Europe/London",
    f"explain {SOMEBODY} --why minutes",
    f"explain {SOMEBODY} --why-not running",
    f"explain {SOMEBODY} --what-if sleep_quality=poor",
    f"explain {SOMEBODY} --what-would-change intensity --format json",
    f"review {SOMEBODY} --log {LOG}",
    f"today {SOMEBODY} --log {LOG} --state on_edge",
)
ABOUT_RULES = tuple(
    f"rules {words} --rules RULES"
    for words in (
        *("check", "list", "verify", "diff BEFORE --people 10", "schema", "init NEW"),
        *("test --profiles PROFILES", "coverage --profiles PROFILES", "show easy-first --profiles PROFILES"),
        "watch",  # ends by itself where standard input is a pipe without anybody at its other end
    )
)
ABOUT_CASES = (
    *(
        f"casebook add {SOMEBODY}",
        f"casebook check-in CODE --log {LOG}",
        "casebook list",
        "casebook show CODE",
    ),
    *("casebook export CODE", "casebook export CODE --deidentified", "casebook export CODE --fhir"),
    *(
        "casebook export CODE --locked --to LOCKED",
        "casebook delete CODE --yes",
        "casebook import LOCKED --new-code",
    ),
    *("casebook lock", "casebook passphrase", "casebook unlock", "casebook audit"),
)
PLAIN = f"interview --plain --profile {SOMEBODY}"
WITHOUT_A_TERMINAL = (*ABOUT_A_PERSON, *ABOUT_CASES, PLAIN, *ABOUT_RULES)
SAY_NOTHING = [
    line
    for line in ABOUT_CASES
    if line.split()[1] in ("delete", "lock", "passphrase", "unlock") or "--to" in line
]
"""On standard output; what they did is told beside it."""

HAVE_FINDINGS = {"rules verify --rules RULES": 1}
FIRST, SECOND = "six plain words about the sea\n", "six other words about the hills\n"
TYPED = {
    PLAIN: "\ng\n",
    "casebook export CODE --locked --to LOCKED": FIRST + FIRST,
    "casebook import LOCKED --new-code": FIRST,
    "casebook lock": FIRST + FIRST,
    "casebook passphrase": FIRST + SECOND + SECOND,
    "casebook unlock": SECOND,
}
"""What is typed; everywhere else, standard input is at its end."""

RUNS = """
import io, json, sys
from recommender.cli import main

code, there, nothing, ended = "", sys.stdout, sys.stdin, []
for words, typed in json.loads(sys.argv[1]):
    sys.stdin = io.TextIOWrapper(io.BytesIO(typed.encode())) if typed else nothing
    sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    end = main([code if word == "CODE" else word for word in words])
    sys.stdout.flush()
    said = sys.stdout.buffer.getvalue().decode(errors="replace")
    code = said.strip() if words[:2] == ["casebook", "add"] else code
    ended.append((end, said))
print(json.dumps(ended), file=there)
"""

TWO_SCREENS = """
import sys
from recommender.cli import main
sys.exit(main(["--profile", sys.argv[1]]) or main(["rules", "edit", "--rules", sys.argv[2]]))
"""

ASKS_PYTHON = """
import contextlib, os, socket, subprocess, urllib.request

for ask in (
    lambda: urllib.request.urlopen("http://127.0.0.1:9/"),
    lambda: socket.socket().connect(("127.0.0.1", 9)),
    lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM),
    lambda: socket.getaddrinfo("localhost", 9),
    lambda: socket.gethostbyname("localhost"),
    lambda: subprocess.run(["true"]),
    lambda: os.system("true"),
):
    with contextlib.suppress(OSError):
        ask()
socket.socketpair()
"""

# Past Python: what its audit hook cannot see.
ASKS_C = """
import ctypes

c = ctypes.CDLL(None)
print(c.socket(2, 1, 0), c.connect(0, b"\\2" + bytes(15), 16), c.getaddrinfo(b"localhost", None, None, None))
print(c.gethostbyname(b"localhost"), c.socket(1, 1, 0) > 0)
"""


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    """Where it is written down who asked for the network."""
    file = tmp_path / "asked"
    file.touch()
    return file


@pytest.fixture(scope="module")
def before_c(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The library that refuses below Python; it is built here."""
    if sys.platform != "linux":
        return ""
    library = tmp_path_factory.mktemp("refusing") / "network.so"
    build = [os.environ.get("CC", "cc"), "-shared", "-fPIC", "-o", str(library), str(REFUSING / "network.c")]
    subprocess.run(build, check=True)
    return str(library)


@pytest.fixture
def refused(asked: Path, before_c: str, tmp_path: Path) -> dict[str, str]:
    """The surroundings of a program to which the network is refused at both levels."""
    return in_python(asked) | {
        "LD_PRELOAD": before_c,
        "RECOMMENDER_CASEBOOK": str(tmp_path / "casebook"),
    }


def in_python(asked: Path) -> dict[str, str]:
    return {"PYTHONPATH": str(REFUSING), "NETWORK_ASKED": str(asked)}


# Whoever asks is found out


def test_who_asks_in_python_is_refused_and_written_down(asked: Path) -> None:
    run(ASKS_PYTHON, surroundings=in_python(asked))

    assert asked.read_text().split("\n") == [
        *("Python: urllib.Request", "Python: socket.__new__", "Python: socket.__new__"),
        *("Python: socket.getaddrinfo", "Python: socket.gethostbyname"),
        *("Python: subprocess.Popen", "Python: os.system", ""),
    ]


@ON_LINUX
def test_who_asks_below_python_is_refused_and_written_down(asked: Path, refused: dict[str, str]) -> None:
    said = run(ASKS_C, surroundings=refused)

    assert said == "-1 -1 -4\n0 True\n"
    assert asked.read_text() == "C: socket\nC: connect\nC: getaddrinfo\nC: gethostbyname\n"


# The program does not


def test_no_command_asks_for_the_network(asked: Path, refused: dict[str, str], tmp_path: Path) -> None:
    known = places(tmp_path)
    commands = [
        ([known.get(word, word) for word in line.split()], TYPED.get(line, "")) for line in WITHOUT_A_TERMINAL
    ]

    said = json.loads(run(RUNS, json.dumps(commands), surroundings=refused))

    came = dict(zip(WITHOUT_A_TERMINAL, said, strict=True))
    assert {line: end for line, (end, _) in came.items() if end != 0} == HAVE_FINDINGS
    assert [line for line, (_, text) in came.items() if not text and line not in SAY_NOTHING] == []
    assert "The first session" in came[PLAIN][1]
    assert asked.read_text() == ""


def test_no_screen_asks_for_it_either(asked: Path, refused: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-c", TWO_SCREENS, SOMEBODY, str(small_folder(tmp_path))]

    with closing(Terminal(command, **refused)) as terminal:
        terminal.until(lambda text: "at your own pace" in text)
        terminal.type(b"\rg")
        terminal.until(lambda text: "The first session" in text)
        terminal.type(F12)
        terminal.until(lambda text: "No mistakes" in text)
        terminal.type(CTRL_X)

        assert terminal.end() == 0
    assert asked.read_text() == ""


def test_every_command_there_is_was_run() -> None:
    ran = {*WITHOUT_A_TERMINAL, "rules edit"}

    assert {words.split()[0] for words in ran} == set(COMMANDS)
    assert {words.split()[1] for words in ran if words.startswith("rules ")} == set(RULES_ACTIONS)
    assert {words.split()[1] for words in ran if words.startswith("casebook ")} == set(CASEBOOK_ACTIONS)


def places(folder: Path) -> dict[str, str]:
    """What the commands speak of: a small rulebook, how it was before, a folder of nobody, and no folder."""
    rules, before, people = small_folder(folder), folder / "before", folder / "people"
    copytree(rules, before)
    people.mkdir()
    file = before / "prescription" / "all.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("minutes: 30", "minutes: 20"), encoding="utf-8")
    there = {"RULES": rules, "BEFORE": before, "PROFILES": people}
    return {
        name: str(path)
        for name, path in (there | {"NEW": folder / "new", "LOCKED": folder / "locked"}).items()
    }


def run(script: str, *arguments: str, surroundings: dict[str, str]) -> str:
    """What a script prints in an interpreter of its own."""
    words: Sequence[str] = [sys.executable, "-c", script, *arguments]
    ended = subprocess.run(
        words,
        cwd=ROOT,
        env=own_process.surroundings(**surroundings),
        input="",
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 0, ended.stderr
    return ended.stdout
