"""What a folder of rules lies over: one that holds only what differs names another, by a file of its own."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from recommender.loading.files import NOTHING, Unsaved, read_file, shown, yaml_files
from recommender.loading.home import shipped_rules
from recommender.loading.reading import table, unknown_key
from recommender.loading.yaml_tree import Text, parse_rules
from recommender.model.scale import Stratum
from recommender.problem import Code, Problem, nearest, unreadable

MARKER = "rulebook"
"""The file (with .yaml) that makes a folder a partial one, by naming the rules that it lies over."""

OVER, SHIPPED = "over", "shipped"
FRESH = "A fresh copy of all files: recommender rules init DIR"
NAMED = "--rules names a folder of rules; a fresh copy of all files: recommender rules init DIR"
ADVICE = f"“{OVER}” says “{SHIPPED}”, or the way from this folder to another, such as ../rules."


@dataclass(frozen=True, slots=True)
class Layers:
    """A folder of rules, and below it those that it lies over; the last one is whole."""

    folders: tuple[Path, ...]
    unsaved: Unsaved

    @property
    def partial(self) -> bool:
        """Whether the first folder holds only what differs."""
        return len(self.folders) > 1

    def head(self, name: str) -> Path:
        """The file of that name that is read: the uppermost, or where the whole folder would have it."""
        found = (path for folder in self.folders if self._there(path := folder / f"{name}.yaml"))
        return next(found, self.folders[-1] / f"{name}.yaml")

    def heads(self, problems: list[Problem]) -> tuple[Path, ...]:
        """All files that are read beside the folders of rules, by name."""
        found = {path.stem for folder in self.folders for path in yaml_files(folder, problems, self.unsaved)}
        return tuple(self.head(name) for name in sorted(found - {MARKER}))

    def instead(self, names: Iterable[str]) -> tuple[str, ...]:
        """Which of these files are read in the place of those in the whole folder."""
        return tuple(f"{name}.yaml" for name in sorted(names) if self.head(name).parent != self.folders[-1])

    def rule_files(self, stratum: Stratum, problems: list[Problem]) -> Iterator[tuple[int, Path]]:
        """The rule files of a stratum, the lowest layer first, where there is a folder for it."""
        for layer, folder in reversed(tuple(enumerate(self.folders))):
            if _is_folder(folder / stratum):
                found = yaml_files(folder / stratum, problems, self.unsaved)
                yield from ((layer, path) for path in found)

    def missing(self) -> Iterator[Problem]:
        """The folders of rules that the whole folder lacks. A partial one may do without them."""
        for stratum in Stratum:
            if not _is_folder(self.folders[-1] / stratum):
                yield unreadable(shown(self.folders[-1] / stratum), "this folder of rules is missing", FRESH)

    def _there(self, path: Path) -> bool:
        return path in self.unsaved or os.path.lexists(path)


def layers(folder: Path, problems: list[Problem], unsaved: Unsaved = NOTHING) -> Layers:
    """The folder and what it lies over.

    A marker that leads nowhere is a mistake in `problems`, and so is a folder with nothing of a rulebook.
    """
    found = [folder]
    while (path := found[-1] / f"{MARKER}.yaml") in unsaved or os.path.lexists(path):
        below = _below(path, found, problems, unsaved)
        if below is None:
            break
        found.append(below)
    if not _holds_rules(found[-1], unsaved):
        problems.append(unreadable(shown(found[-1]), "this is no folder of rules", FRESH))
    return Layers(tuple(found), unsaved)


def _holds_rules(folder: Path, unsaved: Unsaved) -> bool:
    """Whether anything in a folder has a name that the files and folders of a rulebook have."""
    names = {path.name for path in shipped_rules().glob("*.yaml")} | {f"{MARKER}.yaml", *map(str, Stratum)}
    return any(os.path.lexists(folder / name) or folder / name in unsaved for name in names)


def same_folder(one: Path, other: Path) -> bool:
    """Whether two paths lead to one folder."""
    return os.path.realpath(one) == os.path.realpath(other)


def _below(path: Path, above: Sequence[Path], problems: list[Problem], unsaved: Unsaved) -> Path | None:
    """The folder that a marker names, unless it is one of those above it."""
    word = _named(path, problems, unsaved)
    if word is None:
        return None
    below = shipped_rules() if word.value == SHIPPED else path.parent / word.value
    if not word.value or not _is_folder(below):
        what = f"there is no folder “{word.value}” for these rules to lie over"
        near = nearest(word.value, (SHIPPED,))
        problems.append(Problem(Code.CANNOT_READ, what, word.span, suggestion=near, help=ADVICE))
        return None
    if any(same_folder(below, folder) for folder in above):
        what = f"“{word.value}” leads back here, so that none of them is whole"
        problems.append(Problem(Code.CIRCLE, what, word.span, help="The lowest folder holds every file."))
        return None
    return below


def _named(path: Path, problems: list[Problem], unsaved: Unsaved) -> Text | None:
    """What a marker says under “over”, its only line."""
    source = read_file(path, problems, unsaved)
    node = parse_rules(source, problems) if source else None
    entry = table(node, problems, path.name, node.span) if node else None
    if entry is None:
        return None
    unknown = [unknown_key(key, (OVER,), "") for key, _ in entry if key.value != OVER]
    problems.extend(unknown)
    word = entry.get(OVER)
    if isinstance(word, Text):
        return word
    if word is not None:
        problems.append(Problem(Code.WRONG_SHAPE, f"“{OVER}” is one folder", word.span, help=ADVICE))
    elif not unknown:
        problems.append(Problem(Code.MISSING_KEY, f"“{OVER}” is missing here", entry.span, help=ADVICE))
    return None


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - unlike `Path.is_dir`, it raises nothing
