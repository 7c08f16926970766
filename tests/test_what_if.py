"""What would follow from other answers, and which other answers would change a part."""

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from textwrap import dedent

import pytest
from hypothesis import given, settings
from people import Person, answers_to, people, recommender, remembering, shipped

from recommender.cli import main
from recommender.explanation import (
    Difference,
    Otherwise,
    difference,
    difference_dict,
    difference_text,
    otherwise_dict,
    otherwise_text,
    read_changes,
    read_part,
    typed,
    what_would_change,
)
from recommender.explanation import otherwise as searching
from recommender.explanation.changeable import NATURES, Nature, nature_of
from recommender.explanation.moves import moves
from recommender.explanation.otherwise import OUTCOMES, TRIED_AT_MOST, Alternative
from recommender.explanation.reach import direction, reach
from recommender.loading import load_profile
from recommender.loading.phrases import shipped_rules
from recommender.loading.profile import Profile, read_answers, read_profile
from recommender.loading.said import Said, said
from recommender.model.fact import Answer, Facts, Missing
from recommender.model.recommendation import Recommendation
from recommender.problem import Problems
from recommender.reasons.page import flowed
from recommender.source import Source
from recommender.verification.language import page_hits

PROFILES = sorted((Path(__file__).parent.parent / "profiles").glob("*.yaml"))
HYPERVIGILANT = "profiles/hypervigilant.yaml"


UNUSABLE = [
    (
        ["slep_quality=good"],
        """
    --what-if:1:1: error E301: “slep_quality” is not a fact of the vocabulary

          1 | slep_quality=good
            | ^^^^^^^^^^^^

      Allowed: sleep_quality · sleep_hours · social_anxiety · anxiety · settling_time · … (69 in all)
      Did you mean “sleep_quality”?
              sleep_quality=good

    1 mistake.
    """,
    ),
    (
        ["sleep_quality=poorr"],
        """
    --what-if:1:15: error E302: “poorr” is not an answer to “sleep_quality”

          1 | sleep_quality=poorr
            |               ^^^^^

      Allowed: good · mixed · poor · unknown · declined
      Did you mean “poor”?
              sleep_quality=poor

    1 mistake.
    """,
    ),
    (
        ["likes="],
        """
    --what-if:1:7: error E302: “likes” was left empty

          1 | likes=
            |       ^

      Allowed: walking · nature_walking · dog_walking · brisk_walking · walk_run · … (36 in all)
      None of these is typed likes=none.

    1 mistake.
    """,
    ),
    (
        ["dislikes=yoga,runing"],
        """
    --what-if:1:15: error E302: “runing” is not an answer to “dislikes”

          1 | dislikes=yoga,runing
            |               ^^^^^^

      Allowed: running · running_club · easy_running · rowing · dancing · … (36 in all)
      Did you mean “running”?
              dislikes=yoga,running

    1 mistake.
    """,
    ),
    (
        ["likes=yoga,yoga"],
        """
    --what-if:1:12: error E305: “yoga” is named twice

          1 | likes=yoga,yoga
            |            ^^^^

    1 mistake.
    """,
    ),
    (
        ["minutes_available=1e1"],
        """
    --what-if:1:19: error E302: “minutes_available” takes a whole number from 5 to 120, found “1e1”

          1 | minutes_available=1e1
            |                   ^^^

      It counts minutes on such a day.

    1 mistake.
    """,
    ),
    (
        ["days_available=8"],
        """
    --what-if:1:16: error E304: “days_available” takes a whole number from 1 to 7, found “8”

          1 | days_available=8
            |                ^

      It counts days per week.

    1 mistake.
    """,
    ),
    (
        ["crisis"],
        """
    --what-if:1:1: error E203: “crisis” is no changed answer

          1 | crisis
            | ^^^^^^

      It reads FACT=ANSWER. Commas join several answers to one question, none of them is FACT=none,
      and FACT=unknown or FACT=declined leaves the question open.

    1 mistake.
    """,
    ),
    (
        ["hyperaroused=yes"],
        """
    --what-if:1:1: error E301: “hyperaroused” is worked out by rules and cannot be answered

          1 | hyperaroused=yes
            | ^^^^^^^^^^^^

    1 mistake.
    """,
    ),
    (
        ["medical_clearance=light"],
        """
    --what-if:1:1: error E306: “medical_clearance” is recorded by a clinician; this profile has the role self

          1 | medical_clearance=light
            | ^^^^^^^^^^^^^^^^^

    1 mistake.
    """,
    ),
    (
        ["sleep_quality=good", "energy=good", "sleep_quality=poor"],
        """
    --what-if:3:1: error E102: “sleep_quality” is changed twice; the first is number 1

          2 | energy=good
          3 | sleep_quality=poor
            | ^^^^^^^^^^^^^

      One of the two can go.

    1 mistake.
    """,
    ),
    (
        ["sleep_quality="],
        """
    --what-if:1:15: error E302: “sleep_quality” was left empty

          1 | sleep_quality=
            |               ^

      Allowed: good · mixed · poor · unknown · declined

    1 mistake.
    """,
    ),
    (
        ["slep_quality=good", "energy=", "likes=a\nb"],
        """
    --what-if:1:1: error E301: “slep_quality” is not a fact of the vocabulary

          1 | slep_quality=good
            | ^^^^^^^^^^^^

      Allowed: sleep_quality · sleep_hours · social_anxiety · anxiety · settling_time · … (69 in all)
      Did you mean “sleep_quality”?
              sleep_quality=good

    --what-if:2:8: error E302: “energy” was left empty

          1 | slep_quality=good
          2 | energy=
            |        ^

      Allowed: good · low · depleted · unknown · declined

    --what-if:3:7: error E302: “a b” is not an answer to “likes”

          2 | energy=
          3 | likes=a b
            |       ^^^

      Allowed: yoga · walking · tai_chi · dancing · balance · … (36 in all)

    3 mistakes.
    """,
    ),
]


