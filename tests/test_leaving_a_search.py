"""Whoever leaves now leaves a search too: it ends at once, and not only when its screen has gone."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from people import recommender, shipped
from screens import at_the_screen
from textual.pilot import Pilot

from recommender.interview.controller import Interview
from recommender.keeping.keeper import Keeper
from recommender.loading.profile import Profile, load_profile
from recommender.model.recommendation import Recommendation
from recommender.tui.app import InterviewApp
from recommender.tui.screens.change import ChangeScreen

WATCHFUL = Path(__file__).parent.parent / "profiles" / "hypervigilant.yaml"
NOWHERE = Keeper(Path("/nowhere/casebook.db"))


class Counting(Interview):
    """An interview at its result; what comes of other answers waits for a word, and is counted."""

    def __init__(self) -> None:
        known = load_profile(WATCHFUL, shipped())
        super().__init__(recommender(), known.role, known)
        self.may_begin, self.count = Event(), 0
        self.begin()
        self.finish()
        self.conclude()

    @property
    def recommend(self) -> Callable[[Profile], Recommendation]:
        return self._counted

    def _counted(self, profile: Profile) -> Recommendation:
        self.count += 1
        self.may_begin.wait()
        return recommender().recommend_profile(profile)


@pytest.mark.parametrize("key", ["f12", pytest.param("ctrl+x", marks=pytest.mark.screens)])
def test_leaving_now_ends_a_search_although_its_screen_still_stands(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ChangeScreen, "on_unmount", lambda _: None)  # so nothing else can end it
    interview = Counting()
    app = InterviewApp(interview, shipped(), NOWHERE)

    async def person(pilot: Pilot[None]) -> None:
        await pilot.press("d")
        async with asyncio.timeout(60):
            while not interview.count:  # noqa: ASYNC110 - it happens in another thread
                await asyncio.sleep(0.01)
        await pilot.press(key)
        assert app.leaving
        interview.may_begin.set()

    try:
        at_the_screen(app, person)  # and waits for whatever is still being worked out
    finally:
        interview.may_begin.set()

    assert interview.count == 1
