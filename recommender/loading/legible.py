"""Whether each text that somebody is shown can be read: it says something, in signs that can be seen.

None of the shipped texts is blank on purpose: where nothing is to be said, the line is left out.
"""

import unicodedata
from collections.abc import Iterator

from recommender.loading.said import OF_A_RULE, UNSAID_FILES, every_text, is_said
from recommender.loading.yaml_tree import Node, Table, Text
from recommender.problem import Code, Problem
from recommender.source import Span

NOTHING = ("~", "null", "Null", "NULL")
"""What means nothing in YAML, which is read as text here; in quotes it is a word like any other."""

IN_ONE_LINE = ("title", "name", "label")
MAY_BE_LEFT_OUT = ("because_unknown", "hint")
OF_AUTHORS = {"language": ("title", "why", "prefer"), "invariants": ("says", "reason")}
"""What those who edit the rules are shown, in files that hold nothing for anybody else."""

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Signs that turn the order in which others are read, so that a text is not what its author sees."""


def illegible(node: Node, name: str) -> Iterator[Problem]:
    """Every text of a file beside the rules that nobody could read; `name` is the file without its ending."""
    for text in every_text(node, name):
        if not _plainly_legible(text.text):
            found = _mistakes if _is_shown(text.path, name) else _signs
            yield from found(text.text, text.span, text.path.removeprefix(f"{name}."), "")


def _plainly_legible(text: str) -> bool:
    """What most texts are, of which nothing else is asked."""
    return text.isprintable() and not text.isspace() and text not in ("", *NOTHING)


def _is_shown(path: str, name: str) -> bool:
    """Whether somebody is shown the text at that path as it stands."""
    if name in OF_AUTHORS:
        return path.rpartition(".")[2] in OF_AUTHORS[name]
    return name not in UNSAID_FILES and is_said(path, name)


def illegible_in_rule(entry: Table, about: str) -> Iterator[Problem]:
    """Every text of a rule that nobody could read."""
    for key, node in entry:
        if key.value in OF_A_RULE and isinstance(node, Text):
            yield from _mistakes(node.value, node.span, key.value, about)


def called(title: str, name: str) -> str:
    """How a message names a rule: by its title in one line, or by its id where it has none."""
    return f"rule “{' '.join(title.split()) or name}”"


def _mistakes(text: str, span: Span, path: str, about: str) -> Iterator[Problem]:
    key = path.rpartition(".")[2]
    if blank := _blank(text, span, path):
        advice = "A text stands here, or the line goes." if key in MAY_BE_LEFT_OUT else "A text stands here."
        yield Problem(Code.EMPTY, blank, span, about, help=advice)
    elif "\n" in text and key in IN_ONE_LINE:
        advice = "It stands beside its name, or below “>-”, where lines are joined."
        yield Problem(Code.WRONG_VALUE, f"“{path}” is one line, without a break", span, about, help=advice)
    else:
        yield from _signs(text, span, path, about)


def _signs(text: str, span: Span, path: str, about: str) -> Iterator[Problem]:
    unseen = "" if text.isprintable() else next(filter(_unseen, text), "")
    if unseen:
        what = f"a sign that cannot be seen stands in “{path}” (U+{ord(unseen):04X})"
        yield Problem(Code.WRONG_VALUE, what, span, about, help="It can go.")


def _blank(text: str, span: Span, path: str) -> str:
    """What is wrong with a text that says nothing; empty where it says something."""
    if text in NOTHING and span.marked == text:
        return f"after “{path}” stands “{text}”, which is nothing; people would see that word"
    if any(sign.isprintable() and not sign.isspace() for sign in text):
        return ""
    return f"after “{path}” nothing stands; people would see a blank"


def _unseen(sign: str) -> bool:
    return (sign != "\n" and unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")) or sign in TURNING
