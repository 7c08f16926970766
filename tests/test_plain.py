"""The interview as numbered lines: what is typed stands in the test, and so does what is printed."""

import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from textwrap import dedent

import pytest
from own_rules import swimming
from people import recommender, shipped

from recommender import plain
from recommender.export.text import as_text
from recommender.inference import EngineFault
from recommender.interview.controller import Interview
from recommender.keeping.keeper import Keeper
from recommender.keeping.unfinished import Unfinished
from recommender.loading.profile import Given, Profile, load_profile, read_answers
from recommender.model.adjustment import Role
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.plain.lines import Lines
from recommender.recommend import WEEKS, Recommender

NOWHERE = Keeper(Path("/nowhere/casebook.db"))
PROFILES = Path(__file__).parent.parent / "profiles"
ENTER = ""
CTRL_X, F12 = "\x18", "\x1b[24~"
ENDED = "The input ended here. Nothing was kept, and nothing was sent.\n\n"
WHATEVER = (ENTER, ENTER, "1", "1", "2", "0", "-", "?", *"bcsuphwrkleomniaxg", "g", "walking")
MANY = 80
"""More lines than there are questions."""


# Whole stretches of the conversation


def test_a_question_is_its_place_its_words_its_reason_and_numbered_answers() -> None:
    _, text = told(ENTER)

    assert question_in(text) == page("""
        Part 1 of 8 · Right now · question 1

        First, a few questions about how things are at the moment. Any of them can be
        left out.

        4 questions at most, often fewer. “s” leaves this part out.

        Lately, have you had thoughts of ending your life or of harming yourself or
        someone else, or are you in danger now?
        Why: Support comes before movement. With a yes, contacts are shown before
        anything else.
        1. No
        2. Yes
        ?. I don't know
        -. I would rather not answer
        Answer:
        The input ended here. Nothing was kept, and nothing was sent.
    """)


def test_a_question_about_a_client_speaks_of_the_client() -> None:
    _, text = told(ENTER, role="clinician")

    assert "Lately, has the client had thoughts of ending their life" in text
    assert "?. Not known\n-. They would rather not answer\n" in text


def test_a_set_can_be_none_of_these_and_says_how_to_give_several() -> None:
    _, text = told(ENTER, "1")

    assert question_in(text, 2) == page("""
        Part 1 of 8 · Right now · question 2

        Which of these have you had that no doctor has looked into yet?
        Why: Some signs are for a doctor to look at first. Nobody can tell from here
        what causes them.
        1. Pain, pressure or tightness in the chest
        2. Fainting, or nearly fainting
        3. Unusual breathlessness, at rest or with little effort
        4. A racing or uneven heartbeat together with dizziness
        5. Swelling around the ankles
        6. Calf pain that comes on with walking
        0. None of these
        ?. I don't know
        -. I would rather not answer
        Answers, with commas between them:
        The input ended here. Nothing was kept, and nothing was sent.
    """)


def test_going_back_shows_the_answer_that_enter_keeps() -> None:
    _, text = told(ENTER, "1", "b", ENTER)

    assert after(text.split("question 1\n")[2], "-. I would rather not answer\n").startswith(
        page("""
            Your earlier answer is still there. Enter keeps it.
            Chosen: No
            Answer:
            Part 1 of 8 · Right now · question 2
        """)
    )


def test_a_number_that_is_none_is_explained_and_the_question_is_repeated_shortly() -> None:
    _, text = told(ENTER, "a few", "8", "2", profile=open_only("strength_days"))

    assert after(text, "-. I would rather not answer\n").startswith(
        page("""
            A number, or Enter to go on:
            Here the answer is a whole number of days per week from 0 to 7, in digits,
            such as 0.

            Question 1: On how many days a week do you do something for strength, such as
            lifting or using bands?
            A number, or Enter to go on:
            8 is outside what can be used here. A number from 0 to 7 works.

            Question 1: On how many days a week do you do something for strength, such as
            lifting or using bands?
            A number, or Enter to go on:
            Chosen: 2

            Your answers
        """)
    )


# Keys


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("3", "That is not among the answers here. They have the numbers 1 to 2."),
        ("0", "That is not among the answers here. They have the numbers 1 to 2."),
        ("1 2", "Here one answer is enough, so one number."),
        ("yes", "That is not known here. A number answers, - leaves the question open, b goes back."),
        ("1.", "That is not known here. A number answers, - leaves the question open, b goes back."),
        ("²", "That is not known here. A number answers, - leaves the question open, b goes back."),
        ("9" * 5000, "That is not known here. A number answers, - leaves the question open, b goes back."),
        ("\x1b[A", "That is not known here. A number answers, - leaves the question open, b goes back."),
    ],
)
def test_what_is_no_answer_to_a_choice_is_explained(typed: str, error: str) -> None:
    _, text = told(ENTER, typed)

    assert f"Answer: {error} Question 1: Lately," in flat(text)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("7", "That is not among the answers here. They have the numbers 0 to 6."),
        ("1, 1", "1 is in there twice. Once is enough."),
        ("0 2", "None of these and another answer do not go together. One of the two can be taken out."),
        (",", "That is not known here. A number answers, - leaves the question open, b goes back."),
        ("1 and 2", "That is not known here. A number answers, - leaves the question open, b goes back."),
    ],
)
def test_what_is_no_answer_to_a_set_is_explained(typed: str, error: str) -> None:
    _, text = told(ENTER, "1", typed)

    assert f"Answers, with commas between them: {error} Question 2: Which" in flat(text)


