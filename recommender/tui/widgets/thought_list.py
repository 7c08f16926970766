"""Answers, each with a pencil before it where it is thought otherwise."""

from collections.abc import Mapping, Sequence

from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from recommender.explanation.thoughts import ThoughtRow
from recommender.model.texts import Phrases
from recommender.tui.widgets.signed_row import SignedRow


class ThoughtList(OptionList):
    """Rows under headings. Only the rows that say something else now are drawn anew."""

    def __init__(self, sections: Mapping[str, Sequence[ThoughtRow]], texts: Phrases, pencil: str) -> None:
        self._texts, self._pencil = texts, pencil
        self._rows = _under_headings(sections)
        super().__init__(*map(self._option, self._rows), compact=True, markup=False)
        self.highlighted = next((at for at, row in enumerate(self._rows) if not isinstance(row, str)), None)

    @property
    def chosen(self) -> str:
        """The question that is highlighted."""
        row = "" if self.highlighted is None else self._rows[self.highlighted]
        return row if isinstance(row, str) else row.fact

    def tell(self, sections: Mapping[str, Sequence[ThoughtRow]]) -> None:
        """Shows the same questions as they are thought now."""
        for at, row in enumerate(_under_headings(sections)):
            if row != self._rows[at]:
                self._rows[at] = row
                self.replace_option_prompt_at_index(at, self._line(row))

    def _option(self, row: ThoughtRow | str) -> Option:
        return Option(self._line(row), disabled=isinstance(row, str))

    def _line(self, row: ThoughtRow | str) -> SignedRow | Text:
        if isinstance(row, str):
            return Text(row)
        said = self._texts("old_and_new", old=row.said, new=row.instead) if row.instead else row.said
        return SignedRow(self._pencil if row.instead else "", row.label, said)


def _under_headings(sections: Mapping[str, Sequence[ThoughtRow]]) -> list[ThoughtRow | str]:
    found: list[ThoughtRow | str] = []
    for title, rows in sections.items():
        found += [title, *rows]
    return found
