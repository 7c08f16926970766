"""Many people under two rulebooks: how many are treated how, and the smallest person for each kind."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from recommender.loading.profile import Profile
from recommender.model.fact import Answer, Missing
from recommender.workshop.comparing.contrast import Comparison, Contrast, Way
from recommender.workshop.comparing.population import Sheet, World, as_profile, sheet_of

TRIED = 2
"""How many people of a kind are made smaller: those who answered least to begin with."""

SINGLY = 3
"""So many answers and fewer are left out one by one, and not together."""

Keeps = Callable[[Contrast | None], bool]
Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody whom the two rulebooks treat differently."""

    profile: Profile
    contrast: Contrast

    @property
    def answers(self) -> int:
        """How many questions they answered, or left open in so many words."""
        return len(sheet_of(self.profile))


@dataclass(frozen=True, slots=True)
class Census:
    """How many of so many people are treated how.

    `smallest` holds for each kind somebody of whom no answer can be left out without being of another kind
    (or of none); `loser` is such a person among those who lose a safety limit. `within` are the first who are
    laxer, stricter, or lose a limit, of those whom both rulebooks can ask everything that they answered.
    """

    many: int
    counts: Mapping[Way, int] = field(default_factory=dict)
    losing: int = 0
    smallest: Mapping[Way, Met] = field(default_factory=dict)
    loser: Met | None = None
    within: tuple[Met, ...] = ()

    @property
    def differing(self) -> int:
        """How many are treated differently."""
        return sum(self.counts.values())


def census(
    comparison: Comparison, people: Iterable[Profile], world: World, told: Told = lambda _: None
) -> Census:
    """Meets everybody; `told` hears how many so far."""
    counts, losing, number = Counter[Way](), list[Profile](), 0
    found: dict[Way, list[Profile]] = {}
    within: dict[tuple[Way, bool], Met] = {}
    for number, profile in enumerate(people, 1):
        contrast = comparison.contrast(profile)
        if contrast is not None:
            counts[contrast.way] += 1
            found.setdefault(contrast.way, []).append(profile)
            losing += [profile] if contrast.loses else []
            kind = contrast.way, contrast.loses
            if kind not in within and not comparison.beyond(profile):
                within[kind] = Met(profile, contrast)
        told(number)
    smaller_ones = _Smaller(comparison, world)
    smallest = {way: smaller_ones.of(found[way], _of_way(way)) for way in Way if way in found}
    losers = [met for met in smallest.values() if met.contrast.loses]
    least = min(losers, key=lambda met: _size(sheet_of(met.profile)), default=None)
    loser = least or (smaller_ones.of(losing, _losing) if losing else None)
    numbers = {way: counts[way] for way in Way}
    return Census(number, numbers, len(losing), smallest, loser, tuple(within.values()))


def _of_way(way: Way) -> Keeps:
    return lambda contrast: contrast is not None and contrast.way is way


def _losing(contrast: Contrast | None) -> bool:
    return contrast is not None and contrast.loses


class _Smaller:
    """Leaves answers out one by one, in the order of the vocabulary, as long as the kind stays."""

    def __init__(self, comparison: Comparison, world: World) -> None:
        self._comparison = comparison
        self._world = world
        self._wanted = {*world.vocabulary.safety(), *(world.read if world.differing else ())}

    def of(self, profiles: list[Profile], keeps: Keeps) -> Met:
        """The smallest that any of the people with the fewest answers comes down to."""
        few = sorted(profiles, key=lambda profile: len(sheet_of(profile)))[:TRIED]
        found = [self._shrunk(sheet_of(profile), keeps) for profile in few]
        sheet = min(found, key=_size)
        profile = as_profile(sheet, self._world.vocabulary)
        contrast = self._comparison.contrast(profile)
        if contrast is None:
            raise ValueError("somebody who is treated the same is nobody to make smaller")
        return Met(profile, contrast)

    def _shrunk(self, sheet: Sheet, keeps: Keeps) -> Sheet:
        """No single answer can go any more. Many go at once first: most of them matter to nobody."""

        def stays(less: Sheet) -> bool:
            return keeps(self._comparison.contrast(as_profile(less, self._world.vocabulary)))

        names = self._world.vocabulary.asked()
        for chunk in self._chunks(sheet):
            less = {name: said for name, said in sheet.items() if name not in chunk}
            sheet = less if len(less) < len(sheet) and stays(less) else sheet
        before: Sheet = {}
        while before != sheet:
            before = sheet
            for name in (name for name in names if name in before):
                sheet = self._without(name, sheet, stays)
        return sheet

    def _chunks(self, sheet: Sheet) -> Iterator[Sequence[str]]:
        """Everything that nothing wants, then halves, quarters and so on of all there is."""
        names = [name for name in self._world.vocabulary.asked() if name in sheet]
        yield [name for name in names if name not in self._wanted]
        size = len(names) // 2
        while size > SINGLY:
            yield from (names[start : start + size] for start in range(0, len(names), size))
            size //= 2

    def _without(self, name: str, sheet: Sheet, stays: Callable[[Sheet], bool]) -> Sheet:
        """The answers without this one; where it is a set that has to stay, with as few members as can be."""
        said = sheet[name]
        less = {key: answer for key, answer in sheet.items() if key != name}
        if stays(less):
            return less
        for member in self._world.vocabulary[name].answers:
            if isinstance(said, frozenset) and member in said:
                fewer: Sheet = {**sheet, name: said - {member}}
                if stays(fewer):
                    said, sheet = said - {member}, fewer
        return sheet


def _size(sheet: Sheet) -> tuple[object, ...]:
    members = sum(len(said) for said in sheet.values() if isinstance(said, frozenset))
    return len(sheet), members, [(name, _word(said)) for name, said in sheet.items()]


def _word(said: Answer | Missing) -> str:
    return " ".join(sorted(said)) if isinstance(said, frozenset) else str(said)
