"""A field for a passphrase."""

from recommender.tui.widgets.bare_field import BareField


class PassphraseField(BareField):
    """Shows a dot for each letter, unless somebody wants to see them. Nothing can be copied out of it."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(password=True)