@pytest.mark.parametrize("typed", ["-1", "3.5", "3,5", "two", "1 2", "٣", "9" * 5000])
def test_what_is_no_number_is_explained(typed: str) -> None:
    _, text = told(ENTER, typed, profile=open_only("sleep_hours"))

    assert "Here the answer is a whole number of hours per night from 0 to 14, in digits," in text


@pytest.mark.parametrize("typed", ["2,4", "2 4", "4, 2,", "02;04"])
def test_several_answers_stand_with_commas_or_spaces(typed: str) -> None:
    _, text = told(ENTER, "1", typed)

    assert "Chosen: Fainting, or nearly fainting; A racing or uneven heartbeat" in text


def test_zero_is_none_of_a_set() -> None:
    _, text = told(ENTER, "1", "0")

    assert "Chosen: None of these\n\nPart 1 of 8" in text


def test_zero_is_a_number_where_a_number_is_asked() -> None:
    _, text = told(ENTER, "0", profile=open_only("strength_days"))

    assert "Chosen: 0\n" in text


@pytest.mark.parametrize(
    "fact", ["hypervigilance", "medications", "strength_days"], ids=["a choice", "a set", "a number"]
)
@pytest.mark.parametrize(("typed", "chosen"), [("-", "I would rather not answer"), ("?", "I don't know")])
def test_declining_and_not_knowing_answer_every_kind_of_question(fact: str, typed: str, chosen: str) -> None:
    _, text = told(ENTER, typed, profile=open_only(fact))

    assert f"Chosen: {chosen}\n\nYour answers" in text


def test_enter_alone_leaves_a_question_open() -> None:
    _, text = told(ENTER, ENTER, "c")

    assert "1. Thoughts of harm, or danger now: Not given\n" in text


def test_h_shows_contacts_and_lets_the_region_be_chosen_and_the_question_stays() -> None:
    _, text = told(ENTER, "h", "2", "2")

    contacts = after(text, "People and lines to contact")
    assert "findahelpline.com" in contacts.split("Where would contacts be reached?")[0]
    assert "2. United Kingdom\n" in contacts
    assert "A number to choose, or Enter to go on:\nUnited Kingdom\n\nIn a crisis: Samaritans" in contacts
    assert "Question 1: Lately" in contacts
    assert "999" in result_of(contacts)


def test_a_region_that_is_not_there_is_explained_and_enter_keeps_the_old_one() -> None:
    _, text = told("h", "99", ENTER, ENTER)

    assert "That is not on the list. It has the numbers 1 to 10.\n\nA number to choose" in text
    assert "question 1" in text


def test_w_says_what_leaving_a_question_open_means() -> None:
    _, first = told(ENTER, "w")
    _, second = told(ENTER, "w", profile=open_only("hypervigilance"))

    assert "Without an answer here, the result has no set times" in first
    assert "Leaving it open is fine. Where the answer could matter, the result stays gentler." in flat(second)


def test_w_names_the_rules_to_a_clinician_and_not_to_a_person_alone() -> None:
    behind = "Rules that look at it: - Support comes first when life or safety is at stake - With a plan"
    _, alone = told(ENTER, "w")
    _, clinician = told(ENTER, "1", "0", "w", role="clinician")

    assert "Rules that look at it" not in alone
    assert behind in flat(clinician)


def test_keys_may_be_typed_large() -> None:
    _, text = told(ENTER, "1", "B")

    assert text.count("question 1\n") == 2


def test_who_answers_is_asked_where_nobody_said() -> None:
    _, text = told("4", "2", role=None)

    assert after(text, "opens it by its code.\n\n").startswith(
        page("""
            Who is answering?
            1. I am answering for myself
            2. I am a clinician, with or about a client
            3. I am a clinician and would like the short path, with 16 questions at most
            A number, or Enter to go on with the first:
            That is not on the list. It has the numbers 1 to 3.

            A number, or Enter to go on with the first:
            Part 1 of 8 · Right now · question 1
        """)
    )
    assert "has the client had thoughts" in text


def test_enter_alone_answers_for_oneself() -> None:
    _, text = told(ENTER, role=None)

    assert "have you had thoughts" in text


def test_a_key_that_the_welcome_does_not_know_is_explained() -> None:
    _, text = told("7", ENTER)

    assert "That is not known here. Enter goes on, o opens what was kept, and h shows people" in flat(text)
    assert "question 1" in text


def test_back_from_the_first_question_is_the_welcome() -> None:
    _, text = told(ENTER, "b")

    assert text.count("A movement programme, at your own pace") == 2


def test_a_clinician_is_asked_how_much_and_takes_the_whole_with_enter() -> None:
    _, whole = told(ENTER, role="clinician")
    _, short = told("2", role="clinician")

    assert after(whole, "opens it by its code.\n\n").startswith(
        page("""
            How much would you like to be asked?
            1. Every question that can still change something
            2. The short path, with 16 questions at most
            A number, or Enter to go on with the first:
            Part 1 of 8 · Right now · question 1
        """)
    )
    assert "What screening looks at first" in short


