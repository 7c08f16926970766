"""A field for a code."""

from recommender.tui.widgets.bare_field import BareField

LONGEST = 40
"""Letters, with any gaps between them."""


class CodeField(BareField):
    """Takes letters and digits."""

    def __init__(self) -> None:
        super().__init__(max_length=LONGEST)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is a letter here, and nothing else: no code has a “b”, nor a question mark."""
        return key not in ("b", "question_mark") and super().check_consume_key(key, character)

    def restricted(self) -> None:
        """No bell where more was pasted than fits."""
