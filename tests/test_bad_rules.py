"""What an author reads about each mistake: one file for each, with the whole message below its lines.

`BAD_RULES=renew` writes the messages anew; read each of them before it is kept.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from museum import Museum

from recommender.cli import main
from recommender.cli.rules.findings import message
from recommender.loading.rulebook import edited_rulebook
from recommender.model.invariant import Demand, Invariant, Invariants
from recommender.model.scale import Effort
from recommender.problem import Code, Problem, Problems
from recommender.proving import Finding, Prover
from recommender.recommend import Recommender
from recommender.workshop.pages_of_mistakes import Page, pages
from recommender.workshop.people import held, people_of
from recommender.workshop.witness import CODES

HERE = Path(__file__).parent / "bad_rules"
FILES = sorted(HERE.glob("*.yaml"))
READS = "# What its author reads:\n"
RENEW = os.environ.get("BAD_RULES") == "renew"

pytestmark = pytest.mark.usefixtures("beside")


def read_with(museum: Museum, path: Path) -> tuple[Problem, ...]:
    """What is wrong with one file of the museum."""
    if path.stem not in museum.read:
        lines = path.read_text(encoding="utf-8").partition(READS)[0]
        museum.read[path.stem] = museum.mistakes(museum.placed(path.stem.partition("-")[0], lines))
    return museum.read[path.stem]


def as_comment(problems: tuple[Problem, ...]) -> str:
    """The messages as they stand below the lines."""
    lines = "".join(map(message, problems)).splitlines()
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)


def test_the_rulebook_beside_them_has_no_mistake_and_no_finding(museum: Museum) -> None:
    assert museum.mistakes({}) == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_mistake_is_told_in_these_words(path: Path, museum: Museum) -> None:
    lines, _, expected = path.read_text(encoding="utf-8").partition(READS)

    told = as_comment(read_with(museum, path))

    if RENEW:
        path.write_text(f"{lines}{READS}{told}", encoding="utf-8")
    else:
        assert told == expected


def test_one_mistake_is_one_message(museum: Museum) -> None:
    several = {"prescription-activity-misspelt-twice": 2}

    counted = {path.stem: len(read_with(museum, path)) for path in FILES}

    assert {name: count for name, count in counted.items() if count != 1} == several
    assert len(counted) > 100


def test_every_suggestion_can_be_pasted_and_then_the_mistake_is_gone(museum: Museum) -> None:
    left = [path.stem for path in FILES if _stays(museum, path)]

    assert left == []


def _stays(museum: Museum, path: Path) -> bool:
    """Whether a mistake is told at the same place again, with the suggested line in the place of its own."""
    for problem in read_with(museum, path):
        if problem.corrected:
            lines = path.read_text(encoding="utf-8").partition(READS)[0].splitlines()
            lines[problem.span.line - 1] = problem.corrected
            text = "\n".join(lines) + "\n"
            again = museum.mistakes(museum.placed(path.stem.partition("-")[0], text), found_too=False)
            if any(other.headline == problem.headline for other in again):
                return True
    return False


BROKEN = {
    "nested brackets": b"- " + b"[" * 50_000,
    "nested lists": b"- " * 2_000 + b"x\n",
    "a billion laughs": b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
    "a huge number": b"- id: x\n  then: [limit: {minutes: " + b"9" * 5_000 + b"}]\n",
    "an emoji for an answer": "- id: x\n  when: {stress: 😀}\n".encode(),
    "a sign that nobody sees": b"- id: x\n  title: a\x00b\n",
    "lines as Windows ends them": b"- id: x\r\n  title: a: b c\r\n",
    "a mark of byte order": b"\xef\xbb\xbf- id: x\n  title: one: two three\n",
    "UTF-16": "- id: x\n".encode("utf-16"),
    "Latin 1": "- id: é\n".encode("latin-1"),
    "a space that is none": "- id: x\n\u00a0 title: y\n".encode(),
    "only a comment": b"# nothing yet\n",
    "only a colon": b":\n",
    "a key of keys": b"? {a: b}\n: c\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_whatever_a_file_holds_it_gets_a_plain_message(
    name: str, museum: Museum, capsys: pytest.CaptureFixture[str]
) -> None:
    path = museum.folder / "prescription" / "strange.yaml"
    path.write_bytes(BROKEN[name])
    try:
        code = main(["rules", "check", "--rules", "rules"])
    finally:
        path.unlink()

    shown = capsys.readouterr()
    assert (code, shown.err) == (2, "")
    assert shown.out.startswith("rules/prescription/strange.yaml:")
    assert max(map(len, shown.out.splitlines())) < 250
    for jargon in ("Traceback", "schema", "mapping", "scalar", "token", "flow", "codec"):
        assert jargon not in shown.out


def test_what_a_mistake_means_is_said_once_and_the_mistakes_are_counted(
    museum: Museum, capsys: pytest.CaptureFixture[str]
) -> None:
    path = museum.folder / "prescription" / "two.yaml"
    text = (HERE / "prescription-unknown-answer.yaml").read_text(encoding="utf-8").partition(READS)[0]
    path.write_text(text.replace("intensity: light", "intensity: gentle"), encoding="utf-8")
    try:
        code = main(["rules", "check", "--rules", "rules"])
    finally:
        path.unlink()

    assert code == 2
    assert capsys.readouterr().out == TWO


TWO = """\
rules/prescription/two.yaml:5:21: error E302: “sever” is not an answer to “hypervigilance”

  in rule “A rule for a test”

      4 |   when:
      5 |     hypervigilance: sever
        |                     ^^^^^

  Allowed: none · mild · moderate · severe
  Did you mean “severe”?
              hypervigilance: severe

  More: recommender rules check --explain E302

