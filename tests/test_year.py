"""A simulated year: fictional people, their logs, and the laws of every plan, review after review.

YEARS=1000 looks at so many people, in two processes; YEARS_SEED draws other ones, and YEARS_FROM goes on
where a run was stopped. The number of a person is told with every breach.
"""

import faulthandler
import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

import pytest
from people import shipped
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from year_eventful import half_year, two_people
from year_faults import FAULTS, Fault
from year_people import SEED
from year_tally import LAWS, Tally, breaches, look_at
from years import Law, kept_by, live, year_of

from recommender.loading.log import as_session, read_sessions
from recommender.model.scale import Decision

YEARS = int(os.environ.get("YEARS", "0"))
FIRST = int(os.environ.get("YEARS_FROM", "0"))
A_FEW = 5
STRETCH = 20
HANGS_AFTER = 600


def test_no_law_is_broken_in_a_year_of_a_few_people() -> None:
    tally = look_at(SEED, range(A_FEW))

    assert tally.breaches == []
    assert tally.counts["weeks"] > A_FEW * 45
    assert {str(decision) for decision in Decision} - tally.decisions.keys() <= {"refer", "pause"}


@pytest.mark.skipif(not YEARS, reason="YEARS says how many people")
@pytest.mark.timeout(0)
def test_no_law_is_broken_in_a_year_of_many_people(capfd: pytest.CaptureFixture[str]) -> None:
    faulthandler.cancel_dump_traceback_later()  # the watchdog of pytest counts minutes, and this takes some
    whole = Tally()
    columns = (TextColumn("people"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())

    with capfd.disabled():
        print(f"\nYEARS_SEED={SEED}, people {FIRST} to {FIRST + YEARS - 1}")
        with (
            Progress(*columns, console=Console(stderr=True)) as progress,
            ProcessPoolExecutor(2, get_context("spawn")) as pool,
        ):
            bar = progress.add_task("people", total=YEARS)
            numbers = range(FIRST, FIRST + YEARS)
            parts = [numbers[start : start + STRETCH] for start in range(0, YEARS, STRETCH)]
            for done in as_completed(pool.submit(look_at, SEED, part) for part in parts):
                whole.add(done.result(HANGS_AFTER))
                progress.update(bar, completed=whole.counts["people"])
        print(whole.told())

    assert whole.breaches == []
    assert whole.counts["people"] == YEARS


def test_a_simulated_log_could_have_been_written_by_hand() -> None:
    log = kept_by(SEED, 0).log

    assert read_sessions([as_session(entry) for entry in log.entries], shipped()) == log


def test_a_person_is_the_same_every_time_and_another_number_is_another_person() -> None:
    first, again, other = (kept_by(SEED, number) for number in (1, 1, 2))

    assert (first.given.as_dict(), first.log) == (again.given.as_dict(), again.log)
    assert (first.given.as_dict(), first.log) != (other.given.as_dict(), other.log)


def test_what_is_written_later_changes_no_check_in_before_it() -> None:
    when_it_came = year_of(SEED, 1)

    at_the_end = live(when_it_came.given, when_it_came.log)

    assert at_the_end == when_it_came


def test_the_eventful_half_year_breaks_no_law_and_holds_every_decision() -> None:
    """So that what the laws say below is about the fault alone."""
    years = [half_year(given) for given in two_people()]

    assert [breach for year in years for breach in breaches(year)] == []
    assert {record.decision for year in years for record, _, _ in year.reviews} == set(Decision)


def test_every_law_has_a_fault_that_makes_it_speak() -> None:
    assert [law.__name__ for law in LAWS] == list(FAULTS)


@pytest.mark.parametrize(
    ("law", "fault"),
    [(law, fault) for law in LAWS for fault in FAULTS.get(law.__name__, ())],
    ids=lambda part: part.__name__,
)
def test_each_law_speaks_where_the_program_is_at_fault(
    law: Law, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = two_people()
    fault(monkeypatch)

    said = (breach for given in people for breach in law(half_year(given)))

    assert next(said, None) is not None
