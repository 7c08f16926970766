"""What another answer would change, on a full screen and line by line: looking changes nothing."""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from textwrap import dedent
from typing import TypedDict, Unpack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import answers_to, recommender, shipped, somebody
from screens import LARGE, SMALL, USUAL, at_the_screen, same_screen, text_of
from small_book import small_book
from textual.pilot import Pilot

from recommender.explanation import difference
from recommender.explanation.beside import beside
from recommender.explanation.line import Line, Sign
from recommender.explanation.thoughts import Thought, Thoughts, rows_by_part
from recommender.export.over_time import ASCII, BLOCKS, Look
from recommender.inference import EngineFault
from recommender.interview.controller import Interview
from recommender.interview.view import OutcomeView
from recommender.keeping.as_you_go import AsYouGo
from recommender.keeping.keeper import Keeper
from recommender.keeping.unfinished import Unfinished
from recommender.loading.profile import Given, Profile, read_answers
from recommender.model.adjustment import Role
from recommender.model.fact import Missing
from recommender.model.recommendation import Recommendation
from recommender.plain.lines import Lines
from recommender.plain.talk import Talk
from recommender.plain.what_if import what_if
from recommender.recommend import Recommender
from recommender.tui.app import InterviewApp
from recommender.tui.screens.what_if import WhatIfScreen

pytestmark = pytest.mark.screens

TALL = (80, 50)
NOWHERE = Path("/nowhere/casebook.db")
REAL: dict[str, Given] = {
    "crisis": "no",
    "fever": "no",
    "lookout": "often",
    "nights": 8,
    "likes_hard": "yes",
    "likes": ["walking"],
}

# Where the answers stand on the list, as the keys that go there.
FEVER, LOOKOUT, NIGHTS, LIKES_HARD, LIKES = (("down",) * place for place in range(1, 6))

AT_REST = (*LOOKOUT, "enter", "1", "enter")
NOT_HARD = (*LIKES_HARD, "enter", "1", "enter")
FEVERISH = (*FEVER, "enter", "2", "enter")
OPEN_HEALTH = (*FEVER, "enter", "minus")


@dataclass(frozen=True)
class Seen:
    """What there is after some keys."""

    text: str
    screen: str
    otherwise: Thought
    running: bool
    interview: Interview

    @property
    def flat(self) -> str:
        """Everything on the screen as one line."""
        return " ".join(self.text.split())

    def line(self, part: str) -> str:
        """The one line that holds a text."""
        (line,) = [line.strip() for line in self.text.splitlines() if part in line]
        return line


# What stands there


@pytest.mark.parametrize(("name", "size"), [("80x24", USUAL), ("120x36", LARGE)])
def test_the_answers_stand_over_or_beside_what_would_come_of_them(name: str, size: tuple[int, int]) -> None:
    same_screen(f"what_if_{name}", after(*AT_REST, size=size).text)


@pytest.mark.parametrize(("name", "keys"), [("answers", ()), ("difference", ("tab",))])
def test_in_a_small_terminal_tab_shows_one_side_at_a_time(name: str, keys: tuple[str, ...]) -> None:
    same_screen(f"what_if_40x15_{name}", after(*NOT_HARD, *keys, size=SMALL).text)


def test_before_anything_is_thought_otherwise_it_is_as_it_is() -> None:
    shown = after()

    assert "Nothing is thought otherwise so far." in shown.text
    assert "This is how it is with the answers as they are." in shown.text
    assert "✎" not in shown.text


def test_where_a_pencil_can_not_be_drawn_a_star_marks_what_is_changed() -> None:
    assert after(*AT_REST).line("Often → Never").startswith("✎ On the lookout")
    assert after(*AT_REST, look=ASCII).line("Often → Never").startswith("* On the lookout")


def test_any_number_of_answers_can_be_thought_otherwise() -> None:
    shown = after(*AT_REST, *NOT_HARD[2:])

    assert "2 answers are thought otherwise." in shown.text
    assert shown.text.count("✎") == 2


