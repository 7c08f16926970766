"""The course of a log: what its weeks came to, beside what was planned for them."""

from collections.abc import Iterable, Sequence
from statistics import median_low

from recommender.model.course import Course, CourseWeek
from recommender.model.fact import Vocabulary
from recommender.model.log import Entry, Log
from recommender.model.review import WeekReview


def course_of(log: Log, entry: Vocabulary, past: Iterable[WeekReview]) -> Course:
    """The course of a log whose weeks, or some of them, were looked back on."""
    known = {review.week: review for review in past}
    weeks = (
        _week(number, log.of_week(number), entry, known.get(number)) for number in range(1, log.last_week + 1)
    )
    return Course(tuple(weeks))


def _week(number: int, entries: Sequence[Entry], entry: Vocabulary, review: WeekReview | None) -> CourseWeek:
    done = [one for one in entries if one.happened]
    minutes = [said for one in done if isinstance(said := one.facts.get("minutes"), int)]
    planned = review.planned if review else None
    return CourseWeek(
        number,
        len(done),
        planned.minutes if planned else None,
        sum(minutes) if minutes or not done else None,
        len(minutes) == len(done),
        planned.ceiling if planned else None,
        planned.easier if planned else False,
        _middle(entries, "settling_time", entry),
        _most(entries, "before", entry),
        _most(entries, "after", entry),
        review.decision if review else None,
    )


def _ranks(entries: Iterable[Entry], name: str, entry: Vocabulary) -> list[int]:
    """Where the answers that were given stand among those that there are, from the easiest to the hardest."""
    said = (one.facts.get(name) for one in entries)
    return [entry[name].answers.index(answer) for answer in said if isinstance(answer, str)]


def _middle(entries: Iterable[Entry], name: str, entry: Vocabulary) -> str | None:
    ranks = _ranks(entries, name, entry)
    return entry[name].answers[median_low(ranks)] if ranks else None


def _most(entries: Iterable[Entry], name: str, entry: Vocabulary) -> str | None:
    ranks = _ranks(entries, name, entry)
    return entry[name].answers[max(ranks, key=lambda rank: (ranks.count(rank), rank))] if ranks else None
