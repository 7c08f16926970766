"""Keeping what came out: first what that means, then the code."""

from recommender.keeping.keeper import plainly
from recommender.keeping.ways import Way, ways_of, who_reads_it
from recommender.model.recommendation import Recommendation
from recommender.plain.aside import aside
from recommender.plain.passphrase import chosen_way, locked, opened
from recommender.plain.talk import Talk
from recommender.problem import Problems


def keep(talk: Talk, recommendation: Recommendation) -> None:
    """Says what is kept, and keeps it where that is chosen; only the code, where it is kept already."""
    if not talk.keeper.holds(talk.interview.profile, recommendation, talk.book, talk.interview.note):
        _offer(talk)
        way = _chosen(talk)
        if way is None or not _ready(talk, way) or not _kept(talk, recommendation):
            return
    talk.lines.say(f"{talk.words('keep', 'done')}: {talk.keeper.code}")
    talk.lines.say(talk.voiced("keep", "note_locked" if talk.keeper.locked else "note"))


def _offer(talk: Talk) -> None:
    lines, words, code = talk.lines, talk.words, talk.keeper.code
    lines.say(words("keep", "title_again" if code else "title"))
    lines.say(talk.voiced("keep", "what"))
    if code:
        lines.say(talk.voiced("keep", "again", code=code))
    lines.say(words("keep", "where", path=talk.keeper.place))
    for told in who_reads_it(talk.keeper, talk.interview.role, words):
        lines.say(told)
    lines.say(words("keep", "delete"))


def _chosen(talk: Talk) -> Way | None:
    if ways := ways_of(talk.keeper, talk.interview.role):
        return chosen_way(talk, ways, "keep")
    while (typed := talk.lines.ask(talk.words("plain", "prompt_keep")).lower()) not in ("", "-", "b"):
        if typed == "k":
            return "open"
        if not aside(talk, typed):
            talk.lines.say(talk.words("plain", "not_a_key_keep"))
    return None


def _ready(talk: Talk, way: Way) -> bool:
    """Whether it can be kept in that way now."""
    return locked(talk) if way == "locked" else opened(talk)


def _kept(talk: Talk, recommendation: Recommendation) -> bool:
    try:
        talk.keeper.keep(talk.interview.profile, recommendation, talk.book, talk.interview.note)
    except Problems as problems:
        talk.lines.say(talk.words("keep", "refused", why=plainly(problems)))
        return False
    talk.say_if_refused("not_erased", talk.as_you_go.finished(talk.interview))
    return True
