"""A folder that holds only the rules that differ lies over another, and shows what it changes."""

import shutil
from pathlib import Path

import pytest
from small_book import small_folder

from recommender.loading import load_rulebook
from recommender.loading.home import shipped_rules, text_file
from recommender.loading.rulebook import as_written
from recommender.loading.said import said
from recommender.model.rule import RuleBook
from recommender.problem import Problems
from recommender.recommend import Recommender
from recommender.workshop.checking import findings
from recommender.workshop.desk import Desk, Place
from recommender.workshop.folder import rule_files
from recommender.workshop.partial_words import mark, partial_as_dict, rules_counted
from recommender.workshop.watch import Watch

ANSWERED = {"crisis": "no", "fever": "no", "lookout": "often", "likes_hard": "yes", "likes": []}

EASIER = """\
- id: easy-first
  title: Easy comes first, and for longer
  purpose: trauma
  when:
    on_edge: yes
  then:
    - limit: {intensity: light, weeks: 1 to 6}
  because: You are on the lookout, so it begins easily.
  because_unknown: That is an open question, so it begins easily.
  sources: [S1]
  evidence: article
  examples:
    - fires: {lookout: often}
    - silent: {lookout: sometimes}
    - cannot tell: {}
"""
ONE_MORE = EASIER.replace("easy-first", "easy-for-all").replace("on_edge: yes", "lookout: sometimes or more")
ONE_MORE = ONE_MORE.replace("silent: {lookout: sometimes}", "silent: {lookout: never}")


