"""`recommender rules check`: every mistake; where there is none, every finding."""

from pathlib import Path

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write, write_json
from recommender.cli.outside import counted_in, rulebook_in
from recommender.cli.rules.findings import (
    IN_USE,
    NOT_IN_USE,
    Findings,
    as_dicts,
    code,
    messages,
    mistakes,
)
from recommender.loading.home import shipped_rules
from recommender.model.recommendation import Json
from recommender.model.rule import RuleBook
from recommender.problem import Problems
from recommender.reasons.page import page, section, wrapped
from recommender.workshop.checking import findings as findings_of
from recommender.workshop.counting import Counted
from recommender.workshop.fixing import Change, closed_to, put_right
from recommender.workshop.folder import locked
from recommender.workshop.pages_of_mistakes import Page, nearest_code, page_of
from recommender.workshop.partial_words import partial_as_dict, rules_counted
from recommender.workshop.saving import ChangedElsewhere

LOCKED = {
    "installed": "these rules came with the program and would be replaced with its next version",
    "not_writable": "these files can be read and not written",
}

CLOSED = "it or its folder can be read and not written, so what has one likely correction there stays"


def run(arguments: Arguments, folder: Path) -> int:
    """Every mistake; where there is none, every finding. With a code, its page; with `fix`, corrections."""
    as_json = arguments.format == "json"
    if arguments.explain is not None:
        return _explain(arguments.explain, as_json=as_json)
    if not arguments.fix:
        return _check(folder, (), as_json=as_json)
    if reason := locked(folder):
        talk(f"recommender rules check: {LOCKED[reason]}. “recommender rules init DIR” makes a copy to edit.")
        return ExitCode.UNUSABLE
    changes, left = _fix(folder)
    for note in left:
        talk(f"recommender rules check: {note}")
    return max(_check(folder, changes, as_json=as_json), ExitCode.UNUSABLE if left else ExitCode.DONE)


def _check(folder: Path, changes: tuple[Change, ...], *, as_json: bool) -> int:
    try:
        book = rulebook_in(folder)
    except Problems as problems:
        found = problems.problems
        if as_json:
            _write_json(None, counted_in(folder), found, changes)
        else:
            write(_made(changes) + mistakes(found, _among(counted_in(folder))))
        return ExitCode.UNUSABLE
    found = findings_of(book, folder).all
    rules = rules_counted(book)
    if as_json:
        _write_json(book, Counted(len(book.every_rule)), found, changes)
    else:
        write(_made(changes) + (messages(found, rules) if found else f"{rules}, no mistakes\n"))
    return code(found)


def _write_json(book: RuleBook | None, rules: Counted, found: Findings, changes: tuple[Change, ...]) -> None:
    """Of rules that do not load, there is no book."""
    made: list[Json] = [{"place": one.place, "old": one.old, "new": one.new} for one in changes]
    write_json(
        {
            "rules": rules.rules,
            "unread": list(rules.unread),
            "in_use": book is not None,
            "means": " ".join((IN_USE if book else NOT_IN_USE).partition(":")[2].split()),
            "partial": partial_as_dict(book) if book else None,
            "fixed": made,
            "problems": as_dicts(found),
        }
    )


def _made(changes: tuple[Change, ...]) -> str:
    if not changes:
        return ""
    count = "1 correction" if len(changes) == 1 else f"{len(changes)} corrections"
    return "\n".join([*map(str, changes), f"{count}. What is left:", "", ""])


def _among(found: Counted) -> str:
    rules = "1 rule" if found.rules == 1 else f"{found.rules} rules"
    if not found.unread:
        return f" in {rules}"
    whose = "its" if len(found.unread) == 1 else "their"
    return f" in {rules}; {', '.join(found.unread)} could not be read, so {whose} rules are not among them"


def _fix(folder: Path) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """What was corrected and saved, and notes on what could not be."""
    try:
        running = rulebook_in(shipped_rules())
    except Problems:
        return (), ("the rules that came with the program have mistakes themselves; nothing was corrected",)
    desk, changes = put_right(folder, running)
    lost = [f"{folder / name} cannot be written: {CLOSED}" for name in closed_to(desk)]
    for name in desk.unsaved:
        try:
            desk.save(name)
        except ChangedElsewhere:
            lost.append(f"{folder / name} was changed elsewhere meanwhile, and is left as it is now")
        except Problems as problems:
            why = problems.problems[0].what.removeprefix("the file cannot be written: ")
            lost.append(f"{folder / name} cannot be written: {why}")
    kept = tuple(change for change in changes if not any(f"{name}:" in change.place for name in desk.unsaved))
    return kept, tuple(lost)


def _explain(asked: str, *, as_json: bool) -> int:
    found = page_of(asked)
    if found is None:
        talk(f"recommender rules check: there is no code “{asked}”. Did you mean {nearest_code(asked)}?")
        return ExitCode.UNUSABLE
    name = asked.strip().upper()
    if as_json:
        write_json({"code": name, **found.model_dump()})
    else:
        write(_page(name, found))
    return ExitCode.DONE


def _page(name: str, found: Page) -> str:
    return page(
        [
            f"{name}: {found.title}",
            wrapped(found.what, ""),
            section("Avoid", _indented(found.avoid)),
            section("Prefer", _indented(found.prefer)),
            section("Why", wrapped(found.why)),
        ]
    )


def _indented(lines: str) -> str:
    return "\n".join(f"    {line}" for line in lines.splitlines())
