"""The full screen in a test: what a person does there, and what stands on it."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.pilot import Pilot

Found = TypeVar("Found")
USUAL, SMALL, LARGE = (80, 24), (40, 15), (120, 36)
PICTURES = Path(__file__).parent / "screens"
RENEW = os.environ.get("SCREENS") == "renew"


def _parsed_once(  # noqa: PLR0913, PLR0917 - as in Textual
    self: Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,  # noqa: FBT001, FBT002 - as in Textual
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    """Styles that every program of a test reads anew, read once: a third of its start."""
    key = (css, read_from, is_default_rules, tie_breaker, scope, tuple(self._variables.items()))
    if key not in _PARSED:
        _PARSED[key] = _PARSE(self, css, read_from, is_default_rules, tie_breaker, scope)
    return _PARSED[key]


_PARSED: dict[tuple[object, ...], list[RuleSet]] = {}
_PARSE = Stylesheet._parse_rules  # noqa: SLF001 - nothing public can be read once
Stylesheet._parse_rules = _parsed_once  # type: ignore[method-assign]  # noqa: SLF001


def at_the_screen(
    app: App[None], person: Callable[[Pilot[None]], Awaitable[Found]], size: tuple[int, int] = USUAL
) -> Found:
    """What a person makes of a running program."""

    async def meet() -> Found:
        async with app.run_test(size=size) as pilot:
            return await person(pilot)

    return asyncio.run(meet())


def text_of(app: App[None]) -> str:
    """The lines on the screen, without blanks at their ends."""
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 - the screen as text has no public name
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def same_screen(name: str, text: str) -> None:
    """What is on a screen is what stands in `screens/NAME.txt`; with SCREENS=renew it is written there."""
    file = PICTURES / f"{name}.txt"
    if RENEW:
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{text.rstrip()}\n", encoding="utf-8")
    assert file.is_file(), f"{file.name} is not there: SCREENS=renew writes it"
    assert text.rstrip() == file.read_text(encoding="utf-8").rstrip()
