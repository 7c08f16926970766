"""Answers that are thought otherwise, as somebody types them: FACT=ANSWER."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from recommender.loading.answers import LEGAL_EVERYWHERE, admit
from recommender.loading.profile import Profile
from recommender.loading.yaml_tree import Listing, Node, Table, Text
from recommender.model.fact import Answer, Fact, Missing
from recommender.model.rule import RuleBook
from recommender.problem import Code, Problem, Problems
from recommender.reasons.page import printable
from recommender.source import Source, Span

TYPED = "--what-if"
NONE = "none"
HOW = (
    "It reads FACT=ANSWER. Commas join several answers to one question, none of them is FACT=none,\n"
    "  and FACT=unknown or FACT=declined leaves the question open."
)


def read_changes(words: Sequence[str], profile: Profile, book: RuleBook) -> Profile:
    """The profile with these answers instead of its own. Raises `Problems` with every mistake."""
    problems: list[Problem] = []
    source = Source(TYPED, "\n".join(map(printable, words)))
    reader = _Reader(source, profile, book, problems)
    facts = admit(reader.table(), book.vocabulary, problems)
    if problems:
        raise Problems(problems)
    return thought_otherwise(profile, {**facts.known, **facts.withheld})


def thought_otherwise(profile: Profile, answers: dict[str, Answer | Missing]) -> Profile:
    """The profile with some answers otherwise; the profile itself stays as it is."""
    return replace(profile, facts=profile.facts.rewritten(answers))


def typed(fact: str, answer: Answer | Missing) -> str:
    """How a changed answer is typed."""
    said = ",".join(sorted(answer)) or NONE if isinstance(answer, frozenset) else answer
    return f"{fact}={said}"


@dataclass(frozen=True, slots=True)
class _Reader:
    source: Source
    profile: Profile
    book: RuleBook
    problems: list[Problem]

    def table(self) -> Table:
        """The answers as a profile would have them."""
        entries: list[tuple[Text, Node]] = []
        first: dict[str, int] = {}
        for number, word in enumerate(self.source.text.split("\n"), 1):
            name, equals, answer = word.partition("=")
            key = self._text(name, number, 1)
            if not equals:
                what = f"“{word}” is no changed answer"
                self.problems.append(Problem(Code.WRONG_SHAPE, what, key.span, help=HOW))
            elif key.value in first:
                what = f"“{key.value}” is changed twice; the first is number {first[key.value]}"
                self.problems.append(Problem(Code.DOUBLED_KEY, what, key.span, help="One of the two can go."))
            else:
                first[key.value] = number
                node = self._node(key, self._text(answer, number, len(name) + 2))
                entries += [(key, node)] if node and self._for_this_role(key, node) else []
        return Table(tuple(entries), Span(self.source))

    def _text(self, said: str, line: int, column: int) -> Text:
        bare = said.strip()
        start = column + len(said) - len(said.lstrip()) if bare else column
        return Text(bare, Span(self.source, line, start, max(1, len(bare))))

    def _node(self, key: Text, answer: Text) -> Node | None:
        fact = self.book.vocabulary.facts.get(key.value)
        if fact is None or fact.kind != "set" or answer.value in LEGAL_EVERYWHERE:
            return answer
        if not answer.value:
            what = f"“{key.value}” was left empty"
            help_line = f"None of these is typed {key.value}={NONE}."
            self.problems.append(
                Problem(Code.UNKNOWN_ANSWER, what, answer.span, "", fact.answers, "", help_line)
            )
            return None
        return self._listing(answer, fact)

    def _listing(self, answer: Text, fact: Fact) -> Listing:
        """The members, joined by commas; square brackets around them, as in a profile, may stand."""
        inner, column = answer.value, answer.span.column
        if inner.startswith("[") and inner.endswith("]"):
            inner, column = inner[1:-1], column + 1
        if not inner.strip() or (inner == NONE and NONE not in fact.answers):
            return Listing((), answer.span)
        items = []
        for member in inner.split(","):
            items.append(self._text(member, answer.span.line, column))
            column += len(member) + 1
        return Listing(tuple(items), answer.span)

    def _for_this_role(self, key: Text, node: Node) -> bool:
        fact = self.book.vocabulary.facts.get(key.value)
        left_open = isinstance(node, Text) and node.value in LEGAL_EVERYWHERE
        if fact is None or not fact.clinician or self.profile.role == "clinician" or left_open:
            return True
        what = f"“{key.value}” is recorded by a clinician; this profile has the role self"
        self.problems.append(Problem(Code.NOT_FOR_THIS_ROLE, what, key.span))
        return False