# What would follow, in words


def test_another_time_of_day_brings_its_rule_and_moves_the_sessions() -> None:
    assert what_if("hypervigilant", "preferred_time=evening") == page(
        """
        If this were otherwise
        This only looks at what would follow. The real answers stay as they are, and
        nothing is kept.

        What is thought otherwise here
        - Time of day: Evening (so far: Morning).

        There would still be a programme.

        What would come in
        - “In the evening, livelier movement ends well before bed” (well-before-bed)
        - Good to know: In the evening, hard effort is best over about three hours
          before bed, and moderate effort about one. Slow movement can come right
          before sleep.

        A little different as well: the time of day (in the evening, so far in the
        morning) and the reasons behind single sessions.

        What would stay
        - Movement: Walking, Walking in nature, Walking a dog, Light strength,
          Strength, Tai chi, Qigong, Running.
        - Rules that apply as before: 38.
        """
    )


def test_less_time_tells_the_weeks_and_the_limits_of_both_sides() -> None:
    assert what_if("low_mood", "days_available=2", "minutes_available=10") == page(
        """
        If this were otherwise
        This only looks at what would follow. The real answers stay as they are, and
        nothing is kept.

        What is thought otherwise here
        - Days in a week: 2 days (so far: 3 days).
        - Minutes on such a day: 10 minutes (so far: 15 minutes).

        There would still be a programme.

        The weeks that would differ
        - Weeks 1 to 2: sessions: 2 (so far: 3); 10 minutes (so far: 15).
        - Week 3: sessions: 2 (so far: 3); 14 minutes (so far: 21).
        - Week 4: sessions: 2 (so far: 3); 10 minutes (so far: 15).
        - Week 5: sessions: 2 (so far: 3); 14 minutes (so far: 21).
        - Weeks 6 to 7: sessions: 2 (so far: 3); 18 minutes (so far: 27).
        - Week 8: sessions: 2 (so far: 3); 12 minutes (so far: 18).

        What would come in
        - Sessions a week: 2 at most, because of “No more days than a person has”.
        - At most 10 minutes a session, because of “No longer than the time a person
          has”.

        What would go
        - Sessions a week: 3 at most, because of “No more days than a person has”.
        - At most 15 minutes a session, because of “No longer than the time a person
          has”.

        A little different as well: the days and the reasons behind single sessions.

        What would stay
        - Movement: Walking in nature, Walking, Walking a dog, Light strength,
          Strength.
        - Rules that apply as before: 47.
        """
    )


def test_a_crisis_begins_with_the_contacts_and_is_said_calmly() -> None:
    assert what_if("hypervigilant", "crisis=yes") == page(
        """
        People and lines to contact
        - In a crisis: Samaritans: 116 123, free, day and night. By text: SHOUT to
          85258. NHS urgent mental health help: 111. In Northern Ireland, Lifeline:
          0808 808 8000.
        - Emergency: Ambulance, police and fire: 999 (112 works too).
        - Medical advice: Your GP, or NHS 111 by phone or online. In Northern Ireland,
          your GP or the GP out-of-hours service.
        - Support: Mind (mind.org.uk) explains help near you. For abuse at home in
          England, the National Domestic Abuse Helpline: 0808 2000 247, free, day and
          night.
        If it is like this now, these contacts are there now, and everything else can
        wait.

        If this were otherwise
        This only looks at what would follow. The real answers stay as they are, and
        nothing is kept.

        What is thought otherwise here
        - Thoughts of harm, or danger now: Yes (so far: No).

        There would be no programme for now. What would come first: support right now.
        Thank you for answering that. Right now company and support come first, and
        movement can wait. The contacts here are for moments like this, and you can
        say as much or as little as you like.

        Why this comes first
        - You told us that things are very hard right now, or that you may be in
          danger. A person who can be with you in this matters more than any
          programme. The contacts here are for exactly such moments.

        What would open it
        - There is no hurry with movement. When someone has talked this through with
          you and there is a plan for hard moments, a clinician can record that. Then
          very light movement opens. When it has passed, the questions can be answered
          afresh.
        """
    )


def test_where_the_real_answers_speak_of_a_crisis_its_contacts_come_first() -> None:
    text = what_if("in_crisis", "goals=sleep")

    assert text.startswith("People and lines to contact\n- In a crisis: ")
    assert "As the answers are, these contacts come before everything else.\n\nIf this were" in text


def test_a_question_left_open_leads_to_very_light_movement_and_what_opens_more() -> None:
    assert what_if("hypervigilant", "crisis=declined") == page(
        """
        If this were otherwise
        This only looks at what would follow. The real answers stay as they are, and
        nothing is kept.

        What is thought otherwise here
        - Thoughts of harm, or danger now: left open by choice (so far: No).

        There would be no sessions with set times for now.
        For now there are no sessions with set times. Some things are not known yet,
        or a little more time would help; what it is stands below. There is still very
        light movement to hold on to, if you like.

        Very light movement
        - Movement: Walking, Walking in nature, Seated movement.

        What would open it
        - The questions about health that you left open are what sets amounts wait
          for. They are not asked again; if you ever want more, they can be answered
          afresh. There is no hurry.
        """
    )


