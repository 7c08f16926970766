"""What somebody may have meant whose words are no answer: offered where that takes no danger away.

An answer that is left out is read as “it may hold” wherever that matters, so a suggestion is never what makes
light of it: not the answer that stands first, where a question is guarded or its later answers are worse, and
not the empty list, which says “none of these”.
"""

import re

from recommender.loading.yaml_tree import Node, Text
from recommender.model.fact import Fact
from recommender.problem import MOST_SLIPS, QUOTES, bare, slipped

NONE = ("none", "no")
PARTED = re.compile(r"\s*(?:[,;&+/]|\band\b)\s*")
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
    known = (*fact.answers, *beside)
    same = [other for other in known if bare(other) == bare(word)]
    strict = fact.kind != "set" and (fact.guarded or fact.ordered is not None)
    near = same or slipped(word, known, 1 if strict else MOST_SLIPS)
    return near[0] if len(near) == 1 else ""


def mildest(fact: Fact, *, same_letters: bool = False) -> tuple[str, ...]:
    """The answers that are not offered for another word; fewer where that has the same letters.

    Where the answers of a guarded question have no order, nothing tells which of several is the mildest.
    """
    if fact.clinician and not same_letters:
        return fact.answers
    if not fact.guarded and fact.ordered != "worse":
        return ()
    unsure = fact.ordered is None and len(fact.answers) > 2  # noqa: PLR2004 - one and the other
    return fact.answers if unsure and not same_letters else fact.answers[:1]


def near_list(fact: Fact, node: Node) -> str:
    """The list that was probably meant by what is none: of all that was named, or an empty text."""
    said = node.value.strip() if isinstance(node, Text) else ""
    if not said or (node.span.source.text and node.span.marked.strip(QUOTES).strip() != said):
        return ""
    if said.casefold() in NONE and said not in fact.answers:
        return "" if fact.guarded else "[]"
    members = _members(fact, said.strip(BRACKETS))
    return f"[{', '.join(dict.fromkeys(members))}]" if members else ""


def _members(fact: Fact, said: str) -> list[str]:
    """A member for each of the words; none at all where one of them has none."""
    found: list[str] = []
    for piece in PARTED.split(said):
        whole = spelt_alike(fact, piece) or _with_part(fact, piece)
        each = [whole] if whole else [spelt_alike(fact, word) for word in piece.split()]
        if not all(each):
            return []
        found += each
    return found


def _with_part(fact: Fact, word: str) -> str:
    """The one answer of which this is a part, such as “heart” of “heart_or_circulation”."""
    part = "_".join(word.casefold().replace("-", " ").replace("_", " ").split())
    holding = [answer for answer in fact.answers if f"_{part}_" in f"_{answer}_"]
    return holding[0] if len(holding) == 1 and len(part) >= SHORTEST_PART else ""


def _strictest_with(fact: Fact, word: str) -> str:
    """The last and worst answer, where the word is a part of it alone."""
    found = _with_part(fact, word)
    return found if fact.ordered == "worse" and fact.answers[-1:] == (found,) else ""
