"""What may leave a casebook without the person: what a vocabulary marks with `leaves`, and nothing else.

A fact or a field of a log without the mark is left out until its author has decided about it. What is private
is left out whatever its marks. Fit for the mark is what has its answers from a list, or is a number that
counts or measures and tells no date, age or place: an age is a choice of bands.

The yardstick: the 18 identifiers of HIPAA's safe harbour (45 CFR 164.514(b)(2)), among them every date finer
than a year, every age over 89, places, and any code that stands for one person.
"""

from recommender.model.fact import Vocabulary


def may_leave(vocabulary: Vocabulary) -> frozenset[str]:
    """Of the facts of a vocabulary those that may leave."""
    return frozenset(
        name for name, fact in vocabulary.facts.items() if fact.leaves and not (fact.private or fact.derived)
    )
