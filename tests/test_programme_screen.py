"""What came out, on the screen: its cards, its reasons, and what can be changed about it."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from threading import Semaphore
from typing import TypeVar

import pytest
from people import recommender as shipped_recommender
from people import shipped
from screens import LARGE, SMALL, USUAL, at_the_screen, same_screen, text_of
from textual.pilot import Pilot

from recommender.explanation import why, why_not
from recommender.explanation.absent import absent
from recommender.explanation.branches import Branch, branches
from recommender.export.cards import Card
from recommender.export.chapters import chapters
from recommender.export.instead import instead
from recommender.export.over_time import ASCII, BLOCKS
from recommender.export.plan_picture import PlanPicture
from recommender.inference import EngineFault
from recommender.interview.controller import Interview
from recommender.interview.view import QuestionView
from recommender.keeping.keeper import Keeper
from recommender.loading.profile import Profile, load_profile
from recommender.model.programme import Referral
from recommender.model.recommendation import Recommendation
from recommender.reasons.names import Names
from recommender.reasons.parts import groups_of_parts
from recommender.recommend import WEEKS
from recommender.tui.app import InterviewApp
from recommender.tui.laid_out import Board
from recommender.tui.parts import explained
from recommender.tui.screens.check import CheckScreen
from recommender.tui.screens.outcome import OutcomeScreen

pytestmark = pytest.mark.screens

PROFILES = Path(__file__).parent.parent / "profiles"
NOWHERE = Keeper(Path("/nowhere/casebook.db"))

WATCHFUL = "hypervigilant"
WITHOUT_MINUTES = "one_sign_around_eating"
LIMITED = "nothing_answered"
OF_A_CLINICIAN = "after_surgery_light_named"
WITH_DOSES = [WATCHFUL, WITHOUT_MINUTES, OF_A_CLINICIAN, "panic", "shut_down", "wheelchair"]

DOWN_TO_A_RULE = f"w {'down ' * 7}"
"""From the first session to the first rule behind it."""

Found = TypeVar("Found")


def recommended(profile: str, weeks: int = WEEKS) -> Recommendation:
    known = load_profile(PROFILES / f"{profile}.yaml", shipped())
    return shipped_recommender().recommend_profile(known, weeks)


def begun(profile: str) -> Interview:
    """An interview that has come to its result."""
    known = load_profile(PROFILES / f"{profile}.yaml", shipped())
    interview = Interview(shipped_recommender(), known.role, known)
    interview.begin()
    interview.finish()
    interview.conclude()
    return interview


def after(*steps: str, of: str = WATCHFUL, size: tuple[int, int] = USUAL) -> list[str]:
    """The screen after each of some steps, such as "tab down" and "enter"; an empty step presses nothing."""

    async def person(pilot: Pilot[None]) -> list[str]:
        seen = []
        for step in steps:
            await pilot.press(*step.split())
            await pilot.pause()
            seen.append(text_of(pilot.app))
        return seen

    return met(person, begun(of), size)


def met(
    person: Callable[[Pilot[None]], Awaitable[Found]], interview: Interview, size: tuple[int, int] = USUAL
) -> Found:
    return at_the_screen(InterviewApp(interview, shipped(), NOWHERE), person, size)


def open_card(text: str) -> str:
    """The lines of the card that stands open, without the list beside them and the scrollbar."""
    lines = (line.partition("▌")[2] for line in text.splitlines() if "▌" in line)
    return "\n".join(re.sub(r"\s[▁▂▃▄▅▆▇█]$", "", line).strip() for line in lines)


# Three sizes


@pytest.mark.parametrize("size", [SMALL, USUAL, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_programme_begins_with_its_first_session_in_large(size: tuple[int, int]) -> None:
    (shown,) = after("", size=size)

    same_screen(f"programme-{size[0]}x{size[1]}", shown)


def test_a_week_has_a_card_for_each_session_and_the_picture_one_for_each_amount() -> None:
    week, drawn = after("5 down", "8 tab down")

    same_screen("programme-week-80x24", week)
    same_screen("programme-drawn-80x24", drawn)


@pytest.mark.parametrize("size", [SMALL, USUAL], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_reasons_of_a_part_stand_as_a_tree_with_the_highlighted_line_in_full(
    size: tuple[int, int],
) -> None:
    (shown,) = after(f"{DOWN_TO_A_RULE} enter down down down down down", size=size)

    same_screen(f"programme-why-{size[0]}x{size[1]}", shown)


def test_in_a_narrow_window_the_list_and_the_cards_take_turns() -> None:
    cards, chosen, back = after("", "tab", "down enter", size=SMALL)

    assert "The first session" in cards
    assert "To begin with" not in cards
    assert "To begin with" in chosen
    assert "The first session" not in chosen
    assert "Week 1" in open_card(back)
    assert "To begin with" not in back


# What stands on the cards


@pytest.mark.parametrize("profile", WITH_DOSES)
def test_every_session_has_a_card_with_all_that_belongs_to_it(profile: str) -> None:
    found = recommended(profile)
    assert found.programme is not None
    weeks = {chapter.title: chapter for chapter in chapters(found, shipped())}

    for week in found.programme.weeks:
        cards = weeks[f"Week {week.number}"].cards[1:]
        assert [card.activity for card in cards] == [session.activity for session in week.sessions]
        for card, session in zip(cards, week.sessions, strict=True):
            said = all_of(card)
            assert f"Day {session.day}," in said
            for part in (session.talk_test, session.opening, session.endpoint, session.minimum):
                assert part in said


@pytest.mark.parametrize("profile", [*WITH_DOSES, LIMITED])
def test_no_sign_to_stop_and_no_contact_is_left_out_of_the_cards(profile: str) -> None:
    found = recommended(profile)
    assert not isinstance(found.result, Referral)
    (stop,) = [chapter for chapter in chapters(found, shipped()) if chapter.title == "When to stop"]
    page = " ".join(stop.page.split())

    for text in (*found.result.stop_signals, *(contact.text for contact in found.contacts)):
        assert " ".join(text.split()) in page


@pytest.mark.parametrize("profile", [*WITH_DOSES, LIMITED])
def test_everything_that_can_say_why_it_is_there_is_on_some_card(profile: str) -> None:
    found = recommended(profile)
    on_cards = {card.part for chapter in chapters(found, shipped()) for card in chapter.cards}

    parts = {name for group in groups_of_parts(found, shipped()) for name in group.parts}

    assert parts - on_cards == set()


def test_a_preview_says_what_opens_it_and_an_easier_week_that_it_is_lighter_on_purpose() -> None:
    first, preview, lighter = map(open_card, after("1", "3", "4"))

    assert "preview" not in first
    assert preview.startswith("Week 3, preview\n")
    assert "opens at a check-in, if these hold: - The last two weeks" in " ".join(preview.split())
    assert "This week is lighter on purpose" in lighter


@pytest.mark.parametrize("profile", [WITHOUT_MINUTES, "much_left_open"])
def test_hidden_minutes_are_on_no_card_in_no_picture_and_in_no_tree(profile: str) -> None:
    found, book = recommended(profile), shipped()
    names = Names.of(found, book)
    assert "minutes" in names.hidden

    told = [text for chapter in chapters(found, book) for text in (*map(all_of, chapter.cards), chapter.page)]
    drawn = [card.drawn for chapter in chapters(found, book) for card in chapter.cards if card.drawn]
    trees = [
        branch.text
        for part in ("walking", "sessions", "intensity", "week 2", *(f.rule.id for f in found.fired))
        for branch in branches(why(found, book, part), found, names).every()
    ]
    shown = [label for group in absent(found, book) for label in group.parts]

    assert [text for text in (*told, *trees) if re.search(r"\d[\d ]* minute|minute\S* \d", text)] == []
    assert drawn == ["intensity", "sessions"]
    assert "minutes" not in shown


def test_a_clinician_reads_first_to_whom_the_words_speak() -> None:
    (shown,) = after("", of=OF_A_CLINICIAN)

    assert shown.splitlines()[0].endswith("│ The words below speak to the client, so that")


def test_light_movement_has_a_page_that_says_why_and_what_would_open_more() -> None:
    shown, asked = after("", "tab down down tab down", of=LIMITED)

    assert "there are no sessions with set times." in shown
    assert "People and lines to contact" in shown
    assert "Thoughts of harm, or danger now" in open_card(asked)
    assert "Enter goes to this question, if you like." in open_card(asked)


def test_from_a_question_that_would_open_more_enter_goes_there() -> None:
    interview = begun(LIMITED)

    async def person(pilot: Pilot[None]) -> str:
        await pilot.press("tab", "down", "down", "tab", "down", "down", "enter")
        assert isinstance(interview.view, QuestionView)
        return interview.view.fact

    assert met(person, interview) == "red_flags"


# The weeks drawn

DRAWN = """\
     171 │     ▁▁▁ ░░░     ░░░ ░░░ ░░░
         │ ▇▇▇ ███ ░░░ ░░░ ░░░ ░░░ ░░░ ░░░
         │ ███ ███ ░░░ ░░░ ░░░ ░░░ ░░░ ░░░
         │ ███ ███ ░░░ ░░░ ░░░ ░░░ ░░░ ░░░
    Week   1   2   3   4   5   6   7   8
 lighter               ●               ●