rules/prescription/two.yaml:7:26: error E204: “gentle” is not one of the words that can stand here

  in rule “A rule for a test”

      6 |   then:
      7 |     - limit: {intensity: gentle}
        |                          ^^^^^^

  Allowed: light · moderate · vigorous

  More: recommender rules check --explain E204

What this means: while anything is wrong, none of these rules are used for anybody.
                 A running interview stays with the last good rules, and says so.

2 mistakes in 6 rules.
"""


def test_json_says_the_same(museum: Museum, capsys: pytest.CaptureFixture[str]) -> None:
    path = museum.folder / "prescription" / "json.yaml"
    text = (HERE / "prescription-unknown-answer.yaml").read_text(encoding="utf-8").partition(READS)[0]
    path.write_text(text, encoding="utf-8")
    try:
        main(["rules", "check", "--rules", "rules", "--format", "json"])
    finally:
        path.unlink()

    assert json.loads(capsys.readouterr().out) == {
        "rules": 6,
        "unread": [],
        "in_use": False,
        "means": "while anything is wrong, none of these rules are used for anybody. "
        "A running interview stays with the last good rules, and says so.",
        "partial": None,
        "fixed": [],
        "problems": [
            {
                "code": "E302",
                "file": "rules/prescription/json.yaml",
                "line": 5,
                "column": 21,
                "width": 5,
                "what": "“sever” is not an answer to “hypervigilance”",
                "about": "rule “A rule for a test”",
                "allowed": ["none", "mild", "moderate", "severe"],
                "suggestion": "severe",
                "corrected": "    hypervigilance: severe",
                "certain": True,
                "help": "",
            }
        ],
    }


def test_a_fact_with_a_mistake_of_its_own_is_not_unknown_to_the_rules_that_read_it(museum: Museum) -> None:
    rule = (HERE / "prescription-unknown-answer.yaml").read_text(encoding="utf-8").partition(READS)[0]
    reads_it = rule.replace("hypervigilance: sever\n", "stress: high\n")
    vocabulary = museum.placed("vocabulary", "stress: {kind: choise, ordered: more, answers: [low, high]}\n")

    told = museum.mistakes({**museum.placed("prescription", reads_it), **vocabulary})

    assert [problem.headline for problem in told] == [
        "rules/vocabulary.yaml:1:16: error E204: “choise” is not one of the words that can stand here"
    ]


def test_every_code_has_its_page_and_every_page_a_code() -> None:
    assert tuple(pages()) == tuple(map(str, Code))


@pytest.mark.parametrize("code", list(Code), ids=str)
def test_what_a_page_says_to_avoid_is_that_mistake_and_what_it_prefers_is_none(
    code: Code, museum: Museum
) -> None:
    page = pages()[code]

    assert codes(museum, page.avoid) == {code}
    assert codes(museum, page.prefer) <= {Code.EXAMPLE_DIFFERS} - {code}


def codes(museum: Museum, lines: str) -> set[Code]:
    """The codes of all that is wrong with lines as a page has them."""
    if lines.startswith("# profile\n"):
        return {problem.code for problem in _of_profile(museum, lines)}
    if lines.startswith("# verified\n"):
        return {CODES[finding.kind] for finding in _verified(museum, lines)}
    texts: Mapping[str, str] = museum.of_page(lines)
    if not all(name.endswith(".yaml") for name in texts):
        return {problem.code for problem in _on_disk(museum, texts)}
    return {problem.code for problem in museum.mistakes(texts)}


def _of_profile(museum: Museum, lines: str) -> tuple[Problem, ...]:
    """What is wrong with a profile, or comes out otherwise for its person."""
    folder = museum.home / "profiles"
    folder.mkdir(exist_ok=True)
    (folder / "somebody.yaml").write_text(lines, encoding="utf-8")
    try:
        (somebody,) = people_of(folder, museum.book)
    except Problems as problems:
        return problems.problems
    with Recommender(museum.book) as recommender:
        return held(somebody, recommender).problems


def _verified(museum: Museum, lines: str) -> tuple[Finding, ...]:
    """What is found about such rules where nobody may have hard effort."""
    book = edited_rulebook(museum.folder, museum.told(lines), museum.book)
    moderate = Invariant("moderate", "", (), book.rules[0].span, then=(Demand(effort=Effort.MODERATE),))
    with Prover(replace(book, invariants=Invariants((moderate,)))) as prover:
        return prover.prove().findings


def _on_disk(museum: Museum, texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """As `mistakes`, for a file that is only noticed where it lies."""
    for name, text in texts.items():
        (museum.folder / name).write_text(text, encoding="utf-8")
    try:
        return museum.mistakes({})
    finally:
        for name in texts:
            (museum.folder / name).unlink()


def test_a_page_is_asked_for_by_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["rules", "check", "--explain", "e302"])

    assert (code, capsys.readouterr().out) == (0, E302)


E302 = """\
E302: An answer that the question does not have

