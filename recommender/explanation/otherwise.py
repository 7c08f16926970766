"""What would change a part: the smallest sets of answers which, thought otherwise, bring it in or out.

For each set that is named there was a recommendation, by engine and evaluator as everywhere, and its outcome
gives no less. The search is bounded, and says so when it ends without a find.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from recommender.explanation.between import adjusted, beyond, openings
from recommender.explanation.changeable import Nature
from recommender.explanation.changes import thought_otherwise
from recommender.explanation.comparing import difference
from recommender.explanation.difference import Difference
from recommender.explanation.moves import Move, moves
from recommender.explanation.parts import ActivityPart, Part, RulePart, read_part
from recommender.explanation.reach import Direction, Reach, direction, reach
from recommender.loading.profile import Profile
from recommender.model.fact import Answer
from recommender.model.recommendation import Outcome, Recommendation
from recommender.model.rule import RuleBook
from recommender.planning.outcomes import is_limited
from recommender.reasons.effort import Opening

Recommend = Callable[[Profile], Recommendation]

TRIED_AT_MOST = 70
"""Recommendations in one search, which takes some seconds at most."""

NAMED = 5
EACH_WAY = 3
"""Alternatives that are named, and how many of them may go the same way where both ways are asked about."""

LARGEST = 3
SEEDS = 5
"""Answers in one set, and the sets of one size that the next size builds upon."""

OUTCOMES: tuple[Outcome, ...] = ("referral", "limited", "programme")


@dataclass(frozen=True, slots=True)
class Alternative:
    """Some answers otherwise, and what that brings about."""

    direction: Direction
    answers: dict[str, Answer]
    nature: Nature
    difference: Difference


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What would change a part.

    `size` is how many answers at once were tried, `tried` how many recommendations that took, `complete`
    whether the search ended before its bound. `beyond` says that an answer stands between which is never
    thought otherwise, `adjusted` that an adjustment does; `openings` are what opens more effort apart from
    answers.
    """

    part: Part
    recommendation: Recommendation = field(repr=False)
    there: bool | None
    alternatives: tuple[Alternative, ...] = ()
    tried: int = 0
    size: int = 0
    complete: bool = True
    beyond: bool = False
    adjusted: bool = False
    openings: tuple[Opening, ...] = ()


def what_would_change(profile: Profile, book: RuleBook, part: str, recommend: Recommend) -> Otherwise:
    """What would change a part for this person. Raises `UnknownPart`, and whatever `recommend` raises."""
    wanted = read_part(part, book)
    recommendation = recommend(profile)
    search = _Search(wanted, profile, book, recommend, recommendation)
    if search.worth_it():
        search.run()
    return Otherwise(
        wanted,
        recommendation,
        search.start.there,
        alternatives=tuple(search.found),
        tried=search.tried,
        size=search.size,
        complete=search.complete,
        beyond=beyond(wanted, recommendation, book),
        adjusted=adjusted(wanted, recommendation, book),
        openings=openings(wanted, recommendation, book),
    )


@dataclass(frozen=True, slots=True)
class _Tried:
    """A set of answers that did not get there, and how far it got."""

    moves: tuple[Move, ...]
    distance: int

    @property
    def cost(self) -> tuple[int, int, int]:
        """Nearest first; then choices, then near answers."""
        return self.distance, max(move.nature for move in self.moves), sum(move.step for move in self.moves)


