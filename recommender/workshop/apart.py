"""Rules from outside are built in a process of their own first: a crash or a hang there is a message.

What the engine is given was checked before, so that neither is known to happen. But the engine and the YAML
library are C, and what goes wrong in C takes the whole program with it.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from traceback import walk_tb
from typing import TypeAlias

from recommender.inference import Disagreement, EngineFault, Inference
from recommender.loading.files import Unsaved, shown
from recommender.loading.rulebook import as_written, edited_rulebook, load_rulebook
from recommender.model.fact import Facts
from recommender.model.rule import RuleBook
from recommender.problem import Problem, Problems, unreadable
from recommender.workshop.checking import Checked
from recommender.workshop.elsewhere import Ended, elsewhere

LEAST_SECONDS = 15.0
BYTES_A_SECOND = 50_000
"""Of rule files; on any computer of the last ten years they are read at ten times this rate."""

ADVICE = "The file that was edited last is the first to look at: put back as it was, does this stay?"

Build: TypeAlias = Callable[[], RuleBook]
Written: TypeAlias = Iterable[tuple[str, int, int, int]]
Answer: TypeAlias = RuleBook | tuple[Problem, ...] | str
"""A rulebook, the mistakes for which there is none, or in words how it ended otherwise."""


def load_apart(folder: Path) -> RuleBook:
    """As `load_rulebook`, by another process; the same files are tried there once.

    Raises `Problems`, also where that process did not end or not well, and `NoProcess` where there is none.
    """
    return _loaded(folder, shown(folder), tuple(as_written(folder)))


def check_apart(folder: Path, unsaved: Unsaved, running: RuleBook) -> Checked:
    """As `check`, by another process. Raises `NoProcess` where there is none."""
    build = partial(edited_rulebook, folder, dict(unsaved), running)
    try:
        return Checked(built_apart(build, folder, seconds_for(as_written(folder))))
    except Problems as problems:
        return Checked(None, problems.problems)


@lru_cache(maxsize=4)
def _loaded(folder: Path, named: str, written: tuple[tuple[str, int, int, int], ...]) -> RuleBook:
    del named
    return built_apart(partial(load_rulebook, folder), folder, seconds_for(written))


def seconds_for(written: Written) -> float:
    """How long it is waited for these files."""
    return LEAST_SECONDS + sum(size for _, _, _, size in written) / BYTES_A_SECOND


def built_apart(build: Build, folder: Path, seconds: float) -> RuleBook:
    """The rulebook of that folder that `build` gives in another process, where it is compiled too.

    Raises `Problems`: those of the rules, or that nothing came of it within so many seconds.
    """
    try:
        answer = elsewhere(partial(_built, build), seconds)
    except Ended as ended:
        answer = str(ended)
    if isinstance(answer, RuleBook):
        return answer
    if isinstance(answer, tuple):
        raise Problems(answer)
    raise Problems([unreadable(shown(folder), f"reading these rules {answer}; they are not used", ADVICE)])


def _built(build: Build) -> Answer:
    try:
        book = build()
        for part in book.parts:
            with Inference(part) as inference, suppress(Disagreement):  # that one is told where it matters
                inference.run(Facts())
    except Problems as problems:
        return problems.problems
    except EngineFault as fault:
        return f"ended with a fault of the engine ({fault})"
    except Exception as error:  # noqa: BLE001 - whatever it is, the first process tells it, and not this one
        return f"ended with a fault of this program ({type(error).__name__} {_place(error)})"
    return book


def _place(error: Exception) -> str:
    """Where it was raised."""
    *_, (frame, line) = walk_tb(error.__traceback__)
    return f"in {Path(frame.f_code.co_filename).name}, line {line}"
