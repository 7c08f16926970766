"""Rules about words: what no text of the rulebook and no page for a person may say."""

from recommender.model.written import Whole, Words, Written


class Guard(Written):
    """One rule of the language, with its reason.

    `avoid` holds words and phrases; a star stands for any ending, and alone for any one word.
    `excused` holds phrases that may stand although such a word is in them, and `starts` words that may not
    begin a sentence. The other bounds are on how hard a text reads. `allowed_in` names texts by their path
    (“outcomes.stop_signals”, and whatever lies below) in which the guard does not speak.

    `never` holds sentences that the guard has to catch, and `fine` others that it has to let pass.
    """

    title: str
    avoid: Words = ()
    excused: Words = ()
    starts: Words = ()
    sentence_at_most: Whole | None = None
    lix_at_most: Whole | None = None
    from_words: Whole = 0
    why: str
    prefer: str
    sources: Words
    allowed_in: Words = ()
    never: Words
    fine: Words = ()

    def speaks_in(self, path: str) -> bool:
        """Whether the guard holds in the text at that path."""
        return not any(path == place or path.startswith(f"{place}.") for place in self.allowed_in)
