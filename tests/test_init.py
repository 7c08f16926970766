"""`rules init`: a folder of rules to edit, whole or not at all, with all that its author needs beside it."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from people import shipped
from small_book import small_folder

from recommender.cli import main
from recommender.cli.arguments import read
from recommender.loading import load_rulebook
from recommender.loading.conditions import read_condition
from recommender.loading.directives import read_directive
from recommender.loading.home import shipped_rules
from recommender.loading.said import said
from recommender.loading.yaml_tree import Table, parse
from recommender.model.directive import BODIES
from recommender.model.rule import RuleBook
from recommender.model.scale import Stratum
from recommender.problem import Problem
from recommender.source import Source
from recommender.verification.examples import outcome_of
from recommender.verification.language import language_findings
from recommender.workshop.folder import rule_files
from recommender.workshop.partial_words import rules_counted

PROFILE = Path(__file__).parent.parent / "profiles" / "hypervigilant.yaml"
BESIDE = {".pre-commit-config.yaml", ".schema", ".vscode", "README.md"}
MUSIC = """
- id: rhythm-with-music
  title: Where music helps, movement with a rhythm comes first
  purpose: preference
  when:
    music_helps: yes
  then:
    - prefer: {rhythmic: yes}
  because: You told us that music helps, so movement with a rhythm comes first.
  sources: [convention]
  evidence: convention
  examples:
    - fires: {music_helps: yes}
    - silent: {music_helps: no}
    - cannot tell: {}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with a copy of the shipped rules in “whole”, and a folder for what differs in “partial”."""
    place = tmp_path_factory.mktemp("made")
    assert main(["rules", "init", str(place / "whole")]) == 0
    assert main(["rules", "init", str(place / "partial"), "--overrides"]) == 0
    return place


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five rules in “rules”, from which making a folder takes no time."""
    monkeypatch.chdir(tmp_path)
    small_folder(tmp_path)
    return Path("rules")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def readme(folder: Path) -> str:
    return (folder / "README.md").read_text(encoding="utf-8")


def blocks(text: str) -> list[str]:
    """The pieces of YAML in a README."""
    return re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)


def commands(text: str) -> Iterator[list[str]]:
    """What an author is told to type, without the name of the program."""
    for typed in re.findall(r"recommender (?:rules |--)[^`\n>|]*", text):
        yield shlex.split(typed)[1:]


# The copy


def test_a_copy_holds_every_file_as_it_is_and_what_helps_to_edit_it(made: Path) -> None:
    shipped_files = {name: (shipped_rules() / name).read_bytes() for name in rule_files(shipped_rules())}
    copy = everything(made / "whole")

    assert {name: data for name, data in copy.items() if name in shipped_files} == shipped_files
    assert {name.split("/")[0] for name in copy if name not in shipped_files} == BESIDE
    assert names(made) == {"partial", "whole"}


def test_a_copy_recommends_the_same_to_the_byte(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recommend", str(PROFILE), "--format", "json"]) == 0
    before = capsys.readouterr()

    assert main(["recommend", str(PROFILE), "--format", "json", "--rules", str(made / "whole")]) == 0

    assert capsys.readouterr() == before
    assert json.loads(before.out)["rulebook"]["digest"] == shipped().digest


def test_a_copy_and_an_empty_folder_for_what_differs_are_the_rules_they_come_from(made: Path) -> None:
    whole, partial = load_rulebook(made / "whole"), load_rulebook(made / "partial")

    assert whole.digest == partial.digest == shipped().digest
    assert rules_counted(whole) == f"{len(whole.every_rule)} rules"
    assert rules_counted(partial) == f"{len(whole.every_rule)} rules: all of those shipped"


def test_a_folder_for_what_differs_is_empty_but_for_its_folders_and_what_they_lie_over(made: Path) -> None:
    partial = made / "partial"

    assert names(partial) == {*map(str, Stratum), "rulebook.yaml", *BESIDE}
    assert [list((partial / stratum).iterdir()) for stratum in Stratum] == [[]] * len(Stratum)
    assert (partial / "rulebook.yaml").read_text(encoding="utf-8") == (
        "# What these rules lie over: “shipped”, or the way from here to another folder.\nover: shipped\n"
    )


def test_it_says_what_is_there_now_and_how_to_go_on(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "init", "mine", "--rules", str(small)]) == 0

    assert capsys.readouterr().out == (
        "mine holds a copy of 6 rules.\n"
        "Begin with mine/README.md. After an edit, this says whether all is well:\n"
        "  recommender rules check --rules mine\n"
    )


