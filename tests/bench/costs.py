"""What a start, a rulebook and an engine cost: processor time beside bare imports and parsing, and memory."""

import gc
import os
import pickle
import sys
from collections.abc import Callable, Mapping
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from shutil import copytree
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory

import yaml
from beside import OURS, people, rulebook
from engines import BY_HAND, OTHERS, translations
from engines.logic import Logic, logic_of
from turns import Rounds, taking_turns, tell

from recommender.inference import Inference
from recommender.loading import load_rulebook
from recommender.loading.home import shipped_rules
from recommender.model.fact import Facts
from recommender.model.rule import RuleBook

ROOT = Path(__file__).parents[2]
FILES = (*OTHERS, *BY_HAND)
ROUNDS = 9
IMPORTS = "import pydantic, yaml"
IN_USE = f"{IMPORTS}; pydantic.create_model('One', number=(int, ...))"
"""Pydantic loads most of itself with the first model only."""

PROFILE = "profiles/hypervigilant.yaml"
ANEW = "recommender recommend, anew"
COMMANDS: Mapping[str, tuple[str, ...]] = {
    IMPORTS: ("-c", IMPORTS),
    "the same, and one model": ("-c", IN_USE),
    "recommender recommend": ("-m", "recommender", "recommend", PROFILE),
    ANEW: ("-m", "recommender", "recommend", PROFILE),
    "recommender --help": ("-m", "recommender", "--help"),
    "recommender rules check": ("-m", "recommender", "rules", "check"),
}


def starts() -> dict[str, Rounds]:
    """Seconds of processor time from the start of each command to its end.

    All are as at their second start: Python has compiled every module, and the shipped rulebook was kept.
    `ANEW` is what a recommendation takes where the rules are read from their files.
    """
    tell("commands beside bare imports")
    found: dict[str, Rounds] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS + 1):
        for name, words in COMMANDS.items():
            found[name].append(_taken(words, _at_home(anew=name == ANEW)))
    return {name: times[1:] for name, times in found.items()}  # the first round fills the caches


def _at_home(*, anew: bool) -> dict[str, str]:
    """The environment as a person has it."""
    here = {name: said for name, said in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return here | {"RECOMMENDER_CACHE": "off" if anew else "on"}


def _taken(words: tuple[str, ...], environment: dict[str, str]) -> float:
    program = Popen([sys.executable, *words], cwd=ROOT, stdout=DEVNULL, stderr=DEVNULL, env=environment)
    _, _, used = os.wait4(program.pid, 0)
    program.returncode = 0
    return used.ru_utime + used.ru_stime


def loads() -> dict[str, Rounds]:
    """Seconds of processor time for loading the shipped rules, and for parsing the same YAML with libyaml."""
    tell("loading beside parsing")
    with TemporaryDirectory() as place:
        copies = iter([copytree(shipped_rules(), Path(place) / str(number)) for number in range(ROUNDS)])
        texts = [path.read_text(encoding="utf-8") for path in shipped_rules().rglob("*.yaml")]
        work: dict[str, Callable[[], object]] = {
            "parse": lambda: [yaml.load(text, yaml.CSafeLoader) for text in texts],
            "load": lambda: load_rulebook(next(copies)),
        }
        return taking_turns(work, ROUNDS)


def memory(times: int, many: int) -> dict[str, float]:
    """Megabytes by which a process of its own grows that builds an engine and asks it about some people."""
    tell(f"memory, {times} times the rules")
    with rulebook(times) as book:
        facts = [profile.facts for profile in people(book, many)]
        own = pickle.dumps((book, facts))
        other = pickle.dumps((logic_of(book), facts))
    found = {OURS: _grown(_our_own, own)}
    for file, one in zip(FILES, translations(), strict=True):
        found[one.NAME] = _grown(partial(_other, file), other)
    return found


def _our_own(book: RuleBook) -> Callable[[Facts], object]:
    return Inference(book).run


def _other(file: str, logic: Logic) -> Callable[[Facts], object]:
    return next(translations((file,))).Engine(logic).run


def _grown(build: Callable[..., Callable[[Facts], object]], given: bytes) -> float:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_grow, args=(build, given, theirs))
    process.start()
    grown: float = ours.recv()
    process.join()
    return grown


def _grow(build: Callable[..., Callable[[Facts], object]], given: bytes, told: Connection) -> None:
    rules, facts = pickle.loads(given)  # noqa: S301 - from the process that started this one
    gc.collect()
    before = _resident()
    run = build(rules)
    for one in facts:
        run(one)
    gc.collect()
    told.send((_resident() - before) / 1e6)


def _resident() -> int:
    """Bytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
