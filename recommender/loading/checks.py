"""What can only be checked with the whole rulebook at hand: names, circles, examples, guarded facts."""

import re
from collections.abc import Collection, Iterator
from math import prod

from recommender.loading.causes import first_causes
from recommender.loading.directive_checks import about, check_directive
from recommender.loading.pinpoint import key_of, places_of
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
from recommender.problem import Code, Problem, likely, same_number

MOST_WAYS = 512
MOST_LINES = 100
"""So many lines are looked at together: each takes two of the 200 keys that a fact of the engine has."""

TOLD_IN_FIGURES = 1_000_000
SUCH_AS: dict[Outcome, str] = {
    "fires": "Such as:  - fires: {{{fact}: …}}  with answers for which the condition holds",
    "silent": "Such as:  - silent: {{{fact}: …}}  with answers for which it does not hold",
    "cannot tell": "Such as:  - cannot tell: {{}}  with nothing answered that the condition asks for",
}
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_book(book: RuleBook, known: Collection[Problem] = ()) -> Iterator[Problem]:
    """Every mistake that the rules make together or against the rest of the rulebook.

    `known` are mistakes that were found before: of a rule that has some, no more is said than they allow.
    """
    yield from first_causes(
        _found(book, {(problem.span.source.name, problem.about) for problem in known}), known
    )


def _found(book: RuleBook, mistaken: Collection[tuple[str, str]]) -> Iterator[Problem]:
    sound = [rule for rule in book.rules if (rule.span.source.name, about(rule)) not in mistaken]
    yield from _doubled_ids(book)
    yield from _circles(book)
    yield from _readings_apart(book)
    for rule in book.rules:
        yield from _sources(rule, book)
        for directive in rule.then:
            found = check_directive(directive, rule, book)
            yield from (problem for problem in found if rule in sound or problem.code is Code.UNKNOWN_NAME)
    for rule in sound:
        yield from _check_rule(rule, book)


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
    first: dict[str, Rule] = {}
    for rule in sorted(book.rules, key=lambda rule: rule.span.order):
        place = places_of(rule, rule.id, "id")[0]
        other = first.setdefault(rule.id, rule)
        if other is not rule:
            what = f"the id “{rule.id}” stands also at {other.span}"
            help_line = "One of the two rules takes another id."
            also = places_of(other, other.id, "id")[0]
            yield Problem(Code.DOUBLED_ID, what, place, about(rule), help=help_line, also=also)
        elif not KEBAB.fullmatch(rule.id):
            what = "an id is lower case words with dashes between"
            yield Problem(Code.WRONG_VALUE, what, place, about(rule), suggestion=_kebab(rule.id))


