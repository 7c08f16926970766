"""The shipped logic for other engines, and by hand: one file each, with a class `Engine` of one `Logic`."""

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from engines.logic import Logic
from recommender.model.fact import Facts

OTHERS = ("clips_rete", "zen_table", "jsonlogic", "business", "zen_expression")
BY_HAND = ("closures", "source")


class Running(Protocol):
    """An engine that was built; `run` gives the numbers of the decisions that hold for a person."""

    def run(self, facts: Facts) -> set[int]:
        """The numbers of the decisions that hold."""


class Translation(Protocol):
    """A file of this folder."""

    NAME: str
    PACKAGE: str

    def Engine(self, logic: Logic) -> Running:  # noqa: N802 - it is a class
        """The engine with the logic in it."""


def translations(names: tuple[str, ...] = (*OTHERS, *BY_HAND)) -> Iterator[Translation]:
    """Those files. Raises `ImportError` where the package of one is not there."""
    for name in names:
        yield cast(Translation, import_module(f"engines.{name}"))
