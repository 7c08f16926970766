"""One row that the casebook answers, read cell by cell: what is not as it was put there goes no further."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from recommender.model.adjustment import Role
from recommender.model.recommendation import Json
from recommender.problem import Problems

Cell: TypeAlias = str | int
Object: TypeAlias = "Mapping[str, Json]"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an answer, cell by cell from the left. Raises `damaged` for a cell of another kind."""

    cells: Iterator[object]
    damaged: Problems

    def text(self) -> str:
        """The next cell, a text."""
        cell = next(self.cells)
        if isinstance(cell, str):
            return cell
        raise self.damaged

    def number(self) -> int:
        """The next cell, a number."""
        cell = next(self.cells)
        if isinstance(cell, int):
            return cell
        raise self.damaged

    def role(self) -> Role:
        """The next cell, a role."""
        cell = self.text()
        if cell not in ("self", "clinician"):
            raise self.damaged
        return "clinician" if cell == "clinician" else "self"

    def mapping(self) -> Object:
        """The next cell, an object of JSON in a text."""
        found = self._json()
        if isinstance(found, dict):
            return found
        raise self.damaged

    def entries(self) -> tuple[Json, ...]:
        """The next cell, a list of JSON in a text."""
        found = self._json()
        if isinstance(found, list):
            return tuple(found)
        raise self.damaged

    def rest(self) -> tuple[Cell, ...]:
        """The cells that are left, texts and numbers."""
        left = tuple(self.cells)
        cells = tuple(cell for cell in left if isinstance(cell, str | int))
        if len(cells) == len(left):
            return cells
        raise self.damaged

    def _json(self) -> Json:
        try:
            found: Json = json.loads(self.text())
        except (ValueError, RecursionError) as error:
            raise self.damaged from error
        return found
