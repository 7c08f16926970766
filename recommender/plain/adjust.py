"""Changing something about what came out, and a note for the casebook, line by line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from recommender.explanation.after_all import after_all
from recommender.explanation.line import Line
from recommender.interview.noting import MOST_LETTERS
from recommender.interview.offers import CLEARANCE_FACT, Offer, Offers, offers_now
from recommender.interview.view import OutcomeView
from recommender.interview.wish import LAST_WEEK, LONGEST_REASON, Way, Wish, until_week
from recommender.model.texts import Phrases
from recommender.plain.reading import number_of
from recommender.plain.support import support
from recommender.plain.talk import Talk
from recommender.problem import Problems
from recommender.reasons.page import DASH, flowed

OUT = "out "
"""Before the place of an adjustment, among the ways."""


def adjust(talk: Talk) -> bool:
    """Shows what was changed and what can be; True where something is otherwise now, or is to be asked."""
    changing = _Changing(talk, offers_now(talk.interview, talk.book))
    changing.begin()
    while chosen := changing.choose(changing.ways(), "prompt"):
        (value,) = chosen
        if value == Way.CLEARANCE:
            talk.interview.change(CLEARANCE_FACT)
            return True
        if value.startswith(OUT):
            talk.interview.withdraw(int(value.removeprefix(OUT)))
            return changing.tell("taken_out")
        if changing.add(Wish(Way(value))):
            return changing.tell("done")
        changing.begin()
    return False


@dataclass(frozen=True, slots=True)
class _Changing:
    """One result, and what somebody makes of it."""

    talk: Talk
    now: Offers

    @property
    def texts(self) -> Phrases:
        return self.talk.book.texts.result

    def begin(self) -> None:
        """What this is, what was changed so far, and the ways."""
        lines, count = self.talk.lines, len(self.now.given)
        lines.say(told(self.talk, "adjust", "title"))
        lines.say(told(self.talk, "adjust", "intro"))
        lines.line(self.texts("adjust", {0: "none", 1: "some_one"}.get(count, "some"), count=count))
        self._list(self.ways())

    def ways(self) -> tuple[Offer, ...]:
        """What can be taken out, then the ways."""
        said = (self.texts("adjust", "take_out", what=what) for what in self.now.in_force())
        return (*(Offer(f"{OUT}{place}", what) for place, what in enumerate(said)), *self.now.ways())

    def add(self, wish: Wish) -> bool:
        """Asks what is still to be known of a change, and makes it; False where somebody went back."""
        lines, values = self.talk.lines, self.now.values(wish.way)
        lines.line(self.texts("adjust", "asks", wish.way))
        lines.line(self.texts("adjust", "hints", wish.way))
        self._list(values)
        several = wish.way is Way.EXCLUDE
        chosen = self.choose(values, "prompt_several" if several else "prompt", several=several)
        if not chosen:
            return False
        whole = self._until(replace(wish, values=chosen))
        return whole is not None and self._finish(whole)

    def choose(self, offers: tuple[Offer, ...], prompt: str, *, several: bool = False) -> tuple[str, ...]:
        """What is chosen; nothing where somebody goes back. What cannot be chosen says why."""
        while (typed := self._ask(prompt)).lower() not in ("", "b"):
            if typed.lower() == "h":
                support(self.talk)
            elif chosen := self._read(typed, offers, several=several):
                return chosen
        return ()

    def tell(self, what: str) -> bool:
        """What the change has changed, and that it can be taken back; False where it was."""
        view, lines = self.talk.interview.view, self.talk.lines
        if not isinstance(view, OutcomeView):
            return True
        self._show(what, after_all(self.now.recommendation, view.recommendation, self.talk.book))
        while typed := self._ask("prompt_after").lower():
            if typed == "u":
                self.talk.interview.undo()
                lines.say(self.texts("adjust", "undone"))
                return False
            if typed == "h":
                support(self.talk)
        return True

    def _list(self, offers: Iterable[Offer]) -> None:
        for number, offer in enumerate(offers, 1):
            bracketed = self.texts("adjust", "offer", label=offer.label, why_not=offer.why_not)
            self.talk.lines.item(str(number), bracketed if offer.why_not else offer.label)
        self.talk.lines.gap()

    def _ask(self, prompt: str) -> str:
        return self.talk.lines.ask(self.texts("adjust", "plain", prompt))

    def _read(self, typed: str, offers: tuple[Offer, ...], *, several: bool) -> tuple[str, ...]:
        words = [word for word in re.split(r"[\s,;]+", typed) if word]
        if any(number_of(word) is None for word in words) or (len(words) > 1 and not several):
            slip = "not_a_key" if any(number_of(word) is None for word in words) else "one_only"
            self.talk.lines.say(self.texts("adjust", "plain", slip))
            return ()
        found = [self.talk.choose(word, [offer.value for offer in offers]) for word in words]
        chosen = [offer for offer in offers if offer.value in found]
        if why := next((offer.why_not for offer in chosen if offer.why_not), ""):
            self.talk.lines.say(self.texts("adjust", "not_now", why=why))
            return ()
        return () if None in found else tuple(offer.value for offer in chosen)

    def _until(self, wish: Wish) -> Wish | None:
        """The change with its last week, where it has any; None where somebody goes back."""
        if not wish.has_weeks:
            return wish
        self.talk.lines.line(self.texts("adjust", "until", "ask"))
        while (typed := self._ask("prompt_week")).lower() != "b":
            try:
                return replace(wish, until=until_week(typed))
            except ValueError:
                if typed.lower() == "h":
                    support(self.talk)
                else:
                    self.talk.lines.say(self.texts("adjust", "not_a_week", last=LAST_WEEK))
        return None

    def _finish(self, wish: Wish) -> bool:
        """Asks for the reason, until the change can be made or somebody goes back."""
        clinician = self.talk.interview.role == "clinician"
        self.talk.lines.line(self.texts("adjust", "reason", "ask"))
        self.talk.lines.line(told(self.talk, "adjust", "reason", "hint", most=LONGEST_REASON))
        while (
            reason := self._ask("prompt_reason_clinician" if clinician else "prompt_reason")
        ).lower() != "b":
            if slip := self._slip(reason):
                self.talk.lines.say(slip)
            elif self._made(replace(wish, reason=reason)):
                return True
        return False

    def _slip(self, reason: str) -> str:
        """What keeps a change from being made with this reason; empty where nothing does."""
        if len(reason) > LONGEST_REASON:
            return self.texts("adjust", "reason", "too_long", most=LONGEST_REASON, count=len(reason))
        needed = self.talk.interview.role == "clinician" and not reason
        return self.texts("adjust", "reason_first") if needed else ""

    def _made(self, wish: Wish) -> bool:
        try:
            self.talk.interview.adjust(wish.written())
        except Problems as problems:
            why = "; ".join(problem.what for problem in problems.problems)
            self.talk.lines.say(self.texts("adjust", "refused", why=why))
            return False
        return True

    def _show(self, what: str, changed: tuple[Line, ...]) -> None:
        if not changed:
            form = "no_difference" if what == "done" else f"{what}_no_difference"
            self.talk.lines.say(self.texts("adjust", form))
            return
        self.talk.lines.say(self.texts("adjust", what))
        self.talk.lines.as_it_is(flowed("\n".join(map(self._in_words, changed))))

    def _in_words(self, line: Line) -> str:
        """A line of what has changed; a sign is a word here, because it is read aloud."""
        if line.heading or not line.sign:
            return line.text
        return f"{DASH}{self.texts('adjust', 'signs', line.sign.name.lower(), what=line.text)}"


def note(talk: Talk) -> None:
    """Says what becomes of a note, and takes new lines for it; an empty first line leaves it as it was."""
    texts, lines = talk.book.texts.result, talk.lines
    lines.say(texts("note", "title"))
    lines.say(told(talk, "note", "what"))
    lines.say(texts("note", "plain", "how"))
    if talk.interview.note:
        lines.line(texts("note", "shown"))
        lines.as_it_is(talk.interview.note)
    if written := _written(talk):
        talk.interview.note = "" if written == ["-"] else "\n".join(written)
        lines.say(texts("note", "taken" if talk.interview.note else "emptied"))


def _written(talk: Talk) -> list[str]:
    texts, found = talk.book.texts.result, list[str]()
    while line := talk.lines.ask(texts("note", "plain", "prompt")):
        left = MOST_LETTERS - len("\n".join(found)) - bool(found)
        if len(line) > left:
            talk.lines.say(texts("note", "plain", "no_room", left=max(0, left)))
        else:
            found.append(line)
        if found == ["-"]:
            break
    return found


def told(talk: Talk, *path: str, **filled: object) -> str:
    """One of the words about what came out, in the voice of who answers where it has two."""
    return talk.book.texts.result.voiced(talk.interview.role, *path, **filled)
