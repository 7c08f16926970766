"""What `recommender rules diff` says of every possible person."""

from collections.abc import Iterator

from recommender.cli.rules.diff_found import Difference, State, TwoReadings
from recommender.reasons.page import INDENT, items, section, wrapped
from recommender.workshop.comparing.words import in_short
from recommender.workshop.profile_text import profile_text

IN_SHORT = 4
"""So many differences of a person are told in one line."""

INSTALL = "pip install 'recommender[verify]'"
NUMBERS = (
    "Numbers of plan.yaml differ: they are no part of the proof, and whether they treat anybody laxer or "
    "stricter is not proved."
)
BY_GROWTH = " How far weeks grow is no part of the proof, and it makes somebody laxer or stricter here."
UNPROVED: dict[State, str] = {
    "words": "Nothing but words and grounds differs, so nobody is treated differently before a check-in.",
    "intake": "Nothing that acts at intake differs, so nobody is treated differently before a check-in.",
    "refuted": "Refuted: the solver found somebody who loses a safety limit.",
    "undecided": "Undecided, so nothing is claimed: ",
    "differs": (
        "Not told, and nothing is claimed: the solver and the comparison of people contradict each other."
    ),
    "missing": f"Not proved: the solver is not installed. It comes with {INSTALL}",
}
NEXT = "`recommender rules verify` tells which law it breaks"


def proof_section(found: Difference) -> str:
    """The state of the proof, and whoever is read otherwise by the solver than by the comparison."""
    proof = found.proof
    blocks = [wrapped(proved(found))]
    if proof.unsettled:
        blocks += _two_readings(proof.unsettled, "The comparison of people", [NEXT])
    for one in proof.named:
        blocks += _two_readings(one, "Limits as they are compared here", [])
    return section("Every possible person", *blocks)


def profile_block(lines: str) -> str:
    """A profile as it can be saved and run, further in."""
    return "\n".join(f"{INDENT * 2}{line}" for line in lines.splitlines())


def _two_readings(one: TwoReadings, here: str, more: list[str]) -> Iterator[str]:
    other = in_short(one.contrast, IN_SHORT) if one.contrast else "this person is treated the same"
    yield items([f"The solver: {one.solver}", f"{here}: {other}", *more])
    if one.file:
        yield wrapped(f"The person is the profile {one.file}")
    else:
        yield wrapped("As a profile:")
        yield profile_block(profile_text(one.profile))


def proved(found: Difference) -> str:
    """The state of the proof in a sentence or two."""
    proof = found.proof
    if proof.state == "proved":
        return _claims(found)
    return f"{UNPROVED[proof.state]}{proof.why}{'.' if proof.why else ''}"


def _claims(found: Difference) -> str:
    """What is proved: of rules at intake, before adjustments and check-ins."""
    proof, comparison = found.proof, found.comparison
    whom = "every possible person" if comparison.same_words else "every possible answer to what both ask"
    if not comparison.same_numbers:
        return f"Proved for {whom}, at intake: nobody loses a safety limit of a rule. {NUMBERS}"
    also = "; no rule holds anybody back less" if proof.none_laxer else ""
    also += "; no rule holds anybody back more" if proof.none_stricter else ""
    growth = BY_GROWTH if proof.by_growth else ""
    return f"Proved for {whom}, at intake: nobody loses a safety limit{also}.{growth}"
