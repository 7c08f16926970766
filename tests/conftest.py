"""What the tests share: the shipped rulebook, a recommender on it, and hypotheses that come out the same."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from museum import Museum
from people import shipped

from recommender.model.rule import RuleBook
from recommender.recommend import Recommender

# Kept rules are neither read nor written here, only by processes of their own (own_process.py).
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


def pytest_collection_finish() -> None:
    """What was imported stays: from here on, nothing looks through it for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def book() -> RuleBook:
    """The shipped rulebook."""
    return shipped()


@pytest.fixture
def recommending(book: RuleBook) -> Iterator[Recommender]:
    """A recommender of its own, closed afterwards."""
    with Recommender(book) as recommender:
        yield recommender


@pytest.fixture(scope="session")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Museum:
    """A small rulebook beside the shipped words, named by a short path; each test says what it writes."""
    place = tmp_path_factory.mktemp("museum")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        return Museum(Path())


@pytest.fixture
def beside(museum: Museum, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test runs where that rulebook is."""
    monkeypatch.chdir(museum.home)
