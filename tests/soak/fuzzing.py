"""Whatever a file holds, it is read or refused with a place; of what is read, engine and evaluator agree."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Literal, TypeVar

from found import Found
from mangling import as_bytes, mangled
from people import answers_to

from recommender.inference import Disagreement, EngineFault, Inference
from recommender.loading import load_profile
from recommender.loading.files import text_of
from recommender.loading.home import shipped_profiles
from recommender.loading.log import read_log
from recommender.loading.profile import Profile, read_profile
from recommender.loading.rulebook import edited_rulebook
from recommender.model.fact import Answer, Facts, Missing, Vocabulary
from recommender.model.rule import RuleBook
from recommender.problem import Problem, Problems
from recommender.recommend import Recommender
from recommender.review import Reviewer
from recommender.source import Source
from recommender.workshop.checking import Finder

T = TypeVar("T")
Kind = Literal["profiles", "logs", "rule files"]
TRIED_ON = 3
LOOKED_THROUGH = 0.2
"""The share of rulebooks in which findings are looked for as well, as `rules check` does."""

LOGGED = ("hypervigilant", "panic", "back_after_flu")


NOBODY = Profile(Facts())


class Unplaced(AssertionError):
    """A mistake that says nothing, or has no place."""


@dataclass(frozen=True)
class Fuzzer:
    """Reads texts beside one rulebook, as the commands do. What is neither read nor refused is raised.

    `now` is told every text before it is read, for whoever finds this process dead.
    """

    folder: Path
    book: RuleBook
    found: Found = field(default_factory=Found)
    now: Callable[[str, bytes], object] = lambda _name, _data: None

    def case(self, kind: Kind, seed: int) -> None:
        """The text of that kind that these dice come up with."""
        random = Random(seed)
        if kind == "rule files":
            name = random.choice(sorted(self._rules))
            self.rules(name, as_bytes(mangled([self._rules[name]], random), random), random)
        elif kind == "profiles":
            self.profile(as_bytes(mangled(self._profiles, random), random))
        else:
            data = as_bytes(mangled(self._logs, random), random)
            self.log(data, random.choice(self._somebody))

    def anywhere(self, data: bytes) -> None:
        """The same text as a profile, as the log of nobody in particular, and as a file of rules."""
        self.profile(data)
        self.log(data, NOBODY)
        self.rules("prescription/all.yaml", data, Random(0))

    def profile(self, data: bytes) -> None:
        """A profile: mistakes, or a recommendation that can be written down."""
        self._begin("profiles", "profile.yaml", data)
        profile = self._read("profiles", lambda: read_profile(source_of("profile.yaml", data), self.book))
        if profile is not None:
            self._agreed(lambda: json.dumps(self._recommender.recommend_profile(profile).as_dict()))

    def log(self, data: bytes, profile: Profile) -> None:
        """A log: mistakes, or a review for somebody."""
        self._begin("logs", "log.yaml", data)
        log = self._read("logs", lambda: read_log(source_of("log.yaml", data), self.book))
        if log is not None:
            self._agreed(lambda: self._reviewer.review(profile, log))

    def rules(self, name: str, data: bytes, random: Random) -> None:
        """One file of the rulebook: mistakes, or rules about which engine and evaluator agree."""
        self._begin("rule files", name, data)
        unsaved = {self.folder / name: data.decode("utf-8", "surrogateescape")}
        book = self._read("rule files", lambda: edited_rulebook(self.folder, unsaved, self.book))
        if book is not None and book.digest != self.book.digest:
            self._agreed(lambda: infer(book, random))
            if random.random() < LOOKED_THROUGH:
                found = self._finder.find(book, self.folder, unsaved)
                placed(found.all if found else ())

    def close(self) -> None:
        """Frees what the engine holds."""
        self._recommender.close()
        self._reviewer.close()

    def _begin(self, kind: Kind, name: str, data: bytes) -> None:
        self.found.counts[f"{kind} fuzzed"] += 1
        self.now(name, data)

    def _read(self, kind: Kind, read: Callable[[], T]) -> T | None:
        try:
            value = read()
        except Problems as problems:
            placed(problems.problems)
            return None
        self.found.counts[f"{kind} that could be read"] += 1
        return value

    def _agreed(self, infer: Callable[[], object]) -> None:
        try:
            infer()
        except (Disagreement, EngineFault) as difference:
            self.found.disagreements.append(str(difference))

    @cached_property
    def _recommender(self) -> Recommender:
        return Recommender(self.book)

    @cached_property
    def _reviewer(self) -> Reviewer:
        return Reviewer(self.book)

    @cached_property
    def _finder(self) -> Finder:
        return Finder()

    @cached_property
    def _somebody(self) -> tuple[Profile, ...]:
        return tuple(load_profile(shipped_profiles() / f"{name}.yaml", self.book) for name in LOGGED)

    @cached_property
    def _profiles(self) -> tuple[str, ...]:
        return _texts(shipped_profiles())

    @cached_property
    def _logs(self) -> tuple[str, ...]:
        return _texts(shipped_profiles() / "logs")

    @cached_property
    def _rules(self) -> dict[str, str]:
        return {
            str(path.relative_to(self.folder)): path.read_text(encoding="utf-8")
            for path in sorted(self.folder.rglob("*.yaml"))
        }


def _texts(folder: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml")))


def source_of(name: str, data: bytes) -> Source:
    """The bytes of a file as a text. Raises `Problems` where they are none."""
    problems: list[Problem] = []
    source = text_of(name, BytesIO(data), problems)
    if source is None:
        raise Problems(problems)
    return source


def placed(problems: tuple[Problem, ...]) -> None:
    """Raises `Unplaced` where a mistake says nothing, or not where it is."""
    for problem in problems:
        span = problem.span
        there = 1 <= span.line <= len(span.source.text.splitlines()) + 2 and span.column >= 1
        if not (there and problem.what and span.source.name and str(problem).startswith(str(span))):
            raise Unplaced(repr(problem)[:500])


def infer(book: RuleBook, random: Random) -> None:
    """Infers for some people at random. Raises `Disagreement` or `EngineFault`."""
    for part in book.parts:
        with Inference(part) as inference:
            for _ in range(TRIED_ON):
                inference.run(anybody(part.vocabulary, random))
    with Recommender(book) as recommender, suppress(Problems):
        json.dumps(recommender.recommend({}).as_dict())


def anybody(vocabulary: Vocabulary, random: Random) -> Facts:
    """Somebody who answered some of the questions in any way, and left others open."""
    known: dict[str, Answer] = {}
    withheld: dict[str, Missing] = {}
    for name in vocabulary.asked():
        fact = vocabulary[name]
        way = random.choice(("answered", "answered", "answered", "withheld", "left out"))
        if way == "answered":
            few = fact.kind == "set" and len(fact.answers) < 3
            known[name] = frozenset(fact.answers[:1]) if few else answers_to(fact, random)
        elif way == "withheld":
            withheld[name] = random.choice((Missing.UNKNOWN, Missing.DECLINED))
    return Facts(known, withheld)
