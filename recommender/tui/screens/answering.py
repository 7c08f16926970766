"""What giving an answer is on every screen that asks for one: lines to choose from, or a number to write."""

from collections.abc import Iterator

from textual import events
from textual.containers import Horizontal
from textual.widget import Widget

from recommender.interview.view import QuestionView
from recommender.tui.draft import Draft, Row
from recommender.tui.screens.choosing import ChoosingPage
from recommender.tui.screens.page import said
from recommender.tui.stage import Stage
from recommender.tui.widgets.number_field import NumberField


class AnsweringPage(ChoosingPage):
    """Shows what is chosen or written, and says what would work where something does not."""

    def __init__(self, stage: Stage, view: QuestionView, draft: Draft) -> None:
        super().__init__(stage, draft)
        self.view = view
        self.given = str(draft.answer) if isinstance(draft.answer, int) else ""
        self.field = NumberField(self.given) if view.asked_as == "number" else None
        self.error = said("", "error")
        self.lead = said("", "how")

    def answering(self) -> Iterator[Widget]:
        """The words before the answers, and the answers; only these scroll."""
        yield self.lead
        yield self.error
        if self.field is not None:
            with Horizontal(classes="number"):
                yield self.field
                yield said(self.view.hint, "hint")
        yield self.choices

    def place(self) -> Widget:
        """The field for a number, else the list."""
        return self.field or self.choices

    def on_key(self, event: events.Key) -> None:
        """Answers a letter that does nothing, so that nobody wonders."""
        if event.is_printable:
            self.say(self.words("errors", "not_a_key"))

    def chosen(self, row: Row) -> None:
        """Shows the choice. A number gives way to it."""
        super().chosen(row)
        self.say("")
        if self.field is not None:
            self.field.value = ""

    def no_such_choice(self) -> None:
        """Says which digits there are."""
        low, high = self.draft.lowest, self.draft.highest
        self.say(self.words("errors", "not_a_choice", low=low, high=high))

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

    def number(self, text: str) -> int | None:
        """The number in the field; None where it can't be one, and what would work is said."""
        low, high = self.view.low, self.view.high
        if not (text.isascii() and text.isdigit()):
            self.say(self.words("errors", "not_a_number", unit=self.view.unit, low=low, high=high))
        elif not low <= int(text) <= high:
            self.say(self.words("errors", "out_of_range", value=text, low=low, high=high))
        else:
            return int(text)
        return None

    def say(self, error: str) -> None:
        """Says what would work, in amber words; what was typed stays."""
        self.error.update(error)
        self.error.set_class(bool(error), "-said")
        self.lead.set_class(bool(error), "-gone")
