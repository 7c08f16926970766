"""What would come, beside what there is: line by line, with a sign of whether it came, went or changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from recommender.explanation.beside_weeks import week_lines
from recommender.explanation.difference import Detail, Difference, Limiting, OpenedBy, Sides
from recommender.explanation.difference_words import (
    answer_words,
    at_once,
    difference_text,
    names_of,
    opened_by,
)
from recommender.explanation.line import Line, Sign
from recommender.model.programme import Contact, Referral
from recommender.model.rule import RuleBook
from recommender.reasons.conclusions import in_words
from recommender.reasons.names import Names
from recommender.reasons.page import DASH

T = TypeVar("T")


def beside(difference: Difference, book: RuleBook) -> tuple[Line, ...]:
    """Both sides as one list. Where somebody is to look first, that and the contacts are all of it."""
    told = _told if isinstance(difference.after.result, Referral) and difference.changed else _whole
    return tuple(told(difference, book))


def _told(difference: Difference, book: RuleBook) -> Iterator[Line]:
    """The difference as it is told elsewhere, without the heading that it has there and the answers."""
    later, title = names_of(difference, book)[1], partial(book.texts.explanation, "what_if")
    answers = (f"{DASH}{answer_words(item, later)}" for item in difference.changed)
    around = {"", title("title"), title("lead"), title("answers"), *answers}
    lines = [line for line in difference_text(difference, book).splitlines() if line not in around]
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        item = line.startswith(DASH)
        yield Line(line.removeprefix(DASH), heading=not item and after.startswith(DASH))


def _whole(difference: Difference, book: RuleBook) -> Iterator[Line]:
    earlier, later = names_of(difference, book)
    parts = _Parts(difference, earlier, later)
    yield from (Line(text.removeprefix(DASH)) for text in at_once(difference.before, later))
    yield from map(Line, parts.outcome())
    sections = {
        "differing": parts.contradictions(),
        "opens": parts.opens(),
        "weeks": week_lines(difference, later),
        "movement": parts.movement(),
    }
    if difference.outcome.same:
        sections |= {"limits": parts.limits(), "rules": parts.rules(), "other": parts.others()}
    for heading, lines in sections.items():
        found = [line for line in lines if line.text]
        if found:
            yield Line(book.texts.what_if("beside", heading), heading=True)
            yield from found


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a difference; what is gone is called as it was before."""

    difference: Difference
    earlier: Names
    later: Names

    def outcome(self) -> Iterator[str]:
        """What there would be, and what the real answers ask for all the same."""
        found, texts = self.difference, self.later.texts
        if not found.changed:
            yield self.later.book.texts.what_if("beside", "as_it_is")
        elif found.empty:
            yield texts("what_if", "nothing")
        else:
            how = "still" if found.outcome.same and found.urgency.same else "then"
            yield texts("what_if", how, found.outcome.after)
        if not found.outcome.same:
            yield self.later.fit(found.after.summary)
        if found.urgency.before and not found.urgency.after:
            what = self.later.outcomes("names", "urgency", found.urgency.before)
            yield texts("what_if", "comes_first", what=what)

    def contradictions(self) -> Iterator[Line]:
        """Answers that only now point different ways, in the words of the rule that sees it."""
        before = {one.rule for one in self.difference.before.contradictions}
        for one in self.difference.after.contradictions:
            rule = self.later.book.rule(one.rule)
            if rule is not None and one.rule not in before:
                yield Line(self.later.fit(rule.because), Sign.ADDED)

    def opens(self) -> Iterator[Line]:
        """What would open a programme, where there would be none."""
        if self.difference.after.programme is None:
            yield from map(Line, opened_by(self.difference.after, self.later))

    def movement(self) -> Iterator[Line]:
        """Every activity of either side, and what may be done at any time where that differs."""
        yield from self._signed(self.difference.activities, lambda name, names: names.activity(name), str)
        offers = Sides(self.difference.any_time.added, self.difference.any_time.removed)
        yield from self._signed(offers, _any_time, str)

    def limits(self) -> Iterator[Line]:
        """Limits won and lost, each with the rule that it comes from."""
        added, removed = self.difference.limits.added, self.difference.limits.removed
        yield from self._signed(Sides(added, removed), self._limit, lambda limit: limit.rule)

    def rules(self) -> Iterator[Line]:
        """Rules that came and went, unless a limit of theirs has named them; how many apply as before."""
        found, limits = self.difference.rules, self.difference.limits
        named = {limit.rule for limit in (*limits.added, *limits.removed)}
        added, removed = (
            tuple(rule for rule in side if rule not in named) for side in (found.added, found.removed)
        )
        yield from self._signed(Sides(added, removed), _rule, str)
        if found.stayed:
            yield Line(self.later.texts("what_if", "rules_stay", count=len(found.stayed)))

    def others(self) -> Iterator[Line]:
        """What differs beside all that."""
        found = self.difference
        yield from self._signed(_came_and_went(found.gates), _gate)
        yield from self._signed(_came_and_went(found.tensions), _tension)
        yield from self._signed(_came_and_went(found.notes), _note)
        yield from self._signed(_came_and_went(found.asks), _asks)
        yield from self._signed(_came_and_went(found.left_out), _left_out)
        yield from self._signed(_came_and_went(found.contacts), _contact)
        yield from (Line(_detail(item, self.later), Sign.CHANGED) for item in found.details)

    def _signed(
        self,
        sides: Sides[T],
        words: Callable[[T, Names], str],
        part: Callable[[T], str] = lambda _: "",
    ) -> Iterator[Line]:
        yield from (Line(words(item, self.later), Sign.ADDED, part(item)) for item in sides.added)
        yield from (Line(words(item, self.earlier), Sign.REMOVED, part(item)) for item in sides.removed)
        yield from (Line(words(item, self.later), Sign.STAYED, part(item)) for item in sides.stayed)

    def _limit(self, limit: Limiting, names: Names) -> str:
        side = self.difference.after if names is self.later else self.difference.before
        what = in_words(limit.acting.body, names, side.prescription.facts)
        said = f"{what[:1].upper()}{what[1:]}"
        return (
            names.fit(names.texts("what_if", "limit", what=said, rule=names.title(limit.rule)))
            if what
            else ""
        )


