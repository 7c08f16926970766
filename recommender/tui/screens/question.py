"""One question."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from recommender.interview.live import live_page
from recommender.interview.view import QuestionView
from recommender.interview.why_asked import why_asked
from recommender.model.fact import Missing
from recommender.reasons.page import flowed
from recommender.tui.draft import Draft, rows_of
from recommender.tui.screens.answering import AnsweringPage
from recommender.tui.screens.asking import AskingPage
from recommender.tui.screens.finish import FinishScreen
from recommender.tui.screens.page import said
from recommender.tui.screens.text import TextScreen
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.rules_panel import RulesPanel

PANEL = "rules"
AIRY = 8
"""With so many lines or fewer, there is room for air between the parts of the screen."""


class QuestionScreen(AnsweringPage, AskingPage):
    """Enter goes on with what is chosen. Declining and not knowing are single keys, and go on at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter", "go_on"),
        press("b", "back"),
        press("minus", "decline"),
        press("question_mark", "not_known"),
        press("c", "finish"),
        press("escape", "reset"),
        press("backspace", "erase"),
        press("r", "rules"),
        press("y", "why"),
        press("s", "skip"),
        press("left_square_bracket", "turn(-1)"),
        press("right_square_bracket", "turn(1)"),
    ]
    keys = (
        ("Enter", "next"),
        ("b", "back"),
        ("h", "support"),
        ("c", "check"),
        ("p", "pause"),
        ("y", "why"),
        ("s", "skip"),
        ("u", "undo"),
        ("r", "rules"),
    )

    def __init__(self, stage: Stage, view: QuestionView) -> None:
        super().__init__(stage, view, Draft(rows_of(view), view.given))
        self.set_class(len(self.draft.rows) <= AIRY, "-airy")
        self.panel = RulesPanel(self.words("rules_panel", "title"), self.words("rules_panel", "keys"))
        self.lead.update(self._how())

    def content(self) -> Iterator[Widget]:
        """Where one is, the question, why it is asked, and the answers; only these scroll."""
        yield self.panel
        yield said(self.view.progress, "progress in-full")
        short = self.words("question", "progress_narrow", number=self.view.number, title=self.view.part_title)
        yield said(short, "progress in-short")
        if self.view.part_intro and self.stage.interview.role == "clinician":
            yield said(self.view.part_intro, "intro")
        yield said(self.view.ask, "ask")
        yield said(self.words("question", "why_line", why=self.view.why), "why")
        yield from self.answering()

    def on_mount(self) -> None:
        """The rules come beside the question for a clinician, and for whoever asked for them."""
        super().on_mount()
        self.set_class(self.stage.shows_rules, "-with-rules")
        if self.stage.shows_rules:
            self.call_after_refresh(self._tell_rules)

    def _tell_rules(self) -> None:
        """Works them out beside the keyboard, so that no key waits for them."""
        self.run_worker(self._rules, thread=True, exclusive=True, group=PANEL, exit_on_error=False)

    async def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Shows the rules when they are worked out."""
        if event.worker.group == PANEL and event.state is WorkerState.SUCCESS:
            await self.panel.tell(str(event.worker.result))

    def _rules(self) -> str:
        rules = self.stage.interview.rules
        return "" if rules is None else live_page(rules, self.words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key with nothing to do here is none of the keys that work."""
        works = {
            "erase": lambda: self.field is not None,
            "turn": lambda: self.panel.display,
            "undo": lambda: self.undoes,
        }
        return works[action]() if action in works else super().check_action(action, parameters)

    def action_reset(self) -> None:
        """Goes back to what was there at first."""
        self.draft.reset()
        self.choices.remark()
        self.say("")
        if self.field is not None:
            self.field.value = self.given

    def action_finish(self) -> None:
        """Says what finishing early means, and offers it."""
        self.app.push_screen(FinishScreen(self.stage))

    async def action_why(self) -> None:
        """Says more on why this is asked."""
        text = why_asked(self.view.fact, self.stage.interview.role, self.stage.book)
        await self.app.push_screen(TextScreen(self.stage, self.words("why", "title"), flowed(text)))

    async def action_skip(self) -> None:
        """Leaves out the rest of this part; it can be come back to from the answers."""
        self.stage.interview.skip_part()
        await self.stage.show()

    def action_turn(self, pages: int) -> None:
        """Scrolls the rules beside the question."""
        self.panel.turn(pages)

    async def action_rules(self) -> None:
        """Shows the rules so far, or puts them away: beside the question where there is room for both."""
        if not self.has_class("-wide"):
            await self.app.push_screen(
                TextScreen(self.stage, self.words("rules_panel", "title"), self._rules())
            )
            return
        self.stage.shows_rules = not self.stage.shows_rules
        self.set_class(self.stage.shows_rules, "-with-rules")
        if self.stage.shows_rules:
            self._tell_rules()

    async def action_decline(self) -> None:
        """Goes on without answering, which is an answer too."""
        self.stage.interview.answer(Missing.DECLINED)
        await self.stage.show()

    async def action_not_known(self) -> None:
        """Goes on with "I don't know"."""
        self.stage.interview.answer(Missing.UNKNOWN)
        await self.stage.show()

    async def action_go_on(self) -> None:
        """Goes on with what is chosen; with nothing chosen, the question is left open."""
        if self.field is not None and not self._taken(self.field.value):
            return
        if self.draft.answer is not None:
            self.stage.interview.answer(self.draft.answer)
        elif self.view.given is None:
            self.stage.interview.pass_over()
        else:
            self.stage.interview.take_back()
        await self.stage.show()

    def _taken(self, text: str) -> bool:
        """Whether what stands in the field can be gone on with; a number is then the answer."""
        if not text:
            self.draft.answer = self.draft.answer if isinstance(self.draft.answer, Missing) else None
            return True
        if (number := self.number(text)) is None:
            return False
        self.draft.answer = number
        return True

    def _how(self) -> str:
        how = self.words("question", self.view.asked_as)
        if self.view.given is None:
            return how
        return f"{how} · {self.voiced('question', 'kept')}"
