"""Which outcome a trace leads to, and the records of the two that are no programme."""

from collections.abc import Mapping

from recommender.model.activity import Activity
from recommender.model.adjustment import Adjustment
from recommender.model.directive import Contradiction, Exclude, Hold, Refer
from recommender.model.fact import Missing
from recommender.model.prescription import Prescription
from recommender.model.programme import LightMovement, Reason, Referral
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort, Urgency
from recommender.model.spelling import FromAnswer
from recommender.model.trace import Trace
from recommender.planning.selection import Choice, Choices

FEWEST = 2


def referral_of(trace: Trace, adjustments: tuple[Adjustment, ...], book: RuleBook) -> Referral | None:
    """The referral that screening or a clinician asks for; the most urgent leads, no reason is lost."""
    by_rules = [
        (directive.body.urgency, Reason(firing.rule.id, firing.because))
        for firing, directive in trace.concluded(Refer)
        if isinstance(directive.body, Refer)
    ]
    by_clinician = [
        (change.body.urgency, Reason(None, change.reason))
        for change in adjustments
        if isinstance(change.body, Refer)
    ]
    found = sorted([*by_rules, *by_clinician], key=lambda pair: (-pair[0].rank, pair[1].rule or ""))
    if not found:
        return None
    urgency: Urgency = found[0][0]
    texts = book.texts.outcomes
    reasons = tuple(reason for _, reason in found)
    return Referral(
        urgency,
        reasons,
        meanwhile=texts("referral", urgency, "meanwhile"),
        bring=texts("referral", urgency, "bring", reasons=" ".join(_titles(reasons, book))),
        opens_when=texts("referral", urgency, "opens_when"),
    )


def is_limited(trace: Trace, book: RuleBook) -> bool:
    """Whether no doses are given: a safety answer is missing or contradicted, or a rule holds."""
    if any(trace.given.get(name) is None for name in book.vocabulary.safety()):
        return True
    contradicted = {
        name
        for _, directive in trace.concluded(Contradiction)
        if isinstance(directive.body, Contradiction)
        for name in directive.body.facts
    }
    return bool(trace.concluded(Hold)) or any(book.vocabulary[name].safety for name in contradicted)


def light_movement(trace: Trace, prescription: Prescription, book: RuleBook) -> LightMovement:
    """What somebody holds on to who gets no doses: two or more kinds of very light movement."""
    texts, choice = book.texts.outcomes, Choices(prescription, book.activities)[1]
    options = gentle_options(choice, book.activities, book.parameters.options.value)
    holding = sorted({firing.rule.id for firing, _ in trace.concluded(Hold)})
    shaping = {rule for name in options for rule in choice.preferring(name)}
    return LightMovement(
        text=_text_of(trace, options, book),
        options=options,
        opening=texts("light_movement", "opening"),
        endpoint=texts("light_movement", "endpoint"),
        minimum=texts("light_movement", "minimum"),
        stop_signals=texts.several("stop_signals"),
        opens_when=_what_opens(trace, book),
        because=tuple(sorted({*holding, *shaping})),
    )


def _text_of(trace: Trace, options: tuple[str, ...], book: RuleBook) -> str:
    texts = book.texts.outcomes
    if not options:
        return texts("no_activity")
    awaited = next((name for name in _awaited(trace) if texts.has("light_movement", "text_until", name)), "")
    return texts("light_movement", "text_until", awaited) if awaited else texts("light_movement", "text")


def _what_opens(trace: Trace, book: RuleBook) -> str:
    """What would open more: what a rule waits for, open questions, or the person's own limits."""
    texts, awaited = book.texts.outcomes, _awaited(trace)
    for name in awaited:
        if texts.has("light_movement", "opens_when_until", name):
            return texts("light_movement", "opens_when_until", name)
    if awaited or not is_limited(trace, book):
        return texts("light_movement", "opens_when_held" if awaited else "opens_when_own_limits")
    open_ones = [name for name in book.vocabulary.safety() if trace.given.get(name) is None]
    declined = open_ones and all(trace.given.why_missing(name) is Missing.DECLINED for name in open_ones)
    return texts("light_movement", "opens_when_declined" if declined else "opens_when")


def _awaited(trace: Trace) -> tuple[str, ...]:
    """The facts that the rules which hold for sure wait for."""
    holds = [item.body for firing, item in trace.concluded(Hold) if not firing.on_unknown]
    return tuple(sorted({name for body in holds if isinstance(body, Hold) for name in body.until}))


def gentle_options(choice: Choice, activities: Mapping[str, Activity], many: int) -> tuple[str, ...]:
    """Light activities, the best first.

    Where fewer than two are left, what a person merely dislikes comes back in, and never what a body or
    a place rules out. One of them suits nearly every body, sitting as well.
    """
    left = choice.possible(Effort.LIGHT)
    if len(left) < FEWEST:
        others = [name for name in activities if name not in left and activities[name].bears(Effort.LIGHT)]
        left += [name for name in others if not _ruled_out(choice, name)]
    few = left[: max(FEWEST, many)]
    anybody = [name for name in left if not (activities[name].unfit or activities[name].loads)]
    if anybody and not set(few) & set(anybody):
        few = [*few[:-1], anybody[0]]
    return tuple(few)


def _ruled_out(choice: Choice, name: str) -> bool:
    """Whether anything but a dislike excludes the activity; an adjustment has no rule, and always counts."""
    excluding = set(choice.excluding(name))
    return any(
        item.rule in excluding
        and isinstance(item.body, Exclude)
        and not isinstance(item.body.activity, FromAnswer)
        for item in choice.prescription.of(Exclude)
    )


def _titles(reasons: tuple[Reason, ...], book: RuleBook) -> list[str]:
    found = []
    for reason in reasons:
        rule = book.rule(reason.rule) if reason.rule else None
        found.append(f"{(rule.title if rule else reason.text).rstrip('.')}.")
    return found
