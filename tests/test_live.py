"""The rules while somebody answers: in which list each stands, why, and what the last answer moved."""

from dataclasses import replace
from pathlib import Path

import pytest
from people import recommender, shipped
from screens import LARGE, USUAL, at_the_screen, text_of
from textual.pilot import Pilot

from recommender.interview.controller import Interview
from recommender.interview.live import LiveRules, live_rules
from recommender.keeping.keeper import Keeper
from recommender.loading import Profile, load_profile
from recommender.model.adjustment import Role
from recommender.model.fact import Facts, Missing
from recommender.model.recommendation import Recommendation
from recommender.model.scale import Stratum
from recommender.model.truth import Truth
from recommender.reasons.names import Names
from recommender.tui.app import InterviewApp

ROOT = Path(__file__).parent.parent


def person(name: str = "hypervigilant") -> Profile:
    return load_profile(ROOT / "profiles" / f"{name}.yaml", shipped())


def without(profile: Profile, *names: str) -> Profile:
    known = {name: answer for name, answer in profile.facts.known.items() if name not in names}
    return replace(profile, facts=Facts(known, dict(profile.facts.withheld)))


def result(profile: Profile) -> Recommendation:
    return recommender().recommend_profile(profile)


def panel(now: Profile, before: Profile | None = None) -> LiveRules:
    return live_rules(result(now), None if before is None else result(before), shipped())


@pytest.mark.parametrize(
    "name", sorted(path.stem for path in (ROOT / "profiles").glob("*.yaml"))[::4], ids=str
)
def test_every_rule_that_was_looked_at_stands_in_one_list(name: str) -> None:
    given = result(person(name))

    found = live_rules(given, None, shipped())

    lists = (found.applying, found.careful, found.waiting, found.ruled_out)
    assert sorted(rule.id for rules in lists for rule in rules) == sorted(given.trace.readings)
    fired = {firing.rule.id: firing.on_unknown for firing in given.trace.firings}
    assert {rule.id: False for rule in found.applying} | {rule.id: True for rule in found.careful} == fired
    assert all(given.trace.readings[rule.id].truth is Truth.NO for rule in found.ruled_out)


def test_a_rule_says_what_stands_behind_it_what_it_waits_for_or_what_rules_it_out() -> None:
    found = panel(without(person(), "sleep_quality"))

    said = {
        rule.id: rule.about for rule in (*found.applying, *found.careful, *found.waiting, *found.ruled_out)
    }
    assert said["low-effort-first"] == said["on-edge"]
    assert said["hard-training-in-its-own-time"] == "Being on the lookout: Nearly all of it"
    assert said["on-edge"] == (
        "Being on the lookout: Nearly all of it; How it has been lately: On edge, tense or restless"
    )
    assert said["by-day-for-the-night"] == "Sleep"
    assert found.so_far.startswith("So far: 8 weeks, first 4 sessions with 100 minutes in all, light;")


def test_what_the_last_answer_moved_comes_first_and_is_marked() -> None:
    before = without(person(), "hypervigilance", "arousal_state", "exertion_reaction", "startle")
    answer = person().facts.known["hypervigilance"]
    now = replace(before, facts=before.facts.rewritten({"hypervigilance": answer}))

    found = panel(now, before)

    places_before, places_now = (places(panel(one)) for one in (before, now))
    moved = {rule for rule, place in places_now.items() if places_before.get(rule) != place}
    for rules in (found.applying, found.careful, found.waiting, found.ruled_out):
        marks = [rule.new for rule in rules]
        assert marks == sorted(marks, reverse=True)
        assert {rule.id for rule in rules if rule.new} == moved & {rule.id for rule in rules}
    assert "on-edge" in moved


def test_without_a_change_nothing_is_marked_and_that_is_said() -> None:
    found = panel(person(), person())

    assert not any(rule.new for rule in (*found.applying, *found.careful, *found.waiting, *found.ruled_out))
    assert found.changed == "The last answer changed nothing in this."


def test_a_question_that_was_declined_is_not_waited_for() -> None:
    left = without(person(), "sleep_quality")
    declined = replace(left, facts=left.facts.rewritten({"sleep_quality": Missing.DECLINED}))

    found = panel(declined)

    assert not any("Sleep" in rule.about.split(", ") for rule in found.waiting)


