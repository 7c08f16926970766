"""`recommender rules watch`: the rules are checked and their examples tried again after each save."""

import select
import sys
import time
from collections.abc import Callable
from pathlib import Path

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write
from recommender.cli.outside import checked_in, rulebook_in
from recommender.cli.rules.findings import messages, mistakes
from recommender.loading import load_profile
from recommender.loading.files import shown
from recommender.loading.home import shipped_rules
from recommender.loading.layers import same_folder
from recommender.model.rule import RuleBook
from recommender.problem import Problems
from recommender.workshop.effect import Effect
from recommender.workshop.effect_words import effect_text
from recommender.workshop.partial_words import rules_counted
from recommender.workshop.rechecking import Rechecking, Seen

EVERY = 1.0
"""Seconds between two looks at the folder."""

Waiting = Callable[[], bool]
"""Waits a while, and says whether there is still somebody to tell."""


def run(arguments: Arguments, folder: Path) -> int:
    """Tells how the rules stand, and again after each save, until somebody ends it: which is no error."""
    book, running = _to_begin_with(folder)
    profile = load_profile(Path(arguments.profile), running) if arguments.profile else None
    talk(f"{shown(folder)} is watched: after each save, this says how the rules stand. Ctrl+C ends it.")
    try:
        rules = Rechecking(folder, book, running, profile, checked_in)
        keep_telling(rules, arguments.profile, still_there)
    except KeyboardInterrupt:
        talk("")
    return ExitCode.DONE


def keep_telling(rules: Rechecking, profile: str, waiting: Waiting) -> None:
    """Writes what is new for as long as there is somebody to tell."""
    seen = rules.first()
    while True:
        if seen is not None:
            write(f"{page(seen, profile)}\n")
        if not waiting():
            return
        seen = rules.look()


def page(seen: Seen, profile: str) -> str:
    """The mistakes; without any, the findings, how many rules and examples there are, and what changes."""
    book = seen.book
    if book is None:
        return mistakes(seen.mistakes)
    holding, every = seen.examples
    examples = f"{every} examples hold" if holding == every else f"{holding} of {every} examples hold"
    lines = [f"{len(book.every_rule)} rules, no mistakes; {examples}"]
    lines += [rules_counted(book)] if book.partial else []
    lines += _difference(seen.effect, profile, book) if seen.effect else []
    found = messages(seen.found.all) if seen.found.all else ""
    return "\n".join([*([found] if found else []), *lines, ""])


def _difference(effect: Effect, profile: str, book: RuleBook) -> list[str]:
    words = book.texts.authoring
    said = effect_text(effect, words)
    if said == words("effect", "nothing"):
        return [f"For {profile}, nothing changes."]
    return [f"For {profile}, against the rules before:", *(f"  {line}" for line in said.splitlines())]


def _to_begin_with(folder: Path) -> tuple[RuleBook | None, RuleBook]:
    """The rules of the folder, and those that speak: where it is broken, the ones that came along."""
    try:
        book = rulebook_in(folder)
    except Problems:
        if not folder.is_dir() or same_folder(folder, shipped_rules()):
            raise
        return None, rulebook_in(shipped_rules())
    return book, book


def still_there() -> bool:
    """Waits; False as soon as the terminal is gone, or a pipe at either end is closed."""
    waiting = select.poll()
    for stream in (sys.stdin, sys.stdout):
        try:
            waiting.register(stream.fileno(), 0)
        except (AttributeError, OSError, ValueError):
            continue
    happened = [what for _, what in waiting.poll(EVERY * 1000)]
    if any(what & (select.POLLHUP | select.POLLERR) for what in happened):
        return False
    if happened:
        time.sleep(EVERY)
    return True
