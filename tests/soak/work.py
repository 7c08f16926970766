"""The tasks of a long run, each for a process of its own."""

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Literal

import endurance
from apart_tasks import Say
from found import Found
from fuzzing import Fuzzer, Kind, anybody
from hypothesis import HealthCheck, given, seed, settings
from random_rules import random_rules
from small_book import small_folder
from yamlish import TREES
from year_tally import look_at

from recommender.inference import Disagreement, EngineFault, Inference
from recommender.loading import load_rulebook
from recommender.loading.home import shipped_profiles, shipped_rules
from recommender.model.rule import RuleBook
from recommender.model.scale import Stratum

HERE = Path(__file__).parent
EVERY = 1_000
RULES, PEOPLE = 60, 12
"""How many rules nobody wrote make a rulebook, and for how many people it is tried."""

TOO_SLOW = 20.0
"""Seconds after which a single text counts as a hang."""

EXPLORED = "texts that look like YAML"
What = Literal["profiles and logs", "shipped rules", "small rules"]
KINDS: dict[What, tuple[Kind, ...]] = {
    "profiles and logs": ("profiles", "logs"),
    "shipped rules": ("rule files",),
    "small rules": ("rule files",),
}
EXECUTED = re.compile(r"number_of_executed_units: *(\d+)")
NO_ATHERIS = "the YAML walk guided by coverage, as the package “atheris” is not installed"


def recommend(say: Say, _now: Path, many: int, seed: int) -> Found:
    """Very many recommendations in one process."""

    def told(number: int) -> None:
        if number % EVERY == 0:
            say(f"{number:,} of {many:,}")

    return endurance.recommend_to_many(load_rulebook(), many, seed, told)


def threads_and_rulebooks(say: Say, _now: Path, people: int, rulebooks: int, seed: int) -> Found:
    """Several threads at once, and rulebooks that come and go."""
    found = endurance.recommend_from_threads(load_rulebook(), people, seed)
    say("threads are done")
    found.add(endurance.open_and_close(load_rulebook(), rulebooks))
    return found


def fuzz(say: Say, now: Path, seconds: float, number: int, what: What) -> Found:
    """Files in which a hand slipped, for so long.

    Profiles and logs, and the shipped rules, are read beside the shipped rules; the small rulebook of tests,
    which is read sooner, by itself.
    """
    random, until = Random(number), time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        rules = small_folder(Path(folder)) if what == "small rules" else shipped_rules()
        fuzzer = Fuzzer(rules, load_rulebook(rules), now=lambda name, data: _note(now, name, data))
        cases = 0
        while time.monotonic() < until:
            kind, dice = random.choice(KINDS[what]), random.getrandbits(48)
            _one(fuzzer.found, f"{what}: {kind} {dice}", partial(fuzzer.case, kind, dice))
            cases += 1
            if cases % 20 == 0:
                say(f"{cases:,} texts")
        fuzzer.close()
    return fuzzer.found


def explore(_say: Say, now: Path, many: int, number: int) -> Found:
    """Texts that look like YAML, as Hypothesis thinks of them, read as whatever can be read."""
    with tempfile.TemporaryDirectory() as folder:
        rules = small_folder(Path(folder))
        fuzzer = Fuzzer(rules, load_rulebook(rules), now=lambda name, data: _note(now, name, data))

        @seed(number)
        @settings(max_examples=many, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(TREES)
        def look(text: str) -> None:
            fuzzer.anywhere(text.encode("utf-8", "surrogatepass"))

        _one(fuzzer.found, EXPLORED, look)
        fuzzer.close()
    return fuzzer.found


def rulebooks(say: Say, _now: Path, many: int, number: int) -> Found:
    """Rulebooks of rules that nobody wrote, each for some people."""
    found, random, book = Found(), Random(number), load_rulebook()
    for made in range(many):
        dice = random.getrandbits(48)
        rules = random_rules(Random(dice), RULES)
        if made % 2:  # nobody is referred, so that the other strata are read as well
            rules = tuple(rule for rule in rules if rule.stratum is not Stratum.SCREENING)
        _one(found, f"rulebook {dice}", partial(_agreed, replace(book, rules=rules), Random(dice), found))
        if made % 10 == 0:
            say(f"{made:,} of {many:,}")
    found.counts["rulebooks of random rules"] = many
    return found


def _agreed(book: RuleBook, random: Random, found: Found) -> None:
    try:
        with Inference(book) as inference:
            for _ in range(PEOPLE):
                inference.run(anybody(book.vocabulary, random))
    except (Disagreement, EngineFault) as difference:
        found.disagreements.append(str(difference))


def _note(now: Path, name: str, data: bytes) -> None:
    now.write_bytes(name.encode() + b": " + data)


def _one(found: Found, name: str, case: Callable[[], None]) -> None:
    began = time.monotonic()
    try:
        case()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is counted, and the rest goes on
        found.crashes.append(f"{name}: {type(error).__name__}: {str(error)[:300]}")
    if name != EXPLORED and (took := time.monotonic() - began) > TOO_SLOW:
        found.crashes.append(f"{name}: took {took:.0f} seconds")


def walk_yaml(say: Say, _now: Path, seconds: int) -> Found:
    """The walk over YAML, guided by what of it was reached before; skipped where atheris is not there."""
    if importlib.util.find_spec("atheris") is None:
        return Found(skipped=[NO_ATHERIS])
    with tempfile.TemporaryDirectory() as corpus:
        begun = (str(shipped_rules() / stratum) for stratum in Stratum)
        walk = [sys.executable, str(HERE / "yaml_walk.py"), f"-max_total_time={seconds}"]
        command = [*walk, corpus, str(shipped_profiles()), *begun]
        limits = ["-print_final_stats=1", "-max_len=4096", "-timeout=10", f"-artifact_prefix={corpus}/"]
        with subprocess.Popen(
            [*command, *limits], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=os.environ
        ) as process:
            said = _listened(process, say)
    return _walked(said, process.returncode)


def _listened(process: "subprocess.Popen[str]", say: Say) -> list[str]:
    lines: list[str] = []
    for line in process.stderr or ():
        lines.append(line)
        say(f"{len(lines):,} steps")
    return lines


def _walked(said: list[str], code: int) -> Found:
    found = Found()
    number = EXECUTED.search("".join(said))
    found.counts["texts walked as YAML, guided by coverage"] = int(number[1]) if number else 0
    if code:
        told = [line.strip() for line in said if "Error" in line or "ERROR" in line or "Exception" in line]
        found.crashes.append(f"the YAML walk ended with {code}: {' | '.join(told[:3])}")
    return found


def years(_say: Say, _now: Path, drawn: str, numbers: range) -> Found:
    """The years of some people, held against every law."""
    tally = look_at(drawn, numbers)
    found = Found(breaches=tally.breaches)
    found.counts["years of check-ins"] = tally.counts["people"]
    found.counts["weeks of check-ins"] = tally.counts["weeks"]
    found.counts["laws held against a year"] = tally.counts["laws checked"]
    found.counts.update({f"  that come to {decision}": many for decision, many in tally.decisions.items()})
    return found
