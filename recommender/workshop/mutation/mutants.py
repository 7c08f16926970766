"""Mutants: the rules of a rulebook, each altered once.

    a condition    each line dropped, one step wider, one step narrower, or turned round; each alternative
                   and each line of “unless” dropped
    a directive    dropped; each number, word on a scale and stretch of weeks one step either way; each list
                   one fewer; “prefer” and “avoid” exchanged
    if_unknown     each of the other words
    purpose        first or last, where several rules name a text for the same place and the purpose decides

What could not be written in a rule file is no mutant (but for an empty “when” or “then”), and neither is what
means the same as before.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from recommender.model.condition import Condition, Line
from recommender.model.directive import Refer, Use
from recommender.model.fact import Vocabulary
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Purpose, Stratum
from recommender.verification.plain_words import in_words
from recommender.workshop.mutation.directives import altered_directives
from recommender.workshop.mutation.lines import altered_lines

IF_UNKNOWN = ("refer", "ask", "ignore")
WITHOUT_REFERRAL = ("ask", "ignore")
"""Where a rule refers nobody, `refer` would mean what `ignore` does."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule altered once; `what` says how, in the author's words: “limit: weeks 1 to 2 -> 1”."""

    rule: Rule = field(repr=False)
    altered: Rule = field(repr=False)
    what: str

    @property
    def id(self) -> str:
        """The rule and the alteration, which name it in every run."""
        return f"{self.rule.id}, {self.what}"

    @property
    def conditional(self) -> bool:
        """Whether the condition was altered, and not what follows from it."""
        return (self.rule.when, self.rule.unless) != (self.altered.when, self.altered.unless)

    def book(self, book: RuleBook) -> RuleBook:
        """The rulebook with the altered rule in the place of its own."""
        if self.rule.stratum is Stratum.REVIEW and book.review is not None:
            return replace(book, review=_with(book.review, self))
        return _with(book, self)


def _with(book: RuleBook, mutant: Mutant) -> RuleBook:
    rules = tuple(mutant.altered if rule.id == mutant.rule.id else rule for rule in book.rules)
    return replace(book, rules=rules)


def mutants(book: RuleBook) -> tuple[Mutant, ...]:
    """Every mutant of every rule, in the order of the rules; the same ones in every run."""
    return tuple(mutant for part in book.parts for rule in part.rules for mutant in mutants_of(rule, part))


def mutants_of(rule: Rule, part: RuleBook) -> Iterator[Mutant]:
    """The mutants of one rule of a part of the rulebook; no two of them say or mean the same."""
    seen: set[str] = set()
    for what, altered in _altered(rule, part):
        mutant = Mutant(rule, altered, what)
        if mutant.id not in seen and altered != rule:
            seen.add(mutant.id)
            yield mutant


def _altered(rule: Rule, part: RuleBook) -> Iterator[tuple[str, Rule]]:
    vocabulary = part.vocabulary
    for what, condition in _conditions(rule.when, vocabulary):
        yield f"when: {what}", replace(rule, when=condition)
    yield from _liftings(rule, vocabulary)
    yield from _conclusions(rule, vocabulary)
    for purpose in _other_purposes(rule, part):
        yield f"purpose: {rule.purpose} -> {purpose}", replace(rule, purpose=purpose)
    if rule.stratum is Stratum.SCREENING:
        refers = any(isinstance(directive.body, Refer) for directive in rule.then)
        for word in IF_UNKNOWN if refers else WITHOUT_REFERRAL:
            yield f"if_unknown: {rule.if_unknown} -> {word}", replace(rule, if_unknown=word)


def _other_purposes(rule: Rule, part: RuleBook) -> Iterator[Purpose]:
    """First, where another rule comes before this one in naming a text, and last, where one comes after."""
    rivals = [other for other in part.rules if other is not rule and _slots(other) & _slots(rule)]
    if any(other.purpose.rank > rule.purpose.rank for other in rivals):
        yield Purpose.SAFETY
    if any(other.purpose.rank < rule.purpose.rank for other in rivals):
        yield Purpose.EDUCATION


def _slots(rule: Rule) -> set[str]:
    """The places for which a rule names a text."""
    used = [directive.body for directive in rule.then if isinstance(directive.body, Use)]
    return {name for body in used for name, text in body if name != "weeks" and text}


def _liftings(rule: Rule, vocabulary: Vocabulary) -> Iterator[tuple[str, Rule]]:
    """The rule without its “unless”, or with that one altered."""
    if rule.unless is None:
        return
    yield "unless: dropped", replace(rule, unless=None)
    single = len(tuple(rule.unless.every_line())) == 1
    for what, condition in _conditions(rule.unless, vocabulary):
        if not (single and what.endswith(" dropped")):
            yield f"unless: {what}", replace(rule, unless=condition)


def _conditions(condition: Condition, vocabulary: Vocabulary) -> Iterator[tuple[str, Condition]]:
    for what, lines in _groups(condition.lines, vocabulary):
        yield what, replace(condition, lines=lines)
    for place, group in enumerate(condition.alternatives):
        before, after = condition.alternatives[:place], condition.alternatives[place + 1 :]
        yield f"any of, {_said(group)} dropped", replace(condition, alternatives=before + after)
        for what, lines in _groups(group, vocabulary):
            if lines:
                yield f"any of, {what}", replace(condition, alternatives=(*before, lines, *after))


def _groups(lines: tuple[Line, ...], vocabulary: Vocabulary) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """The lines with one of them dropped, or one of them altered."""
    for place, line in enumerate(lines):
        before, after = lines[:place], lines[place + 1 :]
        yield f"{line} dropped", (*before, *after)
        for other in altered_lines(line, vocabulary):
            yield f"{line} -> {other.words}", (*before, other, *after)


def _said(group: tuple[Line, ...]) -> str:
    return ", ".join(map(str, group))


def _conclusions(rule: Rule, vocabulary: Vocabulary) -> Iterator[tuple[str, Rule]]:
    for place, directive in enumerate(rule.then):
        before, after = rule.then[:place], rule.then[place + 1 :]
        written = in_words(directive.written).removeprefix("{").removesuffix("}")
        yield f"{written} dropped", replace(rule, then=(*before, *after))
        for what, other in altered_directives(directive, rule, vocabulary):
            yield what, replace(rule, then=(*before, other, *after))
