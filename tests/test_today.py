"""Before a session: one question about today, and the version of the session that fits the answer."""

import io
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from textwrap import dedent

import pytest
from people import Person, Remembering, shipped, somebody

from recommender.cli import main
from recommender.export.today import today_text
from recommender.loading import load_profile
from recommender.loading.log import load_log, read_log
from recommender.loading.phrases import shipped_rules
from recommender.loading.profile import Profile, read_answers
from recommender.loading.said import Said, said
from recommender.model.log import Log
from recommender.model.recommendation import as_json
from recommender.model.today import Coming, Day, State
from recommender.plain.lines import Lines
from recommender.plain.today import ask_state
from recommender.planning.selection import Choices
from recommender.review import check_in
from recommender.review.today import Days
from recommender.source import Source
from recommender.verification.language import page_hits

ROOT = Path(__file__).parent.parent
PROFILES = sorted((ROOT / "profiles").glob("*.yaml"))
LOGS = sorted((ROOT / "profiles" / "logs").glob("*.yaml"))
HYPERVIGILANT = str(ROOT / "profiles" / "hypervigilant.yaml")
FINE = "dissociation: no, after: settled, felt: same, red_flags: [], crisis: no"
WHOLE_WEEK = (1, 2, 3, 5, 6)
"""The days of the first week of that profile."""

LONG = os.environ.get("LAWS") == "long"
PEOPLE = 60 if LONG else 20
"""Random people whose versions are looked at."""

RESTS = [State.DEPLETED, State.ILL, State.FEVER]

# The end of every page with a session for somebody in Great Britain.
TAIL = """
When to stop
  - Pain, pressure or tightness in the chest, or pain that spreads to the arm,
    jaw or back: stop and call the emergency number.
  - Fainting, or feeling about to faint: stop, sit or lie down if you can, and
    call the emergency number.
  - Being far more out of breath than the effort explains: stop and call the
    emergency number.
  - A fluttering or uneven beating in the chest that is new: stop and call the
    emergency number.
  - A sudden, very strong headache, weakness or drooping on one side, or
    trouble speaking: stop and call the emergency number.
  - A calf that is newly swollen, warm or sore: stop and get medical help
    straight away.
  - Sharp or new pain anywhere else: stop, and let someone look at it if it
    stays.
  - Feeling overwhelmed, pulled back into a memory, numb, or missing a piece
    of time: stop, look around, name five things you can see, and contact
    someone you trust.
  - Panic coming up: stop and look around. If it has not eased after ten
    minutes, contact someone you trust or one of the contacts.
  - Wanting to stop: stop. No reason is asked.
"""
CONTACTS = """
People and lines to contact
  - In a crisis: Samaritans: 116 123, free, day and night. By text: SHOUT to
    85258. NHS urgent mental health help: 111. In Northern Ireland, Lifeline:
    0808 808 8000.
  - Emergency: Ambulance, police and fire: 999 (112 works too).
  - Medical advice: Your GP, or NHS 111 by phone or online. In Northern
    Ireland, your GP or the GP out-of-hours service.
  - Support: Mind (mind.org.uk) explains help near you. For abuse at home in
    England, the National Domestic Abuse Helpline: 0808 2000 247, free, day
    and night.

This is information for thinking with. It does not replace medical or
psychological care, and it makes no diagnosis. What to do with it is for
people to decide: you, and those who care for your health.
"""


