"""Faults planted into the program, so that each law of a year is seen to speak."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from year_planting import (
    instead,
    keeping_gates,
    loads,
    paces,
    plans,
    positions,
    real_step,
    steps,
    verdicts,
)

from recommender.model.prescription import WeekBounds
from recommender.model.programme import Week
from recommender.model.review import WeekReview
from recommender.model.scale import Decision, Effort, Kind
from recommender.planning import progression, weeks
from recommender.planning.progression import Limits, Load, Pace
from recommender.planning.weeks import WeekPlanner
from recommender.review import counts, replay
from recommender.review.alarms import Alarms
from recommender.review.replay import Replay
from recommender.review.verdict import STOPPING

Fault = Callable[[pytest.MonkeyPatch], None]


def every_decision_grows(patch: pytest.MonkeyPatch) -> None:
    steps(patch, lambda load, limits, _, week, pace: real_step(load, limits, Decision.ADVANCE, week, pace))
    patch.setattr(replay, "lowest", lambda after, _: after)


def a_step_back_lengthens(patch: pytest.MonkeyPatch) -> None:
    def longer(load: Load, limits: Limits, decision: Decision, week: int, pace: Pace) -> Load:
        after = real_step(load, limits, decision, week, pace)
        return Load(tuple(one + 9 for one in load.lengths)) if decision is Decision.STEP_BACK else after

    steps(patch, longer)
    patch.setattr(replay, "lowest", lambda after, _: after)


def a_session_more_lengthens_the_others(patch: pytest.MonkeyPatch) -> None:
    def both(load: Load, limits: Limits, decision: Decision, week: int, pace: Pace) -> Load:
        after = real_step(load, limits, decision, week, pace)
        grown = Load(tuple(one + 1 for one in after.lengths), after.moderate, after.vigorous)
        return grown if len(after.lengths) > len(load.lengths) else after

    steps(patch, both)


def growth_is_tripled(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(progression, "_growth", lambda _, pace: 3 * pace.growth)


def no_week_is_easier(patch: pytest.MonkeyPatch) -> None:
    paces(patch, lambda pace: replace(pace, turns=tuple(turn for turn in pace.turns if turn != "easier")))


def an_easier_week_keeps_its_minutes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(weeks, "lighter", lambda load, _: load.lengths)


def an_easier_week_is_not_repeated(patch: pytest.MonkeyPatch) -> None:
    real = WeekPlanner.week

    def once(self: WeekPlanner, number: int, bounds: WeekBounds, load: Load, *, easier: bool) -> Week:
        return real(self, number, bounds, load, easier=easier and self.is_easier(number))

    patch.setattr(WeekPlanner, "week", once)


def every_hold_is_easier(patch: pytest.MonkeyPatch) -> None:
    positions(patch, lambda _, then, said: replace(then, lighter=said.decision is Decision.HOLD))


def a_way_back_is_a_hold(patch: pytest.MonkeyPatch) -> None:
    loads(patch, lambda verdict: replace(verdict, decision=Decision.HOLD))


def after_an_easier_week_the_way_back_starts_from_the_full_one(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(replay, "lighter", lambda load, _: load.lengths)


def a_referral_holds_the_effort(patch: pytest.MonkeyPatch) -> None:
    loads(patch, lambda verdict: instead(verdict, Decision.REFER, Decision.HOLD))


def a_restart_is_a_step_back(patch: pytest.MonkeyPatch) -> None:
    verdicts(patch, lambda said: replace(said, restart=False))


def a_step_back_closes_no_gate(patch: pytest.MonkeyPatch) -> None:
    keeping_gates(patch, lambda said: said.decision is Decision.STEP_BACK)


def a_pause_or_a_referral_closes_no_gate(patch: pytest.MonkeyPatch) -> None:
    keeping_gates(patch, lambda said: said.decision in STOPPING)


def a_referral_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Alarms, "referred", lambda *_: 0)


def what_was_said_before_a_referral_counts(patch: pytest.MonkeyPatch) -> None:
    real = Alarms.looked_at
    patch.setattr(Alarms, "looked_at", lambda self, week, referred: real(self, week, min(1, referred)))


def a_referral_is_never_over(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Alarms, "looked_at", lambda *_: False)


def a_fever_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Alarms, "days_since_fever", lambda *_: None)


def a_pause_never_ends(patch: pytest.MonkeyPatch) -> None:
    real = Alarms.days_since_fever
    patch.setattr(Alarms, "days_since_fever", lambda *given: real(*given) and 0)


def weeks_are_counted_on_after_a_restart(patch: pytest.MonkeyPatch) -> None:
    positions(patch, lambda now, then, _: replace(then, done_weeks=max(then.done_weeks, now.done_weeks)))


def weeks_away_count_as_well(patch: pytest.MonkeyPatch) -> None:
    positions(patch, lambda _, then, __: replace(then, done_weeks=len(then.planned)))


def an_easier_week_is_repeated_for_ever(patch: pytest.MonkeyPatch) -> None:
    real = Replay._lighter  # noqa: SLF001 - the fault is planted inside
    patch.setattr(
        Replay, "_lighter", lambda self, now, verdict: real(self, replace(now, lighter=False), verdict)
    )


def an_advance_out_of_a_repeated_week_raises_as_any(patch: pytest.MonkeyPatch) -> None:
    real = Replay._load  # noqa: SLF001 - the fault is planted inside
    patch.setattr(Replay, "_load", lambda self, now, said: real(self, replace(now, lighter=False), said))


def an_easier_week_comes_though_nothing_was_raised(patch: pytest.MonkeyPatch) -> None:
    positions(patch, lambda _, then, __: replace(then, rested=False))


def what_was_raised_since_an_easier_week_is_not_seen(patch: pytest.MonkeyPatch) -> None:
    positions(patch, lambda now, then, _: replace(then, rested=then.rested or now.rested))


def every_week_of_a_referral_steps_back(patch: pytest.MonkeyPatch) -> None:
    positions(patch, lambda _, then, __: replace(then, stopped=False))


def minutes_are_not_heard(patch: pytest.MonkeyPatch) -> None:
    real = counts._numbers  # noqa: SLF001 - the fault is planted inside
    patch.setattr(counts, "_numbers", lambda said, name: [] if name == "minutes" else real(said, name))


def worse_again_and_again_is_two_times_worse(patch: pytest.MonkeyPatch) -> None:
    real = counts._longest_run  # noqa: SLF001 - the fault is planted inside
    patch.setattr(counts, "_longest_run", lambda *given: min(2, real(*given)))


def the_growth_of_rules_is_not_heard(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(progression, "_growth", lambda _, pace: pace.growth)


def limits_are_not_heard(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(weeks, "limits_of", lambda *_: Limits(7, 90, 7, 2, 1))


def gates_open_by_themselves(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Replay, "_bounds", lambda self, now: replace(self.bounds[now.programme_week - 1], gates=()))


def the_ceiling_is_lifted(patch: pytest.MonkeyPatch) -> None:
    real = Replay._bounds  # noqa: SLF001 - the fault is planted inside
    patch.setattr(Replay, "_bounds", lambda *given: replace(real(*given), effort=Effort.VIGOROUS))


def attention_leaps_to_the_breath(patch: pytest.MonkeyPatch) -> None:
    real = Replay._bounds  # noqa: SLF001 - the fault is planted inside
    patch.setattr(Replay, "_bounds", lambda *given: replace(real(*given), awareness=4))


def time_away_is_not_seen(patch: pytest.MonkeyPatch) -> None:
    away = ("two-or-three-weeks-away",)
    verdicts(patch, lambda said: replace(said, decision=Decision.HOLD) if said.because == away else said)


def a_referral_becomes_a_hold(patch: pytest.MonkeyPatch) -> None:
    verdicts(patch, lambda said: instead(said, Decision.REFER, Decision.HOLD))


def a_step_back_becomes_a_hold(patch: pytest.MonkeyPatch) -> None:
    verdicts(patch, lambda said: instead(said, Decision.STEP_BACK, Decision.HOLD))


def a_hold_becomes_an_advance(patch: pytest.MonkeyPatch) -> None:
    verdicts(patch, lambda said: instead(said, Decision.HOLD, Decision.ADVANCE))


def no_reason_is_given(patch: pytest.MonkeyPatch) -> None:
    verdicts(patch, lambda said: replace(said, because=()))


def no_day_is_free(patch: pytest.MonkeyPatch) -> None:
    plans(patch, lambda week: replace(week, rest_days=()))


def one_day_holds_most(patch: pytest.MonkeyPatch) -> None:
    plans(patch, lambda week: replace(week, sessions=(replace(week.sessions[0], minutes=week.minutes),
                                                      *week.sessions[1:])))  # fmt: skip


def strength_every_day(patch: pytest.MonkeyPatch) -> None:
    def crowded(week: Week) -> Week:
        days = enumerate(week.sessions, 1)
        return replace(
            week, sessions=tuple(replace(session, day=day, kind=Kind.STRENGTH) for day, session in days)
        )

    plans(patch, crowded)


def a_minute_is_lost(patch: pytest.MonkeyPatch) -> None:
    plans(patch, lambda week: replace(week, minutes=week.minutes - 1))


def a_week_is_looked_back_on_as_empty(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(replay, "WeekReview", lambda *given: WeekReview(*given[:-1]))


FAULTS: dict[str, tuple[Fault, ...]] = {
    "no_plan_exceeds_a_limit": (limits_are_not_heard,),
    "no_session_is_harder_than_what_is_in_force": (the_ceiling_is_lifted,),
    "an_effort_opens_only_after_a_review_that_found_all_its_gates_need": (
        gates_open_by_themselves,
        a_step_back_closes_no_gate,
        a_pause_or_a_referral_closes_no_gate,
    ),
    "nothing_is_raised_without_an_advance": (every_decision_grows,),
    "an_advance_raises_one_thing_at_most": (
        a_session_more_lengthens_the_others,
        an_advance_out_of_a_repeated_week_raises_as_any,
    ),
    "weekly_minutes_grow_within_their_bounds": (growth_is_tripled,),
    "growth_stays_within_what_rules_allow": (the_growth_of_rules_is_not_heard,),
    "easier_weeks_come_on_time_or_are_repeated_by_a_hold": (
        no_week_is_easier,
        every_hold_is_easier,
        an_easier_week_is_repeated_for_ever,
        an_easier_week_comes_though_nothing_was_raised,
        what_was_raised_since_an_easier_week_is_not_seen,
        weeks_away_count_as_well,
    ),
    "easier_weeks_are_easier": (an_easier_week_keeps_its_minutes,),
    "a_hold_is_never_more_than_the_last_week_that_was_done": (an_easier_week_is_not_repeated,),
    "a_hold_takes_away_no_more_than_the_week_that_was_done": (
        every_hold_is_easier,
        every_week_of_a_referral_steps_back,
    ),
    "stepping_back_never_leads_to_more": (
        a_step_back_lengthens,
        after_an_easier_week_the_way_back_starts_from_the_full_one,
    ),
    "a_way_back_is_less_than_the_week_that_was_done": (a_way_back_is_a_hold,),
    "after_a_pause_or_a_referral_all_is_light_until_an_advance": (a_referral_holds_the_effort,),
    "nothing_is_caught_up_after_a_gap": (time_away_is_not_seen,),
    "a_restart_is_never_more_than_the_first_week": (a_restart_is_a_step_back,),
    "the_limits_of_the_first_weeks_hold_again_after_a_restart": (weeks_are_counted_on_after_a_restart,),
    "every_way_back_has_its_reason": (no_reason_is_given,),
    "what_is_dangerous_stops": (a_referral_becomes_a_hold, worse_again_and_again_is_two_times_worse),
    "what_was_too_much_steps_back": (a_step_back_becomes_a_hold,),
    "nothing_advances_on_what_was_left_open_or_went_badly": (
        a_hold_becomes_an_advance,
        minutes_are_not_heard,
    ),
    "while_a_referral_is_open_every_decision_is_refer": (
        a_referral_is_forgotten,
        what_was_said_before_a_referral_counts,
        a_referral_is_never_over,
    ),
    "a_pause_lasts_until_seven_days_free_of_fever_are_written_down": (
        a_fever_is_forgotten,
        a_pause_never_ends,
    ),
    "every_week_has_its_days_of_rest": (no_day_is_free,),
    "no_day_holds_too_much": (one_day_holds_most,),
    "hard_days_and_strength_days_are_never_adjacent": (strength_every_day,),
    "attention_goes_no_further_than_allowed": (attention_leaps_to_the_breath,),
    "weeks_are_counted_through_and_minutes_add_up": (a_minute_is_lost, a_week_is_looked_back_on_as_empty),
}