def test_enter_takes_the_first_way_also_after_another_was_looked_at() -> None:
    _, text = told("3", "b", ENTER, role=None)

    assert "Lately, have you had thoughts" in after(text, "What screening looks at first")


# Parts, pauses and steps back


def test_s_leaves_the_rest_of_a_part_out_and_the_next_part_begins() -> None:
    _, text = told(ENTER, "1", "s")

    assert after(text, "Answers, with commas between them:\n").startswith(
        page("""
            Left out: the rest of “Right now”.

            Part 2 of 8 · Health · question 3

            About long-term health, and what a doctor may have said. Any of it can be left
            out.

            3 questions at most, often fewer. “s” leaves this part out.

            Which of these has a doctor told you about?
        """)
    )


def test_leaving_out_every_part_ends_with_the_answers() -> None:
    code, text = told(ENTER, *["s"] * 8, "g", ENTER)

    assert code == 0
    assert text.count("Left out: the rest of") == 8
    assert "For now there are no sessions with set times." in text


def test_u_takes_the_last_answer_back() -> None:
    _, text = told(ENTER, "1", "u", "u")

    assert after(text, "Answers, with commas between them:\n").startswith(
        "The last step is taken back.\n\nPart 1 of 8 · Right now · question 1\n"
    )
    assert text.count("Your earlier answer is still there.") == 0
    assert "There is nothing to take back here.\n\nQuestion 1: Lately, have you" in text


def test_a_pause_lasts_until_enter_and_then_the_question_is_there_again() -> None:
    _, text = told(ENTER, "p", ENTER, "1")

    assert after(text, "Answer:\n").startswith(
        page("""
            A pause

            There is no hurry. You can come back whenever you like, or leave.

            You might look around the room and find three things of one colour.
            You might notice your feet on the floor, or a hand on something firm.
            A sip of water or some cool air may be pleasant.

            Enter to come back:
            Question 1: Lately, have you had thoughts of ending your life or of harming
            yourself or someone else, or are you in danger now?
            Answer:
            Chosen: No
        """)
    )


@pytest.mark.parametrize(
    "before",
    [(), (ENTER,), (ENTER, "c"), (ENTER, "2"), ("2",)],
    ids=["the welcome", "a question", "the answers", "a referral", "the block"],
)
def test_a_pause_and_contacts_are_one_key_away_from_everywhere(before: tuple[str, ...]) -> None:
    role: Role = "clinician" if before == ("2",) else "self"

    _, text = told(*before, "p", "h", "2", ENTER, role=role)
    code, left = told(*before, "p", CTRL_X, role=role)

    assert "Samaritans" in after(text, "A pause\n")
    assert text.count("A pause\n") == 1
    assert code == 0
    assert left.endswith("Enter to come back:")


def test_r_shows_the_rules_so_far_to_whoever_asks() -> None:
    _, text = told(ENTER, "1", "r")

    shown = after(text, "Rules so far\n\n")
    assert "So far: no set times, and very light movement to hold on to" in shown
    assert "Support comes first when life or safety is at stake\n    out by Thoughts of harm" in shown
    assert "Before the last answer" not in shown
    assert "Question 2: Which of these" in shown


# The short path


def test_the_block_is_settled_by_one_answer_or_goes_one_by_one() -> None:
    _, text = told("2", "x", "1", role="clinician")

    assert (
        after(text, "with the first:\n")
        == page("""
        What screening looks at first

        If all of these were asked and nothing of them is there, one answer settles
        them. If one was not asked, or something is there, they come one by one.

        - Lately, has the client had thoughts of ending their life or of harming
          themselves or someone else, or are they in danger now? – No
        - Which of these has the client had that no doctor has looked into yet? Pain,
          pressure or tightness in the chest; Fainting, or nearly fainting; Unusual
          breathlessness, at rest or with little effort; A racing or uneven heartbeat
          together with dizziness; Swelling around the ankles; Calf pain that comes on
          with walking. – None of these
        - Which of these has the client been told about by a doctor? Heart or
          circulation, including a past stroke; Diabetes, or another illness of the
          metabolism; Kidney disease. – None of these
        - Which of these apply to the client? A lung condition, such as asthma or
          COPD; Seizures or epilepsy; Bleeding easily, or blood-thinning medicine; A
          recent operation; Thin or fragile bones (osteoporosis); Falling often. –
          None of these
        - Is the client ill now, or have they been ill in recent weeks? – Not ill
        - After ordinary effort, such as housework, does the client often feel clearly
          worse for one to three days? – No
        - Is the client pregnant, or have they given birth recently? – No
        - Training a lot because it brings calm is not meant here. Around food and
          rest, which of these have been so for the client lately? Often eating too
          little for what the body does; Exercising to make up for something eaten;
          Guilt or fear about food on days without exercise; Clothes getting much
          looser within a few weeks; Training on while ill or hurt, as a day off seems
          impossible. – None of these

        1. I have asked all of these, and none is present
        2. One by one
        1, 2, or Enter for one by one:
        That is not known here. With 1 all of these are answered, Enter goes through
        them one by one, b goes back.

        1, 2, or Enter for one by one:
        Chosen: I have asked all of these, and none is present

        Right now · question 9 of 16 at most

        Which age group is the client in?
        Why: What is known differs by age, and this program was made with adults in
        mind.
        1. Under 18
        2. 18 to 39
        3. 40 to 64
        4. 65 or over
        ?. Not known
        -. They would rather not answer
        Answer:
        The input ended here. Nothing was kept, and nothing was sent.

    """)
        + "\n"
    )