@pytest.fixture
def below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A whole rulebook of five rules, in “rules”."""
    monkeypatch.chdir(tmp_path)
    small_folder(tmp_path)
    return Path("rules")


@pytest.fixture
def own(below: Path) -> Path:
    """A folder beside it that lies over it, and holds nothing so far."""
    return over(f"../{below}", Path("own"))


def over(what: str, folder: Path) -> Path:
    folder.mkdir()
    (folder / "rulebook.yaml").write_text(f"over: {what}\n", encoding="utf-8")
    return folder


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def titles(book: RuleBook) -> dict[str, str]:
    return {rule.id: rule.title for rule in book.every_rule}


def told(folder: Path) -> str:
    """All mistakes, as their author reads them."""
    with pytest.raises(Problems) as raised:
        load_rulebook(folder)
    return str(raised.value)


def headlines(folder: Path) -> list[str]:
    with pytest.raises(Problems) as raised:
        load_rulebook(folder)
    return [problem.headline for problem in raised.value.problems]


# Whose rules stand


def test_where_nothing_differs_the_rulebook_is_the_one_below(below: Path, own: Path) -> None:
    whole, empty = load_rulebook(below), load_rulebook(own)

    assert empty.digest == whole.digest
    assert titles(empty) == titles(whole)
    assert rules_counted(empty) == "6 rules: all of those in rules"
    assert rules_counted(whole) == "6 rules"


def test_a_rule_with_the_id_of_one_below_takes_its_place_and_any_other_is_added(own: Path) -> None:
    put(own, "prescription/mine.yaml", f"{EASIER}\n{ONE_MORE}")

    book = load_rulebook(own)

    assert titles(book) == {
        "easy-first": "Easy comes first, and for longer",
        "easy-for-all": "Easy comes first, and for longer",
        "hard-where-liked": "Hard effort for those who like it",
        "help-first": "Help comes first",
        "no-dash-on-short-nights": "No dash after short nights",
        "often-on-the-lookout": "Often on the lookout",
        "stop-at-a-crisis": "Help comes first",
    }
    assert (
        rules_counted(book)
        == "7 rules: 5 of those in rules, 1 in their place (easy-first), 1 added (easy-for-all)"
    )
    assert {rule.id: mark(rule, book) for rule in book.rules if mark(rule, book)} == {
        "easy-first": "in the place of rules/prescription/all.yaml:1:3",
        "easy-for-all": "added",
    }
    assert partial_as_dict(book) == {
        "over": "rules",
        "in_their_place": [
            {
                "id": "easy-first",
                "place": "own/prescription/mine.yaml:1:3",
                "below": "rules/prescription/all.yaml:1:3",
            }
        ],
        "added": ["easy-for-all"],
        "files": [],
    }


def test_a_rule_of_the_review_can_be_replaced_too(below: Path, own: Path) -> None:
    text = (below / "review" / "now.yaml").read_text(encoding="utf-8")
    put(own, "review/mine.yaml", text.replace("title: Help comes first", "title: Mine"))

    book = load_rulebook(own)

    assert titles(book)["stop-at-a-crisis"] == "Mine"
    assert rules_counted(book) == "6 rules: 5 of those in rules, 1 in their place (stop-at-a-crisis)"


def test_it_recommends_what_a_whole_folder_with_that_edit_does(
    below: Path, own: Path, tmp_path: Path
) -> None:
    edited = shutil.copytree(below, tmp_path / "edited")
    text = (edited / "prescription" / "all.yaml").read_text(encoding="utf-8")
    put(edited, "prescription/all.yaml", EASIER + text[text.index("\n- id: hard-where-liked") :])
    put(own, "prescription/mine.yaml", EASIER)

    results = []
    for folder in (below, edited, own):
        with Recommender(load_rulebook(folder)) as recommender:
            results.append(recommender.recommend(ANSWERED).as_dict()["programme"])

    assert results[2] == results[1] != results[0]


def test_a_file_that_is_copied_here_is_read_instead_of_the_one_below_the_whole_of_it(own: Path) -> None:
    text = (own.parent / "rules" / "contacts.yaml").read_text(encoding="utf-8")
    put(own, "contacts.yaml", text.replace("A friend.", "A neighbour."))

    book = load_rulebook(own)

    assert book.texts.contacts["neutral"].support == "A neighbour."
    assert rules_counted(book) == "6 rules: all of those in rules, and contacts.yaml read instead of theirs"
    assert "contacts.neutral.support" in {text.path for text in said(own) if text.text == "A neighbour."}


def test_folders_can_lie_over_folders_and_the_uppermost_rule_stands(own: Path) -> None:
    put(own, "prescription/mine.yaml", EASIER)
    top = over("../own", Path("top"))
    put(top, "prescription/a.yaml", EASIER.replace("and for longer", "and for good"))

    book = load_rulebook(top)

    assert titles(book)["easy-first"] == "Easy comes first, and for good"
    assert rules_counted(book) == "6 rules: 5 of those in rules, 1 in their place (easy-first)"
    assert [str(one.below) for one in book.overrides] == ["rules/prescription/all.yaml:1:3"]


def test_a_rule_whose_place_is_taken_makes_no_mistake_any_more(below: Path, own: Path) -> None:
    text = (below / "vocabulary.yaml").read_text(encoding="utf-8")
    put(own, "vocabulary.yaml", text.replace("from: 0, to: 24", "from: 6, to: 24"))

    before = headlines(own)
    rules = (below / "prescription" / "all.yaml").read_text(encoding="utf-8")
    last = rules[rules.index("- id: no-dash-on-short-nights") :]
    put(
        own,
        "prescription/mine.yaml",
        last.replace("5 or less", "7 or less").replace("nights: 4", "nights: 6"),
    )

    assert [line.split(" error")[0] for line in before] == [
        "rules/prescription/all.yaml:39:13:",
        "rules/prescription/all.yaml:52:23:",
    ]
    assert load_rulebook(own).overrides[0].id == "no-dash-on-short-nights"


def test_the_fingerprint_follows_what_differs_and_not_where_it_lies(own: Path, tmp_path: Path) -> None:
    empty = load_rulebook(own).digest
    put(own, "prescription/mine.yaml", EASIER)
    differing = load_rulebook(own).digest
    (tmp_path / "elsewhere").mkdir()
    for name in ("rules", "own"):
        shutil.copytree(name, tmp_path / "elsewhere" / name)

    assert differing != empty
    assert load_rulebook(tmp_path / "elsewhere" / "own").digest == differing


def test_what_is_found_is_told_in_the_file_that_stands(own: Path) -> None:
    put(
        own,
        "prescription/mine.yaml",
        EASIER.replace("silent: {lookout: sometimes}", "silent: {lookout: often}"),
    )
    book = load_rulebook(own)

    found = findings(book, own)

    assert [problem.headline.split(": this")[0] for problem in found.examples] == [
        "own/prescription/mine.yaml:14:7: error E501"
    ]
    assert found.others == ()


def test_the_text_of_a_rule_that_does_not_stand_is_not_asked_to_be_kind(below: Path, own: Path) -> None:
    path = below / "prescription" / "all.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("so it begins easily", "so hurry up"), "utf-8")
    before = findings(load_rulebook(own), own).others
    put(own, "prescription/mine.yaml", EASIER)

    assert [str(problem.span) for problem in before] == [
        "rules/prescription/all.yaml:9:39",
        "rules/prescription/all.yaml:10:49",
    ]
    assert findings(load_rulebook(own), own).others == ()


# What is wrong


def test_a_rule_in_another_folder_than_the_one_below_is_one_mistake(own: Path) -> None:
    put(own, "review/mine.yaml", EASIER)

    assert told(own) == (
        "own/review/mine.yaml:1:3: error E402: “easy-first” stands in review/ here, and below in"
        " prescription/ (rules/prescription/all.yaml:1:3)\n"
        "\n"
        "  in rule “Easy comes first, and for longer”\n"
        "\n"
        "      1 | - id: easy-first\n"
        "        |   ^^\n"
        "\n"
        "  In prescription/ it takes that rule's place; with another id it is one more.\n"
        "\n"
        "1 mistake."
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("over: shiped", "1:7: error E103: there is no folder “shiped” for these rules to lie over"),
        ("over: ../nowhere", "1:7: error E103: there is no folder “../nowhere” for these rules to lie over"),
        ("over:", "1:6: error E103: there is no folder “” for these rules to lie over"),
        ("over: [a, b]", "1:7: error E203: “over” is one folder"),
        ("ower: shipped", "1:1: error E201: “ower” has no meaning here"),
        ("{}", "1:1: error E202: “over” is missing here"),
        (
            "over: ../own",
            "1:7: error E405: “../own” leads back here, so that none of them is whole",
        ),
        ("", "1:1: error E104: the file is empty"),
    ],
)
def test_a_marker_that_leads_nowhere_is_the_only_mistake(text: str, message: str, own: Path) -> None:
    put(own, "rulebook.yaml", text)

    assert headlines(own) == [f"own/rulebook.yaml:{message}"]


def test_a_mistyped_marker_is_told_what_it_could_say(own: Path) -> None:
    put(own, "rulebook.yaml", "over: shiped\n")

    assert "Did you mean “shipped”?" in told(own)
    assert "“over” says “shipped”, or the way from this folder to another, such as ../rules." in told(own)


def test_folders_that_lie_over_each_other_are_refused(own: Path) -> None:
    put(own, "rulebook.yaml", "over: ../other\n")
    over("../own", Path("other"))

    assert headlines(own) == [
        "other/rulebook.yaml:1:7: error E405: “../own” leads back here, so that none of them is whole"
    ]
    assert list(as_written(own)) != []


def test_without_the_marker_a_folder_with_missing_files_stays_a_mistake(own: Path) -> None:
    (own / "rulebook.yaml").unlink()

    assert headlines(own) == ["own:1:1: error E103: this is no folder of rules"]
    put(own, "prescription/mine.yaml", EASIER)
    assert "own/vocabulary.yaml:1:1: error E103: there is no such file" in headlines(own)
    assert "own/screening:1:1: error E103: this folder of rules is missing" in headlines(own)


def test_a_file_that_nothing_reads_is_not_silently_lost(own: Path) -> None:
    put(own, "contact.yaml", "neutral: {}\n")
    put(own, "mine.yaml", EASIER)

    assert headlines(own) == [
        "own/contact.yaml:1:1: error E103: nothing reads this, so a rule in it would be lost",
        "own/mine.yaml:1:1: error E103: nothing reads this, so a rule in it would be lost",
    ]


def test_what_lies_there_for_people_and_tools_is_no_part_of_the_rules(below: Path) -> None:
    before = load_rulebook(below).digest
    for name in (
        "README.md",
        ".pre-commit-config.yaml",
        ".schema/states.json",
        "states/.draft.yaml",
        "states/notes.txt",
        "states/edge.yaml~",
        "states/edge.yaml.swp",
        ".git/x.yaml",
    ):
        put(below, name, "- of no meaning: [\n")

    assert load_rulebook(below).digest == before
    assert findings(load_rulebook(below), below).all == ()
    assert not [name for name in rule_files(below) if "/." in f"/{name}"]


# Where rules are worked on


def test_the_files_to_edit_are_those_of_the_folder_itself_and_a_rule_is_saved_there(own: Path) -> None:
    put(own, "prescription/mine.yaml", EASIER)
    desk = Desk(own, load_rulebook(own))

    desk.edit("prescription/mine.yaml", desk.text("prescription/mine.yaml").replace("1 to 6", "1 to 7"))
    edited = desk.check(desk.texts()).book
    desk.save("prescription/mine.yaml")

    assert desk.files == ("prescription/mine.yaml", "rulebook.yaml")
    assert edited is not None
    assert edited.digest == load_rulebook(own).digest
    assert "1 to 7" in (own / "prescription" / "mine.yaml").read_text(encoding="utf-8")


def test_an_unsaved_mistake_is_told_in_its_own_file_and_one_below_by_the_name_of_that(
    below: Path, own: Path
) -> None:
    vocabulary = put(own, "vocabulary.yaml", (below / "vocabulary.yaml").read_text(encoding="utf-8"))
    desk = Desk(own, load_rulebook(own))

    text = desk.text(vocabulary.name)
    desk.edit(vocabulary.name, text.replace("unit: hours a night", "unt: hours a night"))
    (here,) = desk.check(desk.texts()).mistakes[:1]
    desk.edit(vocabulary.name, text.replace("from: 0, to: 24", "from: 6, to: 24"))
    there, _ = desk.check(desk.texts()).mistakes

    assert desk.place(here) == Place("vocabulary.yaml", 4, 41)
    assert (desk.place(there).name, str(there.span)) == ("", "rules/prescription/all.yaml:39:13")


def test_an_edit_in_the_folder_below_is_noticed_from_above(below: Path, own: Path) -> None:
    watch = Watch.from_now(own, load_rulebook(own))
    path = below / "states" / "edge.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("title: Often", "title: Always"), "utf-8")

    news = watch.look()

    assert news is not None
    assert news.book is not None
    assert titles(news.book)["often-on-the-lookout"] == "Always on the lookout"


def test_the_words_of_the_first_screen_come_from_below_where_the_folder_has_none(own: Path) -> None:
    top = over("../own", Path("top"))
    first = text_file(top, "interview.yaml")
    put(own, "interview.yaml", "opening: {}\n")
    second = text_file(top, "interview.yaml")
    put(top, "rulebook.yaml", "over: shipped\n")

    assert first.resolve() == Path("rules/interview.yaml").resolve()
    assert second.resolve() == Path("own/interview.yaml").resolve()
    assert text_file(top, "interview.yaml") == shipped_rules() / "interview.yaml"
