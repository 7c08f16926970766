"""One rule file into rules, each with the place it was written at."""

from dataclasses import dataclass, replace

from recommender.loading.answers import admit
from recommender.loading.causes import first_causes
from recommender.loading.conditions import read_condition
from recommender.loading.directives import read_directive
from recommender.loading.landing import in_one_piece, put_right
from recommender.loading.legible import called, illegible_in_rule
from recommender.loading.reading import listing, missing, read, start, table, unknown_key
from recommender.loading.yaml_tree import Listing, Node, Table, Text
from recommender.model.condition import Condition
from recommender.model.directive import Directive
from recommender.model.fact import Vocabulary
from recommender.model.rule import Example, Outcome, Rule
from recommender.model.scale import Purpose, Stratum
from recommender.model.written import Words, Written
from recommender.problem import Code, Problem, likely, nearest
from recommender.source import Span

KEYS = (
    "id", "title", "purpose", "when", "unless", "then", "because", "because_unknown",
    "sources", "evidence", "if_unknown", "examples",
)  # fmt: skip
REQUIRED = ("id", "title", "purpose", "when", "then", "because", "sources", "evidence", "examples")
OUTCOMES: tuple[Outcome, ...] = ("fires", "silent", "cannot tell")
STRUCTURED = ("when", "unless", "then", "examples")


class _Head(Written):
    """The keys of a rule that are plain words."""

    id: str
    title: str
    purpose: Purpose
    because: str
    because_unknown: str = ""
    sources: Words
    evidence: str
    if_unknown: str = ""


@dataclass(frozen=True, slots=True)
class RuleReader:
    """Reads rules of one stratum; every mistake goes to `problems`."""

    vocabulary: Vocabulary
    problems: list[Problem]
    stratum: Stratum

    def file(self, root: Node) -> list[Rule]:
        """The rules of a file, which is a plain list of them."""
        own: list[Problem] = []
        reader = replace(self, problems=own)
        found = listing(root, own, "a rule file", root.span)
        rules = [reader.rule(item) for item in in_one_piece(found, KEYS, own)] if found else []
        self.problems.extend(first_causes(own, self.problems))
        return [rule for rule in rules if rule is not None]

    def rule(self, node: Node) -> Rule | None:
        """One rule; None where too little of it can be read."""
        entry = table(node, self.problems, "a rule", node.span)
        if entry is None:
            return None
        about = _about(entry)
        landed = put_right(entry, KEYS, self.vocabulary, about)
        self.problems.extend(landed.problems)
        entry = landed.rule
        self._keys(entry, about)
        self.problems.extend(illegible_in_rule(entry, about))
        head = self._head(entry, about)
        parts = self._conclusion(entry, about)
        when = self._condition(entry, "when", about)
        unless = self._condition(entry, "unless", about) if entry.get("unless") else None
        examples = self._examples(entry, about)
        if head is None:
            return None
        return Rule(
            id=head.id,
            title=head.title,
            purpose=head.purpose,
            stratum=self.stratum,
            when=when,
            unless=unless,
            then=parts,
            because=head.because,
            because_unknown=head.because_unknown,
            sources=head.sources,
            evidence=head.evidence,
            if_unknown=head.if_unknown or "ignore",
            examples=examples,
            span=_place(entry),
        )

    def _keys(self, entry: Table, about: str) -> None:
        for key, _ in entry:
            if key.value not in KEYS:
                self.problems.append(unknown_key(key, KEYS, about))
        screening = ("if_unknown",) if self.stratum is Stratum.SCREENING else ()
        meant = {nearest(key.value, KEYS) for key, _ in entry if key.value not in KEYS}
        lacking = [name for name in (*REQUIRED, *screening) if entry.get(name) is None and name not in meant]
        if lacking:
            self.problems.append(missing(lacking, "in this rule", _place(entry), about))
        misplaced = entry.key("if_unknown")
        if not screening and misplaced:
            what = "“if_unknown” stands only in screening; elsewhere the directives decide"
            help_line = "The line can go."
            self.problems.append(Problem(Code.WRONG_STRATUM, what, misplaced.span, about, help=help_line))

    def _condition(self, entry: Table, name: str, about: str) -> Condition:
        return read_condition(entry.get(name), self.vocabulary, self.problems, about)

    def _head(self, entry: Table, about: str) -> _Head | None:
        heads = tuple(
            (key, value) for key, value in entry if key.value in KEYS and key.value not in STRUCTURED
        )
        problems: list[Problem] = []
        head = read(_Head, Table(heads, entry.span), problems, about)
        self.problems.extend(problem for problem in problems if problem.code is not Code.MISSING_KEY)
        self._word(entry, "evidence", ("article", "guideline", "trial", "convention"), about)
        self._word(entry, "if_unknown", ("refer", "ask", "ignore"), about)
        return head

    def _word(self, entry: Table, name: str, allowed: tuple[str, ...], about: str) -> None:
        node = entry.get(name)
        if isinstance(node, Text) and node.value not in allowed:
            what = f"“{node.value}” is not a word for “{name}”" if node.value else f"“{name}” was left empty"
            wrong = Problem(Code.WRONG_VALUE, what, node.span, about, allowed)
            self.problems.append(likely(wrong, node.value))

    def _conclusion(self, entry: Table, about: str) -> tuple[Directive, ...]:
        node = entry.get("then")
        found = listing(node, self.problems, "“then”", node.span, about) if node else None
        items = found.items if found else ()
        if found is not None and not items:
            help_line = "Such as:  - prefer: {tempo: slow}"
            what = "“then” holds no directive"
            self.problems.append(Problem(Code.EMPTY, what, found.span, about, help=help_line))
        read_all = [
            read_directive(item, self.stratum, self.vocabulary, self.problems, about) for item in items
        ]
        return tuple(directive for directive in read_all if directive is not None)

    def _examples(self, entry: Table, about: str) -> tuple[Example, ...]:
        node = entry.get("examples")
        found = listing(node, self.problems, "“examples”", node.span, about) if node else None
        read_all = [self._example(item, about) for item in found.items] if isinstance(found, Listing) else []
        return tuple(example for example in read_all if example is not None)

    def _example(self, node: Node, about: str) -> Example | None:
        if not isinstance(node, Table) or len(node.entries) != 1:
            what = "an example is one line “fires: {answers}”, “silent: …” or “cannot tell: …”"
            self.problems.append(Problem(Code.WRONG_SHAPE, what, start(node), about))
            return None
        word, answers = node.entries[0]
        outcome = next((known for known in OUTCOMES if known == word.value), None)
        if outcome is None:
            self.problems.append(unknown_key(word, OUTCOMES, about))
            return None
        given = table(answers, self.problems, "an example", node.span, about)
        return (
            Example(outcome, admit(given, self.vocabulary, self.problems, about), word.span)
            if given
            else None
        )


def _about(entry: Table) -> str:
    title, name = (_word(entry.get(key)) for key in ("title", "id"))
    return called(title, name) if title or name else ""


def _word(node: Node | None) -> str:
    return node.value if isinstance(node, Text) else ""


def _place(entry: Table) -> Span:
    key = entry.key("id") or (entry.entries[0][0] if entry.entries else None)
    return key.span if key else entry.span