@pytest.fixture(scope="module")
def days() -> Iterator[Days]:
    """Days that remember what they recommended: one person comes with many a log here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_in, "Recommender", Remembering)
        days = Days(shipped())
    with days:
        yield days


@pytest.fixture(scope="module")
def at_first(days: Days) -> Callable[[Path], Coming]:
    """The first session of a shipped person, worked out once."""
    return cache(lambda path: days.coming(load_profile(path, shipped()), Log()))


# Whole pages


def test_on_edge_the_settling_version_stands_first_and_the_planned_session_stays(days: Days) -> None:
    assert page(days, "hypervigilant", State.ON_EDGE) == ends_alike("""\
        Week 1, day 1
          You said that you are on edge today. Slow and even movement is often borne
          better then, so this version is light, slow and no longer than what was
          planned.

        A version for today
          Walking, 10 minutes, light
          A walk at a pace that suits the effort of the day, as near to home as you
          like.
          To begin: You might begin very slowly, with your eyes on what is around you
          and the way out in view.
          This could stand in for what was planned, with slow and even movement
          somewhere familiar. Keeping it short is fine, with a slow ending to wind
          down.
          How hard: light effort. You could chat or hum along with ease the whole way.
          Where it ends: It ends where you can turn back or leave. You might keep the
          way there in view.
          The smallest version: A shorter or slower version counts in full, and so
          does stopping after the opening.

        As it was planned
          The session as it was planned stays here as well, if it suits you better
          after all. It can be shorter or slower at any point.
          Day 1, in the morning: Walking, Walking in nature or Walking a dog, 25
          minutes, light
        """)


def test_shut_down_the_orienting_version_begins_with_looking_around(days: Days) -> None:
    assert page(days, "hypervigilant", State.SHUT_DOWN) == ends_alike("""\
        Week 1, day 1
          You said that you feel numb, heavy or far away today. Arriving comes first
          then, so this version is short and light, with open eyes and a little to
          feel and to do.

        A version for today
          Rocking and marching on the spot, 5 minutes, light
          Shifting from foot to foot, rocking or marching, with a hand on something
          firm if you like.
          To begin: You could look around first and name a few colours. Feet on the
          floor, a hand on something cool or rough, or a sound nearby may help you to
          arrive.
          This could stand in for what was planned, short, with open eyes and the end
          in view. A little music or pace is welcome if it feels good. If things get
          foggier, stopping and looking around is enough for today.
          How hard: light effort. You could chat or hum along with ease the whole way.
          Where it ends: The end is close and in sight, such as the next door, the end
          of the room or one song.
          The smallest version: A shorter or slower version counts in full, and so
          does stopping after the opening.

        As it was planned
          The session as it was planned stays here as well, if it suits you better
          after all. It can be shorter or slower at any point.
          Day 1, in the morning: Walking, Walking in nature or Walking a dog, 25
          minutes, light
        """)


def test_with_a_fever_there_is_no_session_and_a_check_in_tells_when_it_returns(days: Days) -> None:
    assert (
        page(days, "hypervigilant", State.FEVER)
        == dedent("""\
        No session today
          With a fever, flu-like signs or a cold on the chest, the programme pauses
          and rest is what fits. A check-in tells when it returns, short and light,
          and nothing is caught up. Written in the log, it is known there as well. If
          breathing takes more effort than usual, a doctor is the person to ask.

        Why
          - You told us about a fever or flu-like illness. The programme pauses until
            seven days have passed without signs of it, and comes back short and
            light.
        """)
        + CONTACTS
    )


def test_where_today_is_open_the_planned_session_and_all_versions_are_shown(days: Days) -> None:
    assert page(days, "hypervigilant", None) == ends_alike("""\
        Week 1, day 1
          How you are today is open, which is fine. Here is the session as it was
          planned, with smaller versions of it. Each of them counts in full, and
          leaving it out is fine too.

        As it was planned
          Day 1, in the morning: Walking, Walking in nature or Walking a dog, 25
          minutes, light
          A walk at a pace that suits the effort of the day, as near to home as you
          like.
          How hard: light effort. You could chat or hum along with ease the whole way.
          Where: A quiet street
          With whom: on your own
          To begin: You might begin very slowly and let the eyes wander over what is
          near and far. There is all the time you like before anything gets livelier.
          Attention, if you like: One option is to notice things around you, such as
          three colours, a sound far off or the line of the way.
          Where it ends: You might pick a place where you can turn back or leave at
          any time, and keep the way there in view.
          The last 5 minutes are for winding down.
          The smallest version: A shorter or slower version counts in full, and so
          does stopping after the opening.

        Smaller versions, if you like
          On edge today: Walking, 10 minutes
            You might begin very slowly, with your eyes on what is around you and the
            way out in view. This could stand in for what was planned, with slow and
            even movement somewhere familiar. Keeping it short is fine, with a slow
            ending to wind down.
          Numb, heavy or far away today: Rocking and marching on the spot, 5 minutes
            You could look around first and name a few colours. Feet on the floor, a
            hand on something cool or rough, or a sound nearby may help you to arrive.
            This could stand in for what was planned, short, with open eyes and the
            end in view. A little music or pace is welcome if it feels good. If things
            get foggier, stopping and looking around is enough for today.
          Back and forth today: Walking, 5 minutes
            You could look around first and name a few colours. Feet on the floor, a
            hand on something cool or rough, or a sound nearby may help you to arrive.
            This could stand in for what was planned, with a slow and even rhythm,
            open eyes and the end in view. If it tips to one side or the other,
            stopping and looking around is enough for today.
          Worn out today: Walking, 5 minutes
            Beginning where you are is fine, sitting down as well. The smallest
            version is plenty today, and none is fine too. Rest belongs to the
            programme, and nothing is caught up later.
          Unwell today: Seated movement, 5 minutes
            Only if you feel like it, and stopping is possible at once. With a fever,
            aching limbs or anything in the chest, today is for rest and the programme
            waits. With an ordinary cold, something very light and short is one option
            among others.
        """)


def test_a_day_as_json_holds_what_was_said_and_what_follows(days: Days) -> None:
    found = day(days, "hypervigilant", State.ILL)

    assert [contact.for_ for contact in found.contacts] == ["crisis", "emergency", "medical", "support"]
    assert found.as_dict() == {
        "state": "ill",
        "week": 1,
        "day": 1,
        "planned": None,
        "version": {
            "state": "ill",
            "activity": "seated_movement",
            "minutes": 5,
            "intensity": "light",
            "opening": "Only if you feel like it, and stopping is possible at once.",
            "endpoint": "It ends whenever you like. Stopping after the opening counts in full.",
            "minimum": "A shorter or slower version counts in full, and so does stopping after the opening.",
            "text": (
                "With a fever, aching limbs or anything in the chest, today is for rest and the programme "
                "waits. With an ordinary cold, something very light and short is one option among others."
            ),
        },
        "versions": [],
        "text": (
            "You said that you have a cold today. Very light and short is as far as this version goes, and "
            "resting is as good. What was planned waits for another day."
        ),
        "because": [],
        "asks": [],
        "contacts": as_json(found.contacts),
    }


# Which session it is

Chosen = tuple[int | None, int | None, int | None, str | None, int | None]
"""Week, day and minutes of the planned session; activity and minutes of the version."""


@pytest.mark.parametrize(
    ("log", "state", "chosen"),
    [
        ({}, State.SETTLED, (1, 1, 25, None, None)),
        ({}, None, (1, 1, 25, None, None)),
        ({}, State.ON_EDGE, (1, 1, 25, "walking", 10)),
        ({}, State.SHUT_DOWN, (1, 1, 25, "standing_rhythm", 5)),
        ({}, State.SWITCHING, (1, 1, 25, "walking", 5)),
        ({}, State.DEPLETED, (1, 1, None, "walking", 5)),
        ({}, State.ILL, (1, 1, None, "seated_movement", 5)),
        ({}, State.FEVER, (None, None, None, None, None)),
        ({1: (1,)}, State.SETTLED, (1, 2, 25, None, None)),
        ({1: (4,)}, State.SETTLED, (1, 2, 25, None, None)),
        ({1: (1, 2, 3, 4)}, State.ON_EDGE, (1, 6, 25, "walking", 10)),
        ({1: WHOLE_WEEK}, State.SETTLED, (2, 1, 25, None, None)),
        ({1: (1, 2, 3, 4, 5, 6)}, State.SETTLED, (2, 1, 25, None, None)),
        ({1: WHOLE_WEEK, 2: (1, 2)}, State.SETTLED, (2, 3, 25, None, None)),
    ],
)
def test_the_next_session_that_is_not_logged_yet_comes_next(
    days: Days, log: Mapping[int, tuple[int, ...]], state: State | None, chosen: Chosen
) -> None:
    found = day(days, "hypervigilant", state, written(log))

    assert outline(found) == chosen
    assert found.because == (("rest-with-a-fever",) if state is State.FEVER else ())


@pytest.mark.parametrize(
    ("said", "decides", "text"),
    [
        ("crisis: yes", ("check-in-crisis",), "Thank you for answering that."),
        ("red_flags: [fainting]", ("check-in-warning-signs",), "Something you answered can be a reason"),
        ("recent_illness: fever_or_flu_like", ("rest-with-a-fever",), "The programme pauses for now."),
    ],
)
@pytest.mark.parametrize("state", [State.SETTLED, State.ON_EDGE, State.FEVER, None])
def test_what_stops_in_the_week_so_far_wins_over_every_state(
    days: Days, said: str, decides: tuple[str, ...], text: str, state: State | None
) -> None:
    found = day(days, "hypervigilant", state, written({1: (1, 2)}, said))

    assert (found.rests, outline(found), found.because) == (True, (None,) * 5, decides)
    assert found.text.startswith(text) or (state, decides) == (State.FEVER, ("rest-with-a-fever",))


def test_a_week_so_far_that_steps_back_is_said_with_the_session_that_was_planned(days: Days) -> None:
    found = day(days, "hypervigilant", State.SETTLED, written({1: (1, 2)}, "dissociation: yes"))

    assert outline(found) == (1, 3, 25, None, None)
    assert found.because == ("a-session-far-away",)
    assert found.text.endswith("This week so far speaks for less, and the smallest version is plenty today.")
    assert "Why\n  - " in today_text(found, shipped())


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("dissociation: no, after: settled, felt: same", ["crisis", "red_flags"]),
        ("crisis: no", ["red_flags"]),
        ("crisis: declined, red_flags: []", ["crisis"]),
        ("crisis: no, red_flags: []", []),
    ],
)
@pytest.mark.parametrize("state", [State.SETTLED, State.DEPLETED, State.FEVER, None])
def test_what_the_log_left_open_of_danger_is_asked_on_every_page_of_today(
    days: Days, said: str, asks: list[str], state: State | None
) -> None:
    """The other questions of a check-in wait for the check-in."""
    log = read_log(Source("a log", f"sessions: [{{week: 1, day: 1, done: yes, {said}}}]"), shipped())

    found = day(days, "hypervigilant", state, log)

    words = [shipped().texts.outcomes("review", "asks", name) for name in asks]
    assert found.as_dict()["asks"] == asks
    assert asked_on(today_text(found, shipped())) == words


def test_where_nothing_is_written_down_yet_nothing_was_left_open(days: Days) -> None:
    found = day(days, "hypervigilant", State.SETTLED)

    assert found.as_dict()["asks"] == []
    assert asked_on(today_text(found, shipped())) == []


COLD = "The last day in your log names a cold."
FAR_AWAY = "The last day in your log tells of drifting far away."
SMALLEST = "So the smallest version stands first here."


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        ("recent_illness: cold_no_fever", [COLD, SMALLEST]),
        ("dissociation: yes", [FAR_AWAY, SMALLEST]),
        ("recent_illness: cold_no_fever, dissociation: yes", [COLD, FAR_AWAY, SMALLEST]),
    ],
)
@pytest.mark.parametrize("state", [State.SETTLED, None])
@pytest.mark.parametrize("log", [{1: (1,)}, {1: WHOLE_WEEK}])
def test_after_a_cold_or_drifting_away_the_smallest_version_comes_first_and_the_plan_is_an_invitation(
    days: Days, log: Mapping[int, tuple[int, ...]], state: State | None, said: str, sentences: list[str]
) -> None:
    found = day(days, "hypervigilant", state, written(log, said))

    text = today_text(found, shipped())
    assert " ".join(sentences) in found.text
    assert headings(text)[:2] == [
        (
            "The smallest version",
            "A shorter or slower version counts in full, and so does stopping after the",
        ),
        ("As it was planned", "The session as it was planned stays here as well, if it suits you better"),
    ]
    assert "The smallest version:" not in text.split("When to stop")[0]


@pytest.mark.parametrize(
    ("said", "earlier"), [("", "recent_illness: cold_no_fever"), ("", "dissociation: yes"), ("", "")]
)
def test_a_day_before_the_last_one_puts_nothing_first(days: Days, said: str, earlier: str) -> None:
    log = Log.of([*written({1: (1,)}, earlier).entries, *written({1: (2,)}, said).entries])

    found = day(days, "hypervigilant", State.SETTLED, log)

    assert (found.coming.last_day, found.smallest_first) == ((), False)
    assert SMALLEST not in found.text


def test_of_two_entries_on_the_last_day_either_may_speak_of_it(days: Days) -> None:
    cold, fine = written({1: (1,)}, "recent_illness: cold_no_fever"), written({1: (1,)})

    for entries in ((*cold.entries, *fine.entries), (*fine.entries, *cold.entries)):
        assert day(days, "hypervigilant", None, Log.of(entries)).smallest_first


@pytest.mark.parametrize("state", [State.ON_EDGE, State.SHUT_DOWN, State.DEPLETED, State.ILL])
def test_a_version_for_today_stands_first_whatever_the_last_day_was(days: Days, state: State) -> None:
    found = day(days, "hypervigilant", state, written({1: (1,)}, "recent_illness: cold_no_fever"))

    assert headings(today_text(found, shipped()))[0][0] == "A version for today"
    assert SMALLEST not in found.text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("red_flag", "Something you answered is for a doctor"),
        ("in_crisis", "Thank you for answering that."),
        ("crisis_with_a_plan", "For now there are no sessions with set times."),
        ("referred_by_a_clinician", "Your clinician would like something to be looked at"),
    ],
)
@pytest.mark.parametrize("log", [{}, {1: (1, 2, 3)}])
def test_without_a_programme_there_is_no_session_however_good_the_day_and_the_log(
    days: Days, name: str, text: str, log: Mapping[int, tuple[int, ...]]
) -> None:
    found = day(days, name, State.SETTLED, written(log))

    assert (found.rests, outline(found)) == (True, (None,) * 5)
    assert found.text.startswith(text)
    assert found.contacts
    assert "\n  - " in today_text(found, shipped())


def test_a_no_in_the_log_takes_no_line_for_a_crisis_away_that_the_intake_calls_for(days: Days) -> None:
    found = day(days, "in_crisis", None, written({1: (1,)}))

    assert [contact.for_ for contact in found.contacts] == ["crisis", "emergency", "medical", "support"]


def test_a_fever_comes_after_a_referral_only(days: Days) -> None:
    limited = day(days, "crisis_with_a_plan", State.FEVER)
    referred = day(days, "in_crisis", State.FEVER)

    assert limited.because == ("rest-with-a-fever",)
    assert "Very light movement" not in today_text(limited, shipped())
    assert referred.because == ("crisis-now",)


# Laws


@pytest.mark.parametrize("path", PROFILES[:: 1 if LONG else 3], ids=lambda path: path.stem)
def test_a_version_is_never_longer_than_the_session_always_light_and_never_excluded(
    path: Path, days: Days
) -> None:
    profile = load_profile(path, shipped())

    for log in (Log(), written({1: (1,)}, "felt: worse"), written({1: WHOLE_WEEK}, "dissociation: yes")):
        assert broken(days.coming(profile, log)) == []


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.stem)
def test_the_same_holds_for_every_session_of_the_week_after_a_shipped_log(path: Path, days: Days) -> None:
    """A later session may be shorter than every session of the first week."""
    name, log = path.stem.removesuffix("_step_back").rsplit("_", 1)[0], load_log(path, shipped())
    profile = person("hypervigilant" if path.stem.startswith("hypervigilant") else name)

    for many in range(7):
        entries = ", ".join(
            f"{{week: {log.last_week + 1}, day: {n + 1}, done: yes, {FINE}}}" for n in range(many)
        )
        more = read_log(Source("more", f"sessions: [{entries}]"), shipped())
        assert broken(days.coming(profile, Log.of([*log.entries, *more.entries]))) == []


def test_the_same_holds_for_random_people_and_for_the_versions_in_their_programmes(days: Days) -> None:
    looked_at = 0
    for number in range(PEOPLE):
        profile = read(somebody(Random(number)))
        coming = days.coming(profile, Log())
        programme = coming.review.recommendation.programme
        assert broken(coming) == [], f"seed {number}"
        if programme:
            looked_at += 1
            shortest = min(session.minutes for session in programme.weeks[0].sessions)
            choice = Choices(coming.review.recommendation.prescription, shipped().activities)[1]
            assert [
                version
                for version in programme.today
                if version.minutes > shortest or choice.excluding(version.activity)
            ] == [], f"seed {number}"
    assert looked_at > PEOPLE // 4


@pytest.mark.parametrize(
    "state", [State.ON_EDGE, State.SHUT_DOWN, State.SWITCHING, State.DEPLETED, State.ILL]
)
def test_an_activity_that_somebody_leaves_out_is_in_no_version(days: Days, state: State) -> None:
    profile = person("hypervigilant")
    usual = days.today(days.coming(profile, Log()), state).version
    assert usual is not None
    without = Person({**profile.facts.known}).adjusted({"exclude": [usual.activity]})

    found = days.today(days.coming(read(without), Log()), state).version

    assert found is not None
    assert found.activity != usual.activity


def test_resting_states_never_offer_the_planned_session_and_unknown_is_not_settled(days: Days) -> None:
    coming = days.coming(person("fit_and_well"), Log())
    by_state = {state: days.today(coming, state) for state in (None, *State)}

    assert [state for state, found in by_state.items() if found.planned is None] == RESTS
    assert [state for state, found in by_state.items() if found.versions] == [None]
    assert by_state[None].text != by_state[State.SETTLED].text


@pytest.mark.parametrize("state", [None, *State], ids=str)
@pytest.mark.parametrize("path", PROFILES[::6], ids=lambda path: path.stem)
def test_every_page_keeps_every_guard_and_fits_into_78_columns(
    path: Path, state: State | None, days: Days, at_first: Callable[[Path], Coming]
) -> None:
    text = today_text(days.today(at_first(path), state), shipped())

    found = {
        name: page_hits(guard, text, texts(), shipped().origins) for name, guard in shipped().guards.items()
    }

    assert {name: words for name, words in found.items() if words} == {}
    assert max(map(len, text.splitlines())) <= 78
    assert "{" not in text
    assert all(letter.isprintable() for line in text.splitlines() for letter in line)


def test_somebody_from_whom_minutes_are_hidden_sees_none(days: Days) -> None:
    for state in (None, State.ON_EDGE):
        text = " ".join(page(days, "one_sign_around_eating", state).split())

        assert "for a short while" in text
        assert not re.search(r"\d minute", text)


def test_where_nothing_light_is_left_rest_and_the_smallest_version_are_offered(days: Days) -> None:
    coming = replace(days.coming(person("hypervigilant"), Log()), versions=())

    found = days.today(coming, State.DEPLETED)

    assert (found.planned, found.version) == (None, None)
    assert found.text == (
        "With the limits that stand for you, nothing lighter than what was planned is left in here. "
        "Rest is fine today, and so is the smallest version."
    )
    assert "\n\nThe smallest version\n  A shorter or slower version counts" in today_text(found, shipped())


# The question


def test_the_question_is_numbered_answers_and_says_what_works() -> None:
    stdout = io.StringIO()

    state = ask_state(shipped(), "self", (), Lines(io.StringIO("settled\n8\n2\n"), stdout))

    assert state is State.ON_EDGE
    assert without_ends_of_lines(stdout.getvalue()) == dedent("""\
        How are you right now?
        Why: The answer only shapes this one session, and it is not kept. It can be
        left open.
        1. Settled enough
        2. On edge
        3. Numb, heavy or far away
        4. Back and forth between the two
        5. Worn out
        6. A cold
        7. A fever, flu-like, or a cold on the chest
        ?. I don't know
        -. I would rather not answer
        A number to choose:
        That is not known here. A number from 1 to 7 answers, “-” leaves it open, and
        “h” shows people and lines to contact.

        A number to choose:
        That is not known here. A number from 1 to 7 answers, “-” leaves it open, and
        “h” shows people and lines to contact.

        A number to choose:
        """)


@pytest.mark.parametrize(("typed", "first"), [("-", None), ("?", None), ("1", "settled"), ("7", "fever")])
def test_in_a_terminal_the_question_is_asked_first(
    typed: str, first: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, text = at_a_terminal(monkeypatch, f"h\n{typed}\n")

    assert code == 0
    assert text.startswith("How are you right now?\n")
    assert "In a crisis: Samaritans" in text.split("A number to choose: ")[1]
    assert text.endswith(page_of_hypervigilant(State(first) if first else None))


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("", "The input ended here. Nothing was kept, and nothing was sent.\n"),
        ("\x18\n", "A number to choose: "),
    ],
)
def test_the_end_of_input_and_leaving_end_with_nothing_more(
    typed: str, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, text = at_a_terminal(monkeypatch, typed)

    assert code == 0
    assert text.endswith(end)
    assert "Week 1" not in text


def test_nothing_is_asked_where_there_is_no_session(monkeypatch: pytest.MonkeyPatch) -> None:
    profile = str(ROOT / "profiles" / "in_crisis.yaml")

    code, text = at_a_terminal(monkeypatch, "", profile)

    assert code == 0
    assert text.startswith("People and lines to contact\n")
    assert "How are you right now?" not in text


@pytest.mark.parametrize("more", [["--format", "json"], ["--state", "on_edge"]])
def test_nothing_is_asked_where_a_state_is_given_or_a_program_reads(
    more: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, text = at_a_terminal(monkeypatch, "", HYPERVIGILANT, *more)

    assert code == 0
    assert "How are you right now?" not in text


# The command


def test_without_a_terminal_the_planned_session_and_the_versions_are_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["today", HYPERVIGILANT, "--format", "json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert (found["state"], found["planned"]["minutes"], found["version"]) == (None, 25, None)
    assert [version["state"] for version in found["versions"]] == [
        "on_edge",
        "shut_down",
        "switching",
        "depleted",
        "ill",
    ]


def test_a_log_moves_on_to_the_next_session(capsys: pytest.CaptureFixture[str]) -> None:
    log = str(ROOT / "profiles" / "logs" / "hypervigilant_hold.yaml")

    assert main(["today", HYPERVIGILANT, "--log", log, "--state", "settled"]) == 0

    assert capsys.readouterr().out.startswith("Week 3, day 1\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--state", "hyper"],
            (
                "argument --state: a day is one of settled, on_edge, shut_down, switching, depleted, ill, "
                "fever, found “hyper”\n"
            ),
        ),
        (["--log", ""], "argument --log: a file of sessions is asked here, found “”\n"),
    ],
)
def test_arguments_that_cannot_be_used_are_said_to_be_that(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["today", HYPERVIGILANT, *words]) == 2

    assert capsys.readouterr().err.endswith(message)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests" / "bad_logs").glob("w*.yaml")), ids=lambda path: path.stem
)
def test_a_broken_log_reads_as_it_does_at_a_review(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codes = [main([command, HYPERVIGILANT, "--log", str(path)]) for command in ("review", "today")]

    said = capsys.readouterr().err
    half = len(said) // 2
    assert codes == [2, 2]
    assert said[:half] == said[half:]
    assert path.name in said


# What the tests are made of


class Paper(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, typed: str, profile: str = HYPERVIGILANT, *more: str
) -> tuple[int, str]:
    """The exit code and all that was printed, for somebody at a terminal who types this."""
    stdout = Paper()
    monkeypatch.setattr("sys.stdin", Paper(typed))
    monkeypatch.setattr("sys.stdout", stdout)
    return main(["today", profile, *more]), stdout.getvalue()


def without_ends_of_lines(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def page_of_hypervigilant(state: State | None) -> str:
    with Days(shipped()) as days:
        return page(days, "hypervigilant", state)


def person(name: str) -> Profile:
    return load_profile(ROOT / "profiles" / f"{name}.yaml", shipped())


def read(somebody: Person) -> Profile:
    return read_answers(somebody.answers, shipped(), somebody.role, somebody.adjustments)


def written(weeks: Mapping[int, tuple[int, ...]], last: str = "") -> Log:
    """A log of good sessions on these days, week by week; the last of them says this as well."""
    entries = [f"week: {week}, day: {day}" for week, of_week in weeks.items() for day in of_week]
    if not entries:
        return Log()
    keys = {part.split(":")[0] for part in last.split(", ")}
    fine = ", ".join(part for part in FINE.split(", ") if part.split(":")[0] not in keys)
    lines = [f"  - {{{entry}, done: yes, {FINE}}}" for entry in entries[:-1]]
    lines.append(f"  - {{{', '.join(filter(None, [entries[-1], 'done: yes', fine, last]))}}}")
    return read_log(Source("a log", "\n".join(["sessions:", *lines])), shipped())


def day(days: Days, name: str, state: State | None, log: Log | None = None) -> Day:
    return days.today(days.coming(person(name), log or Log()), state)


def page(days: Days, name: str, state: State | None) -> str:
    return today_text(day(days, name, state), shipped())


def asked_on(text: str) -> list[str]:
    """The questions on a page, each on one line."""
    if "Questions that would help\n" not in text:
        return []
    lines = text.split("Questions that would help\n")[1].split("\n\n", maxsplit=1)[0]
    return [" ".join(line.split()) for line in lines.split("  - ") if line.strip()]


def headings(text: str) -> list[tuple[str, str]]:
    """The sections of a page about sessions, each with its first line."""
    wanted = ("The smallest version", "A version for today", "As it was planned")
    blocks = [block.splitlines() for block in text.split("\n\n")]
    return [(block[0], block[1].strip()) for block in blocks if block[0] in wanted]


def ends_alike(text: str) -> str:
    return dedent(text) + TAIL + CONTACTS


def outline(found: Day) -> Chosen:
    written = found.as_dict()
    return (
        found.coming.week if written["week"] else None,
        found.coming.session.day if found.coming.session and written["day"] else None,
        found.planned.minutes if found.planned else None,
        found.version.activity if found.version else None,
        found.version.minutes if found.version else None,
    )


def broken(coming: Coming) -> list[str]:
    """What the versions of a session have that they may not have."""
    session, week = coming.session, coming.week
    if session is None or week is None:
        return [] if not coming.versions else ["a version without a session"]
    choice = Choices(coming.review.recommendation.prescription, shipped().activities)[week]
    found = []
    for version in coming.versions:
        activity = shipped().activities[version.activity]
        if version.minutes > session.minutes or version.minutes < 1:
            found.append(f"{version.state}: {version.minutes} of {session.minutes} minutes")
        if version.intensity != "light" or activity.floor != "light":
            found.append(f"{version.state}: {version.intensity} {version.activity}")
        if choice.excluding(version.activity, version.intensity):
            found.append(f"{version.state}: {version.activity} is excluded")
    return found


@cache
def texts() -> tuple[Said, ...]:
    return said(shipped_rules())
