"""What stands beside each key of a directive: by the type of its record, and by what the rulebook has."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from recommender.loading.directive_checks import TEXTS_OF_USE
from recommender.model.directive import SHORT_FORMS
from recommender.model.spelling import FromAnswer, Weeks
from recommender.model.written import Plain
from recommender.reasons.names import Names
from recommender.workshop.schema.facts import FactWords
from recommender.workshop.schema.values import (
    Schema,
    listed,
    number,
    numerals,
    one_name,
    one_of,
    some,
    table,
    word,
)  # fmt: skip

YES_NO = {"yes": "", "no": "", "true": "", "false": ""}
TRIED = range(20)
"""Numbers that a key is tried with, to find the least and the most that it takes."""

MUCH = 100_000
ANSWERED_BY = {
    "activity": ("likes", "dislikes"),
    "unfit": ("mobility",),
    "involves": ("not_ok",),
    "loads": ("injuries",),
    "places": ("settings_ok",),
    "setting": ("settings_ok",),
    "time_of_day": ("preferred_time",),
}
"""The facts whose answers are words for a key; editors offer those, and take any that are loaded."""

TEXTS = {
    **TEXTS_OF_USE,
    "need": "gate_needs",
    "needs": "gate_needs",
    "see": "advice",
    "text": "notes",
}
"""Keys that name a text, and where in wording.yaml those stand."""

Takes: TypeAlias = Callable[[object], bool]
Words: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fields:
    """The keys of directives in rules that read these facts; conditions are defined at `lines`."""

    facts: FactWords
    names: Names
    lines: str
    answers: str

    def field(self, verb: str, name: str, info: FieldInfo) -> Schema:
        """A key with what it comes to and all that it takes."""
        said = self._said(verb, name)
        described: Schema = {"description": said} if said else {}
        called = verb if SHORT_FORMS.get(verb) == name else name
        return {"title": f"{verb}: {name}", **described, **self._typed(name, called, _whole(info))}

    def activity(self) -> Schema:
        """One activity."""
        known = self._named("activity")
        return one_name(known, f"This names activities of activities.yaml: {some(known)}.")

    def _said(self, verb: str, name: str) -> str:
        """The words in which a key is told to somebody."""
        if name == "weeks":
            return "The weeks in which this acts; all of them where it is left out."
        texts = self.names.texts
        key = next((key for key in (name, "what") if texts.has("concluded", verb, key)), None)
        return texts("concluded", verb, key, what="…") if key else ""

    def _typed(self, name: str, called: str, typed: object) -> Schema:
        leaves, takes = tuple(_leaves(typed)), _takes(typed)
        if Weeks in leaves:
            return _weeks()
        if dict in leaves:
            return self._table(name)
        if bool in leaves:
            return word(YES_NO, f"“{called}” is yes or no.")
        if int in leaves:
            return self._amount(called, takes)
        return self._words(name, called, leaves, takes)

    def _table(self, name: str) -> Schema:
        if name == "until":
            return {"$ref": self.lines}
        vocabulary = self.facts.vocabulary
        readable = (fact for fact in vocabulary.asked() if not vocabulary[fact].never_rewritten)
        readings: dict[str, Schema] = {
            fact: {"$ref": f"{self.answers}/properties/{fact}"} for fact in readable
        }
        return table(readings, "What is read otherwise is a fact that can be asked, and one that may be.")

    def _amount(self, name: str, takes: Takes) -> Schema:
        """A whole number, or a share of one that was answered."""
        possible = [figure for figure in TRIED if takes(str(figure))]
        low, high = possible[0], None if takes(str(MUCH)) else possible[-1]
        bounds = f"a whole number from {low} to {high}" if high else f"a whole number, {low} or more"
        vocabulary = self.facts.vocabulary
        counted = [
            fact
            for fact in vocabulary.asked()
            if vocabulary[fact].kind == "number" and not vocabulary[fact].guarded
        ]
        if not counted or not takes(f"50 % of {counted[0]}"):
            return number(low, high, f"“{name}” takes {bounds}.")
        shares = f"(?:answer|[0-9]+ %) of (?:{'|'.join(counted)})"
        wrong = f"“{name}” takes {bounds}, or “90 % of FACT” with a fact that is a number: {some(counted)}."
        return number(low, high, wrong, (shares,))

    def _words(self, name: str, called: str, leaves: Sequence[object], takes: Takes) -> Schema:
        """Words from a fixed list or from the rulebook: one, several, or what was answered."""
        own, fixed, named = FromAnswer in leaves, dict(_fixed(leaves, name, self.names)), self._named(name)
        known = fixed or named
        if not (known or own):
            return {"type": "string"}
        wrong = f"“{called}” takes: {some(known)}."
        one = word(fixed, wrong) if fixed else one_name(named, wrong)
        first = next(iter(known), "")
        ways = [one] if known and takes(first) else []
        ways += [self._own_answer(name, wrong if known else "")] if own else []
        ways += [listed(one, 0, wrong)] if known and takes([first]) else []
        return one_of(*ways)

    def _own_answer(self, name: str, wrong: str) -> Schema:
        """Whatever was answered to a fact; `wrong` is what is said where other words could stand here too."""
        vocabulary = self.facts.vocabulary
        chosen = [fact for fact in vocabulary.asked() if vocabulary[fact].kind in ("set", "choice")]
        fitting = [fact for fact in ANSWERED_BY.get(name, ()) if fact in chosen]
        examples = [f"answers of {fact}" for fact in fitting]
        return {
            "type": "string",
            "pattern": f"^(?:answer|answers|none) of (?:{'|'.join(chosen)})$",
            "errorMessage": wrong
            or f"“{name}” takes “answers of FACT” or “none of FACT”, with a fact of the vocabulary.",
            **({"examples": [*examples]} if examples else {}),
        }

    def _named(self, name: str) -> Words:
        """The names that a key may hold, each with its text; none where a key holds any text."""
        book = self.names.book
        if name in TEXTS:
            texts: dict[str, str] = getattr(book.texts.wording, TEXTS[name])
            return texts
        if name in ("activity", "any_time"):
            return {key: activity.name for key, activity in book.activities.items()}
        if name == "facts":
            return self.facts.asked()
        fits = name == "setting" and "settings_ok" in self.facts.vocabulary
        return self.facts.answers("settings_ok") if fits else {}


def in_yaml(value: Plain) -> str:
    """A directive as one line of YAML."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_inner(item)}" for key, item in value.items())
    return _inner(value)


