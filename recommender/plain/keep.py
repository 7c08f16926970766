"""Keeping what came out: first what that means, then the code."""

from recommender.keeping.keeper import plainly
from recommender.model.recommendation import Recommendation
from recommender.plain.aside import aside
from recommender.plain.talk import Talk
from recommender.problem import Problems


def keep(talk: Talk, recommendation: Recommendation) -> None:
    """Says what is kept, and keeps it where that is chosen; only the code, where it is kept already."""
    if not talk.keeper.holds(talk.interview.profile, recommendation, talk.book, talk.interview.note):
        _offer(talk)
        if not _chosen(talk) or not _kept(talk, recommendation):
            return
    talk.lines.say(f"{talk.words('keep', 'done')}: {talk.keeper.code}")
    talk.lines.say(talk.voiced("keep", "note"))


def _offer(talk: Talk) -> None:
    lines, words, code = talk.lines, talk.words, talk.keeper.code
    lines.say(words("keep", "title_again" if code else "title"))
    lines.say(talk.voiced("keep", "what"))
    if code:
        lines.say(talk.voiced("keep", "again", code=code))
    lines.say(words("keep", "where", path=talk.keeper.place))
    lines.say(words("keep", "who"))
    lines.say(words("keep", "delete"))


def _chosen(talk: Talk) -> bool:
    while typed := talk.lines.ask(talk.words("plain", "prompt_keep")).lower():
        if typed == "k":
            return True
        if typed == "b":
            return False
        if not aside(talk, typed):
            talk.lines.say(talk.words("plain", "not_a_key_keep"))
    return False


def _kept(talk: Talk, recommendation: Recommendation) -> bool:
    try:
        talk.keeper.keep(talk.interview.profile, recommendation, talk.book, talk.interview.note)
    except Problems as problems:
        talk.lines.say(talk.words("keep", "refused", why=plainly(problems)))
        return False
    talk.say_if_refused("not_erased", talk.as_you_go.finished(talk.interview))
    return True
