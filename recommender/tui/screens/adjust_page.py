"""What the screens share on which something about a result is changed, noted or saved."""

from textual import events
from textual.widgets import Static

from recommender.interview.offers import Offer
from recommender.model.texts import Phrases
from recommender.tui.draft import Draft, Row
from recommender.tui.screens.choosing import ChoosingPage
from recommender.tui.screens.page import Page, said
from recommender.tui.stage import Stage


class AdjustPage(Page):
    """Its words stand in `result.yaml`; keys that every screen has are called as everywhere."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.error = said("", "error")

    @property
    def texts(self) -> Phrases:
        """The words about what came out."""
        return self.stage.book.texts.result

    def told(self, *path: str, **filled: object) -> str:
        """One of these words, in the voice of who answers where it has two."""
        return self.texts.voiced(self.stage.interview.role, *path, **filled)

    def say(self, error: str) -> None:
        """Says what would work, in amber words; what was typed or chosen stays."""
        self.error.update(error)
        self.error.set_class(bool(error), "-said")

    def called(self, word: str) -> str:
        """The words beside a key; those of every screen stand elsewhere."""
        own = self.texts.has("adjust", "keys", word)
        return self.texts("adjust", "keys", word) if own else super().called(word)


class OfferPage(AdjustPage, ChoosingPage):
    """Lines to choose, some of which say why they cannot be chosen now."""

    def __init__(self, stage: Stage, offers: tuple[Offer, ...], draft: Draft) -> None:
        ChoosingPage.__init__(self, stage, draft)
        self.error = said("", "error")
        self.offers = offers

    def on_key(self, event: events.Key) -> None:
        """Answers a letter that does nothing, so that nobody wonders."""
        if event.is_printable:
            self.say(self.words("errors", "not_a_key"))

    def chosen(self, row: Row) -> None:
        """Shows the choice."""
        super().chosen(row)
        self.say("")

    def no_such_choice(self) -> None:
        """Says which digits there are."""
        self.say(self.words("errors", "not_a_choice", low=self.draft.lowest, high=self.draft.highest))

    def taken(self) -> tuple[str, ...]:
        """What is chosen, as far as it can be; else says why not, and gives nothing."""
        answer = self.draft.answer
        values = answer if isinstance(answer, frozenset) else {answer} - {None}
        found = [offer for offer in self.offers if offer.value in values]
        if not found:
            self.say(self.texts("adjust", "choose_first"))
            return ()
        if why := next((offer.why_not for offer in found if offer.why_not), ""):
            self.say(self.texts("adjust", "not_now", why=why))
            return ()
        return tuple(offer.value for offer in found)


def draft_of(
    offers: tuple[Offer, ...], stage: Stage, *, several: bool = False, given: tuple[str, ...] = ()
) -> Draft:
    """The offers as lines with numbers; what was chosen before is still marked."""
    texts = stage.book.texts.result
    labels = [
        texts("adjust", "offer", label=offer.label, why_not=offer.why_not) if offer.why_not else offer.label
        for offer in offers
    ]
    rows = [
        Row(str(at), offer.value, label, several)
        for at, (offer, label) in enumerate(zip(offers, labels, strict=True), 1)
    ]
    before = frozenset(given) if several else next(iter(given), None)
    return Draft(rows, before or None)


def hint(text: str) -> Static:
    """A line that helps, below what is asked."""
    return said(text, "hint")