def test_after_a_referral_only_contradictions_and_screening_are_there() -> None:
    found = panel(person("in_crisis"))

    stands = {*found.applying, *found.careful, *found.waiting, *found.ruled_out}
    strata = {rule.stratum for rule in shipped().rules if rule.id in {one.id for one in stands}}
    assert strata == {Stratum.CONTRADICTIONS, Stratum.SCREENING}
    assert found.so_far == "So far: somebody is to look first"


def test_a_clinician_reads_an_answer_whose_words_are_kept_from_the_client() -> None:
    told = result(person("active_with_a_heart_condition"))

    own, client = (
        {rule.id: rule.about for rule in live_rules(replace(told, role=role), None, shipped()).applying}
        for role in ("self", "clinician")
    )

    assert "an answer of yours (its words are left out here)" in own["no-body-numbers"]
    assert "Medicine that slows the heart" in client["no-body-numbers"]
    assert not any("words are left out" in about for about in client.values())


def test_an_answer_that_a_rule_reads_otherwise_than_it_was_given_says_so() -> None:
    given = result(person("settled_and_alarmed"))
    lists = live_rules(given, None, shipped())

    said = " ".join(rule.about for rule in (*lists.applying, *lists.ruled_out))

    assert given.contradictions
    for contradiction in given.contradictions:
        for name, reading in contradiction.read_as.items():
            if reading != given.trace.given.said(name):
                names = Names(shipped())
                before = names.given(name, given.trace.given.said(name))
                assert f"{before}, read as {names.answer(name, reading)}" in said
    assert ", read as" in said


def app(role: Role) -> InterviewApp:
    answered = person() if role == "clinician" else without(person(), "stress")
    interview = Interview(recommender(), role, answered)
    return InterviewApp(interview, shipped(), Keeper(Path("/nowhere/casebook.db")))


def seen(role: Role, *keys: tuple[str, ...], size: tuple[int, int]) -> list[str]:
    """What stands on the screen of somebody who begins, and after each few keys that they press then."""
    screen = app(role)

    async def press(pilot: Pilot[None]) -> list[str]:
        found, begins = [], ("enter", "enter") if role == "self" else ("enter",)
        for some in (begins, *keys):
            await pilot.press(*some)
            await screen.workers.wait_for_complete()
            await pilot.pause()
            found.append(text_of(screen))
        return found

    return at_the_screen(screen, press, size)


def test_a_clinician_has_the_rules_beside_the_question_and_can_put_them_away() -> None:
    with_rules, without_rules = seen("clinician", ("r",), size=LARGE)

    assert "│ Rules so far" in with_rules
    assert "38 apply, 0 act as a precaution" in with_rules
    assert "Rules so far" not in without_rules


def test_somebody_alone_sees_them_only_when_asked_for() -> None:
    before, asked_for = seen("self", ("r",), size=LARGE)

    assert "Rules so far" not in before
    assert "│ Rules so far" in asked_for


def test_they_can_be_read_to_their_end_with_the_keyboard_while_the_answers_keep_the_focus() -> None:
    on, there_and_back = "right_square_bracket", ("right_square_bracket", "left_square_bracket")

    first, back, end, answered = seen("clinician", there_and_back, (on,) * 40, ("2",), size=LARGE)

    last = panel(person()).ruled_out[-1]
    assert "With “]” you can read on here" in first
    assert last.title not in first
    assert last.title in end
    assert "2 ●" in answered
    assert back == first


def test_without_rules_beside_the_question_those_keys_are_none() -> None:
    assert "That key does nothing here." in seen("self", ("right_square_bracket",), size=LARGE)[-1]


def test_where_there_is_no_room_beside_the_question_they_stand_over_it() -> None:
    _, over, back = seen("self", ("r",), ("b",), size=USUAL)

    assert over.splitlines()[1].strip() == "Rules so far"
    assert "So far: 8 weeks, first 5 sessions with 125 minutes in all" in over
    assert "Rules so far" not in back
    assert "Why this is asked" in back


def places(found: LiveRules) -> dict[str, str]:
    lists = {
        "applying": found.applying,
        "careful": found.careful,
        "waiting": found.waiting,
        "ruled_out": found.ruled_out,
    }
    return {rule.id: name for name, rules in lists.items() for rule in rules}
