"""One question."""

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from recommender.interview.live import live_page
from recommender.interview.view import QuestionView
from recommender.interview.why_asked import why_asked
from recommender.model.fact import Missing
from recommender.reasons.page import flowed
from recommender.tui.draft import Draft, Row, rows_of
from recommender.tui.screens.asking import AskingPage
from recommender.tui.screens.choosing import ChoosingPage
from recommender.tui.screens.finish import FinishScreen
from recommender.tui.screens.page import said
from recommender.tui.screens.text import TextScreen
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.number_field import NumberField
from recommender.tui.widgets.rules_panel import RulesPanel

PANEL = "rules"
AIRY = 8
"""With so many lines or fewer, there is room for air between the parts of the screen."""


class QuestionScreen(ChoosingPage, AskingPage):
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
        super().__init__(stage, Draft(rows_of(view), view.given))
        self.set_class(len(self.draft.rows) <= AIRY, "-airy")
        self.view = view
        self.field = NumberField(self._number_given()) if view.asked_as == "number" else None
        self.panel = RulesPanel(self.words("rules_panel", "title"), self.words("rules_panel", "keys"))
        self.how = said(self._how(), "how")
        self.error = said("", "error")

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
        yield self.how
        yield self.error
        if self.field is not None:
            with Horizontal(classes="number"):
                yield self.field
                yield said(self.view.hint, "hint")
        yield self.choices

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

    def place(self) -> Widget:
        """The field for a number, else the list."""
        return self.field or self.choices

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key with nothing to do here is none of the keys that work."""
        works = {
            "erase": lambda: self.field is not None,
            "turn": lambda: self.panel.display,
            "undo": lambda: self.undoes,
        }
        return works[action]() if action in works else super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """Answers a letter that does nothing, so that nobody wonders."""
        if event.is_printable:
            self._say(self.words("errors", "not_a_key"))

    def chosen(self, row: Row) -> None:
        """Shows the choice. A number gives way to it."""
        super().chosen(row)
        self._say("")
        if self.field is not None:
            self.field.value = ""

    def no_such_choice(self) -> None:
        """Says which digits there are."""
        low, high = self.draft.lowest, self.draft.highest
        self._say(self.words("errors", "not_a_choice", low=low, high=high))

    def action_digit(self, digit: int) -> None:
        """Writes a number, or chooses an answer."""
        if self.field is None:
            super().action_digit(digit)
            return
        self.draft.answer = None
        self.choices.remark()
        self.field.write(str(digit))

    def action_erase(self) -> None:
        """Takes a digit back."""
        if self.field is not None:
            self.field.action_delete_left()

    def action_reset(self) -> None:
        """Goes back to what was there at first."""
        self.draft.reset()
        self.choices.remark()
        self._say("")
        if self.field is not None:
            self.field.value = self._number_given()

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
        if self.field is not None and not self._read(self.field.value):
            return
        if self.draft.answer is not None:
            self.stage.interview.answer(self.draft.answer)
        elif self.view.given is None:
            self.stage.interview.pass_over()
        else:
            self.stage.interview.take_back()
        await self.stage.show()

    def _read(self, text: str) -> bool:
        """Takes the number in the field as the answer; says what would work where it can't be one."""
        low, high = self.view.low, self.view.high
        if not text:
            self.draft.answer = self.draft.answer if isinstance(self.draft.answer, Missing) else None
            return True
        if not (text.isascii() and text.isdigit()):
            self._say(self.words("errors", "not_a_number", unit=self.view.unit, low=low, high=high))
            return False
        if not low <= int(text) <= high:
            self._say(self.words("errors", "out_of_range", value=text, low=low, high=high))
            return False
        self.draft.answer = int(text)
        return True

    def _say(self, error: str) -> None:
        """Says what would work, in amber words; what was typed stays."""
        self.error.update(error)
        self.error.set_class(bool(error), "-said")
        self.how.set_class(bool(error), "-gone")

    def _how(self) -> str:
        how = self.words("question", self.view.asked_as)
        if self.view.given is None:
            return how
        voice = "kept_clinician" if self.stage.interview.role == "clinician" else "kept"
        return f"{how} · {self.words('question', voice)}"

    def _number_given(self) -> str:
        return str(self.view.given) if isinstance(self.view.given, int) else ""
