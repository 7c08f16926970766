"""The laws of what a check-in decides: what stops, what steps back, what waits, and why."""

from collections.abc import Iterator

from people import shipped
from promises import members
from years import Year, hardest, stretch, was_lived

from recommender.model.fact import Answer, Facts
from recommender.model.log import Entry
from recommender.model.scale import Decision, Effort, Urgency
from recommender.review.alarms import DAYS, day_of
from recommender.review.verdict import STOPPING

FEVER, HARD = "fever_or_flu_like", "more_effort_than_usual"
AGAIN_AND_AGAIN = 8

# What an advance takes, of what is asked after the last time of a week.
FINE = {
    "recent_illness": {"none"},
    "breathing": {"usual"},
    "sleep_quality": {"good", "mixed"},
    "energy": {"good", "low"},
}


def every_way_back_has_its_reason(year: Year) -> Iterator[str]:
    for record, _, _ in year.reviews:
        if record.decision.rank >= Decision.STEP_BACK.rank:
            told = {firing.rule.id: firing.because.strip() for firing in record.fired}
            silent = [rule for rule in record.because if not told.get(rule)]
            if silent or not record.because:
                yield f"{record.decision} in week {record.week}, {record.because}: {silent} say nothing"


def what_is_dangerous_stops(year: Year) -> Iterator[str]:
    """A crisis, a red flag and a fever, hard breathing, signs that last, session after session worse."""
    for record, verdict, _ in year.reviews:
        wanted, urgency = _danger(year, record.week)
        if not wanted.at_most(record.decision):
            yield f"week {record.week} comes to {record.decision} instead of {wanted}"
        elif wanted is Decision.REFER and not urgency.at_most(verdict.urgency or Urgency.BEFORE_STARTING):
            yield f"week {record.week} is {verdict.urgency} instead of {urgency}"


def _danger(year: Year, week: int) -> tuple[Decision, Urgency]:
    """The least that a week may come to."""
    if "yes" in year.said(week, "crisis"):
        return Decision.REFER, Urgency.CRISIS
    if any(members(answer) for answer in year.said(week, "red_flags")):
        return Decision.REFER, Urgency.EMERGENCY
    hard = stretch(year, week, "breathing", HARD.__eq__, HARD.__eq__) >= 7 or _hard_while_ill(year, week)
    lasting = stretch(year, week, "overreach_signs", several, bool) > 14
    if hard or lasting or _worse_in_a_row(year, week, AGAIN_AND_AGAIN):
        return Decision.REFER, Urgency.PROMPT
    ill = FEVER in year.said(week, "recent_illness")
    return Decision.PAUSE if ill else Decision.ADVANCE, Urgency.BEFORE_STARTING


def _worse_in_a_row(year: Year, week: int, times: int) -> bool:
    """Whether so many sessions in a row, the last of them in this week, left somebody worse."""
    felt = [(entry.week, entry.facts.get("felt")) for entry in year.sessions(week)]
    runs = (felt[start : start + times] for start in range(len(felt) - times + 1))
    return any(run[-1][0] == week and {said for _, said in run} == {"worse"} for run in runs)


def _hard_while_ill(year: Year, week: int) -> bool:
    """Whether breathing is hard in a week with a cold, or 7 to 60 days after the last sign of a fever."""
    hard = [day_of(entry) for entry in year.log.of_week(week) if entry.facts.get("breathing") == HARD]
    said = year.said(week, "recent_illness")
    fever = [day_of(entry) for entry in year.log.entries if entry.facts.get("recent_illness") == FEVER]
    before = [day for day in fever if day <= week * DAYS]
    if not hard or FEVER in said:
        return False
    return "cold_no_fever" in said or bool(before and 7 <= hard[-1] - before[-1] <= 60)


def _free_days(year: Year, week: int) -> int | None:
    """Days from the last sign of a fever to the last word about illness; None where there was no fever."""
    said = [
        (day_of(entry), entry.facts.get("recent_illness")) for entry in year.log.entries if entry.week <= week
    ]
    told = [(day, answer) for day, answer in said if answer is not None]
    feverish = [day for day, answer in told if answer == FEVER]
    return told[-1][0] - feverish[-1] if feverish else None


def a_pause_lasts_until_seven_days_free_of_fever_are_written_down(year: Year) -> Iterator[str]:
    """And no longer: a pause has no other reason."""
    for record, _, _ in year.reviews:
        free = _free_days(year, record.week)
        waits = free is not None and free < 7
        if waits and record.decision not in STOPPING:
            yield f"week {record.week} comes to {record.decision}, {free} days after a fever"
        if record.decision is Decision.PAUSE and not waits:
            yield f"week {record.week} pauses, {free} days after a fever"