def test_a_programme_in_place_of_a_referral_tells_its_weeks() -> None:
    assert what_if("red_flag", "red_flags=none", "red_flag_timing=unknown") == page(
        """
        If this were otherwise
        This only looks at what would follow. The real answers stay as they are, and
        nothing is kept.

        What is thought otherwise here
        - Signs no doctor has seen yet: none of these (so far: Pain, pressure or
          tightness in the chest, Unusual breathlessness, at rest or with little
          effort).
        - When those signs come: not known (so far: With effort, and it eases with
          rest).

        There would be a programme.
        As the answers are, this comes first: a doctor in the next few days.

        What the weeks would be like
        - Weeks 1 to 3: sessions: 4; 48 minutes; light effort at most.
        - Week 4: sessions: 4; 32 minutes; light effort at most; lighter on purpose.
        - Week 5: sessions: 4; 48 minutes; light effort at most.
        - Weeks 6 to 7: sessions: 4; 56 minutes; light effort at most.
        - Week 8: sessions: 4; 40 minutes; light effort at most; lighter on purpose.

        What would come in
        - Movement: Walking, Walking in nature, Walking a dog, Light strength,
          Strength.
        """
    )


def test_the_same_answers_change_nothing() -> None:
    assert what_if("hypervigilant", "sleep_quality=good", "likes=running,hiit") == page(
        """
        If this were otherwise
        This only looks at what would follow. The real answers stay as they are, and
        nothing is kept.

        These are the answers as they are, so nothing would differ.
        """
    )


def test_a_difference_as_json_has_both_sides() -> None:
    found = differing("hypervigilant", "preferred_time=evening")

    assert json.dumps(difference_dict(found, shipped()), ensure_ascii=False, indent=2) == json.dumps(
        {
            "question": "what_if",
            "changed": {"preferred_time": {"from": "morning", "to": "evening"}},
            "outcome": {"from": "programme", "to": "programme"},
            "urgency": {"from": None, "to": None},
            "added": {
                "activities": [],
                "rules": [
                    {
                        "rule": "well-before-bed",
                        "title": "In the evening, livelier movement ends well before bed",
                    }
                ],
                "limits": [],
                "gates": [],
                "tensions": [],
                "any_time": [],
                "contacts": [],
                "notes": [shipped().texts.wording.notes["well-before-bed"]],
                "asks": [],
                "left_out": [],
            },
            "removed": {
                "activities": [],
                "rules": [],
                "limits": [],
                "gates": [],
                "tensions": [],
                "any_time": [],
                "contacts": [],
                "notes": [],
                "asks": [],
                "left_out": [],
            },
            "weeks": [],
            "details": [
                {"what": "time_of_day", "from": ["morning"], "to": ["evening"]},
                {"what": "because", "from": [], "to": []},
            ],
            "stayed": {
                "activities": [
                    "walking",
                    "nature_walking",
                    "dog_walking",
                    "strength_light",
                    "strength",
                    "tai_chi",
                    "qigong",
                    "running",
                ],
                "rules": [
                    "on-edge",
                    "people-weigh-heavily",
                    "careful-from-the-start",
                    "a-walk-when-it-builds",
                    "an-end-in-sight",
                    "beginning-near-what-you-do",
                    "calm-evenings",
                    "easing-out",
                    "easy-after-hard",
                    "eyes-on-the-outside",
                    "few-eyes-and-open-doors",
                    "fits-how-you-move",
                    "fond-of-hard-training",
                    "good-to-know",
                    "half-hours-on-most-days",
                    "keeping-something-going",
                    "long-easy-beginning",
                    "long-easy-ending",
                    "low-effort-first",
                    "nothing-you-ruled-out",
                    "noticing-the-movement",
                    "places-within-reach",
                    "quiet-known-places",
                    "slow-practice-for-settling",
                    "slow-rhythm-first",
                    "small-steps",
                    "steady-movement-for-worry",
                    "strength-twice-a-week",
                    "stress-over-weeks",
                    "tell-those-who-care-for-you",
                    "unseen-where-people-weigh-on-you",
                    "walking-is-enough",
                    "what-may-lift-mood",
                    "what-you-dislike",
                    "what-you-like",
                    "within-your-days",
                    "within-your-time",
                    "your-time-of-day",
                ],
            },
            "answer": difference_text(found, shipped()),
        },
        ensure_ascii=False,
        indent=2,
    )


# What would change a part, in words


def test_two_answers_together_may_open_more_effort() -> None:
    assert would_change("low_mood", "intensity") == page(
        """
        What would change this: effort
        An answer is no wish, and none of this says what would be better. It says what
        would follow if something were otherwise.

        If this were otherwise, there would be more
        - Moderate movement in a week: 20 minutes (so far: 0 minutes); and Sleep:
          Mixed (so far: Poor). Week 3: moderate effort at most (so far: light).
        - Moderate movement in a week: 20 minutes (so far: 0 minutes); and Energy:
          Good (so far: Low). Week 3: moderate effort at most (so far: light).

        Some of these say how somebody feels. That is not chosen, and it may change
        with time.

        What would open it
        - Effort that is moderate: possible from week 5 on.
        - Effort that is vigorous: not possible as long as this stands: “With low
          energy, short nights, slow recovery or much stress, effort stays moderate”
          and “With reserves used up, movement is light, short and seldom for a
          month”.
        """
    )


