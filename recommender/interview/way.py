"""The way through the questions: what comes next, what came before, and how a change leads back."""

from dataclasses import replace

from recommender.interview.contradictions import Differing
from recommender.interview.place import BLOCK, CHECK, DIFFERING, OUTCOME, WELCOME, Aside, Place
from recommender.interview.sheet import Sheet


class Way:
    """Moves a place over one sheet. Nothing here answers anything."""

    def __init__(self, sheet: Sheet, place: Place) -> None:
        self._sheet = sheet
        self.place = place

    @property
    def at(self) -> str:
        """What is shown."""
        return self.place.at

    def move(self, at: str) -> None:
        """Shows something else, and nothing more."""
        self.place = replace(self.place, at=at)

    def unsettle(self) -> None:
        """After a change of answers: the result no longer belongs to them."""
        detour = tuple(name for name in self.place.detour if name in self._sheet.path)
        self.place = replace(self.place, concluded=False, detour=detour)

    def on(self) -> None:
        """To what comes next: a referral that is certain, the next question, or the answers."""
        if self.at != DIFFERING:
            self.place = replace(self.place, aside=None)
        if self._sheet.refers():
            self._refer()
        elif (following := self._next()) is None:
            self.check()
        else:
            self.move(following)

    def back(self) -> None:
        """To what was shown before."""
        place = self.place
        if place.at == OUTCOME:
            detour = place.detour if place.before in place.detour else ()
            self.place = replace(place, at=place.before, concluded=False, detour=detour)
        elif place.at == DIFFERING and place.aside is not None:
            self._back_from_aside(place.aside)
        elif place.at == CHECK:
            self.place = replace(place, at=self._shown(place.left), checking=False, left="")
        elif place.at in place.detour[1:]:
            self.move(place.detour[place.detour.index(place.at) - 1])
        elif place.at == BLOCK:
            self.move(WELCOME)
        elif place.at != WELCOME:
            self.place = replace(place, at=self._before_question(), detour=())

    def to(self, fact: str) -> None:
        """To one question, and after it to those that it opens before all else."""
        self.note_asked()
        self._sheet.show(fact)
        open_before = frozenset(self._sheet.open())
        self.place = replace(self.place, at=fact, detour=(fact,), open_before=open_before)

    def further(self) -> None:
        """From the answers to the questions that are still open; nowhere where there are none."""
        if still_open := self._sheet.open():
            self._sheet.show(still_open[0])
            self.place = replace(self.place, at=still_open[0], checking=False, left="", detour=())

    def check(self) -> None:
        """To the answers, and before them to those that contradict each other."""
        if (differing := self._sheet.contradiction()) is not None:
            self._ask_about(differing)
            self.place = replace(self.place, checking=True)
        else:
            self.place = replace(self.place, at=CHECK, checking=True, detour=(), concluded=False, aside=None)

    def finish(self) -> None:
        """To the answers so far; going back leads on with the questions."""
        if self.place.on_question and not self.place.checking:
            self.place = replace(self.place, left=self.at)
        self.check()

    def to_end_of_part(self) -> None:
        """To the last question of the part that was shown, so that going on leads out of it."""
        shown = [name for name in self._sheet.path if self._sheet.part(name) == self._sheet.part(self.at)]
        self.place = replace(self.place, at=shown[-1], detour=())

    def conclude(self) -> None:
        """To the result."""
        before = self.place.before if self.at == OUTCOME else self.at
        self.place = replace(self.place, at=OUTCOME, before=before, concluded=True)

    def note_asked(self) -> None:
        """Notes that the contradiction which is shown was asked about."""
        if self.at == DIFFERING and self.place.aside is not None:
            self._sheet.note_asked(self.place.aside.differing)

    def _refer(self) -> None:
        """To the referral; before it, to answers on whose gentler reading alone it rests."""
        if (differing := self._sheet.contradiction_behind_referral()) is not None:
            self._ask_about(differing)
        else:
            self.conclude()

    def _ask_about(self, differing: Differing) -> None:
        place = self.place
        earlier = place.aside if place.at == DIFFERING else None
        aside = earlier or Aside(differing, place.at, place.detour, place.checking)
        self.place = replace(place, at=DIFFERING, aside=replace(aside, differing=differing), concluded=False)

    def _back_from_aside(self, aside: Aside) -> None:
        self.place = replace(
            self.place,
            at=self._shown(aside.before),
            checking=aside.checking,
            detour=aside.detour,
            aside=None,
            left=self.place.left if aside.checking else "",
        )

    def _before_question(self) -> str:
        """What a question was reached from: the result or the answers, or else the question before it."""
        place, path = self.place, self._sheet.path
        if place.detour and place.concluded:
            return OUTCOME
        if place.detour and place.aside is not None:
            return DIFFERING
        if place.detour and place.checking:
            return CHECK
        number = path.index(place.at)
        return path[number - 1] if number else self.start

    @property
    def start(self) -> str:
        """What stands before the first question."""
        return BLOCK if self._sheet.block() else WELCOME

    def _shown(self, name: str) -> str:
        """A question that was shown, or else the last one."""
        path = self._sheet.path
        return name if name in path else path[-1] if path else self.start

    def _next(self) -> str | None:
        """The question to go on with; None where there is none."""
        if self.at == DIFFERING:
            return None
        return self._after_detour() if self.place.detour else self._following()

    def _following(self) -> str | None:
        """The next question: one shown before, unless a new one comes up ahead of it."""
        path, still_open = self._sheet.path, self._sheet.open()
        later = path[path.index(self.at) + 1 :] if self.at in path else path
        new = next((name for name in still_open if name not in path), None)
        if later and (new is None or self._sheet.rank(later[0]) < self._sheet.rank(new)):
            return later[0]
        following = new if later else next(iter(still_open), None)
        if following is not None:
            self._sheet.show(following, self.at if self.at in path else "")
        return following

    def _after_detour(self) -> str | None:
        """After a change: what it opened, then the answers, or the first question that is still open."""
        detour = self.place.detour
        later = detour[detour.index(self.at) + 1 :]
        still_open = self._sheet.open()
        opened = [name for name in still_open if name not in self.place.open_before]
        if later or opened:
            following = later[0] if later else opened[0]
            self.place = replace(self.place, detour=tuple(dict.fromkeys([*detour, following])))
            self._sheet.show(following, self.at)
            return following
        if self.place.checking or not still_open:
            return None
        self.place = replace(self.place, detour=())
        self._sheet.show(still_open[0])
        return still_open[0]
