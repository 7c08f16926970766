"""What can only be checked with the whole rulebook at hand: names, circles, examples, guarded facts."""

import re
from collections import Counter
from collections.abc import Iterator
from math import prod

from recommender.loading.directive_checks import check_directive
from recommender.model.condition import Asked, Condition, Holding, Line, OneOf, Within
from recommender.model.directive import (
    Aim,
    Contradiction,
    Derive,
    Directive,
    Gate,
    Limit,
    Permit,
    Refer,
    Start,
    restricts,
)
from recommender.model.fact import Vocabulary
from recommender.model.rule import Outcome, Rule, RuleBook
from recommender.problem import Code, Problem, nearest

MOST_WAYS = 512
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_book(book: RuleBook) -> Iterator[Problem]:
    """Every mistake that the rules make together or against the rest of the rulebook."""
    yield from _doubled_ids(book)
    yield from _circles(book)
    yield from _readings_apart(book)
    for rule in book.rules:
        yield from _check_rule(rule, book)
        for directive in rule.then:
            yield from check_directive(directive, rule, book)


def about(rule: Rule) -> str:
    """How a message names a rule."""
    return f"rule “{rule.title}”"


def can_be_unknown(condition: Condition) -> bool:
    """Whether a missing answer can leave the condition open."""
    return any(not isinstance(line.test, Asked) for line in condition.every_line())


def rests_on_guarded(condition: Condition, vocabulary: Vocabulary) -> bool:
    """Whether a missing answer can make the condition possible."""
    lines = [line for line in condition.every_line() if not isinstance(line.test, Asked)]
    return any(vocabulary[line.fact].guarded or vocabulary[line.fact].derived for line in lines)


def kinds_of_examples(rule: Rule, vocabulary: Vocabulary) -> tuple[Outcome, ...]:
    """The kinds of examples that a rule has to have: what can become of its condition."""
    lift_can_be_open = rule.unless is not None and rests_on_guarded(rule.unless, vocabulary)
    open_too = can_be_unknown(rule.when) or lift_can_be_open
    return ("fires", "silent", "cannot tell") if open_too else ("fires", "silent")


def _doubled_ids(book: RuleBook) -> Iterator[Problem]:
    counted = Counter(rule.id for rule in book.rules)
    for rule in book.rules:
        if counted[rule.id] > 1:
            others = [
                str(other.span) for other in book.rules if other.id == rule.id and other.span != rule.span
            ]
            what = f"the id “{rule.id}” stands also at {', '.join(others)}"
            yield Problem(Code.DOUBLED_ID, what, rule.span, about(rule))
        if not KEBAB.fullmatch(rule.id):
            what = "an id is lower case words with dashes between"
            yield Problem(Code.WRONG_VALUE, what, rule.span, about(rule))


def _check_rule(rule: Rule, book: RuleBook) -> Iterator[Problem]:
    for name in rule.sources:
        if name not in book.origins:
            what = f"“{name}” is not in sources.yaml"
            near = nearest(name, book.origins)
            yield Problem(Code.UNKNOWN_NAME, what, rule.span, about(rule), tuple(book.origins), near)
    if not rule.sources:
        yield Problem(Code.MISSING_KEY, "a rule names at least one source", rule.span, about(rule))
    yield from _too_large(rule, book.vocabulary)
    yield from _examples(rule, book.vocabulary)
    yield from _unsaid(rule, book.vocabulary)
    yield from _unprotected(rule, book.vocabulary)


def _too_large(rule: Rule, vocabulary: Vocabulary) -> Iterator[Problem]:
    for condition in (rule.when, rule.unless):
        if condition and (count := ways_to_hold(condition, vocabulary)) > MOST_WAYS:
            what = f"this condition can hold in {count} ways; {MOST_WAYS} is the most the engine is given"
            yield Problem(Code.TOO_LARGE, what, rule.span, about(rule), help="Two rules can share its lines.")


def ways_to_hold(condition: Condition, vocabulary: Vocabulary) -> int:
    """How many separate ways there are for a condition to hold: its size for the engine."""
    lines = prod(_ways(line, vocabulary) for line in condition.lines)
    branches = [prod(_ways(line, vocabulary) for line in group) for group in condition.alternatives]
    return lines * sum(branches) if branches else lines