def test_a_referral_begins_with_the_contacts_and_what_it_means() -> None:
    shown = after("enter", "2", "enter", "tab", size=TALL)

    text = shown.flat[shown.flat.index("What would come of it") :]
    assert text.index("A crisis line.") < text.index("What would come first") < text.index("You told us")
    assert "Week 1" not in text


def test_a_client_is_spoken_of_to_a_clinician() -> None:
    assert "The client’s answers stay as they are until you keep others." in after(role="clinician").text


def test_a_result_that_cannot_be_trusted_is_not_shown_but_the_contacts_are() -> None:
    shown = after(*AT_REST, "tab", "k", untrusted=True, size=TALL)

    assert "the program does not trust its own result" in shown.flat
    assert "The contacts are here all the same." in shown.flat
    assert "Week 1" not in shown.text
    assert "so it is not kept." in shown.text
    assert shown.interview.profile == profile_of()


# One answer


def test_a_question_has_all_its_answers_and_how_it_is() -> None:
    same_screen("what_if_answer_80x24", after(*LIKES, "enter").text)


def test_an_answer_is_thought_by_the_keys_that_give_it() -> None:
    keys = {
        (*LIKES, "enter", "minus"): Missing.DECLINED,
        ("enter", "question_mark"): Missing.UNKNOWN,
        ("enter", "0", "enter"): frozenset(),
        ("enter", "equals_sign"): None,
        ("enter", "enter"): None,
        ("enter", "2", "enter"): frozenset({"walking", "swaying"}),
        ("enter", "3", "escape"): frozenset({"walking", "swaying"}),
        ("enter", "3", "b"): frozenset({"walking", "swaying"}),
        ("enter", "1", "2", "enter"): None,
        ("enter", "down", "down", "down", "space", "enter"): frozenset(),
    }

    assert [seen.otherwise.get("likes") for seen in along(*keys)] == [*keys.values()]


def test_a_number_is_typed_and_with_none_typed_it_stays_as_it_is() -> None:
    typed, left = along((*NIGHTS, "enter", "1", "2", "backspace", "enter"), ("enter", "backspace", "enter"))

    assert typed.otherwise == {"nights": 1}
    assert left.otherwise == {}


def test_what_can_be_no_answer_is_told_what_works() -> None:
    letter, digit, _, number = along(
        ("enter", "x"), ("7",), ("escape",), (*NIGHTS, "enter", "9", "9", "enter")
    )

    assert "That key does nothing here." in letter.text
    assert "They have the numbers 1 to 2." in digit.text
    assert number.screen == "WhatIfAnswerScreen"
    assert "99 is outside what can be used here. A number from 0 to 24 works." in number.flat


# Taking back, and why


def test_u_takes_the_last_thought_back_until_there_is_none() -> None:
    once, twice, again = along((*AT_REST, *NOT_HARD[2:], "u"), ("u",), ("u",))

    assert once.otherwise == {"lookout": "never"}
    assert once.line("✎").startswith("✎ On the lookout")
    assert "Nothing is thought otherwise so far." in twice.text
    assert "There is nothing to take back." in again.text


def test_all_can_be_cleared_and_u_brings_it_again() -> None:
    cleared, back, again = along((*AT_REST, *NOT_HARD[2:], "0"), ("u",), ("c",))

    assert cleared.otherwise == again.otherwise == {}
    assert back.otherwise == {"lookout": "never", "likes_hard": "no"}
    assert "✎" not in again.text


def test_w_says_why_a_line_is_there_and_why_a_question_is_asked() -> None:
    question, nothing, line, back = along(("w",), ("escape", "tab", "w"), ("down", "w"), ("escape",))

    assert "Help comes first." in question.text
    assert "There is no more to say about this line." in nothing.text
    assert (line.screen, line.text.strip().splitlines()[0]) == ("TextScreen", "Why week 1 is as it is")
    assert back.screen == "WhatIfScreen"


