"""Keeping what came out, and opening it later: on the full screen and as numbered lines."""

import io
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest
from keeping import NOON, given, intake
from people import remembering, shipped
from screens import LARGE, SMALL, USUAL, at_the_screen, text_of
from test_audit import planted
from textual import events
from textual.pilot import Pilot

from recommender import plain
from recommender.casebook import Casebook, Frozen, Intake, LoggedSession, frozen, intake_of, open_casebook
from recommender.casebook.records import Case
from recommender.export.course_words import over_time
from recommender.export.over_time import ASCII
from recommender.export.text import as_text
from recommender.export.today import today_text
from recommender.interview.controller import Interview
from recommender.interview.view import OutcomeView
from recommender.keeping import later as opening
from recommender.keeping.keeper import Keeper, Opened, who
from recommender.keeping.later import later
from recommender.loading import Profile, load_log, load_profile
from recommender.loading.log import as_session
from recommender.model.adjustment import Role
from recommender.model.recommendation import Json, Recommendation
from recommender.model.today import State
from recommender.plain.lines import Lines
from recommender.problem import Problems, unreadable
from recommender.reasons.names import Names
from recommender.recommend import WEEKS
from recommender.review import Reviewer
from recommender.review.today import Days
from recommender.tui.app import InterviewApp

pytestmark = pytest.mark.screens

ROOT = Path(__file__).parent.parent
FILE = Path("kept") / "casebook.db"
ENTER, CTRL_X = "", "\x18"
CODE = "CODE-CODE-CODE"

Disk = dict[Path, bytes]


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, so that a file in it has a short name."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def days() -> Iterator[Days]:
    with Days(shipped()) as days:
        yield days


