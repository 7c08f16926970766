"""The questions without an answer: which of them to ask, and which were left out and could have mattered."""

from recommender.model.adjustment import Role
from recommender.model.condition import Asked
from recommender.model.directive import Ask, Body, Contradiction
from recommender.model.fact import Missing
from recommender.model.rule import Rule, RuleBook
from recommender.model.trace import Trace
from recommender.model.truth import Truth

OPEN = (Truth.UNKNOWN, Truth.POSSIBLE)


def asks(trace: Trace, role: Role, book: RuleBook) -> tuple[str, ...]:
    """The questions that matter and have no answer, or answers that contradict; never what was declined.

    What only a clinician records is asked only of a clinician.
    """
    vocabulary = book.vocabulary
    wanted = {name for name in vocabulary.safety() if trace.given.get(name) is None}
    named = (*trace.concluded(Ask), *trace.concluded(Contradiction))
    wanted |= {name for _, directive in named for name in _brought_up(directive.body, trace)}
    for rule in book.asking:
        if _is_open(trace, rule) and not _is_closed(trace, rule):
            wanted |= {name for name in rule.reads() if trace.given.get(name) is None}
    return tuple(
        name
        for name in vocabulary.asked()
        if name in wanted
        and not _declined(trace, name)
        and (role == "clinician" or not vocabulary[name].clinician)
    )


def _brought_up(body: Body, trace: Trace) -> tuple[str, ...]:
    """The questions that a directive brings up: open ones, and answers that contradict each other."""
    if isinstance(body, Contradiction):
        return body.facts
    if isinstance(body, Ask):
        return tuple(name for name in body.facts if trace.given.get(name) is None)
    return ()


def left_out(trace: Trace, book: RuleBook) -> tuple[str, ...]:
    """The declined facts marked safety or careful that could have mattered."""
    vocabulary = book.vocabulary
    return tuple(
        name
        for name in vocabulary.guarded()
        if _declined(trace, name)
        and (vocabulary[name].safety or _may_matter(trace, name, book) or _asks_whether(trace, name))
    )


def _may_matter(trace: Trace, name: str, book: RuleBook) -> bool:
    """Whether a rule that looks at it cannot tell."""
    return any(_is_open(trace, rule) for rule in book.readers.get(name, ()))


def _asks_whether(trace: Trace, name: str) -> bool:
    """Whether a rule fired because there is no answer."""
    return any(
        line.fact == name and isinstance(line.test, Asked) and not line.test.answered
        for firing in trace.firings
        for line in firing.rule.when.every_line()
    )


def _is_open(trace: Trace, rule: Rule) -> bool:
    reading = trace.readings.get(rule.id)
    return reading is not None and reading.truth in OPEN


def _is_closed(trace: Trace, rule: Rule) -> bool:
    """Whether a declined answer keeps the rule open, whatever else is asked."""
    return any(_declined(trace, line.fact) for line in rule.when.lines)


def _declined(trace: Trace, name: str) -> bool:
    return trace.given.get(name) is None and trace.given.why_missing(name) is Missing.DECLINED
