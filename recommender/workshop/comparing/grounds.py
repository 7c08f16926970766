"""The rules behind what differs for one person, and the questions that they left open."""

from collections.abc import Iterator
from dataclasses import dataclass

from recommender.model.directive import Contradiction, Hold, Refer
from recommender.model.scale import Purpose
from recommender.reasons.names import Names
from recommender.workshop.comparing.contrast import Contrast
from recommender.workshop.comparing.lax import behind
from recommender.workshop.comparing.population import World
from recommender.workshop.comparing.treated import REFERRED, WITHOUT_DOSES, Frame, Treated

SHOWN = 3
"""How many rules are shown, and how many questions of one."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A rule, and the questions that were left open where it only acts because of that; by their names."""

    rule: str
    left_open: tuple[str, ...] = ()


def so_far(contrast: Contrast) -> tuple[Ground, ...]:
    """The old rules behind what is left more of now, those behind a lost safety limit first."""
    laxer = {shift.measure.what for shift in contrast.shifts if shift.laxer}
    found = behind(
        contrast.before,
        Frame.of(contrast.before, contrast.after),
        {shift.measure: shift.after for shift in contrast.shifts if shift.laxer},
        Purpose.EDUCATION,
    )
    stopping = _stopping(contrast.before) if "outcome" in laxer else ()
    rules = dict.fromkeys((*stopping, *contrast.lost_rules, *found))
    return tuple(_ground(rule, contrast.before) for rule in rules)


def from_now_on(contrast: Contrast) -> tuple[Ground, ...]:
    """The new rules behind what is left less of now."""
    found = behind(
        contrast.after,
        Frame.of(contrast.before, contrast.after),
        {shift.measure: shift.before for shift in contrast.shifts if not shift.laxer},
        Purpose.EDUCATION,
    )
    stricter = {shift.measure.what for shift in contrast.shifts if not shift.laxer}
    stopping = _stopping(contrast.after) if "outcome" in stricter else ()
    return tuple(_ground(rule, contrast.after) for rule in dict.fromkeys((*stopping, *found)))


def ground_lines(contrast: Contrast) -> Iterator[str]:
    """A line for the old rules and one for the new ones, where any are known."""
    for head, grounds, side in (
        ("so far limited by", so_far(contrast), contrast.before),
        ("now limited by", from_now_on(contrast), contrast.after),
    ):
        if grounds:
            names = Names(side.book)
            many = len(grounds) - SHOWN
            others = [f"{many} {'other' if many == 1 else 'others'}"] if many > 0 else []
            yield f"{head} {names.joined([*(_said(one, names) for one in grounds[:SHOWN]), *others])}"


def _said(ground: Ground, names: Names) -> str:
    title = names.title(ground.rule)
    if not ground.left_open:
        return title
    more = ["others"] if len(ground.left_open) > SHOWN else []
    asked = names.joined([*ground.left_open[:SHOWN], *more])
    return f"{title} (because of what was left open: {asked})"


def _stopping(side: Treated) -> tuple[str, ...]:
    """The rules that bring about the referral, or that no doses are given."""
    if side.stop < WITHOUT_DOSES:
        return ()
    if side.stop < REFERRED:
        holding = side.trace.concluded(Hold, Contradiction)
        return tuple(dict.fromkeys(firing.rule.id for firing, _ in holding))
    return tuple(
        dict.fromkeys(
            firing.rule.id
            for firing, item in side.trace.concluded(Refer)
            if isinstance(item.body, Refer) and item.body.urgency.rank == side.stop - REFERRED
        )
    )


def _ground(rule: str, side: Treated) -> Ground:
    firing = side.trace.fired(rule)
    if firing is None or not firing.on_unknown:
        return Ground(rule)
    behind_it = World.of([side.book]).behind(firing.rule.reads())
    asked = side.book.vocabulary.asked()
    given = side.trace.given
    return Ground(rule, tuple(name for name in asked if name in behind_it and given.get(name) is None))
