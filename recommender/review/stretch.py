"""An earlier version of somebody's answers, and the weeks of a log that were lived under it."""

from dataclasses import dataclass

from recommender.loading.profile import Profile


@dataclass(frozen=True, slots=True)
class Stretch:
    """The weeks up to `until_week`, from the one after the stretch before it."""

    profile: Profile
    until_week: int
