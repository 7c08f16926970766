"""What a rulebook has to do for everybody."""

from collections.abc import Iterable, Iterator

from recommender.model.condition import Asked
from recommender.model.directive import Decide, Refer
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Decision, Stratum
from recommender.problem import Code, Problem
from recommender.source import Source, Span


def unheard_facts(book: RuleBook, folder: str) -> Iterator[Problem]:
    """One problem for each fact on which somebody has to be referred, and no rule refers.

    Such are, of the answers of a person, those that are never rewritten, and of what a week comes to, those
    marked safety that a session of the log can name. `folder` is where the rules are, as messages name it.
    """
    heard = _read_by(rule for rule in book.rules if _refers(rule))
    for name in book.vocabulary.asked():
        if book.vocabulary[name].never_rewritten and name not in heard:
            what = f"no screening rule refers on “{name}”: with it there would be a programme"
            yield _unheard(what, f"{folder}/{Stratum.SCREENING}", "a screening rule with “refer”")
    if book.review is not None:
        yield from _unheard_at_a_check_in(book, book.review, f"{folder}/{Stratum.REVIEW}")


def _unheard_at_a_check_in(book: RuleBook, review: RuleBook, folder: str) -> Iterator[Problem]:
    heard = _read_by(rule for rule in review.rules if _refers(rule))
    for name in review.vocabulary.safety():
        if name in book.log and name not in heard:
            what = f"no rule of a check-in refers on “{name}”: with it the programme would go on"
            yield _unheard(what, folder, "a rule of review with “decide: {decision: refer, urgency: …}”")


def _unheard(what: str, folder: str, rule: str) -> Problem:
    return Problem(Code.UNHEARD, what, Span(Source(folder, "")), help=f"Put back {rule} that reads it.")


def _refers(rule: Rule) -> bool:
    bodies = [directive.body for directive in rule.then]
    return any(
        isinstance(body, Refer) or (isinstance(body, Decide) and body.decision is Decision.REFER)
        for body in bodies
    )


def _read_by(rules: Iterable[Rule]) -> frozenset[str]:
    """The facts that a condition asks more of than whether they were answered."""
    lines = (line for rule in rules for line in rule.when.every_line())
    return frozenset(line.fact for line in lines if not isinstance(line.test, Asked))
