"""Where faults are planted into the program: its steps, verdicts, loads, positions and plans."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from recommender.model.programme import Week
from recommender.model.scale import Decision
from recommender.planning import progression, weeks
from recommender.planning.progression import Limits, Load, Pace
from recommender.planning.weeks import WeekPlanner
from recommender.review.position import Position
from recommender.review.replay import Replay
from recommender.review.verdict import Verdict

real_step = progression.step
real_verdict = Verdict.of


def steps(patch: pytest.MonkeyPatch, step: Callable[[Load, Limits, Decision, int, Pace], Load]) -> None:
    patch.setattr(weeks, "step", step)


def paces(patch: pytest.MonkeyPatch, change: Callable[[Pace], Pace]) -> None:
    real = Pace.of
    patch.setattr(Pace, "of", lambda parameters: change(real(parameters)))


def verdicts(patch: pytest.MonkeyPatch, change: Callable[[Verdict], Verdict]) -> None:
    patch.setattr(Verdict, "of", lambda trace: change(real_verdict(trace)))


def loads(patch: pytest.MonkeyPatch, change: Callable[[Verdict], Verdict]) -> None:
    """The load follows another verdict than the one that is told."""
    real = Replay._load  # noqa: SLF001 - the fault is planted inside
    patch.setattr(Replay, "_load", lambda self, now, said: real(self, now, change(said)))


def positions(patch: pytest.MonkeyPatch, change: Callable[[Position, Position, Verdict], Position]) -> None:
    """A review leads somewhere else than it does: from where, where to, and what was decided."""
    real = Replay._after  # noqa: SLF001 - the fault is planted inside

    def after(self: Replay, week: int, now: Position, verdict: Verdict) -> Position:
        return change(now, real(self, week, now, verdict), verdict)

    patch.setattr(Replay, "_after", after)


def keeping_gates(patch: pytest.MonkeyPatch, where: Callable[[Verdict], bool]) -> None:
    """Some verdicts leave every gate open that was open before."""
    positions(
        patch,
        lambda now, then, said: replace(then, opened=then.opened | now.opened) if where(said) else then,
    )


def plans(patch: pytest.MonkeyPatch, change: Callable[[Week], Week]) -> None:
    real = WeekPlanner.week
    patch.setattr(WeekPlanner, "week", lambda *given, **more: change(real(*given, **more)))


def instead(said: Verdict, decision: Decision, other: Decision) -> Verdict:
    """The verdict, with one decision read as another."""
    return replace(said, decision=other) if said.decision is decision else said
