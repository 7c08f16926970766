"""A case that goes elsewhere whole: locked, taken in, and refused where it is anything else."""

import io
import json
import os
import re
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from keeping import NOON, given, intake
from people import shipped
from sharing import CODE, LATER, empty, history, kept, marked, said, session

from recommender.casebook import (
    Casebook,
    Intake,
    LoggedSession,
    age_file,
    casebook_file,
    intake_of,
    open_casebook,
)
from recommender.casebook.age_file import HEAD, look_at
from recommender.casebook.cases import CodeUsed
from recommender.casebook.foreign_json import LARGEST, Unusable
from recommender.casebook.place import FILE
from recommender.casebook.shared_case import as_document, case_in
from recommender.cli import main
from recommender.cli.casebook import export_locked, import_
from recommender.cli.casebook.import_ import DONE
from recommender.loading import load_profile
from recommender.problem import Problems, unreadable

PROFILES = Path(__file__).parent.parent / "profiles"


# A case comes back as it was.


def test_whatever_became_of_a_case_it_is_the_same_in_the_next_casebook_and_in_the_one_after_it() -> None:
    with empty() as here, empty() as there:
        for seed in range(40):
            case = history(Random(seed), here)
            document = as_document(case)

            again = there.case(there.take_in(case_in(document), NOON))

            assert again == case, seed
            assert as_document(again) == document


def test_a_case_goes_on_elsewhere_as_it_would_have_here() -> None:
    """Later check-ins put the same days right, and later answers come after those that came with it."""
    with empty() as here, empty() as there:
        for seed in range(30):
            dice = Random(seed)
            case = history(dice, here)
            written, answers = [session(dice), session(dice)], said(dice)
            there.take_in(case_in(as_document(case)), NOON)

            for casebook in (here, there):
                casebook.check_in(case.code, written, {}, LATER)
                casebook.add_version(case.code, answers, given(length=20), LATER)

            assert there.case(case.code) == here.case(case.code), seed


def test_a_day_that_is_put_right_after_the_journey_is_put_right() -> None:
    first, second, third = (LoggedSession(1, 2, {"felt": felt}) for felt in ("same", "worse", "better"))
    with empty() as here:
        here.add(intake(), given(length=20), NOON, lambda _: "c")
        here.check_in(CODE, [first], {}, NOON)
        here.check_in(CODE, [second], {}, NOON)
        case = here.case(CODE)

    with empty() as there:
        there.take_in(case_in(as_document(case)), NOON)
        there.check_in(CODE, [third], {}, LATER)
        found = there.case(CODE)

    assert found.sessions == (third,)
    assert [one.value for one in found.superseded] == [first, second]


def test_the_answers_of_shipped_profiles_come_back_equal() -> None:
    with empty() as casebook:
        for file in sorted(PROFILES.glob("*.yaml"))[::4]:
            answers = replace(intake_of(load_profile(file, shipped())), note=file.stem)
            code = casebook.add(answers, given(length=20), NOON, Random(file.stem).choice)
            case = casebook.case(code)

            assert case_in(as_document(case)) == case, file.name


def test_answers_that_no_rule_reads_any_more_are_taken_in_all_the_same() -> None:
    old = Intake("self", "atlantis", {"shoe_size": 42, "likes": ["hoop_rolling"]})

    assert case_in(as_document(kept(said=old))).intakes[0].value == old


# Where it is taken in.


def test_the_audit_of_the_next_casebook_begins_with_imported_and_holds() -> None:
    case = kept(LoggedSession(1, 2, {"done": "yes"}))

    with empty() as casebook:
        casebook.take_in(case, LATER)
        lines, holds = casebook.audit(), casebook.holds(CODE)

    assert [(line.number, line.at, line.role, line.what, line.code) for line in lines] == [
        (1, LATER, "self", "imported", CODE)
    ]
    assert holds


def test_a_code_that_is_or_was_used_takes_nothing_in_and_a_new_one_takes_all_of_it() -> None:
    case, letters = kept(), iter("c" * 12 + "d" * 12)
    with empty() as casebook:
        casebook.take_in(case, NOON)
        with pytest.raises(CodeUsed):
            casebook.take_in(case, NOON)
        casebook.delete(CODE, NOON)
        with pytest.raises(CodeUsed):
            casebook.take_in(case, LATER)
        assert (casebook.cases(), len(casebook.audit())) == ((), 2)

        code = casebook.take_in(case, LATER, lambda _: next(letters))

        assert (code, casebook.case(code)) == ("dddd-dddd-dddd", replace(case, code="dddd-dddd-dddd"))