# Keeping and dropping


@pytest.mark.parametrize("key", ["escape", "b"])
def test_going_back_drops_it_and_says_that_nothing_is_changed(key: str) -> None:
    shown = after(*AT_REST, key)

    assert shown.screen == "OutcomeScreen"
    assert "Nothing is changed." in shown.text
    assert shown.interview.profile == profile_of()


def test_going_back_with_nothing_thought_says_nothing() -> None:
    shown = after("escape")

    assert shown.screen == "OutcomeScreen"
    assert "Nothing is changed." not in shown.text


def test_keeping_makes_these_the_answers_and_shows_what_comes_of_them() -> None:
    shown = after(*NOT_HARD, "k")

    assert shown.screen == "OutcomeScreen"
    assert shown.interview.profile == profile_of(likes_hard="no")
    assert result_of(shown.interview) == small().recommend_profile(shown.interview.profile)


def test_there_is_nothing_to_keep_where_nothing_is_thought() -> None:
    shown = after("k")

    assert shown.screen == "WhatIfScreen"
    assert "so there is nothing to keep." in shown.text


def test_keeping_an_answer_about_health_asks_once_whether_it_is_so() -> None:
    same_screen("what_if_health_80x24", after(*OPEN_HEALTH, "k").text)


def test_every_answer_that_restrictions_lean_on_is_told_before_it_is_kept() -> None:
    """Those that are read the careful way when they are missing count, beside those about safety."""
    shown = after(*AT_REST, "k")

    assert shown.screen == "WhatIfHealthScreen"
    assert "On the lookout: Often → Never" in shown.text


def test_an_answer_about_health_stays_unless_somebody_says_that_it_is_so() -> None:
    back = (("enter",), ("k", "2", "enter"), ("k", "1", "escape"), ("k", "1", "b"))

    for shown in along((*OPEN_HEALTH, "k", *back[0]), *back[1:]):
        assert shown.screen == "WhatIfScreen"
        assert shown.otherwise == {"fever": Missing.DECLINED}
        assert shown.interview.profile == profile_of()


def test_an_answer_about_health_is_kept_where_it_is_so() -> None:
    shown = after(*OPEN_HEALTH, "k", "1", "enter")

    assert shown.screen == "OutcomeScreen"
    assert shown.interview.profile == profile_of(fever="declined")
    assert result_of(shown.interview).outcome == "limited"


# From everywhere

PLACES: dict[str, tuple[str, ...]] = {
    "WhatIfScreen": (),
    "WhatIfAnswerScreen": ("enter",),
    "WhatIfHealthScreen": (*OPEN_HEALTH, "k"),
}


@pytest.mark.parametrize(("place", "leave"), [*zip(PLACES, ("f12", "ctrl+x", "f12"), strict=True)])
def test_contacts_and_leaving_work_from_every_one_of_these_screens(place: str, leave: str) -> None:
    contacts, back, keys, again, leaving = along(
        (*PLACES[place], "h"), ("escape",), ("f1",), ("escape",), (leave,)
    )

    assert (contacts.screen, keys.screen) == ("SupportScreen", "KeysScreen")
    assert back.screen == again.screen == place
    assert not leaving.running


# What holds for anybody


@settings(max_examples=12)
@given(st.integers(0, 2**63 - 1))
def test_looking_never_changes_an_answer_and_keeping_equals_a_fresh_start(seed: int) -> None:
    random = Random(seed)
    interview = concluded(random_profile(random), recommender())
    before, first = interview.profile, result_of(interview)
    thoughts = Thoughts(before)
    for _ in range(random.randint(1, 4)):
        thoughts = random_step(thoughts, random)

    lines = beside(difference(first, interview.recommend(thoughts.profile)), shipped())

    assert lines
    assert interview.profile == before
    assert result_of(interview) == first
    interview.adopt(thoughts.profile.facts)
    assert interview.profile == thoughts.profile
    assert result_of(interview) == recommender().recommend_profile(thoughts.profile)


