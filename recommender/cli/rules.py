"""`recommender rules`."""

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import harmless, write
from recommender.loading import load_rulebook
from recommender.problem import Problems
from recommender.verification.examples import failing_examples
from recommender.verification.safety import unheard_facts


def run(arguments: Arguments) -> int:
    """Checks a folder of rules: every mistake first, then every example that does not hold."""
    try:
        book = load_rulebook(arguments.rules)
    except Problems as problems:
        write(f"{harmless(str(problems))}\n")
        return ExitCode.UNUSABLE
    failing = (*failing_examples(book), *unheard_facts(book))
    if failing:
        write(f"{harmless(str(Problems(failing)))}\n")
        return ExitCode.FINDINGS
    write(f"{len(book.rules)} rules, no mistakes\n")
    return ExitCode.DONE
