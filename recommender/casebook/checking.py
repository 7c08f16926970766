"""Whether the audit holds: its lines, its end, and what is kept. `chain.py` says what that shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from recommender.casebook import reading
from recommender.casebook import statements as sql
from recommender.casebook.chain import Ask, beginning, codes, end_of, found_by, held, link_of
from recommender.casebook.records import AuditLine

DELETED = "deleted"
"""What the last line about a case says, unless the case is still there."""

CHANGED = "it is not as it was written, or does not stand where it was written"
NOT_THE_LAST = "the file does not note it as the line that was written last"
NOT_AS_KEPT = "what was kept with it is no longer there as it was kept"
GONE = "the case is not there, and no line says that it was deleted"
UNTOLD = "something is kept under this code that no line tells of"
NOT_THERE = "no line has the link {noted}; it is of another casebook, or lines were cut off or made anew"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that does not hold: at which line (None where no line tells of it), and about which case."""

    line: int | None
    code: str
    what: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The whole audit, what does not hold about it, and the link that was noted elsewhere, if one was."""

    lines: tuple[AuditLine, ...]
    flaws: tuple[Flaw, ...]
    noted: str = ""
    found: int = 0
    """The last line that was there before there was a chain: as it was found, so it is held."""

    @property
    def link(self) -> str:
        """The link of the last line, which stands for all of them; empty where there is none."""
        return self.lines[-1].link if self.lines else ""

    @property
    def stands_at(self) -> int | None:
        """The number of the line with the link that was noted."""
        return _number_of(self.noted, self.lines)


def checked(ask: Ask, noted: str = "") -> Checked:
    """Checks every line and everything that is kept; `noted` is a link, or as much of its beginning."""
    lines, now = _lines(ask), {code: {*held(ask, code).values()} for code in codes(ask)}
    found = found_by(ask)
    flaws = [*_of_lines(lines, end_of(ask), found), *_of_cases(lines, now)]
    if noted and _number_of(noted, lines) is None:
        flaws.append(Flaw(None, "", NOT_THERE.format(noted=noted[:12])))
    return Checked(lines, tuple(flaws), noted, found)


def holds(ask: Ask, code: str = "") -> bool:
    """Whether the lines hold, and what is kept of one case: little enough to be read for every command."""
    lines = _lines(ask)
    of_case = _of_cases([one for one in lines if one.code == code], {code: {*held(ask, code).values()}})
    return not any(_of_lines(lines, end_of(ask), found_by(ask))) and not (code and any(of_case))


def _lines(ask: Ask) -> tuple[AuditLine, ...]:
    return tuple(map(reading.audit_line, ask(sql.AUDIT, "")))


def _number_of(noted: str, lines: Sequence[AuditLine]) -> int | None:
    return next((one.number for one in lines if noted and one.link.startswith(noted)), None)


def _of_lines(lines: Sequence[AuditLine], end: tuple[int, str], found: int) -> Iterator[Flaw]:
    flaws = [*_of_links(lines, beginning(found))]
    yield from flaws
    last = lines[-1] if lines else None
    told_already = bool(last and flaws and flaws[-1].line == last.number)
    yield from _of_end(last, *end, told_already=told_already)


def _of_links(lines: Sequence[AuditLine], link: str) -> Iterator[Flaw]:
    """A line behind a gap can't be held against the one before it, so there the gap is all that is said."""
    number = 1
    for line in lines:
        if line.number > number:
            yield Flaw(line.number, line.code, _missing(number, line.number - 1))
        elif link_of(link, line) != line.link:
            yield Flaw(line.number, line.code, CHANGED)
        link, number = line.link, line.number + 1


def _missing(first: int, last: int) -> str:
    return (
        f"line {first}, before it, is missing"
        if first == last
        else f"lines {first} to {last}, before it, are missing"
    )


def _of_end(last: AuditLine | None, number: int, link: str, *, told_already: bool) -> Iterator[Flaw]:
    reached = last.number if last else 0
    if number > reached:
        where = f"the audit ends with line {reached}" if reached else "the audit is empty"
        yield Flaw(number, "", f"the file notes it as the last that was written, and {where}")
    elif last and not told_already and (number, link) != (last.number, last.link):
        yield Flaw(last.number, last.code, NOT_THE_LAST)


def _of_cases(lines: Sequence[AuditLine], now: Mapping[str, set[str]]) -> Iterator[Flaw]:
    """Every digest of a case that was not deleted since is to be that of something that is kept now."""
    told: dict[str, list[AuditLine]] = {}
    for line in lines:
        if line.what == DELETED:
            told[line.code] = []
        elif line.kept:
            told.setdefault(line.code, []).append(line)
    for code in sorted({*told, *now}):
        yield from _of_case(code, told.get(code, []), now.get(code, set()))


def _of_case(code: str, told: Sequence[AuditLine], now: set[str]) -> Iterator[Flaw]:
    """What was changed fits no line any more, just as what was put in; it is told once, with its own line."""
    lost = [line for line in told if line.kept not in now]
    for line in lost if now else lost[:1]:
        yield Flaw(line.number, code, NOT_AS_KEPT if now else GONE)
    if len(now - {line.kept for line in told}) > len(lost):
        yield Flaw(None, code, UNTOLD)
