"""Proves the laws of a rulebook for every person there could be."""

from recommender.proving.compared import Compared, Difference, compare
from recommender.proving.findings import Finding
from recommender.proving.prover import Proof, Prover
from recommender.proving.replay import Replayer
from recommender.proving.solver import Undecided, available

__all__ = [
    "Compared",
    "Difference",
    "Finding",
    "Proof",
    "Prover",
    "Replayer",
    "Undecided",
    "available",
    "compare",
]