def test_an_activity_that_is_not_there_may_come_in_when_it_is_liked() -> None:
    assert would_change("fit_and_well", "hiit") == page(
        """
        What would change this: High-intensity intervals
        It is not in there for now: High-intensity intervals.
        An answer is no wish, and none of this says what would be better. It says what
        would follow if something were otherwise.

        If this were otherwise, it would come in
        - Liked movement, with “High-intensity intervals” as well (so far: Cycling,
          Running).

        What would open it
        - Effort that is vigorous: possible from week 5 on.
        """
    )


def test_a_rule_that_answers_about_health_keep_silent_says_that_those_are_not_thought_otherwise() -> None:
    assert would_change("hypervigilant", "some-hard-effort") == page(
        """
        What would change this: “Where every sign leaves room, some hard effort from
        the fifth week on” (rule some-hard-effort)
        It does not apply as the answers are.
        Nothing was found among the single answers, pairs and sets of three that were
        tried.
        Some of what stands between are answers about health, or about what is not all
        right. Those are never thought otherwise here.
        """
    )


def test_after_a_referral_no_answer_is_thought_otherwise() -> None:
    assert would_change("in_crisis", "minutes") == page(
        """
        People and lines to contact
        - In a crisis: Samaritans: 116 123, free, day and night. Pieta: 1800 247 247,
          free, day and night. By text: HELLO to 50808.
        - Emergency: Ambulance, police and fire: 112 or 999.
        - Medical advice: Your GP, or the GP out-of-hours service in your area.
        - Support: HSE Your Mental Health information line: 1800 111 888. For abuse at
          home, Women's Aid: 1800 341 900, free, day and night.
        As the answers are, these contacts come before everything else.

        What would change this: minutes
        Somebody is asked to look first. Before that, no answer is thought otherwise.

        What would open it
        - There is no hurry with movement. When someone has talked this through with
          you and there is a plan for hard moments, a clinician can record that. Then
          very light movement opens. When it has passed, the questions can be answered
          afresh.
        """
    )


def test_after_a_referral_nothing_is_tried() -> None:
    found = searched("red_flag", "walking")

    assert (found.there, found.alternatives, found.tried) == (False, (), 0)
    assert phrase("before_that") in otherwise_text(found, shipped())


