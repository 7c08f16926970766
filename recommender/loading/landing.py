"""Keys of a rule that landed one level off, because their line is indented too far or not far enough."""

from dataclasses import dataclass, replace

from recommender.loading.yaml_tree import Listing, Node, Table, Text
from recommender.model.directive import BODIES
from recommender.model.fact import Vocabulary
from recommender.problem import Code, Problem
from recommender.source import Span

ANY_OF = "any of"
Entry = tuple[Text, Node]


@dataclass(frozen=True, slots=True)
class Landed:
    """A rule as its author meant it, and what is to be said about the lines that landed elsewhere."""

    rule: Table
    problems: tuple[Problem, ...] = ()


def put_right(rule: Table, keys: tuple[str, ...], vocabulary: Vocabulary, about: str) -> Landed:
    """The rule with its own keys at its own level, and the lines of its condition under “when”.

    Everything is read where it was meant, so that one line at the wrong place is one mistake.
    """
    problems: list[Problem] = []
    found: list[Entry] = []
    entries = [(key, _without(node, keys, (key.value, key), found, problems)) for key, node in rule]
    taken = {key.value for key, _ in entries}
    entries += [(key, node) for key, node in found if key.value not in taken]
    entries = _below(entries, keys, vocabulary, problems)
    return Landed(
        Table(tuple(entries), rule.span), tuple(replace(problem, about=about) for problem in problems)
    )


def in_one_piece(found: Listing, keys: tuple[str, ...], problems: list[Problem]) -> tuple[Node, ...]:
    """The entries of a rule file, where a dash in the middle of a rule does not make two of it."""
    items: list[Node] = []
    for item in found.items:
        above = items[-1] if items else None
        if isinstance(above, Table) and isinstance(item, Table) and _goes_on(above, item, keys):
            key = item.entries[0][0]
            what = f"the dash before “{key.value}” begins another rule, and the one above is not finished"
            line = key.span.source.line(key.span.line) or ""
            without = line[: key.span.column - 1].replace("-", " ") + line[key.span.column - 1 :]
            problems.append(Problem(Code.WRONG_SHAPE, what, key.span, rewritten=without, certain=True))
            items[-1] = Table((*above.entries, *item.entries), above.span)
        else:
            items.append(item)
    return tuple(items)


def _goes_on(above: Table, item: Table, keys: tuple[str, ...]) -> bool:
    """Whether an entry has only what the rule above lacks."""
    own = {key.value for key, _ in item}
    return bool(own) and "id" not in own and own <= set(keys) and not own & {key.value for key, _ in above}


def _without(
    node: Node, keys: tuple[str, ...], above: tuple[str, Text], found: list[Entry], problems: list[Problem]
) -> Node:
    """The node without the rule's own keys, which go to `found`."""
    if isinstance(node, Listing):
        return Listing(tuple(_without(item, keys, above, found, problems) for item in node.items), node.span)
    if not isinstance(node, Table):
        return node
    kept: list[Entry] = []
    for key, value in node:
        if key.value in keys:
            found.append((key, value))
            problems.append(_too_deep(key, above))
        else:
            word = isinstance(value, Text)
            kept.append((key, value if word else _without(value, keys, above, found, problems)))
    return Table(tuple(kept), node.span)


def _too_deep(key: Text, above: tuple[str, Text]) -> Problem:
    name, place = above
    what = f"“{key.value}” landed under “{name}”, and it is a line of the rule itself"
    column = place.span.column
    line = key.span.source.line(key.span.line) or ""
    alone = line[: key.span.column - 1].strip() == ""
    advice = "" if alone else "It begins below “id”, “title” and the others."
    return Problem(
        Code.UNKNOWN_KEY,
        what,
        key.span,
        help=advice,
        rewritten=" " * (column - 1) + line.lstrip() if alone else "",
    )


def _below(
    entries: list[Entry], keys: tuple[str, ...], vocabulary: Vocabulary, problems: list[Problem]
) -> list[Entry]:
    """The entries, with facts that stand beside “when” below it, and directives below “then”."""
    lines = tuple(
        (key, node)
        for key, node in entries
        if key.value not in keys and (key.value in vocabulary or key.value == ANY_OF)
    )
    doing = tuple((key, node) for key, node in entries if key.value in BODIES and key.value not in vocabulary)
    problems += [_too_shallow(key, "when", "further right, as a line of the condition") for key, _ in lines]
    problems += [_too_shallow(key, "then", "further right, after a dash") for key, _ in doing]
    moved = {id(key) for key, _ in (*lines, *doing)}
    kept = [(key, node) for key, node in entries if id(key) not in moved]
    if lines:
        kept = _filled(kept, "when", Table(lines, lines[0][0].span))
    if doing:
        each = tuple(Table((entry,), entry[0].span) for entry in doing)
        kept = _filled(kept, "then", Listing(each, doing[0][0].span))
    return kept


def _too_shallow(key: Text, home: str, where: str) -> Problem:
    what = f"“{key.value}” stands beside “{home}”, and belongs below it"
    return Problem(Code.UNKNOWN_KEY, what, key.span, help=f"It begins {where}.")


def _filled(entries: list[Entry], name: str, more: Table | Listing) -> list[Entry]:
    """The entries, where that one holds what landed beside it as well."""
    found = next((key for key, _ in entries if key.value == name), None)
    if found is None:
        return [*entries, (Text(name, more.span), more)]
    return [(key, _joined(node, more) if key is found else node) for key, node in entries]


def _joined(node: Node, more: Table | Listing) -> Node:
    if isinstance(node, Table) and isinstance(more, Table):
        return Table((*node.entries, *more.entries), node.span)
    if isinstance(node, Listing) and isinstance(more, Listing):
        return Listing((*node.items, *more.items), node.span)
    return more if isinstance(node, Text) and not node.value else node


def directive_lines(node: Node, about: str) -> tuple[Table] | Problem:
    """The entry of “then” as the one line it is; or what is wrong with it."""
    if isinstance(node, Table) and len(node.entries) == 1:
        return (node,)
    return _entangled(node, about)


def _entangled(node: Node, about: str) -> Problem:
    if not isinstance(node, Table) or not node.entries:
        what = "a directive is one line “verb: …” after a dash"
        return Problem(Code.WRONG_SHAPE, what, node.span, about)
    (verb, content), (second, _) = node.entries[:2]
    inner = BODIES[verb.value].model_fields if verb.value in BODIES else ()
    if isinstance(content, Text) and not content.value and second.value in inner:
        what = f"“{second.value}” stands beside “{verb.value}”, and belongs below it"
        return Problem(Code.WRONG_SHAPE, what, second.span, about, rewritten=_shifted(second.span, 4))
    what = f"“{second.value}” has no dash, and each directive has one of its own"
    return Problem(Code.WRONG_SHAPE, what, second.span, about, rewritten=_shifted(second.span, -2, "- "))


def _shifted(span: Span, by: int, before: str = "") -> str:
    """The line so many columns further right, with something before its first word, if it begins the line."""
    line = span.source.line(span.line) or ""
    indent = span.column - 1 + by
    alone = not line[: span.column - 1].strip() and indent >= 0
    return f"{' ' * indent}{before}{line[span.column - 1 :]}" if alone else ""
