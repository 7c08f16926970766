"""A page for each code of a message: what it is, what to avoid, what to prefer, and why."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from recommender.loading.files import read_file
from recommender.loading.reading import read
from recommender.loading.yaml_tree import Table, parse
from recommender.model.written import Written
from recommender.problem import Problem, Problems, nearest

FILE = Path(__file__).parent / "mistakes.yaml"


class Page(Written):
    """One page. `avoid` makes the mistake, and `prefer` is the same without it.

    Both are lines of a rule, or of the file that their first line names after a “#”.
    """

    title: str
    what: str
    avoid: str
    prefer: str
    why: str


@lru_cache(maxsize=1)
def pages() -> Mapping[str, Page]:
    """Every page by its code, in the order of the codes."""
    problems: list[Problem] = []
    source = read_file(FILE, problems)
    tree = parse(source, problems) if source else None
    entries = tree.entries if isinstance(tree, Table) else ()
    found = {key.value: read(Page, node, problems, key.value) for key, node in entries}
    if problems:
        raise Problems(problems)
    return {code: page for code, page in found.items() if page is not None}


def page_of(code: str) -> Page | None:
    """The page of a code, in capitals or not; None where there is none."""
    return pages().get(code.strip().upper())


def nearest_code(code: str) -> str:
    """The code that was probably meant."""
    return nearest(code.strip().upper(), pages()) or next(iter(pages()))
