"""Rules that nobody wrote, beside the shipped ones: the larger numbers of them are for `make bench`."""

from pathlib import Path
from random import Random

from generated_rules import folder_with, generated
from people import shipped, somebody

from recommender.loading import load_rulebook
from recommender.proving import Prover
from recommender.recommend import Recommender
from recommender.verification.examples import failing_examples

MANY = 40


def test_generated_rules_load_hold_their_examples_recommend_and_are_verified(tmp_path: Path) -> None:
    book = load_rulebook(folder_with(tmp_path, MANY))
    person = somebody(Random(1), adjusting=False)

    with Recommender(book) as recommender:
        given = recommender.recommend(person.answers, person.role)
    with Prover(book) as prover:
        refuted = [law.id for law in book.invariants.laws if law.then and any(prover.law(law))]

    assert len(book.every_rule) == len(shipped().every_rule) + MANY
    assert list(failing_examples(book)) == []
    assert given.outcome in ("programme", "limited", "referral")
    assert refuted == []


def test_the_same_seed_generates_the_same_rules() -> None:
    assert list(generated(5, Random(3))) == list(generated(5, Random(3)))
    assert list(generated(5, Random(3))) != list(generated(5, Random(4)))