def test_what_would_change_as_json_has_the_answers_and_how_they_are_typed() -> None:
    found = searched("fit_and_well", "minutes")

    assert json.dumps(otherwise_dict(found, shipped()), ensure_ascii=False, indent=2) == json.dumps(
        {
            "part": "minutes",
            "question": "what_would_change",
            "there": None,
            "alternatives": [
                {
                    "direction": "less",
                    "nature": "choice",
                    "changed": {"days_available": {"from": 6, "to": 5}},
                    "what_if": ["days_available=5"],
                    "outcome": "programme",
                    "weeks": [
                        {
                            "number": 2,
                            "sessions": {"from": 6, "to": 5},
                            "minutes": {"from": 190, "to": 180},
                            "ceiling": {"from": "moderate", "to": "moderate"},
                            "easier": {"from": False, "to": False},
                        },
                        {
                            "number": 3,
                            "sessions": {"from": 6, "to": 5},
                            "minutes": {"from": 195, "to": 180},
                            "ceiling": {"from": "moderate", "to": "moderate"},
                            "easier": {"from": False, "to": False},
                        },
                        {
                            "number": 4,
                            "sessions": {"from": 6, "to": 5},
                            "minutes": {"from": 136, "to": 125},
                            "ceiling": {"from": "moderate", "to": "moderate"},
                            "easier": {"from": True, "to": True},
                        },
                        {
                            "number": 5,
                            "sessions": {"from": 6, "to": 5},
                            "minutes": {"from": 195, "to": 180},
                            "ceiling": {"from": "vigorous", "to": "vigorous"},
                            "easier": {"from": False, "to": False},
                        },
                        {
                            "number": 6,
                            "sessions": {"from": 6, "to": 5},
                            "minutes": {"from": 200, "to": 180},
                            "ceiling": {"from": "vigorous", "to": "vigorous"},
                            "easier": {"from": False, "to": False},
                        },
                        {
                            "number": 7,
                            "sessions": {"from": 6, "to": 5},
                            "minutes": {"from": 200, "to": 180},
                            "ceiling": {"from": "vigorous", "to": "vigorous"},
                            "easier": {"from": False, "to": False},
                        },
                        {
                            "number": 8,
                            "sessions": {"from": 6, "to": 5},
                            "minutes": {"from": 139, "to": 125},
                            "ceiling": {"from": "vigorous", "to": "vigorous"},
                            "easier": {"from": True, "to": True},
                        },
                    ],
                },
                {
                    "direction": "less",
                    "nature": "time",
                    "changed": {"activity_minutes": {"from": 200, "to": 195}},
                    "what_if": ["activity_minutes=195"],
                    "outcome": "programme",
                    "weeks": [
                        {
                            "number": 1,
                            "sessions": {"from": 5, "to": 5},
                            "minutes": {"from": 180, "to": 175},
                            "ceiling": {"from": "moderate", "to": "moderate"},
                            "easier": {"from": False, "to": False},
                        },
                        {
                            "number": 2,
                            "sessions": {"from": 6, "to": 6},
                            "minutes": {"from": 190, "to": 185},
                            "ceiling": {"from": "moderate", "to": "moderate"},
                            "easier": {"from": False, "to": False},
                        },
                        {
                            "number": 3,
                            "sessions": {"from": 6, "to": 6},
                            "minutes": {"from": 195, "to": 190},
                            "ceiling": {"from": "moderate", "to": "moderate"},
                            "easier": {"from": False, "to": False},
                        },
                        {
                            "number": 5,
                            "sessions": {"from": 6, "to": 6},
                            "minutes": {"from": 195, "to": 190},
                            "ceiling": {"from": "vigorous", "to": "vigorous"},
                            "easier": {"from": False, "to": False},
                        },
                        {
                            "number": 6,
                            "sessions": {"from": 6, "to": 6},
                            "minutes": {"from": 200, "to": 195},
                            "ceiling": {"from": "vigorous", "to": "vigorous"},
                            "easier": {"from": False, "to": False},
                        },
                        {
                            "number": 7,
                            "sessions": {"from": 6, "to": 6},
                            "minutes": {"from": 200, "to": 195},
                            "ceiling": {"from": "vigorous", "to": "vigorous"},
                            "easier": {"from": False, "to": False},
                        },
                    ],
                },
                {
                    "direction": "more",
                    "nature": "time",
                    "changed": {"activity_minutes": {"from": 200, "to": 215}},
                    "what_if": ["activity_minutes=215"],
                    "outcome": "programme",
                    "weeks": [
                        {
                            "number": 1,
                            "sessions": {"from": 5, "to": 5},
                            "minutes": {"from": 180, "to": 190},
                            "ceiling": {"from": "moderate", "to": "moderate"},
                            "easier": {"from": False, "to": False},
                        },
                        {
                            "number": 2,
                            "sessions": {"from": 6, "to": 6},
                            "minutes": {"from": 190, "to": 200},
                            "ceiling": {"from": "moderate", "to": "moderate"},
                            "easier": {"from": False, "to": False},
                        },
                        {
                            "number": 3,
                            "sessions": {"from": 6, "to": 6},
                            "minutes": {"from": 195, "to": 205},
                            "ceiling": {"from": "moderate", "to": "moderate"},
                            "easier": {"from": False, "to": False},
                        },
                        {
                            "number": 4,
                            "sessions": {"from": 6, "to": 6},
                            "minutes": {"from": 136, "to": 146},
                            "ceiling": {"from": "moderate", "to": "moderate"},
                            "easier": {"from": True, "to": True},
                        },
                        {
                            "number": 5,
                            "sessions": {"from": 6, "to": 6},
                            "minutes": {"from": 195, "to": 205},
                            "ceiling": {"from": "vigorous", "to": "vigorous"},
                            "easier": {"from": False, "to": False},
                        },
                        {
                            "number": 6,
                            "sessions": {"from": 6, "to": 6},
                            "minutes": {"from": 200, "to": 210},
                            "ceiling": {"from": "vigorous", "to": "vigorous"},
                            "easier": {"from": False, "to": False},
                        },
                        {
                            "number": 7,
                            "sessions": {"from": 6, "to": 6},
                            "minutes": {"from": 200, "to": 210},
                            "ceiling": {"from": "vigorous", "to": "vigorous"},
                            "easier": {"from": False, "to": False},
                        },
                        {
                            "number": 8,
                            "sessions": {"from": 6, "to": 6},
                            "minutes": {"from": 139, "to": 149},
                            "ceiling": {"from": "vigorous", "to": "vigorous"},
                            "easier": {"from": True, "to": True},
                        },
                    ],
                },
            ],
            "tried": 11,
            "size": 1,
            "complete": True,
            "beyond": False,
            "adjusted": False,
            "opens_when": [],
            "answer": otherwise_text(found, shipped()),
        },
        ensure_ascii=False,
        indent=2,
    )


def test_where_an_adjustment_keeps_an_activity_out_that_is_said() -> None:
    profile = edited("fit_and_well", "role: self", "role: self\nadjustments:\n  - {exclude: [hiit]}")

    found = what_would_change(profile, shipped(), "hiit", recommend)

    assert found.alternatives == ()
    assert found.adjusted
    assert phrase("adjusted") in otherwise_text(found, shipped())


def test_an_adjustment_that_ends_is_not_what_keeps_an_activity_out() -> None:
    profile = edited(
        "fit_and_well", "role: self", "role: self\nadjustments:\n  - {exclude: [running], until_week: 1}"
    )

    found = what_would_change(profile, shipped(), "running", recommend)

    assert found.there
    assert not found.adjusted


def test_where_the_bound_ends_the_search_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "TRIED_AT_MOST", 3)

    found = what_would_change(profile_of("low_mood"), shipped(), "intensity", recommend)

    assert (found.alternatives, found.tried, found.complete) == ((), 3, False)
    assert phrase("nothing_1") in otherwise_text(found, shipped())
    assert phrase("bound") in otherwise_text(found, shipped())


def test_figures_that_are_hidden_are_hidden_here_as_well() -> None:
    changed = what_if("one_sign_around_eating", "days_available=2")
    wanted = would_change("one_sign_around_eating", "week 3")

    assert "sessions: 2 (so far: 4)" in changed
    assert not any(" minute" in line and any(map(str.isdigit, line)) for line in changed.splitlines())
    assert not any(" minute" in line and any(map(str.isdigit, line)) for line in wanted.splitlines())


