"""One answer, thought otherwise."""

from collections.abc import Callable, Iterator
from typing import ClassVar, TypeAlias

from textual import events
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from recommender.explanation.thoughts import Thoughts, row_of
from recommender.interview.sheet import Filled, Sheet
from recommender.interview.words import Words
from recommender.model.fact import Answer, Missing
from recommender.reasons.names import Names
from recommender.tui.draft import Draft, Row, rows_of
from recommender.tui.screens.choosing import ChoosingPage
from recommender.tui.screens.page import said
from recommender.tui.screens.what_if_page import WhatIfPage
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.number_field import NumberField

AS_IT_IS = Missing.NOT_ASKED
"""Stands for the real answer, among those that could be thought."""

Think: TypeAlias = Callable[[str, Answer | Missing], None]


class WhatIfAnswerScreen(WhatIfPage, ChoosingPage):
    """Enter takes what is marked; declining, not knowing and the real answer are keys of their own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter", "go_on"),
        press("escape,b", "close"),
        press("backspace", "erase"),
        press("minus", "decline"),
        press("question_mark", "not_known"),
        press("equals_sign", "as_it_is"),
    ]
    keys = (("Enter", "choose"), ("Esc", "leave_it"), ("=", "as_it_is"), ("h", "support"))

    def __init__(self, stage: Stage, fact: str, thoughts: Thoughts, think: Think) -> None:
        book, interview = stage.book, stage.interview
        sheet = Sheet(book, Filled(interview.role, thoughts.real.facts, path=(fact,)))
        self.view = Words(book, interview.role, interview.region).question(fact, sheet, aside=True)
        real = row_of(thoughts, fact, Names(book)).said
        as_it_is = Row("=", AS_IT_IS, book.texts.what_if("otherwise", "as_it_is", said=real))
        super().__init__(stage, Draft((*rows_of(self.view), as_it_is), thoughts.answer(fact)))
        self.think = think
        given = self.draft.answer
        number = str(given) if isinstance(given, int) else ""
        self.field = NumberField(number) if self.view.asked_as == "number" else None
        self.lead = said(self.told("otherwise", "lead", said=real), "how")
        self.error = said("", "error")

    def content(self) -> Iterator[Widget]:
        """The question, what was said so far, and every answer there is."""
        yield said(self.view.ask, "ask")
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

    async def action_go_on(self) -> None:
        """Thinks what is marked; with nothing marked, it stays as it is."""
        if self.field is None or not self.field.value:
            left_open = self.field is not None and not isinstance(self.draft.answer, Missing)
            await self._take(AS_IT_IS if left_open else self.draft.answer)
        elif (number := self._read(self.field.value)) is not None:
            await self._take(number)

    async def action_decline(self) -> None:
        """Thinks that it is left open."""
        await self._take(Missing.DECLINED)

    async def action_not_known(self) -> None:
        """Thinks that it is not known."""
        await self._take(Missing.UNKNOWN)

    async def action_as_it_is(self) -> None:
        """Thinks the real answer again."""
        await self._take(AS_IT_IS)

    async def action_close(self) -> None:
        """Goes back without thinking anything else."""
        await self.app.pop_screen()

    async def _take(self, answer: Answer | Missing | None) -> None:
        self.think(self.view.fact, AS_IT_IS if answer is None else answer)
        await self.app.pop_screen()

    def _read(self, text: str) -> int | None:
        """The number in the field; says what would work where it can't be one."""
        low, high = self.view.low, self.view.high
        if not (text.isascii() and text.isdigit()):
            self._say(self.words("errors", "not_a_number", unit=self.view.unit, low=low, high=high))
        elif not low <= int(text) <= high:
            self._say(self.words("errors", "out_of_range", value=text, low=low, high=high))
        else:
            return int(text)
        return None

    def _say(self, error: str) -> None:
        """Says what would work, in amber words; what was typed stays."""
        self.error.update(error)
        self.error.set_class(bool(error), "-said")
        self.lead.set_class(bool(error), "-gone")
