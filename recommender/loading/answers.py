"""Answers as written into answers as known: typed by the vocabulary, nothing guessed, nothing lost."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from recommender.loading.near_answers import mildest, near_answer, near_list, spelt_alike
from recommender.loading.reading import misspelt, without_space
from recommender.loading.yaml_tree import Listing, Node, Table, Text
from recommender.model.fact import Answer, Fact, Facts, Missing, Vocabulary
from recommender.problem import QUOTES, Code, Problem, bare, likely, nearest, only_one_near

MOST_DIGITS = 6
LEGAL_EVERYWHERE = {"unknown": Missing.UNKNOWN, "declined": Missing.DECLINED}


def admit(answers: Table, vocabulary: Vocabulary, problems: list[Problem], about: str = "") -> Facts:
    """The facts that these answers state; each answer that cannot be used is a mistake in `problems`."""
    known: dict[str, Answer] = {}
    withheld: dict[str, Missing] = {}
    there = frozenset(key.value for key, _ in answers)
    for key, node in answers:
        if key.value not in vocabulary:
            problems.append(unknown_fact(key, vocabulary.asked(), about, there))
            continue
        if vocabulary[key.value].derived:
            problems.append(_derived(key, about))
            continue
        answer = answer_of(key.value, node, vocabulary, problems, about)
        if isinstance(answer, Missing):
            withheld[key.value] = answer
        elif answer is not None:
            known[key.value] = answer
    return Facts(known, withheld)


def unknown_fact(
    key: Text, words: Iterable[str], about: str = "", there: frozenset[str] | None = None
) -> Problem:
    """The mistake of naming a fact that is not one of these.

    Beside answers that are `there`, only a slip of the pen is taken for a name: no answer moves to another
    question.
    """
    what = f"“{key.value}” is not a fact of the vocabulary"
    if key.value.startswith("-"):
        return _without_dash(key, about)
    wrong = Problem(Code.UNKNOWN_FACT, what, key.span, about, tuple(words))
    if spaced := without_space(wrong, key.value):
        return spaced
    return likely(wrong, key.value) if there is None else misspelt(wrong, key.value, there)


def _without_dash(key: Text, about: str) -> Problem:
    name = key.value.lstrip("-")
    what = f"“{key.value}” is read as one word; a dash needs a space after it, and a condition needs no dash"
    return Problem(Code.UNKNOWN_FACT, what, key.span, about, suggestion=name)


def _derived(key: Text, about: str) -> Problem:
    what = f"“{key.value}” is worked out by rules and cannot be answered"
    help_line = "What it is worked out from can be: the rules in states/ say so." if about else ""
    return Problem(Code.UNKNOWN_FACT, what, key.span, about, help=help_line)


def answer_of(
    name: str, node: Node, vocabulary: Vocabulary, problems: list[Problem], about: str = ""
) -> Answer | Missing | None:
    """One answer; None where it cannot be used, with the reason in `problems`."""
    fact = vocabulary[name]
    if isinstance(node, Text) and node.value in LEGAL_EVERYWHERE:
        return LEGAL_EVERYWHERE[node.value]
    if fact.kind == "set":
        return _members(name, node, fact, problems, about)
    if not isinstance(node, Text):
        problems.append(
            Problem(Code.WRONG_SHAPE, f"“{name}” takes one answer", node.span, about, _words(fact))
        )
        return None
    if not node.value:
        problems.append(
            Problem(Code.UNKNOWN_ANSWER, f"“{name}” was left empty", node.span, about, _words(fact))
        )
        return None
    return (
        _number(name, node, fact, problems, about)
        if fact.kind == "number"
        else _choice(name, node, fact, problems, about)
    )


def number_in(fact: Fact, text: str) -> int | None:
    """The whole number that a text spells in decimal digits, if it lies in the fact's range."""
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        return None
    number = int(text)
    return number if fact.low <= number <= fact.high else None


def _choice(name: str, node: Text, fact: Fact, problems: list[Problem], about: str) -> str | None:
    if node.value in fact.answers:
        return node.value
    problems.append(not_an_answer(name, node, fact, about))
    return None


