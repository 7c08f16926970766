"""Puts right what has only one likely correction, line by line, so that comments and layout stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from recommender.loading.yaml_tree import parse
from recommender.model.rule import RuleBook
from recommender.problem import Code, Problem
from recommender.source import Source
from recommender.workshop.desk import Desk

MOST_ROUNDS = 40
"""A correction can bring out the next mistake of its line or its file; this is more than any file needs."""


@dataclass(frozen=True, slots=True)
class Change:
    """One correction: its place as messages name it, and what stands there instead of what."""

    place: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.place}: {self.old} -> {self.new}"


def put_right(folder: Path, running: RuleBook) -> tuple[Desk, tuple[Change, ...]]:
    """A desk with the corrected texts, not yet saved, and each correction in the order in which it was made.

    A correction is made where its mistake is `certain`, and kept where the text can be read as far as before.
    """
    desk = Desk(folder, running)
    changes: list[Change] = []
    tried: set[tuple[str, str]] = set()
    for _ in range(MOST_ROUNDS):
        made = list(_round(desk, desk.check(desk.texts()).mistakes, tried))
        if not made:
            break
        changes += made
    return desk, tuple(changes)


def closed_to(desk: Desk) -> tuple[str, ...]:
    """The files in which something has only one likely correction, and which cannot be written."""
    if not any(map(desk.closed, desk.files)):
        return ()
    certain = (one for one in desk.check(desk.texts()).mistakes if one.certain and one.corrected)
    return tuple(
        dict.fromkeys(name for name in (desk.place(one).name for one in certain) if desk.closed(name))
    )


def _round(desk: Desk, mistakes: tuple[Problem, ...], tried: set[tuple[str, str]]) -> Iterator[Change]:
    """At most one correction for each line; the next round has the mistakes as they stand then."""
    touched: set[tuple[str, int]] = set()
    for problem in mistakes:
        name, line = desk.place(problem).name, problem.span.line
        seen = (str(problem.span), problem.corrected)
        if not (problem.certain and name and problem.corrected) or seen in tried or (name, line) in touched:
            continue
        tried.add(seen)
        text = with_line(desk.text(name), line, problem.corrected)
        if not desk.closed(name) and reads_as_far(desk.text(name), text):
            touched.add((name, line))
            desk.edit(name, text)
            yield _change(problem)


def with_line(text: str, number: int, line: str) -> str:
    """The text with another line in that place; whatever ended the line before ends it still."""
    lines = text.splitlines(keepends=True)
    old = lines[number - 1]
    lines[number - 1] = line + old[len(old.rstrip("\r\n")) :]
    return "".join(lines)


def reads_as_far(before: str, after: str) -> bool:
    """Whether nothing can be read less far than before."""
    return _end_of_reading(after) >= _end_of_reading(before)


def _end_of_reading(text: str) -> float:
    """The line at which no more can be read; beyond every line where all of it can."""
    problems: list[Problem] = []
    parse(Source("", text), problems)
    broken = [problem for problem in problems if problem.code is not Code.DOUBLED_KEY]
    return min((problem.span.line for problem in broken), default=float("inf"))


def _change(problem: Problem) -> Change:
    if not problem.rewritten:
        return Change(str(problem.span), problem.span.marked, problem.suggestion)
    line = problem.span.source.line(problem.span.line) or ""
    return Change(str(problem.span), line.strip(), problem.rewritten.strip())
