"""A programme: the weeks, and everything that goes along with them."""

from recommender.model.directive import Gate, Limit, Offer
from recommender.model.parameters import TodayVersion
from recommender.model.prescription import Acting, Prescription
from recommender.model.programme import AnyTime, OpenGate, Programme, Today, Week
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort
from recommender.planning.resolve import least
from recommender.planning.selection import Choice, Choices
from recommender.planning.weeks import plan_weeks

STATES = ("on_edge", "shut_down", "depleted", "ill")


def plan(prescription: Prescription, book: RuleBook, weeks: int) -> Programme | None:
    """The programme; None where the person's own limits leave nothing that could be offered."""
    choices = Choices(prescription, book.activities)
    planned = plan_weeks(prescription, book, choices, weeks)
    if not planned:
        return None
    texts, choice = book.texts.outcomes, choices[1]
    return Programme(
        weeks=planned,
        today=tuple(_today(state, choice, planned[0], book) for state in STATES),
        any_time=_any_time(prescription, choice, book),
        gates=_gates(prescription, book),
        step_back=texts.several("step_back"),
        stop_signals=texts.several("stop_signals"),
        if_overwhelmed=texts("if_overwhelmed"),
        progress_signs=texts.several("progress_signs"),
    )


def _today(state: str, choice: Choice, first: Week, book: RuleBook) -> Today:
    version: TodayVersion = getattr(book.parameters.today, state)
    possible = choice.possible(Effort.LIGHT)
    activity = next(
        (name for name in version.activities if name in possible),
        (possible or [first.sessions[0].activity])[0],
    )
    minutes = min(version.minutes.value, *(session.minutes for session in first.sessions))
    texts = book.texts.outcomes
    return Today(state, activity, minutes, texts("today", state, "opening"), texts("today", state, "text"))


def _any_time(prescription: Prescription, choice: Choice, book: RuleBook) -> tuple[AnyTime, ...]:
    possible = choice.possible(Effort.LIGHT)
    most = book.parameters.any_time_minutes.value
    for bound in ("minutes", "any_time_minutes"):
        most = least(prescription.of(Limit, 1), bound, prescription.facts).below(most)
    if not most:
        return ()
    offers: dict[str, list[Acting]] = {}
    for item in prescription.of(Offer):
        if isinstance(item.body, Offer) and item.body.any_time in possible:
            offers.setdefault(item.body.any_time, []).append(item)
    return tuple(_one_any_time(name, offers[name], most, book) for name in sorted(offers))


def _one_any_time(name: str, offers: list[Acting], most: int, book: RuleBook) -> AnyTime:
    minutes = [item.body.minutes for item in offers if isinstance(item.body, Offer) and item.body.minutes]
    because = tuple(sorted({item.rule for item in offers if item.rule}))
    return AnyTime(name, min([most, *minutes]), book.activities[name].how, because)


def _gates(prescription: Prescription, book: RuleBook) -> tuple[OpenGate, ...]:
    """One entry for each effort that a review may open, with all that it looks at."""
    gates = tuple(prescription.of(Gate))
    found = []
    for effort in Effort:
        these = [
            (item.rule, item.body) for item in gates if isinstance(item.body, Gate) and item.body.to is effort
        ]
        if these:
            names = sorted({need for _, body in these for need in body.needs})
            rules = tuple(sorted({rule for rule, _ in these if rule}))
            found.append(
                OpenGate(effort, tuple(book.texts.wording.gate_needs[name] for name in names), rules)
            )
    return tuple(found)
