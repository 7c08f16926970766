"""Fictional people and the log that each keeps for a year: a latent course over 52 weeks, and what it leaves.

The logs follow the plan as each review changes it, more or less: most people stay near its days, its minutes
and its effort, some do a good deal more for a while, and some go on while they were asked to wait.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

from people import Person
from promises import members
from realistic import CLUSTERS

from recommender.model.fact import Answer, Facts, Missing
from recommender.model.log import Done, Entry
from recommender.model.programme import Session, Week
from recommender.model.scale import Effort

SEED = os.environ.get("YEARS_SEED", "a year")
WEEKS = 52

# Few but the healthy and active ever come to vigorous effort, so there are some more of them.
KINDS = (*CLUSTERS, *("healthy and active",) * 3)

# How long somebody is away, in weeks, and what may go wrong while they move.
AWAY = (1, 1, 1, 2, 2, 3, 4, 5, 7)
FLAGS = ("chest_pain", "fainting", "palpitations_with_dizziness", "calf_pain_walking")
SIGNS = ("worse_sleep", "lingering_soreness", "same_pace_feels_harder", "worse_mood", "more_illness")
THRIVING = 0.2
RETICENCE = (0, 0, 0, 0.01, 0.05)

# What a few people never speak of.
HUSHED = ("overreach_signs", "settling_time", "recent_illness", "after")

# What each effort feels like, as a rule.
FELT = {Effort.LIGHT: (2, 4), Effort.MODERATE: (4, 6), Effort.VIGOROUS: (6, 8)}

# How many weeks after a referral somebody has looked at it, how they then say so, and an end of time.
NEVER = 1000
LOOKED_AT = (0, 1, 1, 1, 2, 2, 3, 6, NEVER)
WORDS = ("each time", "each time", "once", "once, and then not yet")
Said = Mapping[str, Answer]


@dataclass(frozen=True)
class Temper:
    """What somebody brings to a year."""

    window: float
    widening: float
    sleep: float
    diligence: float
    reticence: float
    overreaching: bool
    drifting: bool
    wanting: str
    clinician: str
    hushed: str = ""
    heeding: bool = True

    @classmethod
    def of(cls, person: Person, random: Random) -> "Temper":
        """The temper of a person, in keeping with a few of their answers."""
        if random.random() < THRIVING:
            return cls(0.8, 0.4, 0.95, 1, 0, False, False, "yes", "yes")  # noqa: FBT003 - in the order above
        wide = person.answers.get("arousal_state") == "settled"
        return cls(
            random.uniform(0.6, 1) if wide else random.uniform(0.35, 0.9),
            random.choice((0, 0, 0.2, 0.4)),
            random.uniform(0.4, 0.9),
            random.uniform(0.55, 1),
            random.choice(RETICENCE),
            random.random() < 0.2,
            person.answers.get("dissociation") in ("often", "sometimes"),
            random.choice(("yes", "yes", "no")),
            random.choice(("yes", "no")),
            random.choice(HUSHED) if random.random() < 0.1 else "",
            random.random() < 0.7,
        )


@dataclass(frozen=True)
class Spell:
    """What a week is like: how wide the window, how good the sleep, and what came in between."""

    window: float
    sleep: float
    illness: str = "none"
    away: bool = False
    keen: bool = False
    strained: bool = False
    breathless: bool = False


def spells(temper: Temper, random: Random) -> Iterator[Spell]:
    """Week after week: window and sleep drift, and illness, time away, zeal and strain come and go."""
    window, sleep, left = temper.window, temper.sleep, Counter[str]()
    for week in range(WEEKS):
        aim = temper.window + temper.widening * min(1, week / 12)
        window = min(1.2, max(0.1, window + random.gauss(0, 0.06) + (aim - window) / 5))
        sleep = min(1, max(0.1, sleep + random.gauss(0, 0.12) + (temper.sleep - sleep) / 4))
        for what, often, lasting in _comings(temper):
            left[what] = max(0, left[what] - 1)
            if not left[what] and random.random() < often:
                left[what] = random.choice(lasting)
        illness = "fever_or_flu_like" if left["fever"] else "cold_no_fever" if left["cold"] else "none"
        away = bool(left["away"] or (left["fever"] and random.random() < 0.5))
        yield Spell(
            window, sleep, illness, away, bool(left["keen"]), bool(left["strain"]), bool(left["breath"])
        )


def _comings(temper: Temper) -> tuple[tuple[str, float, tuple[int, ...]], ...]:
    """What comes, how likely it is in a week, and how many weeks it lasts."""
    return (
        ("away", 0.05 if temper.diligence < 1 else 0.015, AWAY),
        ("fever", 0.015, (1, 1, 2)),
        ("cold", 0.04, (1, 1, 2)),
        ("keen", 0.06, (2, 3, 5)),
        ("strain", 0.05 if temper.overreaching else 0.004, (2, 3, 4)),
        ("breath", 0.012, (1, 1, 2, 2)),
    )


@dataclass
class Looked:
    """What is said about somebody who looked: not yet, and some weeks after a referral yes."""

    random: Random
    seen: int = 0
    wording: str = ""
    told: bool = False

    def referred(self, week: int) -> None:
        """Something asks that somebody looks first, unless that is under way."""
        if not self.seen or (self.told and self.wording != "each time"):
            self.seen, self.told = week + self.random.choice(LOOKED_AT), False
            self.wording = self.random.choice(WORDS)

    def at(self, entry: Entry) -> Entry:
        """The entry with what is said by then."""
        if members(entry.facts.get("red_flags")) or entry.facts.get("crisis") == "yes":
            self.seen = 0
            self.referred(entry.week)
            return entry
        if not self.seen:
            return entry
        if entry.week < self.seen:
            return _answering(entry, self.random.choice((None, "not_yet")))
        later = {"each time": "yes", "once": None, "once, and then not yet": "not_yet"}[self.wording]
        answer, self.told = later if self.told else "yes", True
        return _answering(entry, answer)


def _answering(entry: Entry, answer: Answer | None) -> Entry:
    said: Said = {} if answer is None else {"looked_at": answer}
    return replace(entry, facts=Facts({**entry.facts.known, **said}, entry.facts.withheld))


def waiting(week: int, spell: Spell, temper: Temper, random: Random) -> Iterator[Entry]:
    """What somebody writes down who rests, as they were asked to."""
    for day in sorted(random.sample(range(1, 8), random.choice((0, 1, 1, 2)))):
        said = {**_safety(random), "recent_illness": spell.illness}
        yield Entry(week, day, "no", _written(said, temper, random))


def entries(plan: Week, spell: Spell, temper: Temper, random: Random) -> Iterator[Entry]:
    week = plan.number
    if spell.away:
        if random.random() < 0.4:
            said = {**_safety(random), "recent_illness": spell.illness}
            yield Entry(week, 1, "no", _written(said, temper, random))
        return
    meant = {session.day: session for session in plan.sessions}
    more = {random.randint(1, 7)} if spell.keen else set()
    for day in sorted(meant.keys() | more):
        chance = temper.diligence * (1 if spell.keen else 0.9) * (0.5 if spell.illness != "none" else 1)
        if random.random() < chance:
            done: Done = "part" if random.random() < 0.15 else "yes"
            said = _session(meant.get(day), spell, temper, random)
            yield Entry(week, day, done, _written(said, temper, random))
        elif random.random() < 0.25:
            whole = _session(None, spell, temper, random)
            told = ("felt", "dissociation", "after") if random.random() < 0.2 else ()
            said = {name: whole[name] for name in ("recent_illness", *told)} | _safety(random)
            yield Entry(week, day, "no", _written(said, temper, random))


def _session(session: Session | None, spell: Spell, temper: Temper, random: Random) -> dict[str, Answer]:
    """What somebody says about a session, in keeping with the week."""
    hard = session is not None and session.intensity is not Effort.LIGHT
    room = spell.window - random.uniform(0, 0.45) - (0.1 if hard else 0) - (0.1 if spell.strained else 0)
    narrow, tired = room < 0.15, random.random() > spell.sleep + 0.35
    drifted = temper.drifting and narrow and random.random() < 0.3
    minutes, effort = (session.minutes, session.intensity) if session else (15, Effort.LIGHT)
    much = random.choice((100, 130, 200)) if spell.keen else random.randint(85, 115)
    signs = random.choice((2, 2, 3, 1)) if spell.strained else random.random() < 0.02
    return {
        "minutes": max(1, minutes * much // 100),
        "effort": min(10, random.randint(*FELT[effort]) + random.choice((0, 2)) * spell.keen + narrow),
        "before": random.choice(("settled", "on_edge", "shut_down") if room < 0.4 else ("settled",)),
        "after": random.choice(("on_edge", "shut_down", "switching") if narrow else ("settled",)),
        "felt": "worse" if narrow and random.random() < 0.7 else random.choice(("better", "same")),
        "settling_time": ("some_hours" if room < 0.05 else "an_hour" if room < 0.35 else "minutes"),
        "dissociation": "yes" if drifted else "no",
        "breathing": "more_effort_than_usual" if spell.breathless else "usual",
        "sleep_quality": "poor" if tired else "mixed" if spell.sleep < 0.6 else "good",
        "energy": "depleted" if tired and narrow else "low" if tired or spell.strained else "good",
        "overreach_signs": frozenset(random.sample(SIGNS, signs)),
        "hrv": random.choice(("not_measured", "within_usual", "below_usual" if tired else "within_usual")),
        "recent_illness": spell.illness,
        **_safety(random),
        "wanted": temper.wanting,
        "clinician_agrees": temper.clinician,
    }


def _safety(random: Random) -> dict[str, Answer]:
    rare = random.random() < 0.002
    return {
        "red_flags": frozenset({random.choice(FLAGS)}) if rare else frozenset(),
        "crisis": "yes" if random.random() < 0.001 else "no",
    }


def _written(said: Said, temper: Temper, random: Random) -> Facts:
    """What is written down of it, some of it left out or declined."""
    left_open = {name for name in said if random.random() < temper.reticence}
    left_open |= {temper.hushed} & said.keys()
    declined = {name: Missing.DECLINED for name in said if name in left_open and random.random() < 0.5}
    return Facts({name: answer for name, answer in said.items() if name not in left_open}, declined)
