"""What the tests share: the shipped rulebook, a recommender on it, and hypotheses that come out the same."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from people import shipped

from recommender.model.rule import RuleBook
from recommender.recommend import Recommender

# No test reads or writes what the program keeps for whoever runs them; those about that have their own.
os.environ["RECOMMENDER_CACHE"] = "off"

# Among rulebooks and thousands of tests, Python's own rhythm of cleaning up takes a sixth of the time.
gc.set_threshold(20_000, 20, 20)

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