# What is not a case of this program.


def document(**values: object) -> bytes:
    """The document of a case, with other things on its top."""
    whole = json.loads(as_document(kept(LoggedSession(1, 2, {"felt": "same"}))))
    return json.dumps({**whole, **values}).encode()


def of_case(**values: object) -> bytes:
    """The document of a case that has something else in itself."""
    return document(case={**json.loads(document())["case"], **values})


def within(part: str, **values: object) -> bytes:
    """The document of a case whose first part of this kind has something else; what is None is missing."""
    (first,) = json.loads(document())["case"][part]
    found = {name: value for name, value in {**first, **values}.items() if value is not None}
    return of_case(**{part: [found]})


BUNDLE = b'{"resourceType": "Bundle", "type": "collection", "entry": []}'
NO_DAY = "2026-02-30T09:30Z"
STEERS = "it has a sign in it that would steer a terminal instead of being shown"


STRANGERS = {
    "a bundle of FHIR": BUNDLE,
    "a list": b"[1, 2]",
    "a text": b'"recommender case"',
    "a profile in YAML": b"role: self\nanswers: {}\n",
    "nothing": b"",
    "zeros": bytes(1000),
    "UTF-16": b"\xff\xfe{}",
    "brackets without end": b"[" * 100_000,
    "a key twice": b'{"what": "recommender case", "what": "recommender case"}',
    "a number without end": b"9" * 5000,
    "the beginning of a case": as_document(kept())[:-20],
    "something else by its name": document(what={}),
    "a fraction for a version": document(version=1.0),
    "a fraction in a review": within("reviews", review={"minutes": 2.5}),
    "no number in a review": within("reviews", review={"minutes": float("nan")}),
}


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS)
def test_a_file_of_another_kind_is_no_case_of_this_program(stranger: bytes) -> None:
    with pytest.raises(Unusable) as refused:
        case_in(stranger)

    assert str(refused.value) == "what is in it is not a case of this program"


@pytest.mark.parametrize(
    ("altered", "said"),
    [
        (document(version="1"), "“version” is of another kind or size"),
        (document(more={}), "“more” is not known"),
        (document(case=[]), "“case” is of another kind or size"),
        (of_case(intakes=[]), "“case.intakes” is of another kind or size"),
        (of_case(code="1111-1111-1111"), "“case.code” is of another shape"),
        (of_case(code="cccc-cccc-cccc\n"), "“case.code” is of another shape"),
        (of_case(code="../../etc"), "“case.code” is of another shape"),
        (within("intakes", role="owner"), "“case.intakes[1].role” is of another kind or size"),
        (within("intakes", note=None), "“case.intakes[1].note” is missing"),
        (within("intakes", number="1"), "“case.intakes[1].number” is of another kind or size"),
        (within("intakes", answers=[]), "“case.intakes[1].answers” is of another kind or size"),
        (within("intakes", at=NO_DAY), "“case.intakes[1].at”: no calendar or clock has this moment"),
        (within("intakes", at="1 March"), "“case.intakes[1].at”: a moment is written as 2030-01-31T09:30Z"),
        (within("intakes", number=2), "“case”: its parts are not numbered one after the other"),
        (within("log", intake=2), "“case”: a part belongs to answers that are not there"),
        (within("log", day=8), "“case.log[1].day” is of another kind or size"),
        (within("reviews", review=[]), "“case.reviews[1].review” is of another kind or size"),
        (within("recommendations", digest=""), "“case.recommendations[1].digest” is of another shape"),
    ],
)  # fmt: skip
def test_a_case_that_is_not_as_this_program_writes_it_is_refused_with_the_place(
    altered: bytes, said: str
) -> None:
    with pytest.raises(Unusable) as refused:
        case_in(altered)

    assert str(refused.value) == f"what is in it is not a case as this program writes it: {said}"


@pytest.mark.parametrize(
    ("altered", "said"),
    [
        (document(version=2), "it is of version 2, and this program reads up to version 1"),
        (within("intakes", note="\x1b]0;mine\x07"), STEERS),
        (within("intakes", region="\x9b2J"), STEERS),
        (within("intakes", answers={"a\x08b": "no"}), STEERS),
        (within("recommendations", page="done\rnot done"), STEERS),
        (within("reviews", review={"page": ["\x00"]}), STEERS),
        (within("intakes", note="\ud800"), STEERS),
        (within("log", session={"x": 10**10}), "it has a number in it that is larger than any in a case"),
        (
            within("reviews", review={"a": json.loads("[" * 60 + "]" * 60)}),
            "its parts lie deeper in each other than those of a case do",
        ),
    ],
)  # fmt: skip
def test_what_no_casebook_could_keep_or_show_is_refused(altered: bytes, said: str) -> None:
    with pytest.raises(Unusable) as refused:
        case_in(altered)

    assert str(refused.value) == said


