"""What a directive names must exist: facts, answers, activities, texts."""

from collections.abc import Callable, Iterable, Iterator

from recommender.loading.answers import answer_of
from recommender.loading.yaml_tree import Table, from_plain
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
from recommender.problem import Code, Problem, nearest

Check = Callable[[Directive, Rule, RuleBook], Iterator[Problem]]
TEXTS_OF_USE = {"opening": "openings", "endpoint": "endpoints", "minimum": "minimums", "cue": "cues"}


def check_directive(directive: Directive, rule: Rule, book: RuleBook) -> Iterator[Problem]:
    """Every name in the directive that leads nowhere."""
    for kind, check in _CHECKS:
        if isinstance(directive.body, kind):
            yield from check(directive, rule, book)


def _unknown(rule: Rule, name: str, what: str, allowed: Iterable[str]) -> Problem:
    words = tuple(allowed)
    said = f"“{name}” is not {what}"
    return Problem(Code.UNKNOWN_NAME, said, rule.span, f"rule “{rule.title}”", words, nearest(name, words))


def _names(rule: Rule, names: Iterable[str], what: str, allowed: Iterable[str]) -> Iterator[Problem]:
    words = tuple(allowed)
    yield from (_unknown(rule, name, what, words) for name in names if name not in words)


def _ask(directive: Directive, rule: Rule, book: RuleBook) -> Iterator[Problem]:
    if isinstance(directive.body, Ask | Contradiction):
        yield from _names(rule, directive.body.facts, "a fact that can be asked", book.vocabulary.asked())


def _contradiction(directive: Directive, rule: Rule, book: RuleBook) -> Iterator[Problem]:
    body = directive.body
    if not isinstance(body, Contradiction):
        return
    yield from _names(rule, body.read_as, "a fact that can be asked", book.vocabulary.asked())
    for name, reading in body.read_as.items():
        if name not in book.vocabulary.asked():
            continue
        if book.vocabulary[name].never_rewritten:
            what = f"“{name}” is never read otherwise than it was answered"
            yield Problem(Code.WRONG_VALUE, what, rule.span, f"rule “{rule.title}”")
        problems: list[Problem] = []
        node = from_plain({name: reading}, rule.span.source)
        value = node.get(name) if isinstance(node, Table) else None
        if value is not None:
            answer_of(name, value, book.vocabulary, problems, f"rule “{rule.title}”")
        yield from (_moved(problem, rule) for problem in problems)


def _moved(problem: Problem, rule: Rule) -> Problem:
    return Problem(problem.code, problem.what, rule.span, problem.about, problem.allowed, problem.suggestion)


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
        yield _unknown(rule, share.fact, "a fact that is a number", numbers)
    elif book.vocabulary[share.fact].guarded or not _answered_in(rule, share.fact):
        what = f"the amount rests on “{share.fact}”, so a line under “when” has to ask for it"
        yield Problem(
            Code.UNPROTECTED, what, rule.span, f"rule “{rule.title}”", suggestion=f"{share.fact}: answered"
        )


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
