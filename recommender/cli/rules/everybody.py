"""The people that rules are tried on: those of a folder that an author names, or those that came along."""

from dataclasses import dataclass
from pathlib import Path

from recommender.cli.results import Refusal
from recommender.inference import Disagreement, EngineFault
from recommender.loading.files import shown
from recommender.loading.home import shipped_profiles
from recommender.model.rule import RuleBook
from recommender.recommend import Recommender
from recommender.workshop.people import Held, Somebody, held, people_of, people_that_fit


@dataclass(frozen=True, slots=True)
class Everybody:
    """Everybody with what they are given; `left_out` came along and speak of what these rules do not know."""

    people: tuple[Held, ...]
    folder: str
    left_out: int = 0


def everybody(book: RuleBook, folder: Path | None) -> Everybody:
    """Everybody in a folder of profiles, or those that came with the program as far as they fit.

    Raises `Problems` for a profile in a named folder that cannot be used, and `Refusal` where engine and
    evaluator differ.
    """
    people = people_of(folder, book) if folder else people_that_fit(shipped_profiles(), book)
    where = folder or shipped_profiles()
    found = _held(people, book)
    left_out = 0 if folder else len(tuple(where.glob("*.yaml"))) - len(found)
    return Everybody(found, shown(where), left_out)


def _held(people: tuple[Somebody, ...], book: RuleBook) -> tuple[Held, ...]:
    try:
        with Recommender(book) as recommender:
            return tuple(held(somebody, recommender) for somebody in people)
    except (Disagreement, EngineFault) as error:
        raise Refusal(str(error)) from error
