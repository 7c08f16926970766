"""The full screen in a test: what a person does there, and what stands on it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from textual.app import App
from textual.pilot import Pilot

Found = TypeVar("Found")
USUAL, SMALL, LARGE = (80, 24), (40, 15), (120, 36)


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
