"""The interview: one question after the other, back and forth, until there is a result."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from recommender.interview.adjusting import leaving_out, left_out, without
from recommender.interview.live import Live, LiveRules
from recommender.interview.place import BLOCK, CHECK, DIFFERING, OUTCOME, WELCOME, Bookmark
from recommender.interview.relevance import Relevance
from recommender.interview.results import Results
from recommender.interview.sheet import Filled, Sheet
from recommender.interview.view import FailureView, OutcomeView, View
from recommender.interview.way import Way
from recommender.interview.words import Words
from recommender.loading.profile import Profile, read_adjustment
from recommender.model.adjustment import Role
from recommender.model.directive import Refer
from recommender.model.fact import Answer, Facts, Missing
from recommender.model.recommendation import Recommendation
from recommender.recommend import Recommender


class Interview:
    """Holds the answers of one person. Every method may be called at any time; `view` says what to show.

    Answers are kept when somebody goes back; one that no longer applies after a change is dropped. Every
    change can be undone, the last one first.
    """

    def __init__(self, recommender: Recommender, role: Role = "self", profile: Profile | None = None) -> None:
        begun = profile or Profile(Facts())
        filled = Filled(role, begun.facts)
        self.recommender = recommender
        self._book = recommender.book
        self._relevance = Relevance(self._book)
        self._results = Results(recommender)
        self._live = Live(self._results)
        self._undone: list[Bookmark] = []
        self._came_with = begun.facts
        self.bookmark = Bookmark(filled, adjustments=begun.adjustments, region=begun.region)

    @classmethod
    def resumed(
        cls, recommender: Recommender, bookmark: Bookmark, changes: Sequence[Bookmark] = ()
    ) -> "Interview":
        """An interview that goes on where another one stood, with the changes that can be undone."""
        interview = cls(recommender, bookmark.filled.role)
        interview.bookmark = bookmark
        interview._undone = list(changes)
        return interview

    @property
    def changes(self) -> tuple[Bookmark, ...]:
        """What undoing leads back to, the latest last."""
        return tuple(self._undone)

    @property
    def bookmark(self) -> Bookmark:
        """Everything that the interview is now, so that it can go on from here later."""
        return Bookmark(self._sheet.filled, self._way.place, self._adjustments, self.region, self.note)

    @bookmark.setter
    def bookmark(self, bookmark: Bookmark) -> None:
        self._sheet = Sheet(self._book, bookmark.filled, self._relevance)
        self._way = Way(self._sheet, bookmark.place)
        self._adjustments = bookmark.adjustments
        self.region = bookmark.region
        self.note = bookmark.note

    @property
    def role(self) -> Role:
        """Who answers: it decides the voice and which questions there are."""
        return self._sheet.role

    @property
    def profile(self) -> Profile:
        """Everything that was said, as it goes into the result."""
        return Profile(self._sheet.facts, self.role, self.region, self._adjustments)

    @property
    def rules(self) -> LiveRules | None:
        """The rules as the answers stand now; None where no result can be trusted."""
        return self._live.of(self.profile)

    @property
    def recommend(self) -> Callable[[Profile], Recommendation]:
        """What would come out for some profile. Raises `Disagreement` or `EngineFault`."""
        return self.recommender.recommend_profile

    @property
    def view(self) -> View:
        """What there is to show now."""
        words, at = Words(self._book, self.role, self.region), self._way.at
        if at == WELCOME:
            return words.welcome(self.still_open)
        if at == BLOCK:
            return words.block(self._sheet)
        if at == DIFFERING and self._way.place.aside is not None:
            return words.contradiction(self._way.place.aside.differing, self._sheet.facts)
        if at == CHECK:
            return words.check(self._sheet.facts, self._sheet.asked(), self.could_be_asked)
        if at == OUTCOME:
            return self._outcome(words)
        return words.question(at, self._sheet, aside=bool(self._way.place.detour))

    @property
    def still_open(self) -> int:
        """How many questions can still change anything: never more than these are asked."""
        return len(self._sheet.open())

    @property
    def finished(self) -> bool:
        """Whether there is a result."""
        return self._way.at == OUTCOME

    @property
    def role_is_open(self) -> bool:
        """Whether somebody else can be chosen to answer: at the welcome, before anything was answered."""
        return self._way.at == WELCOME and self._sheet.facts == self._came_with

    def choose_role(self, role: Role) -> None:
        """Sets who answers, for as long as that is open."""
        if self.role_is_open:
            self._sheet.fill(Filled(role, self._sheet.facts))

    @property
    def short(self) -> bool:
        """Whether only the questions of the short path are asked."""
        return self._sheet.short

    def choose_short(self, *, short: bool) -> None:
        """Sets whether the short path is taken, which is for clinicians, before anything was answered."""
        if self.role_is_open and self.role == "clinician":
            self._sheet.short = short

    def begin(self) -> None:
        """Goes on from the welcome to the first question, or to the one that was shown first."""
        if self._way.at != WELCOME:
            return
        if any(not self._sheet.holds(name) for name in self._sheet.block()):
            self._way.move(BLOCK)
        else:
            self._way.on()

    def none_present(self) -> None:
        """Answers the whole block: everything in it was asked, and nothing of it is there.

        Not where an answer of it says otherwise already: that one is changed by its own question.
        """
        if self._way.at == BLOCK and self._sheet.says_nothing_else():
            self._remember()
            self._sheet.take(self._sheet.facts.rewritten(self._sheet.block()))
            self._way.on()

    def one_by_one(self) -> None:
        """Goes on to the questions of the block, each on its own."""
        if self._way.at == BLOCK:
            self._way.on()

    def answer(self, answer: Answer | Missing) -> None:
        """Answers the question that is shown and goes on. "Declined" and "unknown" are answers too."""
        if self._way.place.on_question:
            self._remember()
            self._sheet.answer(self._way.at, answer)
            self._way.unsettle()
            self._way.on()

    def pass_over(self) -> None:
        """Goes on without an answer; one that was given before stays."""
        if self._way.place.on_question:
            self._remember()
            self._sheet.pass_over(self._way.at)
            self._way.on()

    def take_back(self) -> None:
        """Goes on without an answer, also where one was given before."""
        if self._way.place.on_question:
            self._remember()
            self._sheet.take_back(self._way.at)
            self._way.unsettle()
            self._way.on()

    def skip_part(self) -> None:
        """Leaves out what is still open of the part that is shown; answers that were given stay."""
        if not self._way.place.on_question:
            return
        self._remember()
        self._way.to_end_of_part()
        self._sheet.pass_over_part(self._way.at)
        self._way.on()

    def leave_as_it_is(self) -> None:
        """Goes on from answers that contradict each other; both stay, and the gentler reading counts."""
        if self._way.at == DIFFERING:
            self._way.note_asked()
            self._way.on()

    def back(self) -> None:
        """Goes to what was shown before, with the answer still there."""
        self._way.back()

    def finish(self) -> None:
        """Goes to the answers so far, whatever is still open; going back leads on with the questions."""
        self._way.finish()

    def change(self, fact: str) -> None:
        """Goes to one question, and after its answer to those that it opens before all else."""
        self._way.to(fact)

    def ask_further(self) -> None:
        """Goes on from the answers to whatever can still change something; the short path ends with that."""
        if self._way.at == CHECK and self.could_be_asked:
            self._remember()
            self._sheet.reopen()
            self._way.further()

    @property
    def could_be_asked(self) -> int:
        """How many questions could be gone on with from the answers."""
        return self._sheet.open_at_length()

    def conclude(self) -> None:
        """Goes on from the answers to the result."""
        self._way.conclude()

    def adopt(self, facts: Facts) -> None:
        """Takes answers that were thought otherwise as the answers; a result is made anew."""
        self._remember()
        self._sheet.take(facts)

    def adjust(self, written: Mapping[str, object]) -> None:
        """Adds a change beside the rules, as a profile file writes it. Raises `Problems`."""
        adjustment = read_adjustment(written, self._book, self.role)
        self._remember()
        self._adjustments = (*self._adjustments, adjustment)

    def withdraw(self, place: int) -> None:
        """Takes the adjustment at that place out again."""
        self._remember()
        self._adjustments = (*self._adjustments[:place], *self._adjustments[place + 1 :])

    @property
    def set_aside_activities(self) -> tuple[str, ...]:
        """The activities that somebody would rather not have, each of which can come back."""
        return left_out(self._adjustments)

    def leave_out(self, activity: str) -> None:
        """Leaves one activity out, because somebody would rather not have it."""
        if activity not in self.set_aside_activities:
            reason = self._book.texts.interview("outcome", "rather_not")
            self.adjust(leaving_out(activity, self.role, reason))

    def bring_back(self, activity: str) -> None:
        """Lets one activity that was left out come back."""
        self._remember()
        self._adjustments = without(self._adjustments, activity)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change that can be taken back."""
        return bool(self._undone)

    @property
    def undoes_here(self) -> bool:
        """Whether the last change was made where one is: at the result, or else before it."""
        return bool(self._undone) and (self._undone[-1].place.at == OUTCOME) == self.finished

    def undo(self) -> None:
        """Takes the last change back, and goes to where it was made."""
        if self._undone:
            self.bookmark = replace(self._undone.pop(), region=self.region, note=self.note)

    def _remember(self) -> None:
        self._undone.append(self.bookmark)

    def _outcome(self, words: Words) -> OutcomeView | FailureView:
        result = self._results.of(self.profile)
        if not isinstance(result, Recommendation):
            return words.failure()
        referring = [
            firing.rule.reads()
            for firing, directive in result.trace.concluded(Refer)
            if isinstance(directive.body, Refer)
        ]
        askable = self._sheet.everything()
        behind = [name for reads in referring for name in reads if name in askable]
        return OutcomeView(result, tuple(dict.fromkeys(behind)))
