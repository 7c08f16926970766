"""The rule author's workshop without a screen: unsaved texts, saving, and what an edit does to somebody."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from small_book import small_folder

from recommender.loading import load_rulebook
from recommender.loading.phrases import shipped_rules
from recommender.loading.profile import Profile, read_answers
from recommender.loading.rulebook import edited_rulebook
from recommender.model.fact import Missing
from recommender.model.rule import RuleBook
from recommender.problem import Problems
from recommender.workshop.carrying import carried_over
from recommender.workshop.checking import Checked, Finder, findings
from recommender.workshop.desk import Desk, Place
from recommender.workshop.effect import effect
from recommender.workshop.effect_words import effect_text
from recommender.workshop.folder import Opened, locked, read, rule_files
from recommender.workshop.looking import Standing, looked_at
from recommender.workshop.saving import ChangedElsewhere, save
from recommender.workshop.watch import Watch

ALL, EDGE = "prescription/all.yaml", "states/edge.yaml"
ANSWERED: dict[str, str | int | list[str]] = {
    "crisis": "no",
    "fever": "no",
    "lookout": "often",
    "nights": 8,
    "likes_hard": "yes",
    "likes": [],
}

# Ends the program at the moment between the new text and its name.
KILLED = """
import os, sys
from pathlib import Path
from recommender.workshop.folder import read
from recommender.workshop.saving import save

Path.replace = lambda *_: os._exit(9)
save(read(Path(sys.argv[1])), "- new\\n")
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return small_folder(tmp_path)


@pytest.fixture
def desk(rules: Path) -> Desk:
    return Desk(rules, load_rulebook(rules))


def put(desk: Desk, name: str, old: str, new: str) -> None:
    """An edit of a file that holds the old words once."""
    text = desk.text(name)
    assert text.count(old) == 1
    desk.edit(name, text.replace(old, new))


def checked(desk: Desk) -> Checked:
    return desk.check(desk.texts())


def mistakes(desk: Desk) -> list[tuple[Place, str]]:
    return [(desk.place(problem), problem.what) for problem in checked(desk).mistakes]


def edited(desk: Desk) -> RuleBook:
    book = checked(desk).book
    assert book is not None
    return book


def changes(desk: Desk, before: RuleBook) -> list[str]:
    """What the edits do to somebody, in lines."""
    profile = read_answers(ANSWERED, before)
    return effect_text(effect(profile, before, edited(desk)), before.texts.authoring).splitlines()


# Unsaved texts


def test_an_unsaved_mistake_is_told_at_its_place_in_the_authors_own_file(desk: Desk, rules: Path) -> None:
    put(desk, EDGE, "lookout: often\n  then", "lookout: offen\n  then")

    (problem,) = checked(desk).mistakes

    assert str(problem.span) == f"{rules / EDGE}:5:14"
    assert (desk.place(problem), problem.suggestion) == (Place(EDGE, 5, 14), "often")
    assert "offen" not in (rules / EDGE).read_text(encoding="utf-8")


def test_mistakes_in_several_unsaved_files_are_told_together(desk: Desk) -> None:
    put(desk, EDGE, "title: Often on", "titel: Often on")
    put(desk, ALL, "nights: 5 or less", "nights: 5 or fewer")

    assert mistakes(desk) == [
        (Place(ALL, 39, 13), "“5 or fewer” is written “5 or less” here"),
        (Place(EDGE, 2, 3), "“titel” has no meaning here"),
    ]


def test_a_text_put_back_as_it_was_is_no_edit(desk: Desk) -> None:
    put(desk, EDGE, "Often on the lookout", "Always on the lookout")
    put(desk, EDGE, "Always on the lookout", "Often on the lookout")

    assert (desk.unsaved, desk.texts()) == ((), {})


def test_a_new_unsaved_file_is_read_like_the_others(rules: Path) -> None:
    book = load_rulebook(rules)

    with pytest.raises(Problems) as raised:
        edited_rulebook(rules, {rules / "states" / "more.yaml": "- id: bare\n"}, book)

    assert {Path(problem.span.source.name).name for problem in raised.value.problems} == {"more.yaml"}


