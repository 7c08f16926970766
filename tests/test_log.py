"""How a log of sessions is read: what it may leave out, in what order, and what each mistake gets."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import shipped

from recommender.loading import load_log
from recommender.loading.log import read_log
from recommender.model.fact import Answer, Fact, Facts, Missing, Vocabulary
from recommender.model.log import Done, Entry, Log
from recommender.model.rule import RuleBook
from recommender.problem import Problems
from recommender.source import Source

HERE = Path(__file__).parent
BAD_LOGS = sorted((HERE / "bad_logs").glob("*.yaml"))
PROFILES = HERE.parent / "profiles"
LOGS = sorted((PROFILES / "logs").glob("*.yaml"))
HEADER = re.compile(r"# For profiles/(\w+)\.yaml\. Expected: (\w+), by ([a-z-]+)\.")

WORDS = shipped().log
BESIDE = [name for name in WORDS if name not in ("week", "day", "done", "minutes", "effort")]
ODDMENTS = (
    *"{}[]:,-#&*!|>'\"%@\t\n\0 ",
    "\n---\n",
    "unknown",
    "declined",
    "no",
    "week",
    "day",
    "-1",
    "é",
    "٣",
)


def log_of(text: str) -> Log:
    """The log that a text spells out under the shipped rulebook."""
    return read_log(Source("<stdin>", text), shipped())


def told(text: str) -> str:
    """The whole of what somebody is told whose log cannot be used."""
    with pytest.raises(Problems) as raised:
        log_of(text)
    return str(raised.value)


def headlines(load: Callable[[], object]) -> list[str]:
    """The first line of each mistake."""
    with pytest.raises(Problems) as raised:
        load()
    return [problem.headline for problem in raised.value.problems]


def expected(path: Path) -> list[str]:
    """The first lines of the messages that a file of the museum is to get, which stand at its top."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("# ") for line in lines if line.startswith("# ") and " error E" in line]


