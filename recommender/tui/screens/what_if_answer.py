"""One answer, thought otherwise."""

from collections.abc import Callable, Iterator
from typing import ClassVar, TypeAlias

from textual.binding import BindingType
from textual.widget import Widget

from recommender.explanation.thoughts import Thoughts, row_of
from recommender.interview.sheet import Filled, Sheet
from recommender.interview.words import Words
from recommender.model.fact import Answer, Missing
from recommender.reasons.names import Names
from recommender.tui.draft import Draft, Row, rows_of
from recommender.tui.screens.answering import AnsweringPage
from recommender.tui.screens.page import said
from recommender.tui.screens.what_if_page import WhatIfPage
from recommender.tui.stage import Stage, press

AS_IT_IS = Missing.NOT_ASKED
"""Stands for the real answer, among those that could be thought."""

Think: TypeAlias = Callable[[str, Answer | Missing], None]


class WhatIfAnswerScreen(WhatIfPage, AnsweringPage):
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
        view = Words(book, interview.role, interview.region).question(fact, sheet, aside=True)
        real = row_of(thoughts, fact, Names(book)).said
        as_it_is = Row("=", AS_IT_IS, book.texts.what_if("otherwise", "as_it_is", said=real))
        draft = Draft((*rows_of(view), as_it_is), thoughts.answer(fact))
        AnsweringPage.__init__(self, stage, view, draft)
        self.think = think
        self.lead.update(self.told("otherwise", "lead", said=real))

    def content(self) -> Iterator[Widget]:
        """The question, what was said so far, and every answer there is."""
        yield said(self.view.ask, "ask")
        yield from self.answering()

    async def action_go_on(self) -> None:
        """Thinks what is marked; with nothing marked, it stays as it is."""
        if self.field is None or not self.field.value:
            left_open = self.field is not None and not isinstance(self.draft.answer, Missing)
            await self._take(AS_IT_IS if left_open else self.draft.answer)
        elif (number := self.number(self.field.value)) is not None:
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