def _kebab(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


def _sources(rule: Rule, book: RuleBook) -> Iterator[Problem]:
    for name in dict.fromkeys(rule.sources):
        if name not in book.origins:
            for place in places_of(rule, name, "sources"):
                what = f"“{name}” is not in sources.yaml"
                wrong = Problem(Code.UNKNOWN_NAME, what, place, about(rule), tuple(book.origins))
                yield likely(wrong, name, same_number(name, book.origins))
    if not rule.sources:
        what, help_line = "a rule names at least one source", "Such as:  sources: [convention]"
        yield Problem(Code.MISSING_KEY, what, key_of(rule, "sources"), about(rule), help=help_line)


def _check_rule(rule: Rule, book: RuleBook) -> Iterator[Problem]:
    yield from _too_large(rule, book.vocabulary)
    yield from _examples(rule, book.vocabulary)
    yield from _unsaid(rule, book.vocabulary)
    yield from _unprotected(rule, book.vocabulary)


def _too_large(rule: Rule, vocabulary: Vocabulary) -> Iterator[Problem]:
    for name, condition in (("when", rule.when), ("unless", rule.unless)):
        if condition and (what := _size(condition, vocabulary)):
            help_line = "Two rules can share its lines."
            yield Problem(Code.TOO_LARGE, what, key_of(rule, name), about(rule), help=help_line)


def _size(condition: Condition, vocabulary: Vocabulary) -> str:
    """That a condition is too large for the engine, and by how much; empty where it is not."""
    count = ways_to_hold(condition, vocabulary)
    if count > MOST_WAYS:
        ways = str(count) if count <= TOLD_IN_FIGURES else f"more than {TOLD_IN_FIGURES:,}"
        return f"this condition can hold in {ways} ways; {MOST_WAYS} is the most the engine is given"
    lines = len(condition.lines) + max(map(len, condition.alternatives), default=0)
    if lines > MOST_LINES:
        return f"{lines} lines of this condition hold together; {MOST_LINES} is the most the engine is given"
    return ""


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
            place = key_of(rule, "examples")
            fact = next(iter(rule.when.reads()), "…")
            such_as = SUCH_AS[outcome].format(fact=fact)
            yield Problem(Code.MISSING_EXAMPLE, what, place, about(rule), help=such_as)


def _unsaid(rule: Rule, vocabulary: Vocabulary) -> Iterator[Problem]:
    may_act = any(
        restricts(directive.body) and not isinstance(directive.body, Refer) for directive in rule.then
    )
    may_refer = rule.if_unknown == "refer" and can_be_unknown(rule.when)
    if not rule.because_unknown and (may_refer or (may_act and rests_on_guarded(rule.when, vocabulary))):
        what = "“because_unknown” is missing: this rule may act only because an answer is missing"
        help_line = "Such as:  because_unknown: One question was left open, which is fine."
        yield Problem(Code.MISSING_KEY, what, key_of(rule, "because"), about(rule), help=help_line)


def _unprotected(rule: Rule, vocabulary: Vocabulary) -> Iterator[Problem]:
    """A missing answer may never give more than an answer (design 3), so some pairs are refused."""
    for line in rule.when.every_line():
        if not isinstance(line.test, Asked) or not vocabulary[line.fact].guarded:
            continue
        giving = (Permit, Aim) if not line.test.answered else (Limit, Gate, Start)
        for directive in rule.then:
            if isinstance(directive.body, giving):
                what = f"“{line}” with “{directive.verb}” gives more to whoever leaves “{line.fact}” out"
                help_line = (
                    "Nobody comes out ahead by leaving a question out: the line names answers instead."
                )
                place = places_of(rule, line.fact, "when")[0]
                yield Problem(Code.UNPROTECTED, what, place, about(rule), help=help_line)


def _readings_apart(book: RuleBook) -> Iterator[Problem]:
    """Two rules that read an ordinary choice differently: nothing tells which reading is gentler."""
    first: dict[str, tuple[object, Rule]] = {}
    for rule in book.rules:
        for body in (item.body for item in rule.then if isinstance(item.body, Contradiction)):
            for name, reading in body.read_as.items():
                fact = book.vocabulary.facts.get(name)
                plain = fact is not None and not fact.guarded and fact.kind != "number"
                before, other = first.setdefault(name, (reading, rule))
                if plain and before != reading:
                    what = f"another rule reads “{name}” as “{before}”; both need the same reading"
                    also = places_of(other, name, "then")[-1]
                    place = places_of(rule, name, "then")[-1]
                    yield Problem(Code.WRONG_VALUE, what, place, about(rule), also=also)


def _circles(book: RuleBook) -> Iterator[Problem]:
    reads = state_reads(book.rules, book.vocabulary)
    told: set[str] = set()
    for state in sorted(reads):
        if state in told or not _reaches(state, state, reads, set()):
            continue
        others = [name for name in sorted(reads) if name != state and _circle_of(state, name, reads)]
        told |= {state, *others}
        rule = next(rule for rule in book.rules if state in derived_by(rule))
        through = " and ".join(f"“{name}”" for name in others)
        what = f"the state “{state}” depends on itself{f', by way of {through}' if others else ''}"
        help_line = "One of its rules asks for answers instead of for that state."
        place = places_of(rule, state, "then")[0]
        yield Problem(Code.CIRCLE, what, place, about(rule), help=help_line)


def _circle_of(state: str, other: str, reads: dict[str, set[str]]) -> bool:
    return _reaches(state, other, reads, set()) and _reaches(other, state, reads, set())


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