@pytest.mark.parametrize(("name", "told"), [("hypervigilant", True), ("one_sign_around_eating", False)])
def test_an_answer_whose_words_are_hidden_is_not_thought_otherwise(name: str, told: bool) -> None:  # noqa: FBT001
    found = {move.fact for move in moves(read_part("minutes", shipped()), recommended(name), shipped())}

    assert "days_available" in found
    assert ("minutes_available" in found) == told


def test_a_figure_that_only_the_changed_answers_hide_is_hidden_on_both_sides() -> None:
    text = what_if("low_mood", "eating_and_exercise=exercising_while_ill", "days_available=2")

    assert "What would come in" in text
    assert not any(" minute" in line and any(map(str.isdigit, line)) for line in text.splitlines())


# Laws


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_nothing_differs_from_itself(path: Path) -> None:
    recommendation = recommended(path.stem)

    found = difference(recommendation, recommendation)

    assert found.empty
    assert found.changed == ()


@settings(max_examples=15)
@given(people())
def test_what_is_typed_gives_what_the_changed_profile_gives(person: Person) -> None:
    dice = Random(len(person.answers))
    profile = of(person)
    others = changes_for(profile, dice)

    changed = read_changes([typed(*item) for item in others.items()], profile, shipped())

    answers = {**person.answers, **others}
    expected = recommender().recommend(answers, person.role, person.adjustments)
    assert recommend(changed).as_dict() == expected.as_dict()
    assert profile == of(person)


@settings(max_examples=15)
@given(people())
def test_a_difference_that_is_empty_hides_nothing_and_one_that_is_not_turns_round(person: Person) -> None:
    dice = Random(len(person.answers))
    before = recommend(of(person))
    changed = read_changes(
        [typed(*item) for item in changes_for(of(person), dice).items()], of(person), shipped()
    )
    after = recommend(changed)

    there, back = difference(before, after), difference(after, before)

    assert not there.empty or before.result == after.result
    assert there.empty == back.empty
    for name, sides in there.sides.items():
        assert set(sides.added) == set(back.sides[name].removed), name
        assert set(sides.removed) == set(back.sides[name].added), name
    assert [(week.number, week.minutes.after) for week in there.weeks] == [
        (week.number, week.minutes.before) for week in back.weeks
    ]


LONG = os.environ.get("LAWS") == "long"
"""`make laws` searches more people than `make test` has time for."""

SEARCHED = [
    *(
        (path.stem, part)
        for path in PROFILES[:: 9 if LONG else 52]
        for part in ("running", "tai_chi", "intensity", "week 3")
    ),
    *((name, "minutes") for name in ("hypervigilant", "panic", "low_mood")),
    *((name, "what-you-like") for name in ("hypervigilant", "low_mood", "settled_with_worry")),
    ("low_mood", "intensity"),
    ("low_mood", "week 3"),
    ("shut_down", "minutes"),
    ("low_mood", "some-hard-effort"),
    ("fit_and_well", "hiit"),
    ("fit_and_well", "walking"),
    ("nothing_answered", "walking"),
    ("hypervigilant", "low-effort-first"),
]


@pytest.mark.parametrize(("name", "part"), list(dict.fromkeys(SEARCHED)))
def test_whatever_is_named_brings_about_what_is_said_of_it(name: str, part: str) -> None:
    found = searched(name, part)

    sizes = {(one.direction, len(one.answers)) for one in found.alternatives}
    assert len(sizes) == len({way for way, _ in sizes})
    assert len(found.alternatives) <= 5
    assert found.tried <= TRIED_AT_MOST
    for one in found.alternatives:
        assert_true_of(one, found, profile_of(name), part)
    assert_well_written(would_change(name, part))


@settings(max_examples=10 if LONG else 1)
@given(people(adjusting=False))
def test_no_answer_that_is_never_thought_otherwise_is_named_to_anybody(person: Person) -> None:
    for part in ("hiit", "intensity"):
        found = what_would_change(of(person), shipped(), part, recommend)
        for one in found.alternatives:
            assert_true_of(one, found, of(person), part)


def test_something_is_found_for_most_of_what_is_searched() -> None:
    """A search that finds nothing would keep every law above."""
    directions = [one.direction for name, part in SEARCHED for one in searched(name, part).alternatives]

    assert sorted(way for way in set(directions) if directions.count(way) > 1) == [
        "in",
        "less",
        "more",
        "out",
    ]


def test_a_set_is_named_only_where_none_of_its_answers_is_enough() -> None:
    sets = [
        (name, part, one)
        for name, part in SEARCHED
        for one in searched(name, part).alternatives
        if len(one.answers) > 1
    ]

    assert sets
    for name, part, one in sets:
        start = reach(read_part(part, shipped()), recommended(name), shipped())
        for fact, answer in one.answers.items():
            alone = read_changes([typed(fact, answer)], profile_of(name), shipped())
            after = reach(read_part(part, shipped()), recommend(alone), shipped())
            assert direction(start, after) != one.direction


