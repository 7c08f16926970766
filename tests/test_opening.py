"""The first moment, in a real terminal: painted first, loaded behind that, and left at any time."""

import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from test_terminal import F12, ROOT, Terminal, visible

from recommender.loading.home import shipped_rules

pytestmark = pytest.mark.screens

PROFILE = "profiles/hypervigilant.yaml"

# Loading goes on until a file is there; with no such file, for ever.
LOADS_SLOWLY = """
import sys, time
from pathlib import Path
from recommender.cli import main
from recommender.tui.opening import OpeningApp

usual = OpeningApp._open

def wait(app):
    while not Path(sys.argv[1]).exists():
        time.sleep(0.01)
    usual(app)

OpeningApp._open = wait
sys.exit(main(sys.argv[2:]))
"""


def slow(until: Path, *words: str, **environment: str) -> Terminal:
    return Terminal([sys.executable, "-c", LOADS_SLOWLY, str(until), *words], **environment)


def test_what_stands_there_first_is_the_title_that_it_is_opening_and_the_way_out(tmp_path: Path) -> None:
    with closing(slow(tmp_path / "never")) as terminal:
        terminal.until(lambda text: "Leave now" in text)

        assert terminal.text == "A movement programme, at your own pace It is opening. " + "─" * 76 + (
            " F12 Leave now"
        )


def test_it_speaks_in_the_voice_that_was_asked_for(tmp_path: Path) -> None:
    with closing(slow(tmp_path / "never", "--role", "clinician")) as terminal:
        terminal.until(lambda text: "A movement programme, with reasons you can check" in text)


@pytest.mark.parametrize(
    ("words", "environment"),
    [(["--ascii"], {}), ([], {"RECOMMENDER_ASCII": "1"}), ([], {"PYTHONIOENCODING": "latin-1"})],
    ids=["asked for", "for every time", "no other letters"],
)
def test_frames_and_signs_are_plain_letters_where_they_have_to_be(
    words: list[str], environment: dict[str, str]
) -> None:
    with closing(Terminal([sys.executable, "-m", "recommender", *words], **environment)) as terminal:
        terminal.until(lambda text: "Enter Start" in text)
        terminal.type(b"\rh")
        terminal.until(lambda text: "findahelpline" in text)

        assert terminal.text.isascii()
        assert terminal.written.isascii()


@pytest.mark.parametrize(
    ("words", "environment", "ground"),
    [
        ([], {}, "1b2226"),
        ([], {"RECOMMENDER_THEME": "light"}, "f1f3f0"),
        (["--theme", "contrast"], {"RECOMMENDER_THEME": "light"}, "000000"),
    ],
    ids=["dark", "light for every time", "contrast this once"],
)
def test_the_colours_are_those_that_were_asked_for(
    words: list[str], environment: dict[str, str], ground: str, tmp_path: Path
) -> None:
    with closing(slow(tmp_path / "never", *words, **environment)) as terminal:
        terminal.until(lambda text: "Leave now" in text)

        assert {cell.bg for row in terminal.screen.buffer.values() for cell in row.values()} == {ground}


@pytest.mark.parametrize("key", [F12, b"\x18", b"\x03"], ids=["f12", "ctrl+x", "ctrl+c"])
def test_leaving_waits_for_nothing_and_prints_nothing(key: bytes, tmp_path: Path) -> None:
    with closing(slow(tmp_path / "never")) as terminal:
        terminal.until(lambda text: "It is opening." in text)

        terminal.type(key)

        assert terminal.end() == 0
        assert terminal.text == ""
        assert visible(terminal.written.rpartition(b"\x1b[?1049l")[2]) == ""
        assert terminal.still_set_as_before


def test_what_is_typed_meanwhile_waits_and_acts_in_its_order(tmp_path: Path) -> None:
    with closing(slow(tmp_path / "now")) as terminal:
        terminal.until(lambda text: "It is opening." in text)
        terminal.type(b"h2b")

        (tmp_path / "now").touch()

        terminal.until(lambda text: "I am answering for myself" in text)
        terminal.type(b"h")
        terminal.until(lambda text: "Samaritans: 116 123" in text)


def test_a_mistake_in_the_rules_is_told_once_the_screen_is_restored(tmp_path: Path) -> None:
    """Also where it stands in the very texts that are painted first."""
    rules = Path(shutil.copytree(shipped_rules(), tmp_path / "rules"))
    (rules / "interview.yaml").write_text("welcome: [", encoding="utf-8")
    headless = subprocess.run(
        [sys.executable, "-m", "recommender", "recommend", PROFILE, "--rules", str(rules)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    with closing(Terminal([sys.executable, "-m", "recommender", "--rules", str(rules)])) as terminal:
        assert terminal.end() == 2

        told = terminal.written.rpartition(b"\x1b[?1049l")[2]
        assert visible(told) == visible(headless.stderr.replace("\n", "\r\n").encode())
        assert "error E101" in visible(told)
        assert terminal.still_set_as_before
