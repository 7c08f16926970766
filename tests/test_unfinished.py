"""An interview that is not finished: kept as it goes, opened at the same question, and forgotten."""

import errno
import fcntl
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from own_rules import swimming
from people import BENIGN, answers_to, recommender, shipped

from recommender.casebook import open_casebook
from recommender.casebook.replacing import take_place, to_replace
from recommender.interview.controller import Interview
from recommender.interview.view import CheckView, ContradictionView, QuestionView
from recommender.keeping import small_file
from recommender.keeping.as_you_go import AsYouGo
from recommender.keeping.begun_words import keeping_said
from recommender.keeping.bookmark import Keeping
from recommender.keeping.small_file import SmallFile
from recommender.keeping.unfinished import NAME, Begun, Taken, Unfinished
from recommender.loading.profile import Given, Profile, read_answers
from recommender.model.adjustment import Role
from recommender.model.fact import Answer, Fact, Facts, Missing
from recommender.model.rule import RuleBook
from recommender.problem import Problems
from recommender.recommend import Recommender

DICE = st.randoms(use_true_random=True)
MOMENT = "2026-03-01T12:00Z"
STEPS = 25
SWIMMER: dict[str, Given] = {"swims": "daily", "pool_days": 0}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where an unfinished interview would be; neither it nor its folder is there so far."""
    return tmp_path / "mine" / NAME


@pytest.fixture
def unfinished(file: Path) -> Unfinished:
    """One that is always kept at the same moment."""
    return Unfinished(file, lambda: MOMENT)


@pytest.fixture(scope="module")
def swimmers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recommender]:
    """A rulebook with contradictions about swimming, and with facts that the shipped one does not know."""
    with Recommender(swimming(tmp_path_factory.mktemp("swimmers"))) as own:
        yield own


# Opened again, it is what it was.


@settings(max_examples=16)
@given(random=DICE)
def test_wherever_somebody_is_the_interview_goes_on_from_there(
    random: Random, swimmers: Recommender, tmp_path_factory: pytest.TempPathFactory
) -> None:
    unfinished = Unfinished(tmp_path_factory.mktemp("any") / NAME)
    interview = Interview(swimmers, random.choice(("self", "clinician")), profile(SWIMMER, swimmers))
    walk(interview, swimmers.book, random, random.randrange(STEPS))
    if random.random() < 0.3:
        interview.undo()

    unfinished.save(interview.bookmark)
    resumed = unfinished.resume(swimmers)

    assert (resumed.lost, resumed.changes_lost) == ((), 0)
    again = resumed.interview
    if interview.bookmark.place.at == "welcome":
        interview.begin()
    assert again.bookmark == interview.bookmark
    assert again.view == interview.view
    interview.conclude()
    again.conclude()
    assert again.view == interview.view


@settings(max_examples=6)
@given(random=DICE)
def test_whatever_is_done_next_leads_to_the_same(
    random: Random, swimmers: Recommender, tmp_path_factory: pytest.TempPathFactory
) -> None:
    unfinished = Unfinished(tmp_path_factory.mktemp("any") / NAME)
    interview = Interview(swimmers, "self", profile(SWIMMER, swimmers))
    interview.begin()
    walk(interview, swimmers.book, random, random.randrange(1, STEPS))
    unfinished.save(interview.bookmark)
    again = unfinished.resume(swimmers).interview
    seed = random.getrandbits(32)

    walk(interview, swimmers.book, Random(seed), STEPS)
    walk(again, swimmers.book, Random(seed), STEPS)

    assert again.bookmark == interview.bookmark


def test_what_is_kept_is_a_page_that_can_be_read(unfinished: Unfinished, file: Path) -> None:
    interview = Interview(recommender(), "clinician")
    interview.begin()
    for said in ("no", Missing.DECLINED, frozenset({"fainting"})):
        interview.answer(said)
    interview.adjust({"limit": {"minutes": 10}, "reason": "it was agreed"})
    interview.region, interview.note = "gb", "with a friend"

    unfinished.save(interview.bookmark, "until_i_leave")

    found = json.loads(file.read_text(encoding="utf-8"))
    assert found == {
        "what": "an unfinished interview",
        "version": 1,
        "saved": MOMENT,
        "mark": found["mark"],
        "interview": {
            "keeping": "until_i_leave",
            "role": "clinician",
            "region": "gb",
            "short": False,
            "answers": {
                "crisis": "no",
                "crisis_assessed": "declined",
                "red_flags": ["fainting"],
            },
            "adjustments": [{"limit": {"minutes": 10}, "reason": "it was agreed"}],
            "note": "with a friend",
            "path": ["crisis", "crisis_assessed", "red_flags", "red_flag_timing"],
            "passed": [],
            "settled": [],
            "place": {
                "at": "red_flag_timing",
                "checking": False,
                "left": "",
                "detour": [],
                "open_before": [],
                "before": "welcome",
                "concluded": False,
                "aside": None,
            },
        },
    }


def test_what_was_begun_is_told_without_an_answer(unfinished: Unfinished) -> None:
    unfinished.save(answered("no", role="clinician").bookmark)

    assert unfinished.begun() == Begun("2026-03-01", "clinician", 1, "as_you_go")


def test_where_nothing_was_begun_there_is_nothing_and_nothing_is_made(
    unfinished: Unfinished, file: Path
) -> None:
    assert unfinished.begun() is None
    unfinished.forget()
    with pytest.raises(Problems, match="there is no such file"):
        unfinished.resume(recommender())

    assert not file.parent.exists()


def test_only_the_last_interview_is_kept(unfinished: Unfinished, file: Path) -> None:
    unfinished.save(answered("no").bookmark)
    unfinished.save(answered().bookmark)

    assert unfinished.begun() == Begun("2026-03-01", "self", 0, "as_you_go")
    assert [path.name for path in file.parent.iterdir()] == [NAME]


# With other rules.


def test_what_other_rules_cannot_use_falls_out_and_is_named(
    unfinished: Unfinished, swimmers: Recommender
) -> None:
    interview = Interview(swimmers, "self", profile({**SWIMMER, "age_band": "18_to_39"}, swimmers))
    interview.begin()
    unfinished.save(interview.bookmark)

    resumed = unfinished.resume(recommender())

    assert resumed.lost == ("swims", "pool_days")
    assert resumed.interview.profile.facts == Facts({"age_band": "18_to_39"})
    assert asked(resumed.interview) == "crisis"


def test_where_the_question_is_gone_the_one_before_it_is_shown(
    unfinished: Unfinished, swimmers: Recommender
) -> None:
    interview = answered("no", by=swimmers)
    interview.change("swims")
    interview.back()
    interview.change("swims")
    unfinished.save(interview.bookmark)

    assert asked(unfinished.resume(recommender()).interview) == "red_flags"


def test_where_nothing_of_the_way_is_left_it_begins(unfinished: Unfinished, swimmers: Recommender) -> None:
    interview = Interview(swimmers)
    interview.change("swims")
    unfinished.save(interview.bookmark)

    assert asked(unfinished.resume(recommender()).interview) == "crisis"


def test_a_change_that_other_rules_cannot_use_is_counted(unfinished: Unfinished, file: Path) -> None:
    interview = answered("no")
    interview.leave_out("walking")
    interview.leave_out("yoga")
    unfinished.save(interview.bookmark)
    planted(file, '"walking"', '"hovering"')

    resumed = unfinished.resume(recommender())

    assert resumed.changes_lost == 1
    assert resumed.interview.set_aside_activities == ("yoga",)


def test_a_result_is_opened_as_a_result_and_at_the_answers_where_something_fell_out(
    unfinished: Unfinished, swimmers: Recommender
) -> None:
    interview = Interview(swimmers, "self", profile(SWIMMER, swimmers))
    interview.begin()
    interview.conclude()
    unfinished.save(interview.bookmark)

    assert unfinished.resume(swimmers).interview.view == interview.view
    assert isinstance(unfinished.resume(recommender()).interview.view, CheckView)


def test_answers_that_differ_are_asked_about_again_as_long_as_the_rule_is_there(
    unfinished: Unfinished, swimmers: Recommender
) -> None:
    interview = Interview(swimmers, "self", profile(SWIMMER, swimmers))
    interview.begin()
    interview.finish()
    assert isinstance(interview.view, ContradictionView)
    unfinished.save(interview.bookmark)

    assert unfinished.resume(swimmers).interview.view == interview.view
    assert isinstance(unfinished.resume(recommender()).interview.view, CheckView)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"at": "red_flags"', '"at": "nowhere"'),
        ('"at": "red_flags"', '"at": "age_band"'),
        ('"at": "red_flags"', '"at": "differing"'),
        ('"at": "red_flags"', '"at": "block"'),
        ('"detour": []', '"detour": ["crisis", "nowhere"]'),
        ('"before": "welcome"', '"before": "nowhere"'),
        ('"left": ""', '"left": "nowhere"'),
        ('"path": [\n', '"path": [\n"nowhere", "red_flags",\n'),
        ('"crisis": "no"', '"crisis": ["no"]'),
        ('"region": "neutral"', '"region": "the moon"'),
    ],
)
def test_a_page_that_somebody_changed_by_hand_leads_on_all_the_same(
    unfinished: Unfinished, file: Path, old: str, new: str
) -> None:
    unfinished.save(answered("no").bookmark)
    planted(file, old, new)

    interview = unfinished.resume(recommender()).interview

    walk(interview, shipped(), Random(0), STEPS)
    interview.conclude()
    assert interview.finished


# On the disk.


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777], ids=oct)
def test_whatever_the_umask_only_the_owner_can_open_file_and_folder(
    umask: int, unfinished: Unfinished, file: Path
) -> None:
    before = os.umask(umask)
    try:
        unfinished.save(answered("no").bookmark)
        unfinished.save(answered("no").bookmark)
    finally:
        os.umask(before)

    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in (file.parent, *file.parent.iterdir())}
    assert modes == {"mine": "0o700", NAME: "0o600"}


def test_the_casebook_beside_it_takes_the_folder_for_its_own(unfinished: Unfinished, file: Path) -> None:
    unfinished.save(answered("no").bookmark)
    file.parent.chmod(0o755)

    with open_casebook(file.parent / "casebook.db", new=True) as casebook:
        assert casebook.cases() == ()

    assert oct(file.parent.stat().st_mode & 0o777) == "0o700"
    assert Unfinished.beside(file.parent / "casebook.db").begun() is not None


def test_a_process_that_is_killed_before_the_new_file_is_in_its_place_leaves_the_old_one_whole(
    unfinished: Unfinished, file: Path
) -> None:
    unfinished.save(answered("no").bookmark)
    before = file.read_bytes()

    with subprocess.Popen([sys.executable, "-c", KILLED, str(file)]) as killed:
        killed.wait()

    assert killed.returncode == -9
    assert file.read_bytes() == before
    left = {path.name for path in file.parent.iterdir()} - {NAME}
    assert [name.startswith(NAME) and name.endswith(".new") for name in left] == [True]
    assert unfinished.begun() is not None
    assert [path.name for path in file.parent.iterdir()] == [NAME]


KILLED = """
import os, signal, sys
from pathlib import Path
from recommender.interview.place import Bookmark
from recommender.interview.sheet import Filled
from recommender.keeping.unfinished import Unfinished
from recommender.model.fact import Facts

Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
unfinished = Unfinished(Path(sys.argv[1]))
unfinished.make_room()
unfinished.save(Bookmark(Filled("self", Facts({"crisis": "yes"}))))
"""


def test_what_another_running_program_is_writing_is_left_to_it(unfinished: Unfinished, file: Path) -> None:
    unfinished.save(answered("no").bookmark)
    with to_replace(file) as being_written:
        being_written.write_text("half", encoding="utf-8")

        unfinished.begun()
        unfinished.forget()

        assert list(file.parent.iterdir()) == [being_written]
        assert being_written.read_text(encoding="utf-8") == "half"


def test_a_full_disk_leaves_what_was_kept_and_nothing_half_written(
    unfinished: Unfinished, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unfinished.save(answered("no").bookmark)
    before = file.read_bytes()
    monkeypatch.setattr(os, "fsync", full_disk)

    with pytest.raises(Problems) as refused:
        unfinished.save(answered("yes").bookmark)

    what = "answers cannot be kept here: No space left on device"
    assert str(refused.value) == f"{file}: error E103: {what}\n\n1 mistake."
    assert {path.name: path.read_bytes() for path in file.parent.iterdir()} == {NAME: before}


@pytest.mark.parametrize(
    ("there", "what"),
    [
        ("", "this is no unfinished interview, or it is damaged"),
        ("{", "this is no unfinished interview, or it is damaged"),
        ("[" * 100_000, "this is no unfinished interview, or it is damaged"),
        ('{"what": "a shopping list"}', "this is no unfinished interview, or it is damaged"),
        ('{"what": "an unfinished interview", "version": 1}', "or it is damaged"),
        ('{"what": "an unfinished interview", "version": 3}', "a newer version of this program wrote this"),
    ],
    ids=["empty", "torn", "deep", "foreign", "without its answers", "newer"],
)
def test_what_is_no_unfinished_interview_is_said_and_not_touched(
    unfinished: Unfinished, file: Path, there: str, what: str
) -> None:
    file.parent.mkdir(0o700)
    file.write_text(there, encoding="utf-8")

    for attempt in attempts(unfinished):
        with pytest.raises(Problems, match=what):
            attempt()

    assert {path.name: path.read_text(encoding="utf-8") for path in file.parent.iterdir()} == {NAME: there}


def test_a_torn_file_says_where_it_is_and_what_can_be_done(unfinished: Unfinished, file: Path) -> None:
    unfinished.save(answered("no").bookmark)
    file.write_bytes(file.read_bytes()[:-40])

    with pytest.raises(Problems) as torn:
        Unfinished(file).begun()

    assert str(torn.value) == dedent(f"""\
        {file}: error E103: this is no unfinished interview, or it is damaged

          It was left as it is. Once it is deleted or moved elsewhere, answers can be kept as you go again.

        1 mistake.""")


def test_a_folder_in_place_of_the_file_is_said(unfinished: Unfinished, file: Path) -> None:
    file.mkdir(parents=True)

    for attempt in attempts(unfinished):
        with pytest.raises(Problems, match="something else is in its place"):
            attempt()

    assert file.is_dir()


def test_a_file_in_place_of_the_folder_keeps_nothing(unfinished: Unfinished, file: Path) -> None:
    file.parent.write_text("letters", encoding="utf-8")

    assert unfinished.begun() is None
    with pytest.raises(Problems, match="answers cannot be kept here"):
        unfinished.save(answered("no").bookmark)

    assert file.parent.read_text(encoding="utf-8") == "letters"


# What somebody chose.


def test_nothing_is_kept_unless_somebody_chooses_it(unfinished: Unfinished, file: Path) -> None:
    going, interview = AsYouGo(unfinished), answered("no")

    said = going.after_change(interview), going.left(), going.finished(interview)

    assert said == (None, None, None)
    assert not file.parent.exists()


def test_as_you_go_every_answer_is_kept_and_leaving_keeps_them(unfinished: Unfinished) -> None:
    going, interview = AsYouGo(unfinished, "as_you_go"), answered("no")

    going.after_change(interview)
    interview.answer(frozenset())
    going.after_change(interview)
    going.left()

    assert going.holds
    assert unfinished.resume(recommender()).interview.view == interview.view


def test_until_i_leave_every_answer_is_kept_and_leaving_erases_them(
    unfinished: Unfinished, file: Path
) -> None:
    going = AsYouGo(unfinished, "until_i_leave")

    going.after_change(answered("no"))
    kept = file.exists()
    going.left()

    assert (kept, going.holds) == (True, False)
    assert list(file.parent.iterdir()) == []


def test_the_choice_goes_on_with_the_interview(unfinished: Unfinished, file: Path) -> None:
    AsYouGo(unfinished, "until_i_leave").after_change(answered("no"))
    later = AsYouGo(unfinished)

    later.resume(recommender())
    chosen = later.keeping
    later.left()

    assert chosen == "until_i_leave"
    assert not file.exists()


def test_the_welcome_is_not_kept_and_what_was_begun_stays_until_there_is_a_question(
    unfinished: Unfinished,
) -> None:
    unfinished.save(answered("no").bookmark)
    going, interview = AsYouGo(unfinished, "as_you_go"), Interview(recommender())

    going.after_change(interview)
    going.left()
    before = unfinished.begun()
    interview.begin()
    going.after_change(interview)

    assert [found.answers for found in (before, unfinished.begun()) if found] == [1, 0]


@pytest.mark.parametrize("keeping", ["nothing", "until_i_leave"])
def test_an_interview_that_is_not_kept_leaves_the_one_that_was_begun_alone(
    unfinished: Unfinished, keeping: str
) -> None:
    unfinished.save(answered("no").bookmark)
    going = AsYouGo(unfinished, "until_i_leave" if keeping == "until_i_leave" else "nothing")

    going.left()
    going.finished(Interview(recommender()))

    assert unfinished.begun() is not None


def test_until_i_leave_what_a_closed_window_left_behind_is_erased_at_the_next_leaving(
    unfinished: Unfinished, file: Path
) -> None:
    AsYouGo(unfinished, "until_i_leave").after_change(answered("no"))
    later = AsYouGo(Unfinished(file))

    there = later.unfinished.begun()
    later.left()

    assert there == Begun("2026-03-01", "self", 1, "until_i_leave")
    assert not file.exists()


@pytest.mark.parametrize("keeping", ["nothing", "as_you_go", "until_i_leave"])
def test_leaving_erases_nothing_that_another_program_kept_meanwhile(
    unfinished: Unfinished, file: Path, keeping: Keeping
) -> None:
    mine, other = AsYouGo(unfinished, keeping), AsYouGo(Unfinished(file), "until_i_leave")
    mine.unfinished.begun()
    mine.after_change(answered("no"))
    other.agree()
    other.after_change(answered("no", frozenset()))
    before = file.read_bytes()

    mine.finished(answered("no"))
    mine.left()

    assert file.read_bytes() == before
    assert not mine.holds


def test_another_way_of_keeping_holds_at_once_for_what_is_kept_already(
    unfinished: Unfinished, file: Path
) -> None:
    going = AsYouGo(unfinished, "until_i_leave")
    going.after_change(answered("no"))

    going.choose("as_you_go")
    begun = Unfinished(file).begun()
    going.left()

    assert begun == Begun("2026-03-01", "self", 1, "as_you_go")
    assert file.exists()


def test_that_another_one_makes_room_is_asked_until_somebody_agrees_or_this_one_is_kept(
    unfinished: Unfinished, file: Path
) -> None:
    unfinished.save(answered("no").bookmark)
    going, resumed, agreed = (AsYouGo(Unfinished(file)) for _ in range(3))
    before = going.replaces()
    for one in (going, resumed, agreed):
        one.choose("as_you_go")
    resumed.resume(recommender())
    agreed.agree()

    asks = [one.replaces() for one in (going, resumed, agreed)]
    unfinished.forget()

    assert (before, asks, going.replaces()) == (False, [True, False, False], False)


def test_where_something_else_is_in_the_place_nothing_can_be_chosen_but_to_keep_nothing(
    unfinished: Unfinished, file: Path
) -> None:
    file.parent.mkdir(0o700)
    file.write_text("torn", encoding="utf-8")
    going = AsYouGo(unfinished)

    refused = going.choose("as_you_go")

    assert isinstance(refused, Problems)
    assert (going.keeping, going.choose("nothing"), going.left()) == ("nothing", None, None)


def test_choosing_to_keep_nothing_after_all_erases_what_was_kept(unfinished: Unfinished, file: Path) -> None:
    going = AsYouGo(unfinished, "as_you_go")
    going.after_change(answered("no"))

    going.choose("nothing")

    assert not file.exists()


def test_what_is_in_the_casebook_is_forgotten_until_an_answer_changes(
    unfinished: Unfinished, file: Path
) -> None:
    going, interview = AsYouGo(unfinished, "as_you_go"), answered("no")
    interview.finish()
    interview.conclude()
    going.after_change(interview)

    going.finished(interview)
    going.after_change(interview)
    interview.back()
    going.after_change(interview)
    looked_back = file.exists()
    interview.change("crisis")
    interview.answer("yes")
    going.after_change(interview)

    assert not looked_back
    assert file.exists()


def test_a_disk_that_refuses_is_said_once_and_tried_again(
    unfinished: Unfinished, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, interview = AsYouGo(unfinished, "as_you_go"), answered("no")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full_disk)
        first = going.after_change(interview)
        interview.answer(frozenset())
        second = going.after_change(interview)
    held, said = going.holds, keeping_said(going, shipped(), beside=False)

    third = going.after_change(interview)

    assert isinstance(first, Problems)
    assert (second, held) == (None, False)
    assert said == "The answers could not be kept so far. With each answer it is tried again."
    assert (third, going.holds, going.refused) == (None, True, False)


def test_what_is_damaged_is_never_written_over(unfinished: Unfinished, file: Path) -> None:
    file.parent.mkdir(0o700)
    file.write_text("torn", encoding="utf-8")
    going, interview = AsYouGo(unfinished, "as_you_go"), answered("no")

    first = going.after_change(interview)
    interview.answer(frozenset())
    second = going.after_change(interview)

    assert isinstance(first, Problems)
    assert second is None
    assert file.read_text(encoding="utf-8") == "torn"


# Two programs at once.


class Programs:
    """Three programs over one file, and what is to stand there after each step of one of them."""

    def __init__(self, file: Path, random: Random) -> None:
        self.file, self.random = file, random
        ways: list[Keeping] = [random.choice(("as_you_go", "until_i_leave")) for _ in range(3)]
        self.all = [AsYouGo(Unfinished(file), keeping) for keeping in ways]
        self.last: AsYouGo | None = None
        self.agreed = dict.fromkeys(self.all, b"")
        self.told = dict.fromkeys(self.all, False)
        self.interview = answered()

    @property
    def text(self) -> bytes:
        return self.file.read_bytes() if self.file.exists() else b""

    def step(self, number: int) -> None:
        """Somebody does something, and what follows from that is as it is to be."""
        going = self.random.choice(self.all)
        self.random.choice((self.answers, self.answers, self.agrees, self.leaves))(going, f"step {number}")
        assert [one for one in self.all if one.holds] == ([] if self.last is None else [self.last])

    def answers(self, going: AsYouGo, note: str) -> None:
        before, self.interview.note = self.text, note
        said = going.after_change(self.interview)
        if self.last in (None, going) or self.agreed[going] == before:
            self.last, self.told[going] = going, False
            assert (said, json.loads(self.text)["interview"]["note"]) == (None, note)
        else:
            assert (self.text, isinstance(said, Taken)) == (before, not self.told[going])
            self.told[going] = True

    def agrees(self, going: AsYouGo, _: str) -> None:
        if self.last is not going:
            going.agree()
            self.agreed[going] = self.text

    def leaves(self, going: AsYouGo, _: str) -> None:
        before, erases = self.text, self.last is going and going.keeping == "until_i_leave"
        going.left()
        assert self.text == (b"" if erases else before)
        self.last = None if erases else self.last


@settings(max_examples=12)
@given(random=DICE)
def test_whatever_several_programs_do_whoever_wrote_last_is_kept_and_nobody_else_writes_unasked(
    random: Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    programs = Programs(tmp_path_factory.mktemp("any") / NAME, random)

    for number in range(STEPS):
        programs.step(number)


def test_one_that_another_took_the_place_of_is_told_once_and_again_once_it_was_kept_in_between(
    file: Path,
) -> None:
    mine, other = AsYouGo(Unfinished(file), "as_you_go"), AsYouGo(Unfinished(file), "until_i_leave")
    interview, second = answered("no"), answered()

    def told(step: int) -> bool:
        interview.note = f"step {step}"
        return isinstance(mine.after_change(interview), Taken)

    first = told(0)
    other.agree()
    other.after_change(second)
    beside = told(1), told(2), mine.holds, mine.replaces()
    other.left()
    gone = file.exists(), told(3), mine.holds, mine.replaces()
    other.agree()
    other.after_change(second)
    other.after_change(answered("no"))

    assert (first, beside) == (False, (True, False, False, True))
    assert gone == (False, False, True, False)
    assert told(4)


def test_whoever_saves_between_a_look_and_a_save_is_not_written_over(
    unfinished: Unfinished, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unfinished.save(answered().bookmark)
    other = Unfinished(file, lambda: MOMENT)
    other.make_room()

    @contextmanager
    def late(place: Path) -> Iterator[Path]:
        monkeypatch.setattr(small_file, "to_replace", to_replace)
        other.save(answered("no").bookmark)
        with to_replace(place) as new:
            yield new

    monkeypatch.setattr(small_file, "to_replace", late)

    with pytest.raises(Taken):
        unfinished.save(answered("no", frozenset()).bookmark)

    assert Unfinished(file).begun() == Begun("2026-03-01", "self", 1, "as_you_go")
    assert [path.name for path in file.parent.iterdir()] == [NAME]


def test_whoever_saves_between_a_look_and_leaving_is_not_erased(
    unfinished: Unfinished, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unfinished.save(answered().bookmark)
    other = Unfinished(file)
    other.make_room()

    def late(_: SmallFile) -> None:
        monkeypatch.undo()
        other.save(answered("no").bookmark)

    monkeypatch.setattr(SmallFile, "clear_away", late)

    unfinished.forget_own()

    assert other.is_own()


@pytest.mark.parametrize("there", [False, True], ids=["where nothing was", "where all agreed"])
def test_of_several_that_save_at_once_one_is_kept_and_the_others_are_told(
    unfinished: Unfinished, file: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    if there:
        unfinished.save(answered().bookmark)
    monkeypatch.setattr(small_file, "take_place", slowly)
    several = [Unfinished(file) for _ in range(4)]
    for one in several:
        one.make_room()

    with ThreadPoolExecutor(len(several)) as pool:
        told = [*pool.map(lambda one: is_taken(one, answered("no")), several)]

    assert sorted(told) == [False, True, True, True]
    assert [one.is_own() for one in several] == [not one for one in told]
    assert [path.name for path in file.parent.iterdir()] == [NAME]


def test_a_program_that_stands_still_while_it_saves_does_not_stop_the_others(
    unfinished: Unfinished, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unfinished.save(answered().bookmark)
    monkeypatch.setattr(small_file, "PATIENCE", 0.05)

    with file.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Problems, match="another program has been busy with it for too long"):
            unfinished.save(answered("no").bookmark)

    unfinished.save(answered("no").bookmark)
    assert unfinished.is_own()


@pytest.mark.parametrize("error", [errno.EPERM, errno.EOPNOTSUPP])
def test_a_disk_without_second_names_or_locks_keeps_all_the_same(
    unfinished: Unfinished, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    monkeypatch.setattr(fcntl, "flock", refuse)

    unfinished.save(answered().bookmark)
    unfinished.save(answered("no").bookmark)

    assert unfinished.begun() == Begun("2026-03-01", "self", 1, "as_you_go")


def test_a_link_that_leads_nowhere_makes_room(unfinished: Unfinished, file: Path) -> None:
    file.parent.mkdir(0o700)
    file.symlink_to("nowhere")

    unfinished.save(answered("no").bookmark)

    assert (file.is_symlink(), unfinished.is_own()) == (False, True)


def slowly(new: Path, file: Path, *, erases: bool = False) -> bool:
    """Takes a place with some time between the look and the act."""
    time.sleep(0.05)
    return take_place(new, file, erases=erases)


def is_taken(unfinished: Unfinished, interview: Interview) -> bool:
    """Whether saving finds that another one is kept."""
    try:
        unfinished.save(interview.bookmark)
    except Taken:
        return True
    return False


def walk(interview: Interview, book: RuleBook, random: Random, steps: int) -> None:
    """So many steps of somebody who does whatever can be done, but for taking back what is not kept."""
    names = [name for name in ("crisis", "swims", "hypervigilance", "likes") if name in book.vocabulary]
    methods: list[Callable[[], None]] = [
        interview.begin,
        interview.pass_over,
        interview.take_back,
        interview.skip_part,
        interview.leave_as_it_is,
        interview.back,
        interview.finish,
        interview.conclude,
        interview.ask_further,
        interview.none_present,
        interview.one_by_one,
        lambda: interview.choose_short(short=random.random() < 0.5),
        lambda: interview.leave_out(random.choice(("walking", "yoga"))),
        lambda: interview.change(random.choice(names)),
    ]
    for _ in range(steps):
        if isinstance(view := interview.view, QuestionView) and random.random() < 0.6:
            interview.answer(any_answer(book.vocabulary[view.fact], random, view.fact))
        else:
            random.choice(methods)()


def any_answer(fact: Fact, random: Random, name: str) -> Answer | Missing:
    """Something that somebody may say; mostly what lets the questions go on."""
    dice = random.random()
    if dice < 0.1:
        return random.choice((Missing.DECLINED, Missing.UNKNOWN))
    return BENIGN[name] if name in BENIGN and dice < 0.9 else answers_to(fact, random)


def answered(*said: Answer, role: Role = "self", by: Recommender | None = None) -> Interview:
    """An interview with the first questions answered."""
    interview = Interview(by or recommender(), role)
    interview.begin()
    for answer in said:
        interview.answer(answer)
    return interview


def profile(answers: dict[str, Given], own: Recommender) -> Profile:
    """A profile with these answers."""
    return read_answers(answers, own.book)


def asked(interview: Interview) -> str:
    """The fact that is asked for."""
    view = interview.view
    assert isinstance(view, QuestionView)
    return view.fact


def planted(file: Path, old: str, new: str) -> None:
    """Changes a file by hand."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def attempts(unfinished: Unfinished) -> tuple[Callable[[], object], ...]:
    """Everything that can be tried with it."""
    return (
        unfinished.begun,
        unfinished.forget,
        lambda: unfinished.save(answered("no").bookmark),
        lambda: unfinished.resume(recommender()),
    )


def full_disk(_: int) -> None:
    """A disk with no room left."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
