"""Gives the person of a finding to the program itself, and looks whether it shows there as well."""

from typing import Self

from recommender.loading.profile import Profile
from recommender.model.adjustment import Role
from recommender.model.directive import Use
from recommender.model.fact import Facts, Vocabulary
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort
from recommender.planning.selection import Choices
from recommender.proving.findings import Finding
from recommender.proving.measured import measured
from recommender.proving.restraints import TOO_FEW, Restraint, measure
from recommender.recommend import Recommender


class Replayer:
    """Recommends to the people of findings, with the engine and its evaluator. Raises what they raise."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self._recommender = Recommender(book)

    def shows(self, finding: Finding) -> bool:
        """Whether the finding shows for its person; a finding without one has nothing to replay."""
        if finding.person is None:
            return True
        given = self._given(finding.person)
        if finding.kind == "contradiction":
            using = {firing.rule.id for firing, _ in given.trace.concluded(Use)}
            return set(finding.because) <= using
        if finding.kind == "gap":
            return not self._left(given, finding.missing[0].week)
        return self._lacks(finding, given)

    def _lacks(self, finding: Finding, given: Recommendation) -> bool:
        lacking = [one for one in finding.missing if not self._holds(given, one)]
        if finding.other is None:
            return bool(lacking)
        other = self._given(finding.other)
        less, more = (other, given) if finding.other_lacks else (given, other)
        return all(self._holds(more, one) and not self._holds(less, one) for one in finding.missing)

    def _holds(self, given: Recommendation, restraint: Restraint) -> bool:
        if restraint.what == TOO_FEW:
            return len(self._left(given, restraint.week)) >= restraint.amount
        return bool(measured(given, self.book, [restraint], measure(self.book)))

    def _left(self, given: Recommendation, week: int) -> list[str]:
        return Choices(given.prescription, self.book.activities)[week].possible(Effort.LIGHT)

    def _given(self, facts: Facts) -> Recommendation:
        return self._recommender.recommend_profile(
            Profile(facts, role_for(facts, self.book.vocabulary)), weeks=1
        )

    def close(self) -> None:
        """Frees the engine."""
        self._recommender.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def role_for(facts: Facts, vocabulary: Vocabulary) -> Role:
    """Who can have given these answers: a clinician, where one of them only a clinician records."""
    return "clinician" if any(vocabulary[name].clinician for name in facts.known) else "self"
