"""Looking back on a log: from what somebody wrote down to the next week."""

from recommender.review.check_in import Reviewer

__all__ = ["Reviewer"]
