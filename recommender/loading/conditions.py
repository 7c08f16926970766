"""The condition of a rule, from the author's words to what it asks of each fact."""

import re
from dataclasses import dataclass

from recommender.loading.answers import not_an_answer, number_in, unknown_fact
from recommender.loading.reading import listing, table
from recommender.loading.yaml_tree import Listing, Node, Table, Text
from recommender.model.condition import (
    Asked,
    Being,
    Condition,
    Counting,
    Holding,
    Lacking,
    Line,
    OneOf,
    Test,
    Within,
)  # fmt: skip
from recommender.model.fact import Fact, Vocabulary
from recommender.problem import Code, Problem

ANY_OF = "any of"
UPWARD = {"more": "more", "worse": "worse"}
DOWNWARD = {"more": "less", "worse": "better"}
_OR = re.compile(r"(.+) or (more|less|worse|better)")
_TO = re.compile(r"(\d+) to (\d+)")
_DASHED = re.compile(r"(\d+) ?[-–] ?(\d+)")


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the reading of one condition needs at every line."""

    vocabulary: Vocabulary
    problems: list[Problem]
    about: str

    def complain(
        self, code: Code, what: str, node: Text, allowed: tuple[str, ...] = (), hint: str = ""
    ) -> None:
        self.problems.append(Problem(code, what, node.span, self.about, allowed, hint))


def read_condition(
    node: Node | None, vocabulary: Vocabulary, problems: list[Problem], about: str
) -> Condition:
    """The condition that a mapping spells out; every line that cannot be read is a mistake in `problems`."""
    reader = _Reader(vocabulary, problems, about)
    if not isinstance(node, Table):
        if node is not None:
            table(node, problems, "a condition", node.span, about)
        return Condition()
    lines = tuple(_lines(reader, node, nested=False))
    alternatives = _alternatives(reader, node.get(ANY_OF))
    return Condition(lines, alternatives)


def _alternatives(reader: _Reader, node: Node | None) -> tuple[tuple[Line, ...], ...]:
    if node is None:
        return ()
    found = listing(node, reader.problems, f"“{ANY_OF}”", node.span, reader.about)
    if found is None:
        return ()
    tables = [
        table(item, reader.problems, "each alternative", item.span, reader.about) for item in found.items
    ]
    return tuple(tuple(_lines(reader, item, nested=True)) for item in tables if item)


def _lines(reader: _Reader, node: Table, *, nested: bool) -> list[Line]:
    found = []
    for key, value in node:
        if key.value == ANY_OF:
            if nested:
                reader.complain(
                    Code.WRONG_SHAPE, f"“{ANY_OF}” stands once in a condition, and nothing nests", key
                )
        elif key.value not in reader.vocabulary:
            reader.problems.append(unknown_fact(key, reader.vocabulary, reader.about))
        elif (test := _test(reader, key.value, value)) is not None:
            found.append(Line(key.value, _words(value), test))
    return found


def _words(node: Node) -> str:
    if isinstance(node, Listing):
        return " or ".join(item.value for item in node.items if isinstance(item, Text))
    return node.value if isinstance(node, Text) else ""


def _test(reader: _Reader, name: str, node: Node) -> Test | None:
    fact = reader.vocabulary[name]
    if isinstance(node, Listing):
        return _any_listed(reader, name, fact, node)
    if not isinstance(node, Text):
        place = Text("", node.span)
        reader.complain(Code.WRONG_SHAPE, f"“{name}” is compared with a word or a list of words", place)
        return None
    if node.value in ("answered", "unanswered") and fact.kind != "state":
        return Asked(node.value == "answered")
    return _BY_KIND[fact.kind](reader, name, fact, node)


def _any_listed(reader: _Reader, name: str, fact: Fact, node: Listing) -> Test | None:
    texts = [item for item in node.items if isinstance(item, Text)]
    if not texts or len(texts) < len(node.items) or fact.kind == "state":
        place = Text("", node.span)
        reader.complain(Code.WRONG_SHAPE, f"“{name}” is compared with a word or a list of words", place)
        return None
    if fact.kind == "number":
        numbers = [_one_number(reader, name, fact, text) for text in texts]
        return Within(tuple((number, number) for number in numbers if number is not None))
    known = {text.value for text in texts if _is_answer(reader, name, fact, text)}
    return OneOf(frozenset(known)) if fact.kind == "choice" else Holding(frozenset(known))


def _state(reader: _Reader, name: str, _: Fact, node: Text) -> Test | None:
    if node.value not in ("yes", "no"):
        reader.complain(Code.UNKNOWN_ANSWER, f"the state “{name}” is yes or no", node, ("yes", "no"))
        return None
    return Being(node.value == "yes")


def _choice(reader: _Reader, name: str, fact: Fact, node: Text) -> Test | None:
    if found := _OR.fullmatch(node.value):
        return _ordered(reader, name, fact, Text(found[1], node.span), found[2])
    if node.value.startswith("not "):
        word = Text(node.value.removeprefix("not "), node.span)
        return OneOf(frozenset(fact.answers) - {word.value}) if _is_answer(reader, name, fact, word) else None
    return OneOf(frozenset({node.value})) if _is_answer(reader, name, fact, node) else None


def _ordered(reader: _Reader, name: str, fact: Fact, word: Text, direction: str) -> Test | None:
    if fact.ordered is None:
        reader.complain(Code.WRONG_COMPARISON, f"the answers to “{name}” have no order", word, fact.answers)
        return None
    if not _is_answer(reader, name, fact, word):
        return None
    place = fact.answers.index(word.value)
    if direction == UPWARD[fact.ordered]:
        return OneOf(frozenset(fact.answers[place:]))
    if direction == DOWNWARD[fact.ordered]:
        return OneOf(frozenset(fact.answers[: place + 1]))
    pair = (f"or {UPWARD[fact.ordered]}", f"or {DOWNWARD[fact.ordered]}")
    upward = direction in UPWARD.values()
    hint = f"{word.value} {pair[0] if upward else pair[1]}"
    reader.complain(
        Code.WRONG_COMPARISON, f"“{name}” is compared with “{pair[0]}” and “{pair[1]}”", word, (), hint
    )
    return None


def _number(reader: _Reader, name: str, fact: Fact, node: Text) -> Test | None:
    if found := _DASHED.fullmatch(node.value):
        hint = f"{found[1]} to {found[2]}"
        reader.complain(Code.WRONG_COMPARISON, "a range of numbers is written with “to”", node, (), hint)
        return None
    if found := _TO.fullmatch(node.value):
        return _range(reader, name, fact, node, (found[1], found[2]))
    if found := _OR.fullmatch(node.value):
        number = _one_number(reader, name, fact, Text(found[1], node.span))
        return None if number is None else _one_sided(reader, fact, node, number, found[2])
    if node.value.startswith("not "):
        number = _one_number(reader, name, fact, Text(node.value.removeprefix("not "), node.span))
        return None if number is None else Within(((fact.low, number - 1), (number + 1, fact.high)))
    number = _one_number(reader, name, fact, node)
    return None if number is None else Within(((number, number),))


def _one_sided(reader: _Reader, fact: Fact, node: Text, number: int, direction: str) -> Test | None:
    if direction == "more":
        return Within(((number, fact.high),))
    if direction == "less":
        return Within(((fact.low, number),))
    right = {"worse": "more", "better": "less"}[direction]
    reader.complain(
        Code.WRONG_COMPARISON, "numbers take “or more” and “or less”", node, (), f"{number} or {right}"
    )
    return None


def _range(reader: _Reader, name: str, fact: Fact, node: Text, ends: tuple[str, str]) -> Test | None:
    low, high = (_one_number(reader, name, fact, Text(end, node.span)) for end in ends)
    if low is None or high is None:
        return None
    if low > high:
        reader.complain(Code.OUT_OF_RANGE, "a range runs from the lower number", node, (), f"{high} to {low}")
        return None
    return Within(((low, high),))


def _set(reader: _Reader, name: str, fact: Fact, node: Text) -> Test | None:
    most = len(fact.answers)
    if node.value in ("empty", "not empty"):
        return Counting(0, 0) if node.value == "empty" else Counting(1, most)
    if (found := _OR.fullmatch(node.value)) and found[1].isascii() and found[1].isdigit():
        return _size(reader, fact, node, int(found[1]), found[2])
    if node.value.startswith("not "):
        word = Text(node.value.removeprefix("not "), node.span)
        return Lacking(word.value) if _is_answer(reader, name, fact, word) else None
    return Holding(frozenset({node.value})) if _is_answer(reader, name, fact, node) else None


def _size(reader: _Reader, fact: Fact, node: Text, number: int, direction: str) -> Test | None:
    if number > len(fact.answers):
        reader.complain(Code.OUT_OF_RANGE, f"there are only {len(fact.answers)} to choose from", node)
        return None
    if direction in ("more", "less"):
        return Counting(number, len(fact.answers)) if direction == "more" else Counting(0, number)
    reader.complain(Code.WRONG_COMPARISON, "a set is counted with “or more” and “or less”", node)
    return None


def _one_number(reader: _Reader, name: str, fact: Fact, node: Text) -> int | None:
    number = number_in(fact, node.value)
    if number is None:
        what = f"“{name}” counts {fact.unit} from {fact.low} to {fact.high}, found “{node.value}”"
        reader.complain(Code.OUT_OF_RANGE, what, node)
    return number


def _is_answer(reader: _Reader, name: str, fact: Fact, node: Text) -> bool:
    if node.value in fact.answers:
        return True
    reader.problems.append(not_an_answer(name, node, fact, reader.about))
    return False


_BY_KIND = {"state": _state, "choice": _choice, "number": _number, "set": _set}
