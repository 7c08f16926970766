"""One line of a condition, altered once: a step wider, a step narrower, or turned round."""

import re
from collections.abc import Iterator

from recommender.loading.conditions import read_condition
from recommender.loading.otherwise import DOWNWARD, UPWARD
from recommender.loading.yaml_tree import from_plain
from recommender.model.condition import Asked, Being, Condition, Line
from recommender.model.fact import Fact, Vocabulary
from recommender.model.written import Plain
from recommender.problem import Problem
from recommender.source import Source

ONE_SIDED = re.compile(r"(.+) or (more|less|worse|better)")
RANGE = re.compile(r"(\d+) to (\d+)")
NOWHERE = Source("<altered>", "")


def altered_lines(line: Line, vocabulary: Vocabulary) -> Iterator[Line]:
    """Every line that differs from this one by one alteration, each once.

    What could not be written in a rule file is left out, and so is what means the same as before.
    """
    fact = vocabulary[line.fact]
    seen = {line.test}
    for words in _other_words(line, fact):
        found = _read(line.fact, words, vocabulary)
        if found is not None and found.test not in seen:
            seen.add(found.test)
            yield found


def _read(name: str, words: Plain, vocabulary: Vocabulary) -> Line | None:
    problems: list[Problem] = []
    condition: Condition = read_condition(from_plain({name: words}, NOWHERE), vocabulary, problems, "")
    return None if problems else condition.lines[0]


def _other_words(line: Line, fact: Fact) -> Iterator[Plain]:
    words = line.words
    if isinstance(line.test, Asked):
        yield "unanswered" if line.test.answered else "answered"
    elif isinstance(line.test, Being):
        yield "no" if line.test.holds else "yes"
    elif found := ONE_SIDED.fullmatch(words):
        yield from _one_sided(found[1], found[2], fact)
    elif " or " in words:
        yield from _listed(words.split(" or "), fact)
    elif fact.kind == "number":
        yield from _numbers(words, fact)
    elif fact.kind == "set":
        yield from _of_set(words)
    else:
        yield from _choice(words, fact)


def _one_sided(word: str, direction: str, fact: Fact) -> Iterator[Plain]:
    """A bound one step up, one step down, and the other side of it."""
    upward = direction in UPWARD.values()
    steps = _steps(word, fact)
    yield from (f"{step} or {direction}" for step in steps if step)
    beside = steps[0] if upward else steps[1]
    if beside:
        yield f"{beside} or {_turned(direction, fact)}"


def _turned(direction: str, fact: Fact) -> str:
    pair = ("more", "less") if fact.ordered is None else (UPWARD[fact.ordered], DOWNWARD[fact.ordered])
    return pair[1] if direction == pair[0] else pair[0]


def _steps(word: str, fact: Fact) -> tuple[str, str]:
    """What comes before a word and what comes after it; empty where nothing does."""
    if word.isdigit():
        return str(int(word) - 1) if int(word) else "", str(int(word) + 1)
    place = fact.answers.index(word)
    return (
        fact.answers[place - 1] if place else "",
        fact.answers[place + 1] if place + 1 < len(fact.answers) else "",
    )


def _listed(words: list[str], fact: Fact) -> Iterator[Plain]:
    """One member fewer, for each of them; of a choice, all the others as well."""
    for lost in words:
        kept = [word for word in words if word != lost]
        yield kept if len(kept) > 1 else kept[0]
    if fact.kind == "choice":
        others = [answer for answer in fact.answers if answer not in words]
        yield others if len(others) > 1 else "".join(others)


def _numbers(words: str, fact: Fact) -> Iterator[Plain]:
    if found := RANGE.fullmatch(words):
        low, high = int(found[1]), int(found[2])
        yield from (f"{low + step} to {high}" for step in (-1, 1) if low + step >= 0)
        yield from (f"{low} to {high + step}" for step in (-1, 1))
    elif words.startswith("not "):
        yield words.removeprefix("not ")
    else:
        yield from (step for step in _steps(words, fact) if step)


def _of_set(words: str) -> Iterator[Plain]:
    if words == "empty":
        yield from ("not empty", "1 or less")
    elif words == "not empty":
        yield from ("empty", "2 or more")
    else:
        yield words.removeprefix("not ") if words.startswith("not ") else f"not {words}"


def _choice(words: str, fact: Fact) -> Iterator[Plain]:
    if words.startswith("not "):
        yield words.removeprefix("not ")
        return
    yield f"not {words}" if len(fact.answers) > 2 else _other(words, fact)  # noqa: PLR2004 - yes and no
    if fact.ordered:
        yield from (step for step in _steps(words, fact) if step)


def _other(words: str, fact: Fact) -> str:
    return next((answer for answer in fact.answers if answer != words), words)
