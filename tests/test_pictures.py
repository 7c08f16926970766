"""What is on the screens, as pictures and as text: the ones of the README, and each screen in three sizes.

With SCREENS=renew all of them are drawn anew.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from people import recommender, shipped
from screens import LARGE, RENEW, SMALL, USUAL, at_the_screen, same_screen, text_of
from textual.pilot import Pilot

from recommender.interview.controller import Interview
from recommender.keeping.keeper import Keeper
from recommender.loading import load_profile
from recommender.model.adjustment import Role
from recommender.tui.app import PLAIN_LOOKS, InterviewApp
from recommender.tui.looks import Looks

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "tests" / "pictures"
README = ROOT / "README.md"
SVG = "http://www.w3.org/2000/svg"
NOWHERE = Path("/nowhere/casebook.db")
SIZES = {"40x15": SMALL, "80x24": USUAL, "120x36": LARGE}


class LockedKeeper(Keeper):
    """What asks for the passphrase of a casebook that is not there."""

    locked = asks = True


@dataclass(frozen=True)
class Scene:
    """A place in the interview, what was pressed there, and how it looks."""

    keys: tuple[str, ...] = ()
    at: str = ""
    profile: str = ""
    role: Role = "self"
    size: tuple[int, int] = USUAL
    looks: Looks = PLAIN_LOOKS
    choosing: bool = False
    locked: bool = False

    def app(self) -> InterviewApp:
        """The program at that place."""
        known = load_profile(ROOT / "profiles" / f"{self.profile}.yaml", shipped()) if self.profile else None
        interview = Interview(recommender(), self.role, known)
        if self.at in ("check", "outcome"):
            interview.begin()
            interview.finish()
        elif self.at:
            interview.begin()
            interview.change(self.at)
        if self.at == "outcome":
            interview.conclude()
        keeper = LockedKeeper(NOWHERE) if self.locked else Keeper(NOWHERE)
        app = InterviewApp(interview, shipped(), keeper, self.looks)
        app.choosing = self.choosing
        return app


# The pictures

IN_THE_README = {
    "question": Scene(("3",), "hypervigilance"),
    "clinician": Scene(("3",), "exertion_reaction", "hypervigilant", "clinician", LARGE),
    "programme": Scene((), "outcome", "hypervigilant", size=(112, 32)),
    "what-if": Scene(("i", *("down",) * 35, "enter", "2", "enter"), "outcome", "hypervigilant", size=LARGE),
}
BESIDE = {
    "question-light": Scene(("3",), "hypervigilance", looks=Looks("light")),
    "question-contrast": Scene(("3",), "hypervigilance", looks=Looks("contrast")),
    "programme-ascii": Scene((), "outcome", "hypervigilant", looks=Looks(ascii=True)),
    "question-40x15": Scene(("3",), "hypervigilance", size=SMALL),
}


@pytest.mark.parametrize("name", [*IN_THE_README, *BESIDE])
def test_the_picture_is_what_is_on_the_screen_and_asks_for_nothing_from_elsewhere(name: str) -> None:
    scene = {**IN_THE_README, **BESIDE}[name]

    drawn = at_the_screen(app := scene.app(), lambda pilot: _picture(app, pilot, scene), scene.size)

    file = PICTURES / f"{name}.svg"
    if RENEW:
        file.write_text(drawn, encoding="utf-8")
    assert re.findall(r"https?://[^\"') ]+", drawn) == [SVG]
    assert file.read_text(encoding="utf-8") == drawn


def test_the_readme_shows_a_question_the_clinicians_panel_the_programme_and_a_what_if() -> None:
    shown = re.findall(r"!\[[^\]]{20,}\]\(tests/pictures/([\w-]+)\.svg\)", README.read_text(encoding="utf-8"))

    assert shown == list(IN_THE_README)


async def _picture(app: InterviewApp, pilot: Pilot[None], scene: Scene) -> str:
    """The picture with steady names, without fonts from elsewhere and without remarks."""
    await pilot.press(*scene.keys)
    await app.workers.wait_for_complete()
    await pilot.pause()
    svg = app.export_screenshot(title=shipped().texts.interview("welcome", "title"))
    return re.sub(r"\s*@font-face\s*\{[^}]*\}|\s*<!--.*?-->", "", re.sub(r"terminal-\d+", "terminal", svg))


# The screens as text

SCREENS = {
    "welcome": Scene(choosing=True),
    "welcome-clinician": Scene(("3",), choosing=True),
    "part": Scene(("enter",)),
    "block": Scene(("3", "enter"), choosing=True),
    "question": Scene(at="stress"),
    "several": Scene(("2",), at="red_flags"),
    "number": Scene(("4", "2"), at="confidence"),
    "why-asked": Scene(("y",), at="crisis", role="clinician"),
    "pause": Scene(("p",), at="stress"),
    "support": Scene(("h",), at="stress"),
    "all-keys": Scene(("f1",), at="stress"),
    "finish": Scene(("c",), at="stress"),
    "check": Scene(at="check", profile="much_left_open"),
    "limited": Scene(at="outcome"),
    "referral": Scene(("2", "enter"), at="crisis"),
    "keep": Scene(("k",), "outcome", "fit_and_well"),
    "keep-clinician": Scene(("k",), "outcome", "fit_and_well", "clinician"),
    "ways": Scene(("3", "k", "enter"), choosing=True),
    "lock": Scene(("k", "enter"), "outcome", "fit_and_well", "clinician"),
    "unlock": Scene(("o", "4", "enter", "a", "b"), locked=True),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_in_three_sizes(name: str) -> None:
    scene = SCREENS[name]
    app = scene.app()

    async def person(pilot: Pilot[None]) -> dict[str, str]:
        await pilot.press(*scene.keys)
        found = {}
        for size, (width, height) in SIZES.items():
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            found[size] = text_of(app)
        return found

    for size, text in at_the_screen(app, person).items():
        same_screen(f"{name}-{size}", text)
