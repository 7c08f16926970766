"""`recommender rules test`: the examples that every rule carries."""

from pathlib import Path

from recommender.cli.arguments import Arguments
from recommender.cli.output import write, write_json
from recommender.cli.rules.findings import as_dicts, code, messages
from recommender.cli.rules.pages import tried_as_dict
from recommender.loading import load_rulebook
from recommender.verification.examples import tried_examples


def run(arguments: Arguments, folder: Path) -> int:
    """Runs every example. A rule without one of its kinds of examples is not even loaded."""
    book = load_rulebook(folder)
    tried = tried_examples(book)
    failing = tuple(one.problem for one in tried if not one.holds)
    if arguments.format == "json":
        write_json({**tried_as_dict(tried, book), "problems": as_dicts(failing)})
    elif failing:
        write(messages(failing))
    else:
        held = f"{len(tried)} examples of {len(book.every_rule)} rules hold"
        write(f"{held}; every rule has all its kinds of examples.\n")
    return code(failing)
