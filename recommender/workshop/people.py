"""The people of a folder of profiles, each held against what their profile expects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from recommender.export.text import as_text
from recommender.loading.files import read_file, shown
from recommender.loading.profile import Profile, read_profile
from recommender.loading.yaml_tree import Table, parse
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.model.trace import Trace
from recommender.model.written import Plain
from recommender.problem import Code, Problem, Problems, unreadable
from recommender.recommend import LONGEST, WEEKS, Recommender
from recommender.source import Source, Span
from recommender.verification.expectations import RULES_NAMED_IN, Miss, listed, misses
from recommender.workshop.check_ins import check_in_misses


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person of a folder: `places` says where each key under `expected` stands."""

    name: str
    source: Source = field(repr=False)
    profile: Profile = field(repr=False)
    expected: Mapping[str, Plain] = field(repr=False)
    places: Mapping[str, Span] = field(repr=False)

    @property
    def weeks(self) -> int:
        """For how many weeks the profile asks."""
        said = str(self.expected.get("weeks", WEEKS))
        return int(said) if said.isdigit() and 1 <= int(said) <= LONGEST else WEEKS


@dataclass(frozen=True, slots=True)
class Held:
    """One person, what they are given, and what was expected and did not come out."""

    somebody: Somebody
    given: Recommendation
    missed: tuple[Miss, ...] = ()

    @property
    def trace(self) -> Trace:
        """What the rules concluded about this person."""
        return self.given.trace

    @property
    def problems(self) -> tuple[Problem, ...]:
        """One mistake for each expectation that does not hold, however much of it is missed."""
        found: dict[str, list[str]] = {}
        for miss in self.missed:
            found.setdefault(miss.key, []).append(miss.what)
        return tuple(_problem(key, what, self.somebody) for key, what in found.items())


def people_of(folder: Path, book: RuleBook) -> tuple[Somebody, ...]:
    """Everybody in a folder, by name. Raises `Problems` with every mistake in every profile."""
    if not folder.is_dir():
        raise Problems([unreadable(shown(folder), "there is no such folder of profiles")])
    problems: list[Problem] = []
    found = [_read(path, book, problems) for path in sorted(folder.glob("*.yaml"))]
    if problems:
        raise Problems(problems)
    return tuple(one for one in found if one is not None)


def people_that_fit(folder: Path, book: RuleBook) -> tuple[Somebody, ...]:
    """Everybody in a folder whose answers these rules know, and of whose expectations they know some rule."""
    found = [_read(path, book, []) for path in sorted(folder.glob("*.yaml"))]
    return tuple(one for one in found if one is not None and _knows(book, one))


def _knows(book: RuleBook, somebody: Somebody) -> bool:
    return any(book.rule(name) for name in listed(somebody.expected, *RULES_NAMED_IN))


def held(somebody: Somebody, recommender: Recommender) -> Held:
    """The person with their recommendation. Raises `Disagreement` or `EngineFault`."""
    given = recommender.recommend_profile(somebody.profile, somebody.weeks)
    return Held(somebody, given, tuple(missed(somebody, given, recommender.book)))


def missed(somebody: Somebody, given: Recommendation, book: RuleBook) -> Iterator[Miss]:
    """What was expected of this person and does not come out, as soon as it is found."""
    yield from misses(somebody.expected, given, book, lambda: as_text(given, book))
    yield from check_in_misses(somebody.expected, book)


def _read(path: Path, book: RuleBook, problems: list[Problem]) -> Somebody | None:
    source = read_file(path, problems)
    if source is None:
        return None
    try:
        profile = read_profile(source, book)
    except Problems as found:
        problems.extend(found.problems)
        return None
    if not isinstance(profile.expected, Mapping):
        what = "“expected” is a list of lines “word: value”"
        problems.append(Problem(Code.WRONG_SHAPE, what, _place_of_expected(source)))
        return None
    return Somebody(path.stem, source, profile, profile.expected, _places(source))


def _place_of_expected(source: Source) -> Span:
    whole = parse(source, [])
    key = whole.key("expected") if isinstance(whole, Table) else None
    return key.span if key else Span(source)


def _places(source: Source) -> dict[str, Span]:
    whole = parse(source, [])
    expected = whole.get("expected") if isinstance(whole, Table) else None
    return {key.value: key.span for key, _ in expected} if isinstance(expected, Table) else {}


def _problem(key: str, what: list[str], somebody: Somebody) -> Problem:
    place = somebody.places.get(key, Span(somebody.source))
    said = f"{key}: {'; '.join(what)}"
    return Problem(Code.EXPECTED_OTHERWISE, said, place, f"profile “{somebody.name}”")
