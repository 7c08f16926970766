"""How the time grows with the number of rules: `make bench`.

Rules are generated beside the shipped ones. Each size is loaded and checked, recommends to a few people,
and is verified; the figures are seconds of this machine, and beside them the ratio to the shipped rules
in the same run, which is what can be compared.
"""

import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent.parent))

from generated_rules import folder_with
from people import Person, somebody

from recommender.loading import load_rulebook
from recommender.loading.profile import read_answers
from recommender.proving import Prover
from recommender.recommend import Recommender
from recommender.workshop.checking import findings

SIZES = (0, 1000, 5000)
PEOPLE = 5
WORK = ("load", "check", "compile", "infer", "verify")


def measured(many: int) -> tuple[int, dict[str, float]]:
    """The number of rules, and the seconds that each piece of work took; a person's for `infer`."""
    taken: dict[str, float] = {}
    with TemporaryDirectory() as place:
        folder = folder_with(Path(place), many)
        start = perf_counter()
        book = load_rulebook(folder)
        taken["load"] = perf_counter() - start
        start = perf_counter()
        findings(book, folder)
        taken["check"] = perf_counter() - start
    start = perf_counter()
    with Recommender(book) as recommender:
        taken["compile"] = perf_counter() - start
        profiles = [read_answers(one.answers, book, one.role) for one in _people()]
        start = perf_counter()
        for profile in profiles:
            recommender.recommend_profile(profile)
        taken["infer"] = (perf_counter() - start) / PEOPLE
    start = perf_counter()
    with Prover(book) as prover:
        prover.prove()
    taken["verify"] = perf_counter() - start
    return len(book.every_rule), taken


def _people() -> list[Person]:
    return [somebody(Random(seed), adjusting=False) for seed in range(PEOPLE)]


def main() -> None:
    print("\nHow the time grows with the number of rules (seconds, and the ratio to the shipped rules)\n")
    print(f"{'rules':>6}  " + "".join(f"{name:>18}" for name in WORK))
    first: dict[str, float] = {}
    for many in SIZES:
        count, taken = measured(many)
        first = first or taken
        shown = (f"{taken[name]:8.2f} ({taken[name] / first[name]:5.1f}x)" for name in WORK)
        print(f"{count:>6}  " + "".join(f"{text:>18}" for text in shown), flush=True)


if __name__ == "__main__":
    main()
