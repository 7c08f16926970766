"""A log of sessions, from a file or from a text: what was written down, day by day.

How it is read, where it could be read in more than one way:

- Entries come in any order and are read by week and day; those of one day in the order of the file.
- A day holds two sessions at most, as it does in a programme. A third one is a mistake, whatever it says.
- A week without entries is a week without sessions, and so is one before the first entry.
- There is no date in a log, so that no week lies in the future: the last one named is the one looked back on.
- What is left out was not said; `unknown` and `declined` are kept apart from it, as in a profile.
- An empty list is a log in which nothing has happened yet.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from recommender.loading.answers import LEGAL_EVERYWHERE, admit
from recommender.loading.files import read_file
from recommender.loading.reading import listing, table, unknown_key
from recommender.loading.yaml_tree import Node, Table, from_plain, parse
from recommender.model.fact import Facts, Vocabulary
from recommender.model.log import Entry, Log
from recommender.model.recommendation import Json, as_json
from recommender.model.rule import RuleBook
from recommender.problem import Code, Problem, Problems
from recommender.source import Source, Span

KEYS = ("sessions",)
REQUIRED = ("week", "day", "done")
WITH_A_SESSION = ("minutes", "effort")
"""What only a session that took place has any of."""

MOST_IN_A_DAY = 2


def load_log(path: Path, book: RuleBook) -> Log:
    """The log in a file. Raises `Problems` with every mistake."""
    problems: list[Problem] = []
    source = read_file(path, problems, pipes=True)
    if source is None:
        raise Problems(problems)
    return read_log(source, book)


def read_log(source: Source, book: RuleBook) -> Log:
    """The log in a text. Raises `Problems` with every mistake."""
    problems: list[Problem] = []
    node = parse(source, problems)
    if node is None:
        raise Problems(problems)
    log = _Reader(words_of_a_log(book), problems).log(node)
    if problems:
        raise Problems(problems)
    return log


def read_sessions(sessions: Sequence[Mapping[str, object]], book: RuleBook) -> Log:
    """The log that these sessions make up, as a casebook keeps them. Raises `Problems`."""
    problems: list[Problem] = []
    log = _Reader(words_of_a_log(book), problems).log(
        from_plain({"sessions": list(sessions)}, Source("the log of this case", ""))
    )
    if problems:
        raise Problems(problems)
    return log


def words_of_a_log(book: RuleBook) -> Vocabulary:
    """What a session can say, with the guard that the rules of a check-in have over what a week comes to."""
    week = book.review.vocabulary if book.review else Vocabulary({})
    guarded = {week[name].counts or name for name in week if week[name].guarded}
    return Vocabulary(
        {
            name: fact.model_copy(update={"careful": True}) if name in guarded else fact
            for name, fact in book.log.facts.items()
        }
    )


def as_session(entry: Entry) -> dict[str, Json]:
    """An entry as it could be written in a log."""
    said = {name: as_json(entry.facts.said(name)) for name in (*entry.facts.known, *entry.facts.withheld)}
    return {"week": entry.week, "day": entry.day, "done": entry.done, **said}


@dataclass(frozen=True, slots=True)
class _Session:
    """An entry, and where it was written."""

    entry: Entry
    day: Span
    about: str


@dataclass(frozen=True, slots=True)
class _Reader:
    words: Vocabulary
    problems: list[Problem]

    def log(self, node: Node) -> Log:
        whole = table(node, self.problems, "a log", node.span)
        if whole is None:
            return Log()
        there = frozenset(key.value for key, _ in whole)
        self.problems.extend(unknown_key(key, KEYS, "", there) for key, _ in whole if key.value not in KEYS)
        found = [self._session(item, f"session {number} of the log") for number, item in self._items(whole)]
        sessions = [session for session in found if session is not None]
        self.problems.extend(_crowded(sessions))
        return Log.of(session.entry for session in sessions)

    def _items(self, whole: Table) -> Iterable[tuple[int, Node]]:
        node = whole.get("sessions")
        if node is None:
            what = "“sessions” is missing in this log"
            help_line = "With nothing to tell it reads “sessions: []”."
            self.problems.append(Problem(Code.MISSING_KEY, what, _start(whole.span), help=help_line))
            return ()
        items = listing(node, self.problems, "“sessions”", node.span)
        return enumerate(items.items, 1) if items else ()

    def _session(self, node: Node, about: str) -> _Session | None:
        written = table(node, self.problems, "a session", node.span, about)
        if written is None:
            return None
        before = len(self.problems)
        facts = self._facts(written, about)
        self.problems.extend(_required(written, facts, about))
        entry, day = _entry(facts), written.get("day")
        if entry is not None and day is not None:
            self.problems.extend(_beside_the_point(written, entry, about))
            return _Session(entry, day.span, about)
        if len(self.problems) == before:  # nothing that was written is lost without a word
            what = "this rulebook reads week, day or done in a way that a log cannot use"
            self.problems.append(Problem(Code.WRONG_VALUE, what, _start(written.span), about))
        return None

    def _facts(self, written: Table, about: str) -> Facts:
        words, there = self.words, frozenset(key.value for key, _ in written)
        self.problems.extend(
            unknown_key(key, tuple(words), about, there) for key, _ in written if key.value not in words
        )
        known = Table(tuple((key, node) for key, node in written if key.value in words), written.span)
        found: list[Problem] = []
        facts = admit(known, words, found, about)
        places = [node.span for key, node in written if key.value in REQUIRED]
        self.problems.extend(_sure(problem) if problem.span in places else problem for problem in found)
        return facts


def _required(written: Table, facts: Facts, about: str) -> Iterator[Problem]:
    """What a session says at least, where this one does not."""
    for name in REQUIRED:
        node = written.get(name)
        if node is None:
            help_line = "A session says at least its week, its day, and whether it was done."
            what = f"“{name}” is missing here"
            yield Problem(Code.MISSING_KEY, what, _start(written.span), about, help=help_line)
        elif name in facts.withheld:
            yield Problem(Code.UNKNOWN_ANSWER, f"“{name}” cannot be left open", node.span, about)


def _sure(problem: Problem) -> Problem:
    """The same mistake, without the offer to leave the answer open."""
    allowed = tuple(word for word in problem.allowed if word not in LEGAL_EVERYWHERE)
    suggestion = "" if problem.suggestion in LEGAL_EVERYWHERE else problem.suggestion
    return replace(problem, allowed=allowed, suggestion=suggestion)


def _entry(facts: Facts) -> Entry | None:
    """The entry that these facts make; None where week, day or done is not among them."""
    rest = {name: answer for name, answer in facts.known.items() if name not in REQUIRED}
    match [facts.get(name) for name in REQUIRED]:
        case [int(week), int(day), ("yes" | "part" | "no") as done]:
            return Entry(week, day, done, Facts(rest, facts.withheld))
        case _:
            return None


def _beside_the_point(written: Table, entry: Entry, about: str) -> Iterator[Problem]:
    """The minutes and the effort of a session that did not take place."""
    for name in () if entry.happened else WITH_A_SESSION:
        node = written.get(name)
        if node is not None and entry.facts.get(name):
            what = f"“done: no” and “{name}: {entry.facts.get(name)}” do not go together"
            help_line = "A session of which some took place reads “done: part”."
            yield Problem(Code.WRONG_VALUE, what, node.span, about, help=help_line)


def _crowded(sessions: Iterable[_Session]) -> Iterator[Problem]:
    """The sessions of a day that has as many as a day holds."""
    days: dict[tuple[int, int], list[int]] = {}
    for session in sessions:
        week, day = session.entry.week, session.entry.day
        lines = days.setdefault((week, day), [])
        if len(lines) < MOST_IN_A_DAY:
            lines.append(session.day.line)
            continue
        where = " and ".join(str(line) for line in lines)
        what = f"day {day} of week {week} has two sessions already, on lines {where}"
        help_line = "A day holds two sessions at most."
        yield Problem(Code.OUT_OF_RANGE, what, session.day, session.about, help=help_line)


def _start(span: Span) -> Span:
    return Span(span.source, span.line, span.column)
