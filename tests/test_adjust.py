"""Changing something about what came out: what there is to choose, on the screen and in plain lines."""

import io
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given as given_any
from hypothesis import settings
from people import Person, people, recommender, shipped
from screens import SMALL, USUAL, at_the_screen, same_screen, text_of
from textual.pilot import Pilot

from recommender.interview.controller import Interview
from recommender.interview.offers import Offers, offers_now
from recommender.interview.view import OutcomeView, QuestionView, View
from recommender.interview.wish import LAST_WEEK, LONGEST_REASON, Way, Wish, until_week
from recommender.keeping.as_you_go import AsYouGo
from recommender.keeping.keeper import Keeper
from recommender.keeping.unfinished import Unfinished
from recommender.loading.profile import Profile, load_profile, read_answers, read_profile
from recommender.model.adjustment import Adjustment, Role
from recommender.model.scale import Effort
from recommender.plain.adjust import adjust
from recommender.plain.lines import LeaveNow, Lines
from recommender.plain.talk import Talk
from recommender.problem import Problems, unreadable
from recommender.source import Source
from recommender.tui.app import InterviewApp
from recommender.tui.screens.adjust import AdjustScreen
from recommender.tui.screens.adjust_reason import AdjustReasonScreen

pytestmark = pytest.mark.screens

PROFILES = Path(__file__).parent.parent / "profiles"
NOWHERE = Path("/nowhere/casebook.db")
BASE = 2
"""Screens on the stack while a result is shown: the one that is always there, and the result."""

# By the way, keys from the list of ways to the question of the reason, for a clinician of `hypervigilant`.
TO_A_REASON = {
    "minutes": ("1", "enter", "2", "enter", "4", "enter"),
    "sessions": ("2", "enter", "1", "enter", "enter"),
    "effort": ("3", "enter", "1", "enter", "1", "2", "enter"),
    "exclude": ("4", "enter", "1", "4", "enter", "enter"),
    "permit": ("5", "enter", "1", "enter", "enter"),
    "set_aside": ("6", "enter", "2", "enter", "3", "enter"),
    "refer": ("7", "enter", "2", "enter"),
}
WRITTEN: dict[str, dict[str, object]] = {
    "minutes": {"limit": {"minutes": 25}, "until_week": 4},
    "sessions": {"limit": {"sessions": 5}},
    "effort": {"limit": {"intensity": "light"}, "until_week": 12},
    "exclude": {"exclude": ["walking", "running"]},
    "permit": {"permit": "vigorous"},
    "set_aside": {"set_aside": "an-end-in-sight", "until_week": 3},
    "refer": {"refer": "prompt"},
}
"""What these keys come to, as a profile file writes it, but for the reason."""

PLACES = {
    "the ways": (),
    "a value": ("1", "enter"),
    "the week": ("1", "enter", "2", "enter"),
    "the reason": ("7", "enter", "3", "enter"),
    "what has changed": ("7", "enter", "2", "enter", "x", "enter"),
}


@dataclass(frozen=True)
class Seen:
    """What there is after some keys."""

    text: str
    screen: str
    view: View
    adjustments: tuple[Adjustment, ...]

    @property
    def written(self) -> list[object]:
        """The adjustments in force, as a profile writes them."""
        return [change.written for change in self.adjustments]


# What there is to choose


def test_a_person_can_make_everything_less_and_a_clinician_can_do_more() -> None:
    of_a_person, of_a_clinician = (offers(role=role).ways() for role in ("self", "clinician"))

    assert [offer.value for offer in of_a_person] == ["minutes", "sessions", "effort", "exclude"]
    assert [offer.value for offer in of_a_clinician] == [str(way) for way in Way]


def test_only_less_than_there_is_now_is_offered_and_only_more_effort_is_opened() -> None:
    now = offers(role="clinician")
    programme = now.recommendation.programme
    assert programme is not None
    longest = max(session.minutes for week in programme.weeks for session in week.sessions)
    most = max(len(week.sessions) for week in programme.weeks)
    highest = Effort.highest(*(week.ceiling for week in programme.weeks))

    lengths = [int(offer.value) for offer in now.values(Way.MINUTES)]

    assert (longest, most, highest) == (31, 6, "moderate")
    assert lengths == [30, 25, 20, 15, 10, 5]
    assert values(now, Way.SESSIONS) == ["5", "4", "3", "2", "1"]
    assert values(now, Way.EFFORT) == ["light"]
    assert values(now, Way.PERMIT) == ["vigorous"]