@pytest.fixture(autouse=True)
def compiled_once(days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is opened here is worked out by the same rules, so they are compiled for the first only."""
    monkeypatch.setattr(opening, "Days", lambda _: nullcontext(days))


@dataclass(frozen=True)
class Seen:
    """What there is after some keys."""

    screen: str
    text: str
    running: bool


@dataclass(frozen=True)
class Sitting:
    """Somebody with a result before them, or at the welcome, and what they keep."""

    interview: Interview
    keeper: Keeper

    def after(self, *keys: str, size: tuple[int, int] = USUAL) -> Seen:
        """What is seen after some keys; the code, which differs each time, by another name."""
        return self.on_the_way(keys, size=size)[0]

    def on_the_way(self, *ways: Sequence[str], size: tuple[int, int] = USUAL) -> tuple[Seen, ...]:
        """What is seen after some keys, after some more, and so on."""

        async def person(pilot: Pilot[None]) -> tuple[Seen, ...]:
            found = []
            for keys in ways:
                await press(pilot, keys)
                text = without_scrollbar(text_of(app), size[0]).replace(self.keeper.code or CODE, CODE)
                found.append(Seen(type(app.screen).__name__, text, running=not app._exit))  # noqa: SLF001 - it is ending
            return tuple(found)

        app = InterviewApp(self.interview, shipped(), self.keeper)
        return at_the_screen(app, person, size)

    def left(self, way: Sequence[str], key: str) -> tuple[Disk, Disk, bool]:
        """The disk before somebody leaves by a key and after, and whether the program still runs."""

        async def person(pilot: Pilot[None]) -> tuple[Disk, Disk, bool]:
            await press(pilot, way)
            before = on_the_disk()
            await pilot.press(key)
            return before, on_the_disk(), not app._exit  # noqa: SLF001 - it is ending

        app = InterviewApp(self.interview, shipped(), self.keeper)
        return at_the_screen(app, person)

    def passing(self, way: Sequence[str], *keys: str) -> tuple[str, ...]:
        """The screen that some keys lead to, and then those that further ones do."""
        return tuple(seen.screen for seen in self.on_the_way(way, *([key] for key in keys)))

    @property
    def recommendation(self) -> Recommendation:
        """What came out."""
        assert isinstance(self.interview.view, OutcomeView)
        return self.interview.view.recommendation


Sit = Callable[..., Sitting]


@pytest.fixture
def sit() -> Sit:
    """Somebody with the result of a shipped person; without a name, at the welcome."""

    def sit(name: str = "", role: Role = "self", keeper: Keeper | None = None) -> Sitting:
        profile = load_profile(ROOT / "profiles" / f"{name}.yaml", shipped()) if name else None
        interview = Interview(remembering(), role, profile)
        if name:
            interview.begin()
            interview.finish()
            interview.conclude()
        return Sitting(interview, keeper or Keeper(FILE, now=lambda: NOON))

    return sit


# Keeping, on the full screen


def test_before_anything_is_kept_it_is_said_what_where_who_can_read_it_and_how_it_goes_again(
    sit: Sit,
) -> None:
    assert lines(sit("fit_and_well").after("k").text) == lines("""

          Keeping what came out

          Your answers and what came out would be kept, and later the log of your
          sessions, if you add one.

          It is one file on this computer: kept/casebook.db. Nothing leaves this
          computer.

          Whoever uses this account on the computer can read the file. It is not
          encrypted, and it has no password.

          It can be deleted at any time, with the code in place of CODE: recommender
          casebook delete CODE





           1 ● Without a lock
           2 ○ Locked with a passphrase, which is chosen next
          If you like, Enter keeps it as marked. With “b” it is not kept.
          ────────────────────────────────────────────────────────────────────────────
          Enter Keep   b Back   h Support   ↑↓ Choose      F1 All keys   F12 Leave now
    """)


def test_the_code_stands_alone(sit: Sit) -> None:
    assert lines(sit("fit_and_well").after("k", "enter").text) == lines("""

          The code









                                         CODE-CODE-CODE








          You might note it somewhere. With it, what was kept can be opened again.

          ────────────────────────────────────────────────────────────────────────────
          Enter Back   h Support                           F1 All keys   F12 Leave now
    """)


def test_a_clinician_reads_of_the_client(sit: Sit) -> None:
    sitting = sit("fit_and_well", role="clinician")

    asked, kept = sitting.on_the_way(["k"], ["2", "enter"])

    assert "The client's answers and what came out would be kept, and later the log of" in asked.text
    assert "A code stands for the client, and no name is kept." in flat(asked.text)
    assert "You might note it with the client's papers." in kept.text
    assert case(sitting.keeper.code).intakes[0].value.role == "clinician"


@pytest.mark.parametrize("name", ["fit_and_well", "nothing_answered", "red_flag"])
def test_what_is_kept_is_what_was_said_and_what_came_out(name: str, sit: Sit) -> None:
    sitting = sit(name)

    shown = sitting.after("k", "enter")

    (answers,), (came_out,) = case(sitting.keeper.code).intakes, case(sitting.keeper.code).recommendations
    assert shown.screen == "KeptScreen"
    assert answers.value == intake_of(sitting.interview.profile)
    assert came_out.value.recommendation == sitting.recommendation.as_dict()
    assert came_out.value.page == as_text(sitting.recommendation, shipped())


@pytest.mark.parametrize(("name", "screen"), [("fit_and_well", "Outcome"), ("red_flag", "Referral")])
def test_enter_goes_back_from_the_code_to_what_came_out(name: str, screen: str, sit: Sit) -> None:
    assert sit(name).after("k", "enter", "enter").screen == f"{screen}Screen"


def test_the_same_result_is_kept_once_and_its_code_shown_again(sit: Sit) -> None:
    sitting = sit("fit_and_well")

    shown = sitting.after("k", "enter", "enter", "k")

    assert shown.screen == "KeptScreen"
    assert CODE in shown.text
    assert audit() == [("added", sitting.keeper.code)]


def test_after_a_changed_answer_the_new_result_goes_under_the_same_code(sit: Sit) -> None:
    sitting = sit("fit_and_well")
    sitting.after("k", "enter")
    sitting.interview.change("activity_minutes")
    sitting.interview.answer(30)
    sitting.interview.finish()
    sitting.interview.conclude()

    asked, _ = sitting.on_the_way(["k"], ["enter"])

    assert f"It would go under the code that you have, {CODE}, beside what is there." in flat(asked.text)
    assert audit() == [("added", sitting.keeper.code), ("answered anew", sitting.keeper.code)]
    assert [one.value.answers["activity_minutes"] for one in case(sitting.keeper.code).intakes] == [200, 30]


def test_what_was_deleted_elsewhere_meanwhile_is_kept_anew(sit: Sit) -> None:
    sitting = sit("fit_and_well")
    sitting.after("k", "enter")
    first = sitting.keeper.code
    with open_casebook(FILE) as casebook:
        casebook.delete(first, NOON)
    sitting.interview.region = "ie"

    sitting.after("k", "enter")

    assert [what for what, _ in audit()] == ["added", "deleted", "added"]
    assert case(sitting.keeper.code).code != first


def test_keeping_the_same_twice_adds_nothing(sit: Sit) -> None:
    sitting = sit("fit_and_well")
    what = (sitting.interview.profile, sitting.recommendation, shipped())

    assert sitting.keeper.keep(*what) == sitting.keeper.keep(*what)
    assert audit() == [("added", sitting.keeper.code)]


@pytest.mark.parametrize("key", ["b", "escape"])
def test_going_back_keeps_nothing(key: str, sit: Sit, somewhere: Path) -> None:
    shown = sit("fit_and_well").after("k", key)

    assert shown.screen == "OutcomeScreen"
    assert list(somewhere.iterdir()) == []


def test_what_the_disk_refuses_is_told_in_words_and_one_can_go_back(sit: Sit, somewhere: Path) -> None:
    (somewhere / "kept").write_text("mine\n")
    sitting = sit("fit_and_well")

    refused, back = sitting.on_the_way(["k", "enter"], ["b"])

    assert refused.screen == "KeepScreen"
    assert (
        "It was not kept. kept: a folder is asked here, and something else is in its place. "
        "What came out is still here, one step back."
    ) in flat(refused.text)
    assert back.screen == "OutcomeScreen"
    assert (somewhere / "kept").read_text() == "mine\n"


def test_a_broken_file_is_told_in_words_and_left_as_it_is(sit: Sit) -> None:
    FILE.parent.mkdir(mode=0o700)
    FILE.write_bytes(b"no casebook " * 400)

    refused = sit("fit_and_well").after("k", "enter")

    assert "kept/casebook.db: this is not a casebook, or it is damaged. The file was not" in flat(
        refused.text
    )
    assert FILE.read_bytes() == b"no casebook " * 400


# Opening, on the full screen


def test_the_welcome_offers_to_open_in_the_same_way_whether_anything_is_there_or_not(sit: Sit) -> None:
    before = sit().after()
    keep("fit_and_well")

    assert sit().after() == before
    assert before.text.splitlines()[-1].startswith("  Enter Start   k Keep   h Support   o Open")


@pytest.mark.parametrize("there", [True, False])
def test_a_code_under_which_nothing_is_kept_stays_and_is_told(there: bool, sit: Sit) -> None:  # noqa: FBT001
    if there:
        keep("fit_and_well")

    assert lines(sit().after("o", *"kh4", "enter").text) == lines("""

          Opening what was kept

          Under which code was it kept?
          kh4
          It has twelve letters and digits. Capitals and gaps make no difference.

          Nothing is kept here under that code. You might compare it once more, letter
          by letter; what was deleted does not come back.













          ────────────────────────────────────────────────────────────────────────────
          Enter Open   b Back   ? Support                  F1 All keys   F12 Leave now
    """)


def test_looking_makes_no_folder(sit: Sit, somewhere: Path) -> None:
    sit().after("o", "4", "enter", "b", "o", "enter")

    assert list(somewhere.iterdir()) == []


def test_a_file_that_cannot_be_read_is_told_in_words(sit: Sit) -> None:
    FILE.parent.mkdir(mode=0o700)
    FILE.write_bytes(b"no casebook " * 400)

    shown = sit().after("o", "4", "enter")

    assert "It could not be opened. kept/casebook.db: this is not a casebook, or it is damaged." in flat(
        shown.text
    )


def test_b_goes_back_from_the_code_and_a_question_mark_shows_the_contacts(sit: Sit) -> None:
    screens = sit().passing(["o", "4"], "question_mark", "b", "b")

    assert screens == ("CodeScreen", "SupportScreen", "CodeScreen", "WelcomeScreen")


def test_what_was_kept_says_what_was_decided_and_what_comes_next(sit: Sit) -> None:
    code = keep("hypervigilant", "hypervigilant_step_back")

    text = sit().after("o", code, "enter").text.replace(code, CODE)

    assert lines(text) == lines("""

         Kept under CODE-CODE-CODE

         At the last check-in, on 2026-03-01
           The next week is a step smaller. That is part of the plan, and nothing is
           lost by it.

         Week 4 comes next. Sessions: 6. 76 minutes in all. This week is lighter on
         purpose, to leave room for recovery.

         Week by week
           This is what was written down in weeks 1 to 3.
                  Week   1  2  3

           Minutes: from 110 in week 1 to 96 in week 3, and 135 in between. Planned:
           from 125 in week 1 to 135 in week 3.
                   135 │ ▂▂ ██ ··
                       │ ██ ██ ▇▇
                       │ ██ ██ ██
                       │ ██ ██ ██

           Effort planned at most: light in weeks 1 to 3.
         ───────────────────────────────────────────────────────────────────────────────
         t Today   r The page   b Back   h Support           F1 All keys   F12 Leave now
    """)


def test_the_sessions_of_the_week_and_the_way_to_a_check_in_stand_below(sit: Sit) -> None:
    code = keep("fit_and_well")

    assert lines(sit().after("o", code, "enter", "end").text.replace(code, CODE)) == lines("""
         Kept under CODE-CODE-CODE


         The sessions of week 1
           - Day 1, in the morning: Running, Cycling or Walking, 36 minutes, moderate
           - Day 2, in the morning: Light strength, Strength or Walking, 36 minutes,
             light
           - Day 3, in the morning: Running, Cycling or Walking, 36 minutes, moderate
           - Day 5, in the morning: Light strength, Strength or Walking, 36 minutes,
             light
           - Day 6, in the morning: Running, Cycling or Walking, 36 minutes, moderate
           The smallest version: A shorter or slower version counts in full, and so
           does stopping after the opening.

         How it went can be told, with a log of the sessions in FILE:
           recommender casebook check-in CODE-CODE-CODE --log FILE

         This is information for thinking with. It does not replace medical or
         psychological care, and it makes no diagnosis. What to do with it is for
         people to decide: you, and those who care for your health.

         ───────────────────────────────────────────────────────────────────────────────
         t Today   r The page   b Back   h Support           F1 All keys   F12 Leave now
    """)


def test_at_40x15_the_picture_is_drawn_for_the_width(sit: Sit) -> None:
    code = keep("hypervigilant", "hypervigilant_step_back")

    shown = sit().after("o", code, "enter", "pagedown", size=SMALL)

    assert lines(shown.text.replace(code, CODE)) == lines("""
        Kept under CODE-CODE-CODE

          Minutes: from 110 in week 1 to 96 in
          week 3, and 135 in between. Planned:
          from 125 in week 1 to 135 in week 3.
                  135 │ ▂▂ ██ ··
                      │ ██ ██ ▇▇
                      │ ██ ██ ██
                      │ ██ ██ ██

          Effort planned at most: light in
          weeks 1 to 3.
             vigorous │
             moderate │
        t Today  h Support    F1 Keys  F12 Leave
    """)


def test_where_the_console_is_ascii_so_is_the_picture(sit: Sit) -> None:
    code = keep("hypervigilant", "hypervigilant_step_back")

    shown = sit(keeper=Keeper(FILE, ASCII)).after("o", code, "enter", size=LARGE)

    assert " 135 | .. ## .." in shown.text
    assert "█" not in shown.text


def test_without_a_session_in_any_log_a_word_stands_in_the_place_of_the_picture(sit: Sit) -> None:
    code = keep("fit_and_well")
    before = sit().after("o", code, "enter").text
    with open_casebook(FILE) as casebook:
        casebook.check_in(code, [], {"decision": "hold"}, NOON)

    after = sit().after("o", code, "enter").text

    assert "There was no check-in so far. The weeks are drawn from the first one on." in before
    assert "There are no weeks to draw so far. They come with a session in the log of a" in after
    assert "At the last check-in, on 2026-03-01 The week is repeated as it was." in flat(after)


def test_r_shows_the_page_as_it_was_given(sit: Sit) -> None:
    code = keep("fit_and_well")
    given = case(code).recommendations[0].value.page

    shown = sit().after("o", code, "enter", "r").text.splitlines()

    assert shown[1] == " As it was given"
    assert [line[1:79].rstrip() for line in shown[3:-2]] == given.splitlines()[: len(shown) - 5]


def test_t_asks_how_somebody_is_right_now(sit: Sit) -> None:
    code = keep("hypervigilant")

    assert lines(sit().after("o", code, "enter", "t").text) == lines("""
          How are you right now?

          Why this is asked: The answer only shapes this one session, and it is not
          kept. It can be left open.

           1 ○ Settled enough
           2 ○ On edge
           3 ○ Numb, heavy or far away
           4 ○ Back and forth between the two
           5 ○ Worn out
           6 ○ A cold
           7 ○ A fever, flu-like, or a cold on the chest
           ? ○ I don't know
           - ○ I would rather not answer







          ────────────────────────────────────────────────────────────────────────────
          Enter Next   b Back   h Support                  F1 All keys   F12 Leave now
    """)


def test_a_clinician_is_asked_about_the_client(sit: Sit) -> None:
    code = keep("hypervigilant", role="clinician")

    shown = sit().after("o", code, "enter", "t").text

    assert "How is the client right now?" in shown
    assert "- ○ They would rather not answer" in shown


def test_the_answer_shapes_the_page_of_today(sit: Sit) -> None:
    code = keep("hypervigilant", "hypervigilant_step_back")
    answers = {
        ("2", "enter"): State.ON_EDGE,
        ("7", "enter"): State.FEVER,
        ("down", "enter"): State.SETTLED,
        ("enter",): None,
        ("minus",): None,
        ("question_mark",): None,
    }

    shown = sit().on_the_way(
        ["o", code, "enter"], *(way for keys in answers for way in (["t", *keys], ["b"]))
    )

    for seen, state in zip(shown[1::2], answers.values(), strict=True):
        page = today(code, state).splitlines()
        assert [line[1:79].rstrip() for line in seen.text.splitlines()[3:-2]] == page[: USUAL[1] - 5]


def test_a_digit_that_answers_nothing_is_told_which_there_are(sit: Sit) -> None:
    code = keep("hypervigilant")

    shown = sit().after("o", code, "enter", "t", "9")

    assert "That is not among the answers here. They have the numbers 1 to 7." in shown.text


def test_back_leads_from_today_to_what_was_kept_and_on_to_the_welcome(sit: Sit) -> None:
    code = keep("hypervigilant")

    screens = sit().passing(["o", code, "enter"], *"tbt2", "enter", *"brbb")

    assert screens == (
        "LaterScreen",
        *("TodayScreen", "LaterScreen"),
        *("TodayScreen", "TodayScreen", "TextScreen", "LaterScreen"),
        *("TextScreen", "LaterScreen"),
        "WelcomeScreen",
    )


def test_the_contacts_are_those_of_the_case_and_afterwards_those_of_before(sit: Sit) -> None:
    code = keep("in_crisis")

    of_the_case, of_before = sit().on_the_way(["o", code, "enter", "h"], ["b", "b", "h"])

    assert "Samaritans: 116 123, free, day and night. Pieta" in flat(of_the_case.text)
    assert "Samaritans" not in of_before.text


def test_where_somebody_is_wanted_at_once_the_contacts_come_first_and_nothing_is_asked(sit: Sit) -> None:
    code = keep("panic", "panic_refer")

    shown = sit().after("o", code, "enter", "t", size=(80, 60))

    assert shown.screen == "LaterScreen"
    assert shown.text.splitlines()[3] == " People and lines to contact"
    assert "Week by week" not in shown.text
    assert "t Today" not in shown.text
    assert "casebook check-in" not in shown.text


def test_opening_is_in_the_audit_and_today_is_not(sit: Sit) -> None:
    code = keep("hypervigilant")

    sit().after("o", code, "enter", "t", "2", "enter")

    assert audit() == [("added", code), ("shown", code)]


def test_opening_is_in_the_audit_in_the_role_of_whoever_opens_it(sit: Sit) -> None:
    code = keep("hypervigilant")

    sit(role="clinician").after("o", code, "enter")
    told("o", code, "b")

    with open_casebook(FILE) as casebook:
        assert [line.role for line in casebook.audit()] == ["self", "clinician", "self"]


@pytest.mark.parametrize("role", ["self", "clinician"])
def test_as_long_as_nobody_said_who_answers_opening_is_in_the_role_of_the_last_answers(role: Role) -> None:
    code, keeper = keep("hypervigilant", role=role), Keeper(FILE)

    keeper.open(code, who(Interview(remembering()), choosing=True))
    keeper.open(code, who(Interview(remembering(), "clinician"), choosing=True))
    keeper.open(code, who(Interview(remembering()), choosing=False))

    with open_casebook(FILE) as casebook:
        assert [line.role for line in casebook.audit()] == [role, role, "clinician", "self"]


def test_where_something_else_changed_the_case_or_the_audit_that_is_said_when_it_is_opened(sit: Sit) -> None:
    code = keep("hypervigilant")
    before = [sit().after("o", code, "enter").text, told("o", code, "b")[1]]
    planted(FILE, "UPDATE intakes SET region = 'ie'")

    after = [sit().after("o", code, "enter").text, told("o", code, "b")[1]]

    changed = "Something else changed what is kept here, or the list of what was done with this casebook."
    assert [changed in flat(text) for text in (*before, *after)] == [False, False, True, True]


def test_where_the_audit_cannot_be_written_that_is_said(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise Problems([unreadable("kept/casebook.db", "the file or its folder can only be read")])

    code = keep("hypervigilant")
    monkeypatch.setattr(Casebook, "note", refuse)

    shown = sit().after("o", code, "enter")

    assert "The list of what was done with this casebook could not take in that it was" in flat(shown.text)


def test_with_other_rules_the_page_stays_as_it_was_given_and_that_is_said(sit: Sit) -> None:
    answers, came_out = result_of("hypervigilant")
    with open_casebook(FILE, new=True) as casebook:
        long_ago = replace(came_out, page="A page of long ago.\n", digest="sha256:other")
        code = casebook.add(answers, long_ago, NOON, secrets.choice)

    opened, read = sit().on_the_way(["o", code, "enter"], ["r"])

    assert "The rules have changed since this was kept. The page that was given stays as it" in flat(
        opened.text
    )
    assert read.text.splitlines()[3] == " A page of long ago."


def test_what_these_rules_cannot_read_is_still_there_as_it_was_given(sit: Sit) -> None:
    with open_casebook(FILE, new=True) as casebook:
        code = casebook.add(intake(), given(length=20), NOON, secrets.choice)

    shown, given_then = sit().on_the_way(["o", code, "enter"], ["r"])

    assert "What comes next cannot be worked out by the rules as they are now." in flat(shown.text)
    assert "The contacts are here all the same. - Samaritans: 116 123" in flat(shown.text)
    assert "t Today" not in shown.text
    assert given_then.text.splitlines()[3] == " often"


def test_minutes_that_are_hidden_by_now_are_not_drawn(sit: Sit) -> None:
    code = keep("hypervigilant", "hypervigilant_step_back")
    first = case(code)
    hiding = replace(
        first.recommendations[0].value, recommendation={"fired": [{"concluded": [{"hide": ["minutes"]}]}]}
    )
    with open_casebook(FILE) as casebook:
        casebook.add_version(code, first.intakes[0].value, hiding, NOON)

    shown = sit().after("o", code, "enter", size=LARGE).text

    assert "Effort planned at most: light in weeks 1 to 3." in shown
    assert "Minutes: from 110" not in shown


# Leaving, and support

NEW = {
    "keep": ("fit_and_well", ("k",)),
    "kept": ("fit_and_well", ("k", "enter")),
    "keep after a referral": ("red_flag", ("k",)),
    "code": ("", ("o", "4")),
    "later": ("", ("o", "CODE", "enter")),
    "today": ("", ("o", "CODE", "enter", "t")),
    "the version of today": ("", ("o", "CODE", "enter", "t", "2", "enter")),
    "the page": ("", ("o", "CODE", "enter", "r")),
}


@pytest.mark.parametrize(
    ("place", "key"),
    [
        *((place, key) for place in NEW for key in ("f12", "ctrl+x")),
        ("code", "ctrl+q"),
        ("code", "ctrl+c"),
    ],
)
def test_leaving_from_every_new_screen_leaves_the_disk_as_it_is(place: str, key: str, sit: Sit) -> None:
    name, keys = NEW[place]
    way = typed(keys, keep("hypervigilant"))

    before, after, running = sit(name).left(way, key)

    assert not running
    assert after == before


def test_leaving_from_the_offer_to_keep_makes_no_folder(sit: Sit, somewhere: Path) -> None:
    assert not sit("fit_and_well").after("k", "f12").running
    assert list(somewhere.iterdir()) == []


WALKS: Mapping[str, tuple[str, Mapping[tuple[str, ...], str]]] = {
    "keeping": ("fit_and_well", {("k",): "KeepScreen", ("enter",): "KeptScreen"}),
    "keeping after a referral": ("red_flag", {("k",): "KeepScreen"}),
    "opening": (
        "",
        {
            ("o", "CODE", "enter"): "LaterScreen",
            ("t",): "TodayScreen",
            ("2", "enter"): "TextScreen",
            ("b", "r"): "TextScreen",
        },
    ),
}


@pytest.mark.parametrize("walk", WALKS)
def test_support_is_one_key_away_from_every_new_screen(walk: str, sit: Sit) -> None:
    name, ways = WALKS[walk]
    code = keep("hypervigilant")

    seen = sit(name).on_the_way(*(keys for way in ways for keys in (typed(way, code), ["h"], ["b"])))

    here, there, back = seen[::3], seen[1::3], seen[2::3]
    assert [one.screen for one in here] == list(ways.values())
    assert [one.screen for one in there] == ["SupportScreen"] * len(ways)
    assert back == here


# As numbered lines


def test_k_says_what_keeping_is_and_asks_first() -> None:
    code, text, keeper = told(ENTER, "c", "g", "k", "k", ENTER)

    said = text[text.index("This can be kept") :].replace(keeper.code, CODE)
    assert code == 0
    assert lines(said) == lines("""
        This can be kept on this computer: “k” says how, and asks first.

        Why each part is there
        1. Walking
        2. Walking in nature
        3. Seated movement
        4. Where it is open how these days are, each session begins with a look at
           today

        A number or a name to see why, or Enter to end:
        Keeping what came out

        Your answers and what came out would be kept, and later the log of your
        sessions, if you add one.

        It is one file on this computer: kept/casebook.db. Nothing leaves this
        computer.

        Whoever uses this account on the computer can read the file. It is not
        encrypted, and it has no password.

        It can be deleted at any time, with the code in place of CODE: recommender
        casebook delete CODE

        1. Without a lock
        2. Locked with a passphrase, which is chosen next

        1, 2, or Enter to go back without:
        The code: CODE-CODE-CODE

        You might note it somewhere. With it, what was kept can be opened again.

        A number or a name to see why, or Enter to end:
        That is all. Thank you for your time. What was kept stays on this computer,
        and nothing was sent.
    """)


def test_in_lines_too_the_same_result_is_kept_once() -> None:
    _, text, keeper = told(ENTER, "c", "g", "k", "k", "k", ENTER)

    assert text.count(keeper.code) == 2
    assert audit() == [("added", keeper.code)]


@pytest.mark.parametrize("said", [(ENTER,), ("b",), ("z", ENTER), (CTRL_X,), ()])
def test_without_a_k_nothing_is_kept(said: tuple[str, ...], somewhere: Path) -> None:
    code, _, keeper = told(ENTER, "c", "g", "k", *said)

    assert (code, keeper.code) == (0, "")
    assert list(somewhere.iterdir()) == []


def test_leaving_prints_nothing_more() -> None:
    _, text, _ = told(ENTER, "c", "g", "k", CTRL_X)

    assert text.endswith("1, 2, or Enter to go back without:")


def test_a_referral_can_be_kept_in_lines_too() -> None:
    _, text, keeper = told(ENTER, "2", "k", "k", ENTER)

    assert case(keeper.code).recommendations[0].value.recommendation["outcome"] == "referral"
    assert text.endswith("What was kept stays on this computer,\nand nothing was sent.\n\n")


def test_in_lines_too_the_disk_may_refuse(somewhere: Path) -> None:
    (somewhere / "kept").write_text("mine\n")

    code, text, _ = told(ENTER, "c", "g", "k", "k", "b", ENTER)

    assert code == 0
    assert "It was not kept. kept: a folder is asked here, and something else is in its place." in flat(text)


def test_o_opens_what_was_kept_and_the_end_of_input_ends_it() -> None:
    kept = keep("hypervigilant", "hypervigilant_step_back")

    code, text, _ = told("o", kept)

    assert code == 0
    assert lines(text[text.index("Opening what") :].replace(kept, CODE)) == lines("""
        Opening what was kept

        Under which code was it kept?
        It has twelve letters and digits. Capitals and gaps make no difference.

        The code, or Enter to go back:
        Kept under CODE-CODE-CODE

        At the last check-in, on 2026-03-01
          The next week is a step smaller. That is part of the plan, and nothing is
          lost by it.

        Week 4 comes next. Sessions: 6. 76 minutes in all. This week is lighter on
        purpose, to leave room for recovery.

        Week by week
          This is what was written down in weeks 1 to 3.
                 Week   1  2  3

          Minutes: from 110 in week 1 to 96 in week 3, and 135 in between. Planned:
          from 125 in week 1 to 135 in week 3.
                  135 │ ▂▂ ██ ··
                      │ ██ ██ ▇▇
                      │ ██ ██ ██
                      │ ██ ██ ██

          Effort planned at most: light in weeks 1 to 3.
             vigorous │
             moderate │
                light │ ●  ●  ●

          Time to settle again: an hour in weeks 1 to 3.
          rest of day │
           some hours │
              an hour │ ●  ●  ●
                 soon │

          Usually before a session: on edge in weeks 1 to 3.
            switching │
            shut down │
              on edge │ ●  ●  ●
              settled │

          Usually after a session: settled in weeks 1 to 3.
            switching │
            shut down │
              on edge │
              settled │ ●  ●  ●

                 Week   1  2  3
          █ written down, · planned

        The sessions of week 4
          - Day 1, in the morning: Walking, Walking in nature or Walking a dog, 14
            minutes, light
          - Day 2, in the morning: Light strength, Strength or Walking, 14 minutes,
            light
          - Day 3, in the morning: Tai chi, Qigong or Walking, 14 minutes, light
          - Day 4, in the morning: Walking, Walking in nature or Walking a dog, 14
            minutes, light
          - Day 5, in the morning: Light strength, Strength or Walking, 14 minutes,
            light
          - Day 6, in the morning: Walking, Walking in nature or Walking a dog, 6
            minutes, light
          The smallest version: A shorter or slower version counts in full, and so
          does stopping after the opening.

        How it went can be told, with a log of the sessions in FILE:
          recommender casebook check-in CODE-CODE-CODE --log FILE

        This is information for thinking with. It does not replace medical or
        psychological care, and it makes no diagnosis. What to do with it is for
        people to decide: you, and those who care for your health.

        t for a session on a day like today, r for the page as it was given, b to go
        back, or Enter to end:
        The input ended here. What was kept stays on this computer, and nothing was
        sent.
    """)


def test_t_asks_about_today_and_r_shows_the_page_as_it_was_given() -> None:
    kept = keep("hypervigilant", "hypervigilant_step_back")

    code, text, _ = told("o", kept, "t", "2", "r", ENTER)

    assert code == 0
    assert lines(today(kept, State.ON_EDGE)) in text
    assert lines(case(kept).recommendations[0].value.page) in text
    assert text.endswith("back, or Enter to end:\n")


def test_at_a_real_standard_input_today_can_be_asked_about() -> None:
    kept = keep("hypervigilant", "hypervigilant_step_back")

    run = subprocess.run(
        [sys.executable, "-m", "recommender", "interview", "--plain", "--role", "self"],
        input=f"o\n{kept}\nt\n2\n\n",
        env={**os.environ, "RECOMMENDER_CASEBOOK": str(FILE.parent.resolve()), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (run.returncode, run.stderr) == (0, "")
    assert lines(today(kept, State.ON_EDGE)) in run.stdout


def test_back_in_lines_leads_to_the_welcome_and_a_code_that_is_none_is_told(somewhere: Path) -> None:
    code, text, _ = told("o", "4", "b", "o", ENTER, ENTER)

    assert code == 0
    assert "Nothing is kept here under that code." in text
    assert " · question 1\n" in text
    assert list(somewhere.iterdir()) == []


def lines(text: str) -> str:
    """A text as it stands, wherever its left edge is."""
    return dedent(text).strip("\n")


def without_scrollbar(text: str, width: int) -> str:
    """The lines of a screen without the half blocks of a scrollbar at the right edge."""
    at_the_edge = re.compile(rf"(?m)^(.{{{width - 1}}})[▁▂▃▄▅▆▇]$")
    return "\n".join(line.rstrip() for line in at_the_edge.sub(r"\1", text).splitlines())


def flat(text: str) -> str:
    """A text as one line."""
    return " ".join(text.split())


async def press(pilot: Pilot[None], keys: Sequence[str]) -> None:
    """Presses keys one after the other; a code is pasted."""
    for key in keys:
        if key.count("-") == 2:
            pilot.app.post_message(events.Paste(key))
            await pilot.pause()
        else:
            await pilot.press(key)


def typed(keys: tuple[str, ...], code: str) -> list[str]:
    """Keys, with the code in its place."""
    return [code if key == "CODE" else key for key in keys]


def keep(name: str, log: str = "", role: Role | None = None) -> str:
    """A shipped person in the casebook, perhaps with a check-in; the code."""
    answers, came_out = result_of(name, role)
    with open_casebook(FILE, new=True) as casebook:
        code = casebook.add(answers, came_out, NOON, secrets.choice)
        if log:
            casebook.check_in(code, *check_in_of(name, log), NOON)
    return code


@cache
def result_of(name: str, role: Role | None = None) -> tuple[Intake, Frozen]:
    """What a shipped person said, and what came out."""
    profile = profile_of(name, role)
    recommendation = remembering().recommend_profile(profile)
    return intake_of(profile), frozen(recommendation, WEEKS, as_text(recommendation, shipped()))


@cache
def check_in_of(name: str, log: str) -> tuple[list[LoggedSession], Mapping[str, Json]]:
    """The sessions of a log, and the review of it."""
    found = load_log(ROOT / "profiles" / "logs" / f"{log}.yaml", shipped())
    with Reviewer(shipped()) as reviewer:
        review = reviewer.review(profile_of(name), found)
    course = over_time(review.course, Names.of(review.recommendation, shipped())).as_json()
    sessions = [LoggedSession(one.week, one.day, as_session(one)) for one in found.entries]
    return sessions, {**review.as_dict(), "course": course}


def profile_of(name: str, role: Role | None = None) -> Profile:
    """A shipped person, perhaps as a clinician speaks of them."""
    profile = load_profile(ROOT / "profiles" / f"{name}.yaml", shipped())
    return replace(profile, role=role or profile.role)


def case(code: str) -> Case:
    """What is kept under a code."""
    with open_casebook(FILE) as casebook:
        return casebook.case(code)


def audit() -> list[tuple[str, str]]:
    """What was done, and to which case."""
    with open_casebook(FILE) as casebook:
        return [(line.what, line.code) for line in casebook.audit()]


def today(code: str, state: State | None) -> str:
    """The page of today for somebody in the casebook."""
    with open_casebook(FILE) as casebook:
        opened = later(Opened(casebook.case(code), noted=True), shipped())
    assert opened.coming is not None
    with Days(shipped()) as days:
        return today_text(days.today(opened.coming, state), shipped())


def on_the_disk() -> Disk:
    """Every file there is here, with what it holds."""
    return {path: path.read_bytes() for path in sorted(Path.cwd().rglob("*")) if path.is_file()}


def told(*typed: str, name: str = "", keeper: Keeper | None = None) -> tuple[int, str, Keeper]:
    """The exit code, what is printed when these lines are typed, and what was kept."""
    keeper, out = keeper or Keeper(FILE, now=lambda: NOON), io.StringIO()
    profile = load_profile(ROOT / "profiles" / f"{name}.yaml", shipped()) if name else None
    stdin = io.StringIO("".join(f"{line}\n" for line in typed))
    code = plain.run(shipped(), "self", profile, Lines.over(stdin, out), keeper)
    return code, "\n".join(line.rstrip() for line in out.getvalue().split("\n")), keeper