@pytest.mark.parametrize("key", ["2", ENTER])
def test_the_block_goes_one_by_one(key: str) -> None:
    _, text = told("2", key, role="clinician")

    asked = text.rpartition("Enter for one by one:\n")[2]
    assert "Right now · question 1 of 16 at most\n\nLately, has the client had thoughts" in asked


def test_b_on_the_block_is_the_welcome_and_c_shows_the_answers() -> None:
    _, back = told("2", "b", role="clinician")
    _, answers = told("2", "c", role="clinician")

    assert back.count("How much would you like to be asked?") == 2
    assert after(answers, "one by one:\n").startswith("You can finish here.")


def test_m_goes_on_from_the_answers_with_what_is_open_beyond_the_short_path() -> None:
    _, text = told("2", "1", "c", "m", role="clinician")

    assert "More could be asked, if you like." in text
    assert "or Enter to go on with the\nquestions:\nPart 1 of 8 · Right now · question" in text


def test_m_says_so_where_nothing_is_open() -> None:
    profile = load_profile(PROFILES / "hypervigilant.yaml", shipped())

    _, text = told(ENTER, "m", profile=profile)

    assert text.count("Nothing more is open that could change anything.") == 2


# Keeping the answers as they are given


def test_what_is_kept_as_one_goes_goes_on_later_at_the_same_question(kept: Keeper) -> None:
    _, first = told("k", ENTER, "1", CTRL_X, keeper=kept)
    _, second = told("r", keeper=kept)

    assert after(first, "Enter to go on:\n").startswith(
        page("""
            The answers are kept as they are given, and leaving keeps them.

            They are in one file on this computer: kept/casebook.db.unfinished.json.
            Whoever uses this account can read it. It is not encrypted, and nothing leaves
            this computer.

            Enter to go on:
            Part 1 of 8 · Right now · question 1
        """)
    )
    assert re.search(r"begun here\. It was last kept on \d{4}-\d\d-\d\d, with one answer\.", flat(second))
    assert after(second, "Enter to go on:\n").startswith(
        page("""
            This goes on where it was left. The answers are kept as they are given, and
            leaving keeps them.

            Part 1 of 8 · Right now · question 2

            Which of these have you had that no doctor has looked into yet?
        """)
    )
    assert second.endswith(
        page("""
            The input ended here. The answers that were kept stay on this computer, and
            nothing was sent. At the next start, “r” goes on with them and “e” erases
            them.
        """)
        + "\n"
    )


def test_what_is_kept_until_i_leave_is_gone_after_leaving(kept: Keeper, tmp_path: Path) -> None:
    _, text = told("l", ENTER, "1", keeper=kept)
    told("l", ENTER, "1", CTRL_X, keeper=kept)

    assert text.endswith(ENDED)
    assert list((tmp_path / "kept").iterdir()) == []


def test_e_erases_what_was_begun(kept: Keeper) -> None:
    told("k", ENTER, "1", keeper=kept)

    _, text = told("e", ENTER, "e", "e", "e", "r", keeper=kept)

    once = page("""
        Enter to go on:
        It would be gone for good, with all its answers. With “e” once more it is
        erased.

        e to erase it, or Enter to leave it as it is:
    """)
    assert after(text, "“e” erases it.") == (
        f"\n\n{once}{once}It is erased.\n\n"
        + "Enter to go on:\nThere is nothing here that was begun.\n\n" * 2
        + f"Enter to go on:\n{ENDED}"
    )


def test_a_key_that_is_not_known_at_the_welcome_is_told_all_that_work_then(kept: Keeper) -> None:
    _, before = told("x", keeper=kept)
    told("k", ENTER, "1", keeper=kept)
    _, beside = told("x", keeper=kept)

    known = "k, l and n say whether the answers are kept. Enter to go on:"
    assert known in flat(before)
    assert known in flat(beside)
    again = "Enter goes on, r goes on with what was begun, and e erases it."
    assert (again in flat(before), again in flat(beside)) == (False, True)


def test_what_was_begun_stays_where_the_next_one_is_not_kept_and_else_makes_room(kept: Keeper) -> None:
    told("k", ENTER, "1", "0", keeper=kept)

    _, unkept = told(ENTER, "1", keeper=kept)
    _, stays = told("k", ENTER, "b", ENTER, "x", "n", "1", keeper=kept)
    _, again = told("k", ENTER, ENTER, keeper=kept)
    _, last = told(keeper=kept)

    assert unkept.endswith(ENDED)
    assert stays.endswith(ENDED)
    assert "The answers are not kept. Part 1 of 8" in flat(stays)
    assert flat(stays).count("With Enter this one begins, and that one is gone for good.") == 3
    assert "it takes the place of that one." in flat(again)
    assert "with 2 answers" in flat(again)
    assert "with 0 answers" in flat(last)


