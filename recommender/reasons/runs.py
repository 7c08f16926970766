"""Weeks that follow each other, together."""

from collections.abc import Sequence
from itertools import groupby


def runs(numbers: Sequence[int]) -> list[list[int]]:
    """Rising numbers, those that follow each other as one run; no run is empty."""
    grouped = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    return [[number for _, number in group] for _, group in grouped]
