"""What a rule does, in words for its author: with the texts it names, and whatever would be answered."""

from collections.abc import Iterator

from recommender.loading.directive_checks import TEXTS_OF_USE
from recommender.model.directive import (
    Advise,
    Attend,
    Body,
    Decide,
    Doses,
    Exclude,
    Gate,
    Hide,
    Meet,
    Note,
    Offer,
    Use,
)
from recommender.model.fact import Facts
from recommender.model.rule import Rule
from recommender.model.scale import Urgency
from recommender.model.spelling import ALWAYS, FromAnswer, Share
from recommender.reasons.conclusions import in_words
from recommender.reasons.names import Names

GAP = "…"
CLASHES = ("unfit", "involves", "loads", "places")
"""Keys that take what does not go with an answer, where others take the answer itself."""


def does(rule: Rule, names: Names) -> tuple[str, ...]:
    """What each directive of a rule does, in their order; each thing once."""
    return tuple(dict.fromkeys(words for item in rule.then for words in _body(item.body, names)))


def _body(body: Body, names: Names) -> Iterator[str]:
    said = "; ".join(_parts(body, names))
    if isinstance(body, Exclude) and len(_keys(body)) > 1:
        said = names.texts("shown", "does", "together", what=said)
    if body.weeks != ALWAYS:
        weeks = names.in_weeks(body.weeks.first, body.weeks.last)
        said = names.texts("shown", "does", "in_weeks", weeks=weeks, what=said)
    yield said


def _parts(body: Body, names: Names) -> Iterator[str]:
    """What has words of its own here, and the rest in the words that a person reads."""
    own = _own(body, names)
    if own:
        yield from own
        return
    answered = {name: value for name, value in body if isinstance(value, Share | FromAnswer)}
    plain = body.model_copy(update={**dict.fromkeys(answered), "weeks": ALWAYS})
    yield from filter(None, (in_words(part, names, Facts()) for part in _one_by_one(plain)))
    verb = type(body).__name__.lower()
    for name, value in answered.items():
        yield (
            _share(verb, name, value, names)
            if isinstance(value, Share)
            else _answer(verb, name, value, names)
        )


def _one_by_one(body: Body) -> Iterator[Body]:
    """Amounts one by one, as each is a bound of its own; the lines of a selector belong together."""
    keys = _keys(body)
    if not isinstance(body, Doses):
        yield body
        return
    for name in keys:
        yield body.model_copy(update={other: None for other in keys if other != name})


def _own(body: Body, names: Names) -> tuple[str, ...]:
    """The words of directives that name texts, and of those that no person reads about."""
    match body:
        case Note() | Advise() | Use() | Meet():
            return tuple(_texts(body, names))
        case Gate() if body.needs:
            return (_gate(body, names),)
        case Offer() if body.minutes:
            return (_offer(body, names),)
        case Hide() | Attend() | Decide():
            return (_of_figures_and_weeks(body, names),)
        case _:
            return ()


def _texts(body: Note | Advise | Use | Meet, names: Names) -> Iterator[str]:
    wording = names.book.texts.wording
    match body:
        case Note(text=name):
            yield _text("note", name, wording.notes[name], names)
        case Advise(see=name):
            yield _text("advise", name, wording.advice[name], names)
        case Meet(need=name):
            yield _text("meet", name, wording.gate_needs[name], names)
        case Use():
            yield from _use(body, names)


def _of_figures_and_weeks(body: Hide | Attend | Decide, names: Names) -> str:
    match body:
        case Hide(figures=figures):
            what = names.joined(names.texts("shown", "figures", figure) for figure in figures)
            return names.texts("shown", "does", "hide", what=what)
        case Attend(level=level):
            return names.texts("shown", "level", level)
        case Decide():
            return _decide(body, names)


def _offer(body: Offer, names: Names) -> str:
    what = in_words(body.model_copy(update={"weeks": ALWAYS}), names, Facts())
    return names.texts("shown", "does", "offer_minutes", what=what, minutes=body.minutes)


def _text(kind: str, name: str, text: str, names: Names) -> str:
    return names.texts("shown", "does", kind, name=name, text=names.quoted(text))


def _use(body: Use, names: Names) -> Iterator[str]:
    for kind, section in TEXTS_OF_USE.items():
        if name := getattr(body, kind):
            yield _text(kind, name, getattr(names.book.texts.wording, section)[name], names)


def _gate(body: Gate, names: Names) -> str:
    known = names.book.texts.wording.gate_needs
    plain = in_words(body.model_copy(update={"weeks": ALWAYS}), names, Facts())
    needs = "; ".join(names.quoted(known[need]) for need in body.needs)
    return names.texts("shown", "does", "gate_needs", what=plain, needs=needs)


def _decide(body: Decide, names: Names) -> str:
    what = names.texts("shown", "decision", body.decision)
    if body.restart:
        what = names.texts("shown", "does", "restart", what=what)
    return _urgent(what, body.urgency, names) if body.urgency else what


def _urgent(what: str, urgency: Urgency, names: Names) -> str:
    return names.texts(
        "shown", "does", "urgency", what=what, urgency=names.outcomes("names", "urgency", urgency)
    )


def _share(verb: str, name: str, share: Share, names: Names) -> str:
    label = names.fact(share.fact)
    whole = share.percent == 100  # noqa: PLR2004 - per cent
    words = names.texts("shown", "does", "whole" if whole else "share", percent=share.percent, label=label)
    what = names.texts("concluded", verb, name, what=GAP)
    return names.texts("shown", "does", "where", what=what, share=words)


def _answer(verb: str, name: str, value: FromAnswer, names: Names) -> str:
    """A line of a selector that takes what the person answered."""
    answers = names.texts("shown", "does", "answers_to", label=names.fact(value.fact))
    words = names.texts("movement", name, answers=answers) if name in CLASHES else answers
    return names.texts("concluded", verb, "what", what=words)


def _keys(body: Body) -> list[str]:
    """What was written in a directive."""
    return [name for name, value in body if value is not None and name != "weeks"]
