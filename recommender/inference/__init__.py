"""From facts to a trace: what the rules of each stratum conclude about one person."""

from recommender.inference.evaluator import evaluate
from recommender.inference.strata import Disagreement, EngineFault, Inference

__all__ = ["Disagreement", "EngineFault", "Inference", "evaluate"]