def test_every_rule_that_fired_is_listed_and_says_why_where_it_cannot_be_set_aside() -> None:
    now = offers(role="clinician")

    why_not = {offer.value: offer.why_not for offer in now.values(Way.SET_ASIDE)}

    assert set(why_not) == {firing.rule.id for firing in now.recommendation.fired}
    assert set(why_not.values()) == {
        "",
        "it stays, because its purpose is safety",
        "it stays, because it speaks before the programme is put together",
    }
    for name, why in why_not.items():
        assert can_be_read({"set_aside": name, "reason": "why"}) != bool(why), name


def test_a_rule_is_not_set_aside_twice() -> None:
    interview = concluded(role="clinician")
    interview.adjust({"set_aside": "an-end-in-sight", "reason": "why"})

    why_not = {offer.value: offer.why_not for offer in offers_now(interview, shipped()).values(Way.SET_ASIDE)}

    assert why_not["an-end-in-sight"] == "it is set aside already"


@pytest.mark.parametrize(
    ("answers", "why"),
    [({}, "there are no set times now"), ({"crisis": "yes"}, "somebody is to look first now")],
)
def test_without_a_programme_a_way_says_why_there_is_nothing_to_choose(
    answers: dict[str, str], why: str
) -> None:
    now = offers_now(at_the_outcome(read_answers(answers, shipped(), "clinician")), shipped())

    ways = {offer.value: offer.why_not for offer in now.ways()}

    assert {ways[way] for way in ("minutes", "sessions", "effort", "permit")} == {why}
    assert (ways["refer"], ways["clearance"]) == ("", "")


def test_somebody_who_is_shown_no_minutes_chooses_a_length_in_words() -> None:
    now = offers("one_sign_around_eating")

    labels = [offer.label for offer in now.values(Way.MINUTES)]

    assert labels == [
        "A little shorter, about three quarters",
        "About half as long",
        "Short, about a quarter",
    ]


def test_a_result_that_is_not_there_cannot_be_changed() -> None:
    with pytest.raises(LookupError):
        offers_now(Interview(recommender()), shipped())


@settings(max_examples=20)
@given_any(people(adjusting=False))
def test_whatever_is_offered_to_anybody_is_the_same_adjustment_as_in_a_profile_file(person: Person) -> None:
    profile = read_answers(person.answers, shipped(), person.role)
    interview = at_the_outcome(profile)
    now = offers_now(interview, shipped())

    wishes = [
        Wish(Way(way.value), (offer.value,), until, "because")
        for way in now.ways()
        if way.value != Way.CLEARANCE
        for offer in now.values(Way(way.value))
        if not offer.why_not
        for until in ((None, LAST_WEEK) if Wish(Way(way.value)).has_weeks else (None,))
    ]
    for wish in wishes:
        interview.adjust(wish.written())

    assert interview.profile.adjustments == in_a_profile([wish.written() for wish in wishes], profile.role)
    assert wishes or now.recommendation.outcome == "referral"


@pytest.mark.parametrize("typed", ["0", "27", "x", "-1", "³", "1.5", "99999999999999"])
def test_a_week_is_a_number_of_one(typed: str) -> None:
    with pytest.raises(ValueError, match=typed):
        until_week(typed)


def test_without_a_week_it_holds_throughout() -> None:
    assert (until_week(" "), until_week(" 26 ")) == (None, 26)


# On the screen


def test_a_change_is_made_in_four_small_steps_and_shows_what_it_changed() -> None:
    app = running(concluded(role="clinician"))

    async def person(pilot: Pilot[None]) -> None:
        await app.push_screen(AdjustScreen(app))
        await pilot.pause()
        same_screen("adjust_ways", text_of(app))
        for name, keys in (
            ("adjust_value", ("1", "enter", "2")),
            ("adjust_until", ("enter", "4")),
            ("adjust_reason", ("enter", *"a hip")),
            ("adjust_done", ("enter",)),
        ):
            await pilot.press(*keys)
            same_screen(name, text_of(app))
        await pilot.press("enter")
        await app.push_screen(AdjustScreen(app))
        await pilot.pause()
        same_screen("adjust_in_force", text_of(app))

    at_the_screen(app, person)

    assert [change.written for change in app.interview.profile.adjustments] == [
        {"limit": {"minutes": 25}, "until_week": 4, "reason": "a hip"}
    ]


