"""One unknown person under one rulebook: how true each rule is of them, and which directives act."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from recommender.inference.conclusions import typed
from recommender.model.directive import Body, Contradiction, Derive, Directive, Hold, Refer, restricts
from recommender.model.fact import Answer, Missing
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Stratum, Urgency
from recommender.proving.answers import Given, Reading, Reread
from recommender.proving.formulas import Formulas, Literal
from recommender.proving.truths import Reader, Truths


@dataclass(frozen=True, slots=True)
class Act:
    """A directive, and the formula that says that it acts. `sure` that its rule is true for sure."""

    rule: Rule
    directive: Directive
    where: Literal
    sure: Literal

    @property
    def body(self) -> Body:
        return self.directive.body


@dataclass(frozen=True)
class Somebody:
    """Anybody there could be, as formulas over their answers.

    `acts` leaves out that nothing is prescribed after a referral: ask `referred` and `limited` beside it.
    """

    formulas: Formulas
    book: RuleBook
    given: Given
    reread: Reread
    states: Mapping[str, Truths]
    truths: Mapping[str, Truths]
    acts: tuple[Act, ...]
    reader: Reader = field(repr=False)

    def of(self, kind: type[Body]) -> Sequence[Act]:
        """Every act of a kind of directive, in the order of the rules."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> Mapping[type[Body], Sequence[Act]]:
        found: dict[type[Body], list[Act]] = {}
        for act in self.acts:
            found.setdefault(type(act.body), []).append(act)
        return found

    @cached_property
    def referred(self) -> Literal:
        """Somebody is to look first."""
        return self.formulas.any_of(act.where for act in self.of(Refer))

    def urgent(self, urgency: Urgency) -> Literal:
        """The referral is so urgent, or more."""
        return self.formulas.any_of(
            act.where
            for act in self.of(Refer)
            if isinstance(act.body, Refer) and urgency.at_most(act.body.urgency)
        )

    @cached_property
    def limited(self) -> Literal:
        """No doses are given: a safety answer is missing or contradicted, or a rule holds."""
        safety = self.book.vocabulary.safety()
        open_ones = (-self.given.answered(name) for name in safety)
        contradicted = (
            act.where
            for act in self.of(Contradiction)
            if isinstance(act.body, Contradiction) and set(act.body.facts) & set(safety)
        )
        return self.formulas.any_of([*open_ones, *contradicted, *(act.where for act in self.of(Hold))])


def somebody(formulas: Formulas, book: RuleBook, apart: frozenset[str] = frozenset()) -> Somebody:
    """Anybody, under a rulebook. The facts in `apart` are answered by a second person, all others by both."""
    given = Given(formulas, book.vocabulary, apart)
    making = _Making(formulas, book, given)
    making.read(book.of(Stratum.CONTRADICTIONS))
    making.reread = Reread(given, _readings(formulas, making.acts, book))
    making.read(book.of(Stratum.SCREENING))
    for layer in layers(book):
        making.read(layer)
    making.read((*book.of(Stratum.PRESCRIPTION), *book.of(Stratum.REVIEW)))
    return Somebody(
        formulas,
        book,
        given,
        making.reread,
        making.states,
        making.truths,
        tuple(making.acts),
        making.reader,
    )


class _Making:
    """A person on the way through the strata."""

    def __init__(self, formulas: Formulas, book: RuleBook, given: Given) -> None:
        self.formulas, self.book = formulas, book
        self.reread = Reread(given)
        self.states: dict[str, Truths] = {}
        self.truths: dict[str, Truths] = {}
        self.acts: list[Act] = []

    @property
    def reader(self) -> Reader:
        return Reader(self.formulas, self.book.vocabulary, self.reread, dict(self.states))

    def read(self, rules: Sequence[Rule]) -> None:
        reader, derived = self.reader, dict[str, list[Truths]]()
        for rule in rules:
            truth = reader.rule(rule.when, rule.unless)
            self.truths[rule.id] = truth
            self.acts += [self._act(rule, item, truth, reader) for item in rule.then]
            for body in (item.body for item in rule.then if isinstance(item.body, Derive)):
                derived.setdefault(body.state, []).append(truth)
        one = self.formulas.any_of
        for state, truths in derived.items():
            self.states[state] = Truths(
                one(each.sure for each in truths),
                one(each.possible for each in truths),
                one(each.unknown for each in truths),
            )

    def _act(self, rule: Rule, directive: Directive, truth: Truths, reader: Reader) -> Act:
        where = truth.possible if restricts(directive.body) else truth.sure
        if isinstance(directive.body, Refer):
            lifted = reader.condition(rule.unless)
            sure = self.formulas.all_of([reader.condition(rule.when).sure, -lifted.sure])
            where = self.formulas.any_of([sure, truth.unknown]) if rule.if_unknown == "refer" else sure
        return Act(rule, directive, where, truth.sure)


def layers(book: RuleBook) -> Iterator[tuple[Rule, ...]]:
    """The rules that derive states, in layers that read only what is already derived."""
    waiting = list(book.of(Stratum.STATES))
    while waiting:
        underived = {body.state for rule in waiting for body in _derives(rule)}
        ready = tuple(rule for rule in waiting if not underived & set(rule.reads()))
        if not ready:
            raise ValueError("states that depend on themselves are refused when the rules are loaded")
        yield ready
        waiting = [rule for rule in waiting if rule not in ready]


def _derives(rule: Rule) -> Iterator[Derive]:
    return (item.body for item in rule.then if isinstance(item.body, Derive))


def _readings(formulas: Formulas, acts: list[Act], book: RuleBook) -> dict[str, tuple[Reading, ...]]:
    """How answers that contradict each other are read, one reading for each way that it can come out."""
    proposed: dict[str, dict[Answer | Missing, list[Literal]]] = {}
    for act in acts:
        if isinstance(act.body, Contradiction):
            for name, reading in act.body.read_as.items():
                answer = typed(reading, book.vocabulary[name].kind)
                proposed.setdefault(name, {}).setdefault(answer, []).append(act.where)
    return {
        name: tuple(_apart(formulas, ways, lowest=_takes_the_lowest(name, ways, book)))
        for name, ways in proposed.items()
    }


def _takes_the_lowest(name: str, ways: Mapping[Answer | Missing, object], book: RuleBook) -> bool:
    return not book.vocabulary[name].guarded and any(isinstance(answer, int) for answer in ways)


def _apart(
    formulas: Formulas, ways: Mapping[Answer | Missing, list[Literal]], *, lowest: bool
) -> Iterator[Reading]:
    """Where several readings meet: the lowest number, or no answer at all."""
    where = {answer: formulas.any_of(literals) for answer, literals in ways.items()}
    alone = {
        answer: formulas.all_of([here, *(-other for key, other in where.items() if key != answer)])
        for answer, here in where.items()
    }
    numbers = sorted(answer for answer in where if isinstance(answer, int))
    if lowest and len(where) > 1:
        for place, number in enumerate(numbers):
            lower = (-where[other] for other in numbers[:place])
            yield Reading(formulas.all_of([where[number], *lower]), number)
        some = formulas.any_of(where[number] for number in numbers)
        yield from (
            Reading(formulas.all_of([here, -some]), None if isinstance(answer, Missing) else answer)
            for answer, here in where.items()
            if not isinstance(answer, int)
        )
        return
    for answer, here in alone.items():
        yield Reading(here, None if isinstance(answer, Missing) else answer)
    together = formulas.all_of([formulas.any_of(where.values()), *(-here for here in alone.values())])
    yield Reading(together, None)