def test_a_page_of_five_megabytes_and_a_larger_file_are_refused() -> None:
    with pytest.raises(Unusable, match="it has a text in it of more than 1,000,000 letters"):
        case_in(within("recommendations", page="x" * 5_000_000))
    with pytest.raises(Unusable, match="it is larger than 64 MB"):
        case_in(bytes(LARGEST + 1))


def test_a_day_that_was_put_right_and_is_not_there_would_come_back_as_if_it_stood() -> None:
    whole = json.loads(as_document(kept(LoggedSession(1, 2, {"felt": "same"}))))
    whole["case"]["superseded"], whole["case"]["log"] = whole["case"]["log"], []

    with pytest.raises(Unusable, match="a day that was put right is not there"):
        case_in(json.dumps(whole).encode())


def test_a_changed_document_is_refused_or_it_is_a_case_that_can_be_kept() -> None:
    """Bytes are changed at random; nothing ends in anything but a plain message, or in a sound case."""
    refused, kept_ones = 0, 0
    with empty() as casebook:
        sound = as_document(history(Random(7), casebook))
        for seed in range(400):
            try:
                case = case_in(damaged(sound, Random(seed)))
            except Unusable:
                refused += 1
                continue
            code = casebook.take_in(case, NOON, Random(seed).choice)
            assert casebook.case(code) == replace(case, code=code)
            kept_ones += 1

    print(f"{refused} refused, {kept_ones} kept")
    assert min(refused, kept_ones) >= 10


def damaged(sound: bytes, random: Random) -> bytes:
    """A byte or two changed, taken away or doubled."""
    changed = bytearray(sound)
    for _ in range(random.randint(1, 2)):
        place = random.randrange(len(changed))
        how = random.randrange(3)
        changed[place : place + 1] = (bytes([random.randrange(256)]), b"", bytes([changed[place]] * 2))[how]
    return bytes(changed)


def test_a_case_that_would_be_refused_elsewhere_is_not_locked_here() -> None:
    with pytest.raises(Unusable, match=STEERS):
        as_document(kept(said=replace(intake(), note="\x1b[2J")))


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"", "not a locked case"),
        (bytes(1000), "not a locked case"),
        (BUNDLE, "not a locked case"),
        (b"SQLite format 3\0", "not a locked case"),
        (b"-----BEGIN AGE ENCRYPTED FILE-----\n", "not a locked case"),
        (HEAD, "not a locked case"),
        (HEAD + b"-> scrypt kKdeoLrQ", "not a locked case"),
        (HEAD + b"-> X25519 o25yOhhBLT7zaunk6LcPpEzYj6qbMirzNoIRixJP2BE\n", "locked with a key"),
        (HEAD + b"-> ssh-ed25519 x2zRgA o25yOhhBLT7zaunk6LcPpEzYj6qbMirzNoIRixJP2BE\n", "locked with a key"),
        (HEAD + b"-> scrypt kKdeoLrQHuPkCmCiEVDsyg 30\n", "more memory"),
    ],
)
def test_what_no_passphrase_opens_is_refused_before_one_is_asked(file: bytes, said: str) -> None:
    with pytest.raises(Unusable, match=said):
        look_at(file)


# The commands.

PASSPHRASE = "four or five words of mine"  # noqa: S105 - it locks nothing but this


@pytest.fixture(scope="module")
def locked_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `casebook export --locked` writes of a case whose note has a marker in it."""
    folder = tmp_path_factory.mktemp("sender")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECOMMENDER_CASEBOOK", str(folder / "mine"))
        with open_casebook(casebook_file(os.environ), new=True) as casebook:
            casebook.take_in(marked(), NOON)
        patch.setattr(sys, "stdin", typed(PASSPHRASE))
        assert main(["casebook", "export", CODE, "--locked", "--to", str(folder / "case.age")]) == 0
        with open_casebook(casebook_file(os.environ)) as casebook:
            assert [line.what for line in casebook.audit(CODE)] == ["imported", "exported"]
    assert [path.name for path in sorted(folder.iterdir())] == ["case.age", "mine"]
    return folder / "case.age"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where another casebook will lie; nothing is there yet."""
    monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(tmp_path / "mine"))
    return tmp_path / "mine"