@settings(max_examples=50)
@given(st.integers(0, 2**63 - 1))
def test_thinking_everything_as_it_is_leaves_nothing_otherwise(seed: int) -> None:
    random = Random(seed)
    real = random_profile(random)
    thoughts = Thoughts(real)
    for _ in range(4):
        thoughts = random_step(thoughts, random)

    back = thoughts
    for fact in thoughts.otherwise:
        back = back.think(fact, thoughts.real_answer(fact))

    assert back.profile == thoughts.clear().profile == real
    assert all(thoughts.answer(fact) != thoughts.real_answer(fact) for fact in thoughts.otherwise)


@settings(max_examples=10)
@given(st.integers(0, 2**63 - 1))
def test_against_itself_nothing_has_a_sign_and_the_other_way_round_signs_turn(seed: int) -> None:
    random = Random(seed)
    one, other = (recommender().recommend_profile(random_profile(random)) for _ in range(2))

    same, there, back = (
        beside(difference(*pair), shipped()) for pair in ((one, one), (one, other), (other, one))
    )

    assert [line for line in same if line.sign] == []
    if one.outcome == other.outcome == "programme":
        assert parts(there, Sign.ADDED) == parts(back, Sign.REMOVED)
        assert parts(there, Sign.REMOVED) == parts(back, Sign.ADDED)
        assert parts(there, Sign.CHANGED) == parts(back, Sign.CHANGED)


def test_answers_that_come_to_point_different_ways_are_told_neutrally() -> None:
    usual, hardly = (
        recommender().recommend({"activity_minutes": 240, "activity_level": level})
        for level in ("a_lot", "none")
    )

    lines = beside(difference(usual, hardly), shipped())

    at = lines.index(
        Line("Answers that would point different ways; then the gentler reading counts", heading=True)
    )
    assert lines[at + 1].sign is Sign.ADDED
    assert "The programme begins from the lower of the two." in lines[at + 1].text


# Line by line


def test_line_by_line_a_number_opens_an_answer_and_the_difference_follows() -> None:
    text, kept, interview = told("3", "1", "")

    assert text == page("""
        What another answer would change

        Your own answers stay as they are until you keep others.

        Everything
        1. Danger: No
        2. Fever: No
        3. On the lookout: Often
        4. Nights: 8 hours
        5. Liking it hard: Yes
        6. Liked: Walking

        “k” keeps the other answers, “u” takes the last one back, and “c” clears them
        all. “l” shows the list again. Enter goes back, and nothing is changed.

        A number to think that answer otherwise, or Enter to go back:
        Are you on the lookout?
        What if this were otherwise? So far: Often
        1. Never
        2. Sometimes
        3. Often
        ?. I don't know
        -. I would rather not answer
        =. As it is: Often
        A number, = for as it is, or Enter to leave it:
        If this were otherwise
        This only looks at what would follow. The real answers stay as they are, and
        nothing is kept.

        What is thought otherwise here
        - On the lookout: Never (so far: Often).

        There would still be a programme.

        The weeks that would differ
        - Weeks 1 to 2: vigorous effort at most (so far: light).
        - Weeks 3 to 4: vigorous effort at most (so far: moderate).

        What would go
        - “Often on the lookout” (often-on-the-lookout)
        - “Easy comes first” (easy-first): light effort at most, in weeks 1 to 2;
          vigorous effort opens at a check-in, not before 4 weeks are over
        - “Easy comes first” would be followed before “Hard effort for those who like
          it”.

        A little different as well: the reasons behind single sessions.

        What would stay
        - Movement: Walking, Swaying.
        - Rules that apply as before: 1.

        A number to think that answer otherwise, or Enter to go back:
        Nothing is changed. Your answers and what came out are as they were.
    """)
    assert not kept
    assert interview.profile == profile_of()