def test_a_result_goes_on_as_a_result_and_once_it_is_in_the_casebook_there_is_nothing_begun(
    kept: Keeper,
) -> None:
    profile = load_profile(PROFILES / "hypervigilant.yaml", shipped())
    _, ended = told("k", ENTER, "g", ENTER, profile=profile, keeper=kept)
    _, later = told("r", "k", "k", ENTER, keeper=kept)
    _, last = told(keeper=kept)

    assert flat(ended).endswith("At the next start, “r” goes on with them and “e” erases them.")
    assert as_text(recommender().recommend_profile(profile), shipped()) in later
    assert flat(later).endswith("What was kept stays on this computer, and nothing was sent.")
    assert "was begun here" not in last


def test_where_another_program_keeps_its_own_that_is_said_once_and_the_first_page_asks_again(
    kept: Keeper, tmp_path: Path
) -> None:
    file = tmp_path / "kept" / "casebook.db.unfinished.json"
    found: list[bytes] = []

    def typed() -> Iterator[str]:
        yield from ("k", ENTER, "1")
        another_is_kept(kept)
        for line in ("0", "b", "b", "b", ENTER, ENTER):
            found.append(file.read_bytes())
            yield line
        found.append(file.read_bytes())

    out = io.StringIO()
    code = plain.run(shipped(), "self", None, Lines(Typing(typed()), out), kept)

    said = flat(out.getvalue())
    assert code == 0
    assert said.count(flat(shipped().texts.interview("unfinished", "taken"))) == 1
    assert said.count("With Enter this one begins, and that one is gone for good.") == 1
    assert [text == found[0] for text in found] == [True] * 6 + [False]


def test_a_file_that_is_torn_is_said_and_the_interview_goes_on_without(kept: Keeper, tmp_path: Path) -> None:
    told("k", ENTER, "1", keeper=kept)
    (file,) = (tmp_path / "kept").iterdir()
    file.write_text("torn", encoding="utf-8")

    code, text = told("k", ENTER, "1", "0", keeper=kept)

    told_so = "this is no unfinished interview, or it is damaged. It was left as it is."
    assert code == 0
    assert f"cannot be opened. kept/casebook.db.unfinished.json: {told_so}" in flat(text)
    assert flat(text).count("The answers cannot be kept at the moment, and the questions go on") == 1
    assert text.endswith(ENDED)
    assert file.read_text(encoding="utf-8") == "torn"


# The answers so far


def test_c_says_what_finishing_early_means_before_it_shows_the_answers() -> None:
    _, text = told(ENTER, "1", "c", ENTER)

    assert "with commas between them:\nYou can finish here." in text
    assert "1. Thoughts of harm, or danger now: No\n2. Signs no doctor has seen yet: Not given\n" in text
    assert text.count("question 2\n") == 2


def test_finishing_early_gives_a_limited_result() -> None:
    code, text = told(ENTER, "1", "c", "g", ENTER)

    assert code == 0
    assert as_text(recommendation({"crisis": "no"}), shipped()) in text
    assert text.endswith("That is all. Thank you for your time. Nothing was kept, and nothing was sent.\n\n")


def test_a_number_on_the_answers_changes_that_answer() -> None:
    _, text = told(ENTER, "1", "c", "1", "-", "g")

    assert "Chosen: No\nAnswer:\nChosen: I would rather not answer\n\nYou can finish here." in text
    assert text.count("1. Thoughts of harm, or danger now: ") == 2
    assert "1. Thoughts of harm, or danger now: Not given\n" in text


@pytest.mark.parametrize("typed", ["x", "-", "1 2"])
def test_a_key_that_the_answers_do_not_know_is_explained(typed: str) -> None:
    _, text = told(ENTER, "1", "c", typed)

    assert "That is not known here. A number changes an answer, g shows the result, b goes back." in flat(
        text
    )


def test_a_row_that_is_not_there_is_explained() -> None:
    _, text = told(ENTER, "1", "c", "9")

    assert "That is not on the list. It has the numbers 1 to 2." in text


@pytest.mark.parametrize("key", ["g", ENTER])
def test_g_and_enter_go_on_from_the_answers_to_the_result(key: str) -> None:
    profile = load_profile(PROFILES / "hypervigilant.yaml", shipped())

    code, text = told(ENTER, *[ENTER] * MANY, key, profile=profile)

    assert code == 0
    assert as_text(recommender().recommend_profile(profile), shipped()) in text


# Answers that contradict each other


def test_answers_that_differ_are_asked_about_before_the_answers_are_shown(swimmers: RuleBook) -> None:
    _, text = differ(swimmers)

    assert (
        after(text, "with commas between them:\n")
        == page("""
        Answers that point different ways

        You said that you swim every day, and that no day has a swim in it.

        You can change one of these answers, or leave them as they are; then the
        gentler reading counts. This is asked only once.

        1. Change “About swims: daily”
        2. Change “About pool days: 0”
        -. Leave them as they are
        A number to change that answer, or Enter to leave them as they are:
        The input ended here. Nothing was kept, and nothing was sent.
    """)
        + "\n"
    )


@pytest.mark.parametrize("key", ["-", ENTER])
def test_answers_that_differ_can_be_left_as_they_are(swimmers: RuleBook, key: str) -> None:
    _, text = differ(swimmers, key, ENTER, "c")

    assert "Enter to leave them as they are:\nYou can finish here." in text
    assert text.count("Answers that point different ways") == 1