def _ways(line: Line, vocabulary: Vocabulary) -> int:
    test = line.test
    if isinstance(test, OneOf):
        places = [
            place for place, answer in enumerate(vocabulary[line.fact].answers) if answer in test.answers
        ]
        return sum(place - 1 not in places for place in places)
    if isinstance(test, Holding):
        return len(test.members)
    return len(test.ranges) if isinstance(test, Within) else 1


def _examples(rule: Rule, vocabulary: Vocabulary) -> Iterator[Problem]:
    for outcome in kinds_of_examples(rule, vocabulary):
        if not any(example.expected == outcome for example in rule.examples):
            what = f"an example that says “{outcome}” is missing"
            yield Problem(Code.MISSING_EXAMPLE, what, rule.span, about(rule))


def _unsaid(rule: Rule, vocabulary: Vocabulary) -> Iterator[Problem]:
    may_act = any(
        restricts(directive.body) and not isinstance(directive.body, Refer) for directive in rule.then
    )
    may_refer = rule.if_unknown == "refer" and can_be_unknown(rule.when)
    if not rule.because_unknown and (may_refer or (may_act and rests_on_guarded(rule.when, vocabulary))):
        what = "“because_unknown” is missing: this rule may act only because an answer is missing"
        yield Problem(Code.MISSING_KEY, what, rule.span, about(rule))


def _unprotected(rule: Rule, vocabulary: Vocabulary) -> Iterator[Problem]:
    """A missing answer may never give more than an answer (design 3), so some pairs are refused."""
    for line in rule.when.every_line():
        if not isinstance(line.test, Asked) or not vocabulary[line.fact].guarded:
            continue
        giving = (Permit, Aim) if not line.test.answered else (Limit, Gate, Start)
        for directive in rule.then:
            if isinstance(directive.body, giving):
                what = f"“{line}” with “{directive.verb}” gives more to whoever leaves “{line.fact}” out"
                yield Problem(Code.UNPROTECTED, what, rule.span, about(rule))


def _readings_apart(book: RuleBook) -> Iterator[Problem]:
    """Two rules that read an ordinary choice differently: nothing tells which reading is gentler."""
    first: dict[str, object] = {}
    for rule in book.rules:
        for body in (item.body for item in rule.then if isinstance(item.body, Contradiction)):
            for name, reading in body.read_as.items():
                fact = book.vocabulary.facts.get(name)
                plain = fact is not None and not fact.guarded and fact.kind != "number"
                if plain and first.setdefault(name, reading) != reading:
                    what = f"another rule reads “{name}” as “{first[name]}”; both need the same reading"
                    yield Problem(Code.WRONG_VALUE, what, rule.span, about(rule))


def _circles(book: RuleBook) -> Iterator[Problem]:
    reads = state_reads(book.rules, book.vocabulary)
    for state in reads:
        if _reaches(state, state, reads, set()):
            rule = next(rule for rule in book.rules if state in derived_by(rule))
            what = f"the state “{state}” depends on itself"
            yield Problem(Code.CIRCLE, what, rule.span, about(rule))


def derived_by(rule: Rule) -> tuple[str, ...]:
    """The states that a rule derives."""
    return tuple(_state(directive) for directive in rule.then if isinstance(directive.body, Derive))


def _state(directive: Directive) -> str:
    return directive.body.state if isinstance(directive.body, Derive) else ""


def state_reads(rules: tuple[Rule, ...], vocabulary: Vocabulary) -> dict[str, set[str]]:
    """For each derived state, the states that its rules look at."""
    found: dict[str, set[str]] = {}
    for rule in rules:
        for state in derived_by(rule):
            states = {name for name in rule.reads() if vocabulary[name].derived}
            found.setdefault(state, set()).update(states)
    return found


def _reaches(start: str, goal: str, reads: dict[str, set[str]], seen: set[str]) -> bool:
    for following in reads.get(start, set()) - seen:
        seen.add(following)
        if following == goal or _reaches(following, goal, reads, seen):
            return True
    return False