class _Search:
    """One search: single answers first, then sets that build upon those which brought the part nearer."""

    def __init__(
        self, part: Part, profile: Profile, book: RuleBook, recommend: Recommend, before: Recommendation
    ) -> None:
        self._part, self._profile, self._book, self._recommend = part, profile, book, recommend
        self._before = before
        self.start: Reach = reach(part, before, book)
        self.found: list[Alternative] = []
        self._seen: set[frozenset[Move]] = set()
        self.tried = self.size = 0
        self.complete = True

    def worth_it(self) -> bool:
        """Whether answers that may be named can have a hand in it; none of them lifts a referral."""
        if self._before.outcome == "referral":
            return False
        doses = not isinstance(self._part, RulePart | ActivityPart)
        return not (doses and is_limited(self._before.trace, self._book))

    def run(self) -> None:
        singles = moves(self._part, self._before, self._book)
        level = self._level((move,) for move in singles)
        helpful = sorted((one for one in level if one.distance < self.start.distance), key=_cost)
        while helpful and not self._answered() and self.size < LARGEST and self.tried < TRIED_AT_MOST:
            partners = [one.moves[0] for one in level if len(one.moves) == 1]
            wider = self._level(_joined(helpful[:SEEDS], _by_help(partners, helpful)))
            level = [*(one for one in level if len(one.moves) == 1), *wider]
            best = helpful[0].distance
            helpful = sorted((one for one in wider if one.distance < best), key=_cost)

    def _level(self, sets: Iterable[tuple[Move, ...]]) -> list[_Tried]:
        """Tries sets of one size, until enough was found or the bound is reached."""
        missed: list[_Tried] = []
        for candidate in sets:
            if self.tried >= TRIED_AT_MOST:
                self.complete = False
                break
            if self._enough():
                break
            if not self._covered(candidate):
                self.size = max(self.size, len(candidate))
                missed += self._try(candidate)
        return missed

    def _try(self, candidate: tuple[Move, ...]) -> Iterator[_Tried]:
        self.tried += 1
        self._seen.add(frozenset(candidate))
        answers = {move.fact: move.answer for move in candidate}
        after = self._recommend(thought_otherwise(self._profile, dict(answers)))
        where = reach(self._part, after, self._book)
        way = direction(self.start, where)
        no_less = self._no_less(after)
        if way is None or not no_less:
            if no_less:
                yield _Tried(candidate, where.distance)
            return
        if not self._smaller(candidate) and self._wanted(way, answers):
            nature = max(move.nature for move in candidate)
            smaller = [one for one in self.found if one.direction != way or len(one.answers) <= len(answers)]
            self.found = [*smaller, Alternative(way, answers, nature, difference(self._before, after))]

    def _no_less(self, after: Recommendation) -> bool:
        """Whether the outcome gives no less, and no answers came to contradict each other."""
        known = {found.rule for found in self._before.contradictions}
        agreeing = known.issuperset(found.rule for found in after.contradictions)
        return agreeing and OUTCOMES.index(after.outcome) >= OUTCOMES.index(self._before.outcome)

    def _smaller(self, candidate: tuple[Move, ...]) -> bool:
        """Whether a smaller set, which the search passed over, gets there as well; then that is named.

        Where the bound leaves no room to see, the larger set is not named either.
        """
        if len(candidate) < LARGEST:
            return False  # every single answer was tried before
        known = self.found
        for few in combinations(candidate, len(candidate) - 1):
            if frozenset(few) not in self._seen:
                if self.tried >= TRIED_AT_MOST:
                    self.complete = False
                    return True
                tuple(self._try(few))
        return self.found is not known

    def _covered(self, candidate: tuple[Move, ...]) -> bool:
        """Whether a nearer answer to the same questions is named, where there is only one way to go."""
        facts = {move.fact for move in candidate}
        return self.start.there is not None and any(facts == set(one.answers) for one in self.found)

    def _wanted(self, way: Direction, answers: dict[str, Answer]) -> bool:
        same = [one for one in self.found if one.direction == way]
        if any(set(one.answers) == set(answers) or len(one.answers) < len(answers) for one in same):
            return False
        return self.start.there is not None or len(same) < EACH_WAY

    def _answered(self) -> bool:
        """Whether wider sets are of no use: a part was brought in or out, or a figure made more."""
        return any(one.direction != "less" for one in self.found)

    def _enough(self) -> bool:
        return len(self.found) >= NAMED


def _cost(tried: _Tried) -> tuple[int, int, int]:
    return tried.cost


def _by_help(partners: Iterable[Move], helpful: Iterable[_Tried]) -> list[Move]:
    """The partners, those first that brought the part nearer themselves."""
    nearer = {one.moves[0]: None for one in helpful if len(one.moves) == 1}
    return [*nearer, *(move for move in partners if move not in nearer)]


def _joined(seeds: Iterable[_Tried], partners: list[Move]) -> Iterator[tuple[Move, ...]]:
    """Each seed with each partner about another question; the same set once."""
    seen: set[frozenset[Move]] = set()
    for seed in seeds:
        facts = {move.fact for move in seed.moves}
        for move in partners:
            together = frozenset((*seed.moves, move))
            if move.fact not in facts and together not in seen:
                seen.add(together)
                yield (*seed.moves, move)
