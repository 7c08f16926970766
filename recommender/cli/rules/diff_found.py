"""Everything that `recommender rules diff` has to say."""

from dataclasses import dataclass
from typing import Literal

from recommender.workshop.comparing.census import Census, Met
from recommender.workshop.comparing.contrast import Comparison, Contrast, Way
from recommender.workshop.comparing.edits import Edits

State = Literal["missing", "words", "proved", "refuted", "undecided", "differs"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of every possible person; `met` is somebody who loses a limit.

    `none_laxer` and `none_stricter` say that there is proved to be nobody of that kind, `also` are people of
    either kind, and `why` is the reason for which nothing is claimed.
    """

    state: State
    none_laxer: bool = False
    none_stricter: bool = False
    met: Met | None = None
    also: tuple[Met, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class ProfileMet:
    """A profile under two rulebooks; None for `contrast` where both treat it the same."""

    name: str
    contrast: Contrast | None
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything there is to say about two rulebooks. `unfit` is how many profiles neither could read."""

    comparison: Comparison
    edits: Edits
    profiles: tuple[ProfileMet, ...]
    unfit: int
    census: Census
    seed: int
    proof: Proof

    @property
    def shown(self) -> tuple[Met, ...]:
        """For each kind the smallest person, whoever found them; those who lose a limit first."""
        wanted = [self.census.loser, *self.census.smallest.values(), self.proof.met, *self.proof.also]
        kinds: dict[tuple[bool, Way], Met] = {}
        for met in filter(None, wanted):
            kind = (met.contrast.loses, met.contrast.way)
            if kind not in kinds or met.answers < kinds[kind].answers:
                kinds[kind] = met
        order = list(Way)
        return tuple(kinds[kind] for kind in sorted(kinds, key=lambda one: (not one[0], order.index(one[1]))))

    def named(self, met: Met) -> bool:
        """Whether it is the solver that found this person."""
        return any(met is one for one in (self.proof.met, *self.proof.also))

    @property
    def differing(self) -> tuple[ProfileMet, ...]:
        """The profiles that are treated differently."""
        return tuple(one for one in self.profiles if one.contrast)

    @property
    def losing_profiles(self) -> int:
        """How many profiles lose a safety limit."""
        return sum(one.contrast.loses for one in self.profiles if one.contrast)

    @property
    def losing(self) -> bool:
        """Whether anybody at all is known to lose a safety limit."""
        return bool(self.census.losing or self.losing_profiles or self.proof.met)
