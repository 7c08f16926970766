"""Codes that stand for people: random, easy to read aloud, and made of nothing that anybody said."""

from collections.abc import Callable

ALPHABET = "234679cdfhjkmnprtvwx"
"""No letter looks like another or like a digit, and without vowels no word arises."""

GROUPS = 3
LETTERS = 4


def new_code(choose: Callable[[str], str]) -> str:
    """A new code; `choose` takes one letter of an alphabet, as `secrets.choice` does."""
    return "-".join("".join(choose(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))


def read_code(typed: str) -> str:
    """A code that somebody typed, perhaps in capitals or with other gaps. What is none stays as it is."""
    letters = "".join(letter for letter in typed.lower() if letter not in "- \n")
    if len(letters) != GROUPS * LETTERS:
        return typed
    return "-".join(letters[start : start + LETTERS] for start in range(0, len(letters), LETTERS))