def test_line_by_line_answers_can_be_kept() -> None:
    text, kept, interview = told("3", "1", "5", "1", "k", "1")

    assert kept
    assert text.endswith("\nThese are the answers now.\n")
    assert interview.profile == profile_of(lookout="never", likes_hard="no")
    assert result_of(interview) == small().recommend_profile(interview.profile)


def test_line_by_line_an_answer_about_health_is_asked_about_once() -> None:
    stayed, kept, interview = told("2", "-", "k", "", "k", "2", "")

    assert last(stayed, "This would change") == page("""
        This would change what you said about health

        Fever: left open (so far: No)

        The programme leans on these answers. Is this how it is now?

        1. Yes, this is how it is
        2. No, leave my answers as they are
        1 or 2, or Enter to leave the answers as they are:
        A number to think that answer otherwise, or Enter to go back:
        Nothing is changed. Your answers and what came out are as they were.
    """)
    assert not kept
    assert interview.profile == profile_of()


def test_line_by_line_an_answer_about_health_is_kept_where_it_is_so() -> None:
    _, kept, interview = told("2", "-", "k", "3", "h", "", "1")

    assert kept
    assert interview.profile == profile_of(fever="declined")


def test_line_by_line_thoughts_are_listed_cleared_and_brought_again() -> None:
    text, _, _ = told("4", "6", "6", "1 2", "l", "c", "l", "u", "u", "u", "u", "")

    listed, cleared = (part.split("\n\n", 1)[0] for part in text.split("\nEverything\n")[2:])
    assert "4. Nights: 6 hours (so far: 8 hours)\n" in listed
    assert "6. Liked: Swaying, Walking (so far: Walking)" in listed
    assert "so far" not in cleared
    assert text.index("Nothing is thought otherwise so far.") < text.rindex("with “Swaying” as well")
    assert text.rindex("with “Swaying” as well") < text.index("There is nothing to take back.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("x", ""), "That is not known here. A number opens an answer. The keys are k, u, c and l;"),
        (("9", ""), "That is not on the list. It has the numbers 1 to 6."),
        (("3", "7", "", ""), "That is not among the answers here. They have the numbers 1 to 3."),
        (("4", "99", "b", "b"), "99 is outside what can be used here. A number from 0 to 24 works."),
        (("3", "=", "k", ""), "Nothing is thought otherwise, so there is nothing to keep."),
        (("u", ""), "There is nothing to take back."),
        (("h", "", ""), "A crisis line."),
    ],
)
def test_line_by_line_whatever_is_typed_has_an_answer(typed: tuple[str, ...], said: str) -> None:
    text, kept, interview = told(*typed)

    assert said in " ".join(text.split())
    assert not kept
    assert interview.profile == profile_of()


def test_line_by_line_a_result_that_cannot_be_trusted_is_not_kept() -> None:
    text, kept, interview = told("3", "1", "k", "", untrusted=True)

    assert "the program does not trust its own result" in " ".join(text.split())
    assert "so it is not kept." in " ".join(text.split())
    assert not kept
    assert interview.profile == profile_of()


def test_line_by_line_a_client_is_spoken_of_to_a_clinician() -> None:
    text, _, _ = told("2", "-", "k", "", "", role="clinician")

    assert "The client’s answers stay as they are until you keep others." in text
    assert "This would change what was said about the client’s health" in text
    assert "Nothing is changed. The answers and what came out are as they were." in text


# Who is asked, and what is read


class Untrusted(Interview):
    """An interview whose other results come to nothing."""

    @property
    def recommend(self) -> Callable[[Profile], Recommendation]:
        """Breaks off."""

        def broken(_: Profile) -> Recommendation:
            raise EngineFault("it broke off")

        return broken


class How(TypedDict, total=False):
    """How the screen is looked at."""

    size: tuple[int, int]
    role: Role
    look: Look
    untrusted: bool


def after(*keys: str, **how: Unpack[How]) -> Seen:
    """What is seen after some keys."""
    return along(keys, **how)[-1]


