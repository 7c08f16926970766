"""The person of a finding as profile files that can be saved and run."""

from dataclasses import dataclass
from pathlib import Path

from recommender.loading.profile import Profile
from recommender.model.fact import Facts
from recommender.model.rule import RuleBook
from recommender.problem import Code, Problem
from recommender.proving import Finding
from recommender.proving.replay import role_for
from recommender.workshop.profile_text import profile_text

CODES = {
    "invariant": Code.REFUTED,
    "dead": Code.DEAD,
    "shadowed": Code.SHADOWED,
    "contradiction": Code.RULES_DISAGREE,
    "gap": Code.GAP,
}


@dataclass(frozen=True, slots=True)
class Witness:
    """A finding as a message, and the smallest person for whom it shows, each as the text of a profile.

    `beside` is the second person of a law that compares two. Both are empty where there is nobody to show.
    """

    finding: Finding
    problem: Problem
    person: str = ""
    beside: str = ""


def witness(finding: Finding, book: RuleBook) -> Witness:
    """The message of a finding, and its people."""
    return Witness(finding, _problem(finding), _text(finding.person, book), _text(finding.other, book))


def save(witnesses: tuple[Witness, ...], folder: Path) -> tuple[Path, ...]:
    """Writes each person into a folder that is made if need be; no file that is there is written over.

    Raises OSError where that cannot be done.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for one in witnesses:
        for text, ending in ((one.person, ""), (one.beside, "-beside")):
            if text:
                written.append(_free(folder, f"{one.finding.about}{ending}"))
                with written[-1].open("x", encoding="utf-8") as file:
                    file.write(f"# {one.problem.what}\n{text}")
    return tuple(written)


def _free(folder: Path, name: str) -> Path:
    """A path that nothing has yet."""
    paths = (folder / f"{name}{number}.yaml" for number in ("", *(f"-{n}" for n in range(2, 10_000))))
    return next(path for path in paths if not path.exists())


def _text(facts: Facts | None, book: RuleBook) -> str:
    return "" if facts is None else profile_text(Profile(facts, role_for(facts, book.vocabulary)))


def _problem(finding: Finding) -> Problem:
    sort = "invariant" if finding.kind == "invariant" else "rule"
    return Problem(
        CODES[finding.kind], _what(finding), finding.span, f"{sort} “{finding.about}”", help=_help(finding)
    )


def _lacking(finding: Finding) -> str:
    """What is missing, and of whom; where two people are compared, also the answer in which they differ."""
    lacking = ", ".join(map(str, finding.missing))
    if finding.person and finding.other:
        one, other = (_said(facts, finding.apart) for facts in (finding.person, finding.other))
        whom = "the second" if finding.other_lacks else "the first"
        return (
            f"Two people differ in {finding.apart} alone: {one}, and {other}. What {whom} of them lacks, and "
            f"the other has: {lacking}."
        )
    week = f"In a week of which all is open but {' · '.join(finding.because)}: " if finding.because else ""
    return f"{week}what they lack: {lacking}." if week else f"What they lack: {lacking}."


def _said(facts: Facts, name: str) -> str:
    said = facts.said(name)
    return f"[{', '.join(said)}]" if isinstance(said, list) else str(said)


def _what(finding: Finding) -> str:
    if finding.kind != "invariant" or not finding.missing:
        return finding.says
    return f"this law does not hold for everybody: {finding.says}"


def _help(finding: Finding) -> str:
    if finding.missing:
        return _lacking(finding)
    if finding.kind == "dead":
        return f"These cannot be true together: {' · '.join(finding.because)}."
    if finding.kind == "shadowed":
        return "It can go, or the reason why it stays can be named under “accepted” in invariants.yaml."
    return ""
