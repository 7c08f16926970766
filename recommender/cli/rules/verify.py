"""`recommender rules verify`: the laws of a rulebook, proved for every person there could be."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write, write_json
from recommender.cli.outside import rulebook_in
from recommender.cli.rules.progress import watched
from recommender.cli.rules.verify_pages import proof_as_dict, proof_page
from recommender.inference import Disagreement, EngineFault
from recommender.model.rule import RuleBook
from recommender.proving import Finding, Proof, Prover, Replayer, available
from recommender.proving.prover import Question
from recommender.workshop.witness import Witness, save, witness

WITHOUT_SOLVER = """\
recommender rules verify: the solver is not installed. It is an extra of this program:
  pip install 'recommender[verify]'"""
WITHOUT_LAWS = "recommender rules verify: there is no invariants.yaml in these rules, so no law was proved."


def run(arguments: Arguments, folder: Path) -> int:
    """Proves what can be proved, and shows the smallest person for whom something fails."""
    if not available():
        talk(WITHOUT_SOLVER)
        return ExitCode.UNUSABLE
    book = rulebook_in(folder)
    if not book.invariants.laws:
        talk(WITHOUT_LAWS)
    with Prover(book) as prover:
        proof = prover.prove(_with_a_bar)
    differing = _differing(book, proof.findings)
    believed = (finding for finding in proof.findings if finding.about not in differing)
    witnesses = tuple(witness(finding, book) for finding in believed)
    places = _saved(witnesses, arguments.save) if arguments.save else ()
    _write(proof, witnesses, places, differing, as_json=arguments.format == "json")
    return _code(proof, differing, lawless=not book.invariants.laws)


def _saved(witnesses: tuple[Witness, ...], folder: Path) -> tuple[Path, ...]:
    """Where the people were written; a message, and nowhere, where that cannot be done."""
    try:
        return save(witnesses, folder)
    except OSError as error:
        talk(f"recommender rules verify: nothing can be written into {folder}: {error.strerror}")
        return ()


def _with_a_bar(questions: Sequence[Question]) -> Iterable[Question]:
    return watched(questions, "proving")


def _differing(book: RuleBook, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Findings that do not show when the program itself works their person out."""
    if not any(finding.person for finding in findings):
        return ()
    try:
        with Replayer(book) as replayer:
            return tuple(finding.about for finding in findings if not replayer.shows(finding))
    except (Disagreement, EngineFault) as error:
        return (str(error),)


def _write(
    proof: Proof,
    witnesses: tuple[Witness, ...],
    places: tuple[Path, ...],
    differing: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    if as_json:
        write_json(proof_as_dict(proof, witnesses, differing))
        return
    write(proof_page(proof, witnesses, differing))
    if places:
        talk(f"The people of these findings are in {places[0].parent}.")


def _code(proof: Proof, differing: tuple[str, ...], *, lawless: bool) -> int:
    if proof.undecided or differing:
        return ExitCode.REFUSED
    return ExitCode.FINDINGS if proof.findings or lawless else ExitCode.DONE
