"""One person under changed rules: what they said, as far as it can still be said."""

from collections.abc import Mapping
from dataclasses import dataclass

from recommender.loading.profile import Given, Profile, adjustments_that_fit, facts_that_fit
from recommender.model.rule import RuleBook
from recommender.model.texts import NEUTRAL


@dataclass(frozen=True, slots=True)
class Carried:
    """A profile that fits a rulebook, and what of it did not: names of facts, and a number of adjustments."""

    profile: Profile
    dropped: tuple[str, ...] = ()
    adjustments_dropped: int = 0

    def labels(self, before: RuleBook) -> tuple[str, ...]:
        """What the dropped answers were about, in the words of the rulebook that knew them."""
        questions = before.texts.questions.questions
        return tuple(questions[name].label if name in questions else name for name in self.dropped)


def carried_over(profile: Profile, book: RuleBook) -> Carried:
    """The profile under another rulebook.

    An answer that the rulebook no longer knows is dropped whole, so that it counts as never asked.
    """
    said: dict[str, Given] = {**profile.facts.known, **profile.facts.withheld}
    facts, dropped = facts_that_fit(said, book, profile.role)
    written = [change.written for change in profile.adjustments if isinstance(change.written, Mapping)]
    adjustments = adjustments_that_fit(written, book, profile.role)
    region = profile.region if profile.region in book.texts.contacts else NEUTRAL
    return Carried(
        Profile(facts, profile.role, region, adjustments),
        dropped,
        len(profile.adjustments) - len(adjustments),
    )
