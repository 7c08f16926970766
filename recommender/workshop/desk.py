"""A folder of rules, as its author works on it: what was read, and what is not saved yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from recommender.loading.files import shown
from recommender.loading.rulebook import as_written
from recommender.model.rule import RuleBook
from recommender.problem import Problem
from recommender.workshop.checking import Checked, Finder, Found, Going, check
from recommender.workshop.folder import Locked, Opened, closed, locked, read, rule_files
from recommender.workshop.saving import now_on_disk, save


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a mistake is: line and column from 1, in a file by its name; empty where it is in none."""

    name: str
    line: int
    column: int


class Desk:
    """Texts come and go by the name of their file. Nothing is written but by `save`."""

    def __init__(self, folder: Path, running: RuleBook) -> None:
        self.folder = folder
        self._running = running
        self._opened: dict[str, Opened] = {}
        self._edits: dict[str, str] = {}
        self._finder = Finder()
        self._names: dict[str, str] = {}
        self._stamps = tuple(as_written(folder))

    @property
    def locked(self) -> Locked:
        """Why nothing here may be changed; empty where something may."""
        return locked(self.folder)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all files, also of one that is gone while an edit of it is not saved."""
        return tuple(dict.fromkeys((*rule_files(self.folder), *self._edits)))

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The files whose text here is not the one that was read."""
        return tuple(self._edits)

    def closed(self, name: str) -> bool:
        """Whether this one file cannot be changed."""
        return bool(self.locked) or closed(self.folder / name)

    def text(self, name: str) -> str:
        """The text of a file with its edits. Raises `Problems` where it cannot be read."""
        if name not in self._opened:
            self._opened[name] = read(self.folder / name)
        return self._edits.get(name, self._opened[name].text)

    def edit(self, name: str, text: str) -> None:
        """Takes a text in the place of the one that was read; it stays unsaved."""
        if text == self._opened[name].text:
            self._edits.pop(name, None)
        else:
            self._edits[name] = text

    def texts(self) -> Mapping[Path, str]:
        """Everything that is not saved yet, as it stands now."""
        return {self.folder / name: text for name, text in self._edits.items()}

    def check(self, unsaved: Mapping[Path, str]) -> Checked:
        """Every mistake with these texts, or the rulebook."""
        return check(self.folder, unsaved, self._running)

    def find(self, book: RuleBook, unsaved: Mapping[Path, str], going: Going) -> Found | None:
        """What else there is to find in that rulebook; None where nobody waits for it any more."""
        return self._finder.find(book, self.folder, unsaved, going)

    def save(self, name: str) -> None:
        """Saves a text. Raises `ChangedElsewhere` or `Problems`, and then nothing has changed."""
        self._opened[name] = save(self._opened[name], self.text(name))
        self._edits.pop(name, None)

    def save_over(self, name: str, now: Opened | None) -> None:
        """Saves a text over what somebody else made of the file meanwhile, as it was seen just now."""
        self._opened[name] = save(now, self.text(name)) if now else self._saved_anew(name)
        self._edits.pop(name, None)

    def _saved_anew(self, name: str) -> Opened:
        return save(Opened(self.folder / name, ""), self.text(name), new=True)

    def take_other(self, name: str, now: Opened) -> None:
        """Lets go of an edit, for what the file holds now."""
        self._edits.pop(name, None)
        self._opened[name] = now

    def look(self) -> tuple[str, ...] | None:
        """The open files that somebody else changed and nobody here did; None where nothing is new at all.

        Their new text is taken. A file that is edited here keeps its edit until it is saved.
        """
        stamps = tuple(as_written(self.folder))
        if stamps == self._stamps:
            return None
        self._stamps = stamps
        return tuple(name for name in self._opened if name not in self._edits and self._read_anew(name))

    def _read_anew(self, name: str) -> bool:
        now = now_on_disk(self.folder / name)
        if now is None or now == self._opened[name]:
            return False
        self._opened[name] = now
        return True

    def place(self, problem: Problem) -> Place:
        """Where a mistake is."""
        span = problem.span
        name = self._named(span.source.name) or self._named(shown(self.folder / span.source.name))
        return Place(name, span.line, span.column)

    def _named(self, path: str) -> str:
        """The name in the folder of a file as messages call it."""
        if path not in self._names:
            self._names |= {shown(self.folder / name): name for name in self.files}
        return self._names.setdefault(path, "")
