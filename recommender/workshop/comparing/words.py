"""How two rulebooks treat one person differently, in lines for an author."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from recommender.model.directive import Body
from recommender.model.scale import Effort, Urgency
from recommender.reasons.conclusions import in_words
from recommender.reasons.names import Names
from recommender.workshop.comparing.contrast import Contrast, Shift
from recommender.workshop.comparing.lax import FREE
from recommender.workshop.comparing.treated import REFERRED, WITHOUT_DOSES, Treated

LOST, LAXER, STRICTER, OTHERWISE = "limit lost", "laxer", "stricter", "otherwise"

BOUNDS = {
    "minutes": "minutes a session",
    "sessions": "sessions a week",
    "week_minutes": "minutes a week",
    "moderate_sessions": "harder sessions a week",
    "vigorous_sessions": "vigorous sessions a week",
    "strength_days": "strength days a week",
    "growth": "minutes more a session each week",
    "kinds": "kinds of movement a week",
    "any_time_minutes": "minutes at any time",
}
AMOUNTS = {
    "most_sessions": "sessions a week, once it has grown",
    "most_minutes": "minutes a session, once it has grown",
    "most_moderate": "moderate sessions a week",
    "most_vigorous": "vigorous sessions a week",
    "first_sessions": "sessions to begin with",
    "first_minutes": "minutes a session to begin with",
    "first_moderate": "moderate sessions to begin with",
    "planned_minutes": "minutes of the whole programme",
    "planned_longest": "minutes of its longest session",
    "awareness": "level of attention",
    "rest_days": "rest days that are asked",
    "cool_down": "minutes of winding down that are asked",
}
SITUATIONS = {"time_of_day": "time of day", "company": "company", "setting": "place"}
FIGURES = {"heart_rate": "figures of the heart", "minutes": "figures in minutes"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that differs: whether it is a lost limit, laxer, stricter or otherwise, when, and what."""

    way: str
    what: str
    weeks: str = ""

    @property
    def head(self) -> str:
        """The kind and the weeks; no weeks where it is so throughout."""
        return f"{self.way}, {self.weeks}" if self.weeks else self.way

    def __str__(self) -> str:
        return f"{self.head}: {self.what}"


@dataclass(frozen=True, slots=True)
class _Span:
    """The same shift over neighbouring stretches."""

    shift: Shift
    last: int | None

    @property
    def key(self) -> tuple[object, ...]:
        """What has to be equal for two to be said in one line."""
        shift = self.shift
        return shift.measure.what, shift.measure.week, self.last, shift.before, shift.after, shift.lost


def in_short(contrast: Contrast, many: int) -> str:
    """The first so many of these lines in one, with what is said of each kind together."""
    found = lines_of(contrast)
    ways: dict[str, list[str]] = {}
    for line in found[:many]:
        ways.setdefault(line.head, []).append(line.what)
    more = [f"and {len(found) - many} more"] if len(found) > many else []
    return "; ".join([*(f"{way}: {', '.join(whats)}" for way, whats in ways.items()), *more])


def lines_of(contrast: Contrast) -> tuple[Line, ...]:
    """Everything that differs, lost limits first, then what is laxer."""
    words = _Words(contrast)
    found = [line for group in _grouped(contrast.shifts) for line in words.lines(group)]
    if not found:
        found = list(_otherwise(contrast))
    order = (LOST, LAXER, STRICTER, OTHERWISE)
    return tuple(sorted(dict.fromkeys(found), key=lambda line: order.index(line.way)))


def _grouped(shifts: Iterable[Shift]) -> list[list[_Span]]:
    """Shifts of one kind over the same weeks, together."""
    groups: dict[tuple[object, ...], list[_Span]] = {}
    for span in _spans(shifts):
        groups.setdefault(span.key, []).append(span)
    return list(groups.values())


def _spans(shifts: Iterable[Shift]) -> Iterator[_Span]:
    """Shifts with their neighbours in time, where they are of the same size."""
    of: dict[tuple[object, ...], list[_Span]] = {}
    for shift in sorted(shifts, key=lambda one: one.measure.week):
        found = of.setdefault((shift.measure.what, shift.measure.of), [])
        last = found[-1] if found else None
        if last and last.last == shift.measure.week - 1 and _alike(last.shift, shift):
            found[-1] = replace(last, last=shift.last)
        else:
            found.append(_Span(shift, shift.last))
    for found in of.values():
        yield from found


def _alike(one: Shift, other: Shift) -> bool:
    return (one.before, one.after, one.lost) == (other.before, other.after, other.lost)