def _came_and_went(sides: Sides[T]) -> Sides[T]:
    return Sides(sides.added, sides.removed)


def _any_time(name: str, names: Names) -> str:
    return names.texts("what_if", "any_time", what=names.activity(name))


def _rule(name: str, names: Names) -> str:
    return names.fit(names.title(name)) or names.outcomes("hidden", "answer")


def _gate(gate: OpenedBy, names: Names) -> str:
    said = names.texts("concluded", "gate", "to", what=names.effort(gate.to))
    return f"{said[:1].upper()}{said[1:]}."


def _tension(tension: tuple[str, str, str], names: Names) -> str:
    _, won, lost = tension
    said = names.texts("what_if", "tension", winner=names.title(won), losers=names.title(lost))
    return names.fit(said)


def _note(text: str, names: Names) -> str:
    said = names.fit(text)
    return names.texts("what_if", "note", text=said) if said else ""


def _asks(name: str, names: Names) -> str:
    return names.texts("what_if", "asks", label=_label(name, names))


def _left_out(name: str, names: Names) -> str:
    return names.texts("what_if", "left_out", label=_label(name, names))


def _label(name: str, names: Names) -> str:
    return names.fit(names.fact(name)) or names.outcomes("hidden", "answer")


def _contact(contact: Contact, names: Names) -> str:
    name = names.outcomes("names", "contacts", contact.for_)
    return names.outcomes("lines", "contact", name=name, text=contact.text)


def _detail(item: Detail, names: Names) -> str:
    """What differs in the sessions; times, places and company with the words of both sides."""
    what = names.texts("what_if", "details", item.key)
    if not item.words.after:
        return names.book.texts.what_if("detail", what=what)
    old, new = (
        names.joined(
            names.setting(word).lower() if item.key == "setting" else names.outcomes("names", item.key, word)
            for word in words
        )
        for words in (item.words.before, item.words.after)
    )
    value = names.book.texts.what_if("old_and_new", old=old, new=new)
    return names.book.texts.what_if("detail_named", what=what, value=value)
