"""One directive of a rule, altered once: a number, a word or a stretch of weeks by one step, or one fewer."""

import re
from collections.abc import Iterator, Mapping, Sequence

from recommender.loading.directives import read_directive
from recommender.loading.yaml_tree import from_plain
from recommender.model.directive import SHORT_FORMS, Directive, Doses, Selector, Use
from recommender.model.fact import Vocabulary
from recommender.model.rule import Rule
from recommender.model.scale import Company, Decision, Effort, Urgency
from recommender.model.written import Plain
from recommender.problem import Problem
from recommender.source import Source
from recommender.verification.plain_words import in_words

SHARE = re.compile(r"(\d+) % of (\w+)")
WEEKS = re.compile(r"(\d+)(?: (on)| to (\d+))?")
NOWHERE = Source("<altered>", "")
SCALES: dict[str, tuple[str, ...]] = {
    "intensity": tuple(Effort),
    "to": tuple(Effort),
    "after": tuple(Effort),
    "urgency": tuple(Urgency),
    "decision": tuple(Decision),
    "company": tuple(Company),
    "level": ("down", "up"),
    "rhythmic": ("no", "yes"),
    "restart": ("no", "yes"),
}
"""The words of a directive that have a step beside them."""

LISTS = ("needs", "figures", "facts", "activity", "setting", "time_of_day", "kind", "tempo")
SWAPPED = {"prefer": "avoid", "avoid": "prefer"}
COARSE = ((100, 10), (20, 5))
"""From which number on a step is larger than 1: nobody tells 150 minutes a week from 151."""


def altered_directives(
    directive: Directive, rule: Rule, vocabulary: Vocabulary
) -> Iterator[tuple[str, Directive]]:
    """Every directive that differs from this one by one alteration, each with what was altered."""
    content = _content(directive)
    seen = {repr(directive.body)}
    if directive.verb in SWAPPED:
        other = SWAPPED[directive.verb]
        found = _read(other, content, rule, vocabulary)
        if found is not None:
            yield f"{directive.verb} -> {other}: {in_words(content)}", found
    for what, altered in _alterations(directive, content, vocabulary):
        found = _read(directive.verb, altered, rule, vocabulary)
        if found is not None and repr(found.body) not in seen:
            seen.add(repr(found.body))
            yield f"{directive.verb}: {what}", found


def _content(directive: Directive) -> Mapping[str, Plain]:
    """What a directive says, with the key that its short form leaves out."""
    written = directive.written
    content = written[directive.verb] if isinstance(written, Mapping) else {}
    if isinstance(content, Mapping):
        return content
    return {SHORT_FORMS.get(directive.verb, "activity"): content}


def _read(verb: str, content: Mapping[str, Plain], rule: Rule, vocabulary: Vocabulary) -> Directive | None:
    problems: list[Problem] = []
    node = from_plain({verb: content}, NOWHERE)
    found = read_directive(node, rule.stratum, vocabulary, problems, "")
    return None if problems else found


def _alterations(
    directive: Directive, content: Mapping[str, Plain], vocabulary: Vocabulary
) -> Iterator[tuple[str, Mapping[str, Plain]]]:
    for key, value in content.items():
        for other in _others(key, value):
            yield f"{key} {in_words(value)} -> {in_words(other)}", {**content, key: other}
        if _may_go(directive, key, content):
            yield (
                f"{key} {in_words(value)} dropped",
                {name: said for name, said in content.items() if name != key},
            )
    if directive.verb == "contradiction":
        yield from _read_otherwise(content, vocabulary)


def _may_go(directive: Directive, key: str, content: Mapping[str, Plain]) -> bool:
    """Whether one line of a directive can be left out alone, so that something of it stays."""
    lines = [name for name in content if name != "weeks"]
    if key == "weeks" or len(lines) == 1:
        return key == "weeks"
    return isinstance(directive.body, Selector | Use | Doses)


def _others(key: str, value: Plain) -> Iterator[Plain]:
    if key in SCALES and isinstance(value, str):
        yield from _beside(value, SCALES[key])
    elif key == "weeks":
        yield from _other_weeks(str(value))
    elif isinstance(value, int):
        step = next((step for most, step in COARSE if value >= most), 1)
        yield from (number for number in (value - step, value + step) if number >= 0)
    elif isinstance(value, str):
        yield from _shares(value)
    elif key in LISTS and isinstance(value, Sequence):
        yield from _fewer(key, value)


def _beside(word: str, scale: tuple[str, ...]) -> Iterator[str]:
    if word in scale:
        place = scale.index(word)
        yield from (str(scale[near]) for near in (place - 1, place + 1) if 0 <= near < len(scale))


def _other_weeks(written: str) -> Iterator[str]:
    """A stretch one week longer, and one week shorter; an open one begins earlier or later."""
    found = WEEKS.fullmatch(written)
    if found is None:
        return
    first, last = int(found[1]), int(found[3] or found[1])
    if found[2]:
        yield from (f"{start} on" for start in (first - 1, first + 1) if start >= 1)
    else:
        yield from (_stretch(first, end) for end in (last - 1, last + 1) if end >= first)


def _stretch(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"


def _shares(written: str) -> Iterator[str]:
    if found := SHARE.fullmatch(written):
        yield from (f"{int(found[1]) + step} % of {found[2]}" for step in (-10, 10))


def _fewer(key: str, words: Sequence[Plain]) -> Iterator[Plain]:
    """A list without one of its words: each of those that count alike, the last of those in an order."""
    if len(words) > 1:
        places = range(len(words)) if key in ("needs", "figures", "facts") else [len(words) - 1]
        yield from ([*words[:place], *words[place + 1 :]] for place in places)


def _read_otherwise(
    content: Mapping[str, Plain], vocabulary: Vocabulary
) -> Iterator[tuple[str, Mapping[str, Plain]]]:
    """Contradictory answers read one step otherwise, or one of them not read otherwise at all."""
    found = content["read_as"]
    readings = found if isinstance(found, Mapping) else {}
    for name, said in readings.items():
        kept = {other: answer for other, answer in readings.items() if other != name}
        yield f"read_as {name} dropped", {**content, "read_as": kept}
        fact = vocabulary[name]
        near = _beside(str(said), fact.answers) if fact.ordered else _others(name, said)
        for other in near:
            words = f"read_as {name} {in_words(said)} -> {in_words(other)}"
            yield words, {**content, "read_as": {**kept, name: other}}
