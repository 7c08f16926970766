"""Where a word of a rule stands in its file: found again when there is something to say about it."""

import re
from collections.abc import Iterator

from recommender.loading.yaml_tree import Listing, Node, Table, Text, parse_rules
from recommender.model.rule import Rule
from recommender.source import Span


def places_of(rule: Rule, word: str, *path: str) -> tuple[Span, ...]:
    """Every place of a word in a rule, below these keys; the place of the rule where it is not found.

    A word counts as a key, as a value, and as a part of a value such as “90 % of activity_minutes”.
    """
    node: Node | None = written(rule)
    for key in path:
        node = node.get(key) if isinstance(node, Table) else None
    return tuple(_places(node, word)) or (rule.span,) if node else (rule.span,)


def key_of(rule: Rule, key: str) -> Span:
    """The place of one of the rule's own keys; of the rule, where it has none."""
    table = written(rule)
    found = table.key(key) if table else None
    return found.span if found else rule.span


def written(rule: Rule) -> Table | None:
    """The rule as its file has it; None where it stands in none."""
    root = parse_rules(rule.span.source, []) if rule.span.source.text else None
    line = rule.span.line
    for item in reversed(root.items) if isinstance(root, Listing) else ():
        if item.span.line <= line:
            return item if isinstance(item, Table) else None
    return None


def spot(node: Node, *path: str) -> Node:
    """The node below these keys; where one of them is not there, the last that is."""
    for key in path:
        found = node.get(key) if isinstance(node, Table) else None
        if found is None:
            return node
        node = found
    return node


def word_in(node: Node, word: str) -> Span:
    """The first place of a word in a tree; of the tree, where it is not found."""
    return next(_places(node, word), node.span)


def part(node: Text, word: str) -> Text:
    """A part of a text as a text of its own, with its own place where the file shows it."""
    at = node.span.marked.find(word)
    return Text(word, node.span.within(at, len(word)) if word and at >= 0 else node.span)


def _places(node: Node, word: str) -> Iterator[Span]:
    if isinstance(node, Text):
        if node.value == word:
            yield node.span
        elif re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", node.value):
            yield part(node, word).span
    elif isinstance(node, Listing):
        for item in node.items:
            yield from _places(item, word)
    else:
        for key, value in node:
            if key.value == word:
                yield key.span
            yield from _places(value, word)
