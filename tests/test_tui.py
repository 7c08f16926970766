"""The interview on a full screen: keys, screens, and what stands on them."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from screens import LARGE, SMALL, USUAL, at_the_screen, text_of
from textual import events
from textual.app import App
from textual.color import Color
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from recommender.inference import EngineFault
from recommender.interview.controller import Interview
from recommender.interview.view import (
    CheckView,
    ContradictionView,
    FailureView,
    OutcomeView,
    QuestionView,
    View,
)
from recommender.keeping.keeper import Keeper
from recommender.loading.profile import Profile, load_profile
from recommender.model.adjustment import Role
from recommender.model.fact import Facts, Missing
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.model.scale import Stratum
from recommender.recommend import WEEKS, Recommender
from recommender.tui.app import InterviewApp
from recommender.tui.draft import NONE_OF_THESE, Draft, Row
from recommender.tui.screens.contradiction import ContradictionScreen
from recommender.tui.screens.question import QuestionScreen
from recommender.tui.theme import CALM
from recommender.tui.widgets.prose import Prose

ROOT = Path(__file__).parent.parent
NOWHERE = Keeper(Path("/nowhere/casebook.db"))

# One way to every screen, beginning at the place in the interview.
SCREENS = {
    "welcome": ("", ()),
    "question": ("crisis", ()),
    "several": ("red_flags", ()),
    "number": ("confidence", ("4",)),
    "part": ("", ("enter",)),
    "pause": ("stress", ("p",)),
    "keys": ("stress", ("f1",)),
    "why it is asked": ("stress", ("y",)),
    "finish": ("stress", ("c",)),
    "contradiction": ("contradiction", ()),
    "check": ("check", ()),
    "outcome": ("outcome", ()),
    "why": ("outcome", ("tab", "down", "w")),
    "others": ("outcome", ("n",)),
    "would change": ("outcome", ("tab", "down", "d")),
    "whole page": ("outcome", ("r",)),
}
BEYOND = {"support": ("stress", ("h",)), "referral": ("crisis", ("2", "enter"))}


@dataclass(frozen=True)
class Seen:
    """What there is after some keys."""

    text: str
    view: View
    screen: str
    focus: str
    running: bool

    @property
    def asked(self) -> str:
        """The question that is shown."""
        assert isinstance(self.view, QuestionView)
        return self.view.fact

    @property
    def answers(self) -> dict[str, str]:
        """What is said on the list of answers, by question."""
        assert isinstance(self.view, CheckView)
        return {row.fact: row.said for row in self.view.rows()}

    def line(self, part: str) -> str:
        """The one line that holds a text."""
        (line,) = [line.strip() for line in self.text.splitlines() if part in line]
        return line


Start = Callable[..., Interview]
After = Callable[..., Seen]
AfterEach = Callable[..., list[Seen]]


@pytest.fixture(scope="module")
def recommender(book: RuleBook) -> Iterator[Recommender]:
    with Recommender(book) as recommender:
        yield recommender


@pytest.fixture
def interview(recommender: Recommender) -> Start:
    """An interview that stands at some place, perhaps with the answers of a shipped profile."""

    def start(at: str = "", profile: str = "", role: Role = "self") -> Interview:
        known = load_profile(ROOT / "profiles" / f"{profile}.yaml", recommender.book) if profile else None
        if at == "contradiction":
            return differing(recommender, role)
        begun = Interview(recommender, role, known)
        if at in ("check", "outcome"):
            begun.begin()
            begun.finish()
        elif at:
            begun.begin()
            begun.change(at)
        if at == "outcome":
            begun.conclude()
        return begun

    return start


@pytest.fixture
def after_each(interview: Start, book: RuleBook) -> AfterEach:
    """What is seen on the way, after each few keys: `after_each("2", "enter b", at="crisis")`."""

    def press(*stretches: str, size: tuple[int, int] = USUAL, **where: str) -> list[Seen]:
        async def person(pilot: Pilot[None]) -> list[Seen]:
            found = []
            for stretch in stretches:
                await pilot.press(*stretch.split())
                found.append(seen(pilot))
            return found

        return at_the_screen(InterviewApp(interview(**where), book, NOWHERE), person, size)

    return press


@pytest.fixture
def after(after_each: AfterEach) -> After:
    """What is seen after some keys: `after("1", "enter", at="crisis", size=SMALL)`."""

    def press(*keys: str, size: tuple[int, int] = USUAL, **where: str) -> Seen:
        (shown,) = after_each(" ".join(keys), size=size, **where)
        return shown

    return press


# Welcome


def test_the_welcome_says_what_this_is_and_is_not_where_answers_stay_and_how_to_leave(after: After) -> None:
    shown = after()

    assert shown.screen == "WelcomeScreen"
    for part in ("with the reason for every part", "no diagnosis", "stay on this computer", "F12 or Ctrl+X"):
        assert part in re.sub(r"\s+", " ", shown.text)


def test_nothing_is_asked_before_somebody_starts(after_each: AfterEach) -> None:
    before, started = after_each("1 space g", "enter")

    assert (before.screen, started.screen) == ("WelcomeScreen", "PartScreen")


# Questions


def test_a_question_says_where_one_is_why_it_is_asked_and_how_to_leave_it_open(after: After) -> None:
    shown = after("enter", "enter")

    assert shown.line("Part 1 of 8") == "Part 1 of 8 · Right now · question 1"
    assert "Lately, have you had thoughts of ending your life" in shown.text
    assert "Why this is asked: Support comes before movement." in shown.text
    assert shown.line("rather not") == "- ○ I would rather not answer"
    assert shown.line("don't know") == "? ○ I don't know"
    assert shown.line("Leave now").startswith("Enter Next")


def test_a_clinician_is_asked_about_the_client(after: After) -> None:
    assert "Lately, has the client had thoughts" in after("enter", role="clinician").text


def test_the_question_stands_outside_everything_that_scrolls(interview: Start, book: RuleBook) -> None:
    async def person(pilot: Pilot[None]) -> list[bool]:
        ask = pilot.app.screen.query_one(".ask", Static)
        around = [node for node in (ask, *ask.ancestors) if isinstance(node, Widget)]
        return [widget.allow_vertical_scroll for widget in around]

    scrolling = at_the_screen(InterviewApp(interview("likes"), book, NOWHERE), person, SMALL)

    assert scrolling == [False, False]


def test_a_digit_chooses_and_only_enter_goes_on(after: After) -> None:
    chosen = after("2", at="stress")
    gone_on = after("1", "enter", at="crisis")

    assert chosen.asked == "stress"
    assert chosen.line("Some") == "2 ● Some"
    assert gone_on.asked == "red_flags"


def test_the_answers_have_the_focus_and_a_number_its_field(after: After) -> None:
    assert after(at="stress").focus == "Choices"
    assert after(at="confidence").focus == "NumberField"


def test_tab_commits_nothing(after: After) -> None:
    shown = after("1", "tab", at="stress")

    assert shown.asked == "stress"
    assert shown.line("A little") == "1 ● A little"


def test_arrows_choose_where_one_answer_is_asked_for(after: After) -> None:
    shown = after("down", "down", "down", "up", at="stress")

    assert shown.line("Some") == "2 ● Some"
    assert shown.text.count("●") == 1


def test_arrows_and_space_mark_any_number_of_answers(after: After) -> None:
    shown = after("down", "space", "down", "down", "space", at="red_flags")

    assert shown.line("Pain, pressure") == "1 [x] Pain, pressure or tightness in the chest"
    assert shown.line("Unusual breath") == "3 [x] Unusual breathlessness, at rest or with little effort"
    assert shown.text.count("[x]") == 2


def test_none_of_these_is_an_answer_and_nothing_marked_is_none(after: After) -> None:
    none = after("0", "enter", "c", "enter", at="other_conditions")
    unmarked = after("1", "1", "enter", "c", "enter", at="other_conditions")

    assert none.answers["other_conditions"] == "None of these"
    assert unmarked.answers["other_conditions"] == "Not given"


def test_enter_without_a_choice_passes_the_question_over(after: After) -> None:
    shown = after("enter", "enter", "enter", "c", "enter")

    assert shown.answers == {"crisis": "Not given", "red_flags": "Not given"}


@pytest.mark.parametrize("fact", ["stress", "red_flags", "confidence", "likes"])
def test_every_kind_of_question_can_be_declined_by_one_key(
    fact: str, interview: Start, book: RuleBook
) -> None:
    begun = interview(fact)

    at_the_screen(InterviewApp(begun, book, NOWHERE), lambda pilot: pilot.press("minus"))

    begun.change(fact)
    assert isinstance(begun.view, QuestionView)
    assert begun.view.given is Missing.DECLINED


def test_not_knowing_is_one_key_too(interview: Start, book: RuleBook) -> None:
    begun = interview("confidence")

    at_the_screen(InterviewApp(begun, book, NOWHERE), lambda pilot: pilot.press("question_mark"))

    begun.change("confidence")
    assert isinstance(begun.view, QuestionView)
    assert begun.view.given is Missing.UNKNOWN


def test_going_back_finds_the_answer_still_marked(after_each: AfterEach) -> None:
    later, shown = after_each("enter enter 1 enter 2 5 enter b", "b")

    assert shown.line("1 ●") == "1 ● No"
    assert "Your earlier answer is still there." in shown.text
    assert later.line("Fainting") == "2 [x] Fainting, or nearly fainting"
    assert later.line("Swelling") == "5 [x] Swelling around the ankles"


def test_an_answer_can_be_taken_back(after: After) -> None:
    shown = after("enter", "enter", "1", "enter", "2", "enter", "b", "2", "enter", "c", "enter")

    assert shown.answers["red_flags"] == "Not given"


def test_escape_goes_back_to_what_was_marked_at_first(after: After) -> None:
    assert "●" not in after("2", "escape", at="stress").text


def test_a_digit_without_an_answer_is_told_which_there_are(after: After) -> None:
    shown = after("2", "7", at="stress")

    assert "That is not among the answers here. They have the numbers 1 to 3." in shown.text
    assert shown.line("Some") == "2 ● Some"


def test_a_letter_that_does_nothing_is_answered(after: After) -> None:
    assert "That key does nothing here." in after("x", at="stress").text


def test_q_does_not_leave(after: After) -> None:
    assert after("q", at="stress").running


# Numbers


def test_a_number_has_its_range_in_words(after: After) -> None:
    assert "points, from 0 (not sure at all) to 10 (very sure)" in after(at="confidence").text


def test_a_number_is_an_answer(after: After) -> None:
    assert after("7", "enter", "c", "enter", at="confidence").answers["confidence"] == "7"


def test_a_number_out_of_range_stays_and_is_told_what_works(after: After) -> None:
    shown = after("4", "2", "enter", at="confidence")

    assert shown.asked == "confidence"
    assert "42 is outside what can be used here. A number from 0 to 10 works." in shown.text
    assert shown.line("(very sure)").startswith("42 ")


def test_pasted_words_stay_in_the_field_and_are_told_what_works(interview: Start, book: RuleBook) -> None:
    async def person(pilot: Pilot[None]) -> Seen:
        pilot.app.post_message(events.Paste("seven"))
        await pilot.pause()
        await pilot.press("enter")
        return seen(pilot)

    shown = at_the_screen(InterviewApp(interview("confidence"), book, NOWHERE), person)

    assert "Here the answer is a whole number of points from 0 to 10" in shown.text
    assert shown.line("(very sure)").startswith("seven ")


def test_letters_stay_keys_beside_a_number(after: After) -> None:
    assert after("4", "h", at="confidence").screen == "SupportScreen"


def test_an_earlier_number_gives_way_to_a_new_one(after_each: AfterEach) -> None:
    earlier, shown = after_each("", "5", at="activity_minutes", profile="hypervigilant")

    assert earlier.line("minutes a week, from").startswith("240 ")
    assert shown.line("minutes a week, from").startswith("5 ")


def test_a_mistyped_digit_can_be_taken_back(after: After) -> None:
    assert after("4", "2", "backspace", at="confidence").line("(very sure)").startswith("4 ")


def test_choosing_not_to_know_clears_the_number_and_a_digit_takes_its_place(after_each: AfterEach) -> None:
    chosen, typed = after_each("7 down", "3", at="confidence")

    assert chosen.line("don't know") == "? ● I don't know"
    assert not chosen.line("(very sure)").startswith("7")
    assert typed.line("don't know") == "? ○ I don't know"
    assert typed.line("(very sure)").startswith("3 ")


# Two digits, without a screen


@pytest.fixture
def many() -> Draft:
    return Draft([Row(str(number), f"answer {number}", "", several=True) for number in range(1, 13)])


def test_two_digits_in_quick_succession_are_one_number(many: Draft) -> None:
    many.digit(1, at=10.0)
    many.digit(2, at=10.5)

    assert many.answer == frozenset({"answer 12"})


def test_two_digits_with_a_pause_between_are_two_answers(many: Draft) -> None:
    many.digit(1, at=10.0)
    many.digit(2, at=11.0)

    assert many.answer == frozenset({"answer 1", "answer 2"})


def test_two_quick_digits_that_make_no_number_here_are_two_answers(many: Draft) -> None:
    many.digit(3, at=10.0)
    many.digit(4, at=10.1)

    assert many.answer == frozenset({"answer 3", "answer 4"})


def test_a_digit_that_stands_for_nothing_changes_nothing(many: Draft) -> None:
    assert many.digit(0, at=10.0) is None
    assert many.answer is None


def test_none_of_these_and_other_answers_take_turns() -> None:
    none, heart = Row("0", NONE_OF_THESE, ""), Row("1", "heart", "", several=True)
    draft = Draft([heart, none])

    draft.choose(heart)
    draft.choose(none)
    assert (draft.chosen(heart), draft.chosen(none)) == (False, True)
    draft.choose(heart)
    assert (draft.chosen(heart), draft.chosen(none)) == (True, False)


# Sizes


def test_with_up_to_seven_answers_nothing_scrolls_at_80x24(recommender: Recommender, book: RuleBook) -> None:
    few = [fact for fact in book.texts.questions.questions if len(book.vocabulary[fact].answers) <= 7]

    async def person(pilot: Pilot[None]) -> list[str]:
        return [
            screen.view.fact
            async for screen in questions(pilot, recommender, tallest(book, few))
            if screen.choices.virtual_size.height > screen.choices.size.height
        ]

    assert at_the_screen(InterviewApp(Interview(recommender), book, NOWHERE), person) == []


def test_at_40x15_the_whole_question_and_some_answers_are_there(
    recommender: Recommender, book: RuleBook
) -> None:
    tall = tallest(book, list(book.texts.questions.questions))

    async def person(pilot: Pilot[None]) -> list[str]:
        return [
            screen.view.fact
            async for screen in questions(pilot, recommender, [*tall, "activity_minutes", "likes"])
            if screen.query_one(".ask", Static).region.bottom > screen.choices.region.y
            or screen.choices.region.bottom >= SMALL[1]
            or screen.choices.size.height < (2 if screen.field else 3)
        ]

    assert at_the_screen(InterviewApp(Interview(recommender), book, NOWHERE), person, SMALL) == []


def test_the_last_of_many_answers_is_reached_at_40x15(after: After) -> None:
    shown = after("3", "6", at="likes", size=SMALL)

    assert shown.line("36 [x]")
    assert "Which of these do you like, or feel" in shown.text


# Answers so far, and the list of answers


def test_finishing_early_says_beforehand_what_it_may_mean(after_each: AfterEach) -> None:
    offered, back, on = after_each("c", "b", "c enter", at="stress")

    assert "the result may have no set times" in re.sub(r"\s+", " ", offered.text)
    assert (back.screen, on.screen) == ("QuestionScreen", "CheckScreen")


def test_from_the_answers_so_far_back_leads_on_with_the_questions(after: After) -> None:
    assert after("enter", "enter", "1", "enter", "c", "enter", "b").asked == "red_flags"


def test_the_answers_stand_by_part(after: After) -> None:
    shown = after(at="check", profile="hypervigilant")

    assert shown.line("Thoughts of harm").split("  ")[-1].strip() == "No"
    assert [line.strip() for line in shown.text.splitlines()].index("Right now") < shown.text.index("Health")


def test_an_answer_is_changed_from_the_list_and_one_is_back_there(after_each: AfterEach) -> None:
    changing, changed = after_each("down down enter", "3 enter", at="check", profile="hypervigilant")

    assert changing.asked == "age_band"
    assert changed.screen == "CheckScreen"
    assert "40 to 64" in changed.line("Age group")


def test_g_goes_on_to_the_outcome_and_b_comes_back(after_each: AfterEach) -> None:
    there, back = after_each("g", "b", at="check", profile="hypervigilant")

    assert (there.screen, back.screen) == ("OutcomeScreen", "CheckScreen")


# Answers that contradict each other


def test_answers_that_differ_stand_in_words_and_nothing_is_chosen_beforehand(after: After) -> None:
    shown = after(at="contradiction")

    assert shown.screen == "ContradictionScreen"
    assert shown.line("Answers that point different ways")
    assert shown.line("1 ○") == "1 ○ Change “How it has been lately: Settled, mostly at ease”"
    assert shown.line("2 ○") == "2 ○ Change “Being on the lookout: Nearly all of it”"
    assert shown.line("- ○") == "- ○ Leave them as they are"


def test_a_digit_chooses_what_to_change_and_enter_goes_there_and_on(after_each: AfterEach) -> None:
    chosen, there, kept = after_each("2", "enter", "enter", at="contradiction")

    assert chosen.line("2 ●") == "2 ● Change “Being on the lookout: Nearly all of it”"
    assert there.asked == "hypervigilance"
    assert there.line("4 ●") == "4 ● Nearly all of it"
    assert kept.answers["hypervigilance"] == "Nearly all of it"


@pytest.mark.parametrize("keys", [("minus",), ("enter",), ("up", "enter")], ids=" ".join)
def test_answers_that_differ_can_be_left_as_they_are(after: After, keys: tuple[str, ...]) -> None:
    shown = after(*keys, at="contradiction")

    assert shown.answers["hypervigilance"] == "Nearly all of it"


def test_arrows_choose_what_to_change(after: After) -> None:
    assert after("down", "down", "enter", at="contradiction").asked == "hypervigilance"


@pytest.mark.parametrize(
    ("key", "error"),
    [
        ("7", "That is not on the list. It has the numbers 1 to 2."),
        ("x", "That key does nothing here. F1 shows all keys that work."),
    ],
)
def test_a_key_that_answers_that_differ_do_not_know_is_answered(
    after_each: AfterEach, key: str, error: str
) -> None:
    shown, chosen = after_each(key, "1", at="contradiction")

    assert error in re.sub(r"\s+", " ", shown.text)
    assert error not in re.sub(r"\s+", " ", chosen.text)


def test_every_contradiction_has_room_at_80x24(recommender: Recommender, book: RuleBook) -> None:
    async def person(pilot: Pilot[None]) -> list[str]:
        return [
            screen.view.rule
            async for screen in contradictions(pilot, recommender)
            if screen.reading.max_scroll_y or screen.choices.max_scroll_y
        ]

    assert at_the_screen(InterviewApp(Interview(recommender), book, NOWHERE), person) == []


def test_at_40x15_all_ways_on_from_a_contradiction_are_there_and_its_reason_can_be_read(
    recommender: Recommender, book: RuleBook
) -> None:
    async def person(pilot: Pilot[None]) -> list[str]:
        found = []
        async for screen in contradictions(pilot, recommender):
            await pilot.press("pagedown", "pagedown", "pagedown")
            unread = screen.reading.max_scroll_y - screen.reading.scroll_y
            if screen.choices.max_scroll_y or unread or screen.reading.size.height < 3:
                found.append(screen.view.rule)
        return found

    assert at_the_screen(InterviewApp(Interview(recommender), book, NOWHERE), person, SMALL) == []


# Outcomes


def test_with_safety_questions_open_there_is_light_movement_to_hold_on_to(after: After) -> None:
    shown = after(at="outcome", size=LARGE)

    assert recommended(shown).outcome == "limited"
    assert "no sessions with set times" in shown.text
    assert shown.line("Ways to move")


def test_a_referral_ends_the_questions_at_once_with_contacts_first(after: After) -> None:
    shown = after("2", "enter", at="crisis")

    assert recommended(shown).outcome == "referral"
    assert shown.screen == "ReferralScreen"
    assert shown.text.strip().startswith("People and lines to contact")
    assert "findahelpline.com" in after("2", "enter", at="crisis", size=SMALL).text
    assert shown.line("1 ○") == "1 ○ Change an answer: Thoughts of harm, or danger now"
    assert shown.line("2 ○") == "2 ○ Leave here"


def test_after_a_referral_nothing_happens_before_something_is_chosen(after: After) -> None:
    assert after("2", "enter", "enter", at="crisis").screen == "ReferralScreen"


def test_the_answer_behind_a_referral_can_be_changed_and_the_questions_go_on(after_each: AfterEach) -> None:
    again, changed = after_each("enter enter 2 enter 1 enter", "1 enter")

    assert again.asked == "crisis"
    assert again.line("2 ●") == "2 ● Yes"
    assert changed.asked == "red_flags"


def test_leaving_is_offered_beside_changing(after: After) -> None:
    assert not after("2", "enter", "2", "enter", at="crisis").running


def test_without_a_result_to_trust_there_is_a_plain_word_and_contacts(book: RuleBook) -> None:
    class Untrusted(Recommender):
        def recommend_profile(self, profile: Profile, weeks: int = WEEKS) -> Recommendation:
            raise EngineFault(f"{profile}{weeks}")

    async def person(pilot: Pilot[None]) -> Seen:
        await pilot.press("enter", "c", "enter", "g")
        return seen(pilot)

    with Recommender(book) as recommender:
        recommender.__class__ = Untrusted
        shown = at_the_screen(InterviewApp(Interview(recommender), book, NOWHERE), person)

    assert isinstance(shown.view, FailureView)
    assert "the program does not trust its own result" in re.sub(r"\s+", " ", shown.text)
    assert "findahelpline.com" in shown.text


# Texts


WRITTEN = """\
What there is
  The first paragraph was wrapped at seventy-eight columns, as texts to print
  are wrapped, and goes on here.
  A second one follows.
  - An item of a list keeps its indent where it goes on in another line, and
    this one does.
