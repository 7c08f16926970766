"""What was edited between two rulebooks, as an author would list it: rules first, then everything else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from pydantic import BaseModel

from recommender.model.condition import Condition, Line
from recommender.model.recommendation import as_json
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Purpose, Stratum
from recommender.model.texts import Phrases
from recommender.source import Source, Span

NOWHERE = Span(Source("", ""))

MEANING = ("folder", "purpose", "when", "unless", "then", "if_unknown")
"""The keys of a rule that decide when it acts, and what it does then; the others are words and grounds."""

DECIDING = ("folder", "when", "unless", "then", "if_unknown")
"""Those of them that say when a rule of check-ins speaks, and what it decides."""


@dataclass(frozen=True, slots=True)
class EditedRule:
    """A rule that both rulebooks have, and the keys that differ."""

    before: Rule
    after: Rule
    keys: tuple[str, ...]

    @property
    def acts_otherwise(self) -> bool:
        """Whether more than words and grounds differ."""
        return bool(set(self.keys) & set(MEANING))


@dataclass(frozen=True, slots=True)
class CheckInEdit:
    """A rule that spoke at check-ins, and is gone (`one` is None then) or does so otherwise."""

    rule: Rule
    one: EditedRule | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that differ; none where the rule is gone."""
        return self.one.keys if self.one else ()

    @property
    def weighty(self) -> bool:
        """Whether it was of purpose safety or trauma, and is gone, decides otherwise or is of neither now."""
        if self.rule.purpose.rank < Purpose.TRAUMA.rank:
            return False
        if self.one is None or set(self.keys) & set(DECIDING):
            return True
        return self.one.after.purpose.rank < Purpose.TRAUMA.rank


