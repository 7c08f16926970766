"""Lines out and lines in: only ever added, wrapped, and with nothing in them that a terminal obeys."""

import io
import textwrap
from dataclasses import dataclass
from getpass import getpass
from typing import Self, TextIO

WIDTH = 78
LEAVE_NOW = ("\x18", "\x1b[24~")
"""Ctrl+X and F12, as they arrive in a line."""


class LeaveNow(Exception):
    """The person leaves at once, and nothing more is printed."""


class EndOfInput(Exception):
    """There is nothing more to read."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A conversation on paper."""

    stdin: TextIO
    stdout: TextIO

    @classmethod
    def over(cls, stdin: TextIO, stdout: TextIO) -> Self:
        """A conversation over streams on which no letter is an error."""
        return cls(_forgiving(stdin), _forgiving(stdout))

    def say(self, text: str) -> None:
        """A paragraph, and an empty line after it."""
        self._write(_wrapped(text, ""))
        self.gap()

    def line(self, text: str) -> None:
        """A line of its own, without one after it."""
        self._write(_wrapped(text, ""))

    def item(self, key: str, text: str) -> None:
        """A line of a list: the key that chooses it, and its words, set in where they need more room."""
        self._write(_wrapped(f"{key}. {text}", " " * (len(key) + 2)))

    def item_of(self, sign: str, text: str) -> None:
        """A line of a list that has a sign in place of a key."""
        self._write(_wrapped(f"{sign} {text}", " " * (len(sign) + 1)))

    def as_it_is(self, text: str) -> None:
        """A text that is laid out already; a line that is too long for the page is wrapped."""
        for line in text.splitlines():
            margin = " " * (len(line) - len(line.lstrip()))
            self._write([line.rstrip()] if len(line.rstrip()) <= WIDTH else _wrapped(line.strip(), margin))
        self.gap()

    def gap(self) -> None:
        """An empty line."""
        self._write([""])

    def ask(self, prompt: str) -> str:
        """What is typed in answer to a prompt. Raises `LeaveNow` or `EndOfInput`."""
        *first, last = _wrapped(prompt, "")
        self._write(first)
        self.stdout.write(f"{_printable(last)} ")
        self.stdout.flush()
        typed = self.stdin.readline()
        if any(key in typed for key in LEAVE_NOW):
            raise LeaveNow
        if not (typed.endswith("\n") and self.stdin.isatty()):
            self.gap()
        if not typed:
            raise EndOfInput
        return typed.strip()

    @property
    def hides(self) -> bool:
        """Whether what is typed can be hidden: there is a terminal that would show it."""
        return self.stdin.isatty()

    def ask_hidden(self, prompt: str) -> str:
        """What is typed in answer to a prompt, with all its gaps; not shown at a terminal.

        Raises `LeaveNow` or `EndOfInput`.
        """
        *first, last = _wrapped(prompt, "")
        self._write(first)
        typed = self._hidden(f"{_printable(last)} ") if self.hides else self._seen(f"{_printable(last)} ")
        if any(key in typed for key in LEAVE_NOW):
            raise LeaveNow
        return typed

    def _hidden(self, prompt: str) -> str:
        try:
            return getpass(prompt, self.stdout)
        except EOFError as end:
            self.gap()
            raise EndOfInput from end
        except UnicodeDecodeError:
            return "\N{REPLACEMENT CHARACTER}"

    def _seen(self, prompt: str) -> str:
        self.stdout.write(prompt)
        self.stdout.flush()
        typed = self.stdin.readline()
        self.gap()
        if not typed:
            raise EndOfInput
        return typed.rstrip("\r\n")

    def _write(self, lines: list[str]) -> None:
        self.stdout.writelines(f"{_printable(line)}\n" for line in lines)


def _forgiving(stream: TextIO) -> TextIO:
    """A letter that cannot be read or written becomes a mark."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    return stream


def _wrapped(text: str, margin: str) -> list[str]:
    inner = margin if text.startswith(margin) and margin else ""
    return textwrap.wrap(
        text, WIDTH, initial_indent=inner, subsequent_indent=margin, break_on_hyphens=False
    ) or [""]


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
