"""What a check-in would ask because a log left it open, in words."""

from collections.abc import Iterable, Iterator

from recommender.reasons.names import Names


def asked(questions: Iterable[str], names: Names) -> Iterator[str]:
    """One line for each question, none of them empty: where its words are hidden, that is said."""
    known = names.outcomes
    for name in questions:
        text = names.fit(known("review", "asks", name)) if known.has("review", "asks", name) else ""
        yield text or names.fit(names.fact(name)) or known("hidden", "answer")
