"""One person under changed rules: what they said, as far as it can still be said."""

from collections.abc import Mapping
from dataclasses import dataclass

from recommender.loading.profile import Given, Profile, read_answers
from recommender.model.adjustment import Role
from recommender.model.fact import Facts, Missing
from recommender.model.rule import RuleBook
from recommender.model.texts import NEUTRAL
from recommender.problem import Problems


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
    facts = profile.facts
    said: dict[str, Given] = {**facts.known, **facts.withheld}
    answers = {name: answer for name, answer in said.items() if _fits({name: answer}, book, profile.role)}
    adjustments = [change for change in profile.adjustments if _fits({}, book, profile.role, change.written)]
    whole = read_answers(
        {name: answer for name, answer in answers.items() if not isinstance(answer, Missing)},
        book,
        profile.role,
        [change.written for change in adjustments if isinstance(change.written, Mapping)],
        profile.region if profile.region in book.texts.contacts else NEUTRAL,
    )
    withheld = {name: why for name, why in facts.withheld.items() if name in answers}
    return Carried(
        Profile(Facts(whole.facts.known, withheld), whole.role, whole.region, whole.adjustments),
        tuple(name for name in said if name not in answers),
        len(profile.adjustments) - len(whole.adjustments),
    )


def _fits(answers: dict[str, Given], book: RuleBook, role: Role, adjustment: object = None) -> bool:
    try:
        read_answers(answers, book, role, [adjustment] if isinstance(adjustment, Mapping) else [])
    except Problems:
        return False
    return True
