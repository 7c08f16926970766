"""The rules of this program beside the same logic in other engines, with as many rules and with many more."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

import pytest
from engines import Running, Translation, translations
from engines.logic import Logic, expected, logic_of
from generated_rules import folder_with
from people import shipped, somebody
from turns import Rounds, ratio, taking_turns, tell

from recommender.inference import Inference, strata
from recommender.inference.meanings import Group, Meanings
from recommender.inference.readings import Layout
from recommender.loading import Profile, load_rulebook
from recommender.loading.profile import read_answers
from recommender.model.fact import Facts
from recommender.model.rule import RuleBook
from recommender.model.trace import States
from recommender.recommend import Recommender

OURS, UNCHECKED, WHOLE = "recommender", "recommender, unchecked", "recommender, facts to JSON"


@dataclass(frozen=True, slots=True)
class Size:
    """How many times the shipped rules, how many people they are asked about, and how often.

    `few` of them get a whole recommendation, which takes longer than any engine.
    """

    times: int
    people: int
    rounds: int
    few: int


SIZES = (Size(1, 200, 9, 50), Size(10, 60, 7, 12), Size(50, 16, 5, 4))


@dataclass(frozen=True, slots=True)
class Row:
    """One engine: microseconds a person, how many times as long as ours, how many are told otherwise."""

    microseconds: float
    ratio: float
    differing: int


@dataclass(frozen=True, slots=True)
class Beside:
    """One size: how many rules there were, how many of them fired for a person, and a row for each engine."""

    size: Size
    rules: int
    firing: float
    rows: dict[str, Row] = field(default_factory=dict)


def beside(size: Size, chosen: Iterable[Translation]) -> Beside:
    """Equal answers first, then the times. The engines are built anew, and freed at the end."""
    with rulebook(size.times) as book, Inference(book) as inference, Recommender(book) as recommender:
        logic, profiles = logic_of(book), people(book, size.people)
        tell(f"{size.times} times the rules: {len(book.rules)} rules, {size.people} people")
        engines = {one.NAME: _built(one, logic) for one in chosen}
        traces = [inference.run(profile.facts) for profile in profiles]
        wanted = [expected(trace, logic) for trace in traces]
        differing = {name: _differing(engine, profiles, wanted) for name, engine in engines.items()}
        work: dict[str, Callable[[], object]] = {OURS: partial(_each, inference.run, profiles)}
        work[UNCHECKED] = partial(_unchecked, inference, profiles)
        work |= {name: partial(_each, engine.run, profiles) for name, engine in engines.items()}
        tell("  all answers compared; the engines take turns")
        found = taking_turns(work, size.rounds)
        few = profiles[: size.few]
        work = {OURS: partial(_each, inference.run, few), WHOLE: partial(_written, recommender, few)}
        tell("  whole recommendations")
        whole = taking_turns(work, size.rounds)
    rows = {
        name: _row(found[OURS], times, size.people, differing.get(name, 0)) for name, times in found.items()
    }
    rows[WHOLE] = _row(whole[OURS], whole[WHOLE], size.few, 0)
    return Beside(size, len(book.rules), sum(len(trace.firings) for trace in traces) / size.people, rows)


def _row(ours: Rounds, times: Rounds, many: int, differing: int) -> Row:
    return Row(1e6 * median(times) / many, ratio(ours, times), differing)


def all_translations() -> tuple[Translation, ...]:
    """Every engine, and Python by hand."""
    return tuple(translations())


@contextmanager
def rulebook(times: int) -> Iterator[RuleBook]:
    """The shipped rules, with so many generated ones that there are that many times as many."""
    if times == 1:
        yield shipped()
        return
    with TemporaryDirectory() as place:
        yield load_rulebook(folder_with(Path(place), (times - 1) * len(shipped().rules)))


def people(book: RuleBook, many: int) -> list[Profile]:
    """Random people, with answers that are missing, unknown or declined among theirs."""
    drawn = [somebody(Random(seed), adjusting=False) for seed in range(many)]
    return [read_answers(person.answers, book, person.role) for person in drawn]


def _built(one: Translation, logic: Logic) -> Running:
    tell(f"  {one.NAME}")
    return one.Engine(logic)


def _differing(engine: Running, profiles: list[Profile], wanted: list[frozenset[int]]) -> int:
    """How many people are told something else than our own trace tells them."""
    asked = zip(profiles, wanted, strict=True)
    return sum(frozenset(engine.run(profile.facts)) != want for profile, want in asked)


def _each(run: Callable[..., object], profiles: list[Profile]) -> None:
    for profile in profiles:
        run(profile.facts)


def _left_nothing(meanings: Meanings, facts: Facts) -> int:
    del meanings, facts
    return 0


def _not_read(group: Group, left: int, states: States) -> bytes:
    del group, left, states
    return b""


def _engine_alone(by_engine: bytes, by_evaluator: bytes, layout: Layout) -> bytes:
    del by_evaluator, layout
    return by_engine


def _unchecked(inference: Inference, profiles: list[Profile]) -> None:
    """Inference by the engine alone: what the second evaluator adds is what is missing here."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(strata, "agreed", _engine_alone)
        patched.setattr(Meanings, "left", _left_nothing)
        patched.setattr(Group, "read", _not_read)
        _each(inference.run, profiles)


def _written(recommender: Recommender, profiles: list[Profile]) -> None:
    for profile in profiles:
        recommender.recommend_profile(profile).as_json()
