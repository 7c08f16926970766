"""The shipped rules: each is an argument that can be checked, and each text invites."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from people import shipped

from recommender.inference.conclusions import state_truths
from recommender.inference.evaluator import evaluate, read_rules
from recommender.loading.yaml_tree import Listing, Node, Text, parse
from recommender.model.condition import Asked
from recommender.model.directive import Derive
from recommender.model.fact import Facts
from recommender.model.rule import Outcome, Rule
from recommender.model.scale import Stratum
from recommender.model.truth import Truth, unless
from recommender.problem import Problem
from recommender.source import Source

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "rules").rglob("*.yaml"))
CLAIMS = [f"N{number:02}" for number in range(1, 43)]
HOMES = {"rule", "parameter", "text", "wording guard", "not used"}
EVIDENCE = {"article", "guideline", "trial", "convention"}
SAID: dict[Truth, Outcome] = {
    Truth.SURE: "fires",
    Truth.NO: "silent",
    Truth.POSSIBLE: "cannot tell",
    Truth.UNKNOWN: "cannot tell",
}
EXAMPLES = [(rule, number) for rule in shipped().rules for number in range(len(rule.examples))]

# What is never said: commands, judgements, promises, diagnoses and the words that hurt.
BANNED = re.compile(
    r"\b(safe|cleared|should|must|need to|needs to|have to|has to|never give up|just|push"
    r"|try harder|boost|calorie\w*|streak\w*|trigger\w*|activation|burn|lazy|failure|cure\w*|guarantee\w*)\b",
    re.IGNORECASE,
)
# Sentences that begin by telling somebody what to do; an emergency may, and so may the label of a button.
COMMANDS = re.compile(
    r"(?:^|[.!?] )(Stop|Go|Take|Keep|Make|Do not|Don[’']t|Try|Breathe|Relax|Remember|Avoid|Begin|Walk|Run"
    r"|Focus|Increase|Reduce|Call|Drink|Move|Listen|Never)\b"
)
MAY_COMMAND = re.compile(r"stop_signals|emergency|contacts|\.crisis")

NOT_SAID = {"sources.yaml", "vocabulary.yaml", "plan.yaml"}
OF_A_PERSON = {"id", "when", "unless", "then", "examples", "sources", "purpose", "evidence", "if_unknown"}


@pytest.mark.parametrize(("rule", "number"), EXAMPLES, ids=lambda item: getattr(item, "id", str(item)))
def test_an_example_does_what_its_rule_says(rule: Rule, number: int) -> None:
    example = rule.examples[number]

    assert SAID[truth_of(rule, example.facts)] == example.expected


def truth_of(rule: Rule, facts: Facts) -> Truth:
    """How true the whole condition of a rule is of these answers, its states worked out from them."""
    book, states = shipped(), dict[str, Truth]()
    for _ in book.vocabulary.states():  # each round settles at least one layer more
        states = state_truths(
            book.of(Stratum.STATES), read_rules(book.of(Stratum.STATES), facts, states, book.vocabulary)
        )
    lifted = evaluate(rule.unless, facts, states, book.vocabulary) if rule.unless else Truth.NO
    return unless(evaluate(rule.when, facts, states, book.vocabulary), lifted)


@pytest.mark.parametrize("rule", shipped().rules, ids=lambda rule: rule.id)
def test_a_rule_is_an_argument(rule: Rule) -> None:
    outcomes = {example.expected for example in rule.examples}
    definite = all(isinstance(line.test, Asked) for line in rule.when.every_line())

    assert rule.sources
    assert set(rule.sources) <= set(shipped().origins)
    assert rule.evidence in EVIDENCE
    assert {"fires", "silent"} <= outcomes
    assert definite or "cannot tell" in outcomes


def test_every_state_is_derived_by_some_rule_and_read_by_another() -> None:
    bodies = [directive.body for rule in shipped().of(Stratum.STATES) for directive in rule.then]
    derived = {body.state for body in bodies if isinstance(body, Derive)}
    read = {name for rule in shipped().rules for name in rule.reads()}

    assert derived == set(shipped().vocabulary.states())
    assert derived <= read


@pytest.mark.parametrize("claim", CLAIMS)
def test_each_claim_of_the_article_has_a_home(claim: str) -> None:
    origin = shipped().origins[claim]
    using = [rule.id for rule in shipped().rules if claim in rule.sources]

    assert set(origin.home) <= HOMES
    assert origin.home
    assert ("rule" in origin.home) == bool(using)
    assert ("not used" in origin.home) == bool(origin.why)
    assert "not used" not in origin.home or len(origin.home) == 1


def test_each_source_of_a_number_is_known() -> None:
    numbers = re.findall(r"sources: \[([^\]]*)\]", (ROOT / "rules" / "plan.yaml").read_text(encoding="utf-8"))
    named = {name.strip() for sources in numbers for name in sources.split(",")}

    assert named <= set(shipped().origins)
    assert named


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_text_commands_judges_or_promises(path: Path) -> None:
    banned = [text for place, text in texts_in(path) if BANNED.search(text) and "contacts" not in place]
    commands = [
        text
        for place, text in texts_in(path)
        if text.endswith(".") and COMMANDS.search(text) and not MAY_COMMAND.search(place)
    ]

    assert banned == []
    assert commands == []


def texts_in(path: Path) -> list[tuple[str, str]]:
    """Every text for a person in a file, with the keys that lead to it."""
    problems: list[Problem] = []
    node = parse(Source(path.name, path.read_text(encoding="utf-8")), problems)
    assert node is not None
    assert problems == []
    return [] if path.name in NOT_SAID else list(_texts(node, path.stem))


def _texts(node: Node, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, Text):
        if " " in node.value:
            yield place, node.value
    elif isinstance(node, Listing):
        for item in node.items:
            yield from _texts(item, place)
    else:
        for key, value in node:
            if key.value not in OF_A_PERSON:
                yield from _texts(value, f"{place}.{key.value}")


def test_the_check_of_the_language_sees_what_it_looks_for() -> None:
    assert BANNED.search("You should rest.")
    assert COMMANDS.search("It is late. Go for a walk.")
    assert not COMMANDS.search("You might go for a walk.")
    assert len(texts_in(ROOT / "rules" / "outcomes.yaml")) > 50