def while_a_referral_is_open_every_decision_is_refer(year: Year) -> Iterator[str]:
    """Open until the last word after what referred, in the order of the log, is that somebody has looked."""
    asked = 0
    for record, _, _ in year.reviews:
        so_far = [entry for entry in year.log.entries if entry.week <= record.week]
        words = [said for entry in so_far[asked:] if (said := entry.facts.get("looked_at")) is not None]
        still, refers = bool(asked) and words[-1:] != ["yes"], record.decision is Decision.REFER
        if still and not refers:
            yield f"week {record.week} comes to {record.decision}, {words} since entry {asked} referred"
        if refers and not still and record.because == ("until-somebody-has-looked",):
            yield f"week {record.week} refers for nothing but a referral that is over"
        asked = _asked(so_far, record.week, asked, still=still) if refers else asked * still


def _asked(so_far: list[Entry], week: int, asked: int, *, still: bool) -> int:
    """How many entries there are up to what refers in a week: a sign of danger, or what the review came to.

    One that comes after somebody has looked, or with that word, waits for a later one.
    """
    now = [(place, entry.facts.get) for place, entry in enumerate(so_far, 1) if entry.week == week]
    danger = [place for place, said in now if members(said("red_flags")) or said("crisis") == "yes"]
    return max(danger, default=asked if still else len(so_far))


def what_was_too_much_steps_back(year: Year) -> Iterator[str]:
    """A session far away, two worse in a row, slower settling, signs for over a week, two weeks away."""
    for record, _, _ in year.reviews:
        week, done = record.week, year.sessions(record.week)
        found = {
            "twice": _worse_in_a_row(year, week, 2),
            "far": any(entry.week == week and entry.facts.get("dissociation") == "yes" for entry in done),
            "slower": _settles_later(year, week),
            "signs": stretch(year, week, "overreach_signs", several, bool) > 7,
            "away": year.away(week) >= 2,
        }
        if any(found.values()) and record.decision.rank < Decision.STEP_BACK.rank:
            yield f"week {week} comes to {record.decision}, {found}"


def _settles_later(year: Year, week: int) -> bool:
    """Whether the middle of what was said about settling is more than in the first week that has any."""
    answers = shipped().log["settling_time"].answers
    first = next((entry.week for entry in year.log.entries if entry.facts.get("settling_time")), week)
    then, now = (sorted(answers.index(str(said)) for said in year.said(when, "settling_time"))
                 for when in (first, week))  # fmt: skip
    return bool(then and now) and now[(len(now) - 1) // 2] > then[(len(then) - 1) // 2]


def nothing_advances_on_what_was_left_open_or_went_badly(year: Year) -> Iterator[str]:
    for record, _, _ in year.reviews:
        if record.decision is Decision.ADVANCE:
            against = [what for what, is_so in _against_an_advance(year, record.week) if is_so]
            if against:
                yield f"week {record.week} advances: {against}"


def _against_an_advance(year: Year, week: int) -> Iterator[tuple[str, bool]]:
    plan, entries = year.plan(week), year.log.of_week(week)
    lived = [entry.facts for entry in entries if was_lived(entry)]
    after = [facts.get("after") for facts in lived]
    asked = entries[-1].facts if entries else Facts()
    yield "felt", any(facts.get("felt") not in ("better", "same") for facts in lived)
    yield "far away or open", any(facts.get("dissociation") != "no" for facts in lived)
    yield "afterwards", None in after or "shut_down" in after or sum(said != "settled" for said in after) > 1
    yield "half", 2 * sum(entry.done != "no" for entry in entries) < max(1, len(plan.sessions))
    yield "danger", asked.get("crisis") != "no" or asked.get("red_flags") != frozenset()
    for name, fine in FINE.items():
        yield name, asked.get(name) is None or not fine.issuperset(map(str, year.said(week, name)))
    yield "settling", not year.said(week, "settling_time")
    yield "signs open", not year.said(week, "overreach_signs")
    yield "signs", stretch(year, week, "overreach_signs", several, bool) > 0
    yield "low readings", year.said(week, "hrv").count("below_usual") >= 3
    efforts = [said for said in year.said(week, "effort") if isinstance(said, int)]
    meant = shipped().parameters.effort_felt.by_effort()[list(Effort)[hardest(plan)]]
    yield "harder than planned", sum(effort > meant for effort in efforts) > 1 or max(efforts, default=0) > 8
    minutes = [said for said in year.said(week, "minutes") if isinstance(said, int)]
    yield "more than planned", 2 * sum(minutes) >= 3 * year.full(week).minutes


def several(answer: Answer | None) -> bool:
    """Whether somebody names several signs of slow recovery at once."""
    return len(members(answer)) >= 2
