"""CLIPS: a person as one fact of many slots, one defrule for each rule, passes opened by a fact.

Facts are asserted slot by slot: text is parsed by clipspy through a Python function for every letter, which
takes five times as long. Firings are noted in lists inside CLIPS: a Python function for each takes longer.
"""

from collections.abc import Iterator
from typing import TypeAlias

import clips

from engines.formula import (
    Counts,
    Every,
    Formula,
    InRange,
    Known,
    OneOfThese,
    Person,
    Ranges,
    Shares,
    Some,
    StateIs,
)
from engines.logic import Decision, Logic
from engines.passes import derive, rewrite
from recommender.model.fact import Facts, Vocabulary

Answered: TypeAlias = OneOfThese | InRange | Shares | Counts | Known
NAME = "clipspy"
PACKAGE = "clipspy"
IN_A_LIST = 200
"""About so many rules share a list of firings: one long list is copied whole at every firing."""

MISSING, NO_NUMBER = clips.Symbol("not-known"), -1


class _Environment(clips.Environment):  # type: ignore[misc] # the package has no types
    """An environment that is never freed: CLIPS says aloud that lists of clipspy are left over."""

    def __del__(self) -> None:
        """Frees nothing."""


def _unheld(fact: clips.facts.Fact, environment: object, found: object) -> None:
    """A fact that Python does not hold: clipspy 1.0.6 frees none that it held, and slows with each."""
    fact._env, fact._fact = environment, found  # noqa: SLF001 - clipspy has no other way


clips.facts.Fact.__init__ = _unheld
clips.facts.Fact.__del__ = lambda _: None


class Engine:
    """The rules in one CLIPS environment, which every person uses after the other."""

    def __init__(self, logic: Logic) -> None:
        self._logic = logic
        self._environment = _Environment()
        self._many = 1 + len(logic.decisions) // IN_A_LIST
        self._words = {
            answer: clips.Symbol(_word(answer))
            for fact in logic.vocabulary.facts.values()
            for answer in fact.answers
        }
        for text in (
            *_templates(logic.vocabulary),
            *(f"(defglobal ?*f{n}* = (create$))" for n in range(self._many)),
        ):
            self._environment.build(text)
        for phase, one in enumerate(logic.passes):
            for rule in one.decisions:
                self._environment.build(self._rule(rule, phase))
        self._lists = [self._environment.find_global(f"f{place}") for place in range(self._many)]
        self._settled = tuple(_settled(logic))
        self._asked = [(name, fact.kind) for name, fact in logic.vocabulary.facts.items() if not fact.derived]

    def run(self, facts: Facts) -> set[int]:
        """The numbers of all decisions that hold for a person."""
        person: Person = dict(facts.known)
        found: set[int] = set()
        self._begin(person)
        for phase, one in enumerate(self._logic.passes):
            if one.ends_with_a_referral and not self._logic.refers.isdisjoint(found):
                break
            held = self._fired(phase, person)
            found |= held
            derive(held, person, self._logic)
            if rewrite(held, person, self._logic):
                self._begin(person)
        return found

    def _begin(self, person: Person) -> None:
        """The person as a fact. Answers are rewritten before any state is derived, if at all."""
        self._environment.reset()
        slots: dict[str, object] = {}
        for name, kind in self._asked:
            answer = person.get(name)
            if kind == "choice":
                slots[name] = MISSING if answer is None else self._words[str(answer)]
            elif kind == "number":
                slots[name] = NO_NUMBER if answer is None else answer
            else:
                members = answer if isinstance(answer, frozenset) else None
                slots[name] = [MISSING] if members is None else [self._words[one] for one in members]
                slots[f"{name}__many"] = NO_NUMBER if members is None else len(members)
        self._environment.find_template("person").assert_fact(**slots)

    def _fired(self, phase: int, person: Person) -> set[int]:
        """What has fired once a phase is opened."""
        state = self._environment.find_template("state")
        for name in self._settled[phase]:
            state.assert_fact(name=clips.Symbol(name), level=person.get(name, 0))
        self._environment.find_template("phase").assert_fact(number=phase)
        self._environment.run()
        return {number for found in self._lists for number in found.value}

    def _rule(self, rule: Decision, phase: int) -> str:
        holds = pattern(rule.formula, self._logic.vocabulary)
        noted = f"?*f{rule.number % self._many}*"
        note = f"(bind {noted} {noted} {rule.number})"
        return f"(defrule r{rule.number} (phase (number {phase})) {holds} => {note})"


