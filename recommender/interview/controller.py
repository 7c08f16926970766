"""The interview: one question after the other, back and forth, until there is a result."""

from dataclasses import dataclass, replace

from recommender.inference import Disagreement, EngineFault
from recommender.interview.contradictions import Differing
from recommender.interview.live import Live, LiveRules
from recommender.interview.sheet import Sheet
from recommender.interview.view import FailureView, OutcomeView, View
from recommender.interview.words import Words
from recommender.loading.profile import Profile
from recommender.model.adjustment import Role
from recommender.model.directive import Refer
from recommender.model.fact import Answer, Facts, Missing
from recommender.model.recommendation import Recommendation
from recommender.recommend import Recommender

WELCOME, DIFFERING, CHECK, OUTCOME = "welcome", "differing", "check", "outcome"
NO_QUESTION = (WELCOME, DIFFERING, CHECK, OUTCOME)


@dataclass(frozen=True, slots=True)
class Aside:
    """A contradiction that is shown, and where the questions were when it came up."""

    differing: Differing
    before: str
    detour: tuple[str, ...]
    checking: bool


class Interview:
    """Holds the answers of one person. Every method may be called at any time; `view` says what to show.

    Answers are kept when somebody goes back; one that no longer applies after a change is dropped.
    """

    def __init__(self, recommender: Recommender, role: Role = "self", profile: Profile | None = None) -> None:
        self._recommender = recommender
        self._book = recommender.book
        self._profile = profile or Profile(Facts())
        self._sheet = Sheet(self._book, role, self._profile.facts)
        self._at = WELCOME
        self._region = self._profile.region
        self._checking = False
        self._left = ""
        self._detour: list[str] = []
        self._open_before: set[str] = set()
        self._before = WELCOME
        self._aside: Aside | None = None
        self._result: Recommendation | Disagreement | EngineFault | None = None
        self._live = Live(recommender)

    @property
    def role(self) -> Role:
        """Who answers: it decides the voice and which questions there are."""
        return self._sheet.role

    @property
    def region(self) -> str:
        """Where contacts are reached; it may be chosen at any time, also after the result."""
        return self._region

    @region.setter
    def region(self, region: str) -> None:
        self._region = region
        if self._at == OUTCOME and isinstance(self._result, Recommendation):
            self._result = self._recommended()

    @property
    def profile(self) -> Profile:
        """Everything that was said, as it goes into the result."""
        return replace(self._profile, facts=self._sheet.facts, role=self.role, region=self._region)

    @property
    def rules(self) -> LiveRules | None:
        """The rules as the answers stand now; None where no result can be trusted."""
        return self._live.of(self.profile)

    @property
    def view(self) -> View:
        """What there is to show now."""
        words = Words(self._book, self.role, self._region)
        if self._at == WELCOME:
            return words.welcome(self.still_open)
        if self._at == DIFFERING and self._aside is not None:
            return words.contradiction(self._aside.differing, self._sheet.facts)
        if self._at == CHECK:
            return words.check(self._sheet.facts, self._sheet.asked())
        if self._at == OUTCOME:
            return self._outcome(words)
        return words.question(self._at, self._sheet.facts, self._sheet.path)

    @property
    def still_open(self) -> int:
        """How many questions can still change anything: never more than these are asked."""
        return len(self._sheet.open())

    @property
    def finished(self) -> bool:
        """Whether there is a result."""
        return self._at == OUTCOME

    @property
    def role_is_open(self) -> bool:
        """Whether somebody else can be chosen to answer: at the welcome, before anything was answered."""
        return self._at == WELCOME and not any(map(self._sheet.holds, self._sheet.path))

    def choose_role(self, role: Role) -> None:
        """Sets who answers, for as long as that is open."""
        if self.role_is_open:
            self._sheet.restart(role)

    def begin(self) -> None:
        """Goes on from the welcome to the first question, or to the one that was shown first."""
        if self._at == WELCOME:
            self._go_on()

    def answer(self, answer: Answer | Missing) -> None:
        """Answers the question that is shown and goes on. "Declined" and "unknown" are answers too."""
        if self._at in NO_QUESTION:
            return
        self._result = None
        self._sheet.answer(self._at, answer)
        self._detour = [name for name in self._detour if name in self._sheet.path]
        self._go_on()

    def pass_over(self) -> None:
        """Goes on without an answer; one that was given before stays."""
        if self._at in NO_QUESTION:
            return
        self._sheet.pass_over(self._at)
        self._go_on()

    def take_back(self) -> None:
        """Goes on without an answer, also where one was given before."""
        if self._at in NO_QUESTION:
            return
        self._result = None
        self._sheet.take_back(self._at)
        self._detour = [name for name in self._detour if name in self._sheet.path]
        self._go_on()

    def leave_as_it_is(self) -> None:
        """Goes on from answers that contradict each other; both stay, and the gentler reading counts."""
        if self._at != DIFFERING:
            return
        self._note_asked()
        self._go_on()

    def back(self) -> None:
        """Goes to what was shown before, with the answer still there."""
        if self._at == OUTCOME:
            self._at, self._result = self._before, None
            self._detour = self._detour if self._at in self._detour else []
        elif self._aside is not None and self._at == DIFFERING:
            self._at = self._shown(self._aside.before)
            self._checking, self._detour = self._aside.checking, list(self._aside.detour)
            self._aside, self._left = None, self._left if self._checking else ""
        elif self._at == CHECK:
            self._at = self._shown(self._left)
            self._checking, self._left = False, ""
        elif self._at in self._detour[1:]:
            self._at = self._detour[self._detour.index(self._at) - 1]
        elif self._at != WELCOME:
            self._at = self._before_question()
            self._detour = []

    def finish(self) -> None:
        """Goes to the answers so far, whatever is still open; going back leads on with the questions."""
        if self._at not in NO_QUESTION and not self._checking:
            self._left = self._at
        self._check()

    def change(self, fact: str) -> None:
        """Goes to one question, and after its answer to those that it opens before all else."""
        self._note_asked()
        self._sheet.show(fact)
        self._open_before = set(self._sheet.open())
        self._at, self._detour = fact, [fact]

    def conclude(self) -> None:
        """Goes on from the answers to the result."""
        if self._at != OUTCOME:
            self._before = self._at
        self._result = self._recommended()
        self._at = OUTCOME

    def _recommended(self) -> Recommendation | Disagreement | EngineFault:
        try:
            return self._recommender.recommend_profile(self.profile)
        except (Disagreement, EngineFault) as error:
            return error

    def _before_question(self) -> str:
        """What a question was reached from: the result or the answers, or else the question before it."""
        if self._detour and self._result is not None:
            return OUTCOME
        if self._detour and self._aside is not None:
            return DIFFERING
        if self._detour and self._checking:
            return CHECK
        place = self._sheet.path.index(self._at)
        return self._sheet.path[place - 1] if place else WELCOME

    def _shown(self, name: str) -> str:
        """A question that was shown, or else the last one."""
        path = self._sheet.path
        return name if name in path else path[-1] if path else WELCOME

    def _check(self) -> None:
        """To the answers, and before them to those that contradict each other."""
        if (differing := self._sheet.contradiction()) is not None:
            self._ask_about(differing)
            self._checking = True
        else:
            self._at, self._checking, self._detour, self._result = CHECK, True, [], None
            self._aside = None

    def _ask_about(self, differing: Differing) -> None:
        aside = self._aside if self._at == DIFFERING else None
        place = aside or Aside(differing, self._at, tuple(self._detour), self._checking)
        self._at, self._aside, self._result = DIFFERING, replace(place, differing=differing), None

    def _note_asked(self) -> None:
        if self._aside is not None and self._at == DIFFERING:
            self._sheet.note_asked(self._aside.differing)

    def _refer(self) -> None:
        """To the referral; before it, to answers on whose gentler reading alone it rests."""
        if (differing := self._sheet.contradiction_behind_referral()) is not None:
            self._ask_about(differing)
        else:
            self.conclude()

    def _go_on(self) -> None:
        self._aside = self._aside if self._at == DIFFERING else None
        if self._sheet.refers():
            self._refer()
        elif (following := self._next()) is None:
            self._check()
        else:
            self._at = following

    def _next(self) -> str | None:
        """The question to go on with; None where there is none."""
        if self._at == DIFFERING:
            return None
        return self._after_detour() if self._detour else self._following()

    def _following(self) -> str | None:
        """The next question: one shown before, unless a new one comes up ahead of it."""
        path, still_open = self._sheet.path, self._sheet.open()
        later = path[path.index(self._at) + 1 :] if self._at in path else path
        new = next((name for name in still_open if name not in path), None)
        if later and (new is None or self._sheet.rank(later[0]) < self._sheet.rank(new)):
            return later[0]
        following = new if later else next(iter(still_open), None)
        if following is not None:
            self._sheet.show(following, self._at if self._at in path else "")
        return following

    def _after_detour(self) -> str | None:
        """After a change: what it opened, then the answers, or the first question that is still open."""
        later = self._detour[self._detour.index(self._at) + 1 :]
        still_open = self._sheet.open()
        opened = [name for name in still_open if name not in self._open_before]
        if later or opened:
            following = later[0] if later else opened[0]
            self._detour = list(dict.fromkeys([*self._detour, following]))
            self._sheet.show(following, self._at)
            return following
        if self._checking or not still_open:
            return None
        self._detour = []
        self._sheet.show(still_open[0])
        return still_open[0]

    def _outcome(self, words: Words) -> OutcomeView | FailureView:
        if not isinstance(self._result, Recommendation):
            return words.failure()
        referring = [
            firing.rule.reads()
            for firing, directive in self._result.trace.concluded(Refer)
            if isinstance(directive.body, Refer)
        ]
        behind = [name for reads in referring for name in reads if name in self._sheet.askable()]
        return OutcomeView(self._result, tuple(dict.fromkeys(behind)))