def test_a_text_that_the_running_program_reads_is_asked_of_the_shipped_folder_too() -> None:
    book, path = load_rulebook(shipped_rules()), shipped_rules() / "authoring.yaml"
    without = "\n".join(
        line for line in path.read_text(encoding="utf-8").splitlines() if "title: Some" not in line
    )

    with pytest.raises(Problems) as raised:
        edited_rulebook(shipped_rules(), {path: without}, book)

    assert [problem.what for problem in raised.value.problems] == ["the text “leave.title” is missing"]


def test_a_lone_surrogate_in_an_unsaved_text_is_a_plain_mistake(desk: Desk) -> None:
    put(desk, EDGE, "Often on the lookout", "Often \ud800")

    assert [what for _, what in mistakes(desk)] == ["the file is not text in UTF-8"]


# Examples, and what else is found


def test_an_example_that_comes_out_otherwise_after_an_edit_is_found(desk: Desk) -> None:
    put(desk, EDGE, "lookout: often\n  then", "lookout: never\n  then")
    book = edited(desk)

    found = findings(book, desk.folder, desk.texts())

    assert [(desk.place(problem), problem.what) for problem in found.examples] == [
        (Place(ALL, 14, 7), "this example says “fires”, and with these answers it is “silent”"),
        (Place(EDGE, 12, 7), "this example says “fires”, and with these answers it is “silent”"),
        (Place(EDGE, 13, 7), "this example says “silent”, and with these answers it is “fires”"),
    ]


def test_looking_a_second_time_finds_what_a_first_look_would(desk: Desk) -> None:
    finder = Finder()
    for name, old, new in (
        (ALL, "Easy comes first", "Hurry up."),
        (ALL, "nights: 4, likes", "nights: 9, likes"),
        (EDGE, "lookout: often\n  then", "lookout: sometimes\n  then"),
        ("language.yaml", "avoid: [hurry up]", "avoid: [hurry up, often]"),
    ):
        put(desk, name, old, new)
        again = finder.find(edited(desk), desk.folder, desk.texts())

        assert again is not None
        assert again == findings(edited(desk), desk.folder, desk.texts())
        assert again.all


def test_a_look_that_nobody_waits_for_ends_early(desk: Desk) -> None:
    assert desk.find(edited(desk), desk.texts(), lambda: False) is None


# What it does to somebody


def test_an_edit_is_told_by_what_comes_in_and_what_goes_for_one_person(desk: Desk, rules: Path) -> None:
    before = load_rulebook(rules)
    put(desk, ALL, "weeks: 1 to 2}", "weeks: 1 to 4, minutes: 4}")
    put(desk, ALL, "likes_hard: yes\n  then", "likes_hard: no\n  then")

    assert changes(desk, before) == [
        "~ Weeks 1 to 2: 12 minutes (so far: 15)",
        "~ Week 3: 12 minutes (so far: 30); light effort at most (so far: moderate)",
        "~ Week 4: 9 minutes (so far: 21); light effort at most (so far: moderate)",
        "~ Week 5: 12 minutes (so far: 30); light effort at most (so far: vigorous)",
        "~ Weeks 6 to 7: 15 minutes (so far: 45); light effort at most (so far: vigorous)",
        "~ Week 8: 12 minutes (so far: 33); light effort at most (so far: vigorous)",
        "+ at most 4 minutes a session, light effort at most, in weeks 1 to 4, by “Easy comes first”",
        "– Rule “Hard effort for those who like it” (hard-where-liked)",
        "– light effort at most, in weeks 1 to 2, by “Easy comes first”",
        "– “Easy comes first” goes before “Hard effort for those who like it”: effort",
        "~ the winding down",
        "~ the versions for other days",
    ]


def test_an_edit_that_leaves_a_person_as_they_are_says_so(desk: Desk, rules: Path) -> None:
    before = load_rulebook(rules)
    put(desk, ALL, "Your nights are short.", "Your nights were short.")

    assert changes(desk, before) == ["For the answers on screen, the edit changes nothing."]