def test_a_number_leads_to_the_question_and_from_there_to_the_answers(swimmers: RuleBook) -> None:
    _, text = differ(swimmers, "2", "7")

    assert "How about pool days?" in text
    assert "About pool days: 7\n" in after(text, "Your answers")
    assert text.count("Answers that point different ways") == 1


def test_b_goes_back_to_the_question_before_answers_that_differ(swimmers: RuleBook) -> None:
    _, text = differ(swimmers, "b")

    assert text.count("question 2\n") == 2


def test_contacts_are_one_key_away_from_answers_that_differ(swimmers: RuleBook) -> None:
    _, text = differ(swimmers, "h", "2", "-")

    assert "Samaritans" in text
    assert "Your answers" in text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("3", "That is not on the list. It has the numbers 1 to 2."),
        ("x", "That is not known here. A number changes an answer, - leaves them as they are, b goes back."),
    ],
)
def test_a_key_that_answers_that_differ_do_not_know_is_explained(
    swimmers: RuleBook, typed: str, error: str
) -> None:
    _, text = differ(swimmers, typed)

    assert f"Enter to leave them as they are: {error} A number to change" in flat(text)


@pytest.mark.parametrize("key", [CTRL_X, F12])
def test_leaving_now_works_where_answers_differ(swimmers: RuleBook, key: str) -> None:
    _, text = differ(swimmers, key)

    assert text.endswith("Enter to leave them as they are:")


# Results


def test_declining_everything_gives_a_limited_result() -> None:
    code, text = told(ENTER, *["-"] * MANY, "g", ENTER)

    assert code == 0
    assert "For now there are no sessions with set times." in text
    assert text.endswith("nothing was sent.\n\n")


def test_a_crisis_ends_the_questions_with_contacts_and_a_way_to_change_the_answer() -> None:
    code, text = told(ENTER, "2", "1", "1", "b", "c", "g", profile=only_region("gb"))

    assert code == 0
    assert "Samaritans: 116 123" in text
    assert (
        "If an answer was not what you meant, it can be changed.\n1. Thoughts of harm, or danger now: Yes"
        in text
    )
    assert text.count("question 2\n") == 1


@pytest.mark.parametrize(("timing", "urgency"), [("3", "emergency"), (None, "crisis")])
def test_in_a_crisis_or_an_emergency_contacts_come_before_all_else(timing: str | None, urgency: str) -> None:
    typed = ["1", "1", timing] if timing else ["2"]
    _, text = told(ENTER, *typed, profile=only_region("gb"))

    contacts, rest = result_of(text).split("\n\n")[1:3]
    assert contacts.startswith("People and lines to contact\n")
    assert "999" in contacts
    assert flat(rest) == shipped().texts.outcomes("summary", urgency)


def test_enter_leaves_after_a_referral() -> None:
    code, text = told(ENTER, "2", ENTER)

    assert code == 0
    assert text.endswith(
        "A number to change that answer, or Enter to leave:\n"
        "That is all. Thank you for your time. Nothing was kept, and nothing was sent.\n\n"
    )


def test_b_after_a_referral_goes_back_to_the_last_question() -> None:
    _, text = told(ENTER, "2", "b")

    assert text.count("question 1\n") == 2
    assert "Chosen: Yes\nAnswer:" in text


@pytest.mark.parametrize(
    ("typed", "error"), [("z", "That is not known here."), ("7", "That is not on the list.")]
)
def test_a_key_that_a_referral_does_not_know_is_explained(typed: str, error: str) -> None:
    _, text = told(ENTER, "2", typed, ENTER)

    assert error in text


def test_contacts_are_one_key_away_after_a_referral_too() -> None:
    _, text = told(ENTER, "2", "h", "8")

    assert "TelefonSeelsorge" in text.split("Enter to leave:")[1]


@pytest.mark.parametrize("part", ["intensity", "minutes", "week 2", "walking", "slow-rhythm-first"])
def test_after_a_programme_each_part_says_why_it_is_there(part: str) -> None:
    before, told_why = around("hypervigilant", part)

    assert before.endswith(f"A number or a name to see why, or Enter to end:\n{ENDED}")
    assert len(told_why.splitlines()) > 3
    assert "No part here has that number or name." not in told_why


def test_the_number_of_a_part_stands_for_its_name() -> None:
    before, by_number = around("hypervigilant", "1")
    listed = before.split("Why each part is there\n1. ")[1].splitlines()[0]

    _, by_name = around("hypervigilant", listed)

    assert by_number == by_name


def test_a_part_that_is_not_there_is_explained() -> None:
    _, told_why = around("hypervigilant", "walkin")

    assert told_why.startswith("No part here has that number or name. The list has the numbers 1 to")
    assert "Did you mean “walking”?" in flat(told_why)


def test_n_shows_what_is_not_there_and_says_why_not() -> None:
    _, text = around("hypervigilant", "n", "boot_camp", "b", "walking")

    assert text.startswith("Why not the others\n\nMore than there is\n1. More effort\n")
    assert "see why not, or Enter to go back:\nWhy not Boot camp\n" in text
    assert "Why Walking\n" in text


