"""What is said of an interview that was begun: that it is there, and how it goes on."""

from collections.abc import Iterator

from recommender.keeping.as_you_go import AsYouGo
from recommender.keeping.keeper import plainly
from recommender.keeping.unfinished import Begun, Resumed, Taken
from recommender.model.rule import RuleBook
from recommender.problem import Problems


def begun_said(begun: Begun, book: RuleBook) -> str:
    """That there is one to go on with, what leaving does to it, and nothing that was answered in it."""
    one = "_locked" if begun.answers is None else "_one" if begun.answers == 1 else ""
    whose = "_clinician" if begun.role == "clinician" else ""
    words = book.texts.interview
    there = words("unfinished", f"begun{one}{whose}", day=begun.day, count=begun.answers)
    return f"{there} {words('unfinished', 'begun_until')}" if begun.keeping == "until_i_leave" else there


def keeping_said(going: AsYouGo, book: RuleBook, *, beside: bool, short: bool = False) -> str:
    """What becomes of the answers now; `beside` says that another interview was begun here.

    `short` is for where there is little room.
    """
    words = book.texts.interview
    if going.refused:
        return words("unfinished", "refused_so_far")
    if going.keeping == "nothing" and beside:
        return words("unfinished", "new_not_kept")
    form = ("short",) if short else ()
    chosen = words("unfinished", *(form or ("chosen",)), going.keeping)
    return f"{chosen} {words('unfinished', *form, 'takes_its_place')}" if going.replaces() else chosen


def not_kept_said(problems: Problems, book: RuleBook) -> str:
    """Why the answers are not kept now, and how they can be."""
    words = book.texts.interview
    if isinstance(problems, Taken):
        return words("unfinished", "taken")
    return words("unfinished", "not_kept", why=plainly(problems))


def resumed_said(found: Resumed, book: RuleBook) -> str:
    """That it goes on, how it is kept, and what fell out."""
    return " ".join(_resumed(found, book))


def lost_said(found: Resumed, book: RuleBook) -> str:
    """What fell out, because the rules cannot use it any more; empty where nothing did."""
    return " ".join(_lost(found, book))


def _resumed(found: Resumed, book: RuleBook) -> Iterator[str]:
    words = book.texts.interview
    yield words("unfinished", "resumed")
    yield words("unfinished", "chosen", found.keeping)
    yield from _lost(found, book)


def _lost(found: Resumed, book: RuleBook) -> Iterator[str]:
    words, questions = book.texts.interview, book.texts.questions.questions
    if found.lost:
        labels = {name: question.label for name, question in questions.items()}
        named = (labels.get(name, name.replace("_", " ")) for name in found.lost)
        yield words("unfinished", "lost", labels="; ".join(named))
    if found.changes_lost:
        form = "changes_lost_one" if found.changes_lost == 1 else "changes_lost"
        yield words("unfinished", form, count=found.changes_lost)