def test_an_edit_that_asks_somebody_to_look_first_tells_it_before_all_else(desk: Desk, rules: Path) -> None:
    before = load_rulebook(rules)
    put(desk, "screening/crisis.yaml", "crisis: yes\n  then", "lookout: often\n  then")

    assert changes(desk, before)[0] == "~ support right now comes first (so far: a programme)"


def test_an_answer_that_the_edited_words_no_longer_know_is_dropped_and_named(desk: Desk, rules: Path) -> None:
    before = load_rulebook(rules)
    put(
        desk,
        "vocabulary.yaml",
        "nights: {kind: number, from: 0, to: 24",
        "nights: {kind: number, from: 0, to: 7",
    )
    put(desk, ALL, "silent: {nights: 8}", "silent: {nights: 7}")

    assert "~ No longer known, and dropped: the answer to “Nights”" in changes(desk, before)


def test_who_said_something_keeps_all_that_still_fits(desk: Desk, rules: Path) -> None:
    before = load_rulebook(rules)
    profile = read_answers(ANSWERED | {"fever": Missing.DECLINED}, before)
    adjusted = read_answers(
        ANSWERED, before, "clinician", [{"set_aside": "easy-first", "reason": "A reason."}]
    )
    put(desk, ALL, "id: easy-first", "id: easy-at-first")

    kept, lost = carried_over(profile, edited(desk)), carried_over(adjusted, edited(desk))

    assert (kept.profile.facts, kept.dropped) == (profile.facts, ())
    assert (lost.profile.adjustments, lost.adjustments_dropped) == ((), 1)
    assert lost.profile.facts == adjusted.facts


def test_the_mistakes_come_first_and_without_any_the_change_and_then_the_rest(
    desk: Desk, rules: Path
) -> None:
    before = load_rulebook(rules)
    profile = read_answers(ANSWERED, before)

    def told() -> list[str]:
        standing = Standing(desk.texts(), before, profile)
        return [type(one).__name__ for one in looked_at(desk, standing, lambda: True)]

    unedited = told()
    put(desk, EDGE, "lookout: often\n  then", "lookout: never\n  then")
    good = told()
    put(desk, EDGE, "title:", "titel:")

    assert (unedited, good, told()) == (["Checked", "Found"], ["Checked", "Effect", "Found"], ["Checked"])
    assert not Standing({}, before, Profile(read_answers({}, before).facts)).somebody


# Saving


def test_saving_puts_the_whole_text_in_place_and_keeps_the_permissions(desk: Desk, rules: Path) -> None:
    path = rules / EDGE
    path.chmod(0o640)
    put(desk, EDGE, "Often on the lookout", "Always on the lookout")

    desk.save(EDGE)

    assert "Always on the lookout" in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(path.parent.iterdir()) == [path]
    assert desk.unsaved == ()


def test_saving_keeps_the_line_ends_and_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    real.write_bytes(b"- one\r\n")
    link.symlink_to(real)

    save(read(link), "- two\r\n")

    assert (real.read_bytes(), link.is_symlink()) == (b"- two\r\n", True)