def test_a_folder_can_lie_over_another_and_a_copy_of_it_still_does(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECOMMENDER_RULES", str(small))
    (small.parent / "my clinic").mkdir()

    assert main(["rules", "init", "my clinic/own", "--overrides"]) == 0
    assert main(["rules", "init", "copy", "--rules", "my clinic/own"]) == 0

    assert "over: ../../rules\n" in Path("my clinic/own/rulebook.yaml").read_text(encoding="utf-8")
    assert "over: ../rules\n" in Path("copy/rulebook.yaml").read_text(encoding="utf-8")
    assert "lies over the rules in `../rules`" in readme(Path("copy"))
    assert rules_counted(load_rulebook(Path("copy"))) == "6 rules: all of those in rules"


def test_an_empty_folder_is_filled_and_stays_the_same_folder(small: Path) -> None:
    mine = Path("mine")
    mine.mkdir()
    before = mine.stat().st_ino

    assert main(["rules", "init", "mine", "--rules", str(small)]) == 0

    assert mine.stat().st_ino == before
    assert names(mine) == {*names(small), *BESIDE}
    assert load_rulebook(mine).digest == load_rulebook(small).digest


# Where nothing is made


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("full", "the folder “full” is there already and is not empty. Another name leaves it as it is."),
        ("a_file", "“a_file” is there already and is not a folder. Another name leaves it as it is."),
        ("a_link", "“a_link” is there already and is not a folder. Another name leaves it as it is."),
        ("nowhere/mine", "there is no folder “nowhere” in which “mine” could be made."),
        ("rules/mine", "“rules/mine” would lie among the rules in “rules”, where nothing else can be."),
    ],
)
@pytest.mark.parametrize("overrides", [[], ["--overrides"]])
def test_what_is_there_already_is_never_touched(
    target: str, message: str, overrides: list[str], small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("full").mkdir()
    Path("full/notes.txt").write_text("mine", encoding="utf-8")
    Path("a_file").write_text("mine", encoding="utf-8")
    Path("a_link").symlink_to("gone")
    before = everything(Path())

    code = main(["rules", "init", target, "--rules", str(small), *overrides])

    assert (code, capsys.readouterr()) == (2, ("", f"recommender rules init: {message}\n"))
    assert everything(Path()) == before


@pytest.mark.parametrize("there", ["a new folder", "an empty folder"])
@pytest.mark.parametrize(
    ("step", "error"),
    [
        (("write_bytes", "activities.yaml"), OSError(28, "No space left on device")),
        (("write_bytes", "README.md"), KeyboardInterrupt()),
        (("rename", "rules|contacts.yaml"), OSError(16, "Device or resource busy")),
    ],
)
def test_what_fails_half_way_leaves_nothing(
    there: str, step: tuple[str, str], error: BaseException, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if there == "an empty folder":
        Path("mine").mkdir()
    before = set(Path().rglob("*"))
    method, last = step
    really = getattr(Path, method)

    def fails(path: Path, *given: object) -> object:
        if re.fullmatch(last, path.name):
            raise error
        return really(path, *given)

    with monkeypatch.context() as patch:
        patch.setattr(Path, method, fails)
        code = main(["rules", "init", "mine", "--rules", str(small)])

    assert code == (2 if isinstance(error, OSError) else 130)
    assert set(Path().rglob("*")) == before


def test_rules_that_cannot_be_used_are_not_copied(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "contacts.yaml").unlink()

    assert main(["rules", "init", "mine", "--rules", str(small)]) == 2

    told = capsys.readouterr().err
    assert "rules/contacts.yaml:1:1: error E103: there is no such file" in told
    assert "A fresh copy of all files: recommender rules init DIR" in told
    assert not Path("mine").exists()


# What an author reads


def test_the_readme_leaves_no_gap_and_no_command_that_is_not_there(made: Path) -> None:
    for name in ("whole", "partial"):
        text = readme(made / name)
        typed = list(commands(text))

        assert "<!--" not in text
        assert {words[1] for words in typed if words[0] == "rules"} >= {
            "check",
            "test",
            "diff",
            "verify",
            "watch",
        }
        for words in typed:
            read(words)


def test_the_rule_and_the_question_of_the_readme_work_as_they_stand(made: Path, tmp_path: Path) -> None:
    rule, vocabulary, question, *_, law, _ = blocks(readme(made / "partial"))
    mine = tmp_path / "mine"
    assert main(["rules", "init", str(mine), "--overrides"]) == 0
    for name, more in (("vocabulary.yaml", vocabulary), ("questions.yaml", question)):
        (mine / name).write_text(
            (shipped_rules() / name).read_text(encoding="utf-8") + more, encoding="utf-8"
        )
    laws = (shipped_rules() / "invariants.yaml").read_text(encoding="utf-8")
    with_law = laws.replace("invariants:\n", f"invariants:\n{law}", 1)
    (mine / "invariants.yaml").write_text(with_law, encoding="utf-8")
    (mine / "prescription" / "mine.yaml").write_text(rule + MUSIC, encoding="utf-8")

    book = load_rulebook(mine)
    texts = [text for text in said(mine) if ".mine." in text.path or "music_helps" in text.path]
    rules = [rule for rule in book.rules if "mine.yaml" in rule.span.source.name]

    assert book.invariants.laws[0].id == "low-energy-begins-short"
    assert len(texts) == 5 + 6
    assert language_findings(book.guards, texts) == ()
    assert {
        outcome_of(rule, example, book) == example.expected for rule in rules for example in rule.examples
    } == {True}
    assert rules_counted(book) == (
        f"{len(book.every_rule)} rules: {len(shipped().every_rule)} of those shipped,"
        " 2 added (rhythm-with-music, short-while-energy-is-low),"
        " and invariants.yaml, questions.yaml, vocabulary.yaml read instead of theirs"
    )


def test_every_form_of_a_line_under_when_is_one_that_the_rules_can_read(made: Path) -> None:
    text = readme(made / "whole")
    table = text[text.index("## What a line under `when`") : text.index("## What a line under `then`")]
    forms = re.findall(r"^\| `(.*?)` \| (.*) \|$", table, re.MULTILINE)
    (*_, nested) = blocks(table)

    problems: list[Problem] = []
    for form, holds in forms:
        fact = form.split(":")[0]
        for written in (form, *(f"{fact}: {word}" for word in further(form, holds))):
            condition = read_condition(tree(written), shipped().vocabulary, problems, "")
            assert [str(line).split(":")[0] for line in condition.lines] == [fact]
    whole = tree(nested)
    assert isinstance(whole, Table)
    alternatives = read_condition(whole.get("when"), shipped().vocabulary, problems, "").alternatives

    assert problems == []
    assert len(forms) == 9
    assert len(alternatives) == 2


def further(form: str, holds: str) -> list[str]:
    """The forms that are named beside another; “or less” stands for the whole with those words."""
    words = re.findall(r"`(.*?)`", holds.partition("also")[2])
    value = form.split(": ")[1]
    return [f"{value.split(' or ')[0]} {word}" if word.startswith("or ") else word for word in words]


def test_the_readme_has_every_directive_with_an_example_that_can_be_read(made: Path) -> None:
    text = readme(made / "whole")
    listed = re.findall(r"^- \*\*`(\w+)`\*\*: (.*?) For example: `(.*)`$", text, re.MULTILINE)

    problems: list[Problem] = []
    for verb, about, example in listed:
        stratum = BODIES[verb].strata[0]
        vocabulary = vocabulary_of(shipped(), stratum)
        directive = read_directive(tree(example), stratum, vocabulary.vocabulary, problems, "")
        assert (directive is not None and directive.verb, about != "") == (verb, True)

    assert problems == []
    assert sorted(verb for verb, _, _ in listed) == sorted(BODIES)


def vocabulary_of(book: RuleBook, stratum: Stratum) -> RuleBook:
    return book.review if stratum is Stratum.REVIEW and book.review is not None else book


def tree(text: str) -> Table:
    problems: list[Problem] = []
    found = parse(Source("README.md", text), problems)
    assert isinstance(found, Table), problems
    return found


def test_the_directives_are_told_where_they_may_stand_and_when_they_act(made: Path) -> None:
    text = readme(made / "whole")
    part = text[text.index("**In `contradictions/`**") : text.index("## From day to day")]
    said = re.sub(r"^- \*\*`(\w+)`\*\*:.*$", r"- \1", part, flags=re.MULTILINE)

    assert " ".join(said.split()) == (
        "**In `contradictions/`** - contradiction "
        "**In `screening/`** - refer - hold - ask "
        "**In `states/`** - derive "
        "**In `prescription/`** "
        "These take something away. "
        "They act already where an answer is missing and might make the rule hold. "
        "- limit - start - exclude - require - gate - hide - avoid "
        "These give, choose or say something. They wait until the rule holds for sure. "
        "- aim - permit - prefer - use - offer - advise "
        "**In `review/`** - decide - meet - attend "
        "**In every folder** - note"
    )


# What lies beside the rules for an editor and for a commit


def test_an_editor_finds_a_schema_for_the_rules_of_every_folder(made: Path) -> None:
    settings = json.loads((made / "whole" / ".vscode" / "settings.json").read_text(encoding="utf-8"))

    assert settings == {
        "yaml.schemas": {f"./.schema/{stratum}.json": f"{stratum}/*.yaml" for stratum in Stratum}
    }
    for stratum in Stratum:
        schema = json.loads((made / "whole" / ".schema" / f"{stratum}.json").read_text(encoding="utf-8"))
        assert schema["title"] == f"The rules of {stratum}"
    assert "# yaml-language-server: $schema=../.schema/prescription.json" in readme(made / "whole")


def test_a_commit_runs_commands_that_are_there(made: Path) -> None:
    text = (made / "whole" / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    entries = re.findall(r"entry: recommender (.*)", text)

    assert [read(entry.split()).action for entry in entries] == ["check", "test", "verify"]
    assert [str(read(entry.split()).rules) for entry in entries] == [".", ".", "."]
    assert text.partition("rules verify")[2].count("stages: [manual]") == text.count("stages:") == 1
    assert text.count("language: system") == text.count(r"files: \.yaml$") == len(entries)


def test_a_name_that_a_shell_would_take_apart_stands_in_quotes(small: Path) -> None:
    assert main(["rules", "init", "my rules", "--rules", str(small)]) == 0

    assert "recommender rules check --rules 'my rules'" in readme(Path("my rules"))
