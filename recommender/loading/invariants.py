"""`invariants.yaml` into laws, each with the place it was written at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator

from recommender.loading.answers import not_an_answer, unknown_fact
from recommender.loading.conditions import read_condition
from recommender.loading.reading import listing, read, table, unknown_key
from recommender.loading.yaml_tree import Node, Table, Text, plain
from recommender.model.condition import Condition
from recommender.model.fact import Fact, Vocabulary
from recommender.model.invariant import Accepted, Finding, Held, Invariant, Invariants, Worse
from recommender.model.spelling import chosen
from recommender.model.written import Words, Written, YesNo
from recommender.problem import Code, Problem, nearest

PARTS = ("invariants", "accepted")
KEYS = ("id", "says", "sources", "when", "unless", "also_open", "then", "worse", "unanswered", "not_compared")
KINDS = ("then", "worse", "unanswered")
WAYS = {"choice": "in order", "number": "less", "set": "one more"}
SHORT = {"guarded", "safety"}


class _Head(Written):
    id: str
    says: str
    sources: Words
    also_open: YesNo = False
    not_compared: Annotated[tuple[Literal["activities", "needs"], ...], BeforeValidator(chosen)] = ()


class _Accepted(Written):
    finding: Finding
    rule: str
    reason: str


def read_invariants(root: Node, vocabulary: Vocabulary, problems: list[Problem]) -> Invariants:
    """The laws of a file; what cannot be read of it goes to `problems`."""
    whole = table(root, problems, "invariants.yaml", root.span)
    if whole is None:
        return Invariants()
    problems.extend(unknown_key(key, PARTS, "") for key, _ in whole if key.value not in PARTS)
    reader = _Reader(vocabulary, problems)
    laws = [reader.law(node) for node in _items(whole, "invariants", problems)]
    accepted = [reader.accepted(node) for node in _items(whole, "accepted", problems)]
    return Invariants(
        tuple(law for law in laws if law is not None),
        tuple(one for one in accepted if one is not None),
    )


def _items(whole: Table, name: str, problems: list[Problem]) -> tuple[Node, ...]:
    node = whole.get(name)
    found = listing(node, problems, f"“{name}”", node.span) if node else None
    return found.items if found else ()


@dataclass(frozen=True, slots=True)
class _Reader:
    vocabulary: Vocabulary
    problems: list[Problem]

    def law(self, node: Node) -> Invariant | None:
        entry = table(node, self.problems, "an invariant", node.span)
        if entry is None:
            return None
        about = _about(entry)
        self.problems.extend(unknown_key(key, KEYS, about) for key, _ in entry if key.value not in KEYS)
        named = ("id", "says", "sources", "also_open", "not_compared")
        heads = tuple((key, value) for key, value in entry if key.value in named)
        head = read(_Head, Table(heads, entry.span), self.problems, about)
        if [name for name in KINDS if entry.get(name)] not in [[kind] for kind in KINDS]:
            what = "an invariant has one of “then”, “worse” and “unanswered”"
            self.problems.append(Problem(Code.WRONG_SHAPE, what, _place(entry).span, about, KINDS))
            return None
        law = (self._when(entry, about), self._unless(entry, about), self._then(entry, about))
        worse, unanswered = dict(self._worse(entry, about)), self._unanswered(entry, about)
        if head is None:
            return None
        return Invariant(
            id=head.id,
            says=head.says,
            sources=head.sources,
            span=_place(entry).span,
            when=law[0],
            unless=law[1],
            also_open=head.also_open,
            then=law[2],
            worse=worse,
            unanswered=unanswered,
            not_compared=head.not_compared,
        )

    def accepted(self, node: Node) -> Accepted | None:
        found = read(_Accepted, node, self.problems, "what is accepted")
        if found is None:
            return None
        key = _place(node) if isinstance(node, Table) else node
        return Accepted(found.finding, found.rule, found.reason, key.span)

    def _when(self, entry: Table, about: str) -> Condition:
        node = entry.get("when")
        return read_condition(node, self.vocabulary, self.problems, about) if node else Condition()

    def _unless(self, entry: Table, about: str) -> Condition | None:
        node = entry.get("unless")
        return read_condition(node, self.vocabulary, self.problems, about) if node else None

    def _then(self, entry: Table, about: str) -> tuple[Held, ...]:
        node = entry.get("then")
        found = listing(node, self.problems, "“then”", node.span, about) if node else None
        held = [read(Held, item, self.problems, about) for item in (found.items if found else ())]
        return tuple(one for one in held if one is not None)

    def _worse(self, entry: Table, about: str) -> Iterator[tuple[str, Worse]]:
        node = entry.get("worse")
        lines = table(node, self.problems, "“worse”", node.span, about) if node else None
        for key, value in lines or ():
            fact = self._fact(key, about)
            if fact is None:
                continue
            if isinstance(value, Table):
                yield key.value, self._named(key.value, value, fact, about)
            elif (way := self._way(key, value, fact, about)) is not None:
                yield key.value, way

    def _way(self, key: Text, value: Node, fact: Fact, about: str) -> Worse | None:
        said, right = value.value if isinstance(value, Text) else "", WAYS[fact.kind]
        if said == "in order" and right == "in order" and fact.ordered:
            return "in order"
        if said == "less" and right == "less":
            return "less"
        if said == "one more" and right == "one more":
            return "one more"
        ordered = right != "in order" or fact.ordered is not None
        what = f"what is worse of “{key.value}” is written as “{right}”"
        other = f"of “{key.value}” the worse answers are named beside each answer"
        self.problems.append(Problem(Code.WRONG_VALUE, what if ordered else other, value.span, about))
        return None

    def _named(self, name: str, value: Table, fact: Fact, about: str) -> dict[str, tuple[str, ...]]:
        named: dict[str, tuple[str, ...]] = {}
        for key, others in value:
            words = plain(others)
            listed = tuple(
                map(str, [words] if isinstance(words, str) else words if isinstance(words, list) else ())
            )
            for word in (key.value, *listed):
                if word not in fact.answers:
                    span = key.span if word == key.value else others.span
                    self.problems.append(not_an_answer(name, Text(word, span), fact, about))
            named[key.value] = listed
        return named

    def _unanswered(self, entry: Table, about: str) -> tuple[str, ...]:
        node = entry.get("unanswered")
        if isinstance(node, Text) and node.value in SHORT:
            wanted = self.vocabulary.asked()
            safety = node.value == "safety"
            return tuple(
                name
                for name in wanted
                if (self.vocabulary[name].safety if safety else self.vocabulary[name].guarded)
            )
        found = listing(node, self.problems, "“unanswered”", node.span, about) if node else None
        words = [item for item in (found.items if found else ()) if isinstance(item, Text)]
        return tuple(word.value for word in words if self._fact(word, about) is not None)

    def _fact(self, word: Text, about: str) -> Fact | None:
        if word.value in self.vocabulary.asked():
            return self.vocabulary[word.value]
        self.problems.append(unknown_fact(word, self.vocabulary, about))
        return None


def check_invariants(
    invariants: Invariants, rules: frozenset[str], sources: frozenset[str]
) -> Iterator[Problem]:
    """What is wrong with the laws beside the rest: names of rules and sources, doubled ids."""
    seen: set[str] = set()
    for law in invariants.laws:
        about = f"invariant “{law.id}”"
        if law.id in seen:
            yield Problem(Code.DOUBLED_ID, f"the id “{law.id}” stands twice", law.span, about)
        seen.add(law.id)
        for name in law.sources:
            if name not in sources:
                what, near = f"“{name}” is not in sources.yaml", nearest(name, sources)
                yield Problem(Code.UNKNOWN_NAME, what, law.span, about, tuple(sorted(sources)), near)
    for one in invariants.accepted:
        if one.rule not in rules:
            what, near = f"there is no rule “{one.rule}”", nearest(one.rule, rules)
            yield Problem(Code.UNKNOWN_NAME, what, one.span, "accepted", tuple(sorted(rules)), near)


def _about(entry: Table) -> str:
    node = entry.get("id")
    return f"invariant “{node.value}”" if isinstance(node, Text) else ""


def _place(entry: Table) -> Text:
    return entry.key("id") or (entry.entries[0][0] if entry.entries else Text("", entry.span))
