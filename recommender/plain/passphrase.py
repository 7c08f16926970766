"""A passphrase, line by line: the one of a locked casebook, or a new one that is typed twice."""

from recommender.casebook.passphrase import SHORTEST
from recommender.keeping.keeper import plainly
from recommender.keeping.ways import Way, lock_comes_first, who_reads_it
from recommender.plain.aside import aside
from recommender.plain.reading import number_of
from recommender.plain.talk import Talk
from recommender.problem import Problems

BACK = ("", "-", "b")
"""As short as these no passphrase is."""

UNREADABLE = "\N{REPLACEMENT CHARACTER}"


def opened(talk: Talk) -> bool:
    """Whether the casebook is open now. Where it is locked still, its passphrase is asked for, once."""
    if not talk.keeper.asks:
        return True
    _introduce(talk, "unlock")
    while (typed := _asked(talk, "prompt_passphrase")) is not None:
        try:
            if talk.keeper.give(typed):
                return True
        except Problems as problems:
            talk.lines.say(talk.words("unlock", "refused", why=plainly(problems)))
        else:
            talk.lines.say(talk.words("plain", "wrong"))
    return False


def locked(talk: Talk) -> bool:
    """Whether there is a passphrase on the casebook now. Beforehand it is said what losing it means."""
    words, lines = talk.words, talk.lines
    lines.say(words("lock", "title"))
    lines.say(words("lock", "lost"))
    lines.say(words("plain", "lock_how", shortest=SHORTEST))
    if talk.keeper.exists:
        lines.say(words("lock", "all"))
    _say_hidden(talk)
    while (first := _asked(talk, "prompt_passphrase")) is not None:
        if len(first) < SHORTEST:
            lines.say(words("lock", "short", shortest=SHORTEST))
        elif (again := _asked(talk, "prompt_again")) is None:
            break
        elif again != first:
            lines.say(words("plain", "unlike"))
        elif (done := _locked_with(talk, first)) or talk.keeper.locked:
            return done
    lines.say(words("plain", "not_locked"))
    return False


def kept_as_wanted(talk: Talk) -> bool:
    """Whether answers begin to be kept now; where a lock comes first, it is offered before that."""
    keeps = talk.as_you_go.keeping != "nothing"
    if not (keeps and lock_comes_first(talk.keeper, talk.interview.role)):
        return True
    talk.lines.say(talk.words("lock", "ask"))
    for told in who_reads_it(talk.keeper, talk.interview.role, talk.words):
        talk.lines.say(told)
    way = chosen_way(talk, ("locked", "open"), "lock")
    return way == "open" or (way == "locked" and locked(talk))


def chosen_way(talk: Talk, ways: tuple[Way, ...], about: str) -> Way | None:
    """The way that is chosen by its number, with “k” for the first; None for going back."""
    named = "ways_there" if talk.keeper.exists else "ways"
    for at, way in enumerate(ways, 1):
        talk.lines.item(str(at), talk.words("lock", named, way))
    talk.lines.gap()
    while (typed := talk.lines.ask(talk.words("plain", f"prompt_{about}_ways")).lower()) not in BACK:
        number = number_of(typed)
        if number is not None and 1 <= number <= len(ways):
            return ways[number - 1]
        if typed == "k":
            return ways[0]
        if not aside(talk, typed):
            talk.lines.say(talk.words("plain", f"not_a_key_{about}_ways"))
    return None


def _introduce(talk: Talk, section: str) -> None:
    lines, words = talk.lines, talk.words
    lines.say(words(section, "title"))
    lines.line(words(section, "ask"))
    lines.say(words(section, "hint"))
    _say_hidden(talk)


def _say_hidden(talk: Talk) -> None:
    if talk.lines.hides:
        talk.lines.say(talk.words("plain", "passphrase"))


def _asked(talk: Talk, prompt: str) -> str | None:
    """What is typed in the place of a passphrase; None for going back."""
    while (typed := talk.lines.ask_hidden(talk.words("plain", prompt))) not in BACK:
        if UNREADABLE in typed:
            talk.lines.say(talk.words("plain", "unreadable"))
        elif not aside(talk, typed):
            return typed
    return None


def _locked_with(talk: Talk, passphrase: str) -> bool:
    try:
        talk.keeper.lock(passphrase, talk.by)
    except Problems as problems:
        form = "is_locked" if talk.keeper.locked else "refused"
        talk.lines.say(talk.words("lock", form, why=plainly(problems)))
        return False
    return True
