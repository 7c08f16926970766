"""What the tests share: the shipped rulebook, a recommender on it, and hypotheses that come out the same."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from people import shipped

from recommender.model.rule import RuleBook
from recommender.recommend import Recommender

settings.register_profile(
    "house",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")


@pytest.fixture(scope="session")
def book() -> RuleBook:
    """The shipped rulebook."""
    return shipped()


@pytest.fixture
def recommending(book: RuleBook) -> Iterator[Recommender]:
    """A recommender of its own, closed afterwards."""
    with Recommender(book) as recommender:
        yield recommender
