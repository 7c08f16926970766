"""Random people: plausible mixes of answers, most of whom get as far as a programme."""

from dataclasses import dataclass, field
from functools import cache
from random import Random

from hypothesis import strategies as st

from recommender.loading import load_rulebook
from recommender.loading.profile import Profile
from recommender.model.fact import Answer, Fact
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.recommend import WEEKS, Recommender

LEGAL_EVERYWHERE = ("declined", "unknown")

# What speaks for a programme. A safety question that is open, or a screening answer, ends most others early.
BENIGN: dict[str, Answer] = {
    "crisis": "no",
    "red_flags": frozenset(),
    "age_band": "18_to_39",
    "known_disease": frozenset(),
    "other_conditions": frozenset(),
    "pregnancy": "no",
    "recent_illness": "none",
    "breathing": "usual",
    "post_exertional_worsening": "no",
    "injuries": frozenset(),
    "medications": frozenset(),
    "eating_and_exercise": frozenset(),
    "mania_or_psychosis_recent": "no",
    "red_flag_timing": "past",
    "crisis_assessed": "no",
}
HOW_BENIGN = (*("benign",) * 56, "any", "any", "withheld", "absent")
HOW_CAREFUL = (*("benign",) * 26, "any", "any", "withheld", "absent", "absent")
HOW_USUAL = (*("any",) * 15, "withheld", *("absent",) * 4)

VERBS_OF_ANYONE = ("limit", "limit", "exclude")
VERBS = (*VERBS_OF_ANYONE, "permit", "set_aside")
REMEMBERED = 500
REASON = "it suits this person better"
LIMITS: tuple[dict[str, object], ...] = (
    {"intensity": "light"},
    {"intensity": "light", "weeks": "1 to 3"},
    {"intensity": "moderate"},
    {"minutes": 1},
    {"minutes": 6},
    {"minutes": 10},
    {"minutes": 25},
    {"sessions": 1},
    {"sessions": 2},
    {"sessions": 4},
    {"week_minutes": 3},
    {"week_minutes": 20},
    {"week_minutes": 45},
    {"week_minutes": 80, "weeks": "2 to 5"},
    {"growth": 0},
    {"growth": 1},
    {"growth": 3},
    {"moderate_sessions": 1},
    {"vigorous_sessions": 0},
    {"strength_days": 0},
    {"awareness": 0},
)


@dataclass(frozen=True)
class Person:
    """A profile as somebody would give it from Python."""

    answers: dict[str, Answer] = field(default_factory=dict)
    role: str = "self"
    adjustments: tuple[dict[str, object], ...] = ()

    def with_answers(self, **answers: Answer) -> "Person":
        """The same person with some answers given, or given otherwise."""
        return Person(self.answers | answers, self.role, self.adjustments)

    def without(self, name: str) -> "Person":
        """The same person, one answer left out."""
        kept = {key: answer for key, answer in self.answers.items() if key != name}
        return Person(kept, self.role, self.adjustments)

    def adjusted(self, *adjustments: dict[str, object]) -> "Person":
        """The same person with further adjustments."""
        return Person(self.answers, self.role, (*self.adjustments, *adjustments))


@cache
def shipped() -> RuleBook:
    """The rulebook of this project, loaded once."""
    return load_rulebook()


@cache
def recommender() -> Recommender:
    """A recommender on the shipped rulebook, compiled once for the whole run."""
    return Recommender(shipped())


class Remembering(Recommender):
    """A recommender that gives the same value when it is asked about the same person again.

    For tests that ask about one person from several sides; that it would be the same is for others to show.
    """

    def __init__(self, book: RuleBook) -> None:
        super().__init__(book)
        self._given: dict[str, Recommendation] = {}

    def recommend_profile(self, profile: Profile, weeks: int = WEEKS) -> Recommendation:
        """What was recommended to this profile before, or is now."""
        asked = f"{weeks} {profile!r}"
        if asked not in self._given:
            if len(self._given) == REMEMBERED:
                del self._given[next(iter(self._given))]
            self._given[asked] = super().recommend_profile(profile, weeks)
        return self._given[asked]


@cache
def remembering() -> Remembering:
    """A recommender on the shipped rulebook that remembers, compiled once for the whole run."""
    return Remembering(shipped())


def answers_to(fact: Fact, random: Random) -> Answer:
    """Any answer that the fact knows."""
    if fact.kind == "number":
        return random.randint(fact.low, fact.high)
    if fact.kind == "choice":
        return random.choice(fact.answers)
    return frozenset(random.sample(fact.answers, random.choice((0, 1, 1, 2, 3))))


def people(*, adjusting: bool = True) -> st.SearchStrategy[Person]:
    """Somebody, with or without adjustments of their own or of a clinician.

    Drawn from a seed in one go: sixty draws of Hypothesis's own take longer than a recommendation.
    """
    return st.integers(0, 2**63 - 1).map(lambda seed: somebody(Random(seed), adjusting=adjusting))


def somebody(random: Random, *, adjusting: bool = True) -> Person:
    """The person that these dice come up with."""
    role = random.choice(("self", "self", "clinician"))
    answers = {}
    for name, fact in shipped().vocabulary.facts.items():
        if not fact.derived and (answer := _answer(name, fact, role, random)) is not None:
            answers[name] = answer
    many = random.choice((0, 0, 0, 1, 2)) if adjusting else 0
    return Person(answers, role, tuple(_adjustment(role, random) for _ in range(many)))


def _answer(name: str, fact: Fact, role: str, random: Random) -> Answer | None:
    ways = HOW_BENIGN if fact.safety else HOW_CAREFUL if name in BENIGN else HOW_USUAL
    way = random.choice(ways)
    if way == "absent":
        return None
    if way == "withheld" or (fact.clinician and role == "self"):
        return random.choice(LEGAL_EVERYWHERE)
    return BENIGN[name] if way == "benign" else answers_to(fact, random)


def _adjustment(role: str, random: Random) -> dict[str, object]:
    verbs = VERBS if role == "clinician" else VERBS_OF_ANYONE
    verb = random.choice(verbs)
    written: dict[str, object] = {verb: _content(verb, random), "reason": REASON}
    if random.random() < 0.5:
        written["until_week"] = random.randint(1, 6)
    return written


def _content(verb: str, random: Random) -> object:
    book = shipped()
    if verb == "limit":
        return random.choice(LIMITS)
    if verb == "permit":
        return random.choice(("moderate", "vigorous"))
    if verb == "exclude":
        return random.sample(tuple(book.activities), random.randint(1, 4))
    return random.choice([rule.id for rule in book.rules if can_be_set_aside(rule.id)])


def can_be_set_aside(name: str) -> bool:
    """Whether a clinician may set that rule aside."""
    rule = shipped().rule(name)
    return rule is not None and rule.stratum == "prescription" and rule.purpose != "safety"