"""

WRAPPED_ANEW = """\
What there is
  The first paragraph was wrapped at
  seventy-eight columns, as texts to
  print are wrapped, and goes on here.
  A second one follows.
  - An item of a list keeps its indent
    where it goes on in another line,
    and this one does.
"""


@pytest.mark.parametrize(("width", "shown"), [(80, WRITTEN), (40, WRAPPED_ANEW)])
def test_a_text_stands_as_it_was_written_or_is_wrapped_anew_where_it_is_too_wide(
    width: int, shown: str
) -> None:
    class Reading(App[None]):
        def compose(self) -> Iterator[Widget]:
            yield Prose(WRITTEN)

    async def read() -> str:
        app = Reading()
        async with app.run_test(size=(width, 12)):
            return text_of(app)

    assert asyncio.run(read()).rstrip() == shown.rstrip()


# Support, and leaving


@pytest.mark.parametrize("screen", SCREENS)
def test_support_is_one_key_away_from_every_screen_and_gives_way_again_and_f12_leaves(
    screen: str, after_each: AfterEach
) -> None:
    at, keys = SCREENS[screen]

    here, there, back, left = after_each(" ".join(keys), "h", "b", "f12", at=at)

    assert there.screen == "SupportScreen"
    assert "findahelpline.com" in there.text
    assert back.screen == here.screen
    assert (back.running, left.running) == (True, False)


def test_the_contacts_are_those_of_the_region_that_is_chosen(after: After) -> None:
    assert "Samaritans: 116 123" in after("h", "2").text


def test_a_region_chosen_late_reaches_the_result(after: After) -> None:
    assert "112 or 999" in after("2", "enter", "h", "3", "enter", at="crisis").text


@pytest.mark.parametrize("key", ["f12", "ctrl+x"])
@pytest.mark.parametrize("screen", BEYOND)
def test_either_key_leaves_the_contacts_and_a_referral(screen: str, key: str, after: After) -> None:
    at, keys = BEYOND[screen]

    assert not after(*keys, key, at=at).running


@pytest.mark.parametrize("screen", SCREENS)
def test_so_does_ctrl_x_on_every_screen(screen: str, after: After) -> None:
    at, keys = SCREENS[screen]

    assert not after(*keys, "ctrl+x", at=at).running


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
def test_the_terminals_own_ways_out_leave_too(key: str, after: After) -> None:
    assert not after(key, at="stress").running


# Looks


def test_every_text_stands_out_from_its_ground() -> None:
    colours = CALM.to_color_system().generate()
    pairs = [
        ("foreground", "background"),
        ("text-muted", "background"),
        ("primary", "background"),
        ("warning", "background"),
        ("foreground", "panel"),
        ("block-cursor-foreground", "block-cursor-background"),
        ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
        ("text-muted", "block-cursor-blurred-background"),
        ("input-cursor-foreground", "input-cursor-background"),
        ("input-selection-foreground", "input-selection-background"),
    ]

    faint = [pair for pair in pairs if contrast(*(colours[name] for name in pair)) < 4.5]

    assert faint == []


def test_nothing_is_red() -> None:
    styles = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "recommender/tui").rglob("*.tcss"))
    colours = [Color.parse(colour) for colour in CALM.to_color_system().generate().values() if "#" in colour]

    assert "red" not in styles.replace("-disabled", "").split()
    assert [colour.hex for colour in colours if colour.r > 2 * max(colour.g, colour.b)] == []


def test_nothing_moves_or_blinks(interview: Start, book: RuleBook) -> None:
    async def person(pilot: Pilot[None]) -> tuple[str, bool]:
        screen = pilot.app.screen
        assert isinstance(screen, QuestionScreen)
        assert screen.field is not None
        return pilot.app.animation_level, screen.field.cursor_blink

    assert at_the_screen(InterviewApp(interview("confidence"), book, NOWHERE), person) == ("none", False)


def seen(pilot: Pilot[None]) -> Seen:
    app = pilot.app
    assert isinstance(app, InterviewApp)
    text = text_of(app)
    focus = type(app.focused).__name__ if app.focused else ""
    leaving = app._exit  # noqa: SLF001 - while it ends, the program still runs
    return Seen(text, app.interview.view, type(app.screen).__name__, focus, running=not leaving)


def recommended(shown: Seen) -> Recommendation:
    assert isinstance(shown.view, OutcomeView)
    return shown.view.recommendation


def tallest(book: RuleBook, facts: Sequence[str]) -> list[str]:
    """The dozen questions that take most room, by their words and their answers."""

    def height(fact: str) -> float:
        question = book.texts.questions.questions[fact]
        return len(question.ask_clinician) / 38 + len(question.why) / 76 + len(question.answers)

    return sorted(facts, key=height, reverse=True)[:12]


async def questions(
    pilot: Pilot[None], recommender: Recommender, facts: Sequence[str]
) -> AsyncIterator[QuestionScreen]:
    """Questions in the longer voice, each as the first of its part, where most stands on the screen."""
    app = pilot.app
    assert isinstance(app, InterviewApp)
    for fact in facts:
        app.interview = Interview(recommender, "clinician")
        app.interview.change(fact)
        await app.show()
        await pilot.pause()
        assert isinstance(app.screen, QuestionScreen)
        yield app.screen


async def contradictions(pilot: Pilot[None], recommender: Recommender) -> AsyncIterator[ContradictionScreen]:
    """Every contradiction of the shipped rules, in the longer voice."""
    app = pilot.app
    assert isinstance(app, InterviewApp)
    for rule in recommender.book.of(Stratum.CONTRADICTIONS):
        app.interview = differing(recommender, "clinician", rule.id)
        await app.show()
        await pilot.pause()
        assert isinstance(app.screen, ContradictionScreen)
        yield app.screen


def differing(recommender: Recommender, role: Role = "self", rule: str = "settled-yet-watchful") -> Interview:
    """An interview that asks about a contradiction, with the answers that an example of its rule gives."""
    found = recommender.book.rule(rule)
    assert found is not None
    facts = next(example.facts for example in found.examples if example.expected == "fires")
    begun = Interview(recommender, role, Profile(Facts(facts.known), role))
    begun.begin()
    begun.finish()
    while isinstance(view := begun.view, ContradictionView) and view.rule != rule:
        begun.leave_as_it_is()
    return begun


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG."""
    light, dark = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Color) -> float:
    channels = [channel / 255 for channel in (colour.r, colour.g, colour.b)]
    red, green, blue = [
        channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_click_on_an_answer_changes_it_and_keys_go_on_working(interview: Start, book: RuleBook) -> None:
    async def person(pilot: Pilot[None]) -> tuple[str, bool]:
        await pilot.click("Ledger", offset=(4, 1))
        await pilot.pause()
        asked = seen(pilot).asked
        await pilot.press("f12")
        return asked, seen(pilot).running

    begun = interview("check", profile="hypervigilant")
    assert at_the_screen(InterviewApp(begun, book, NOWHERE), person) == ("crisis", False)


@pytest.mark.parametrize(("role", "opened"), [("self", "OutcomeScreen"), ("clinician", "RulesScreen")])
def test_the_files_of_the_rules_open_for_a_clinician_only(role: Role, opened: str, after: After) -> None:
    assert after("e", at="outcome", profile="hypervigilant", role=role).screen == opened
