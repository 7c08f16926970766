"""A rulebook of five rules in words of its own, for tests that read a whole output."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from shutil import copytree, ignore_patterns

from recommender.loading import load_rulebook
from recommender.loading.files import read_file
from recommender.loading.phrases import shipped_rules
from recommender.loading.yaml_tree import Table, parse, plain
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.model.texts import Phrases
from recommender.model.written import Plain
from recommender.problem import Problem
from recommender.recommend import Recommender

SMALL = Path(__file__).parent / "small_rules"
SHIPPED = (
    "log", "plan", "outcomes", "interview", "result", "what_if", "authoring", "explanation", "calendar",
    "handout", "record",
)  # fmt: skip
WARNING_SIGNS = "    kind: set\n    safety: true\n"
"""How the shipped log marks a question that none of the five rules reads."""

CITED = re.compile(r"\bsources: \[.*?\]")


def small_folder(folder: Path) -> Path:
    """The small rulebook on disk, with what it takes from the shipped one; its sources are its own."""
    rules = folder / "rules"
    copytree(SMALL, rules, ignore=ignore_patterns("words.yaml"))
    for name in SHIPPED:
        text = (shipped_rules() / f"{name}.yaml").read_text(encoding="utf-8")
        own = CITED.sub("sources: [S2]", text).replace(WARNING_SIGNS, "    kind: set\n")
        (rules / f"{name}.yaml").write_text(own, encoding="utf-8")
    return rules


def small_book(folder: Path) -> RuleBook:
    """The small rulebook in its own words."""
    book, own = load_rulebook(small_folder(folder)), _words()
    texts = replace(
        book.texts,
        outcomes=_overlaid(book.texts.outcomes, own["outcomes"]),
        explanation=_overlaid(book.texts.explanation, own["explanation"]),
    )
    return replace(book, texts=texts)


def recommended(book: RuleBook, **answers: str | int | list[str]) -> Recommendation:
    """What the small rulebook recommends to somebody who answered this."""
    with Recommender(book) as recommender:
        return recommender.recommend(answers)


def _words() -> Mapping[str, Plain]:
    problems: list[Problem] = []
    source = read_file(SMALL / "words.yaml", problems)
    node = parse(source, problems) if source else None
    assert isinstance(node, Table), problems
    return {key.value: plain(value) for key, value in node}


def _overlaid(phrases: Phrases, own: Plain) -> Phrases:
    texts = _over(phrases.texts, own)
    assert isinstance(texts, Mapping)
    return Phrases(phrases.name, texts)


def _over(below: Plain, above: Plain) -> Plain:
    if not (isinstance(below, Mapping) and isinstance(above, Mapping)):
        return above
    return {
        **below,
        **{key: _over(below[key], value) if key in below else value for key, value in above.items()},
    }
