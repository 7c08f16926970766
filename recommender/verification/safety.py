"""What a rulebook has to do for everybody."""

from collections.abc import Iterator

from recommender.model.directive import Refer
from recommender.model.rule import RuleBook
from recommender.problem import Code, Problem
from recommender.source import Source, Span


def unheard_facts(book: RuleBook) -> Iterator[Problem]:
    """One problem for each fact that is never rewritten, such as a crisis, on which no rule refers."""
    referring = [rule for rule in book.rules if any(isinstance(item.body, Refer) for item in rule.then)]
    heard = {name for rule in referring for name in rule.when.reads()}
    for name in book.vocabulary.asked():
        if book.vocabulary[name].never_rewritten and name not in heard:
            what = f"no screening rule refers on “{name}”: with it there would be a programme"
            yield Problem(Code.UNHEARD, what, Span(Source("screening", "")))
