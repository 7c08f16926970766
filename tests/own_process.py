"""What surrounds a process that a test starts."""

import os

KEPT_BACK = ("RECOMMENDER_CACHE",)


def surroundings(**other: str) -> dict[str, str]:
    """What surrounds the tests, where the program may keep the shipped rules, as it does for anybody.

    Without that, each process reads them anew, which is half of its life.
    """
    return {name: value for name, value in os.environ.items() if name not in KEPT_BACK} | other