@dataclass(frozen=True, slots=True)
class Names:
    """What came, what went, and what is there as before and yet otherwise."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @classmethod
    def of(cls, before: Mapping[str, object], after: Mapping[str, object]) -> "Names":
        """The names of two mappings, in the order of either."""
        return cls(
            tuple(name for name in after if name not in before),
            tuple(name for name in before if name not in after),
            tuple(name for name in after if name in before and after[name] != before[name]),
        )

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class Edits:
    """Everything that differs. `laws` are the invariants, `others` what has no heading of its own."""

    added: tuple[Rule, ...]
    removed: tuple[Rule, ...]
    changed: tuple[EditedRule, ...]
    vocabulary: Names
    activities: Names
    numbers: Names
    texts: Names
    laws: Names
    others: Names

    @property
    def acting(self) -> tuple[Rule, ...]:
        """Every version of a rule that acts in one of the rulebooks only."""
        both = (rule for one in self.changed if one.acts_otherwise for rule in (one.before, one.after))
        return (*self.added, *self.removed, *both)

    @property
    def at_check_ins(self) -> tuple[str, ...]:
        """The ids of those that speak at check-ins."""
        return tuple(dict.fromkeys(rule.id for rule in self.acting if rule.stratum is Stratum.REVIEW))

    @property
    def check_ins(self) -> tuple[CheckInEdit, ...]:
        """What went or changed of the rules that spoke at check-ins."""
        gone = (CheckInEdit(rule) for rule in self.removed if rule.stratum is Stratum.REVIEW)
        both = (
            CheckInEdit(one.before, one)
            for one in self.changed
            if one.acts_otherwise and one.before.stratum is Stratum.REVIEW
        )
        return (*gone, *both)

    @property
    def weighty_check_ins(self) -> tuple[CheckInEdit, ...]:
        """Those of them that have to be looked at, as no person shows what they come to."""
        return tuple(one for one in self.check_ins if one.weighty)

    @property
    def only_words(self) -> bool:
        """Whether nothing but words and grounds differs, anywhere."""
        log = {*self.others.added, *self.others.removed, *self.others.changed} & {"log"}
        return self.same_at_intake and not (self.at_check_ins or self.laws.any or log)

    @property
    def same_at_intake(self) -> bool:
        """Whether nothing differs that could treat anybody otherwise before a check-in."""
        intake = [rule for rule in self.acting if rule.stratum is not Stratum.REVIEW]
        return not (intake or self.vocabulary.any or self.activities.any or self.numbers.any)


def edits(old: RuleBook, new: RuleBook) -> Edits:
    """What was edited between the old rulebook and the new one."""
    before, after = ({rule.id: rule for rule in book.every_rule} for book in (old, new))
    both = [
        EditedRule(before[name], rule, tuple(_keys(before[name], rule)))
        for name, rule in after.items()
        if name in before
    ]
    return Edits(
        added=tuple(rule for name, rule in after.items() if name not in before),
        removed=tuple(rule for name, rule in before.items() if name not in after),
        changed=tuple(one for one in both if one.keys),
        vocabulary=Names.of(old.vocabulary.facts, new.vocabulary.facts),
        activities=Names.of(old.activities, new.activities),
        numbers=Names.of(dict(_numbers(old)), dict(_numbers(new))),
        texts=Names.of(dict(_texts(old)), dict(_texts(new))),
        laws=Names.of(_laws(old), _laws(new)),
        others=Names.of(_others(old), _others(new)),
    )


def condition_lines(condition: Condition | None) -> tuple[str, ...]:
    """A condition as its author wrote it, one line each; each alternative is one line."""
    if condition is None:
        return ()
    alternatives = (f"any of: {_together(lines)}" for lines in condition.alternatives)
    return (*map(str, condition.lines), *alternatives)


def directive_lines(rule: Rule) -> tuple[str, ...]:
    """What a rule does, one directive a line, as its author wrote it."""
    return tuple(_flow(as_json(item.written)) for item in rule.then)


def _together(lines: Sequence[Line]) -> str:
    return ", ".join(map(str, lines))


def _flow(value: object) -> str:
    """A written value on one line; without the braces around the whole."""
    text = _inner(value)
    return text[1:-1] if isinstance(value, Mapping) else text


def _inner(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_inner(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_inner, value)) + "]"
    return str(value)


def _keys(before: Rule, after: Rule) -> Iterator[str]:
    """The keys of a rule file that differ, in the order of a rule file."""
    one, other = _written(before), _written(after)
    return (key for key in one if one[key] != other[key])


def _written(rule: Rule) -> dict[str, object]:
    return {
        "folder": rule.stratum,
        "title": rule.title,
        "purpose": rule.purpose,
        "when": condition_lines(rule.when),
        "unless": condition_lines(rule.unless),
        "then": directive_lines(rule),
        "because": rule.because,
        "because_unknown": rule.because_unknown,
        "sources": rule.sources,
        "evidence": rule.evidence,
        "if_unknown": rule.if_unknown,
        "examples": tuple((one.expected, one.facts) for one in rule.examples),
    }


def _numbers(book: RuleBook) -> Iterator[tuple[str, object]]:
    """The numbers of the plan, without what is said of them."""
    for path, value in _flat("", as_plain(book.parameters)):
        if path.split(".")[-1] not in ("says", "evidence") and ".sources" not in path:
            yield path.removesuffix(".value"), value


def _texts(book: RuleBook) -> Iterator[tuple[str, object]]:
    """Every text beside those of rules, under a path such as “outcomes.talk_test.moderate”."""
    for part in fields(book.texts):
        yield from _flat(part.name, as_plain(getattr(book.texts, part.name)))


def _others(book: RuleBook) -> dict[str, object]:
    accepted = tuple(replace(one, span=NOWHERE) for one in book.invariants.accepted)
    return {
        "sources": dict(book.origins),
        "language": dict(book.guards),
        "log": book.log,
        "accepted findings": accepted,
    }


def _laws(book: RuleBook) -> dict[str, object]:
    """The invariants by id, wherever they stand."""
    return {law.id: replace(law, span=NOWHERE) for law in book.invariants.laws}


def as_plain(value: object) -> object:
    """Records and texts as mappings, lists and words."""
    if isinstance(value, Phrases):
        return value.texts
    if isinstance(value, BaseModel):
        return value.model_dump()
    if isinstance(value, Mapping):
        return {key: as_plain(item) for key, item in value.items()}
    return value


def _flat(path: str, value: object) -> Iterable[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _flat(f"{path}.{key}" if path else str(key), item)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value, 1):
            yield from _flat(f"{path}.{number}", item)
    else:
        yield path, value
