"""What the facts are called that only rules of check-ins read: counts over a log, which no question asks."""

from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.reasons.names import Names, Said


class WeekNames(Names):
    """The words for what a log comes to."""

    def fact(self, name: str) -> str:
        """The label of a fact of the week; that of the question, where nothing was written for the week."""
        known = self.texts.has("shown", "week", name)
        return self.texts("shown", "week", name) if known else super().fact(name)

    def answer(self, name: str, said: Said) -> str:
        """As elsewhere, and a number alone: the label says what it counts."""
        return str(said) if isinstance(said, int) else super().answer(name, said)


def names_of(rule: Rule, book: RuleBook) -> Names:
    """The words for what a rule reads, with nothing hidden: an author reads every figure."""
    return names_in(book, at_check_ins=rule.stratum is Stratum.REVIEW)


def names_in(book: RuleBook, *, at_check_ins: bool) -> Names:
    """The words of the rules for a person, or of those for check-ins."""
    return WeekNames(book.review) if at_check_ins and book.review else Names(book)