█ as planned, ░ a preview: it opens at a check-in
moderate │                 ○   ○   ○   ○
   light │ ●   ●   ○   ○
    Week   1   2   3   4   5   6   7   8
 lighter               ●               ●
● as planned, ○ a preview: it opens at a check-in
           5   6   6   6   6   6   6   6
    Week   1   2   3   4   5   6   7   8
 lighter               ●               ●
"""

DRAWN_NARROW_IN_ASCII = """\
     171 |     :   : : :
         | # # : : : : :
         | # # : : : : :
         | # # : : : : :
    Week   1 2 3 4 5 6 7
 lighter         o
# as planned, : a
preview: it opens at a
check-in
The first 7 weeks are
drawn here.
"""


def test_minutes_effort_and_sessions_are_drawn_with_previews_hollow_and_lighter_weeks_marked() -> None:
    picture = picture_of(WATCHFUL)

    lines = [
        line for part in ("minutes", "intensity", "sessions") for line in picture.lines(part, BLOCKS, 50)
    ]

    assert "\n".join(lines) + "\n" == DRAWN


def test_where_not_all_weeks_find_room_the_picture_says_so_and_in_ascii_it_is_all_ascii() -> None:
    picture = picture_of(WATCHFUL)

    lines = picture.lines("minutes", ASCII, 25)

    assert "\n".join(lines) + "\n" == DRAWN_NARROW_IN_ASCII


def test_many_weeks_are_numbered_by_fives() -> None:
    found = recommended(WATCHFUL, weeks=26)
    assert found.programme is not None

    lines = PlanPicture.of(found.programme, Names.of(found, shipped())).lines("sessions", BLOCKS, 63)

    assert "Week   1       5         10        15        20        25" in lines[1]


@pytest.mark.parametrize("look", [BLOCKS, ASCII], ids=["blocks", "ascii"])
@pytest.mark.parametrize("width", [20, 36, 52, 84])
def test_cards_keep_within_their_width_and_in_ascii_draw_with_nothing_else(look: object, width: int) -> None:
    chosen = ASCII if look == ASCII else BLOCKS
    picture = picture_of(WATCHFUL)
    drawn = "╭─╮│╰╯▌░○●▁▇█"

    for chapter in chapters(recommended(WATCHFUL), shipped()):
        for at in range(len(chapter.cards) or 1):
            lines = Board(chapter, picture, chosen).lines(at, width)
            assert [line.text for line in lines if len(line.text) > width] == []
            if chosen == ASCII:
                assert not set(drawn) & set("".join(line.text for line in lines))


# Moving about


def test_arrows_read_a_card_to_its_end_and_then_open_the_next() -> None:
    week, first, again, further = after("1", "down", "up", f"pagedown pagedown {'down ' * 4}")

    assert open_card(week).startswith("Week 1")
    assert open_card(first).startswith("Day 1, in the morning")
    assert open_card(again) == open_card(week)
    assert "Day 2, in the morning" in further


def test_digits_turn_to_a_week_the_list_follows_and_a_week_that_is_not_there_changes_nothing() -> None:
    async def person(pilot: Pilot[None]) -> tuple[list[str], bool]:
        screen = pilot.app.screen
        assert isinstance(screen, OutcomeScreen)
        titles = []
        for keys in (("4",), ("9",), ("left", "down", "right")):
            await pilot.press(*keys)
            titles.append(screen.chapters[screen.shown].title)
            assert screen.contents.highlighted == screen.shown
        return titles, screen.focused is screen.deck

    assert met(person, begun(WATCHFUL)) == (["Week 4", "Week 4", "Week 5"], True)


def test_a_click_opens_a_card() -> None:
    async def person(pilot: Pilot[None]) -> str:
        await pilot.press("1")
        await pilot.pause()
        (line,) = [at for at, text in enumerate(text_of(pilot.app).splitlines()) if "Day 3:" in text]
        await pilot.click(offset=(40, line))
        await pilot.pause()
        return open_card(text_of(pilot.app))

    assert met(person, begun(WATCHFUL)).startswith("Day 3, in the morning\nTai chi")


def test_pages_of_words_scroll_from_the_keys_and_have_no_reasons_to_ask_for() -> None:
    page, asked, also, further = after(f"tab {'down ' * 13}", "w", "d", "tab down pagedown")

    assert "When to stop" in page
    assert "Pain, pressure or tightness in the chest" in page
    assert "That line has no reasons of its own." in asked
    assert also == asked
    assert "Pain, pressure or tightness in the chest" not in further


def test_r_shows_the_whole_page_k_offers_to_keep_and_b_comes_back_to_the_same_card() -> None:
    here, whole, back, keeping, again, answers = after("2", "r", "b", "k", "b", "b")

    assert whole.split("\n")[1].strip() == "A movement programme"
    assert back == here
    assert "Keeping what came out" in keeping
    assert again == here
    assert "Your answers" in answers


# Why


@pytest.mark.parametrize("profile", [*WITH_DOSES, LIMITED])
def test_every_card_that_can_be_asked_about_has_a_tree_down_to_answers_and_sources(profile: str) -> None:
    found, book = recommended(profile), shipped()
    names = Names.of(found, book)
    parts = {card.part for chapter in chapters(found, book) for card in chapter.cards if card.part}

    for part in sorted(parts):
        tree = branches(why(found, book, part), found, names)
        every = list(tree.every())
        assert tree.text == explained(part, "why", found, book)[0]
        assert all(branch.text for branch in every)
        assert {branch.fact for branch in every} <= {"", *book.texts.questions.questions}
        for rule in (branch for branch in every if branch.kind == "rule"):
            assert any(branch.kind == "claim" for branch in rule.every()), (part, rule.text)


def test_the_tree_of_an_activity_goes_from_rules_to_answers_and_claims() -> None:
    tree = tree_of("tai_chi")
    (rule,) = [branch for branch in tree.below if "slow-rhythm-first" in branch.text]

    assert tree.text == "Why Tai chi"
    assert tree.below[0].text == "It is in there: Tai chi."
    assert rule.text == (
        "People on the lookout are offered slow, rhythmic movement first (rule slow-rhythm-first)"
    )
    assert [(branch.text, branch.fact) for branch in rule.every() if branch.kind == "answer"] == [
        ("Being on the lookout: Nearly all of it", "hypervigilance"),
        ("How it has been lately: On edge, tense or restless", "arousal_state"),
    ]
    claims = [branch.text.partition(":")[0] for branch in rule.every() if branch.kind == "claim"]
    assert claims == ["N20", "N21", "N24", "N28"]


def test_what_is_not_there_says_what_would_open_it_and_which_answers_it_waits_for() -> None:
    found, book = recommended(WATCHFUL), shipped()

    tree = branches(why_not(found, book, "hiit"), found, Names.of(found, book))

    (opens,) = [branch for branch in tree.below if branch.text == "What would open it"]
    assert tree.text == "Why not High-intensity intervals"
    assert tree.below[0].text == "It is not in there for now: High-intensity intervals."
    assert opens.below


def test_what_would_open_more_leads_to_the_questions_that_are_open() -> None:
    found, book = recommended(LIMITED), shipped()

    tree = branches(why(found, book, "walking"), found, Names.of(found, book))

    opens = tree.below[-1]
    assert opens.text == "What would open it"
    assert [branch.fact for branch in opens.below] == ["", *found.asks]
    assert opens.below[1].text == "An answer to “Thoughts of harm, or danger now” would help to open more."


def test_an_answer_that_only_a_clinician_records_leads_nowhere_for_others() -> None:
    found, book = recommended(WATCHFUL), shipped()
    recorded = {name for name, fact in book.vocabulary.facts.items() if fact.clinician}
    rules = [rule for rule in book.rules if recorded & set(rule.reads())]

    led = {
        branch.fact
        for rule in rules
        for branch in branches(why_not(found, book, rule.id), found, Names.of(found, book)).every()
    }

    assert recorded
    assert rules
    assert not led & recorded


def test_enter_on_an_answer_goes_to_its_question_and_going_on_comes_to_a_result_again() -> None:
    interview = begun(WATCHFUL)

    async def person(pilot: Pilot[None]) -> str:
        to_the_answer = [*DOWN_TO_A_RULE.split(), "enter", *["down"] * 4, "enter"]
        await pilot.press(*to_the_answer)
        assert isinstance(interview.view, QuestionView)
        asked = interview.view.fact
        await pilot.press("b")
        came_back = type(pilot.app.screen).__name__
        await pilot.press(*to_the_answer, "4", "enter")
        while not interview.finished:
            await pilot.press("g" if isinstance(pilot.app.screen, CheckScreen) else "minus")
        assert came_back == "OutcomeScreen"
        return f"{asked}, {type(pilot.app.screen).__name__}"

    assert met(person, interview) == "hypervigilance, OutcomeScreen"


def test_enter_and_space_open_and_close_a_rule_and_r_reads_it_all_as_one_text() -> None:
    closed, opened, again, spaced, text, back = after(DOWN_TO_A_RULE, "enter", "enter", "space", "r", "b")

    assert ["The answers behind it" in shown for shown in (closed, opened, again, spaced)] == [
        False,
        True,
        False,
        True,
    ]
    assert text.split("\n")[1].strip() == "Why Walking"
    assert "It comes first in 3" in text or "it comes first in 3" in text
    assert back == spaced


# Why not the others


def test_everything_that_is_not_there_stands_under_what_keeps_it_out() -> None:
    found, book = recommended(WATCHFUL), shipped()
    assert found.programme is not None

    groups = {group.heading: group.parts for group in absent(found, book)}

    there = {name for week in found.programme.weeks for session in week.sessions for name in session.options}
    named = [name for parts in groups.values() for name in parts]
    assert list(groups)[:2] == ["More than there is", "You like these, and they are not in here for now"]
    assert groups["More than there is"] == {
        "intensity": "More effort",
        "minutes": "More minutes",
        "sessions": "More sessions",
    }
    assert sorted(named) == sorted({*book.activities, "intensity", "minutes", "sessions"} - there)


def test_n_lists_what_is_not_there_and_enter_says_why_not() -> None:
    listed, reasons, back = after("n", "enter", "b")

    assert "Why not the others" in listed
    assert "High-intensity intervals" in listed
    assert "Why not more effort" in reasons
    assert back == listed


def test_from_why_not_an_answer_leads_to_its_question_and_nothing_is_left_open_behind_it() -> None:
    interview = begun(WATCHFUL)

    async def person(pilot: Pilot[None]) -> tuple[int, int]:
        before = len(pilot.app.screen_stack)
        await pilot.press("n", "enter", *["down"] * 12, "enter")
        assert isinstance(interview.view, QuestionView)
        return before, len(pilot.app.screen_stack)

    before, later = met(person, interview)

    assert before == later


# What would change this


def test_what_would_change_a_part_is_looked_for_beside_the_screen_and_then_told() -> None:
    async def person(pilot: Pilot[None]) -> str:
        await pilot.press("tab", "down", "tab", "d")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        return text_of(pilot.app)

    interview = begun(LIMITED)

    shown = met(person, interview)

    assert "What would change this: Walking" in shown
    assert "It is in there as the answers are: Walking." in shown
    assert interview.profile == begun(LIMITED).profile


def test_the_search_says_how_far_it_is_and_ends_when_it_is_left() -> None:
    interview = Waiting.at_the_result(WATCHFUL)

    async def person(pilot: Pilot[None]) -> str:
        await pilot.press("d")
        before = text_of(pilot.app)
        interview.let_go(4)
        await until(lambda: "3 of 70 at most have been tried." in text_of(pilot.app))
        await pilot.press("b")
        assert type(pilot.app.screen) is OutcomeScreen
        interview.let_go(100)
        return before

    shown = met(person, interview)

    assert "Other answers are being tried, one after another." in " ".join(shown.split())
    assert "You can go back at any time, and nothing is lost by it." in shown
    assert interview.count <= 5


def test_a_search_that_cannot_be_trusted_says_so_and_the_result_stays() -> None:
    interview = Waiting.at_the_result(WATCHFUL)
    interview.fails = True

    async def person(pilot: Pilot[None]) -> str:
        await pilot.press("d")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        failed = text_of(pilot.app)
        await pilot.press("b")
        assert type(pilot.app.screen) is OutcomeScreen
        return failed

    assert "This could not be worked out. What came out stays as it is." in met(person, interview)


# I would rather not do this one


def test_l_leaves_a_movement_out_and_l_in_its_list_or_u_brings_it_back() -> None:
    nowhere, without, undone, again, listed, back = after("1 l", "down l", "u", "1 down l", "tab end", "l")

    assert "On a card with a movement" in nowhere
    assert "Walking is left out. In its place: Walking in nature." in without
    assert "Left out by you" in without
    assert open_card(without).startswith("Day 1, in the morning\nWalking in nature")
    assert "The last change was taken back." in undone
    assert "Left out by you" not in undone
    assert again == without
    assert open_card(listed).startswith("Walking\n")
    assert "Walking is back among what can be chosen." in back
    assert "Left out by you" not in back


def test_for_a_clinician_leaving_out_has_a_reason_in_words() -> None:
    interview = begun(OF_A_CLINICIAN)

    async def person(pilot: Pilot[None]) -> str:
        await pilot.press("l")
        return interview.profile.adjustments[-1].reason or ""

    assert met(person, interview) == shipped().texts.interview("outcome", "rather_not")


def test_leaving_out_one_after_another_always_works_and_always_leaves_something_to_hold_on_to() -> None:
    interview = begun(WATCHFUL)

    async def person(pilot: Pilot[None]) -> str:
        gone = []
        for _ in range(3):
            screen = pilot.app.screen
            assert isinstance(screen, OutcomeScreen)
            assert screen.deck.card is not None
            gone.append(screen.deck.card.activity)
            await pilot.press("l")
            assert "is left out." in text_of(pilot.app)
        return str(len(set(gone)))

    assert met(person, interview) == "3"
    assert len(interview.set_aside_activities) == 3


def test_a_place_for_which_nothing_else_is_left_stays_free() -> None:
    found, light = recommended(WATCHFUL), recommended(LIMITED)
    assert found.programme is not None
    first, *later = [replace(week, sessions=week.sessions[:2]) for week in found.programme.weeks]
    walking = replace(first, sessions=(*first.sessions, first.sessions[0]))
    fewer = replace(found, result=replace(found.programme, weeks=(first, *later)))
    partly = replace(found, result=replace(found.programme, weeks=(walking, *later)))

    told = {
        "nowhere": instead("tai_chi", found, fewer, shipped()),
        "in one week": instead("tai_chi", found, partly, shipped()),
        "no doses": instead("walking", found, light, shipped()),
        "beside sessions": instead("rowing", found, found, shipped()),
    }

    assert told == {
        "nowhere": "Tai chi is left out. With that left out, there is nothing else for this place, "
        "so it stays free.",
        "in one week": "Tai chi is left out. In its place: Walking. Where nothing else fits, "
        "the place stays free.",
        "no doses": "Walking is left out. There are no sessions with set times then, "
        "and very light movement stays.",
        "beside sessions": "Rowing is left out.",
    }


# Help with the tests


class Waiting(Interview):
    """An interview whose recommendations, thought otherwise, wait to be let go one by one, or fail."""

    turns: Semaphore
    fails = False
    count = 0

    @classmethod
    def at_the_result(cls, profile: str) -> "Waiting":
        known = load_profile(PROFILES / f"{profile}.yaml", shipped())
        interview = cls(shipped_recommender(), known.role, known)
        interview.turns = Semaphore(0)
        interview.begin()
        interview.finish()
        interview.conclude()
        return interview

    def let_go(self, turns: int) -> None:
        self.turns.release(turns)

    @property
    def recommend(self) -> Callable[[Profile], Recommendation]:
        return self._in_turn

    def _in_turn(self, profile: Profile) -> Recommendation:
        if self.fails:
            raise EngineFault("planted")
        self.turns.acquire()
        self.count += 1
        return shipped_recommender().recommend_profile(profile)


async def until(holds: Callable[[], bool]) -> None:
    """Waits for something that happens beside the screen."""
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 - it may happen in another thread
            await asyncio.sleep(0.01)


def picture_of(profile: str) -> PlanPicture:
    found = recommended(profile)
    assert found.programme is not None
    return PlanPicture.of(found.programme, Names.of(found, shipped()))


def tree_of(part: str) -> Branch:
    found = recommended(WATCHFUL)
    return branches(why(found, shipped(), part), found, Names.of(found, shipped()))


def all_of(card: Card) -> str:
    return "\n".join((card.head, card.lead, card.brief, *card.lines))