def not_an_answer(name: str, node: Text, fact: Fact, about: str = "") -> Problem:
    """The mistake of a word that the fact does not know."""
    what = f"“{node.value}” is not an answer to “{name}”"
    beside = () if fact.kind == "set" else tuple(LEGAL_EVERYWHERE)
    words = (*fact.answers, *beside)
    near = near_answer(fact, node.value, beside)
    as_written = node.span.marked.strip(QUOTES) == node.value and nearest(node.value, words) == near
    same = not near and any(bare(node.value) == bare(word) for word in fact.answers)
    return Problem(
        Code.UNKNOWN_ANSWER,
        what,
        node.span,
        about,
        _words(fact),
        suggestion=near,
        certain=bool(near) and as_written and only_one_near(node.value, words),
        help="Answers are written exactly as this list has them." if same else "",
    )


def not_compared(name: str, node: Text, fact: Fact) -> Problem:
    """As `not_an_answer`, of a word in a condition: there the mildest answer is offered, never certain."""
    near, wrong = spelt_alike(fact, node.value), not_an_answer(name, node, fact)
    wrong = likely(replace(wrong, allowed=fact.answers), node.value, (near,) if near else ())
    alone = only_one_near(node.value, fact.answers) and near not in mildest(fact, same_letters=True)
    return replace(wrong, certain=wrong.certain and alone)


def _number(name: str, node: Text, fact: Fact, problems: list[Problem], about: str) -> int | None:
    number = number_in(fact, node.value)
    if number is None:
        what = f"“{name}” takes a whole number from {fact.low} to {fact.high}, found “{node.value}”"
        code = Code.OUT_OF_RANGE if node.value.isdigit() else Code.UNKNOWN_ANSWER
        problems.append(Problem(code, what, node.span, about, help=f"It counts {fact.unit}."))
    return number


def _members(name: str, node: Node, fact: Fact, problems: list[Problem], about: str) -> frozenset[str] | None:
    if not isinstance(node, Listing):
        problems.append(_no_list(name, node, fact, about))
        return None
    found = [_member(name, item, fact, about) for item in node.items]
    mistakes = [_not_twice(member, found) for member in found if isinstance(member, Problem)]
    mistakes += [
        Problem(Code.DOUBLED_MEMBER, f"“{member}” is named twice", node.items[place].span, about)
        for place, member in enumerate(found)
        if isinstance(member, str) and member in found[:place]
    ]
    problems.extend(mistakes)
    return None if mistakes else frozenset(member for member in found if isinstance(member, str))


def _no_list(name: str, node: Node, fact: Fact, about: str) -> Problem:
    """The mistake of answering in another way than with a list."""
    what = f"“{name}” takes a list in square brackets; an empty one says “none of these”"
    near, certain = near_list(fact, node), isinstance(node, Text) and node.value in fact.answers
    wrong = Problem(Code.WRONG_SHAPE, what, node.span, about, _words(fact), near)
    if not near or not isinstance(node, Text) or not node.quoted:
        return replace(wrong, certain=bool(near) and certain)
    line, start = node.span.source.line(node.span.line) or "", node.span.column - 1
    return replace(wrong, rewritten=f"{line[:start]}{near}{line[start + node.span.width :]}")


def _member(name: str, item: Node, fact: Fact, about: str) -> str | Problem:
    if isinstance(item, Text) and item.value in fact.answers:
        return item.value
    return not_an_answer(name, item if isinstance(item, Text) else Text("…", item.span), fact, about)


def _not_twice(wrong: Problem, found: Sequence[str | Problem | None]) -> Problem:
    """The mistake without a suggestion that names what the list has already."""
    return replace(wrong, suggestion="", certain=False) if wrong.suggestion in found else wrong


def _words(fact: Fact) -> tuple[str, ...]:
    return (*fact.answers, *LEGAL_EVERYWHERE) if fact.kind != "set" else fact.answers