def along(
    *stops: Sequence[str],
    size: tuple[int, int] = USUAL,
    role: Role = "self",
    look: Look = BLOCKS,
    untrusted: bool = False,
) -> list[Seen]:
    """What is seen at each stop, after its keys; the screen of another answer opens over a result."""
    interview = concluded(profile_of(role), untrusted=untrusted)

    async def person(pilot: Pilot[None]) -> list[Seen]:
        assert isinstance(pilot.app, InterviewApp)
        screen = WhatIfScreen(pilot.app, result_of(interview))
        await pilot.app.push_screen(screen)
        return [await seen_after(keys, pilot, screen) for keys in stops]

    return at_the_screen(InterviewApp(interview, small().book, Keeper(NOWHERE, look)), person, size)


async def seen_after(keys: Sequence[str], pilot: Pilot[None], screen: WhatIfScreen) -> Seen:
    """What is seen when all that some keys set off is worked out."""
    await pilot.press(*keys)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return Seen(
        text_of(pilot.app),
        type(pilot.app.screen).__name__,
        screen.thoughts.otherwise,
        not pilot.app._exit,  # noqa: SLF001 - while it ends, the program still runs
        screen.stage.interview,
    )


@cache
def small() -> Recommender:
    """A recommender on the small rulebook: whole screens, whose words change with no rule."""
    with TemporaryDirectory() as folder:
        return Recommender(small_book(Path(folder)))


def profile_of(role: Role = "self", **otherwise: str) -> Profile:
    """Somebody often on the lookout who likes hard effort, perhaps with an answer otherwise."""
    return read_answers({**REAL, **otherwise}, small().book, role)


def concluded(profile: Profile, using: Recommender | None = None, *, untrusted: bool = False) -> Interview:
    """An interview that has come to its result."""
    interview = (Untrusted if untrusted else Interview)(using or small(), profile.role, profile)
    interview.begin()
    interview.finish()
    while not interview.finished:
        interview.leave_as_it_is()
        interview.conclude()
    return interview


def random_profile(random: Random) -> Profile:
    """Somebody, without adjustments."""
    person = somebody(random, adjusting=False)
    return read_answers(person.answers, shipped(), person.role)


def random_step(thoughts: Thoughts, random: Random) -> Thoughts:
    """One more answer otherwise, or a step back."""
    if random.random() < 0.2:
        return random.choice((thoughts.undo, thoughts.clear))()
    row = random.choice([row for rows in rows_by_part(thoughts, shipped()).values() for row in rows])
    given = answers_to(shipped().vocabulary[row.fact], random)
    return thoughts.think(row.fact, random.choice((given, given, given, Missing.UNKNOWN, Missing.DECLINED)))


def result_of(interview: Interview) -> Recommendation:
    """What came out."""
    view = interview.view
    assert isinstance(view, OutcomeView)
    return view.recommendation


def parts(lines: Iterable[Line], sign: Sign) -> set[str]:
    """What can be asked about in the lines with that sign."""
    return {line.part for line in lines if line.sign is sign}


def told(*typed: str, role: Role = "self", untrusted: bool = False) -> tuple[str, bool, Interview]:
    """What is printed when these lines are typed, whether the answers were kept, and the interview then."""
    interview = concluded(profile_of(role), untrusted=untrusted)
    out = io.StringIO()
    lines = Lines(io.StringIO("".join(f"{line}\n" for line in typed)), out)
    as_you_go = AsYouGo(Unfinished.beside(NOWHERE))
    talk = Talk(interview, small(), lines, Keeper(NOWHERE), as_you_go)
    kept = what_if(talk, result_of(interview))
    text = "\n".join(line.rstrip() for line in out.getvalue().strip().split("\n"))
    return f"{text}\n", kept, interview


def last(text: str, beginning: str) -> str:
    """What is printed from the last line on that begins like that."""
    return text[text.rindex(f"\n{beginning}") + 1 :]


def page(text: str) -> str:
    """An indented text as it is printed."""
    return dedent(text).strip("\n") + "\n"
