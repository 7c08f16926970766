"""What `recommender rules verify` prints, for an author and as JSON for a program."""

from collections import Counter
from textwrap import indent

from recommender.cli.output import harmless
from recommender.cli.rules.findings import as_dict, message
from recommender.model.fact import Facts
from recommender.model.recommendation import Json
from recommender.proving import Finding, Proof
from recommender.proving.findings import Kind
from recommender.reasons.page import items, page, section, wrapped
from recommender.workshop.witness import Witness

KINDS: dict[Kind, tuple[str, str]] = {
    "dead": ("dead rule", "dead rules"),
    "shadowed": ("shadowed rule", "shadowed rules"),
    "contradiction": ("contradiction", "contradictions"),
    "gap": ("gap", "gaps"),
}


def proof_page(proof: Proof, witnesses: tuple[Witness, ...], differing: tuple[str, ...]) -> str:
    """What fails with whom, what is not decided, what is accepted, and a last line that counts."""
    return page(
        [
            *map(_witness, witnesses),
            _undecided(proof),
            _differing(differing),
            _accepted(proof),
            wrapped(_counted(proof), ""),
        ]
    )


def _witness(one: Witness) -> str:
    parts = [message(one.problem).rstrip("\n")]
    if one.person:
        parts.append(f"  {_who(one.finding)}\n\n{indent(harmless(one.person), '    ')}".rstrip())
    if one.beside:
        parts.append(f"  Beside them:\n\n{indent(harmless(one.beside), '    ')}".rstrip())
    return "\n\n".join(parts)


def _who(finding: Finding) -> str:
    people = "person" if finding.other is None else "two people"
    return f"The smallest {people} for whom this shows, as a profile that can be saved and run:"


def _undecided(proof: Proof) -> str:
    lines = (f"{name}: {reason}" for name, reason in proof.undecided)
    return section("Not decided, so nothing is claimed about it", items(lines)) if proof.undecided else ""


def _differing(differing: tuple[str, ...]) -> str:
    said = "Found by the proof, and not when the program itself worked it out, so neither is believed"
    return section(said, items(differing)) if differing else ""


def _accepted(proof: Proof) -> str:
    lines = (f"{one.about} ({one.kind}): {one.says}" for one in proof.accepted)
    return section("Known, and accepted in invariants.yaml", items(lines)) if proof.accepted else ""


def _counted(proof: Proof) -> str:
    """How many laws hold, and how many findings of each kind there are."""
    held = f"{len(proof.proved)} of {len(proof.laws)} laws are proved for every person there could be"
    counted = Counter(one.kind for one in proof.findings)
    found = ", ".join(
        f"{counted[kind]} {one if counted[kind] == 1 else many}" for kind, (one, many) in KINDS.items()
    )
    return f"{held}; {found}."


def proof_as_dict(
    proof: Proof, witnesses: tuple[Witness, ...], differing: tuple[str, ...]
) -> dict[str, Json]:
    """The same as data."""
    return {
        "proved": list(proof.proved),
        "findings": [_as_dict(one) for one in witnesses],
        "accepted": [{"kind": one.kind, "rule": one.about} for one in proof.accepted],
        "undecided": [{"about": name, "reason": reason} for name, reason in proof.undecided],
        "replay_differs": list(differing),
    }


def _as_dict(one: Witness) -> Json:
    return {
        "kind": one.finding.kind,
        "about": one.finding.about,
        "problem": as_dict(one.problem),
        "missing": [str(restraint) for restraint in one.finding.missing],
        "because": list(one.finding.because),
        "person": _answers(one.finding.person),
        "beside": _answers(one.finding.other),
    }


def _answers(facts: Facts | None) -> Json:
    return None if facts is None else {name: _said(facts.said(name)) for name in facts.known}


def _said(answer: str | int | list[str]) -> Json:
    return [*answer] if isinstance(answer, list) else answer
