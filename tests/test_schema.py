"""The schema for editors: it takes what the loader takes, and refuses what the loader refuses."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from people import shipped
from rightly_or_wrongly import acts, loads, right_hand_sides, ways_to_write

from recommender.cli import main
from recommender.loading.files import read_file
from recommender.loading.home import shipped_rules
from recommender.loading.yaml_tree import Listing, Node, Text, from_plain, parse_rules, plain
from recommender.model.directive import BODIES
from recommender.model.recommendation import Json
from recommender.model.scale import Stratum
from recommender.problem import Problem
from recommender.source import Source
from recommender.workshop.schema.profile import profile_schema
from recommender.workshop.schema.values import numerals
from recommender.workshop.schema.whole import directives_of, rules_schema

PROFILES = sorted((Path(__file__).parent.parent / "profiles").glob("*.yaml"))
CORE: dict[str, Json] = {"true": True, "false": False, "null": None, "~": None, "": None}

RULE = """\
- id: {id}
  title: An example
  purpose: {purpose}
  when: {{{when}}}
  then: [{{{then}}}]
  {because}: It is one.
  sources: [{source}]
  evidence: {evidence}
  examples:
    - fires: {{{answers}}}
"""
FINE = {
    "id": "an-example",
    "purpose": "dose",
    "when": "sleep_quality: poor",
    "then": "limit: {minutes: 10}",
    "because": "because",
    "source": "convention",
    "evidence": "convention",
    "answers": "sleep_quality: poor",
}
MISTAKES = (
    {"id": "An example"},
    {"purpose": "comfort"},
    {"because": "becuase"},
    {"source": "N999"},
    {"evidence": "hearsay"},
    {"when": "slep_quality: poor"},
    {"when": "sleep_quality: por"},
    {"when": "sleep_quality: poor or more"},
    {"when": "sleep_quality: [mixed, por]"},
    {"when": "sleep_quality: []"},
    {"when": "other_conditions: [lung, lungs]"},
    {"when": "activity_minutes: 60-149"},
    {"when": "activity_minutes: 5000"},
    {"when": "activity_minutes: 5000 or more"},
    {"when": "inactive: maybe"},
    {"when": "inactive: answered"},
    {"when": "any of: [{any of: [{inactive: yes}]}]"},
    {"when": "settling: later"},
    {"then": "limt: {minutes: 10}"},
    {"then": "limit: {minuts: 10}"},
    {"then": "limit: {minutes: 0}"},
    {"then": "limit: {minutes: 90 % of sleep_quality}"},
    {"then": "limit: {intensity: hard}"},
    {"then": "limit: {awareness: 5}"},
    {"then": "limit: {minutes: 10, weeks: 1-2}"},
    {"then": "start: {sessions: 1}"},
    {"then": "refer: prompt"},
    {"then": "derive: {inactive: yes}"},
    {"then": "exclude: [walkin]"},
    {"then": "exclude: walking"},
    {"then": "exclude: {tempo: swift}"},
    {"then": "exclude: {loads: knee}"},
    {"then": "prefer: {activity: answers of like}"},
    {"then": "gate: {after_weeks: 3}"},
    {"then": "gate: {to: moderate, needs: [settling-shorter]}"},
    {"then": "hide: heart_rate"},
    {"then": "note: expect-a-faster-hart"},
    {"then": "advise: {see: plumber}"},
    {"then": "use: {opening: nowhere}"},
    {"then": "offer: {any_time: walkin}"},
    {"answers": "sleep_quality: poor or worse"},
    {"answers": "inactive: yes"},
    {"answers": "other_conditions: lung"},
    {"answers": "other_conditions: [lung, lung]"},
    {"answers": "sleep_hours: 25"},
)
MISTAKES_OF_PROFILES = (
    "answers: {sleep_quality: por}",
    "answers: {slep_quality: poor}",
    "answers: {medical_clearance: moderate}",
    "{role: doctor, answers: {}}",
    "{role: clinician}",
    "{answers: {}, region: atlantis}",
    "{answers: {}, adjustments: [{permit: moderate, reason: so}]}",
    "{role: clinician, answers: {}, adjustments: [{set_aside: crisis-now, reason: so}]}",
    "{answers: {}, adjustments: [{limit: {minuts: 10}}]}",
)


@cache
def validator(stratum: Stratum | None = Stratum.PRESCRIPTION) -> Draft7Validator:
    return Draft7Validator(rules_schema(shipped(), stratum))


def definitions(stratum: Stratum | None) -> Any:  # noqa: ANN401 - as deep as JSON goes
    """The parts of a schema, by their names."""
    return rules_schema(shipped(), stratum)["definitions"]


@cache
def of_profiles() -> Draft7Validator:
    return Draft7Validator(profile_schema(shipped()))


def tree(text: str) -> Node:
    problems: list[Problem] = []
    node = parse_rules(Source("rules.yaml", text), problems)
    assert node is not None, problems
    return node


def as_a_server_reads(node: Node) -> Json:
    """What YAML 1.2 takes a text for: numbers, true, false and nothing beside words."""
    if isinstance(node, Text):
        if node.quoted:
            return node.value
        return (
            int(node.value) if re.fullmatch("[-+]?[0-9]+", node.value) else CORE.get(node.value, node.value)
        )
    if isinstance(node, Listing):
        return [as_a_server_reads(item) for item in node.items]
    return {key.value: as_a_server_reads(value) for key, value in node}


def complaints(found: Draft7Validator, node: Node) -> list[str]:
    """What is wrong, once for each way of reading; none where both ways are fine."""
    read = (as_a_server_reads(node), plain(node))
    return [f"{error.json_path}: {error.message}" for each in read for error in found.iter_errors(each)]


def fine(found: Draft7Validator, written: object) -> set[bool]:
    """Whether it is fine: read as text, and as a server reads it."""
    read = as_a_server_reads(from_plain(written, Source("", "")))
    return {found.is_valid(written)} | ({found.is_valid(read)} if read != written else set())


def rule_files() -> Iterator[tuple[Stratum, Path]]:
    for stratum in Stratum:
        yield from ((stratum, path) for path in sorted((shipped_rules() / stratum).glob("*.yaml")))


def file(path: Path) -> Node:
    source = read_file(path, [])
    assert source is not None
    return tree(source.text)


def test_every_shipped_rule_is_fine_under_the_schema_of_its_folder() -> None:
    read = [(stratum, file(path)) for stratum, path in rule_files()]

    found = [
        error.message for one, node in read for error in validator(one).iter_errors(as_a_server_reads(node))
    ]

    assert sum(len(node.items) for _, node in read if isinstance(node, Listing)) == len(shipped().every_rule)
    assert found == []


def test_rules_of_every_folder_are_fine_under_the_schema_of_any_rule_and_as_texts_too() -> None:
    read = [file(path) for stratum, path in rule_files() if stratum is not Stratum.PRESCRIPTION]

    assert [error.message for node in read for error in validator(None).iter_errors(plain(node))] == []


def test_every_shipped_profile_is_fine_under_the_schema_of_profiles() -> None:
    found = {path.stem: complaints(of_profiles(), file(path)) for path in PROFILES}

    assert not any(found.values()), found


def test_a_rule_without_a_mistake_is_fine() -> None:
    assert complaints(validator(), tree(RULE.format(**FINE))) == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: " ".join(mistake.values()))
def test_a_rule_with_one_mistake_is_refused_however_the_yaml_is_read(mistake: dict[str, str]) -> None:
    node = tree(RULE.format(**(FINE | mistake)))

    assert not validator().is_valid(plain(node))
    assert not validator().is_valid(as_a_server_reads(node))


@pytest.mark.parametrize("text", MISTAKES_OF_PROFILES)
def test_a_profile_with_one_mistake_is_refused(text: str) -> None:
    assert not of_profiles().is_valid(as_a_server_reads(tree(text)))


def test_screening_asks_what_a_missing_answer_does_and_elsewhere_nothing_of_that_sort_can_stand() -> None:
    rule = tree(RULE.format(**FINE | {"then": "refer: prompt"}) + "  if_unknown: ask\n")
    without = tree(RULE.format(**FINE | {"then": "refer: prompt"}))
    elsewhere = tree(RULE.format(**FINE) + "  if_unknown: ask\n")

    assert complaints(validator(Stratum.SCREENING), rule) == []
    assert not validator(Stratum.SCREENING).is_valid(plain(without))
    assert not validator().is_valid(plain(elsewhere))


@pytest.mark.parametrize("stratum", [Stratum.PRESCRIPTION, Stratum.REVIEW])
def test_a_line_is_fine_exactly_where_the_loader_can_read_it(stratum: Stratum) -> None:
    book = shipped().review if stratum is Stratum.REVIEW else shipped()
    assert book is not None
    lines = definitions(stratum)["lines"]["properties"]
    every_line = {name: Draft7Validator(schema) for name, schema in lines.items()}

    apart = [
        f"{name}: {words}"
        for name, fact in book.vocabulary.facts.items()
        for words in right_hand_sides(fact)
        if fine(every_line[name], words) != {loads(name, words, book.vocabulary)}
    ]

    assert apart == []


def test_a_directive_is_fine_exactly_where_the_loader_can_read_it() -> None:
    directives, defined, apart = directives_of(shipped()), definitions(None), []
    for verb, body in BODIES.items():
        found = Draft7Validator({**directives.directive(verb, body), "definitions": defined})
        apart += [
            str(written)
            for written in ways_to_write(verb)
            if fine(found, written[verb]) != {acts(written, verb)}
        ]

    assert apart == []


def test_a_number_is_matched_by_its_digits() -> None:
    bounds = ((0, 0), (0, 10), (5, 120), (8, 120), (1, 7), (99, 101), (0, 1200), (17, 2345))
    wrong = [
        (low, high, number)
        for low, high in bounds
        for number in range(3000)
        if (re.fullmatch(numerals(low, high), str(number)) is not None) != (low <= number <= high)
    ]

    assert wrong == []


def test_every_directive_says_what_it_does_and_how_a_rule_writes_it() -> None:
    said = {
        verb: directives_of(shipped()).directive(verb, body)["description"] for verb, body in BODIES.items()
    }

    assert [verb for verb, text in said.items() if f"For example: `{verb}: " not in str(text)] == []


def test_the_command_writes_the_same_bytes_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "schema", "--for", "review"]) == 0
    first = capsys.readouterr().out
    assert main(["rules", "schema", "--for", "review"]) == 0

    assert capsys.readouterr().out == first
    assert json.loads(first)["title"] == "The rules of review"
