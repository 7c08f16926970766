"""Where in the files of a rulebook each claim, number and guard was written."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from recommender.loading.files import NOTHING, Unsaved, read_file
from recommender.loading.layers import layers
from recommender.loading.yaml_tree import Listing, Node, Text, parse_rules
from recommender.source import Span

PLACED = ("sources", "plan", "language")


def places(folder: Path, unsaved: Unsaved = NOTHING) -> Mapping[str, Span]:
    """The place of each key and of each member of a list, by paths as “sources.N38.home.text.1”.

    A single word counts as a list of one. What cannot be read has no place; loading has said why.
    """
    of = layers(folder, [], unsaved)
    trees = {name: _tree(of.head(name), unsaved) for name in PLACED}
    return {path: span for name, node in trees.items() if node for path, span in _places(node, name)}


def _tree(path: Path, unsaved: Unsaved) -> Node | None:
    source = read_file(path, [], unsaved)
    return parse_rules(source, []) if source else None


def _places(node: Node, path: str) -> Iterator[tuple[str, Span]]:
    if isinstance(node, Text):
        yield f"{path}.1", node.span
    elif isinstance(node, Listing):
        for number, item in enumerate(node.items, 1):
            yield f"{path}.{number}", item.span
            yield from _places(item, f"{path}.{number}")
    else:
        for key, value in node:
            yield f"{path}.{key.value}", key.span
            yield from _places(value, f"{path}.{key.value}")