def test_every_change_on_the_screen_is_the_line_of_a_profile_file() -> None:
    ways = list(TO_A_REASON) if os.environ.get("LAWS") == "long" else list(TO_A_REASON)[::3]

    found = after_each(*((*TO_A_REASON[way], *"b h", "enter") for way in ways), role="clinician")

    lines = [{**WRITTEN[way], "reason": "b h"} for way in ways]
    assert [seen.adjustments for seen in found] == [in_a_profile([line], "clinician") for line in lines]
    assert {seen.screen for seen in found} == {"AdjustDoneScreen"}


def test_a_person_alone_may_leave_the_reason_out() -> None:
    assert after("2", "enter", "1", "enter", "enter", "enter").written == [{"limit": {"sessions": 5}}]


def test_a_clinician_is_asked_for_a_reason_and_what_was_chosen_stays() -> None:
    seen = after(*TO_A_REASON["minutes"], "space", "enter", role="clinician")

    assert "A few words of reason go with a clinician's change." in seen.text
    assert (seen.screen, seen.written) == ("AdjustReasonScreen", [])


def test_a_reason_has_room_for_so_many_letters_which_is_said_before_and_when_it_is_more() -> None:
    app = running(concluded(role="clinician"))
    wish = Wish(Way.REFER, ("prompt",), reason="x" * (LONGEST_REASON + 1))

    async def person(pilot: Pilot[None]) -> tuple[str, str, str, int]:
        now = offers_now(app.interview, shipped())
        await app.push_screen(AdjustReasonScreen(app, now, wish, lambda _: AdjustScreen(app)))
        before = text_of(app)
        await pilot.press("enter")
        await pilot.pause()
        refused, made = text_of(app), len(app.interview.profile.adjustments)
        assert made == 0
        await pilot.press("backspace")
        await pilot.pause()
        shorter = text_of(app)
        await pilot.press("enter")
        return before, refused, shorter, len(app.interview.profile.adjustments)

    before, refused, shorter, made = at_the_screen(app, person)

    assert "There is room for 240 letters." in before
    said = "A reason has room for 240 letters, and this has 241. Nothing was changed so far."
    assert [said in " ".join(text.split()) for text in (before, refused, shorter)] == [False, True, False]
    assert made == 1


def test_nothing_is_chosen_beforehand() -> None:
    found = after_each(("enter",), *((place, "enter", "enter") for place in "1234"))

    assert ["Nothing is chosen so far." in seen.text for seen in found] == [True] * 5


def test_what_cannot_be_chosen_now_says_why() -> None:
    rules = offers(role="clinician").values(Way.SET_ASIDE)
    place = 1 + next(at for at, offer in enumerate(rules) if "safety" in offer.why_not)

    rule = after("6", "enter", *str(place), "enter", role="clinician")
    way = after("2", "enter", profile=read_answers({}, shipped()))

    assert "This cannot be chosen now: it stays, because its purpose is safety." in rule.text
    assert "This cannot be chosen now: there are no set times now." in way.text
    assert (rule.screen, way.screen) == ("AdjustValueScreen", "AdjustScreen")


def test_a_number_that_is_no_week_stays_is_told_what_works_and_can_be_taken_back() -> None:
    to_a_week = ("1", "enter", "1", "enter", "3", "1")

    wrong, right = after_each((*to_a_week, "enter"), (*to_a_week, "backspace", "enter", "enter"))

    assert "Here a number from 1 to 26 works, or nothing at all for throughout." in wrong.text
    assert "  31\n" in wrong.text
    assert right.written == [{"limit": {"minutes": 30}, "until_week": 3}]


def test_a_key_that_does_nothing_is_answered() -> None:
    letter, digit, beside_a_week = after_each(("z",), ("9",), ("1", "enter", "1", "enter", "z"))

    assert "That key does nothing here." in letter.text
    assert "They have the numbers 1 to 4." in digit.text
    assert "That key does nothing here." in beside_a_week.text


def test_going_back_step_by_step_loses_nothing() -> None:
    there = ("1", "enter", "2", "enter", "4", "enter", *"a hip")

    value, kept = after_each((*there, "escape", "b"), (*there, "escape", "b", "enter", "enter", "enter"))

    assert "   2 ● 25 minutes at most" in value.text
    assert kept.written == [{"limit": {"minutes": 25}, "until_week": 4, "reason": "a hip"}]


def test_from_the_ways_one_goes_back_to_the_result() -> None:
    found = after_each(("b",), ("escape",), ("1", "enter", "b", "b"))

    assert [seen.screen for seen in found] == ["OutcomeScreen"] * 3


