"""stdout is data, stderr is talk."""

import io
import json
import os
import sys
from collections.abc import Mapping

from recommender.model.recommendation import Json
from recommender.reasons.page import printable


def write(text: str) -> None:
    """Text for stdout, at once; a letter that its encoding lacks becomes a question mark."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    print(text, end="", flush=True)


def write_json(value: Mapping[str, Json]) -> None:
    """JSON for stdout: UTF-8 whatever the locale, in the order of the mapping, the same bytes each time."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    print(json.dumps(value, indent=2, ensure_ascii=False), flush=True)


def talk(text: str) -> None:
    """Text for stderr; a file that is shown in it cannot steer the terminal."""
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="replace")
    print("\n".join(map(printable, text.splitlines())), file=sys.stderr, flush=True)


def hush() -> None:
    """Lets stdout go, so that nothing more is tried with it when the program ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return
