"""Texts that look like YAML, some of which are, with the words of profiles, logs and rules in them."""

from hypothesis import strategies as st
from mangling import STRANGE
from people import shipped

KEYS = ("role", "answers", "adjustments", "sessions", "week", "day", "done", "id", "when", "then")
WORDS = st.sampled_from((*STRANGE, *KEYS, *shipped().vocabulary))
SCALARS = WORDS | st.text(max_size=8) | st.integers().map(str) | st.floats().map(repr)


def _below(lines: list[str]) -> str:
    return "\n".join(lines)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A list with dashes, lines of keys and values, or a list in brackets."""
    entries = st.lists(inner.map(lambda text: f"- {_indented(text)[2:]}"), max_size=4)
    pairs = st.lists(st.tuples(SCALARS, inner), max_size=4)
    return (
        entries.map(_below)
        | pairs.map(lambda some: _below([f"{key}:\n{_indented(value)}" for key, value in some]))
        | st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
    )


TREES = st.recursive(SCALARS, _grown, max_leaves=12)
