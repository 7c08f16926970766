"""Work that another process does, so that whatever becomes of it there, this one goes on."""

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")
ENDING_TAKES = 5.0
ANEW = (sys.executable, "-c", f"from {__name__} import main; main()")


class NoProcess(Exception):
    """No other process can be started here; the text says why."""


class Ended(Exception):
    """The other process said nothing; the text says how it ended, as in “it …”."""


def elsewhere(work: Callable[[], T], seconds: float) -> T:
    """What `work` gives, which is done in another process and has so long for it.

    Raises `NoProcess` or `Ended`. The process is a copy of this one, which is quickest; a new one where other
    threads are at work, as a copy could wait for them for ever.
    """
    copied = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    answer = (_by_a_copy if copied and threading.active_count() == 1 else _anew)(work, seconds)
    try:
        said: T = pickle.loads(answer)  # noqa: S301 - from a process of this program
    except (EOFError, pickle.UnpicklingError) as error:
        raise Ended("ended without a word") from error
    return said


def _by_a_copy(work: Callable[[], object], seconds: float) -> bytes:
    receiving, sending = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_answer, args=(work, sending), daemon=True)
    with receiving:
        with sending, warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads that C has; a copy lacks them
            try:
                process.start()
            except OSError as error:
                raise NoProcess(error.strerror or str(error)) from error
        try:
            if not receiving.poll(seconds):
                raise Ended(_too_long(seconds))
            with suppress(EOFError, OSError):
                return receiving.recv_bytes()
            process.join(ENDING_TAKES)
            raise Ended(_ending(process.exitcode or 0))
        finally:
            process.kill()
            process.join()


def _anew(work: Callable[[], object], seconds: float) -> bytes:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    try:
        process = subprocess.Popen(ANEW, stdin=pipe, stdout=pipe, stderr=nothing, env=environment)  # noqa: S603
    except OSError as error:
        raise NoProcess(error.strerror or str(error)) from error
    with process:
        try:
            answer, _ = process.communicate(pickle.dumps(work), seconds)
        except subprocess.TimeoutExpired as error:
            raise Ended(_too_long(seconds)) from error
        finally:
            process.kill()
    if process.returncode:
        raise Ended(_ending(process.returncode))
    return answer


def main() -> None:
    """What a new process does: work comes in over stdin, and what it gives goes out over stdout."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    work: Callable[[], object] = pickle.load(sys.stdin.buffer)  # noqa: S301 - from a process of this program
    with suppress(OSError), out:
        out.write(_pickled(work))


def _answer(work: Callable[[], object], sending: Connection) -> None:
    with suppress(OSError):
        sending.send_bytes(_pickled(work))


def _pickled(work: Callable[[], object]) -> bytes:
    """Ctrl+C is for the process that waits for this one, and ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return pickle.dumps(work())


def _too_long(seconds: float) -> str:
    return f"did not come to an end within {seconds:.0f} seconds"


def _ending(code: int) -> str:
    if code >= 0:
        return "ended without a word"
    try:
        return f"ended in a crash ({signal.Signals(-code).name})"
    except ValueError:
        return f"ended in a crash (signal {-code})"