The fact is known, and the word after it is not one of its answers.

Avoid
    when:
      sleep_quality: por

Prefer
    when:
      sleep_quality: poor

Why
  A word that nobody can answer never holds, and a limit that rests on it is
  never set. The message lists the answers. “answered” and “unanswered” ask
  whether there is any.
"""


def test_a_page_is_there_for_a_program_too(capsys: pytest.CaptureFixture[str]) -> None:
    main(["rules", "check", "--explain", "E302", "--format", "json"])

    found = json.loads(capsys.readouterr().out)
    assert (found.pop("code"), Page(**found)) == ("E302", pages()["E302"])


def test_a_code_that_there_is_not_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["rules", "check", "--explain", "E32"])

    assert (code, capsys.readouterr().err) == (
        2,
        "recommender rules check: there is no code “E32”. Did you mean E302?\n",
    )


def test_mistakes_within_a_rule_and_names_that_lead_nowhere_are_told_in_one_pass(museum: Museum) -> None:
    texts = museum.of_page("when: {hypervigilence: severe}\nthen: [exclude: [runing]]\nsources: [N27]\n")

    assert [problem.headline for problem in museum.mistakes(texts)] == [
        "rules/prescription/own.yaml:1:10: error E301: “hypervigilence” is not a fact of the vocabulary",
        "rules/prescription/own.yaml:2:20: error E403: “runing” is not an activity",
        "rules/prescription/own.yaml:3:13: error E403: “N27” is not in sources.yaml",
    ]


def test_a_vocabulary_that_cannot_be_read_is_one_mistake(museum: Museum) -> None:
    texts = museum.placed("vocabulary", "stress:\n  kind: choice\n  answers: [low, high\n")

    assert [problem.headline for problem in museum.mistakes(texts)] == [
        "rules/vocabulary.yaml:3:12: error E101: the bracket “[” that opens here is not closed by “]”"
    ]
