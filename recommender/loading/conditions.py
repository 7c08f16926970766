"""The condition of a rule, from the author's words to what it asks of each fact."""

import re
from dataclasses import dataclass, replace

from recommender.loading.answers import not_compared, number_in, unknown_fact
from recommender.loading.near_answers import mildest
from recommender.loading.otherwise import DOWNWARD, UPWARD, meant
from recommender.loading.pinpoint import part
from recommender.loading.reading import listing, start, table
from recommender.loading.yaml_mistakes import greater
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
from recommender.problem import Code, Problem, likely

ANY_OF = "any of"
_OR = re.compile(r"(.+) or (more|less|worse|better)")
_TO = re.compile(r"(\d+) to (\d+)")
_YES_NO = {"true": "yes", "false": "no", "on": "yes", "off": "no", "y": "yes", "n": "no"}


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the reading of one condition needs at every line."""

    vocabulary: Vocabulary
    problems: list[Problem]
    about: str

    def complain(self, problem: Problem) -> None:
        self.problems.append(replace(problem, about=self.about))


def read_condition(
    node: Node | None, vocabulary: Vocabulary, problems: list[Problem], about: str
) -> Condition:
    """The condition that a mapping spells out; every line that cannot be read is a mistake in `problems`."""
    reader = _Reader(vocabulary, problems, about)
    if not isinstance(node, Table):
        if node is not None:
            what = "a condition is a list of lines “fact: answer”"
            help_line = "Such as:  hypervigilance: moderate or more"
            problems.append(Problem(Code.WRONG_SHAPE, what, start(node), about, help=help_line))
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
                what = f"“{ANY_OF}” stands once in a condition, and nothing nests"
                reader.complain(Problem(Code.WRONG_SHAPE, what, key.span, help=NESTED))
        elif key.value not in reader.vocabulary:
            reader.complain(_unknown(reader, key, value, nested=nested))
        elif (test := _test(reader, key.value, value)) is not None:
            found.append(Line(key.value, _words(value), test))
    return found


NESTED = "Two rules can share the lines: each holds for one of the alternatives."


def _unknown(reader: _Reader, key: Text, value: Node, *, nested: bool) -> Problem:
    name = key.value.removeprefix("not ")
    if name != key.value and name in reader.vocabulary:
        line = key.span.source.line(key.span.line) or ""
        said = value.value if isinstance(value, Text) else ""
        whole = f"{line[: key.span.column - 1]}{name}: not {said}" if line.endswith(f": {said}") else ""
        what = "“not” stands before the answer, and not before the fact"
        return Problem(Code.UNKNOWN_FACT, what, part(key, "not").span, rewritten=whole, certain=bool(whole))
    return unknown_fact(key, (*reader.vocabulary, *(() if nested else (ANY_OF,))), reader.about)


def _words(node: Node) -> str:
    if isinstance(node, Listing):
        return " or ".join(item.value for item in node.items if isinstance(item, Text))
    return node.value if isinstance(node, Text) else ""


def _test(reader: _Reader, name: str, node: Node) -> Test | None:
    fact = reader.vocabulary[name]
    if isinstance(node, Listing):
        return _any_listed(reader, name, fact, node)
    if not isinstance(node, Text):
        _one_word(reader, name, fact, node)
        return None
    if node.value in ("answered", "unanswered") and fact.kind != "state":
        return Asked(node.value == "answered")
    if not node.value:
        compared = None if node.quoted else greater(node.span)
        what = f"after “{name}” nothing stands that it is compared with"
        reader.complain(compared or Problem(Code.UNKNOWN_ANSWER, what, node.span, allowed=fact.answers))
        return None
    return _BY_KIND[fact.kind](reader, name, fact, node)


def _one_word(reader: _Reader, name: str, fact: Fact, node: Node) -> None:
    what = f"“{name}” is compared with a word or a list of words"
    allowed = ("yes", "no") if fact.kind == "state" else fact.answers
    reader.complain(Problem(Code.WRONG_SHAPE, what, node.span, allowed=allowed))


def _any_listed(reader: _Reader, name: str, fact: Fact, node: Listing) -> Test | None:
    texts = [item for item in node.items if isinstance(item, Text)]
    if not texts or len(texts) < len(node.items) or fact.kind == "state":
        _one_word(reader, name, fact, node)
        return None
    if fact.kind == "number":
        numbers = [_one_number(reader, name, fact, text) for text in texts]
        return Within(tuple((number, number) for number in numbers if number is not None))
    known = {text.value for text in texts if _is_answer(reader, name, fact, text)}
    return OneOf(frozenset(known)) if fact.kind == "choice" else Holding(frozenset(known))


def _state(reader: _Reader, name: str, _: Fact, node: Text) -> Test | None:
    if node.value not in ("yes", "no"):
        wrong = Problem(Code.UNKNOWN_ANSWER, f"the state “{name}” is yes or no", node.span, "", ("yes", "no"))
        reader.complain(_yes_or_no(wrong, node) or likely(wrong, node.value))
        return None
    return Being(node.value == "yes")


def _yes_or_no(wrong: Problem, node: Text) -> Problem | None:
    word = _YES_NO.get(node.value.lower(), "")
    return replace(wrong, suggestion=word, certain=True) if word in wrong.allowed and word else None


def _choice(reader: _Reader, name: str, fact: Fact, node: Text) -> Test | None:
    if found := _OR.fullmatch(node.value):
        return _ordered(reader, name, fact, node, found)
    if node.value.startswith("not "):
        word = part(node, node.value.removeprefix("not "))
        return OneOf(frozenset(fact.answers) - {word.value}) if _is_answer(reader, name, fact, word) else None
    return OneOf(frozenset({node.value})) if _is_answer(reader, name, fact, node) else None


def _ordered(reader: _Reader, name: str, fact: Fact, node: Text, found: re.Match[str]) -> Test | None:
    word, direction = part(node, found[1]), found[2]
    if fact.ordered is None:
        _without_order(reader, name, fact, node)
        return None
    if not _is_answer(reader, name, fact, word):
        return None
    place = fact.answers.index(word.value)
    if direction == UPWARD[fact.ordered]:
        return OneOf(frozenset(fact.answers[place:]))
    if direction == DOWNWARD[fact.ordered]:
        return OneOf(frozenset(fact.answers[: place + 1]))
    upward, downward = f"or {UPWARD[fact.ordered]}", f"or {DOWNWARD[fact.ordered]}"
    what = f"“{name}” is compared with “{upward}” and “{downward}”"
    hint = f"{word.value} {upward if direction in UPWARD.values() else downward}"
    reader.complain(Problem(Code.WRONG_COMPARISON, what, node.span, suggestion=hint, certain=True))
    return None


def _without_order(reader: _Reader, name: str, fact: Fact, node: Text) -> None:
    what = f"the answers to “{name}” have no order"
    advice = "A list is any of its answers: " + f"“{name}: [{', '.join(fact.answers[:2])}]”."
    reader.complain(Problem(Code.WRONG_COMPARISON, what, node.span, "", fact.answers, help=advice))


def _number(reader: _Reader, name: str, fact: Fact, node: Text) -> Test | None:
    if found := _TO.fullmatch(node.value):
        return _range(reader, name, fact, node)
    if found := _OR.fullmatch(node.value):
        number = _one_number(reader, name, fact, part(node, found[1]))
        return None if number is None else _one_sided(reader, fact, node, number, found[2])
    if node.value.startswith("not "):
        number = _one_number(reader, name, fact, part(node, node.value.removeprefix("not ")))
        return None if number is None else Within(((fact.low, number - 1), (number + 1, fact.high)))
    if said := meant(fact, node.value):
        _otherwise(reader, fact, node, said)
        return None
    number = _one_number(reader, name, fact, node)
    return None if number is None else Within(((number, number),))


def _otherwise(reader: _Reader, fact: Fact, node: Text, said: str) -> None:
    """What was written is a comparison, in other words than are read here."""
    what = f"“{node.value}” is written “{said}” here"
    new = {*said.split()} - {*node.value.split()}
    sure = not node.quoted and not new & {*mildest(fact, same_letters=True)}
    reader.complain(Problem(Code.WRONG_COMPARISON, what, node.span, suggestion=said, certain=sure))


def _one_sided(reader: _Reader, fact: Fact, node: Text, number: int, direction: str) -> Test | None:
    if direction == "more":
        return Within(((number, fact.high),))
    if direction == "less":
        return Within(((fact.low, number),))
    said = f"{number} or {'more' if direction == 'worse' else 'less'}"
    what = "numbers take “or more” and “or less”"
    reader.complain(Problem(Code.WRONG_COMPARISON, what, node.span, suggestion=said, certain=True))
    return None


def _range(reader: _Reader, name: str, fact: Fact, node: Text) -> Test | None:
    first, last = node.value.split(" to ")
    low, high = (_one_number(reader, name, fact, part(node, end)) for end in (first, last))
    if low is None or high is None:
        return None
    if low > high:
        what = "a range runs from the lower number"
        reader.complain(Problem(Code.OUT_OF_RANGE, what, node.span, suggestion=f"{high} to {low}"))
        return None
    return Within(((low, high),))


def _set(reader: _Reader, name: str, fact: Fact, node: Text) -> Test | None:
    most = len(fact.answers)
    if node.value in ("empty", "not empty"):
        return Counting(0, 0) if node.value == "empty" else Counting(1, most)
    if (found := _OR.fullmatch(node.value)) and found[1].isascii() and found[1].isdigit():
        return _size(reader, fact, node, int(found[1]), found[2])
    if node.value.startswith("not "):
        word = part(node, node.value.removeprefix("not "))
        return Lacking(word.value) if _is_answer(reader, name, fact, word) else None
    return Holding(frozenset({node.value})) if _is_answer(reader, name, fact, node) else None


def _size(reader: _Reader, fact: Fact, node: Text, number: int, direction: str) -> Test | None:
    if number > len(fact.answers):
        what = f"there are only {len(fact.answers)} to choose from"
        reader.complain(Problem(Code.OUT_OF_RANGE, what, part(node, str(number)).span))
        return None
    if direction in ("more", "less"):
        return Counting(number, len(fact.answers)) if direction == "more" else Counting(0, number)
    said = f"{number} or {'more' if direction == 'worse' else 'less'}"
    what = "a set is counted with “or more” and “or less”"
    reader.complain(Problem(Code.WRONG_COMPARISON, what, node.span, suggestion=said, certain=True))
    return None


def _one_number(reader: _Reader, name: str, fact: Fact, node: Text) -> int | None:
    number = number_in(fact, node.value)
    if number is None:
        what = f"“{name}” takes a whole number from {fact.low} to {fact.high}, found “{node.value}”"
        advice = f"It counts {fact.unit}." if fact.unit else ""
        reader.complain(Problem(Code.OUT_OF_RANGE, what, node.span, help=advice))
    return number


def _is_answer(reader: _Reader, name: str, fact: Fact, node: Text) -> bool:
    if node.value in fact.answers:
        return True
    wrong = not_compared(name, node, fact)
    if said := meant(fact, node.value):
        _otherwise(reader, fact, node, said)
    else:
        reader.complain(
            _yes_or_no(wrong, node) or replace(wrong, help="" if wrong.suggestion else _forms(fact))
        )
    return False


def _forms(fact: Fact) -> str:
    """What else could stand there, where no answer is near."""
    if fact.kind == "set":
        return "Also: “not” and one of them, “empty”, “not empty”, “2 or more”, “answered”, “unanswered”."
    middle = fact.answers[len(fact.answers) // 2] if fact.answers else ""
    compared = f"“{middle} or {UPWARD[fact.ordered]}”, " if fact.ordered else ""
    return f"Also: {compared}“not {middle}”, a list of answers, “answered”, “unanswered”."


_BY_KIND = {"state": _state, "choice": _choice, "number": _number, "set": _set}
