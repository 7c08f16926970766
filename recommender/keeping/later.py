"""What somebody sees who opens what was kept: what was decided, the weeks so far, and what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from recommender.casebook import answers_of, log_of, stretches
from recommender.casebook.records import Case, Frozen
from recommender.export.over_time import OverTime
from recommender.export.shared import AT_ONCE, paragraphs
from recommender.export.today import today_text
from recommender.export.weeks import session_line
from recommender.inference import Disagreement, EngineFault
from recommender.keeping.course import MINUTES, course_of
from recommender.keeping.keeper import Opened
from recommender.model.adjustment import Role
from recommender.model.programme import Week
from recommender.model.rule import RuleBook
from recommender.model.scale import Decision
from recommender.model.texts import NEUTRAL
from recommender.model.today import Coming, State
from recommender.problem import Problems
from recommender.reasons.names import Names
from recommender.reasons.page import items, page, section, wrapped
from recommender.review.stretch import Stretch
from recommender.review.today import Days

NO_RESULT = (Problems, Disagreement, EngineFault)


@dataclass(frozen=True, slots=True)
class Later:
    """What stands before the picture and after it, in pages of 78 columns, and the page as it was given.

    `coming` is None where the rules as they are now give no result for what was kept.
    """

    code: str
    role: Role
    region: str
    given: str
    before: str
    picture: OverTime | None
    after: str
    coming: Coming | None = field(repr=False)

    @property
    def asks(self) -> bool:
        """Whether there is a session to ask about."""
        return self.coming is not None and self.coming.session is not None


def later(opened: Opened, book: RuleBook) -> Later:
    """What there is to see of a case. What was given stays as it was; what comes next, these rules say."""
    case, last = opened.case, opened.case.recommendations[-1].value
    coming = _coming(case, book)
    teller = _Teller(opened, last, coming, book)
    intake = case.intakes[-1].value
    region = intake.region if intake.region in book.texts.contacts else NEUTRAL
    return Later(
        case.code,
        intake.role,
        region,
        last.page,
        page(teller.before(region)),
        teller.picture(),
        page(teller.after()),
        coming,
    )


def day_page(seen: Later, state: State | None, book: RuleBook) -> str:
    """The page of today for somebody who is like this, or who left that open."""
    if seen.coming is not None:
        try:
            return _page_of(seen.coming, state, book)
        except NO_RESULT:
            pass
    return page(_no_week(seen.region, book))


def _coming(case: Case, book: RuleBook) -> Coming | None:
    try:
        log = log_of(case.code, case.sessions, book)
        before = [Stretch(*one) for one in stretches(case, book)]
        with Days(book) as days:
            return days.coming(answers_of(case, book), log, before)
    except NO_RESULT:
        return None


def _page_of(coming: Coming, state: State | None, book: RuleBook) -> str:
    with Days(book) as days:
        return today_text(days.today(coming, state), book)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Puts one case into words."""

    opened: Opened
    last: Frozen
    coming: Coming | None
    book: RuleBook

    @property
    def names(self) -> Names:
        if self.coming is None:
            return Names(self.book)
        return Names.of(self.coming.review.recommendation, self.book)

    @property
    def _urgent(self) -> bool:
        return self.coming is not None and self.coming.review.urgency in AT_ONCE

    @property
    def _has_nothing_to_draw(self) -> bool:
        return bool(self.opened.case.reviews) and not self._urgent and self.picture() is None

    def before(self, region: str) -> Iterator[str]:
        """What comes before the picture: what stops or is in doubt first, then what was decided."""
        if self.coming is None:
            yield from _no_week(region, self.book)
        elif self.coming.session is None:
            yield _page_of(self.coming, None, self.book).rstrip("\n")
        if self.last.digest != self.book.digest:
            yield self._said("rules_changed")
        if not self.opened.noted:
            yield self._said("not_noted")
        if not self.opened.holds:
            yield self._said("not_as_kept")
        yield "" if self._urgent and not self.opened.case.reviews else self._decided()
        week = self._in_force()
        yield self._short(week) if week else ""
        yield self._said("no_picture") if self._has_nothing_to_draw else ""

    def picture(self) -> OverTime | None:
        """The weeks so far; none where somebody is wanted at once."""
        return None if self._urgent else course_of(self.opened.case)

    def after(self) -> Iterator[str]:
        """What comes after the picture: the sessions, how to say how it went, and what this is not."""
        week = self._in_force()
        yield self._sessions(week) if week else ""
        yield "" if self._urgent else self._check_in()
        yield wrapped(self.names.outcomes("notice"), "") if week else ""

    def _said(self, name: str, **filled: object) -> str:
        return wrapped(self.book.texts.interview("later", name, **filled), "")

    def _decided(self) -> str:
        if not self.opened.case.reviews:
            return self._said("no_check_in")
        review = self.opened.case.reviews[-1]
        decision = review.value.get("decision")
        text = self.names.outcomes("review", "decision", str(decision)) if decision in [*Decision] else ""
        head = self.book.texts.interview("later", "decided", date=review.at[:10])
        return section(head, paragraphs(self.names.fit(text)))

    def _check_in(self) -> str:
        words = self.book.texts.interview
        command = words("later", "command", code=self.opened.case.code)
        return section(words("later", "check_in"), wrapped(command))

    def _in_force(self) -> Week | None:
        """The week of the session that comes next, as it was planned."""
        if self.coming is None or self.coming.session is None:
            return None
        review = self.coming.review
        known = [review.week, *(past.planned for past in reversed(review.past))]
        return next((week for week in known if week and week.number == self.coming.week), None)

    def _short(self, week: Week) -> str:
        review = self.coming.review if self.coming else None
        form = "comes" if review and week is review.week else "goes_on"
        said = self.book.texts.interview("later", form, week=week.number, sessions=len(week.sessions))
        hidden = MINUTES in self.names.hidden
        whole = "" if hidden else f"{self.names.outcomes('lines', 'week_minutes', minutes=week.minutes)}."
        lighter = self.names.outcomes("easier_week") if week.easier else ""
        return wrapped(" ".join(filter(None, (said, whole, lighter))), "")

    def _sessions(self, week: Week) -> str:
        head = self.book.texts.interview("later", "sessions", week=week.number)
        shown = (session_line(session, self.names, "session") for session in week.sessions)
        minimum = self.names.outcomes("lines", "minimum", text=week.sessions[0].minimum)
        return section(head, items(shown), paragraphs(minimum))


def _no_week(region: str, book: RuleBook) -> Iterator[str]:
    """No result, and the contacts all the same."""
    words, known = book.texts.interview, book.texts.contacts[region]
    yield wrapped(words("later", "no_week"), "")
    yield section(
        words("failure", "contacts"), items((known.crisis, known.emergency, known.medical, known.support))
    )
