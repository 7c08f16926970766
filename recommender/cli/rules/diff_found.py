"""Everything that `recommender rules diff` has to say."""

from dataclasses import dataclass
from typing import Literal

from recommender.loading.profile import Profile
from recommender.workshop.comparing.census import Census, Met
from recommender.workshop.comparing.contrast import Comparison, Contrast, Way
from recommender.workshop.comparing.edits import Edits

State = Literal["missing", "words", "intake", "proved", "refuted", "undecided", "differs"]
"""`words`: nothing but words and grounds differs; `intake`: nothing that acts before a check-in does.

`differs`: the solver and the comparison of people contradict each other, so nothing is claimed.
"""


@dataclass(frozen=True, slots=True)
class TwoReadings:
    """Somebody whom the solver and the comparison of people read otherwise, and what either says.

    `contrast` is None where the people compared show no difference, `file` the profile where it is one.
    """

    solver: str
    profile: Profile
    contrast: Contrast | None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of every possible person; `met` is somebody who loses a limit.

    `none_laxer` and `none_stricter` say that there is proved to be nobody of that kind, `also` are people of
    either kind, and `why` is the reason for which nothing is claimed. `unsettled` is whom the state “differs”
    is about, and `named` are people whom the solver names as laxer or stricter, and who are not so here.
    `by_growth` says that a claim is not made because somebody is so by how far their weeks grow, and not by
    what a rule holds back.
    """

    state: State
    none_laxer: bool = False
    none_stricter: bool = False
    met: Met | None = None
    also: tuple[Met, ...] = ()
    why: str = ""
    unsettled: TwoReadings | None = None
    named: tuple[TwoReadings, ...] = ()
    by_growth: bool = False


@dataclass(frozen=True, slots=True)
class ProfileMet:
    """A profile under two rulebooks; None for `contrast` where both treat it the same."""

    name: str
    profile: Profile
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

    @property
    def profiles_shown(self) -> tuple[Profile, ...]:
        """Everybody who is shown as a profile."""
        readings = (self.proof.unsettled, *self.proof.named)
        return (*(met.profile for met in self.shown), *(one.profile for one in readings if one))

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
        solver = self.proof.met or any(met.contrast.loses for met in self.proof.also)
        return bool(self.census.losing or self.losing_profiles or solver)

    @property
    def finding(self) -> bool:
        """Whether somebody loses a safety limit, a law is gone, or a rule of check-ins is to be looked at."""
        return bool(self.losing or self.edits.laws.removed or self.edits.weighty_check_ins)

    @property
    def refused(self) -> bool:
        """Whether the solver was asked and could not tell, or is contradicted."""
        return self.proof.state in ("undecided", "differs")
