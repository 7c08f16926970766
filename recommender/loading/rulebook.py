"""A folder of rules into a rulebook, or every mistake in every file at once."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from recommender.loading.causes import first_causes
from recommender.loading.checks import check_book
from recommender.loading.files import NOTHING, Unsaved, digest, read_file, shown
from recommender.loading.home import default_rules as default_rules  # noqa: PLC0414 - known here too
from recommender.loading.invariants import Known, check_invariants, read_invariants
from recommender.loading.layers import FRESH, MARKER, NAMED, Layers, layers
from recommender.loading.legible import illegible
from recommender.loading.overriding import Sheet, partial, sheets, standing
from recommender.loading.phrases import check_contacts, check_questions, read_phrases
from recommender.loading.reading import read, table, unknown_key
from recommender.loading.rules import RuleReader
from recommender.loading.uncollected import uncollected
from recommender.loading.unread import unread
from recommender.loading.vocabulary import check_facts
from recommender.loading.yaml_tree import Node, parse_rules
from recommender.model.activity import Activity
from recommender.model.fact import Fact, Vocabulary
from recommender.model.guard import Guard
from recommender.model.invariant import Invariants
from recommender.model.parameters import Parameters
from recommender.model.rule import Origin, Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.model.texts import Contacts, Phrases, Questions, Texts, Wording
from recommender.model.written import Written
from recommender.problem import Problem, Problems, unreadable

Record = TypeVar("Record", bound=Written)

HEADS = (
    "vocabulary",
    "log",
    "activities",
    "sources",
    "language",
    "plan",
    "wording",
    "questions",
    "contacts",
    "outcomes",
    "interview",
    "result",
    "handout",
    "what_if",
    "authoring",
    "explanation",
    "calendar",
    "record",
)

NAMES = (*HEADS, "invariants", MARKER)
"""Every file that may stand beside the rules."""

NESTED = (
    "outcomes",
    "interview",
    "result",
    "handout",
    "what_if",
    "authoring",
    "explanation",
    "calendar",
    "record",
)
"""The files that hold nested texts and nothing else."""

LOG = ("entry", "week")
"""The two vocabularies of log.yaml: of one session, and of what a week comes to."""

FOR_A_PERSON = tuple(stratum for stratum in Stratum if stratum is not Stratum.REVIEW)


def load_rulebook(folder: Path | str | None = None) -> RuleBook:
    """The rulebook in a folder (the shipped one when left out), read again only when a file has changed.

    An empty name is the current folder, as it is for paths. Raises `Problems` with every mistake, also for
    what no folder can be called; a broken rulebook is never half loaded.
    """
    where = default_rules() if folder is None else _named(folder)
    return _loaded(where, shown(where), tuple(as_written(where)))


def edited_rulebook(folder: Path, unsaved: Unsaved, running: RuleBook) -> RuleBook:
    """The rulebook in a folder as it would be with these unsaved texts; what else is read, is read anew.

    Raises `Problems`. Also of the shipped folder, every text is asked that a running program reads.
    """
    return _checked(_Loader(folder, unsaved, running.texts))


def _named(folder: object) -> Path:
    """The path that Python gave. Raises `Problems` where it is none, or one that no folder can have."""
    if isinstance(folder, str | os.PathLike):
        with suppress(TypeError, ValueError):  # bytes for a name, or half a letter in it
            path = Path(folder)
            if b"\0" not in os.fsencode(path):
                return path
    raise Problems([unreadable("<rules>", "a folder of rules is a text or a path that a folder can have")])


@lru_cache(maxsize=4)
def _loaded(folder: Path, named: str, written: tuple[tuple[str, int, int, int], ...]) -> RuleBook:
    """The rulebook as its files stand; its places are told by the name of its folder."""
    del named, written
    with uncollected():
        return _checked(_Loader(folder))


def _checked(loader: "_Loader") -> RuleBook:
    book = loader.book()
    known = tuple(loader.problems)
    if book is not None:
        loader.problems.extend(problem for part in book.parts for problem in check_book(part, known))
    if book is not None and not known:
        rules = frozenset(rule.id for rule in book.every_rule)
        loader.problems.extend(check_invariants(book.invariants, rules, frozenset(book.origins)))
    if book is None or loader.problems:
        raise Problems(first_causes(loader.problems))
    return book


def as_written(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    """Every file of a rulebook with what changes whenever it does; none that cannot be looked at.

    Of a partial folder, the files below it are among them.
    """
    for layer in layers(folder, []).folders:
        for place in (layer, *(layer / stratum for stratum in Stratum)):
            try:
                for path in sorted(place.iterdir()):
                    seen = path.stat()
                    yield str(path), seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size
            except OSError:
                continue


class _Loader:
    def __init__(self, folder: Path, unsaved: Unsaved = NOTHING, running: Texts | None = None) -> None:
        self.folder = folder
        self.unsaved = unsaved
        self.running = running
        self.problems: list[Problem] = []
        self.texts: list[tuple[str, str]] = []
        self.layers = Layers((folder,), unsaved)

    def book(self) -> RuleBook | None:
        if not self._found():
            return None
        heads = {name: self._tree(self.layers.head(name)) for name in HEADS}
        activities = self._records(Activity, heads["activities"], "activities.yaml")
        vocabulary = self._vocabulary(heads["vocabulary"], tuple(activities))
        origins = self._records(Origin, heads["sources"], "sources.yaml")
        guards = self._records(Guard, heads["language"], "language.yaml")
        contacts = self._records(Contacts, heads["contacts"], "contacts.yaml")
        parameters = self._record(Parameters, heads["plan"])
        wording = self._record(Wording, heads["wording"])
        questions = self._record(Questions, heads["questions"])
        log, week = self._log(heads["log"])
        written = sheets(self.layers, self.problems)
        stand = standing(written, self.problems)
        rules = self._rules(vocabulary, stand, FOR_A_PERSON)
        looking_back = self._rules(week, stand, (Stratum.REVIEW,))
        phrases = {name: self._phrases(name, heads[name]) for name in NESTED}
        for name, tree in heads.items():
            self._legible(name, tree)
        invariants = self._invariants(Known(vocabulary, week, tuple(activities)))
        if parameters is None or wording is None or questions is None:
            return None
        self.problems.extend(check_questions(questions, vocabulary, heads["questions"]))
        self.problems.extend(check_contacts(contacts, heads["contacts"]))
        texts = Texts(wording, questions, contacts, **phrases)
        fingerprint = digest(self.texts)
        book = RuleBook(vocabulary, activities, origins, guards, rules, parameters, texts, fingerprint, log)
        return replace(
            book,
            review=replace(book, vocabulary=week, rules=looking_back),
            invariants=invariants,
            partial=partial(self.layers, written, NAMES),
        )

    def _found(self) -> bool:
        """Whether there is a whole folder of rules, and where this one is partial, one below it."""
        if not os.path.isdir(self.folder):  # noqa: PTH112 - unlike `Path.is_dir`, it raises nothing
            self.problems.append(unreadable(shown(self.folder), "there is no such folder of rules", NAMED))
            return False
        self.layers = layers(self.folder, self.problems, self.unsaved)
        if self.problems:
            return False
        self.problems.extend(lost for folder in self.layers.folders for lost in unread(folder, NAMES))
        self.problems.extend(self.layers.missing())
        return True

    def _invariants(self, known: Known) -> Invariants:
        """The laws that these rules keep to; a rulebook without the file has none."""
        path = self.layers.head("invariants")
        if not (path.exists() or path in self.unsaved):
            return Invariants()
        tree = self._tree(path)
        self._legible("invariants", tree)
        return read_invariants(tree, known, self.problems) if tree else Invariants()

    def _legible(self, name: str, node: Node | None) -> None:
        """What nobody could read of a file is a mistake, unless its place has one already."""
        known = {problem.span for problem in self.problems}
        found = illegible(node, name) if node is not None else ()
        self.problems.extend(problem for problem in found if problem.span not in known)

    def _phrases(self, name: str, node: Node | None) -> Phrases:
        running: Phrases | None = getattr(self.running, name, None)
        return read_phrases(name, self.folder, node, self.problems, running.texts if running else "")

    def _tree(self, path: Path) -> Node | None:
        source = read_file(path, self.problems, self.unsaved, if_missing=FRESH)
        if source is None:
            return None
        self.texts.append((path.name, source.text))
        return parse_rules(source, self.problems)

    def _record(self, model: type[Record], node: Node | None) -> Record | None:
        return read(model, node, self.problems) if node is not None else None

    def _records(self, model: type[Record], node: Node | None, what: str) -> dict[str, Record]:
        if node is None or (found := table(node, self.problems, what, node.span)) is None:
            return {}
        each = {key.value: read(model, value, self.problems, f"“{key.value}”") for key, value in found}
        return {name: record for name, record in each.items() if record is not None}

    def _vocabulary(self, node: Node | None, activities: tuple[str, ...]) -> Vocabulary:
        facts = self._records(Fact, node, "vocabulary.yaml")
        self.problems.extend(check_facts(facts, node))
        from_activities = {
            name: fact.model_copy(update={"answers": activities})
            for name, fact in facts.items()
            if fact.answers_from == "activities"
        }
        return Vocabulary(facts | from_activities)

    def _log(self, node: Node | None) -> tuple[Vocabulary, Vocabulary]:
        """What a session may say, and what a week comes to."""
        parts = table(node, self.problems, "log.yaml", node.span) if node is not None else None
        if parts is None:
            return Vocabulary({}), Vocabulary({})
        self.problems.extend(unknown_key(key, LOG, "") for key, _ in parts if key.value not in LOG)
        entry, week = (self._log_facts(name, parts.get(name)) for name in LOG)
        return Vocabulary(entry), Vocabulary(week)

    def _log_facts(self, name: str, node: Node | None) -> dict[str, Fact]:
        facts = self._records(Fact, node, f"“{name}” of log.yaml")
        self.problems.extend(check_facts(facts, node))
        return facts

    def _rules(
        self, vocabulary: Vocabulary, written: Iterable[Sheet], strata: tuple[Stratum, ...]
    ) -> tuple[Rule, ...]:
        """The rules of these strata, in the order of their ids."""
        found: list[Rule] = []
        for sheet in written:
            if sheet.stratum in strata:
                name = f"{sheet.stratum}/{Path(sheet.source.name).name}"
                self.texts.append((name, sheet.source.text))
                reader = RuleReader(vocabulary, self.problems, sheet.stratum)
                found.extend(reader.file(sheet.root) if sheet.root is not None else [])
        return tuple(sorted(found, key=lambda rule: rule.id))
