"""Values as the JSON that stands for them: as plain values, or written out at once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, cached_property
from operator import attrgetter
from types import NoneType
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"


def as_json(value: object) -> Json:
    """Records, lists and words as the JSON that stands for them; nothing of it is shared with the value."""
    if type(value) is str:  # as most are; a word of a scale is a text of another sort
        return value
    sort: type = type(value)
    return _writer(sort)(value)


def json_bytes(value: object, *, indent: bool = False) -> bytes:
    """The JSON of a value as UTF-8, on one line, or indented by two as `json.dumps` does.

    It says the same as `as_json`. What UTF-8 cannot write, which only Python can give, becomes a question
    mark.
    """
    import orjson  # noqa: PLC0415 - most commands write no JSON

    option = orjson.OPT_PASSTHROUGH_DATACLASS | (orjson.OPT_INDENT_2 if indent else 0)
    try:
        return orjson.dumps(value, default=_within, option=option)
    except TypeError:  # a half of a letter, or a number of more than 64 bits
        return _at_leisure(as_json(value), indent=indent)


def _at_leisure(value: Json, *, indent: bool) -> bytes:
    import json  # noqa: PLC0415 - hardly ever needed

    between = None if indent else (",", ":")
    text = json.dumps(value, indent=2 if indent else None, separators=between, ensure_ascii=False)
    return text.encode("utf-8", "replace")


def _within(value: object) -> object:
    """A record or a mapping one level deep; what is in it follows."""
    sort: type = type(value)
    return _opener(sort)(value)


@cache
def _opener(sort: type) -> Callable[..., object]:
    """What takes values of one sort apart."""
    if not is_dataclass(sort):
        return _writer(sort)
    keys = _keys(sort)
    if _stands_in_its_dict(sort, keys):
        return vars
    if len(keys) == 1:
        ((name, key),) = keys
        return lambda record: {key: getattr(record, name)}
    names, values = [key for _, key in keys], attrgetter(*(name for name, _ in keys))
    return lambda record: dict(zip(names, values(record), strict=True))


@cache
def _writer(sort: type) -> Callable[..., Json]:
    """What writes values of one sort; it follows from the sort alone."""
    if issubclass(sort, Enum):
        return _word
    if issubclass(sort, bool | int | str | NoneType):
        return _itself
    if issubclass(sort, Mapping):
        return _mapping
    if is_dataclass(sort):
        keys = _keys(sort)
        return lambda record: {key: as_json(getattr(record, name)) for name, key in keys}
    if issubclass(sort, list | tuple):
        return _list
    raise TypeError(f"{sort.__name__} has no JSON form")


def _keys(sort: type) -> list[tuple[str, str]]:
    """Every field of a record that is not for pages only, and its name in JSON."""
    written = [part.name for part in fields(sort) if part.metadata.get("json", True)]
    return [(name, name.rstrip("_")) for name in written]


def _stands_in_its_dict(sort: type, keys: list[tuple[str, str]]) -> bool:
    """Whether the `__dict__` of a record holds what is written of it, by the same names, and nothing else."""
    everything = [(part.name, part.name) for part in fields(sort)]
    parts = [part for base in sort.__mro__ for part in vars(base).items()]
    more = any(name == "__slots__" or isinstance(part, cached_property) for name, part in parts)
    return keys == everything and not more


def _word(word: Enum) -> Json:
    return str(word.value)


def _itself(value: Json) -> Json:
    return value


def _mapping(found: Mapping[str, object]) -> Json:
    return {str(key): as_json(item) for key, item in found.items()}


def _list(items: Iterable[object]) -> Json:
    return [as_json(item) for item in items]
