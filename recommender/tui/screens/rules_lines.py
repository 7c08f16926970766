"""The rows beside and below a file of rules."""

from collections.abc import Iterable, Iterator

from recommender.model.texts import Phrases
from recommender.problem import Problem
from recommender.tui.widgets.rule_lists import Line
from recommender.workshop.checking import Checked, Found
from recommender.workshop.desk import Desk, Place

MARK = "!"
MANY = 8


def file_lines(desk: Desk, texts: Phrases, mistaken: Iterable[str]) -> Iterator[Line[str]]:
    """Every file under its folder; beside it that it is not saved, or a mark where it has mistakes."""
    wrong, unsaved, above = set(mistaken), set(desk.unsaved), None
    for name in desk.files:
        folder, _, file = name.rpartition("/")
        if folder != above:
            above = folder
            yield Line(f"{folder}/" if folder else texts("files", "texts"))
        beside = [texts("files", "edited")] if name in unsaved else []
        yield Line(file.removesuffix(".yaml"), name, " ".join([*beside, *([MARK] if name in wrong else [])]))


def problem_lines(
    desk: Desk, texts: Phrases, checked: Checked | None, found: Found | None
) -> Iterator[Line[Place]]:
    """What is wrong, or that nothing is; and below it what else was found."""
    if checked is None:
        yield Line(texts("problems", "checking"))
    elif checked.book is None:
        yield Line(texts("problems", "mistakes", count=len(checked.mistakes)))
        yield from _rows(checked.mistakes, desk, texts)
    else:
        yield Line(texts("problems", "none", count=len(checked.book.every_rule)))
        yield from _found(found, desk, texts)


def _found(found: Found | None, desk: Desk, texts: Phrases) -> Iterator[Line[Place]]:
    if found is None:
        yield Line(texts("problems", "still_looking"))
        return
    for kind, problems in (("examples", found.examples), ("others", found.others)):
        if problems:
            yield Line(texts("problems", kind, count=len(problems)))
            yield from _rows(problems, desk, texts)


def _rows(problems: Iterable[Problem], desk: Desk, texts: Phrases) -> Iterator[Line[Place]]:
    for problem in problems:
        place = desk.place(problem)
        where = f"{place.name or problem.span.source.name}:{place.line}:{place.column}"
        yield Line(f"{where} {_said(problem, texts)}", place)


def _said(problem: Problem, texts: Phrases) -> str:
    """What is wrong, and what would be right where that can be told."""
    if problem.suggestion:
        return texts("problems", "near", what=problem.what, suggestion=problem.suggestion)
    if problem.allowed:
        return texts("problems", "allowed", what=problem.what, allowed=", ".join(problem.allowed[:MANY]))
    return f"{problem.what}. {problem.help}" if problem.help else problem.what