def test_no_pair_is_named_beside_a_single_answer_that_goes_the_same_way() -> None:
    real = profile_of("low_mood")
    less = recommend(read_changes(["days_available=2"], real, shipped()))

    def every_pair_gives_less(asked: Profile) -> Recommendation:
        changed = [name for name in NATURES if asked.facts.said(name) != real.facts.said(name)]
        return less if len(changed) > 1 else recommend(asked)

    found = what_would_change(real, shipped(), "week 3", every_pair_gives_less)

    assert found.size == 2
    assert [one.answers for one in found.alternatives] == [{"days_available": 2}]


# What is never thought otherwise


def test_every_fact_is_either_of_some_nature_or_never_thought_otherwise() -> None:
    asked = shipped().vocabulary.asked()

    assert [name for name in asked if name not in NATURES] == [
        "crisis",
        "red_flags",
        "red_flag_timing",
        "age_band",
        "known_disease",
        "other_conditions",
        "medical_clearance",
        "clinician_said",
        "crisis_assessed",
        "pregnancy",
        "medications",
        "recent_illness",
        "days_symptom_free",
        "breathing",
        "post_exertional_worsening",
        "injuries",
        "eating_and_exercise",
        "mania_or_psychosis_recent",
        "care",
        "panic_disorder_care",
        "activity_level",
        "mobility",
        "not_ok",
        "overreach_signs",
        "hrv",
    ]
    assert set(NATURES) <= set(asked)


def test_no_fact_marked_safety_or_clinician_has_a_nature_wherever_it_is_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("crisis", "red_flags", "medical_clearance", "hyperaroused"):
        monkeypatch.setitem(NATURES, name, Nature.CHOICE)

        assert nature_of(name, Facts({name: "no"}), shipped()) is None


@pytest.mark.parametrize(
    ("name", "facts", "expected"),
    [
        ("likes", Facts(), Nature.CHOICE),
        ("likes", Facts({}, {"likes": Missing.UNKNOWN}), Nature.CHOICE),
        ("likes", Facts({}, {"likes": Missing.DECLINED}), None),
        ("panic", Facts({"panic": "past"}), Nature.FEELING),
        ("panic", Facts(), None),
        ("not_ok", Facts({"not_ok": frozenset({"floor"})}), None),
        ("injuries", Facts({"injuries": frozenset()}), None),
    ],
)
def test_what_was_left_open_by_choice_and_what_is_private_is_not_brought_up(
    name: str, facts: Facts, expected: Nature | None
) -> None:
    assert nature_of(name, facts, shipped()) is expected


def test_an_outcome_that_gives_less_is_never_named() -> None:
    """Less movement than the heart condition was active with would ask a clinician to look first."""
    profile = profile_of("active_with_a_heart_condition")
    fewer = read_changes(["activity_minutes=89"], profile, shipped())

    found = what_would_change(profile, shipped(), "minutes", recommend)

    assert recommend(fewer).outcome == "referral"
    assert [typed(*item) for one in found.alternatives for item in one.answers.items()] == [
        "days_available=4",
        "days_available=6",
        "activity_minutes=149",
    ]


@pytest.mark.parametrize("instead", ["red_flag", "fever_three_days_ago"])
def test_nothing_is_named_that_ends_in_a_referral_or_without_set_times(instead: str) -> None:
    real = profile_of("hypervigilant")

    found = what_would_change(
        real, shipped(), "running", lambda asked: recommended("hypervigilant" if asked == real else instead)
    )

    assert found.tried > 10
    assert found.alternatives == ()


# Words and arguments


@pytest.mark.parametrize("path", PROFILES[::8], ids=lambda path: path.stem)
def test_every_page_keeps_every_guard_and_fits_its_width(path: Path) -> None:
    """The pages of what would change are read above, where it is searched for: a search takes long."""
    assert_well_written(what_if(path.stem, "crisis=yes"))
    assert_well_written(what_if(path.stem, "sleep_quality=poor", "days_available=2", "likes=yoga"))
    if LONG:
        assert_well_written(would_change(path.stem, "hiit"))
        assert_well_written(would_change(path.stem, "intensity"))


@pytest.mark.parametrize(("words", "message"), UNUSABLE)
def test_a_changed_answer_that_cannot_be_used_says_why(words: list[str], message: str) -> None:
    with pytest.raises(Problems) as caught:
        read_changes(words, profile_of("hypervigilant"), shipped())

    assert str(caught.value) == dedent(message).strip("\n")


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("likes=yoga,running", frozenset({"yoga", "running"})),
        ("likes=[yoga, running]", frozenset({"yoga", "running"})),
        ("likes = yoga ", frozenset({"yoga"})),
        ("likes=none", frozenset()),
        ("likes=[]", frozenset()),
        ("likes=unknown", Missing.UNKNOWN),
        ("sleep_quality=declined", Missing.DECLINED),
        ("hypervigilance=none", "none"),
        ("days_available=3", 3),
    ],
)
def test_an_answer_is_typed_in_one_word_of_a_shell(word: str, answer: Answer | Missing) -> None:
    changed = read_changes([word], profile_of("hypervigilant"), shipped()).facts
    name = word.partition("=")[0].strip()

    assert changed.known.get(name, changed.withheld.get(name)) == answer


def test_a_clinician_may_think_otherwise_what_a_clinician_records() -> None:
    profile = edited("hypervigilant", "role: self", "role: clinician")

    changed = read_changes(["medical_clearance=light"], profile, shipped())

    assert changed.facts.get("medical_clearance") == "light"


