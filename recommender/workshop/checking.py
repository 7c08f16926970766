"""What is wrong with rules as they stand in an editor, and what else there is to find in them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from recommender.loading.files import NOTHING, Unsaved, shown
from recommender.loading.places import places
from recommender.loading.rulebook import edited_rulebook
from recommender.loading.said import Said, said
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.problem import Problem, Problems
from recommender.verification.claims import homeless
from recommender.verification.examples import Tried, outcome_of
from recommender.verification.language import guard_findings, language_findings
from recommender.verification.safety import unheard_facts

Going = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Checked:
    """Either a rulebook, or the mistakes for which there is none."""

    book: RuleBook | None
    mistakes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a rulebook that loads has all the same: examples that come out otherwise, and the rest."""

    examples: tuple[Problem, ...] = ()
    others: tuple[Problem, ...] = ()

    @property
    def all(self) -> tuple[Problem, ...]:
        """Both, in the order of their places."""
        return Problems([*self.examples, *self.others]).problems


def check(folder: Path, unsaved: Unsaved, running: RuleBook) -> Checked:
    """Every mistake in a folder as it would be with these unsaved texts, or the rulebook that it comes to."""
    try:
        return Checked(edited_rulebook(folder, unsaved, running))
    except Problems as problems:
        return Checked(None, problems.problems)


def findings(book: RuleBook, folder: Path, unsaved: Unsaved = NOTHING) -> Found:
    """All there is to find in a rulebook that was loaded from that folder and these texts."""
    return Finder().find(book, folder, unsaved) or Found()


Checking = Callable[[Path, Unsaved, RuleBook], Checked]
"""What `check` does, wherever it is done."""


class Finder:
    """Finds the same, and is quicker a second time: what was not edited since is not looked at again."""

    def __init__(self) -> None:
        self._book: RuleBook | None = None
        self._tried: dict[tuple[str, str], tuple[Rule, tuple[Problem, ...]]] = {}
        self._texts: dict[Said, tuple[Problem, ...]] = {}
        self._one_at_a_time = Lock()

    def find(
        self, book: RuleBook, folder: Path, unsaved: Unsaved, going: Going = lambda: True
    ) -> Found | None:
        """What there is to find; None where `going` said meanwhile that nobody waits for it any more.

        Any thread may ask. What was found before it ended early is not looked for again.
        """
        with self._one_at_a_time:
            return self._find(book, folder, unsaved, going)

    def _find(self, book: RuleBook, folder: Path, unsaved: Unsaved, going: Going) -> Found | None:
        self._forget_what_depends_on(book)
        texts = said(folder, unsaved)
        if not (self._try_examples(book, going) and self._read_texts(book, texts, going)):
            return None
        others = (
            *unheard_facts(book, shown(folder)),
            *homeless(book, texts, places(folder, unsaved)),
            *guard_findings(book.guards),
            *(problem for text in texts for problem in self._texts[text]),
        )
        examples = (problem for rule in book.every_rule for problem in self._tried[_key(rule)][1])
        return Found(tuple(examples), others)

    def _forget_what_depends_on(self, book: RuleBook) -> None:
        """An example rests on the vocabulary and the states beside its own rule, a text on the guards."""
        before, self._book = self._book, book
        if before is None or before.guards != book.guards:
            self._texts = {}
        if before is None or _states(before) != _states(book):
            self._tried = {}

    def _try_examples(self, book: RuleBook, going: Going) -> bool:
        for part in book.parts:
            for rule in part.rules:
                if not going():
                    return False
                known = self._tried.get(_key(rule))
                if known is None or known[0] != rule:
                    self._tried[_key(rule)] = (rule, tuple(_failing(rule, part)))
        return True

    def _read_texts(self, book: RuleBook, texts: Iterable[Said], going: Going) -> bool:
        for text in texts:
            if not going():
                return False
            if text not in self._texts:
                self._texts[text] = language_findings(book.guards, [text])
        self._texts = {text: self._texts[text] for text in texts}
        return True


def _key(rule: Rule) -> tuple[str, str]:
    return rule.stratum, rule.id


def _states(book: RuleBook) -> tuple[object, ...]:
    return tuple((part.vocabulary, part.of(Stratum.STATES)) for part in book.parts)


def _failing(rule: Rule, part: RuleBook) -> Iterable[Problem]:
    tried = (Tried(rule, example, outcome_of(rule, example, part)) for example in rule.examples)
    return (one.problem for one in tried if not one.holds)
