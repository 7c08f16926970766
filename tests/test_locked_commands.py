"""`recommender casebook` where there is a lock: what is asked, what is said, and what nobody sees."""

import io
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from shelf import ANOTHER, OTHER_TYPED, PASSPHRASE, TYPED, Shelf, copied, open_shelf
from test_audit import planted

from recommender.casebook import is_locked, lock, open_casebook
from recommender.casebook.checking import CHANGED, Flaw
from recommender.casebook.place import FILE
from recommender.cli import main
from recommender.cli.casebook import asking

ROOT = Path(__file__).parent.parent
HYPERVIGILANT = str(ROOT / "profiles" / "hypervigilant.yaml")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """One that is locked once, for all tests."""
    shelf = open_shelf(tmp_path_factory.mktemp("made") / "mine" / FILE)
    lock(shelf.file, PASSPHRASE)
    return shelf


@pytest.fixture
def plain(tmp_path: Path) -> Shelf:
    """One that is not locked."""
    return open_shelf(tmp_path / "open" / FILE)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts lines on standard input, which is no terminal."""

    def typed(*lines: str) -> None:
        data = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))

    return typed


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Types at a terminal, and gives what was asked there by then."""

    def at_terminal(*answers: str | type[BaseException]) -> list[str]:
        asked: list[str] = []
        left = iter(answers)

        def getpass(prompt: str) -> str:
            asked.append(prompt)
            answer = next(left)
            if isinstance(answer, str):
                return answer
            raise answer

        monkeypatch.setattr(asking, "getpass", getpass)
        monkeypatch.setattr(asking, "_at_terminal", lambda: True)
        return asked

    return at_terminal


@pytest.fixture
def here(made: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """A locked casebook that the commands find."""
    shelf = copied(made, tmp_path / "mine")
    monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(shelf.file.parent))
    return shelf


@pytest.fixture
def unlocked(plain: Shelf, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """An open casebook that the commands find."""
    monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(plain.file.parent))
    return plain


