"""The weeks so far, drawn anew for whatever width there is."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from recommender.export.over_time import Look, OverTime, over_time_text


class Picture(Widget):
    """Week by week, under its heading."""

    def __init__(self, what: OverTime, look: Look) -> None:
        super().__init__()
        self._what, self._look = what, look

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The number of lines at that width."""
        del container, viewport
        return len(self._drawn(width))

    def render(self) -> Content:
        """The picture, with its heading in bold."""
        heading, *lines = self._drawn(self.size.width)
        return Content("\n").join([Content.styled(heading, "bold"), *map(Content, lines)])

    def _drawn(self, width: int) -> list[str]:
        return over_time_text(self._what, self._look, width).splitlines() or [""]