@pytest.mark.parametrize("path", BAD_LOGS, ids=lambda path: path.stem)
def test_a_bad_log_is_refused_with_its_place(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(path, "bad.yaml")

    assert headlines(lambda: load_log(Path("bad.yaml"), shipped())) == expected(path) != []


def test_the_museum_is_not_empty() -> None:
    assert len(BAD_LOGS) > 50


def test_every_mistake_is_told_at_once_with_the_session_it_is_in() -> None:
    words = len(list(WORDS))
    text = (
        "sessions:\n"
        "  - {week: 1, day: 2, done: no, minutes: 5, effort: 1}\n"
        "  - {week: 1, day: 2, done: declined, felt: unknow}\n"
        "  - {week: 1, done: partly, minuets: 12}\n"
    )

    assert told(text) == (
        "<stdin>:2:42: error E204: “done: no” and “minutes: 5” do not go together\n"
        "\n"
        "  in session 1 of the log\n"
        "\n"
        "      1 | sessions:\n"
        "      2 |   - {week: 1, day: 2, done: no, minutes: 5, effort: 1}\n"
        "        |                                          ^\n"
        "\n"
        "  A session of which some took place reads “done: part”.\n"
        "\n"
        "<stdin>:2:53: error E204: “done: no” and “effort: 1” do not go together\n"
        "\n"
        "  in session 1 of the log\n"
        "\n"
        "      1 | sessions:\n"
        "      2 |   - {week: 1, day: 2, done: no, minutes: 5, effort: 1}\n"
        "        |                                                     ^\n"
        "\n"
        "  A session of which some took place reads “done: part”.\n"
        "\n"
        "<stdin>:3:29: error E302: “done” cannot be left open\n"
        "\n"
        "  in session 2 of the log\n"
        "\n"
        "      2 |   - {week: 1, day: 2, done: no, minutes: 5, effort: 1}\n"
        "      3 |   - {week: 1, day: 2, done: declined, felt: unknow}\n"
        "        |                             ^^^^^^^^\n"
        "\n"
        "<stdin>:3:45: error E302: “unknow” is not an answer to “felt”\n"
        "\n"
        "  in session 2 of the log\n"
        "\n"
        "      2 |   - {week: 1, day: 2, done: no, minutes: 5, effort: 1}\n"
        "      3 |   - {week: 1, day: 2, done: declined, felt: unknow}\n"
        "        |                                             ^^^^^^\n"
        "\n"
        "  Allowed: better · same · worse · unknown · declined\n"
        "  Did you mean “unknown”?\n"
        "            - {week: 1, day: 2, done: declined, felt: unknown}\n"
        "\n"
        "<stdin>:4:5: error E202: “day” is missing here\n"
        "\n"
        "  in session 3 of the log\n"
        "\n"
        "      3 |   - {week: 1, day: 2, done: declined, felt: unknow}\n"
        "      4 |   - {week: 1, done: partly, minuets: 12}\n"
        "        |     ^\n"
        "\n"
        "  A session says at least its week, its day, and whether it was done.\n"
        "\n"
        "<stdin>:4:21: error E302: “partly” is not an answer to “done”\n"
        "\n"
        "  in session 3 of the log\n"
        "\n"
        "      3 |   - {week: 1, day: 2, done: declined, felt: unknow}\n"
        "      4 |   - {week: 1, done: partly, minuets: 12}\n"
        "        |                     ^^^^^^\n"
        "\n"
        "  Allowed: yes · part · no\n"
        "  Did you mean “part”?\n"
        "            - {week: 1, done: part, minuets: 12}\n"
        "\n"
        "<stdin>:4:29: error E201: “minuets” has no meaning here\n"
        "\n"
        "  in session 3 of the log\n"
        "\n"
        "      3 |   - {week: 1, day: 2, done: declined, felt: unknow}\n"
        "      4 |   - {week: 1, done: partly, minuets: 12}\n"
        "        |                             ^^^^^^^\n"
        "\n"
        f"  Allowed: minutes · wanted · settling_time · recent_illness · done · … ({words} in all)\n"
        "  Did you mean “minutes”?\n"
        "            - {week: 1, done: partly, minutes: 12}\n"
        "\n"
        "7 mistakes."
    )


def test_each_session_beyond_the_second_of_a_day_is_named() -> None:
    text = "sessions:\n" + "  - {week: 4, day: 6, done: no}\n" * 4

    assert headlines(lambda: log_of(text)) == [
        "<stdin>:4:20: error E304: day 6 of week 4 has two sessions already, on lines 2 and 3",
        "<stdin>:5:20: error E304: day 6 of week 4 has two sessions already, on lines 2 and 3",
    ]


@pytest.mark.parametrize("written", ["", "unknow"])
def test_nobody_is_offered_to_leave_week_day_or_done_open(written: str) -> None:
    message = told(f"sessions:\n  - {{week: {written}, day: {written}, done: {written}}}\n")

    assert "3 mistakes." in message
    assert "unknown" not in message
    assert "declined" not in message


def test_an_entry_is_read_with_everything_that_it_says() -> None:
    log = log_of(
        "sessions:\n"
        "  - {week: 1, day: 2, done: part, minutes: 12, before: on_edge, red_flags: [], crisis: 'no',\n"
        "     overreach_signs: [worse_sleep, worse_mood], energy: unknown, dissociation: declined}\n"
    )

    said: dict[str, Answer] = {
        "minutes": 12,
        "before": "on_edge",
        "red_flags": frozenset(),
        "crisis": "no",
        "overreach_signs": frozenset({"worse_sleep", "worse_mood"}),
    }
    withheld = {"energy": Missing.UNKNOWN, "dissociation": Missing.DECLINED}
    assert log == Log((Entry(1, 2, "part", Facts(said, withheld)),))
    assert log.entries[0].facts.why_missing("felt") is Missing.NOT_ASKED


def test_an_empty_list_is_a_log_in_which_nothing_has_happened() -> None:
    log = log_of("sessions: []\n")

    assert (log.entries, log.first_week, log.last_week, log.of_week(1)) == ((), 0, 0, ())


def test_entries_out_of_order_are_read_by_week_and_day() -> None:
    days = [(2, 1), (1, 6), (10, 2), (1, 2)]

    log = log_of("sessions:\n" + "".join(f"  - {{week: {w}, day: {d}, done: yes}}\n" for w, d in days))

    assert [(entry.week, entry.day) for entry in log.entries] == sorted(days)
    assert (log.first_week, log.last_week) == (1, 10)


def test_two_sessions_of_one_day_keep_the_order_of_the_file() -> None:
    """Two at 8 minutes on one day are two sessions: nothing in a log says that one was written down twice."""
    doubled = "  - {week: 1, day: 3, done: yes, minutes: 8}\n" * 2
    mixed = "  - {week: 1, day: 2, done: yes, minutes: 9}\n  - {week: 1, day: 2, done: no}\n"

    log = log_of(f"sessions:\n{doubled}{mixed}")

    assert [(entry.day, entry.done) for entry in log.entries] == [
        (2, "yes"),
        (2, "no"),
        (3, "yes"),
        (3, "yes"),
    ]


def test_weeks_without_entries_are_weeks_without_sessions() -> None:
    log = log_of("sessions:\n  - {week: 3, day: 1, done: yes}\n  - {week: 6, day: 7, done: no}\n")

    assert (log.first_week, log.last_week) == (3, 6)
    assert [len(log.of_week(week)) for week in range(1, 8)] == [0, 0, 1, 0, 0, 1, 0]


def test_a_session_took_place_as_a_whole_or_in_part() -> None:
    log = log_of(
        "sessions:\n"
        "  - {week: 1, day: 1, done: yes}\n"
        "  - {week: 1, day: 2, done: part, minutes: 0}\n"
        "  - {week: 1, day: 3, done: no, minutes: 0, effort: 0, felt: same, crisis: yes}\n"
        "  - {week: 1, day: 4, done: no, minutes: unknown}\n"
    )

    assert [entry.happened for entry in log.entries] == [True, True, False, False]
    assert log.entries[2].facts.get("crisis") == "yes"


def test_a_file_that_cannot_be_read_is_one_plain_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("latin.yaml").write_bytes("sessions: []  # naïve".encode("latin-1"))
    Path("large.yaml").write_text("sessions: []\n" + "#" * 2_000_000, encoding="utf-8")

    found = [headlines(lambda name=name: load_log(Path(name), shipped())) for name in NOT_TO_BE_READ]  # type: ignore[misc]

    assert found == [[line] for line in NOT_TO_BE_READ.values()]


NOT_TO_BE_READ = {
    "missing.yaml": "missing.yaml:1:1: error E103: there is no such file",
    "folder": "folder:1:1: error E103: this is a folder, and a file is asked here",
    "latin.yaml": "latin.yaml:1:1: error E103: the file is not text in UTF-8",
    "large.yaml": "large.yaml:1:1: error E103: the file is larger than 2 MB",
}


def with_words(**words: Fact) -> RuleBook:
    """The shipped rulebook, in which an entry of a log may say something else."""
    return replace(shipped(), log=Vocabulary({**shipped().log.facts, **words}))


def test_a_rulebook_that_reads_a_day_otherwise_loses_no_entry_in_silence() -> None:
    by_name = with_words(day=Fact(kind="choice", answers=("monday", "tuesday")))
    skipped = with_words(done=Fact(kind="choice", answers=("yes", "part", "no", "skipped")))
    text = "sessions:\n  - {week: 1, day: 1, done: yes}\n  - {week: 1, day: WHICH, done: DONE, crisis: yes}\n"

    named = text.replace("day: 1", "day: monday").replace("WHICH", "tuesday").replace("DONE", "no")
    other = text.replace("WHICH", "2").replace("DONE", "skipped")

    what = "error E204: this rulebook reads week, day or done in a way that a log cannot use"
    assert headlines(lambda: read_log(Source("log", named), by_name)) == [
        f"log:2:5: {what}",
        f"log:3:5: {what}",
    ]
    assert headlines(lambda: read_log(Source("log", other), skipped)) == [f"log:3:5: {what}"]


def test_a_rulebook_without_words_for_a_log_reads_none() -> None:
    text = "sessions:\n  - {week: 1, day: 1, done: yes}\n"

    assert headlines(lambda: read_log(Source("log", text), replace(shipped(), log=Vocabulary({})))) == [
        "log:2:6: error E201: “week” has no meaning here",
        "log:2:15: error E201: “day” has no meaning here",
        "log:2:23: error E201: “done” has no meaning here",
    ]


@st.composite
def answers_to(draw: st.DrawFn, fact: Fact) -> Answer | Missing:
    """Any answer to a question of a log, or none given."""
    if fact.kind == "number":
        return draw(st.integers(fact.low, fact.high) | st.sampled_from([Missing.UNKNOWN, Missing.DECLINED]))
    if fact.kind == "set":
        return draw(st.frozensets(st.sampled_from(fact.answers)) | st.just(Missing.DECLINED))
    return draw(st.sampled_from([*fact.answers, Missing.UNKNOWN, Missing.DECLINED]))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Any entry that a log can hold."""
    done: Done = draw(st.sampled_from(["yes", "part", "no"]))
    names = [*BESIDE, *(("minutes", "effort") if done != "no" else ())]
    chosen = draw(st.lists(st.sampled_from(names), unique=True))
    said = {name: draw(answers_to(WORDS[name])) for name in chosen}
    known = {name: answer for name, answer in said.items() if not isinstance(answer, Missing)}
    withheld = {name: answer for name, answer in said.items() if isinstance(answer, Missing)}
    return Entry(draw(st.integers(1, 520)), draw(st.integers(1, 7)), done, Facts(known, withheld))


def written(entry: Entry) -> str:
    """An entry as somebody writes it."""
    said = {**entry.facts.known, **entry.facts.withheld}
    shown = [f"{name}: {_shown(answer)}" for name, answer in said.items()]
    return "  - {" + ", ".join([f"week: {entry.week}, day: {entry.day}, done: {entry.done}", *shown]) + "}\n"


def _shown(answer: Answer | Missing) -> str:
    return f"[{', '.join(sorted(answer))}]" if isinstance(answer, frozenset) else str(answer)


@settings(max_examples=50)
@given(st.lists(entries(), max_size=8, unique_by=lambda entry: (entry.week, entry.day)), st.randoms())
def test_whatever_was_written_down_is_read_back_in_any_order(
    told_in_order: list[Entry], dice: Random
) -> None:
    shuffled = dice.sample(told_in_order, len(told_in_order))

    log = log_of("sessions: []\n" if not shuffled else "sessions:\n" + "".join(map(written, shuffled)))

    assert list(log.entries) == sorted(told_in_order, key=lambda entry: (entry.week, entry.day))
    weeks = sorted({entry.week for entry in told_in_order})
    assert [entry for week in weeks for entry in log.of_week(week)] == list(log.entries)


def read_or_refused(text: str) -> Log | Problems:
    """The log in a text, or what refuses it; nothing else is ever raised, and both are well formed."""
    try:
        found: Log | Problems = log_of(text)
    except Problems as refused:
        found = refused
    if isinstance(found, Log):
        assert_lawful(found)
    else:
        assert_placed(found, text)
    return found


def assert_lawful(log: Log) -> None:
    days = Counter((entry.week, entry.day) for entry in log.entries)
    assert list(days) == sorted(days)
    assert max(days.values(), default=0) <= 2
    assert all(1 <= week <= 520 and 1 <= day <= 7 for week, day in days)
    assert not any(entry.facts.get("minutes") for entry in log.entries if not entry.happened)


def assert_placed(refused: Problems, text: str) -> None:
    lines = len(text.splitlines()) + 1
    assert refused.problems
    assert [p for p in refused.problems if not (1 <= p.span.line <= lines and p.span.column >= 1)] == []


def spoilt(text: str, dice: Random) -> str:
    """A text after one slip: something left out, written twice, put elsewhere, or typed by mistake."""
    start = dice.randrange(len(text) + 1)
    piece = text[start : start + dice.randrange(1, 40)]
    rest = text[:start] + text[start + len(piece) :]
    elsewhere = dice.randrange(len(rest) + 1)
    return dice.choice(
        (
            rest,
            text[:start] + piece + text[start:],
            rest[:elsewhere] + piece + rest[elsewhere:],
            text[:start] + dice.choice(ODDMENTS) + text[start:],
            text[:start] + dice.choice(ODDMENTS) + text[start + 1 :],
        )
    )


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.stem)
def test_a_log_with_slips_in_it_is_read_or_refused_and_never_a_traceback(path: Path) -> None:
    dice, outcomes = Random(path.stem), []

    for _ in range(120):
        text = path.read_text(encoding="utf-8")
        for _ in range(dice.randrange(1, 4)):
            text = spoilt(text, dice)
        outcomes.append(type(read_or_refused(text)))

    assert set(outcomes) == {Log, Problems}


leaves = st.sampled_from([*WORDS, *ODDMENTS, "sessions", "yes", "1", "2", "8", "settled", "chest_pain", ""])
trees = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(leaves, inner, max_size=4)
)


@given(trees | st.fixed_dictionaries({"sessions": trees | st.lists(trees, max_size=4)}), st.booleans())
def test_any_tree_of_yaml_is_read_or_refused(tree: object, quoted: bool) -> None:  # noqa: FBT001 - drawn
    text = json.dumps(tree, ensure_ascii=False)

    read_or_refused(text if quoted else text.replace('"', ""))


@given(st.text() | st.text().map("sessions:\n  - {}".format))
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    read_or_refused(text)


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.stem)
def test_a_shipped_log_is_read_and_says_whose_it_is_and_what_follows(path: Path, book: RuleBook) -> None:
    log = load_log(path, book)

    header = HEADER.match(path.read_text(encoding="utf-8"))
    assert header is not None
    profile, decision, rule = header.groups()
    assert path.stem == f"{profile}_{decision}"
    assert (PROFILES / f"{profile}.yaml").is_file()
    assert book.review is not None
    assert book.review.rule(rule) is not None
    assert 2 <= log.last_week <= 5
    assert log.first_week == 1


def test_there_is_a_shipped_log_for_every_decision() -> None:
    decisions = ("advance", "hold", "step_back", "pause", "refer")

    assert {decision for decision in decisions for path in LOGS if path.stem.endswith(f"_{decision}")} == {
        *decisions
    }