def _inner(value: Plain) -> str:
    if isinstance(value, Mapping):
        return f"{{{in_yaml(value)}}}"
    return str(value) if isinstance(value, str | int) else f"[{', '.join(map(_inner, value))}]"


def _whole(info: FieldInfo) -> object:
    """The type of a key with everything that checks it."""
    typed: Any = info.annotation
    for mark in info.metadata:
        typed = Annotated[typed, mark]
    return typed


def _leaves(typed: object) -> Iterator[object]:
    """The types that a type is made of, without what only checks them; words of a fixed list as they are."""
    origin = get_origin(typed)
    if origin is Annotated:
        yield from _leaves(get_args(typed)[0])
    elif origin in (Union, UnionType, tuple):
        for part in get_args(typed):
            yield from _leaves(part)
    elif origin is Literal:
        yield from get_args(typed)
    else:
        yield origin or typed


def _fixed(leaves: Sequence[object], name: str, names: Names) -> Iterator[tuple[str, str]]:
    """The words of a fixed list, each with what it is called where that is known."""
    for leaf in leaves:
        members = leaf if isinstance(leaf, type) and issubclass(leaf, Enum) else [leaf]
        for member in members:
            if isinstance(member, str):
                yield str(member), _called(name, str(member), names)


def _called(name: str, member: str, names: Names) -> str:
    for place in (("movement", name, member), ("shown", name, member)):
        if names.texts.has(*place):
            return names.texts(*place)
    for place in (("names", name, member), ("names", "intensity", member)):
        if names.outcomes.has(*place):
            return names.outcomes(*place)
    return ""


def _takes(typed: Any) -> Takes:  # noqa: ANN401 - any type that a record may name
    adapter: TypeAdapter[object] = TypeAdapter(typed)

    def takes(value: object) -> bool:
        try:
            adapter.validate_python(value)
        except ValidationError:
            return False
        return True

    return takes


def _weeks() -> Schema:
    week = numerals(1, None)
    return {
        "type": ["integer", "string"],
        "minimum": 1,
        "pattern": f"^{week}(?: on| to {week})?$",
        "errorMessage": "Weeks are written as “3”, “1 to 2” or “3 on”, counted from 1.",
    }
