"""What comes out for the answers as they are, worked out once for as long as they stay."""

from recommender.inference import Disagreement, EngineFault
from recommender.loading.profile import Profile
from recommender.model.recommendation import Recommendation
from recommender.recommend import Recommender

Result = Recommendation | Disagreement | EngineFault


class Results:
    """Remembers the last result, so that going back and forth costs nothing."""

    def __init__(self, recommender: Recommender) -> None:
        self.recommender = recommender
        self._last: tuple[Profile, Result] | None = None

    def of(self, profile: Profile) -> Result:
        """What comes out; the disagreement or the fault where nothing is to be trusted."""
        if self._last is None or self._last[0] != profile:
            self._last = profile, self._made(profile)
        return self._last[1]

    def _made(self, profile: Profile) -> Result:
        try:
            return self.recommender.recommend_profile(profile)
        except (Disagreement, EngineFault) as error:
            return error