class _Words:
    """Words for the shifts between two rulebooks."""

    def __init__(self, contrast: Contrast) -> None:
        old, new = contrast.before.book, contrast.after.book
        self._names = Names(new)
        self._activities = {**old.activities, **new.activities}
        self._doses = contrast.after.stop < WITHOUT_DOSES

    def lines(self, group: list[_Span]) -> Iterator[Line]:
        """One line, or several where efforts differ, for shifts of one kind over the same weeks."""
        shift = group[0].shift
        way = LOST if shift.lost else LAXER if shift.laxer else STRICTER
        weeks = self._weeks(shift.measure.week, group[0].last)
        for what in self._what(group):
            yield Line(way, what, weeks)

    def _weeks(self, first: int, last: int | None) -> str:
        return (
            ""
            if not (first and self._doses) or (first == 1 and last is None)
            else self._names.in_weeks(first, last)
        )

    def _what(self, group: list[_Span]) -> Iterator[str]:
        shift, what = group[0].shift, group[0].shift.measure.what
        if what in ("activity", *SITUATIONS):
            yield from self._excluded(group)
        elif what == "gate":
            yield from self._gates(group)
        elif what == "figure":
            figures = [FIGURES[span.shift.measure.of[0]] for span in group]
            yield f"{_and(figures)} are {'shown' if shift.laxer else 'not shown'}"
        else:
            yield self._amount(shift)

    def _amount(self, shift: Shift) -> str:
        what, before, after = shift.measure.what, shift.before, shift.after
        if what == "outcome":
            return f"{self._outcome(-after)} (so far: {self._outcome(-before)})"
        if what == "effort":
            one, other = (self._names.effort(tuple(Effort)[level]) for level in (before, after))
            return f"effort up to {other} instead of {one}"
        if what == "easy_after":
            return f"an easy day after hard sessions is {'no longer' if after else 'now'} asked"
        if what in BOUNDS:
            return _bound(BOUNDS[what], before, after)
        return f"{AMOUNTS[what]}: {abs(after)} (so far {abs(before)})"

    def _outcome(self, stop: int) -> str:
        words = self._names.book.texts.authoring
        name = ("programme", "limited")[stop] if stop < REFERRED else tuple(Urgency)[stop - REFERRED]
        return words("effect", "outcomes", name)

    def _gates(self, group: list[_Span]) -> Iterator[str]:
        laxer, needs = group[0].shift.laxer, dict[str, list[str]]()
        for span in group:
            effort, need = span.shift.measure.of
            needs.setdefault(effort, []).append(need)
        for effort, names in needs.items():
            word = self._names.effort(Effort(effort))
            asked = " and ".join(f"“{self._need(name)}”" for name in names if name)
            if "" in names:
                tail = f" that finds {asked}" if asked else ""
                yield f"{word} effort opens {'without' if laxer else 'only with'} a check-in{tail}"
            else:
                yield f"{word} effort {'no longer asks' if laxer else 'asks'} for {asked}"

    def _need(self, name: str) -> str:
        return self._names.book.texts.wording.gate_needs.get(name, name).rstrip(".")

    def _excluded(self, group: list[_Span]) -> Iterator[str]:
        what, laxer = group[0].shift.measure.what, group[0].shift.laxer
        efforts: dict[str, list[str]] = {}
        for span in group:
            word, effort = span.shift.measure.of
            efforts.setdefault(word, []).append(effort)
        together: dict[str, list[str]] = {}
        for word, at in efforts.items():
            together.setdefault(self._at(what, word, at), []).append(self._thing(what, word))
        for where, things in together.items():
            label = f"{SITUATIONS[what]} " if what in SITUATIONS else ""
            yield f"{'no longer' if laxer else 'now'} excluded{where}: {label}{', '.join(things)}"

    def _at(self, what: str, word: str, efforts: Sequence[str]) -> str:
        """At which efforts; nothing where it is all that there are."""
        every = [
            str(effort) for effort in Effort if what != "activity" or self._activities[word].bears(effort)
        ]
        if set(every) <= set(efforts) or not self._doses:
            return ""
        return f" at {_and([self._names.effort(Effort(effort)) for effort in efforts])} effort"

    def _thing(self, what: str, word: str) -> str:
        if what == "activity":
            return self._activities[word].name
        return self._names.setting(word) if what == "setting" else word.replace("_", " ")


def _bound(noun: str, before: int, after: int) -> str:
    if after >= FREE:
        return f"{noun}: no limit (so far at most {before})"
    return f"{noun}: at most {after} (so far {'no limit' if before >= FREE else before})"


def _otherwise(contrast: Contrast) -> Iterator[Line]:
    """The directives that came and went, where no limit differs."""
    came, went = contrast.came_and_went
    for head, bodies, side in (("now", came, contrast.after), ("no longer", went, contrast.before)):
        for body in bodies:
            yield Line(OTHERWISE, f"{head}: {_directive(body, side)}")
    if not came and not went:
        yield Line(OTHERWISE, "the weeks, the questions or the readings of answers come out otherwise")


def _directive(body: Body, side: Treated) -> str:
    return in_words(body, Names(side.book), side.trace.facts) or type(body).__name__.lower()


def _and(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