def test_d_looks_for_what_would_change_a_part() -> None:
    _, text = around("hypervigilant", "d", "nowhere", "walking", ENTER)

    assert "No part here has that number or name." in text
    assert "What would change this: Walking\n" in text
    assert "- Movement to leave out, with “Walking” as well (so far: Dancing)." in text


def test_l_leaves_a_movement_out_and_shows_the_new_plan_and_u_or_its_number_brings_it_back() -> None:
    _, text = around("hypervigilant", "l", "1", "u", "l", "1", "l", "4")

    out, undone, out_again, back = text.split("\nA movement programme\n")[:4]
    assert out.startswith("1. Walking\n2. ")
    assert "A number to leave that out, or Enter to go back:\nWalking is left out. In its place:" in out
    assert undone.endswith("A number or a name to see why, or Enter to end:\nThe last step is taken back.\n")
    assert "Walking is left out." in out_again
    assert "4. Walking (left out; its number brings it back)" in back
    assert back.endswith("Walking is back among what can be chosen.\n")


def test_every_key_of_a_result_leads_somewhere_and_back_to_it() -> None:
    _, text = around("hypervigilant", "i", ENTER, "a", ENTER, "x", ENTER, "o", ENTER, "k", ENTER, "n", ENTER)

    assert text.count("A number or a name to see why, or Enter to end:") == 6
    assert "No part here has that number or name." not in text


def test_b_after_a_result_shows_the_answers() -> None:
    _, told_next = around("hypervigilant", "b")

    assert told_next.startswith("Your answers\n")


def test_a_fault_of_the_engine_ends_with_contacts_and_exit_code_3(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_: Recommender, __: Profile, ___: int = WEEKS) -> Recommendation:
        raise EngineFault("the engine stopped")

    monkeypatch.setattr(Recommender, "recommend_profile", stopped)

    code, text = told(ENTER, "2")

    assert code == 3
    assert "No programme was made, because the program does not trust its own result." in text
    assert text.split("The contacts are here all the same.\n")[1].startswith("A crisis line where you are")


# Leaving


@pytest.mark.parametrize("typed", [(), (ENTER,), (ENTER, "1", "0"), (ENTER, "h"), (ENTER, "c"), (ENTER, "2")])
def test_the_end_of_the_input_leaves_with_a_word_about_what_was_kept(typed: tuple[str, ...]) -> None:
    code, text = told(*typed)

    assert code == 0
    assert text.endswith(f":\n{ENDED}")


@pytest.mark.parametrize("key", [CTRL_X, F12, f"1{CTRL_X}", f"abc{F12}def"])
@pytest.mark.parametrize("before", [(), (ENTER,), (ENTER, "h"), (ENTER, "c"), (ENTER, "2")])
def test_leaving_now_prints_nothing_more(before: tuple[str, ...], key: str) -> None:
    code, text = told(*before, key, "1", "1")
    _, so_far = told(*before)

    assert code == 0
    assert text == so_far.removesuffix(f"\n{ENDED}")


def test_ctrl_c_leaves_without_a_word_and_with_the_exit_code_of_an_interrupt() -> None:
    out = io.StringIO()

    code = plain.run(
        shipped(), "self", None, Lines.over(io.TextIOWrapper(io.BufferedReader(Interrupted())), out), NOWHERE
    )

    assert code == 130
    assert out.getvalue().endswith("Enter to go on: ")


def test_a_last_line_without_an_end_is_read_too() -> None:
    out = io.StringIO()

    plain.run(shipped(), "self", None, Lines.over(io.StringIO("\n1"), out), NOWHERE)

    assert "Chosen: No" in out.getvalue()


def test_bytes_that_are_no_text_are_no_answer_and_no_error() -> None:
    out = io.BytesIO()
    stdin = io.TextIOWrapper(io.BytesIO(b"\n\xff\xfe\n1\n"), encoding="utf-8")
    stdout = io.TextIOWrapper(out, encoding="ascii", write_through=True)

    code = plain.run(shipped(), "self", None, Lines.over(stdin, stdout), NOWHERE)

    assert code == 0
    assert b"That is not known here." in out.getvalue()
    assert b"Chosen: No" in out.getvalue()


# What holds for everything that is printed


@pytest.mark.parametrize("name", ["hypervigilant", "shut_down", "red_flag"])
def test_nothing_is_wider_than_78_columns_and_nothing_moves_the_cursor(name: str) -> None:
    profile = load_profile(PROFILES / f"{name}.yaml", shipped())
    typed = [ENTER, *["h", "4", "w", "\x1b[31m", "-"] * 12, *[ENTER] * MANY]

    _, text = told(*typed, profile=profile)

    assert max(map(len, text.splitlines())) <= 78
    assert {letter for letter in text if not letter.isprintable()} == {"\n"}


@pytest.mark.parametrize("dice", range(5))
def test_whatever_is_typed_it_ends_cleanly(dice: int, kept: Keeper) -> None:
    random = Random(dice)
    at_the_welcome = [random.choice("klnerh2") for _ in range(4)]
    typed = [random.choice(WHATEVER) for _ in range(120)]
    profile = None if dice % 2 else load_profile(PROFILES / "shut_down.yaml", shipped())

    code, text = told(*at_the_welcome, ENTER, *typed, role=None, profile=profile, keeper=kept)

    assert code == 0
    assert re.search(
        r"nothing was sent\.( At the next start, “r” goes on with them and “e” erases them\.)?$", flat(text)
    )
    assert {letter for letter in text if not letter.isprintable()} == {"\n"}
    assert max(map(len, text.splitlines())) <= 78


