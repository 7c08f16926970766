"""Every law, held against the years of many people, and what that look covered."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from year_load_laws import (
    a_hold_is_never_more_than_the_last_week_that_was_done,
    a_hold_takes_away_no_more_than_the_week_that_was_done,
    a_restart_is_never_more_than_the_first_week,
    a_way_back_is_less_than_the_week_that_was_done,
    after_a_pause_or_a_referral_all_is_light_until_an_advance,
    an_advance_raises_one_thing_at_most,
    an_effort_opens_only_after_a_review_that_found_all_its_gates_need,
    easier_weeks_are_easier,
    easier_weeks_come_on_time_or_are_repeated_by_a_hold,
    growth_stays_within_what_rules_allow,
    nothing_is_caught_up_after_a_gap,
    nothing_is_raised_without_an_advance,
    stepping_back_never_leads_to_more,
    the_limits_of_the_first_weeks_hold_again_after_a_restart,
    weekly_minutes_grow_within_their_bounds,
)
from year_plan_laws import (
    attention_goes_no_further_than_allowed,
    every_week_has_its_days_of_rest,
    hard_days_and_strength_days_are_never_adjacent,
    no_day_holds_too_much,
    no_plan_exceeds_a_limit,
    no_session_is_harder_than_what_is_in_force,
    weeks_are_counted_through_and_minutes_add_up,
)
from year_review_laws import (
    a_pause_lasts_until_seven_days_free_of_fever_are_written_down,
    every_way_back_has_its_reason,
    nothing_advances_on_what_was_left_open_or_went_badly,
    what_is_dangerous_stops,
    what_was_too_much_steps_back,
    while_a_referral_is_open_every_decision_is_refer,
)
from years import Law, Year, hardest, year_of

from recommender.model.scale import Decision, Effort

LAWS: tuple[Law, ...] = (
    no_plan_exceeds_a_limit,
    no_session_is_harder_than_what_is_in_force,
    an_effort_opens_only_after_a_review_that_found_all_its_gates_need,
    nothing_is_raised_without_an_advance,
    an_advance_raises_one_thing_at_most,
    weekly_minutes_grow_within_their_bounds,
    growth_stays_within_what_rules_allow,
    easier_weeks_come_on_time_or_are_repeated_by_a_hold,
    easier_weeks_are_easier,
    a_hold_is_never_more_than_the_last_week_that_was_done,
    a_hold_takes_away_no_more_than_the_week_that_was_done,
    stepping_back_never_leads_to_more,
    a_way_back_is_less_than_the_week_that_was_done,
    after_a_pause_or_a_referral_all_is_light_until_an_advance,
    nothing_is_caught_up_after_a_gap,
    a_restart_is_never_more_than_the_first_week,
    the_limits_of_the_first_weeks_hold_again_after_a_restart,
    every_way_back_has_its_reason,
    what_is_dangerous_stops,
    what_was_too_much_steps_back,
    nothing_advances_on_what_was_left_open_or_went_badly,
    while_a_referral_is_open_every_decision_is_refer,
    a_pause_lasts_until_seven_days_free_of_fever_are_written_down,
    every_week_has_its_days_of_rest,
    no_day_holds_too_much,
    hard_days_and_strength_days_are_never_adjacent,
    attention_goes_no_further_than_allowed,
    weeks_are_counted_through_and_minutes_add_up,
)


def breaches(year: Year) -> list[str]:
    """Every law that this year breaks, in words."""
    return [f"{law.__name__}: {breach}" for law in LAWS for breach in law(year)]


SOME = 20
"""So many breaches of each law are told in words."""


@dataclass
class Tally:
    """What a look at some people covered, and every breach that it found."""

    counts: Counter[str] = field(default_factory=Counter)
    decisions: Counter[str] = field(default_factory=Counter)
    steps_back: Counter[str] = field(default_factory=Counter)
    opened: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    breaches: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Takes in what another one covered."""
        for name in ("counts", "decisions", "steps_back", "opened", "outcomes"):
            getattr(self, name).update(getattr(other, name))
        self.breaches += other.breaches

    def note(self, year: Year, broken: list[str]) -> None:
        """Takes in a year."""
        self.counts.update(people=1, weeks=len(year.reviews), entries=len(year.log.entries))
        self.counts["laws checked"] += len(LAWS)
        self.breaches += broken
        self.outcomes[f"reached {list(Effort)[max(map(hardest, year.plans))]}"] += 1
        first, last = year.plan(1).minutes, year.full(len(year.plans)).minutes
        self.outcomes["more at the end" if last > first else "less or as much at the end"] += 1
        for record, _, _ in year.reviews:
            self.decisions[str(record.decision)] += 1
            if record.decision is Decision.STEP_BACK:
                self.steps_back.update(record.because or ["NO REASON"])
                self.counts["steps back with a reason"] += bool(record.because)
            elif record.decision.rank > Decision.STEP_BACK.rank:
                self.counts["pauses and referrals with a reason"] += bool(record.because)
        for before, after in pairwise(year.plans):
            if not after.ceiling.at_most(before.ceiling):
                self.opened[f"{before.ceiling} to {after.ceiling}"] += 1

    def told(self) -> str:
        """All of it in lines."""
        lines = [f"{name}: {number}" for name, number in self.counts.items()]
        for title in ("outcomes", "decisions", "steps_back", "opened"):
            found: Counter[str] = getattr(self, title)
            lines.append(f"{title}: " + ", ".join(f"{name} {many}" for name, many in found.most_common()))
        by_law = Counter(breach.split(": ")[1] for breach in self.breaches)
        lines.append(f"breaches: {len(self.breaches)}, of {len(by_law)} of {len(LAWS)} laws {dict(by_law)}")
        for law in by_law:
            lines += [breach for breach in self.breaches if breach.split(": ")[1] == law][:SOME]
        return "\n".join(lines)


def look_at(seed: str, numbers: range) -> Tally:
    """The years of the people with these numbers, held against every law."""
    tally = Tally()
    for number in numbers:
        year = year_of(seed, number)
        tally.note(year, [f"{seed} {number}: {breach}" for breach in breaches(year)])
    return tally
