"""The small pieces that a schema for editors is made of: words, numbers and lists, as rule files spell them.

A server for YAML reads `60` as a number and `true` as a yes where the rules are read as text, so every
piece takes a word in both ways. `errorMessage` is what editors show instead of their own complaint.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from recommender.model.recommendation import Json

Schema: TypeAlias = dict[str, Json]

NUMERAL = re.compile(r"[-+]?[0-9]+", re.ASCII)
READ_OTHERWISE: dict[str, Json] = {"true": True, "false": False, "null": None}
SHOWN = 9
CLOSED: Schema = {"allOf": [True]}
"""Says nothing, and keeps an editor from offering an empty entry where it offers the names for a list."""


def word(words: Mapping[str, str], wrong: str = "") -> Schema:
    """One of these words, each with what it means, which may be empty; `wrong` is said of any other."""
    spelt = [(each, meaning) for name, meaning in words.items() for each in both_ways(name)]
    said: Schema = {"errorMessage": wrong} if wrong else {}
    meant = [meaning for _, meaning in spelt]
    described: Schema = {"enumDescriptions": [*meant]} if any(meant) else {}
    return {"enum": [each for each, _ in spelt], **described, **said}


def one_name(known: Mapping[str, str], wrong: str) -> Schema:
    """One of many names, of which an editor shows the meaning of the one that stands there, not of all.

    A wrong one fits no pattern, so that the message is said once, and not for each name that there is.
    """
    fits: Schema = {"type": "string", "pattern": f"^(?:{'|'.join(map(re.escape, known))})$"}
    every: list[Json] = [{"const": each, "description": said, **CLOSED} for each, said in known.items()]
    told: Schema = {"oneOf": [{"not": fits, **CLOSED}, {"anyOf": every}]} if every else {}
    return {**fits, "errorMessage": wrong, **told}


def both_ways(name: str) -> Iterator[Json]:
    """The word as text, and as a server reads it that takes it for something else."""
    yield name
    if NUMERAL.fullmatch(name):
        yield int(name)
    elif name in READ_OTHERWISE:
        yield READ_OTHERWISE[name]


def listed(item: Schema, least: int = 1, wrong: str = "") -> Schema:
    """A list of such values."""
    said: Schema = {"errorMessage": wrong} if wrong else {}
    return {"type": "array", "items": item, **({"minItems": least} if least else {}), **said}


def one_of(*ways: Schema) -> Schema:
    """Any of these ways to write a value, of which no two fit the same text.

    Not `anyOf`, for which editors show one title after the other.
    """
    return ways[0] if len(ways) == 1 else {"oneOf": [*ways]}


def number(low: int, high: int | None, wrong: str, also: Iterable[str] = ()) -> Schema:
    """A whole number within bounds; `also` holds further patterns, in which `N` stands for such a number."""
    figures = numerals(low, high)
    ways = "|".join(pattern.replace("N", f"(?:{figures})") for pattern in ("N", *also))
    most: Schema = {} if high is None else {"maximum": high}
    return {
        "type": ["integer", "string"],
        "minimum": low,
        **most,
        "pattern": f"^(?:{ways})$",
        "errorMessage": wrong,
    }


def table(properties: Mapping[str, Schema], wrong: str = "", required: Iterable[str] = ()) -> Schema:
    """Lines `word: value` with these words and no others."""
    needed = [*required]
    return {
        "type": "object",
        "properties": {**properties},
        "additionalProperties": False,
        **({"required": [*needed]} if needed else {}),
        **({"errorMessage": wrong} if wrong else {}),
    }


def one_line(properties: Mapping[str, Schema], wrong: str) -> Schema:
    """One line `word: value`, as a directive or an example is one."""
    return {**table(properties, wrong), "minProperties": 1, "maxProperties": 1}


def numerals(low: int, high: int | None) -> str:
    """A pattern for the whole numbers from `low` to `high` (any higher one where that is left out)."""
    if high is None:
        least = f"[{low}-9]|[1-9][0-9]+" if low else "[0-9]+"
        return f"0*(?:{least})"
    return f"0*(?:{'|'.join(_stretches(low, high))})"


def _stretches(low: int, high: int) -> Iterator[str]:
    """Stretches in which one digit runs and all after it are free: 8 to 120 is 8-9, 10-99, 100-119, 120."""
    while low <= high:
        size = 1
        while low and low % (size * 10) == 0 and low + size * 10 - 1 <= high:
            size *= 10
        head, first = divmod(low // size, 10)
        last = min(9, first + (high - low + 1) // size - 1)
        running = f"[{first}-{last}]" if last > first else f"{first}"
        yield f"{head or ''}{running}{'[0-9]' * (len(str(size)) - 1)}"
        low += (last - first + 1) * size


def some(names: Iterable[str]) -> str:
    """A few of these words, as a message names them."""
    every = [*names]
    shown = ", ".join(every[:SHOWN])
    return f"{shown}, … ({len(every)} in all)" if len(every) > SHOWN else shown