def test_what_a_terminal_would_obey_is_printed_as_a_blank() -> None:
    out = io.StringIO()
    lines = Lines(io.StringIO("1\n"), out)

    lines.say("slow\x1b[31m and\x07 steady")
    lines.item("1", "walk\x9bing")
    lines.ask("Answer\x1b[2J: ")

    assert out.getvalue() == "slow [31m and  steady\n\n1. walk ing\nAnswer [2J: \n"


def told(
    *typed: str,
    role: Role | None = "self",
    profile: Profile | None = None,
    book: RuleBook | None = None,
    keeper: Keeper = NOWHERE,
) -> tuple[int, str]:
    """The exit code, and what is printed when these lines are typed, but for blanks at the ends of lines."""
    out = io.StringIO()
    stdin = io.StringIO("".join(f"{line}\n" for line in typed))
    code = plain.run(book or shipped(), role, profile, Lines.over(stdin, out), keeper)
    return code, "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


class Typing(io.StringIO):
    """Somebody who types one line after another, while other things happen."""

    def __init__(self, typed: Iterator[str]) -> None:
        super().__init__()
        self._typed = typed

    def readline(self, _: int | None = -1, /) -> str:  # type: ignore[override]  # as in StringIO
        """The next line; empty where nothing more is typed."""
        return "".join(f"{line}\n" for line in islice(self._typed, 1))


def another_is_kept(keeper: Keeper) -> None:
    """Another program keeps its own interview, as somebody agreed there."""
    interview = Interview(recommender())
    interview.begin()
    other = Unfinished.beside(keeper.file)
    other.make_room()
    other.save(interview.bookmark)


def differ(swimmers: RuleBook, *typed: str) -> tuple[int, str]:
    """What is printed to somebody whose answers differ and who finishes at the second question."""
    profile = read_answers({"swims": "daily", "pool_days": 0}, swimmers)
    return told(ENTER, "1", "c", *typed, profile=profile, book=swimmers)


@pytest.fixture(scope="module")
def swimmers(tmp_path_factory: pytest.TempPathFactory) -> RuleBook:
    """A rulebook with a contradiction about swimming."""
    return swimming(tmp_path_factory.mktemp("swimmers"))


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keeper:
    """A keeper with a casebook in a folder below the one to be in, which is not there so far."""
    monkeypatch.chdir(tmp_path)
    return Keeper(tmp_path / "kept" / "casebook.db")


def around(name: str, *typed: str) -> tuple[str, str]:
    """What is printed before and after something is typed at a shipped person's result."""
    profile, steps, before = at_the_result(name)
    _, whole = told(*steps, *typed, profile=profile)
    return before, whole[len(before.removesuffix(ENDED)) :]


@cache
def at_the_result(name: str) -> tuple[Profile, tuple[str, ...], str]:
    """A shipped person, what leads them to the result, and what is printed until then."""
    profile = load_profile(PROFILES / f"{name}.yaml", shipped())
    steps = tuple(to_the_result(profile))
    return profile, steps, told(*steps, profile=profile)[1]


def to_the_result(profile: Profile) -> Iterable[str]:
    """Enter for the welcome and for each question that the profile leaves open, then g."""
    _, text = told(*[ENTER] * MANY, profile=profile)
    return [*[ENTER] * (1 + text.count(" · question ")), "g"]


def open_only(fact: str) -> Profile:
    """The profile of somebody well, of whom nothing but this is left to ask."""
    calm = load_profile(PROFILES / "fit_and_well.yaml", shipped())
    left = set(shipped().vocabulary.asked()) - set(calm.facts.known) - {fact}
    answers: dict[str, Given] = {name: said for name, said in calm.facts.known.items() if name != fact}
    return read_answers({**answers, **dict.fromkeys(left, "unknown")}, shipped())


def only_region(region: str) -> Profile:
    """Nothing is known but where contacts are reached."""
    return read_answers({}, shipped(), region=region)


def recommendation(answers: dict[str, Given]) -> Recommendation:
    """What comes out for these answers."""
    return recommender().recommend(answers)


def question_in(text: str, number: int = 1) -> str:
    """The text from a question on."""
    place = text.index(f" · question {number}\n")
    return text[text.rindex("\n", 0, place) + 1 :].removesuffix("\n")


def after(text: str, mark: str) -> str:
    """What stands after a mark, from its first place on."""
    return text.split(mark, 1)[1]


def result_of(text: str) -> str:
    """What is printed after the last answer."""
    return text.rsplit("Chosen: ", 1)[1]


def page(text: str) -> str:
    """An indented text as it is printed."""
    return dedent(text).strip("\n") + "\n"


def flat(text: str) -> str:
    """A text as one line."""
    return " ".join(text.split())


class Interrupted(io.RawIOBase):
    """A keyboard at which somebody presses Ctrl+C."""

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, _: object) -> int:
        """Nothing comes."""
        raise KeyboardInterrupt
