"""What a profile expects of weeks that went one way or another, and what the rules of review make of them.

Each entry of `check_ins` has under `week` what the week came to, in the words of the vocabulary of weeks
(`log.yaml`), and beside it what follows from it:

    decision     the word of the contract
    because      among the rules that made the decision
    urgency      of a referral
    restart      yes where it goes back to the first week
    met          among what gates need and this week shows; an empty list: none of it
    attention    how far it may go from now on: further, as before, or less far
"""

from collections.abc import Callable, Collection, Iterator, Mapping

from recommender.inference.evaluator import read_rules
from recommender.loading.answers import admit
from recommender.loading.yaml_tree import Table, from_plain
from recommender.model.fact import Facts
from recommender.model.rule import RuleBook
from recommender.model.trace import Trace
from recommender.model.written import Plain
from recommender.problem import Problem
from recommender.review.verdict import Verdict
from recommender.source import Source
from recommender.verification.expectations import Miss
from recommender.verification.plain_words import in_words
from recommender.workshop.mutation.run import firings

KEY = "check_ins"
HERE = Source("<check_ins>", "")


def check_in_misses(expected: Mapping[str, Plain], book: RuleBook) -> Iterator[Miss]:
    """What was expected of a week and did not follow."""
    entries = expected.get(KEY, [])
    for number, entry in enumerate(entries if isinstance(entries, list) else [entries], 1):
        if isinstance(entry, Mapping):
            yield from (Miss(KEY, f"week {number} of them, {what}") for what in _misses(entry, book))
        else:
            yield Miss(KEY, f"entry {number} of them has no “week”")


def check_in_runs(expected: Mapping[str, Plain], book: RuleBook) -> Iterator[Trace]:
    """What the rules of review conclude about each of these weeks."""
    entries = expected.get(KEY, [])
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, Mapping):
            yield reviewed(week_of(entry, book, []), book)


def week_of(entry: Mapping[str, Plain], book: RuleBook, problems: list[Problem]) -> Facts:
    """What an entry says that a week came to."""
    node = from_plain(entry.get("week", {}), HERE)
    review = book.review or book
    return admit(node, review.vocabulary, problems) if isinstance(node, Table) else Facts()


def reviewed(facts: Facts, book: RuleBook) -> Trace:
    """What the rules of review conclude about a week."""
    review = book.review or book
    readings = read_rules(review.rules, facts, {}, review.vocabulary)
    return Trace(facts, facts, readings, {}, firings(review.rules, readings, facts, {}, review.vocabulary))


def _misses(entry: Mapping[str, Plain], book: RuleBook) -> Iterator[str]:
    problems: list[Problem] = []
    facts = week_of(entry, book, problems)
    yield from (problem.what for problem in problems)
    verdict = Verdict.of(reviewed(facts, book))
    for key, wanted in entry.items():
        if key not in ("week", *AMONG, *FOLLOWS):
            yield f"{key}: nobody knows what that means"
        elif key in AMONG:
            yield from _not_among(wanted, AMONG[key](verdict), key)
        elif key != "week" and (found := FOLLOWS[key](verdict)) != wanted:
            yield f"{key} {found} instead of {in_words(wanted)}"


def _not_among(wanted: Plain, found: Collection[str], key: str) -> Iterator[str]:
    names = wanted if isinstance(wanted, list) else [wanted]
    yield from (f"{key} {name} is not there" for name in names if name not in found)
    yield from [] if names or not found else [f"{key}: none was expected"]


FOLLOWS: dict[str, Callable[[Verdict], object]] = {
    "decision": lambda verdict: str(verdict.decision),
    "urgency": lambda verdict: str(verdict.urgency) if verdict.urgency else "none",
    "restart": lambda verdict: "yes" if verdict.restart else "no",
    "attention": lambda verdict: {-1: "less far", 0: "as before", 1: "further"}[verdict.attend],
}
AMONG: dict[str, Callable[[Verdict], Collection[str]]] = {
    "because": lambda verdict: verdict.because,
    "met": lambda verdict: verdict.met,
}
