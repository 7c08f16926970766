"""The words of a course: for each part of its picture a line that says what is drawn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from recommender.export.over_time import Band, OverTime, Part, Signs, value_of
from recommender.model.course import Course, CourseWeek
from recommender.model.scale import Effort
from recommender.reasons.names import Names
from recommender.reasons.runs import runs

MANY = 6
"""Stretches of weeks that a line still names one by one."""


def over_time(course: Course, names: Names) -> OverTime:
    """A course in words, without the figures that are hidden from this person."""
    return _Teller(course.weeks, names).tell()


@dataclass(frozen=True, slots=True)
class _Teller:
    """Puts the weeks of one course into words."""

    weeks: tuple[CourseWeek, ...]
    names: Names

    def tell(self) -> OverTime:
        signs = ("weeks", "cut", "minutes", "planned", "unknown", "none")
        words = Signs(**{name: self._text("signs", name) for name in signs})
        return OverTime(Course(self.weeks), self._text("heading"), self._intro(), tuple(self._bands()), words)

    def _intro(self) -> str:
        whole = self._text("intro", weeks=self._weeks([week.number for week in self.weeks]))
        without = [week.number for week in self.weeks if not week.sessions]
        return f"{whole} {self._text('no_session', weeks=self._weeks(without))}" if without else whole

    def _bands(self) -> Iterator[Band]:
        log = self.names.book.log
        minutes = " ".join(self._minutes())
        if minutes and "minutes" not in self.names.hidden:
            yield Band("minutes", minutes)
        if any(week.ceiling for week in self.weeks):
            yield self._band("ceiling", tuple(Effort))
        yield self._band("settling", log["settling_time"].answers)
        yield self._band("before", log["before"].answers)
        yield self._band("after", log["after"].answers)

    def _minutes(self) -> Iterator[str]:
        """From where to where it went, what was planned, and what is not known."""
        done = {
            week.number: week.minutes for week in self.weeks if week.sessions and week.minutes is not None
        }
        partly = [week.number for week in self.weeks if not week.all_said]
        if done:
            yield self._text("minutes", what=self._from_to(done, partly))
        elif partly:
            yield self._text("no_minutes")
        planned = {week.number: week.planned for week in self.weeks if week.planned is not None}
        easier = [week.number for week in self.weeks if week.easier]
        lighter = self._text("lighter", weeks=self._weeks(easier)) if easier else ""
        if planned:
            yield self._text("plan", what=f"{self._from_to(planned)}{lighter}")
        if done and partly:
            yield self._text("partly", weeks=self._weeks(partly))

    def _from_to(self, amounts: Mapping[int, int], partly: Sequence[int] = ()) -> str:
        """The first week and the last, and what lies beyond these two in between, as far as it is sure."""
        (first, *others), last = amounts, [*amounts][-1]
        ends = (self._amount(amounts, first, partly), self._amount(amounts, last, partly))
        if not others:
            return self._text("in_one", minutes=ends[0], week=first)
        whole = self._text("from_to", first=ends[0], week=first, last=ends[1], to=last)
        between = [amounts[number] for number in others[:-1] if number not in partly]
        low, high = min(amounts[first], amounts[last]), max(amounts[first], amounts[last])
        if not between or low <= min(between) <= max(between) <= high:
            return whole
        form = "between" if min(between) < max(between) else "between_one"
        return whole + self._text(form, low=min(between), high=max(between))

    def _amount(self, amounts: Mapping[int, int], week: int, partly: Sequence[int]) -> str:
        said = str(amounts[week])
        return self._text("at_least", minutes=said) if week in partly else said

    def _band(self, part: Part, answers: Sequence[str]) -> Band:
        levels = {str(answer): self._label(part, answer) for answer in answers}
        known = {
            week.number: levels[said] for week in self.weeks if (said := value_of(week, part)) is not None
        }
        left = [week.number for week in self.weeks if week.sessions and week.number not in known]
        said = self._text(
            "band", title=self._text("titles", part), what=self._what(known, [*levels.values()])
        )
        left_open = f" {self._text('not_said', weeks=self._weeks(left))}" if known and left else ""
        return Band(part, f"{said}{left_open}", levels)

    def _what(self, known: Mapping[int, str], levels: Sequence[str]) -> str:
        """Each level with its weeks; where that would be long: where it began, where it is, what is usual."""
        if not known:
            return self._text("not_said_so_far")
        weeks = {
            level: [number for number, said in known.items() if said == level]
            for level in dict.fromkeys(known.values())
        }
        if len(weeks) == 1 or sum(len(runs(numbers)) for numbers in weeks.values()) <= MANY:
            said = (self._text("in", what=level, weeks=self._weeks(weeks[level])) for level in weeks)
            return "; ".join(said)
        first, last = min(known), max(known)
        often = max(weeks, key=lambda level: (len(weeks[level]), levels.index(level)))
        form = "changing" if known[first] != known[last] else "changing_back"
        return self._text(form, first=known[first], week=first, last=known[last], to=last, often=often)

    def _weeks(self, numbers: Sequence[int]) -> str:
        """Weeks in the middle of a sentence; only how many, where that would be long."""
        found = runs(numbers)
        if len(found) > MANY:
            return self._text("weeks_many", count=len(numbers))
        form = "weeks_one" if len(numbers) == 1 else "weeks_several"
        return self._text(form, weeks=self.names.joined(self._numbers(found)))

    def _numbers(self, found: Iterable[Sequence[int]]) -> Iterator[str]:
        for first, *rest in found:
            if len(rest) > 1:
                yield self._text("span", first=first, last=rest[-1])
            else:
                yield from map(str, (first, *rest))

    def _label(self, part: Part, answer: str) -> str:
        if part == "ceiling":
            return self.names.effort(Effort(answer))
        path = ("over_time", "settling" if part == "settling" else "states", answer)
        texts = self.names.outcomes
        return texts(*path) if texts.has(*path) else answer.replace("_", " ")

    def _text(self, *path: str, **filled: object) -> str:
        return self.names.outcomes("over_time", *path, **filled)
