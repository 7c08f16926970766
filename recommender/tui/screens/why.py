"""Why a part of the result is there, or is not: the rules behind it, and the answers behind those."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.explanation.branches import branches
from recommender.model.recommendation import Recommendation
from recommender.reasons.names import Names
from recommender.tui.parts import ASKING, Asked, explained
from recommender.tui.screens.change import ChangeScreen
from recommender.tui.screens.page import said
from recommender.tui.screens.result_page import ResultPage
from recommender.tui.screens.text import TextScreen
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.reason_tree import ReasonTree


class WhyScreen(ResultPage):
    """A tree, and below it the highlighted line in full. Enter on an answer goes to its question."""

    over = True
    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter", "go"),
        press("space", "fold"),
        press("r", "read"),
        press("d", "would_change"),
        press("b,escape", "close"),
        press("pageup", "read_on(-3)"),
        press("pagedown", "read_on(3)"),
    ]
    keys = (
        ("Enter", "open"),
        ("b", "back"),
        ("r", "text"),
        ("d", "would_change"),
        ("h", "support"),
        ("↑↓", "look"),
    )

    def __init__(
        self, stage: Stage, recommendation: Recommendation, part: str, question: Asked = "why"
    ) -> None:
        super().__init__(stage)
        self.recommendation, self.part, self.question = recommendation, part, question
        explanation = ASKING[question](recommendation, stage.book, part)
        root = branches(explanation, recommendation, Names.of(recommendation, stage.book))
        self.heading = root.text
        self.tree_of_reasons = ReasonTree(root, stage.keeper.look)
        self.whole = said("")
        self.hint = said("", "hint")
        self.below = VerticalScroll(self.whole, self.hint, classes="whole", can_focus=False)

    def content(self) -> Iterator[Widget]:
        """The tree, and the highlighted line in full."""
        yield self.tree_of_reasons
        yield self.below

    def on_mount(self) -> None:
        """The tree has the focus, and its first line is highlighted."""
        self.set_focus(self.tree_of_reasons)
        self.tree_of_reasons.cursor_line = 0
        self.on_tree_node_highlighted()

    def on_tree_node_highlighted(self) -> None:
        """Tells the line in full, and what Enter does on it."""
        branch = self.tree_of_reasons.chosen
        if branch is None:
            return
        self.whole.update(branch.text)
        hint = "answer_hint" if branch.fact else "fold_hint" if branch.below else ""
        self.hint.update(self.result("tree", hint) if hint else "")
        self.below.scroll_home(animate=False)

    async def action_go(self) -> None:
        """On an answer it goes to its question; any other line opens or closes."""
        branch = self.tree_of_reasons.chosen
        if branch is not None and branch.fact:
            await self.lead_back(branch.fact)
        else:
            self.tree_of_reasons.fold()

    def action_fold(self) -> None:
        """Opens or closes a line."""
        self.tree_of_reasons.fold()

    def action_read_on(self, lines: int) -> None:
        """Scrolls the line in full."""
        self.below.scroll_relative(y=lines, animate=False)

    async def action_read(self) -> None:
        """Shows the explanation as one text."""
        text = explained(self.part, self.question, self.recommendation, self.stage.book)
        await self.app.push_screen(TextScreen(self.stage, *text))

    async def action_would_change(self) -> None:
        """Looks for what would change the part."""
        await self.app.push_screen(ChangeScreen(self.stage, self.part))
