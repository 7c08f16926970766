"""The README is true: its commands run, and say what it shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from own_process import surroundings
from people import shipped

from recommender.loading.log import read_log
from recommender.source import Source

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    found for block in CONSOLE for found in re.findall(r"^\$ (.*(?:\n(?!\$ ).*)*)", block, re.MULTILINE)
]


def run(command: str) -> subprocess.CompletedProcess[str]:
    bin_folder = str(Path(sys.executable).parent)
    path = bin_folder + os.pathsep + os.environ["PATH"]
    return subprocess.run(  # noqa: S602 - the commands of our own README, pipes included
        command,
        shell=True,
        cwd=ROOT,
        env=surroundings(PATH=path),
        text=True,
        capture_output=True,
        check=False,
    )


def test_the_readme_shows_commands() -> None:
    assert len(COMMANDS) >= 5


@pytest.mark.parametrize("shown", COMMANDS, ids=lambda shown: shown.splitlines()[0][:60])
def test_a_command_of_the_readme_prints_the_lines_that_it_shows(shown: str) -> None:
    command, *lines = shown.splitlines()

    done = run(command)

    printed = iter((done.stdout + done.stderr).splitlines())
    wanted = [line.rstrip() for line in lines if line.strip() and line != "..."]
    missing = [line for line in wanted if not any(line == other.rstrip() for other in printed)]
    assert missing == []


def test_the_python_of_the_readme_runs() -> None:
    (program,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)

    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_rule_of_the_readme_is_a_rule_of_the_rulebook() -> None:
    (rule,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)

    shipped = (ROOT / "rules/prescription/hyperarousal.yaml").read_text(encoding="utf-8")

    assert rule in shipped


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_a_link_of_the_readme_leads_somewhere(target: str) -> None:
    assert target.startswith("https://") or (ROOT / target).exists()


CARRIED = re.findall(r"^\| ([^|]+) \| ((?:[NRIS]\d\d ?)+) \| ([a-z, -]+) \|$", README, re.MULTILINE)


@pytest.mark.parametrize(("says", "claims", "rules"), CARRIED, ids=lambda text: text[:40])
def test_each_claim_of_the_table_is_carried_by_a_rule_of_its_row(says: str, claims: str, rules: str) -> None:
    named = [shipped().rule(name) for name in rules.split(", ")]

    cited = {source for rule in named if rule for source in rule.sources}

    assert says
    assert None not in named
    assert set(claims.split()) <= cited


def test_the_table_of_claims_has_a_row_for_each_theme() -> None:
    assert len(CARRIED) >= 12


def test_the_log_of_the_readme_can_be_read() -> None:
    (log,) = re.findall(r"```yml\n(.*?)```", README, re.DOTALL)

    (entry,) = read_log(Source("README.md", log), shipped()).entries

    assert (entry.week, entry.day, entry.done, len(entry.facts.known)) == (1, 2, "yes", 14)
