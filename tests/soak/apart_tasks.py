"""Work in processes of its own, two at a time: a crash or a hang of one is counted, and the rest goes on."""

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeAlias

from found import Found

AT_ONCE = 2
LOOKS_EVERY = 0.5

Say: TypeAlias = Callable[[object], None]
"""Tells the first process how far the work is, or hands over what was found."""


@dataclass(frozen=True)
class Task:
    """Work of which something is heard every so many seconds, or it hangs.

    `work` is called with `say`, with a file for what is being tried at the moment, and with `given`.
    """

    name: str
    work: Callable[..., Found]
    given: tuple[object, ...] = ()
    silence: float = 120.0


@dataclass
class _Running:
    task: Task
    process: BaseProcess
    receiving: Connection
    now: Path
    heard: float = field(default_factory=time.monotonic)

    def ended(self, how: str) -> Found:
        """That this one crashed or hangs, and over what."""
        self.process.kill()
        self.process.join()
        tried = self.now.read_bytes()[:300] if self.now.exists() else b""
        return Found(crashes=[f"{self.task.name} {how}{f', with {tried!r}' if tried else ''}"])


def done(tasks: Sequence[Task], scratch: Path, progress: Callable[[str], None]) -> Iterator[Found]:
    """What each of the tasks found, as they end."""
    waiting, running = list(tasks), list[_Running]()
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            running.append(_begun(waiting.pop(0), scratch / f"{len(waiting)}"))
        wait([one.receiving for one in running], LOOKS_EVERY)
        for one in tuple(running):
            found = _heard(one, progress)
            if found is not None:
                running.remove(one)
                one.receiving.close()
                yield found


def _begun(task: Task, now: Path) -> _Running:
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(task, sending, now), daemon=True)
    process.start()
    sending.close()
    return _Running(task, process, receiving, now)


def _do(task: Task, sending: Connection, now: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sending.send(task.work(sending.send, now, *task.given))


def _heard(one: _Running, progress: Callable[[str], None]) -> Found | None:
    """What it found, if it has ended in any way."""
    try:
        while one.receiving.poll():
            said = one.receiving.recv()
            if isinstance(said, Found):
                one.process.join()
                return said
            one.heard = time.monotonic()
            progress(f"{one.task.name}: {said}")
    except EOFError:
        one.process.join(5)
        return one.ended(f"crashed ({one.process.exitcode})")
    if time.monotonic() - one.heard > one.task.silence:
        return one.ended(f"said nothing for {one.task.silence:.0f} seconds")
    return None