@pytest.mark.parametrize("step", ["fsync", "fchmod"])
def test_an_error_while_saving_leaves_the_old_file_and_nothing_beside_it(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("- old\n", encoding="utf-8")
    opened = read(path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(Problems, match="the file cannot be written: No space left on device"):
        save(opened, "- new\n")

    assert [(file.name, file.read_text(encoding="utf-8")) for file in tmp_path.iterdir()] == [
        ("one.yaml", "- old\n")
    ]


def test_a_program_that_ends_while_it_saves_leaves_the_old_file_and_a_rulebook_that_loads(
    rules: Path,
) -> None:
    before = load_rulebook(rules)

    ended = subprocess.run([sys.executable, "-c", KILLED, rules / EDGE], check=False).returncode

    assert ended == 9
    assert len(list((rules / "states").iterdir())) == 2
    assert load_rulebook(rules).digest == before.digest


def test_a_text_without_utf_8_is_not_saved(desk: Desk, rules: Path) -> None:
    old = (rules / EDGE).read_bytes()
    put(desk, EDGE, "Often on the lookout", "Often \ud800")

    with pytest.raises(Problems, match="a sign in this text has no UTF-8"):
        desk.save(EDGE)

    assert (rules / EDGE).read_bytes() == old


def test_a_file_that_was_changed_elsewhere_is_not_overwritten_unasked(desk: Desk, rules: Path) -> None:
    path = rules / EDGE
    put(desk, EDGE, "Often on the lookout", "Mine")
    others = path.read_text(encoding="utf-8").replace("Often on the lookout", "Theirs")
    path.write_text(others, encoding="utf-8")

    with pytest.raises(ChangedElsewhere) as raised:
        desk.save(EDGE)

    assert raised.value.now == Opened(path, others)
    assert path.read_text(encoding="utf-8") == others
    desk.save_over(EDGE, raised.value.now)
    assert "title: Mine" in path.read_text(encoding="utf-8")


def test_a_file_that_is_gone_is_written_anew_only_when_asked(desk: Desk, rules: Path) -> None:
    put(desk, EDGE, "Often on the lookout", "Mine")
    (rules / EDGE).unlink()

    with pytest.raises(ChangedElsewhere) as raised:
        desk.save(EDGE)

    assert (raised.value.now, (rules / EDGE).exists()) == (None, False)
    assert EDGE in desk.files
    desk.save_over(EDGE, None)
    assert "title: Mine" in (rules / EDGE).read_text(encoding="utf-8")


# What others change


def test_a_file_changed_elsewhere_is_taken_in_unless_it_is_edited_here(desk: Desk, rules: Path) -> None:
    put(desk, EDGE, "Often on the lookout", "Mine")
    desk.text(ALL)
    for name in (EDGE, ALL):
        text = (rules / name).read_text(encoding="utf-8")
        (rules / name).write_text(f"{text}# Theirs\n", encoding="utf-8")

    changed = desk.look()

    assert (changed, desk.look()) == ((ALL,), None)
    assert desk.text(ALL).endswith("# Theirs\n")
    assert "Mine" in desk.text(EDGE)


def test_a_watch_tells_of_good_rules_and_of_broken_ones_each_once(rules: Path) -> None:
    path = rules / EDGE
    good = path.read_text(encoding="utf-8")
    watch = Watch(rules, load_rulebook(rules))

    unchanged = watch.look()
    path.write_text(good.replace("often", "oft"), encoding="utf-8")
    broken, still = watch.look(), watch.look()
    path.write_text(good, encoding="utf-8")
    mended = watch.look()
    path.write_text(good.replace("Often on", "Always on"), encoding="utf-8")
    other = watch.look()

    assert (unchanged, still) == (None, None)
    assert broken is not None
    assert broken.book is None
    assert {problem.span.line for problem in broken.mistakes} == {5, 12}
    assert mended is not None
    assert mended.book is not None
    assert other is not None
    assert other.book is not None
    assert [rule.title for rule in other.book.rules if rule.id == "often-on-the-lookout"] == [
        "Always on the lookout"
    ]


# The folder


def test_the_files_stand_in_the_order_in_which_their_rules_run(rules: Path) -> None:
    assert rule_files(rules)[:6] == (
        "contradictions/none.yaml",
        "screening/crisis.yaml",
        "states/edge.yaml",
        "prescription/all.yaml",
        "review/now.yaml",
        "activities.yaml",
    )


def test_what_came_with_an_installed_package_is_not_there_to_be_edited(tmp_path: Path) -> None:
    inside = tmp_path / "lib" / "site-packages" / "recommender" / "_rules"
    inside.mkdir(parents=True)

    assert (locked(inside), locked(tmp_path)) == ("installed", "")


def test_a_folder_that_cannot_be_written_opens_for_reading(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)

    desk = Desk(rules, load_rulebook(rules))

    assert (desk.locked, desk.closed(EDGE)) == ("not_writable", True)
