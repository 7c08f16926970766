"""`recommender rules diff OLD`: what the edits between two folders of rules do to people."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self, TextIO

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write, write_json
from recommender.cli.outside import rulebook_in
from recommender.cli.rules.diff_found import Difference, ProfileMet, Proof
from recommender.cli.rules.diff_json import as_dict
from recommender.cli.rules.diff_pages import page_of, same_page
from recommender.cli.rules.diff_proof import Prover, asked, settled
from recommender.inference import Disagreement, EngineFault
from recommender.loading import Profile, load_profile
from recommender.loading.files import yaml_files
from recommender.loading.home import shipped_profiles
from recommender.model.rule import RuleBook
from recommender.problem import Problem, Problems
from recommender.proving import available, compare
from recommender.workshop.comparing.census import Census, census
from recommender.workshop.comparing.contrast import Comparison
from recommender.workshop.comparing.edits import edits
from recommender.workshop.comparing.population import World, people

UNBELIEVED = "recommender rules diff: no result, because engine and evaluator do not agree. ({why})"
WIDTH = 30
CLEAR = f"\r{' ' * 2 * WIDTH}\r"


@dataclass(frozen=True, slots=True)
class Bases:
    """The profiles that people are compared by: by the name of their file, and how many could not be used."""

    profiles: dict[str, Profile] = field(default_factory=dict)
    unfit: int = 0


def run(arguments: Arguments, folder: Path) -> int:
    """Compares: 1 where there is a finding, 3 where the solver could not tell or is contradicted.

    A finding is somebody who loses a safety limit, a law that is gone, and a rule of check-ins of purpose
    safety or trauma that is gone or decides otherwise.
    """
    old, new = _both(arguments.old or folder, folder)
    as_json = arguments.format == "json"
    if old.digest == new.digest:
        write_json({"same": True}) if as_json else write(same_page(len(new.every_rule)))
        return ExitCode.DONE
    bases = _bases(arguments.profiles, old, new)
    try:
        found = _compared(Comparison(old, new), bases, arguments, prover())
    except (Disagreement, EngineFault) as error:
        talk(UNBELIEVED.format(why=error))
        return ExitCode.REFUSED
    write_json(as_dict(found)) if as_json else write(page_of(found))
    if found.finding:
        return ExitCode.FINDINGS
    return ExitCode.REFUSED if found.refused else ExitCode.DONE


def prover() -> Prover | None:
    """What proves things about every possible person; None where no solver is installed."""
    return compare if available() else None


def _both(old: Path, new: Path) -> tuple[RuleBook, RuleBook]:
    """Both rulebooks. Raises `Problems` with the mistakes of both."""
    books: list[RuleBook] = []
    problems: list[Problem] = []
    for folder in (old, new):
        try:
            books.append(rulebook_in(folder))
        except Problems as found:
            problems += found.problems
    if problems:
        raise Problems(problems)
    before, after = books
    return before, after


def _bases(folder: Path | None, old: RuleBook, new: RuleBook) -> Bases:
    """The profiles of a folder. Of those shipped, what these rules cannot use is left out and counted."""
    problems: list[Problem] = []
    found: dict[str, Profile] = {}
    unfit = 0
    for path in yaml_files(folder or shipped_profiles(), problems):
        try:
            found[path.name] = _profile(path, old, new)
        except Problems as mistakes:
            problems += mistakes.problems if folder else ()
            unfit += 1
    if problems:
        raise Problems(problems)
    return Bases(found, unfit)


def _profile(path: Path, old: RuleBook, new: RuleBook) -> Profile:
    """A profile that one of the two can read. Raises `Problems` as the new one has them."""
    try:
        return load_profile(path, new)
    except Problems as problems:
        try:
            return load_profile(path, old)
        except Problems:
            raise problems from None


def _compared(comparison: Comparison, bases: Bases, arguments: Arguments, prove: Prover | None) -> Difference:
    edited = edits(comparison.old, comparison.new)
    world = World.of((comparison.old, comparison.new), edited.acting, tuple(bases.profiles.values()))
    if edited.same_at_intake:
        counted, proof = Census(arguments.people), Proof("words" if edited.only_words else "intake")
        profiles = tuple(ProfileMet(name, profile, None) for name, profile in bases.profiles.items())
    else:
        profiles = tuple(_met(bases, comparison))
        near = tuple(bases.profiles[one.name] for one in profiles if one.contrast)
        world = replace(world, near=near)
        with Bar(sys.stderr, arguments.people) as bar:
            bar.say("the solver is asked about every possible person")
            proof = asked(comparison, world, prove)
            made = people(world, arguments.people, arguments.seed)
            counted = census(comparison, made, world, bar.told)
        proof = settled(proof, counted, profiles, comparison)
    found = Difference(comparison, edited, profiles, bases.unfit, counted, arguments.seed, proof)
    comparison.replay(found.profiles_shown)
    return found


def _met(bases: Bases, comparison: Comparison) -> Iterator[ProfileMet]:
    for name, profile in bases.profiles.items():
        yield ProfileMet(name, profile, comparison.contrast(profile), comparison.dropped(profile))


class Bar:
    """How many people are done, on a terminal and nowhere else; it is gone when they all are."""

    def __init__(self, stream: TextIO | None, many: int) -> None:
        self._stream = stream if stream is not None and stream.isatty() and many else None
        self._many = many
        self._shown = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._put(CLEAR)

    def told(self, number: int) -> None:
        """So many people are done."""
        done = WIDTH * number // max(1, self._many)
        if done != self._shown:
            self._shown = done
            self._put(f"{CLEAR}[{'#' * done}{'.' * (WIDTH - done)}] {number:,} of {self._many:,} people")

    def say(self, what: str) -> None:
        """What is being done, where nothing can be counted."""
        self._put(f"{CLEAR}{what}")

    def _put(self, text: str) -> None:
        if self._stream is not None:
            self._stream.write(text)
            self._stream.flush()
