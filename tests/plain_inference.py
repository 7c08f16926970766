"""What rules conclude about somebody, worked out one rule after the other: slowly, with nothing prepared."""

from random import Random

from people import answers_to, shipped

from recommender.inference.conclusions import firing, reinterpret, state_truths
from recommender.inference.evaluator import read_rules
from recommender.inference.strata import passes
from recommender.model.directive import Refer
from recommender.model.fact import Facts, Missing
from recommender.model.rule import RuleBook
from recommender.model.scale import Stratum
from recommender.model.trace import Firing, Reading, Trace
from recommender.model.truth import NO, Truth


def plainly(book: RuleBook, given: Facts) -> Trace:
    """The trace of a person: every rule as the evaluator reads it, and what it concludes from that."""
    facts, vocabulary = given, book.vocabulary
    readings: dict[str, Reading] = {}
    states: dict[str, Truth] = {}
    fired: list[Firing] = []
    for rules in passes(book):
        if rules[0].stratum in (Stratum.STATES, Stratum.PRESCRIPTION) and refers(fired):
            break
        read = read_rules(rules, facts, states, vocabulary)
        found = [firing(rule, read[rule.id], facts, states, vocabulary) for rule in rules]
        derived = state_truths(rules, read)
        states |= {name: max(truth, states.get(name, NO)) for name, truth in derived.items()}
        readings |= read
        fired += [one for one in found if one is not None]
        if rules[0].stratum is Stratum.CONTRADICTIONS:
            facts = reinterpret(facts, fired, vocabulary)
    return Trace(given, facts, readings, states, tuple(fired))


def refers(fired: list[Firing]) -> bool:
    """Whether one of these rules sends the person to somebody first."""
    return any(isinstance(directive.body, Refer) for one in fired for directive in one.concluded)


def anybody(random: Random) -> Facts:
    """Answers that need not go together, about a third of them missing for one reason or another."""
    known = {}
    withheld = {}
    for name in shipped().vocabulary.asked():
        if random.random() < 0.65:
            known[name] = answers_to(shipped().vocabulary[name], random)
        elif random.random() < 0.5:
            withheld[name] = random.choice((Missing.UNKNOWN, Missing.DECLINED))
    return Facts(known, withheld)
