"""A profile: one person's answers and adjustments, from a file, from standard input, or from Python."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from recommender.loading.answers import admit
from recommender.loading.files import read_file
from recommender.loading.reading import table, unknown_key
from recommender.loading.yaml_tree import Node, Table, Text, from_plain, parse, plain
from recommender.model.adjustment import Adjustment, Role
from recommender.model.fact import Facts, Missing
from recommender.model.rule import RuleBook
from recommender.model.texts import NEUTRAL
from recommender.model.written import Plain
from recommender.problem import Code, Problem, Problems, nearest
from recommender.source import Source, Span

KEYS = ("role", "region", "answers", "adjustments", "expected")
Given: TypeAlias = str | int | Sequence[str] | frozenset[str] | set[str] | Missing


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that is known about one person, checked against one rulebook."""

    facts: Facts
    role: Role = "self"
    region: str = NEUTRAL
    adjustments: tuple[Adjustment, ...] = ()
    expected: Plain = field(default_factory=dict)


def load_profile(path: Path, book: RuleBook) -> Profile:
    """The profile in a file. Raises `Problems` with every mistake."""
    problems: list[Problem] = []
    source = read_file(path, problems, pipes=True)
    if source is None:
        raise Problems(problems)
    return read_profile(source, book)


def read_profile(source: Source, book: RuleBook) -> Profile:
    """The profile in a text. Raises `Problems` with every mistake."""
    problems: list[Problem] = []
    node = parse(source, problems)
    if node is None:
        raise Problems(problems)
    profile = _Reader(book, problems).profile(node)
    if problems:
        raise Problems(problems)
    return profile


def read_answers(
    answers: Mapping[str, Given],
    book: RuleBook,
    role: str = "self",
    adjustments: Sequence[Mapping[str, object]] = (),
    region: str = NEUTRAL,
) -> Profile:
    """The profile that Python values spell out. Raises `Problems` with every mistake."""
    source = Source("<answers>", "")
    whole = {"role": role, "region": region, "answers": answers, "adjustments": list(adjustments)}
    problems: list[Problem] = []
    profile = _Reader(book, problems).profile(from_plain(whole, source))
    if problems:
        raise Problems(problems)
    return profile


def read_adjustment(written: Mapping[str, object], book: RuleBook, role: Role) -> Adjustment:
    """One adjustment that Python values spell out. Raises `Problems` with every mistake."""
    return read_answers({}, book, role, [written]).adjustments[0]


def facts_that_fit(answers: Mapping[str, Given], book: RuleBook, role: Role) -> tuple[Facts, tuple[str, ...]]:
    """Of answers that were given under other rules those that these can use, and the names of the others."""
    facts, lost = Facts(), list[str]()
    for name, said in answers.items():
        try:
            read = read_answers({name: said}, book, role).facts
        except Problems:
            lost.append(name)
        else:
            facts = facts.rewritten({**read.known, **read.withheld})
    return facts, tuple(lost)


def adjustments_that_fit(
    changes: Iterable[Mapping[str, object]], book: RuleBook, role: Role
) -> tuple[Adjustment, ...]:
    """Of adjustments that were made under other rules those that these can use."""
    found: list[Adjustment] = []
    for written in changes:
        with suppress(Problems):
            found.append(read_adjustment(written, book, role))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Reader:
    book: RuleBook
    problems: list[Problem]

    def profile(self, node: Node) -> Profile:
        whole = table(node, self.problems, "a profile", node.span)
        if whole is None:
            return Profile(Facts())
        there = frozenset(key.value for key, _ in whole)
        self.problems.extend(unknown_key(key, KEYS, "", there) for key, _ in whole if key.value not in KEYS)
        role = self._role(whole)
        facts = self._facts(whole, role)
        adjustments = self._adjustments(whole.get("adjustments"), role)
        expected = whole.get("expected")
        return Profile(facts, role, self._region(whole), adjustments, plain(expected) if expected else {})

    def _adjustments(self, node: Node | None, role: Role) -> tuple[Adjustment, ...]:
        if node is None:
            return ()
        from recommender.loading.adjustments import AdjustmentReader  # noqa: PLC0415 - most profiles have none

        return AdjustmentReader(self.book, role, self.problems).all(node)

    def _role(self, whole: Table) -> Role:
        node = whole.get("role")
        said = node.value if isinstance(node, Text) else "self" if node is None else ""
        if said not in ("self", "clinician"):
            what = f"“{said}” is not a role"
            where = node.span if node else whole.span
            near = nearest(said, ("self", "clinician"))
            self.problems.append(Problem(Code.WRONG_VALUE, what, where, "", ("self", "clinician"), near))
        return "clinician" if said == "clinician" else "self"

    def _region(self, whole: Table) -> str:
        node = whole.get("region")
        if node is None:
            return NEUTRAL
        said = node.value if isinstance(node, Text) else ""
        known = tuple(self.book.texts.contacts)
        if said not in known:
            what = f"“{said}” is not a region with contacts"
            near = nearest(said.lower(), known)
            help_line = f"The known ones: {', '.join(known)}."
            self.problems.append(Problem(Code.WRONG_VALUE, what, node.span, suggestion=near, help=help_line))
        return said

    def _facts(self, whole: Table, role: Role) -> Facts:
        node = whole.get("answers")
        if node is None:
            what = "“answers” is missing in this profile"
            help_line = "With nothing answered it reads “answers: {}”."
            self.problems.append(Problem(Code.MISSING_KEY, what, _start(whole.span), help=help_line))
            return Facts()
        answers = table(node, self.problems, "“answers”", node.span)
        if answers is None:
            return Facts()
        facts = admit(answers, self.book.vocabulary, self.problems)
        for key, _ in answers:
            if role == "self" and key.value in facts.known and self.book.vocabulary[key.value].clinician:
                what = f"“{key.value}” is recorded by a clinician; this profile has the role self"
                self.problems.append(Problem(Code.NOT_FOR_THIS_ROLE, what, key.span))
        return facts


def _start(span: Span) -> Span:
    return Span(span.source, span.line, span.column)
