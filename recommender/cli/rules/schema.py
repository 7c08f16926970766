"""`recommender rules schema`: what editors complete and check rule files with."""

from pathlib import Path

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import write_json
from recommender.cli.outside import rulebook_in
from recommender.model.scale import Stratum
from recommender.workshop.schema.profile import profile_schema
from recommender.workshop.schema.whole import rules_schema

PROFILE = "profile"


def run(arguments: Arguments, folder: Path) -> int:
    """Writes the schema that the rulebook comes to; the same bytes as long as the rulebook is the same."""
    book, wanted = rulebook_in(folder), arguments.schema_for
    if wanted == PROFILE:
        write_json(profile_schema(book))
    else:
        write_json(rules_schema(book, Stratum(wanted) if wanted else None))
    return ExitCode.DONE