def test_a_change_is_taken_out_again_and_so_is_a_referral() -> None:
    referred = load_profile(PROFILES / "referred_by_a_clinician.yaml", shipped())

    seen, result = after_each(("1", "enter"), ("1", "enter", "enter"), profile=referred)

    assert (seen.screen, seen.written) == ("AdjustDoneScreen", [])
    assert "What taking it out changes" in seen.text
    assert "+ Week 1: sessions" in seen.text
    assert result.screen == "OutcomeScreen"


def test_with_another_outcome_what_went_is_not_counted_up() -> None:
    text = after(*PLACES["what has changed"], role="clinician").text

    assert "This is a pause and not a verdict" in text
    assert "Week 1" not in text


def test_what_was_just_changed_is_taken_back_by_one_key() -> None:
    seen = after("2", "enter", "1", "enter", "enter", "enter", "u")

    assert (seen.screen, seen.written) == ("OutcomeScreen", [])


def test_a_change_that_changes_nothing_here_says_so() -> None:
    seen = after(*TO_A_REASON["permit"], *"why", "enter", role="clinician")

    assert "It is taken in, and nothing looks different for now." in seen.text


def test_a_recorded_clearance_leads_to_its_question() -> None:
    seen = after("8", "enter", role="clinician")

    assert isinstance(seen.view, QuestionView)
    assert (seen.view.fact, seen.screen) == ("medical_clearance", "QuestionScreen")


def test_what_cannot_be_used_is_said_beside_the_field_and_stays_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise Problems([unreadable("<answers>", "that cannot be")])

    monkeypatch.setattr(Interview, "adjust", refuse)

    seen = after("2", "enter", "1", "enter", "enter", *"tired", "enter")

    assert "It stays as it was: that cannot be." in seen.text
    assert "tired" in seen.text


def test_at_40x15_every_way_is_in_sight() -> None:
    text = after(role="clinician", size=SMALL).text

    assert [str(place) for place in range(1, 9)] == [
        line.split()[0] for line in text.splitlines() if line.strip()[:1].isdigit()
    ]


def test_support_is_one_key_away_from_every_step_without_a_field() -> None:
    steps = [(*keys, "h") for place, keys in PLACES.items() if place != "the reason"]

    assert [seen.screen for seen in after_each(*steps, role="clinician")] == ["SupportScreen"] * 4


@pytest.mark.parametrize("place", PLACES)
def test_leave_now_works_on_every_step(place: str) -> None:
    assert leaves(*PLACES[place], "ctrl+x" if place == "the reason" else "f12")


# In plain lines


def test_in_plain_lines_a_change_is_made_with_the_same_questions() -> None:
    interview = concluded(role="clinician")

    changed, text = told(interview, "1", "2", "4", "", "a hip", "")

    assert changed
    assert interview.profile.adjustments == in_a_profile(
        [{"limit": {"minutes": 25}, "until_week": 4, "reason": "a hip"}], "clinician"
    )
    same_screen("adjust_plain", text)


@pytest.mark.parametrize("way", TO_A_REASON)
def test_every_change_in_plain_lines_is_the_line_of_a_profile_file(way: str) -> None:
    interview = concluded(role="clinician")
    typed = " ".join(TO_A_REASON[way]).replace("1 2 enter", "12 enter").replace("1 4 enter", "1,4 enter")
    lines = [line.strip() for line in typed.replace("enter enter", "enter \n enter").split("enter")][:-1]

    told(interview, *lines, "why", "")

    assert interview.profile.adjustments == in_a_profile([{**WRITTEN[way], "reason": "why"}], "clinician")


def test_in_plain_lines_one_goes_back_at_every_step() -> None:
    for typed in (("",), ("b",), ("1", "", ""), ("1", "2", "b", ""), ("1", "2", "4", "b", "")):
        interview = concluded()

        changed, _ = told(interview, *typed)

        assert (changed, interview.profile.adjustments) == (False, ())


def test_in_plain_lines_what_does_not_fit_is_said_and_asked_again() -> None:
    interview = concluded(role="clinician")

    _, text = told(interview, "x", "1 2", "99", "2", "6", "1", "70", "5", "", "why", "")

    for said in (
        "That is not known here. A number chooses",
        "Here one choice is enough",
        "It has the numbers 1 to 8",
        "Here a number from 1 to 26 works",
    ):
        assert said in text


def test_in_plain_lines_a_reason_without_room_is_said_and_asked_again() -> None:
    interview = concluded()

    _, text = told(interview, "2", "1", "", "x" * (LONGEST_REASON + 1), "x" * LONGEST_REASON, "")

    assert "There is room for 240 letters, and it can stay empty." in " ".join(text.split())
    assert " ".join(text.split()).count("A reason has room for 240 letters, and this has 241.") == 1
    assert interview.profile.adjustments[0].reason == "x" * LONGEST_REASON


