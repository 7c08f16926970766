"""What became of every claim: the rules, numbers, texts, activities and guards that carry it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from recommender.loading.said import Said
from recommender.model.parameters import Hour, Parameter, Turns
from recommender.model.rule import Origin, RuleBook
from recommender.model.written import Written
from recommender.problem import Code, Problem, nearest, same_number
from recommender.source import Source, Span

CLAIM = "claim"
SORTS = ("rules", "numbers", "texts", "activities", "guards")
"""The sorts of homes that a claim may have, several at once."""

OUR_OWN = ("sources.", "plan.")
"""Paths of texts that state a claim or a number, and so cannot be a home of it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, or a reference, and its homes; a home that names nothing is not one."""

    id: str
    origin: Origin
    homes: Mapping[str, tuple[str, ...]]
    """The names of its homes, by their sort; each sort is there, and may be empty."""

    @property
    def housed(self) -> bool:
        """Whether something became of it; a reason for not using it counts."""
        return bool(self.origin.home.not_used) or any(self.homes.values())


def claims(book: RuleBook, texts: Iterable[Said]) -> tuple[Claim, ...]:
    """The claims of the articles, in the order of the file."""
    return tuple(row for row in _rows(book, _paths(texts)) if row.origin.kind == CLAIM)


def homeless(book: RuleBook, texts: Iterable[Said], places: Mapping[str, Span]) -> tuple[Problem, ...]:
    """One problem for each claim or reference without a home, and each home or source that is not there."""
    paths = _paths(texts)
    problems = [
        *(problem for row in _rows(book, paths) for problem in _of_row(row, places)),
        *_dangling_homes(book, paths, places),
        *_dangling_sources(book, places),
    ]
    return tuple(problems)


def _paths(texts: Iterable[Said]) -> frozenset[str]:
    """Every path that names a text or a whole branch of texts."""
    found = [text.path.split(".") for text in texts if not text.path.startswith(OUR_OWN)]
    return frozenset(".".join(keys[: length + 1]) for keys in found for length in range(len(keys)))


def _rows(book: RuleBook, paths: frozenset[str]) -> Iterator[Claim]:
    numbers = dict(numbers_of(book))
    rules = {rule.id: rule.sources for rule in book.every_rule}
    guards = {name: guard.sources for name, guard in book.guards.items()}
    for name, origin in book.origins.items():
        homes = (
            _citing(name, rules),
            _citing(name, numbers),
            tuple(path for path in origin.home.text if path in paths),
            tuple(activity for activity in origin.home.activities if activity in book.activities),
            _citing(name, guards),
        )
        yield Claim(name, origin, dict(zip(SORTS, homes, strict=True)))


def _citing(origin: str, cited: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(name for name, sources in cited.items() if origin in sources)


def numbers_of(book: RuleBook) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every number of the plan, by its path (“today.on_edge.minutes”), with the sources it cites."""
    return _numbers(book.parameters, ())


def _numbers(record: Written, path: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, value in record:
        if isinstance(value, Parameter | Turns | Hour):
            yield ".".join((*path, name)), value.sources
        elif isinstance(value, Written):
            yield from _numbers(value, (*path, name))


def _of_row(row: Claim, places: Mapping[str, Span]) -> Iterator[Problem]:
    home, about = row.origin.home, f"{row.origin.kind} “{row.id}”"
    where = _place(places, f"sources.{row.id}")
    if not (row.housed or home.text or home.activities):
        what = f"no rule, number or guard cites “{row.id}”, and it has no home of its own"
        help_ = "“home” takes “text”, “activities”, or “not_used” with the reason."
        yield Problem(Code.HOMELESS, what, where, about, help=help_)
    elif home.not_used and (used := [name for names in row.homes.values() for name in names]):
        what = f"“{row.id}” is said not to be used, and it is: in {', '.join(used)}"
        yield Problem(Code.NOT_USED_YET_USED, what, where, about)


def _dangling_homes(book: RuleBook, paths: frozenset[str], places: Mapping[str, Span]) -> Iterator[Problem]:
    for name, origin in book.origins.items():
        about = f"{origin.kind} “{name}”"
        for number, path in enumerate(origin.home.text, 1):
            if path not in paths:
                where = _place(places, f"sources.{name}.home.text.{number}")
                what = f"“{path}” names no text"
                yield Problem(Code.UNKNOWN_NAME, what, where, about, suggestion=nearest(path, sorted(paths)))
        for number, activity in enumerate(origin.home.activities, 1):
            if activity not in book.activities:
                where = _place(places, f"sources.{name}.home.activities.{number}")
                what, near = f"“{activity}” is not an activity", nearest(activity, book.activities)
                yield Problem(Code.UNKNOWN_NAME, what, where, about, tuple(book.activities), near)


def _dangling_sources(book: RuleBook, places: Mapping[str, Span]) -> Iterator[Problem]:
    citing = [
        *((f"plan.{name}", f"number “{name}”", sources) for name, sources in numbers_of(book)),
        *((f"language.{name}", f"guard “{name}”", guard.sources) for name, guard in book.guards.items()),
    ]
    for path, about, sources in citing:
        for number, source in enumerate(sources, 1):
            if source not in book.origins:
                where = _place(places, f"{path}.sources.{number}")
                what, near = (
                    f"“{source}” is not in sources.yaml",
                    nearest(source, same_number(source, book.origins)),
                )
                yield Problem(Code.UNKNOWN_NAME, what, where, about, tuple(book.origins), near)


def _place(places: Mapping[str, Span], path: str) -> Span:
    """Where that was written; the head of its file, should it have been edited since."""
    return places.get(path, Span(Source(f"{path.partition('.')[0]}.yaml", "")))