def _settled(logic: Logic) -> Iterator[tuple[str, ...]]:
    """For each pass, the states that nothing derives any more, and that no earlier pass was told."""
    told: set[str] = set()
    for phase in range(len(logic.passes)):
        later = {
            state
            for one in logic.passes[phase:]
            for rule in one.decisions
            for state, _ in logic.derives.get(rule.number, ())
        }
        new = () if phase == 0 else tuple(s for s in logic.vocabulary.states() if s not in later | told)
        told |= set(new)
        yield new


def _templates(vocabulary: Vocabulary) -> Iterator[str]:
    slots = []
    for name, fact in vocabulary.facts.items():
        if fact.kind == "set":
            slots += [f"(multislot {name})", f"(slot {name}__many)"]
        elif not fact.derived:
            slots.append(f"(slot {name})")
    yield f"(deftemplate person {' '.join(slots)})"
    yield "(deftemplate state (slot name) (slot level))"
    yield "(deftemplate phase (slot number))"


def _word(answer: str) -> str:
    """An answer as a symbol: letters before all else, since some answers look like numbers."""
    return f"v:{answer}"


def pattern(formula: Formula, vocabulary: Vocabulary) -> str:
    """The formula as conditional elements; tests that hold together are slots of one pattern."""
    match formula:
        case Every(parts):
            tests = [part for part in parts if not isinstance(part, Every | Some | StateIs)]
            others = [pattern(part, vocabulary) for part in parts if isinstance(part, Every | Some | StateIs)]
            return "(and " + " ".join([*_patterns(tests, vocabulary), *others]) + ")"
        case Some(parts):
            return "(or " + " ".join(pattern(part, vocabulary) for part in parts) + ")"
        case StateIs(state, levels):
            return f"(state (name {state}) (level {'|'.join(map(str, levels))}))"
        case _:
            return f"(person {_slot(formula, vocabulary)[1]})"


def _patterns(tests: list[Answered], vocabulary: Vocabulary) -> Iterator[str]:
    """As few patterns as there can be: a slot stands in each only once."""
    waiting = [_slot(test, vocabulary) for test in tests]
    while waiting:
        first = dict(reversed(waiting))
        yield f"(person {' '.join(first.values())})"
        waiting = [one for one in waiting if first[one[0]] != one[1]]


def _slot(test: Answered, vocabulary: Vocabulary) -> tuple[str, str]:
    """The name of a slot, and a test of it."""
    match test:
        case OneOfThese(fact, answers, missing):
            words = [*map(_word, answers), *([MISSING] if missing else [])]
            return fact, f"({fact} {'|'.join(words) or 'never'})"
        case InRange(fact, ranges, missing):
            return fact, _ranges(fact, ranges, missing=missing)
        case Counts(fact, ranges, missing):
            return f"{fact}__many", _ranges(f"{fact}__many", ranges, missing=missing)
        case Shares(fact, members, some, missing):
            words = [*map(_word, members), *([MISSING] if missing is some else [])]
            held = f"(or {' '.join(f'(member$ {word} ?{fact})' for word in words)} FALSE)"
            return fact, f"({fact} $?{fact}&:{held if some else f'(not {held})'})"
        case Known(fact, known):
            kind = vocabulary[fact].kind
            slot = f"{fact}__many" if kind == "set" else fact
            return slot, f"({slot} {'~' if known else ''}{MISSING if kind == 'choice' else NO_NUMBER})"


def _ranges(slot: str, ranges: Ranges, *, missing: bool) -> str:
    ways = [f"(<= {low} ?{slot} {high})" for low, high in ranges] + [f"(= ?{slot} {NO_NUMBER})"] * missing
    return f"({slot} ?{slot}&:(or {' '.join([*ways, 'FALSE'])}))"