def test_in_plain_lines_a_change_is_taken_out_and_back() -> None:
    interview = concluded()
    interview.adjust({"limit": {"minutes": 5}})

    changed, text = told(interview, "1", "u")

    assert (changed, len(interview.profile.adjustments)) == (False, 1)
    assert "1. Take out: Kept to this: at most 5 minutes a session." in text
    assert "The change was taken back." in text


def test_in_plain_lines_a_clearance_leads_to_its_question() -> None:
    interview = concluded(role="clinician")

    changed, _ = told(interview, "8")

    assert changed
    assert isinstance(interview.view, QuestionView)


def test_in_plain_lines_support_and_leaving_are_there_at_every_step() -> None:
    _, text = told(concluded(), "h", "", "1", "h", "", "1", "h", "", "", "", "h", "", "")

    assert text.count("Where would contacts be reached?") == 4
    with pytest.raises(LeaveNow):
        told(concluded(), "1", "\x18")


def offers(name: str = "hypervigilant", role: Role = "self") -> Offers:
    """What there is to choose for a shipped profile."""
    return offers_now(concluded(name, role), shipped())


def values(now: Offers, way: Way) -> list[str]:
    return [offer.value for offer in now.values(way)]


def concluded(name: str = "hypervigilant", role: Role = "self") -> Interview:
    """An interview that has come to its result, with the answers of a shipped profile."""
    known = load_profile(PROFILES / f"{name}.yaml", shipped())
    return at_the_outcome(Profile(known.facts, role, known.region))


def at_the_outcome(profile: Profile) -> Interview:
    interview = Interview(recommender(), profile.role, profile)
    interview.begin()
    interview.finish()
    interview.conclude()
    assert isinstance(interview.view, OutcomeView)
    return interview


def in_a_profile(lines: Sequence[object], role: Role) -> tuple[Adjustment, ...]:
    """The adjustments of a profile file with these lines; JSON is YAML too."""
    whole = json.dumps({"role": role, "answers": {}, "adjustments": lines})
    return read_profile(Source("profile.yaml", whole), shipped()).adjustments


def can_be_read(line: object) -> bool:
    try:
        in_a_profile([line], "clinician")
    except Problems:
        return False
    return True


def running(interview: Interview) -> InterviewApp:
    return InterviewApp(interview, shipped(), Keeper(NOWHERE))


def after(
    *keys: str, role: Role = "self", profile: Profile | None = None, size: tuple[int, int] = USUAL
) -> Seen:
    """What there is after some keys, beginning at the ways to change something."""
    (seen,) = after_each(keys, role=role, profile=profile, size=size)
    return seen


def after_each(
    *ways: Sequence[str], role: Role = "self", profile: Profile | None = None, size: tuple[int, int] = USUAL
) -> list[Seen]:
    """The same for several sequences of keys; each of them begins anew, in one running program."""
    app = running(concluded(role=role) if profile is None else at_the_outcome(profile))

    async def person(pilot: Pilot[None]) -> list[Seen]:
        found, begun = [], app.interview.bookmark
        for keys in ways:
            await app.push_screen(AdjustScreen(app))
            await pilot.press(*keys)
            await pilot.pause()
            interview = app.interview
            name = type(app.screen).__name__
            found.append(Seen(text_of(app), name, interview.view, interview.profile.adjustments))
            while len(app.screen_stack) > BASE:
                await app.pop_screen()
            interview.bookmark = begun
        return found

    return at_the_screen(app, person, size)


def leaves(*keys: str) -> bool:
    """Whether the program has ended after these keys."""
    app = running(concluded(role="clinician"))

    async def person(pilot: Pilot[None]) -> bool:
        await app.push_screen(AdjustScreen(app))
        await pilot.press(*keys)
        return app._exit  # noqa: SLF001 - that it is about to end has no public name

    return at_the_screen(app, person)


def told(interview: Interview, *typed: str) -> tuple[bool, str]:
    """Whether something was changed, and what is printed when these lines are typed."""
    out = io.StringIO()
    lines = Lines.over(io.StringIO("".join(f"{line}\n" for line in typed)), out)
    talk = Talk(interview, recommender(), lines, Keeper(NOWHERE), AsYouGo(Unfinished(NOWHERE)))
    changed = adjust(talk)
    return changed, "\n".join(line.rstrip() for line in out.getvalue().split("\n"))
