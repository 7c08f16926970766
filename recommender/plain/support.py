"""People and lines to contact, one key away from every prompt."""

from recommender.plain.talk import Talk

PURPOSES = ("crisis", "emergency", "medical", "support")


def support(talk: Talk) -> None:
    """Shows the contacts, and lets the region be chosen that they are for."""
    lines, words = talk.lines, talk.words
    lines.say(words("support", "title"))
    lines.say(words("support", "intro"))
    _contacts(talk)
    regions = talk.book.texts.contacts
    lines.line(f"{words('region', 'ask')} {words('region', 'why')}")
    for number, known in enumerate(regions.values(), 1):
        lines.item(str(number), known.name)
    while typed := lines.ask(words("plain", "prompt_region")):
        if (region := talk.choose(typed, regions)) is not None:
            talk.interview.region = region
            _contacts(talk)
            return


def _contacts(talk: Talk) -> None:
    known = talk.book.texts.contacts[talk.interview.region]
    talk.lines.say(known.name)
    for purpose in PURPOSES:
        name = talk.book.texts.outcomes("names", "contacts", purpose)
        talk.lines.line(f"{name}: {getattr(known, purpose)}")
    talk.lines.gap()
