"""A recommendation as JSON: written out at once, it says the same as its dictionary does."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from hypothesis import given, settings
from people import Person, people, remembering, shipped

from recommender.loading.profile import read_answers
from recommender.model.json_form import as_json, json_bytes
from recommender.model.programme import Contact, Week
from recommender.model.scale import Effort


@dataclass(frozen=True, slots=True)
class Alone:
    """A record with a single field."""

    said: Mapping[str, object]


@dataclass(frozen=True)
class Remembering:
    """A record that keeps what it was asked."""

    minutes: int
    sessions: int

    @cached_property
    def total(self) -> int:
        return self.minutes * self.sessions


@settings(max_examples=40)
@given(people())
def test_the_bytes_of_a_recommendation_are_those_of_its_dictionary(person: Person) -> None:
    profile = read_answers(person.answers, shipped(), person.role, person.adjustments)
    recommendation = remembering().recommend_profile(profile)

    written = recommendation.as_json(indent=True)

    assert written.decode() == json.dumps(recommendation.as_dict(), indent=2, ensure_ascii=False)
    assert json.loads(recommendation.as_json()) == recommendation.as_dict()


def test_whoever_empties_what_they_were_given_empties_nothing_of_the_next_person() -> None:
    """Although most of what fires is the same record for both."""
    mine = remembering().recommend({"crisis": "no", "hypervigilance": "severe"})
    before = mine.as_json()

    emptied(mine.as_dict())

    again = remembering().recommend({"crisis": "no", "hypervigilance": "severe"})
    assert mine.as_json() == again.as_json() == before


def test_a_firing_is_told_in_a_table_of_its_own_each_time() -> None:
    recommendation = remembering().recommend({"crisis": "no"})
    firing = recommendation.fired[0]
    said = recommendation.trace.said(firing.rule)

    firing.parts(said).clear()

    assert list(firing.parts(said)) == [
        "rule",
        "stratum",
        "purpose",
        "title",
        "because",
        "on_unknown",
        "facts",
        "sources",
        "evidence",
        "concluded",
    ]


def emptied(found: object) -> None:
    """Takes everything out of every list and table."""
    if isinstance(found, dict):
        emptied(list(found.values()))
        found.clear()
    elif isinstance(found, list):
        for one in found:
            emptied(one)
        found.clear()


def test_a_record_has_its_plain_names_and_nothing_that_is_for_pages_only() -> None:
    week = Week(
        number=1,
        minutes=30,
        ceiling=Effort.LIGHT,
        easier=False,
        rest_days=(2, 4),
        provisional=False,
        only_if=(),
        otherwise="",
        sessions=(),
        smaller=("it did not fit",),
    )
    records = [Contact("crisis", "“now”"), week, Alone(MappingProxyType({"line\n": None}))]

    written = json_bytes(records)

    assert written.decode() == (
        '[{"for":"crisis","text":"“now”"},'
        '{"number":1,"minutes":30,"ceiling":"light","easier":false,"rest_days":[2,4],"provisional":false,'
        '"only_if":[],"otherwise":"","sessions":[]},'
        '{"said":{"line\\n":null}}]'
    )
    assert json.loads(written) == as_json(records)


def test_what_a_record_was_asked_in_the_meantime_is_not_written() -> None:
    record = Remembering(minutes=10, sessions=3)
    assert record.total == 30

    written = json_bytes(record)

    assert written == b'{"minutes":10,"sessions":3}'


def test_what_only_python_can_give_is_written_too() -> None:
    half_a_letter, huge = "\ud83d", 2**70

    written = json_bytes({"reason": half_a_letter, "minutes": huge})

    assert written == b'{"reason":"?","minutes":1180591620717411303424}'
    assert json_bytes({"minutes": huge}, indent=True) == b'{\n  "minutes": 1180591620717411303424\n}'
