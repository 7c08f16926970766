"""YAML as text with places: every word keeps its line and column, and nothing is guessed about its type."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import yaml

from recommender.model.written import Plain
from recommender.problem import Code, Problem, Problems
from recommender.source import Source, Span

PARSER = yaml.__version__
DEEPEST = 40
QUOTES = ("'", '"')
TOO_DEEP = "brackets or lines stand inside each other here, too many to follow"


class Text(NamedTuple):
    """A scalar, exactly as written; `quoted` where quotation marks stood around it."""

    value: str
    span: Span
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of nodes."""

    items: "tuple[Node, ...]"
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, in the order of the file; no key stands twice."""

    entries: "tuple[tuple[Text, Node], ...]"
    span: Span

    def __iter__(self) -> "Iterator[tuple[Text, Node]]":
        return iter(self.entries)

    def get(self, key: str) -> "Node | None":
        """The node under that key, or None."""
        for name, node in self.entries:
            if name.value == key:
                return node
        return None

    def key(self, key: str) -> Text | None:
        """The key itself, which has a place of its own."""
        return next((name for name, _ in self.entries if name.value == key), None)


Node: TypeAlias = Text | Listing | Table


MAY_BE_NAMED = re.compile(r"(?:^|[\ufeff\s\[{,:?-])&[\w-]", re.MULTILINE)
LONG_LINE = 2_000
MANY_BRACKETS = 10_000
"""Below both, no text is nested so deeply that libyaml overflows its stack (seen from 30,000 levels on)."""


def _refuse_depths(text: str) -> None:
    """Refuses a text whose nesting would take the whole process down: libyaml composes by recursion in C."""
    brackets = text.count("[") + text.count("{")
    if brackets <= MANY_BRACKETS and max(map(len, text.splitlines()), default=0) <= LONG_LINE:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST + 1:
            raise yaml.YAMLError(TOO_DEEP)


def parse_rules(source: Source, problems: list[Problem]) -> Node | None:
    """As `parse`, for a text that says nothing of a person: its tree is kept.

    A rulebook has about fifty texts. All are read at each edit of one of them, and the others are the same.
    """
    node, found = _kept(source)
    problems.extend(found)
    return node


@lru_cache(maxsize=64)
def _kept(source: Source) -> tuple[Node | None, tuple[Problem, ...]]:
    problems: list[Problem] = []
    return parse(source, problems), tuple(problems)


def parse(source: Source, problems: list[Problem]) -> Node | None:
    """The tree of a text; None, with every mistake added to `problems`, where it cannot be read."""
    try:
        _refuse_depths(source.text)
        root = yaml.compose(source.text, Loader=_Loader)
        node = None if root is None else _Builder(source, problems).build(root, 0)
    except yaml.MarkedYAMLError as error:
        problems.append(_broken(source, error))
        return None
    except yaml.reader.ReaderError as error:
        problems.append(_unseen(source, error.position))
        return None
    except (yaml.YAMLError, RecursionError):
        problems.append(Problem(Code.BROKEN_YAML, TOO_DEEP, Span(source)))
        return None
    except _Alias as alias:
        problems.append(alias.problem)
        return None
    if node is not None:
        problems.extend(_named_parts(source))
    if node is None and root is None:
        problems.append(
            Problem(Code.EMPTY, "the file is empty", Span(source), help="An example stands in the README.")
        )
    return node


def _named_parts(source: Source) -> Iterator[Problem]:
    """What has a name with which it could be repeated, even where nothing repeats it.

    A tree does not tell of names, so that a text which may hold one is gone through again.
    """
    if MAY_BE_NAMED.search(source.text):
        for event in yaml.parse(source.text, Loader=_Loader):
            if not isinstance(event, yaml.NodeEvent) or isinstance(event, yaml.AliasEvent):
                continue
            if event.anchor and (mark := event.start_mark):
                line = source.line(mark.line + 1) or ""
                column = max(line.find(f"&{event.anchor}", mark.column), mark.column) + 1
                yield _Alias(Span(source, mark.line + 1, column, len(event.anchor) + 1)).problem


def plain(node: Node) -> Plain:
    """The tree as plain texts, lists and mappings."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node}


def from_plain(value: object, source: Source, under: str = "", depth: int = 0) -> Node:
    """A tree made of Python values, as if somebody had written them: text, numbers, lists, mappings.

    `under` is the key that it stands under, for messages. Raises `Problems` for what nobody can write: a text
    that is none in UTF-8, a value that cannot be put into words, or lists so deep in each other that they may
    have no end.
    """
    if value is None or isinstance(value, str | int):
        return Text(_in_words(value, source, under), Span(source))
    if depth > DEEPEST:
        raise _not_written("lists stand inside each other here, too many to follow", source, under)
    if isinstance(value, Mapping):
        texts = [(_in_words(key, source, under), item) for key, item in _items(value, source, under)]
        entries = [(Text(key, Span(source)), from_plain(item, source, key, depth + 1)) for key, item in texts]
        return Table(tuple(entries), Span(source))
    if isinstance(value, list | tuple | set | frozenset):
        nodes = [from_plain(item, source, under, depth + 1) for item in value]
        if isinstance(value, set | frozenset):
            nodes.sort(key=lambda node: node.value if isinstance(node, Text) else "")
        return Listing(tuple(nodes), Span(source))
    return Text(_in_words(value, source, under), Span(source))


