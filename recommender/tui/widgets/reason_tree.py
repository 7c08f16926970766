"""An explanation as a tree: a part, its rules, the answers behind them, and what they rest on."""

from rich.style import Style
from rich.text import Text
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from recommender.explanation.branches import Branch
from recommender.export.over_time import ASCII, Look

FEW = 3
"""Rules up to which all of them stand open."""

MANY = 6
"""Lines beyond which a group stands folded at first."""

PLAIN_LINES = ("  ", "| ", "`-", "|-")


class ReasonTree(Tree[Branch]):
    """Each line is cut to the width there is; whoever shows the tree tells the whole line beside it."""

    def __init__(self, root: Branch, look: Look) -> None:
        super().__init__(Text(root.text), data=root)
        self.guide_depth = 2
        self.show_horizontal_scrollbar = False
        if look == ASCII:
            self.LINES = dict.fromkeys(Tree.LINES, PLAIN_LINES)
            self.ICON_NODE, self.ICON_NODE_EXPANDED = "+ ", "- "
        few = sum(branch.kind == "rule" for branch in root.below) <= FEW
        self._grow(self.root, root, opens_rules=few)
        self.root.expand()

    @property
    def chosen(self) -> Branch | None:
        """The line that is highlighted."""
        return self.cursor_node.data if self.cursor_node is not None else None

    def fold(self) -> None:
        """Opens or closes the line that is highlighted."""
        if self.cursor_node is not None and self.cursor_node.allow_expand:
            self.cursor_node.toggle()

    def render_label(self, node: TreeNode[Branch], base_style: Style, style: Style) -> Text:
        """The line as far as there is room for it."""
        label = super().render_label(node, base_style, style)
        depth, above = 0, node.parent
        while above is not None:
            depth, above = depth + 1, above.parent
        label.truncate(max(8, self.size.width - depth * self.guide_depth - 1), overflow="ellipsis")
        return label

    def _grow(self, node: TreeNode[Branch], branch: Branch, *, opens_rules: bool) -> None:
        for below in branch.below:
            label = Text(below.text)
            if not below.below:
                node.add_leaf(label, data=below)
                continue
            folded = below.below[0].kind == "claim" or len(below.below) > MANY
            is_open = not folded and (opens_rules or below.kind != "rule")
            child = node.add(label, data=below, expand=is_open)
            self._grow(child, below, opens_rules=opens_rules)
