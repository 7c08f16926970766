"""Made-up people who are plausible, and who reach what was edited.

People drawn evenly from all answers end in referrals nearly every time. So everybody begins as somebody: a
profile, now and then one whom the edit reaches, or a calm person, whose every answer is the first for which
the fewest rules look that refer or hold. Half of them are then moved towards a rule that differs between two
rulebooks, so that its condition holds: through the states that it reads, where it reads some. Everybody is
changed in a few answers more, mostly in those that the differing rules read. A changed answer is any that
the question knows; a number is mostly one at which some condition turns, or one beside it; of a set, one
more or one less; and now and then there is none: never asked, not known, or declined. Answers that screening
reads change more seldom than others, unless a rule that differs reads them.

The same seed gives the same people, whatever the order of files, sets and hashes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from recommender.loading.profile import Profile
from recommender.model.condition import Condition, Counting, Holding, Lacking, Line, OneOf, Within
from recommender.model.directive import Derive, Hold, Refer
from recommender.model.fact import Answer, Fact, Facts, Missing, Vocabulary
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Stratum

Sheet: TypeAlias = dict[str, Answer | Missing]
STOPPING = (Refer, Hold)
CHANGES = (0, 1, 1, 2, 2, 3, 4, 6, 9)
CALM_IN, NEAR_IN, AIMED_IN, READ_IN, GUARDED_IN = 4, 3, 2, 2, 4
"""One in so many begins calm, begins near the edit, is moved towards a rule, is changed in what that reads,
or is changed in screening."""

ABSENT = 12
"""One changed answer in so many is left out, one is not known, and one is declined."""

DEEPEST = 4
"""States that rest on states, and so on, are followed this far."""


@dataclass(frozen=True, slots=True)
class World:
    """What people are made of: every question and rule of one or more rulebooks, and people to begin with.

    `near` are those among them whom the rulebooks treat differently.
    """

    vocabulary: Vocabulary
    rules: tuple[Rule, ...]
    differing: tuple[Rule, ...]
    bases: tuple[Profile, ...] = ()
    near: tuple[Profile, ...] = ()

    @classmethod
    def of(
        cls, books: Sequence[RuleBook], differing: Sequence[Rule] = (), bases: Sequence[Profile] = ()
    ) -> "World":
        """The world of these rulebooks; where two know a question, the last one says what its answers are."""
        facts: dict[str, Fact] = {}
        for book in reversed(books):
            facts = {
                **facts,
                **{name: fact for name, fact in book.vocabulary.facts.items() if name not in facts},
            }
        rules = (rule for book in books for rule in book.rules)
        aimed = (rule for rule in differing if rule.stratum is not Stratum.REVIEW)
        return cls(Vocabulary(facts), tuple(rules), tuple(aimed), tuple(bases))

    def behind(self, names: Sequence[str]) -> frozenset[str]:
        """The questions behind these questions and states."""
        waiting, found = list(names), set[str]()
        while waiting:
            name = waiting.pop()
            if name in found or name not in self.vocabulary:
                continue
            found.add(name)
            if self.vocabulary[name].derived:
                waiting += [fact for rule in self._deriving(name) for fact in rule.reads()]
        return frozenset(name for name in found if not self.vocabulary[name].derived)

    @property
    def read(self) -> tuple[str, ...]:
        """The questions behind the rules that differ, in the order of the vocabulary; all where none does."""
        behind = self.behind([name for rule in self.differing for name in rule.reads()])
        return tuple(name for name in self.vocabulary.asked() if name in behind) or self.vocabulary.asked()

    def deriving(self, state: str) -> tuple[Rule, ...]:
        """The rules that derive a state."""
        return tuple(self._deriving(state))

    def _deriving(self, state: str) -> Iterator[Rule]:
        for rule in self.rules:
            if any(isinstance(item.body, Derive) and item.body.state == state for item in rule.then):
                yield rule


def people(world: World, many: int, seed: int) -> Iterator[Profile]:
    """So many people, each from a seed of their own."""
    maker = _Maker(world)
    dice = (Random(f"{seed} {number}") for number in range(many))  # noqa: S311 - nothing here is a secret
    return map(maker.somebody, dice)


def calm(world: World) -> Sheet:
    """Somebody who answers every question that is not a clinician’s, each as calmly as can be."""
    lines: dict[str, list[Line]] = {}
    for rule in world.rules:
        if any(isinstance(item.body, STOPPING) for item in rule.then):
            for line in rule.when.every_line():
                lines.setdefault(line.fact, []).append(line)
    return {
        name: _calmest(world.vocabulary[name], lines.get(name, []))
        for name in world.vocabulary.asked()
        if not world.vocabulary[name].clinician
    }


def role_of(sheet: Mapping[str, Answer | Missing], vocabulary: Vocabulary) -> str:
    """Who gave these answers: a clinician where one of them is recorded by nobody else."""
    recorded = (name for name, said in sheet.items() if not isinstance(said, Missing))
    return "clinician" if any(vocabulary[name].clinician for name in recorded) else "self"


def as_profile(sheet: Mapping[str, Answer | Missing], vocabulary: Vocabulary) -> Profile:
    """The profile of somebody who gives these answers, in the order of the vocabulary."""
    ordered = [(name, sheet[name]) for name in vocabulary.asked() if name in sheet]
    known = {name: said for name, said in ordered if not isinstance(said, Missing)}
    withheld = {name: said for name, said in ordered if isinstance(said, Missing)}
    role = role_of(sheet, vocabulary)
    return Profile(Facts(known, withheld), "clinician" if role == "clinician" else "self")


def sheet_of(profile: Profile) -> Sheet:
    """Everything that a profile says of the answers of a person."""
    return {**profile.facts.known, **profile.facts.withheld}


def _calmest(fact: Fact, lines: list[Line]) -> Answer:
    choices: list[Answer] = list(fact.answers)
    if fact.kind == "set":
        choices = [frozenset()]
    elif fact.kind == "number":
        choices = [*_from_the_middle(fact, _turning(fact, lines))]
    return min(choices, key=lambda answer: sum(_looks_for(line, answer) for line in lines))


def _from_the_middle(fact: Fact, numbers: Iterable[int]) -> list[int]:
    middle = (fact.low + fact.high) // 2
    return sorted({middle, fact.low, fact.high, *numbers}, key=lambda number: (abs(number - middle), number))


def _looks_for(line: Line, answer: Answer) -> bool:
    test = line.test
    if isinstance(test, OneOf):
        return answer in test.answers
    return isinstance(test, Within) and any(low <= int(str(answer)) <= high for low, high in test.ranges)


def _turning(fact: Fact, lines: Sequence[Line]) -> list[int]:
    """The numbers at which some condition turns, and those beside them."""
    ranges = (pair for line in lines if isinstance(line.test, Within) for pair in line.test.ranges)
    near = {edge + step for pair in ranges for edge in pair for step in (-1, 0, 1)}
    return sorted(number for number in near if fact.low <= number <= fact.high)


class _Maker:
    """Makes one person after the other."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._calm = calm(world)
        self._read = world.read
        self._lines: dict[str, list[Line]] = {}
        for rule in world.rules:
            for condition in filter(None, (rule.when, rule.unless)):
                for line in condition.every_line():
                    self._lines.setdefault(line.fact, []).append(line)
        self._screened = {
            name for rule in world.rules if rule.stratum is Stratum.SCREENING for name in rule.reads()
        } - set(self._read if world.differing else ())

    def somebody(self, dice: Random) -> Profile:
        """One person."""
        sheet = self._base(dice)
        if self._world.differing and dice.randrange(AIMED_IN) == 0:
            self._fulfil(dice.choice(self._world.differing).when, sheet, dice)
        for _ in range(dice.choice(CHANGES)):
            self._change(self._name(dice), sheet, dice)
        return as_profile(sheet, self._world.vocabulary)

    def _base(self, dice: Random) -> Sheet:
        if not self._world.bases or dice.randrange(CALM_IN) == 0:
            return dict(self._calm)
        near = self._world.near if dice.randrange(NEAR_IN) == 0 else ()
        return sheet_of(dice.choice(near or self._world.bases))

    def _name(self, dice: Random) -> str:
        """The question whose answer is changed next."""
        if dice.randrange(READ_IN) == 0:
            return dice.choice(self._read)
        name = dice.choice(self._world.vocabulary.asked())
        again = name in self._screened and dice.randrange(GUARDED_IN) > 0
        return dice.choice(self._world.vocabulary.asked()) if again else name

    def _change(self, name: str, sheet: Sheet, dice: Random) -> None:
        way = dice.randrange(ABSENT)
        if way == 0:
            sheet.pop(name, None)
        elif way in (1, 2):
            sheet[name] = Missing.UNKNOWN if way == 1 else Missing.DECLINED
        else:
            sheet[name] = self._another(name, sheet, dice)

    def _another(self, name: str, sheet: Sheet, dice: Random) -> Answer:
        fact, said = self._world.vocabulary[name], sheet.get(name)
        if fact.kind == "set":
            one = frozenset({dice.choice(fact.answers)}) if fact.answers else frozenset[str]()
            return said ^ one if isinstance(said, frozenset) else one
        turning = _turning(fact, self._lines.get(name, [])) if fact.kind == "number" else []
        if turning and dice.randrange(4):
            return dice.choice(turning)
        return dice.randint(fact.low, fact.high) if fact.kind == "number" else dice.choice(fact.answers)

    def _fulfil(self, condition: Condition, sheet: Sheet, dice: Random, depth: int = 0) -> None:
        """Answers everything so that the condition holds, as far as that can be done line by line."""
        lines = list(condition.lines)
        if condition.alternatives:
            lines += dice.choice(condition.alternatives)
        for line in lines:
            self._hold(line, sheet, dice, depth)

    def _hold(self, line: Line, sheet: Sheet, dice: Random, depth: int) -> None:
        test, said = line.test, sheet.get(line.fact)
        if self._world.vocabulary[line.fact].derived:
            rules = self._world.deriving(line.fact)
            if rules and depth < DEEPEST and getattr(test, "holds", False):
                self._fulfil(dice.choice(rules).when, sheet, dice, depth + 1)
        elif isinstance(test, OneOf):
            sheet[line.fact] = dice.choice(sorted(test.answers))
        elif isinstance(test, Within):
            sheet[line.fact] = dice.choice([edge for pair in test.ranges for edge in pair])
        elif isinstance(test, Holding | Lacking | Counting):
            members = said if isinstance(said, frozenset) else frozenset[str]()
            sheet[line.fact] = _members(test, members, self._world.vocabulary[line.fact], dice)
        elif getattr(test, "answered", False):
            sheet[line.fact] = self._another(line.fact, sheet, dice)
        else:
            sheet.pop(line.fact, None)


def _members(
    test: Holding | Lacking | Counting, members: frozenset[str], fact: Fact, dice: Random
) -> frozenset[str]:
    """The set, changed as little as makes the line hold."""
    if isinstance(test, Holding):
        return members if test.members & members else members | {dice.choice(sorted(test.members))}
    if isinstance(test, Lacking):
        return members - {test.member}
    ordered = [answer for answer in fact.answers if answer in members]
    others = [answer for answer in fact.answers if answer not in members]
    return frozenset((ordered + others)[: max(test.low, min(len(ordered), test.high))])