def typed(*lines: str) -> io.TextIOWrapper:
    """Standard input with these lines, and no terminal."""
    return io.TextIOWrapper(io.BytesIO("".join(f"{line}\n" for line in lines).encode()))


def test_a_locked_case_is_for_its_owner_and_shows_nothing(locked_file: Path) -> None:
    locked = locked_file.read_bytes()

    assert oct(locked_file.stat().st_mode & 0o777) == "0o600"
    assert locked.startswith(HEAD)
    assert not [word for word in (b"planted", CODE.encode(), b"recommender", b"lookout") if word in locked]


def test_a_locked_case_is_taken_in_elsewhere_once(
    locked_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", typed(PASSPHRASE))

    done = main(["casebook", "import", str(locked_file)])

    assert (done, capsys.readouterr()) == (
        0,
        (f"{CODE}\n", DONE.format(name=locked_file) + "\n"),
    )
    with open_casebook(folder / FILE) as casebook:
        assert casebook.case(CODE) == marked()
        assert [line.what for line in casebook.audit()] == ["imported"]
    monkeypatch.setattr(import_, "unlock", lambda *_: as_document(marked()))  # opening takes its time
    monkeypatch.setattr(sys, "stdin", typed(PASSPHRASE, PASSPHRASE))
    codes = [main(["casebook", "import", str(locked_file), *more]) for more in ([], ["--new-code"])]
    shown = capsys.readouterr()
    assert codes == [2, 0]
    assert shown.err.splitlines()[0] == (
        f"recommender casebook import: the code “{CODE}” was used in this casebook already, so nothing was "
        "taken in. With --new-code the case gets another."
    )
    with open_casebook(folder / FILE) as casebook:
        code = shown.out.strip()
        assert code != CODE
        assert casebook.case(code) == replace(marked(), code=code)


@pytest.mark.parametrize("how", ["another passphrase", "half of its head"])
def test_what_does_not_open_says_so_and_leaves_nothing(
    how: str,
    locked_file: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A file whose end is missing opens no better; to see that takes as long as it does with another one."""
    whole, words = locked_file.read_bytes(), "these are other words"
    file = folder.with_name("given.age")
    file.write_bytes(whole if how == "another passphrase" else whole[:100])
    monkeypatch.setattr(sys, "stdin", typed(words))

    done = main(["casebook", "import", str(file)])

    shown = capsys.readouterr()
    assert (done, shown.out) == (2, "")
    assert shown.err == (
        f"{file}: error E103: it does not open: the passphrase is another one, or the file is damaged or "
        "not whole\n\n1 mistake.\n"
    )
    assert not folder.exists()
    assert words not in shown.err


def test_a_file_that_asks_for_more_than_this_computer_does_says_so_and_is_not_asked_for_again(
    locked_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Work doubles with each step; the step of a computer that is thousands of times as fast is put in."""
    file = folder.with_name("given.age")
    file.write_bytes(re.sub(rb"(-> scrypt \S+) \d+", rb"\1 40", locked_file.read_bytes(), count=1))
    monkeypatch.setattr(age_file, "HARDEST", 40)
    monkeypatch.setattr(sys, "stdin", typed(PASSPHRASE))

    done = main(["casebook", "import", str(file)])

    shown = capsys.readouterr()
    assert (done, shown.out) == (2, "")
    assert shown.err == (
        f"{file}: error E103: opening it asks for more work than this computer does: it was locked on a "
        "much faster one\n\n  On a computer that is about as fast as that one it opens.\n\n1 mistake.\n"
    )
    assert not folder.exists()


@pytest.mark.parametrize(
    ("given_file", "said"),
    [
        (None, "there is no such file"),
        ("a folder", "this is a folder, and a file is asked here"),
        (b"", "this is not a locked case, or not the beginning of one"),
        (bytes(1000), "this is not a locked case, or not the beginning of one"),
        (HEAD + b"-> ssh-ed25519 x2zRgA o25y\n", "it is locked with a key and not with a passphrase"),
    ],
)
def test_what_is_no_locked_case_is_refused_without_a_question(
    given_file: bytes | str | None,
    said: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = folder.with_name("given.age")
    if isinstance(given_file, bytes):
        file.write_bytes(given_file)
    elif given_file:
        file.mkdir()
    monkeypatch.setattr(sys, "stdin", None)

    done = main(["casebook", "import", str(file)])

    shown = capsys.readouterr()
    assert (done, shown.out) == (2, "")
    assert f"{file}: error E103: {said}" in shown.err
    assert not folder.exists()


def test_a_future_version_under_the_right_passphrase_leaves_nothing(
    locked_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(import_, "unlock", lambda *_: document(version=2))
    monkeypatch.setattr(sys, "stdin", typed(PASSPHRASE))

    done = main(["casebook", "import", str(locked_file)])

    shown = capsys.readouterr()
    assert (done, shown.out) == (2, "")
    assert shown.err == (
        f"{locked_file}: error E103: it is of version 2, and this program reads up to version 1\n\n"
        "  A newer version of the program can read it.\n\n1 mistake.\n"
    )
    assert not folder.exists()


def test_where_the_file_comes_from_standard_input_the_passphrase_needs_a_terminal(
    locked_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(locked_file.read_bytes())))
    monkeypatch.setattr(os, "ctermid", lambda: str(folder / "no terminal"))

    done = main(["casebook", "import", "-"])

    shown = capsys.readouterr()
    assert (done, shown.out) == (2, "")
    assert shown.err == (
        "<stdin>: error E103: the passphrase is typed at a terminal where the file comes from standard "
        "input, and there is none\n\n"
        "  Where the file is named instead of “-”, the passphrase is the first line of standard input.\n\n"
        "1 mistake.\n"
    )
    assert not folder.exists()


def test_nothing_is_written_over_and_nothing_locked_is_shown_on_a_terminal(
    locked_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = locked_file.read_bytes()
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    codes = [
        main(["casebook", "export", CODE, "--locked", "--to", str(locked_file)]),
        main(["casebook", "export", CODE, "--locked"]),
        main(["casebook", "export", CODE, "--to", "case.json"]),
        main(["casebook", "export", CODE, "--locked", "--deidentified"]),
    ]

    assert codes == [2, 2, 2, 2]
    said = capsys.readouterr().err
    assert f"recommender casebook export: “{locked_file}” is there already, and stays as it is\n" in said
    assert "a terminal cannot show a locked file: “--to case.age” writes it to one\n" in said
    assert (
        "recommender casebook export: --to is for --locked; anything else goes to standard output\n" in said
    )
    assert "not allowed with argument --locked" in said
    assert locked_file.read_bytes() == before
    assert not folder.exists()


@pytest.mark.parametrize("to", ["gone/case.age", "made_meanwhile.age"])
def test_the_audit_says_exported_where_a_file_was_written_and_nowhere_else(
    to: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there, made = folder.with_name("case.age"), folder.with_name("made_meanwhile.age")
    with open_casebook(folder / FILE, new=True) as casebook:
        casebook.take_in(marked(), NOON)

    def lock_and_be_overtaken(*_: object) -> bytes:
        made.write_text("of somebody else", encoding="utf-8")
        return b"locked"

    monkeypatch.setattr(export_locked, "lock", lock_and_be_overtaken)
    monkeypatch.setattr(export_locked, "new_passphrase", lambda _: None)

    refused = main(["casebook", "export", CODE, "--locked", "--to", str(folder.parent / to)])
    said = capsys.readouterr().err
    done = main(["casebook", "export", CODE, "--locked", "--to", str(there)])

    with open_casebook(folder / FILE) as casebook:
        assert (refused, done) == (2, 0)
        assert ("cannot be written" in said) or (said.endswith("is there already, and stays as it is\n"))
        assert [line.what for line in casebook.audit(CODE)] == ["imported", "exported"]
    assert (there.read_bytes(), made.read_text(encoding="utf-8")) == (b"locked", "of somebody else")


def test_a_file_that_is_written_stays_where_the_audit_cannot_say_so_and_that_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there = folder.with_name("case.age")
    with open_casebook(folder / FILE, new=True) as casebook:
        casebook.take_in(marked(), NOON)

    def full(*_: object) -> None:
        raise Problems([unreadable("casebook.db", "the disk is full")])

    monkeypatch.setattr(export_locked, "lock", lambda *_: b"locked")
    monkeypatch.setattr(export_locked, "new_passphrase", lambda _: None)
    monkeypatch.setattr(Casebook, "note", full)

    done = main(["casebook", "export", CODE, "--locked", "--to", str(there)])

    said = capsys.readouterr().err
    assert (done, there.read_bytes()) == (0, b"locked")
    assert said.index(f"Locked in {there}.") < said.index("The audit does not say that this was exported.")
