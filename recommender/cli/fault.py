"""What is said of a fault of the program itself: its kind and its places, and nothing of any answer."""

from pathlib import Path
from traceback import extract_tb

PACKAGE = Path(__file__).parent.parent.parent


def fault_told(error: Exception) -> str:
    """The kind of a fault and the lines that led to it.

    Python's own report quotes the values that it stumbled over, and these may be answers.
    """
    places = (
        f"  {_within(Path(frame.filename))}, line {frame.lineno}, in {frame.name}"
        for frame in extract_tb(error.__traceback__)
    )
    said = f"recommender: a fault of the program itself ended this ({type(error).__name__})."
    return "\n".join((said, "Nothing of what was answered stands in this report. It happened here:", *places))


def _within(file: Path) -> str:
    """A file as the program knows it; of one that lies elsewhere the name alone."""
    return file.relative_to(PACKAGE).as_posix() if file.is_relative_to(PACKAGE / "recommender") else file.name