def test_lock_says_what_it_means_before_it_asks_and_what_was_done_after_it(
    unlocked: Shelf, at_terminal: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = at_terminal("too short", TYPED, OTHER_TYPED, TYPED, TYPED)

    done = main(["casebook", "lock"])

    assert (done, is_locked(unlocked.file)) == (0, True)
    assert asked == [
        "New passphrase of the casebook: ",
        "New passphrase of the casebook: ",
        "The same once more: ",
        "New passphrase of the casebook: ",
        "The same once more: ",
    ]
    assert capsys.readouterr() == (
        "",
        f"""\
A lost passphrase is a lost casebook. Nobody can open it without, and nobody can bring it back.
A passphrase has 15 letters or more, spaces included. Four or five words that come to mind will do.
A passphrase has 15 letters or more, spaces included. Four or five words that come to mind will do.
These two are not the same.
{unlocked.file} is locked now, and the open file that it was is overwritten.
The disk itself, a snapshot or a backup may still hold older copies, and those are open.
""",
    )


def test_where_the_open_file_goes_by_another_name_as_well_lock_does_not_say_that_it_is_overwritten(
    unlocked: Shelf, typed: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    unlocked.file.with_name(f"{FILE}.copy").hardlink_to(unlocked.file)
    typed(TYPED)

    done = main(["casebook", "lock"])

    assert (done, is_locked(unlocked.file)) == (0, True)
    assert capsys.readouterr().err.endswith(f"""\
{unlocked.file} is locked now. Not all that was open before could be overwritten:
the disk refused, or a file goes by another name as well, and opens under that.
The disk itself, a snapshot or a backup may still hold older copies, and those are open.
""")


def test_a_lock_that_nobody_types_the_same_way_twice_is_no_lock(
    unlocked: Shelf, at_terminal: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    at_terminal(*[TYPED, OTHER_TYPED] * 3)
    before = unlocked.disk

    done = main(["casebook", "lock"])

    assert (done, unlocked.disk) == (2, before)
    assert capsys.readouterr().err.count("These two are not the same.") == 3


@pytest.mark.parametrize("action", ["lock", "passphrase"])
def test_without_a_terminal_a_second_line_that_is_another_one_changes_nothing(
    action: str,
    plain_or_locked: Callable[[str], Shelf],
    typed: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    shelf, before = plain_or_locked(action), plain_or_locked(action).disk
    new = ANOTHER.revealed()

    typed(*([] if action == "lock" else [TYPED]), new, f"{new}s")
    done = main(["casebook", action])

    assert (done, shelf.disk) == (2, before)
    assert capsys.readouterr().err.endswith(
        "These two are not the same.\n\n  Nothing was changed. Where there is no terminal, a second line "
        "repeats the first, or is left out.\n"
    )


@pytest.mark.parametrize("again", [[], [TYPED], [""]], ids=["left out", "the same", "empty"])
def test_without_a_terminal_a_second_line_repeats_the_first_or_is_left_out(
    again: list[str], unlocked: Shelf, typed: Callable[..., None]
) -> None:
    typed(TYPED, *again)

    assert main(["casebook", "lock"]) == 0
    assert unlocked.opened(PASSPHRASE)


def test_where_there_is_none_lock_begins_one(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(tmp_path / "new"))
    typed(TYPED)

    done = main(["casebook", "lock"])

    assert (done, is_locked(tmp_path / "new" / FILE)) == (0, True)
    assert capsys.readouterr().err.endswith("is a casebook without cases now, and it is locked.\n")


def test_without_a_terminal_the_first_line_is_the_passphrase_and_the_profile_follows(
    here: Shelf, typed: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed(TYPED, Path(HYPERVIGILANT).read_text(encoding="utf-8"))

    done = main(["casebook", "add", "-"])

    code = capsys.readouterr().out.strip()
    assert done == 0
    with open_casebook(here.file, passphrase=PASSPHRASE) as casebook:
        assert sorted(line.code for line in casebook.cases()) == sorted([here.code, code])


def test_on_a_terminal_there_are_three_tries(
    here: Shelf, at_terminal: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = at_terminal("", "not this one", TYPED)

    done = main(["casebook", "list"])

    out, err = capsys.readouterr()
    assert (done, asked) == (0, ["Passphrase of the casebook: "] * 3)
    assert here.code in out
    assert err == (
        "A passphrase is asked here, and nothing was typed. It can be typed again.\n"
        "This passphrase does not open it; or it is damaged, or no casebook. The file was not touched. "
        "Capitals, spaces and the keyboard's language make a difference. It can be typed again.\n"
    )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["not this one"], "this passphrase does not open it; or it is damaged, or no casebook"),
        ([], "A passphrase is asked here, and the input ended."),
        (["\udcff\udcfe"], "This passphrase is not text in UTF-8."),
    ],
    ids=["wrong", "nothing", "no text"],
)
def test_without_a_terminal_there_is_one_try(
    lines: list[str],
    said: str,
    here: Shelf,
    typed: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = here.disk
    typed(*lines)

    done = main(["casebook", "list"])

    out, err = capsys.readouterr()
    assert (done, out, here.disk) == (2, "", before)
    assert said in err


@pytest.mark.parametrize("action", [["list"], ["lock"], ["unlock"], ["passphrase"], ["delete", "c"]], ids=str)
def test_ctrl_c_where_a_passphrase_is_asked_changes_nothing(
    action: list[str],
    here: Shelf,
    plain_or_locked: Callable[[str], Shelf],
    at_terminal: Callable[..., list[str]],
) -> None:
    shelf = plain_or_locked(action[0])
    at_terminal(KeyboardInterrupt)
    before = shelf.disk

    done = main(["casebook", *action])

    assert (done, shelf.disk) == (130, before)
    assert here.disk


@pytest.fixture
def plain_or_locked(here: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Shelf]:
    """What there is to lock, or what is locked."""

    def of(action: str) -> Shelf:
        if action != "lock":
            return here
        shelf = open_shelf(tmp_path / "open" / FILE)
        monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(shelf.file.parent))
        return shelf

    return of


def test_passphrase_changes_it_and_unlock_takes_it_away(
    here: Shelf, typed: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed(TYPED, ANOTHER.revealed())
    changed = main(["casebook", "passphrase"])
    still = is_locked(here.file)
    typed(ANOTHER.revealed())
    unlocked = main(["casebook", "unlock"])

    assert (changed, still, unlocked, is_locked(here.file)) == (0, True, 0, False)
    assert here.opened(None)
    assert capsys.readouterr() == (
        "",
        f"""\
{here.file} opens with the new passphrase now, and not with the old one.
Copies that were made before, such as a backup, still open with the old one.
{here.file} is not locked any more. Whoever uses this account on the computer can read it.
""",
    )


def test_what_became_of_the_lock_is_in_the_audit_in_the_role_that_was_said_or_else_of_the_line_before(
    unlocked: Shelf, typed: Callable[..., None]
) -> None:
    typed(TYPED)
    main(["casebook", "lock"])
    typed(TYPED, ANOTHER.revealed())
    main(["casebook", "passphrase", "--role", "clinician"])
    typed(ANOTHER.revealed())
    main(["casebook", "unlock"])

    with open_casebook(unlocked.file) as casebook:
        assert [(line.what, line.role, line.code) for line in casebook.audit()] == [
            ("added", "self", unlocked.code),
            ("locked", "self", ""),
            ("passphrase changed", "clinician", ""),
            ("unlocked", "clinician", ""),
        ]
        assert casebook.checked().flaws == ()
    planted(unlocked.file, "UPDATE audit SET at = '2020-01-01T00:00Z' WHERE what = 'unlocked'")
    with open_casebook(unlocked.file) as casebook:
        assert casebook.checked().flaws == (Flaw(4, "", CHANGED),)


def test_a_casebook_that_begins_locked_was_never_open_and_its_audit_is_empty(
    tmp_path: Path, typed: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(tmp_path / "new"))
    typed(TYPED)

    main(["casebook", "lock"])

    with open_casebook(tmp_path / "new" / FILE, passphrase=PASSPHRASE) as casebook:
        assert casebook.audit() == ()


def test_what_is_so_already_is_said(
    here: Shelf, plain_or_locked: Callable[[str], Shelf], capsys: pytest.CaptureFixture[str]
) -> None:
    codes = [main(["casebook", "lock"])]
    shelf = plain_or_locked("lock")
    codes += [main(["casebook", "unlock"]), main(["casebook", "passphrase"])]

    assert codes == [2, 2, 2]
    assert capsys.readouterr() == (
        "",
        f"{here.file} is locked already. Another passphrase: recommender casebook passphrase\n"
        + f"There is no locked casebook at {shelf.file}.\n" * 2,
    )


def test_a_clinician_who_keeps_the_first_case_reads_that_there_is_a_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(tmp_path / "new"))
    profile = tmp_path / "client.yaml"
    profile.write_text("role: clinician\nanswers: {}\n", encoding="utf-8")

    heard = []
    for _ in range(2):
        main(["casebook", "add", str(profile)])
        heard.append("recommender casebook lock" in capsys.readouterr().err)

    assert heard == [True, False]


def test_at_a_real_terminal_nothing_of_a_passphrase_is_shown(here: Shelf) -> None:
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "recommender", "casebook", "list"],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=ROOT,
        start_new_session=True,
    ) as run:
        os.close(follower)
        shown = read_until(leader, b"casebook: ")
        os.write(leader, f"{TYPED}\n".encode())
        shown += b"".join(read_on(leader))
    os.close(leader)

    assert run.returncode == 0
    assert here.code.encode() in shown
    assert TYPED.encode() not in shown


def test_without_the_extra_an_open_casebook_works_and_about_a_locked_one_it_is_said_what_to_install(
    here: Shelf, tmp_path: Path
) -> None:
    install = "what locks and unlocks a casebook is not installed\n\n  pip install 'recommender[locked]'\n"
    program = f"""
import os, sys
sys.modules["sqlcipher3"] = sys.modules["pyrage"] = None
from recommender.cli import main
codes = [int(main(["casebook", action])) for action in ("list", "lock", "unlock")]
os.environ["RECOMMENDER_CASEBOOK"] = {str(tmp_path / "open")!r}
codes += [int(main(["casebook", *words])) for words in (["add", {HYPERVIGILANT!r}], ["list"], ["lock"])]
print(codes)
"""
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, input=""
    )

    assert run.stdout.splitlines()[-1] == "[2, 2, 2, 0, 0, 2]"
    assert run.stderr.count(install) == 4
    assert is_locked(here.file)


def read_on(terminal: int) -> Iterator[bytes]:
    """What comes until the other side ends."""
    while True:
        try:
            found = os.read(terminal, 4096)
        except OSError:
            return
        if not found:
            return
        yield found


def read_until(terminal: int, end: bytes) -> bytes:
    """What comes up to these words."""
    found = b""
    for part in read_on(terminal):
        found += part
        if found.endswith(end):
            return found
    raise AssertionError(found)
