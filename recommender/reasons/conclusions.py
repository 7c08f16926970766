"""What a directive does, in a few words."""

from collections.abc import Callable, Iterable

from recommender.model.directive import Body
from recommender.model.fact import Facts
from recommender.model.scale import Effort
from recommender.model.spelling import ALWAYS, FromAnswer, Share
from recommender.planning.amounts import amount
from recommender.planning.selection import chosen
from recommender.reasons.names import Names

TIMED = ("minutes", "week_minutes", "growth", "cool_down")
"""Amounts that are figures in minutes."""


def in_words(body: Body, names: Names, facts: Facts) -> str:
    """What a directive does; an empty text where it does nothing that has words."""
    verb = type(body).__name__.lower()
    parts = dict.fromkeys(_parts(verb, body, names, facts))
    said = ", ".join(part for part in parts if part)
    if not said or body.weeks == ALWAYS:
        return said
    return f"{said}, {names.in_weeks(body.weeks.first, body.weeks.last)}"


def all_in_words(bodies: Iterable[Body], names: Names, facts: Facts) -> str:
    """What several directives do, each named once."""
    said = dict.fromkeys(in_words(body, names, facts) for body in bodies)
    return "; ".join(words for words in said if words)


def _parts(verb: str, body: Body, names: Names, facts: Facts) -> Iterable[str]:
    found = {field: value for field, value in body if value not in (None, "", ()) and field != "weeks"}
    if names.texts.has("concluded", verb, "what"):
        what = ", ".join(filter(None, (_value(field, found[field], names, facts) for field in found)))
        yield names.texts("concluded", verb, "what", what=what) if what else ""
        return
    for field, value in found.items():
        if names.texts.has("concluded", verb, field):
            yield _part(verb, field, value, names, facts)


def _part(verb: str, field: str, value: object, names: Names, facts: Facts) -> str:
    if field in TIMED and "minutes" in names.hidden:
        return names.texts("concluded", "how_long")
    if verb == "gate" and field == "after_weeks" and not value:
        return ""
    what = _value(field, value, names, facts)
    return names.texts("concluded", verb, field, what=what) if what else ""


def _value(field: str, value: object, names: Names, facts: Facts) -> str:
    if field in _SPECIAL and not (field == "company" and isinstance(value, tuple)):
        return _SPECIAL[field](value, names)
    if isinstance(value, Effort):
        return names.effort(value)
    if isinstance(value, FromAnswer) and field in ("unfit", "involves", "loads", "places"):
        return _clash(field, value, names, facts)
    if isinstance(value, Share | int) and not isinstance(value, bool):
        number = amount(value, facts)
        return "" if number is None else str(number)
    return names.joined([_thing(field, word, names) for word in sorted(chosen(value, facts))])


def _clash(field: str, value: FromAnswer, names: Names, facts: Facts) -> str:
    words = sorted(chosen(value, facts))
    answers = names.joined([names.quoted(names.option(value.fact, word)) for word in words], "or")
    return names.texts("movement", field, answers=answers) if words else ""


def _thing(field: str, word: str, names: Names) -> str:
    """One word of a selector: an activity, a tempo, a time of day."""
    if field == "activity":
        return names.activity(word) if word in names.book.activities else word
    if field == "setting":
        return names.quoted(names.setting(word))
    if names.texts.has("movement", field, word):
        return names.texts("movement", field, word)
    return names.outcomes("names", field, word) if names.outcomes.has("names", field, word) else word


def _facts(value: object, names: Names) -> str:
    """The questions, apart from those whose words are hidden from this person."""
    labels = [names.fact(name) for name in value] if isinstance(value, tuple) else []
    shown = [
        names.quoted(label) if names.fit(label) else names.outcomes("hidden", "answer") for label in labels
    ]
    return names.joined(shown)


def _readings(value: object, names: Names) -> str:
    readings = value if isinstance(value, dict) else {}
    return names.joined([_reading(str(name), said, names) for name, said in readings.items()])


def _reading(name: str, said: object, names: Names) -> str:
    words = [str(word) for word in said] if isinstance(said, tuple) else str(said)
    return names.given(name, words)


def _state(value: object, names: Names) -> str:
    return names.quoted(names.fact(str(value)))


def _awareness(value: object, names: Names) -> str:
    return names.texts("attention", str(value))


def _company(value: object, names: Names) -> str:
    return names.outcomes("names", "company", str(value))


def _any_time(value: object, names: Names) -> str:
    return names.activity(str(value))


def _urgency(value: object, names: Names) -> str:
    return names.outcomes("names", "urgency", str(value))


def _named(value: object, _: Names) -> str:
    return str(value)


_SPECIAL: dict[str, Callable[[object, Names], str]] = {
    "facts": _facts,
    "read_as": _readings,
    "until": _readings,
    "state": _state,
    "awareness": _awareness,
    "company": _company,
    "any_time": _any_time,
    "urgency": _urgency,
    "figures": _named,
    "see": _named,
    "text": _named,
    "opening": _named,
    "endpoint": _named,
    "minimum": _named,
    "cue": _named,
}
