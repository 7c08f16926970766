"""What a directive names must exist: facts, answers, activities, texts."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from recommender.loading.answers import answer_of
from recommender.loading.legible import called
from recommender.loading.pinpoint import places_of
from recommender.loading.yaml_tree import Table, Text, from_plain, plain
from recommender.model.condition import Asked
from recommender.model.directive import (
    Advise,
    Ask,
    Contradiction,
    Derive,
    Directive,
    Doses,
    Gate,
    Meet,
    Note,
    Offer,
    Selector,
    Use,
)
from recommender.model.rule import Rule, RuleBook
from recommender.model.spelling import FromAnswer, Share
from recommender.model.texts import Wording
from recommender.problem import Code, Problem, likely

Check = Callable[[Directive, Rule, RuleBook], Iterator[Problem]]
TEXTS_OF_USE = {"opening": "openings", "endpoint": "endpoints", "minimum": "minimums", "cue": "cues"}


def check_directive(directive: Directive, rule: Rule, book: RuleBook) -> Iterator[Problem]:
    """Every name in the directive that leads nowhere."""
    for kind, check in _CHECKS:
        if isinstance(directive.body, kind):
            yield from check(directive, rule, book)


def about(rule: Rule) -> str:
    """How a message names a rule."""
    return called(rule.title, rule.id)


def _unknown(rule: Rule, name: str, what: str, allowed: Iterable[str]) -> Iterator[Problem]:
    """One mistake for each place at which the rule names it."""
    for place in places_of(rule, name, "then"):
        wrong = Problem(Code.UNKNOWN_NAME, f"“{name}” is not {what}", place, about(rule), tuple(allowed))
        yield likely(wrong, name)


def _names(rule: Rule, names: Iterable[str], what: str, allowed: Iterable[str]) -> Iterator[Problem]:
    words = tuple(allowed)
    for name in dict.fromkeys(names):
        if name not in words:
            yield from _unknown(rule, name, what, words)


def _ask(directive: Directive, rule: Rule, book: RuleBook) -> Iterator[Problem]:
    if isinstance(directive.body, Ask | Contradiction):
        yield from _names(rule, directive.body.facts, "a fact that can be asked", book.vocabulary.asked())


def _contradiction(directive: Directive, rule: Rule, book: RuleBook) -> Iterator[Problem]:
    body = directive.body
    if not isinstance(body, Contradiction):
        return
    yield from _names(rule, body.read_as, "a fact that can be asked", book.vocabulary.asked())
    for name in body.read_as:
        if name not in book.vocabulary.asked():
            continue
        if book.vocabulary[name].never_rewritten:
            what = f"“{name}” is never read otherwise than it was answered"
            yield Problem(Code.WRONG_VALUE, what, places_of(rule, name, "then")[-1], about(rule))
        yield from _reading(name, directive, rule, book)


def _reading(name: str, directive: Directive, rule: Rule, book: RuleBook) -> Iterator[Problem]:
    """What an answer is read as is an answer, too."""
    body, problems = directive.body, list[Problem]()
    node = from_plain(body.read_as, rule.span.source) if isinstance(body, Contradiction) else None
    value = node.get(name) if isinstance(node, Table) else None
    if value is not None:
        answer_of(name, value, book.vocabulary, problems, about(rule))
    for problem in problems:
        said = str(plain(value)) if isinstance(value, Text) else name
        place = places_of(rule, said, "then")[-1]
        yield replace(problem, span=place, certain=problem.certain and place.marked == said)


def _derive(directive: Directive, rule: Rule, book: RuleBook) -> Iterator[Problem]:
    if isinstance(directive.body, Derive):
        yield from _names(
            rule, [directive.body.state], "a derived state of the vocabulary", book.vocabulary.states()
        )


def _need(directive: Directive, rule: Rule, book: RuleBook) -> Iterator[Problem]:
    if isinstance(directive.body, Meet):
        yield from _names(
            rule, [directive.body.need], "something that a gate needs", book.texts.wording.gate_needs
        )


def _doses(directive: Directive, rule: Rule, book: RuleBook) -> Iterator[Problem]:
    for _, amount in directive.body:
        if isinstance(amount, Share):
            yield from _share(amount, rule, book)


def _share(share: Share, rule: Rule, book: RuleBook) -> Iterator[Problem]:
    numbers = [name for name in book.vocabulary.asked() if book.vocabulary[name].kind == "number"]
    if share.fact not in numbers:
        yield from _unknown(rule, share.fact, "a fact that is a number", numbers)
    elif book.vocabulary[share.fact].guarded or not _answered_in(rule, share.fact):
        what = _resting_on(share.fact, guarded=book.vocabulary[share.fact].guarded)
        place = places_of(rule, share.fact, "then")[0]
        guarded = book.vocabulary[share.fact].guarded
        left_out = "Whoever leaves the question out could get more than somebody who answers it."
        help_line = left_out if guarded else f"Below “when” a line says so:  {share.fact}: answered"
        yield Problem(Code.UNPROTECTED, what, place, about(rule), help=help_line)


def _resting_on(fact: str, *, guarded: bool) -> str:
    if guarded:
        return f"no amount can rest on “{fact}”, which is marked safety or careful"
    return f"the amount rests on “{fact}”, so a line under “when” has to ask for it"


def _answered_in(rule: Rule, fact: str) -> bool:
    return any(
        line.fact == fact and (not isinstance(line.test, Asked) or line.test.answered)
        for line in rule.when.lines
    )


def _selector(directive: Directive, rule: Rule, book: RuleBook) -> Iterator[Problem]:
    body = directive.body
    if not isinstance(body, Selector):
        return
    if isinstance(body.activity, tuple):
        yield from _names(rule, body.activity, "an activity", book.activities)
    if isinstance(body.setting, tuple) and "settings_ok" in book.vocabulary:
        yield from _names(rule, body.setting, "a setting", book.vocabulary["settings_ok"].answers)
    asked = [name for name in book.vocabulary.asked() if book.vocabulary[name].kind in ("set", "choice")]
    chosen = [value for _, value in body if isinstance(value, FromAnswer)]
    yield from _names(rule, [value.fact for value in chosen], "a fact with answers to choose from", asked)


def _use(directive: Directive, rule: Rule, book: RuleBook) -> Iterator[Problem]:
    if isinstance(directive.body, Use):
        for key, section in TEXTS_OF_USE.items():
            name = getattr(directive.body, key)
            yield from _names(
                rule, [name] if name else [], f"a text under {section}", _section(book, section)
            )


def _texts(directive: Directive, rule: Rule, book: RuleBook) -> Iterator[Problem]:
    body = directive.body
    if isinstance(body, Note):
        yield from _names(rule, [body.text], "a text under notes", _section(book, "notes"))
    elif isinstance(body, Advise):
        yield from _names(rule, [body.see], "a text under advice", _section(book, "advice"))
    elif isinstance(body, Gate):
        yield from _names(rule, body.needs, "a text under gate_needs", _section(book, "gate_needs"))


def _offer(directive: Directive, rule: Rule, book: RuleBook) -> Iterator[Problem]:
    if isinstance(directive.body, Offer) and directive.body.any_time:
        yield from _names(rule, [directive.body.any_time], "an activity", book.activities)


def _section(book: RuleBook, name: str) -> dict[str, str]:
    wording: Wording = book.texts.wording
    section: dict[str, str] = getattr(wording, name)
    return section


_CHECKS: tuple[tuple[type | tuple[type, ...], Check], ...] = (
    ((Ask, Contradiction), _ask),
    (Contradiction, _contradiction),
    (Derive, _derive),
    (Meet, _need),
    (Doses, _doses),
    (Selector, _selector),
    (Use, _use),
    ((Note, Advise, Gate), _texts),
    (Offer, _offer),
)