def test_the_command_prints_words_or_json(capsys: pytest.CaptureFixture[str]) -> None:
    typed_words = ["--what-if", "preferred_time=evening", "--what-if", "likes=none"]
    found = differing("hypervigilant", "preferred_time=evening", "likes=none")
    wanted = searched("hypervigilant", "walking")

    codes = [
        main(["explain", HYPERVIGILANT, *typed_words]),
        main(["explain", HYPERVIGILANT, *typed_words, "--format", "json"]),
        main(["explain", HYPERVIGILANT, "--what-would-change", "walking"]),
        main(["explain", HYPERVIGILANT, "--what-would-change", "walking", "--format", "json"]),
    ]

    assert codes == [0, 0, 0, 0]
    assert capsys.readouterr() == (
        "".join(
            [
                flowed(difference_text(found, shipped())),
                as_written(difference_dict(found, shipped())),
                flowed(otherwise_text(wanted, shipped())),
                as_written(otherwise_dict(wanted, shipped())),
            ]
        ),
        "",
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--what-if", "slep=good", "likes="], "2 mistakes."),
        (["--what-if"], "expected at least one argument"),
        (["--what-if", "likes=none", "--why", "walking"], "not allowed with argument"),
        (["--what-would-change", "waking"], "Did you mean “walking”?"),
    ],
)
def test_what_cannot_be_used_ends_with_2_and_prints_nothing(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["explain", HYPERVIGILANT, *words])

    shown = capsys.readouterr()
    assert (code, shown.out) == (2, "")
    assert told in shown.err


def test_a_week_that_lies_ahead_is_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["explain", "profiles/low_mood.yaml", "--what-would-change", "week 10", "--format", "json"])

    found = json.loads(capsys.readouterr().out)
    assert code == 0
    assert found["part"] == "week 10"
    assert any(week["number"] == 10 for one in found["alternatives"] for week in one["weeks"])


@cache
def profile_of(name: str) -> Profile:
    path = next(path for path in PROFILES if path.stem == name)
    return load_profile(path, shipped())


def edited(name: str, before: str, after: str) -> Profile:
    text = next(path for path in PROFILES if path.stem == name).read_text(encoding="utf-8")
    assert before in text
    return read_profile(Source(name, text.replace(before, after)), shipped())


def recommend(profile: Profile) -> Recommendation:
    return remembering().recommend_profile(profile)


@cache
def recommended(name: str) -> Recommendation:
    return recommend(profile_of(name))


def differing(name: str, *words: str) -> Difference:
    return difference(recommended(name), recommend(read_changes(words, profile_of(name), shipped())))


def what_if(name: str, *words: str) -> str:
    return flowed(difference_text(differing(name, *words), shipped()))


@cache
def searched(name: str, part: str) -> Otherwise:
    return what_would_change(profile_of(name), shipped(), part, recommend)


def would_change(name: str, part: str) -> str:
    return flowed(otherwise_text(searched(name, part), shipped()))


def phrase(*path: str) -> str:
    return shipped().texts.explanation("would_change", *path)


def page(text: str) -> str:
    return dedent(text).strip() + "\n"


def as_written(value: Mapping[str, object]) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def of(person: Person) -> Profile:
    return read_answers(person.answers, shipped(), person.role, person.adjustments)


def changes_for(profile: Profile, dice: Random) -> dict[str, Answer]:
    """One to three answers otherwise, that this role may give."""
    names = [
        name
        for name in shipped().vocabulary.asked()
        if profile.role == "clinician" or not shipped().vocabulary[name].clinician
    ]
    some = dice.sample(names, dice.randint(1, 3))
    return {name: answers_to(shipped().vocabulary[name], dice) for name in some}


def assert_true_of(one: Alternative, found: Otherwise, profile: Profile, part: str) -> None:
    """That an alternative does what is said of it, gives no less, and names nothing that is never named."""
    words = [typed(fact, answer) for fact, answer in one.answers.items()]
    after = recommend(read_changes(words, profile, shipped()))
    wanted = read_part(part, shipped())
    start = reach(wanted, found.recommendation, shipped())

    assert direction(start, reach(wanted, after, shipped())) == one.direction
    assert OUTCOMES.index(after.outcome) >= OUTCOMES.index(found.recommendation.outcome)
    assert after.as_dict() == one.difference.after.as_dict()
    for fact, answer in one.answers.items():
        known = shipped().vocabulary[fact]
        nature = nature_of(fact, profile.facts, shipped())
        assert nature is not None
        assert nature <= one.nature
        assert not known.safety
        assert not known.clinician
        assert profile.facts.get(fact) is not None or not known.private
        assert nature is not Nature.FEELING or not harder(fact, answer, profile.facts.get(fact))


def assert_well_written(written: str) -> None:
    """That a page keeps every guard, fits its width, and has no gap left in it."""
    found = {
        name: page_hits(guard, written, texts(), shipped().origins)
        for name, guard in shipped().guards.items()
    }

    assert {name: words for name, words in found.items() if words} == {}
    assert max(map(len, written.splitlines())) <= 78
    assert "{" not in written


@cache
def texts() -> tuple[Said, ...]:
    return tuple(said(shipped_rules()))


def harder(name: str, answer: Answer, before: Answer | None) -> bool:
    fact = shipped().vocabulary[name]
    if isinstance(answer, int) and isinstance(before, int):
        return answer < before
    if not fact.ordered or before is None:
        return False
    return fact.answers.index(str(answer)) > fact.answers.index(str(before))
