"""What somebody may have meant whose words are no answer: offered where that takes no danger away.

An answer that is left out is read as “it may hold” wherever that matters, so a suggestion is never what makes
light of it: where a question is guarded or its later answers are worse, no milder answer than was written,
and never the empty list, which says “none of these”.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from recommender.loading.yaml_tree import Node, Text
from recommender.model.fact import Fact
from recommender.problem import MOST_SLIPS, QUOTES, bare, slipped

Meant: TypeAlias = Callable[[str], str]
"""What somebody meant by some words, or an empty text."""

NONE = ("none", "no")
PARTED = re.compile(r"[,;&+/]|\band\b")
LONGEST_LIST = 200
"""Letters; who writes more than that without brackets tells a story."""
BRACKETS = "()[]{} "
SHORTEST_PART = 3


def near_answer(fact: Fact, word: str, beside: tuple[str, ...] = ()) -> str:
    """The answer, or the word of those beside them, that was probably meant; empty where none may be."""
    found = spelt_alike(fact, word, beside)
    if fact.kind == "set" or found in beside:
        return found
    if not found:
        return _strictest_with(fact, word)
    if found in mildest(fact, same_letters=bare(found) == bare(word)):
        return ""
    return found


def spelt_alike(fact: Fact, word: str, beside: tuple[str, ...] = ()) -> str:
    """The one answer that has these letters, but for a slip of the pen; what it means is not looked at.

    Where an answer can lead to more than leaving it out, one letter is a slip, and two are another word.
    """
    strict = fact.kind != "set" and (fact.guarded or fact.ordered is not None)
    near = slipped(word, (*fact.answers, *beside), 1 if strict else MOST_SLIPS)
    return near[0] if len(near) == 1 else ""


def mildest(fact: Fact, *, same_letters: bool = False) -> tuple[str, ...]:
    """The answers that are not offered for another word; fewer where that has the same letters.

    Of answers that grow worse, only the last is no milder than leaving it out, and of two the second. Where
    those of a guarded question have no such order, nothing tells which of several is the mildest.
    """
    if fact.clinician and not same_letters:
        return fact.answers
    if not fact.guarded and fact.ordered != "worse":
        return ()
    if same_letters:
        return fact.answers[:1]
    known = fact.ordered == "worse" or len(fact.answers) == 2  # noqa: PLR2004 - one and the other
    return fact.answers[:-1] if known else fact.answers


def near_list(fact: Fact, node: Node) -> str:
    """The list that was probably meant by what is none: of all that was named, or an empty text."""
    said = node.value.strip() if isinstance(node, Text) else ""
    if not said or (node.span.source.text and node.span.marked.strip(QUOTES).strip() != said):
        return ""
    if said.casefold() in NONE and said not in fact.answers:
        return "" if fact.guarded else "[]"
    return every_one(
        said, lambda words: spelt_alike(fact, words) or _with_part(fact, words), partial(spelt_alike, fact)
    )


def every_one(said: str, meant: Meant, meant_by_word: Meant) -> str:
    """The list of all that was named, by what stands between commas or by single words.

    Empty where one of them is not known, so that nothing is left out.
    """
    if len(said) > LONGEST_LIST:
        return ""
    found: list[str] = []
    for piece in PARTED.split(said.strip(BRACKETS)):
        whole = meant(piece.strip())
        found += [whole] if whole else [meant_by_word(word) for word in piece.split()] or [""]
    return f"[{', '.join(dict.fromkeys(found))}]" if all(found) else ""


def _with_part(fact: Fact, word: str) -> str:
    """The one answer of which this is a part, such as “heart” of “heart_or_circulation”."""
    part = "_".join(word.casefold().replace("-", " ").replace("_", " ").split())
    holding = [answer for answer in fact.answers if f"_{part}_" in f"_{answer}_"]
    return holding[0] if len(holding) == 1 and len(part) >= SHORTEST_PART else ""


def _strictest_with(fact: Fact, word: str) -> str:
    """The last and worst answer, where the word is a part of it alone."""
    found = _with_part(fact, word)
    return found if fact.ordered == "worse" and fact.answers[-1:] == (found,) else ""
