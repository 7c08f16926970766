"""`recommender rules show ID`: one rule as a sentence, on what it rests, for whom it fires, what it wins."""

from pathlib import Path

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write, write_json
from recommender.cli.outside import rulebook_in
from recommender.cli.results import Refusal
from recommender.cli.rules.everybody import everybody
from recommender.cli.rules.nearest import unknown
from recommender.cli.rules.show_pages import shown_as_dict, shown_page
from recommender.workshop.showing.shown import shown


def run(arguments: Arguments, folder: Path) -> int:
    """Writes all that is known of a rule; an id that there is not, with the nearest ones, exits with 2."""
    book = rulebook_in(folder)
    rule = next((rule for rule in book.every_rule if rule.id == arguments.rule), None)
    if rule is None:
        ids = [rule.id for rule in book.every_rule]
        talk(f"recommender rules show: {unknown(arguments.rule, 'the id of a rule', ids)}")
        return ExitCode.UNUSABLE
    try:
        people = everybody(book, arguments.profiles)
    except Refusal as refused:
        talk(str(refused))
        return ExitCode.REFUSED
    found = shown(rule, book, people.people)
    if arguments.format == "json":
        write_json(shown_as_dict(found, book, people))
    else:
        write(shown_page(found, book, people))
    return ExitCode.DONE
