"""What another answer would change: the answers on one side, what would come of them on the other."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from recommender.explanation import UnknownPart, as_text, difference, why, why_not
from recommender.explanation.beside import beside
from recommender.explanation.line import Line, Sign
from recommender.explanation.thoughts import Thoughts, rows_by_part
from recommender.export.over_time import ASCII
from recommender.inference import Disagreement, EngineFault
from recommender.interview.why_asked import why_asked
from recommender.interview.words import Words
from recommender.loading.profile import Profile
from recommender.model.fact import Answer, Missing
from recommender.model.recommendation import Recommendation
from recommender.reasons.page import flowed
from recommender.tui.screens.page import said
from recommender.tui.screens.result_page import ResultPage
from recommender.tui.screens.text import TextScreen
from recommender.tui.screens.what_if_answer import WhatIfAnswerScreen
from recommender.tui.screens.what_if_health import WhatIfHealthScreen
from recommender.tui.screens.what_if_page import WhatIfPage
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.difference_view import DifferenceView
from recommender.tui.widgets.thought_list import ThoughtList

PENCIL, PLAIN_PENCIL = "✎", "*"


class WhatIfScreen(WhatIfPage):
    """Opens over the result. Whatever is thought here, the answers stay until somebody keeps the others."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter", "change"),
        press("tab,shift+tab", "other"),
        press("k", "keep"),
        press("escape,b", "drop"),
        press("u", "undo"),
        press("0,c", "clear"),
        press("w", "why"),
    ]
    keys = (
        ("Tab", "other"),
        ("k", "keep"),
        ("Enter", "change"),
        ("Esc", "drop"),
        ("u", "undo"),
        ("w", "why"),
        ("h", "support"),
        ("0", "clear"),
    )

    def __init__(self, stage: Stage, recommendation: Recommendation) -> None:
        super().__init__(stage)
        self.before = recommendation
        self.after: Recommendation | None = recommendation
        self.is_looking = False
        self.thoughts = Thoughts(stage.interview.profile)
        pencil = PLAIN_PENCIL if stage.keeper.look is ASCII else PENCIL
        self.answers = ThoughtList(rows_by_part(self.thoughts, stage.book), self.texts, pencil)
        self.difference = DifferenceView()
        self.notice = said(self.told("status", "nothing"), "notice")
        self.looking: Worker[Recommendation | None] | None = None

    def content(self) -> Iterator[Widget]:
        """The answers, and beside or under them what would come; in a low terminal one of the two."""
        yield said(self.told("title"), "title")
        yield said(self.told("intro"), "intro")
        yield self.notice
        with Vertical(classes="sides"):
            with Vertical(classes="answers"):
                yield said(self.told("answers"), "how")
                yield self.answers
            with Vertical(classes="difference"):
                yield said(self.told("programme"), "how")
                yield self.difference

    def on_mount(self) -> None:
        """The answers come first, beside what there is."""
        self.set_focus(self.answers)
        self._show(self.before)

    async def on_option_list_option_selected(self) -> None:
        """A click opens, as Enter does."""
        await self.action_change()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Shows what was worked out, unless something else is thought by now."""
        if event.worker is self.looking and event.state is WorkerState.SUCCESS:
            self._show(self.looking.result)

    def think(self, fact: str, answer: Answer | Missing) -> None:
        """Thinks one answer otherwise."""
        self._think(self.thoughts.think(fact, answer))

    async def adopt(self) -> None:
        """Makes these the answers, and goes to what comes of them."""
        self.stage.interview.adopt(self.thoughts.profile.facts)
        await self.app.pop_screen()
        await self.stage.show()

    def action_other(self) -> None:
        """Goes from the answers to what would come of them, and back."""
        at_difference = self.focused is self.difference
        self.set_class(not at_difference, "-at-difference")
        self.set_focus(self.answers if at_difference else self.difference)
        self.call_after_refresh(self.answers.scroll_to_highlight)

    async def action_change(self) -> None:
        """Opens the answer that is highlighted; on the other side, says why a line is there."""
        if self.focused is self.difference:
            await self.action_why()
        elif self.answers.chosen:
            await self.app.push_screen(
                WhatIfAnswerScreen(self.stage, self.answers.chosen, self.thoughts, self.think)
            )

    async def action_keep(self) -> None:
        """Makes these the answers; where health is among them, that is asked about first."""
        if not self.thoughts.otherwise:
            self.notice.update(self.told("status", "nothing_to_keep"))
        elif self.after is None:
            self.notice.update(self.told("status", "working" if self.is_looking else "not_trusted"))
        elif self.thoughts.about_health(self.stage.book):
            await self.app.push_screen(WhatIfHealthScreen(self.stage, self.thoughts, self.adopt))
        else:
            await self.adopt()

    async def action_drop(self) -> None:
        """Goes back to the result, which says that nothing is changed where anything was thought."""
        await self.app.pop_screen()
        if self.thoughts.otherwise and isinstance(beneath := self.app.screen, ResultPage):
            beneath.tell(self.told("status", "dropped"))

    def action_undo(self) -> None:
        """Takes the last thought back."""
        if self.thoughts.undo() is self.thoughts:
            self.notice.update(self.told("status", "nothing_to_undo"))
        else:
            self._think(self.thoughts.undo())

    def action_clear(self) -> None:
        """Thinks every answer as it is."""
        self._think(self.thoughts.clear())

    async def action_why(self) -> None:
        """Says why a line is there or is not, and beside an answer why it is asked about."""
        try:
            heading, text = self._why()
        except UnknownPart:
            self.notice.update(self.told("status", "no_why"))
        else:
            await self.app.push_screen(TextScreen(self.stage, heading, text))

    def _why(self) -> tuple[str, str]:
        line, book = self.difference.line, self.stage.book
        if self.focused is not self.difference and self.answers.chosen:
            asked = why_asked(self.answers.chosen, self.stage.interview.role, book)
            return self.words("why", "title"), flowed(asked)
        if line is None or not line.part or self.after is None:
            raise UnknownPart("", "")
        ask = why_not if line.sign is Sign.REMOVED else why
        heading, *lines = as_text(ask(self.after, book, line.part), self.after, book).splitlines()
        return heading, flowed("\n".join(lines))

    def _think(self, thoughts: Thoughts) -> None:
        self.thoughts = thoughts
        self.answers.tell(rows_by_part(thoughts, self.stage.book))
        if not thoughts.otherwise:
            self.looking = None
            self._show(self.before)
            return
        self.after, self.is_looking = None, True
        self.notice.update(self.told("status", "working"))
        worked_out = partial(_worked_out, self.stage, thoughts.profile)
        self.looking = self.run_worker(worked_out, thread=True, exclusive=True, group="what-if")

    def _show(self, after: Recommendation | None) -> None:
        self.after, self.is_looking = after, False
        self.notice.update(self._status())
        self.difference.tell(self._lines(after))

    def _lines(self, after: Recommendation | None) -> Sequence[Line]:
        book, interview = self.stage.book, self.stage.interview
        if after is not None:
            return beside(difference(self.before, after), book)
        told = Words(book, interview.role, interview.region).failure()
        return [Line(text) for text in (told.text, told.contacts_intro, *told.contacts)]

    def _status(self) -> str:
        count = len(self.thoughts.otherwise)
        return self.told("status", {0: "nothing", 1: "one"}.get(count, "several"), count=count)


def _worked_out(stage: Stage, profile: Profile) -> Recommendation | None:
    """What would come out; None where it is not to be trusted."""
    try:
        return stage.interview.recommend(profile)
    except (Disagreement, EngineFault):
        return None