def _items(value: Mapping[object, object], source: Source, under: str) -> tuple[tuple[object, object], ...]:
    try:
        return tuple(value.items())
    except Exception as error:  # whatever a mapping of somebody's own does
        what = f"what stands in this cannot be read ({type(value).__name__})"
        raise _not_written(what, source, under) from error


def _in_words(value: object, source: Source, under: str) -> str:
    """A value as a person would write it; a member of an enumeration of texts is its text."""
    try:
        text = "" if value is None else str.__str__(value) if isinstance(value, str) else str(value)
        text.encode()
    except UnicodeEncodeError as error:
        sign = f"U+{ord(error.object[error.start]):04X}"
        raise _not_written(f"a sign stands here that no text can hold ({sign})", source, under) from None
    except Exception as error:  # whatever a value does that is asked for its words
        what = f"this cannot be put into words ({type(value).__name__})"
        digits = "a number has fewer digits than this"
        raise _not_written(digits if isinstance(value, int) else what, source, under) from error
    return text


def _not_written(what: str, source: Source, under: str) -> Problems:
    return Problems([Problem(Code.WRONG_VALUE, what, Span(source), f"“{under}”" if under else "")])


if TYPE_CHECKING:
    _Base = yaml.BaseLoader
else:
    _Base = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Loader(_Base):
    """libyaml, which is not asked to work out what kind of thing each word is: here all of them are texts."""

    def resolve(self, *_: object) -> str:
        return ""

    def descend_resolver(self, *_: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


class _Alias(Exception):
    """Something that is repeated by a name elsewhere, so that the text is not what its reader sees."""

    def __init__(self, span: Span) -> None:
        what = "“&” gives this a name, with which “*” repeats it further down; here everything is written out"
        advice = "What is meant stands there in full. A text that begins with * or & stands in quotes."
        self.problem = Problem(Code.BROKEN_YAML, what, span, help=advice)


class _Builder:
    """Nodes into a tree. It is passed some 30,000 of them at each start of the program."""

    def __init__(self, source: Source, problems: list[Problem]) -> None:
        self.source = source
        self.problems = problems
        self.seen: set[int] = set()

    def build(self, node: yaml.Node, depth: int) -> Node:
        start, end = node.start_mark, node.end_mark
        line, column = start.line, start.column
        width = end.column - column if end.line == line else 1
        span = Span(self.source, line + 1, column + 1, max(1, width))
        if depth > DEEPEST:
            raise yaml.YAMLError(TOO_DEEP)
        if isinstance(node, yaml.ScalarNode):
            return Text(node.value, span, node.style in QUOTES)
        if id(node) in self.seen:
            raise _Alias(span)
        self.seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return Listing(tuple([self.build(item, depth + 1) for item in node.value]), span)
        return self._table(node, span, depth)

    def _table(self, node: yaml.Node, span: Span, depth: int) -> Table:
        entries: dict[str, tuple[Text, Node]] = {}
        for key_node, value_node in node.value:
            key = self.build(key_node, depth + 1)
            value = self.build(value_node, depth + 1)
            if not isinstance(key, Text):
                self.problems.append(Problem(Code.WRONG_SHAPE, "a key is one word or line of text", key.span))
            elif key.value in entries:
                self._doubled(key, entries[key.value][0])
            else:
                entries[key.value] = (key, value)
        return Table(tuple(entries.values()), span)

    def _doubled(self, key: Text, first: Text) -> None:
        what = f"“{key.value}” stands here a second time; the first is on line {first.span.line}"
        help_line = "One of the two can go."
        self.problems.append(Problem(Code.DOUBLED_KEY, what, key.span, help=help_line, also=first.span))


def _broken(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Problem(Code.BROKEN_YAML, "this cannot be read", Span(source))
    from recommender.loading.stumble import Stumble  # noqa: PLC0415 - most texts can be read
    from recommender.loading.yaml_mistakes import explained  # noqa: PLC0415 - as above

    began = error.context_mark or mark
    return explained(
        Stumble(
            source, error.problem or "", mark.line + 1, mark.column + 1, (began.line + 1, began.column + 1)
        )
    )


def _unseen(source: Source, position: int) -> Problem:
    """A sign that nobody sees, such as one that rings a bell."""
    before = source.text[:position].splitlines(keepends=True)
    line = len(before) if before and not before[-1].endswith("\n") else len(before) + 1
    column = len(before[-1]) + 1 if len(before) == line else 1
    what = (
        f"a sign that cannot be seen stands here (U+{ord(source.text[position : position + 1] or ' '):04X})"
    )
    return Problem(Code.BROKEN_YAML, what, Span(source, line, column), help="It can go.")
