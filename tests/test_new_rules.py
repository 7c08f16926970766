"""Rules that change while somebody answers: taken in when nothing is half done, and never a stale result."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from people import recommender, shipped
from screens import USUAL, at_the_screen, text_of
from textual.pilot import Pilot

from recommender.interview.controller import Interview
from recommender.interview.view import OutcomeView
from recommender.keeping.keeper import Keeper
from recommender.loading import load_profile
from recommender.model.adjustment import Role
from recommender.model.rule import RuleBook
from recommender.tui.app import InterviewApp
from recommender.workshop.watch import News

PROFILE = Path(__file__).parent.parent / "profiles" / "hypervigilant.yaml"


def test_a_result_on_the_screen_is_made_anew() -> None:
    app = running("outcome")

    at_the_screen(app, lambda _: app.rules_changed(News(other_rules())))

    assert isinstance(view := app.interview.view, OutcomeView)
    assert app.book.digest == view.recommendation.rulebook.digest == "sha256:other"


def test_over_an_open_page_they_wait_until_it_is_closed() -> None:
    app = running("outcome")

    async def person(pilot: Pilot[None]) -> tuple[str, str]:
        await pilot.press("i")
        await app.rules_changed(News(other_rules()))
        during = app.book.digest
        await pilot.press("escape")
        await app.settle_news()
        return during, app.book.digest

    assert at_the_screen(app, person) == (shipped().digest, "sha256:other")


def test_an_answer_that_is_half_given_stays_and_they_come_after_it() -> None:
    app = running("stress")

    async def person(pilot: Pilot[None]) -> tuple[str, str]:
        await pilot.press("3")
        await app.rules_changed(News(other_rules()))
        during = text_of(app)
        await pilot.press("enter")
        await app.settle_news()
        return during, app.book.digest

    during, digest = at_the_screen(app, person)
    assert "3 ●" in during
    assert digest == "sha256:other"
    assert app.interview.profile.facts.known["stress"] == "high"


def test_what_was_changed_before_can_still_be_undone() -> None:
    app = running("stress")

    async def person(pilot: Pilot[None]) -> None:
        await pilot.press("3", "enter")
        await app.rules_changed(News(other_rules()))
        app.interview.undo()

    before = app.interview.profile.facts
    at_the_screen(app, person)
    assert app.interview.profile.facts == before


def test_with_broken_rules_the_last_good_ones_stay_and_a_clinician_is_told() -> None:
    assert told(lambda app: app.rules_changed(News(None)), "clinician") == (True, shipped().digest)
    assert told(lambda app: app.rules_changed(News(None)), "self") == (False, shipped().digest)


def told(news: Callable[[InterviewApp], Awaitable[None]], role: Role) -> tuple[bool, str]:
    """Whether news were told on the screen, and the rules in use then."""
    app = running("stress", role)

    async def person(pilot: Pilot[None]) -> str:
        await news(app)
        await pilot.pause()
        return " ".join(text_of(app).split())

    text = at_the_screen(app, person, USUAL)
    return shipped().texts.interview("rules", "old_ones") in text, app.book.digest


def running(at: str, role: Role = "self") -> InterviewApp:
    """The program at a question, or at the result."""
    interview = Interview(recommender(), role, load_profile(PROFILE, shipped()))
    interview.begin()
    if at == "outcome":
        interview.finish()
        interview.conclude()
    else:
        interview.change(at)
    return InterviewApp(interview, shipped(), Keeper(Path("/nowhere/casebook.db")))


def other_rules() -> RuleBook:
    """The same rules, under another digest."""
    return replace(shipped(), digest="sha256:other")
