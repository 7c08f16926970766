"""The conclusion of a rule: each directive as a typed record with the words it was written in."""

from recommender.loading.conditions import read_condition
from recommender.loading.landing import directive_lines
from recommender.loading.reading import read, start
from recommender.loading.yaml_tree import Listing, Node, Table, Text, plain
from recommender.model.directive import BODIES, SHORT_FORMS, Body, Directive
from recommender.model.fact import Vocabulary
from recommender.model.scale import Stratum
from recommender.model.spelling import MOST_DIGITS
from recommender.model.written import Plain
from recommender.problem import Code, Problem, likely


def read_directive(
    node: Node, stratum: Stratum, vocabulary: Vocabulary, problems: list[Problem], about: str
) -> Directive | None:
    """The directive that one entry of `then` spells out; None, with the mistake, where there is none."""
    found = directive_lines(node, about)
    if isinstance(found, Problem):
        problems.append(found)
        return None
    verb, content = found[0].entries[0]
    if not _known(verb, stratum, problems, about):
        return None
    body = read_body(verb.value, content, problems, about)
    if body is None:
        return None
    _check_until(verb.value, content, vocabulary, problems, about)
    return Directive(verb=verb.value, body=body, written={verb.value: numbered(plain(content))})


def read_body(verb: str, content: Node, problems: list[Problem], about: str) -> Body | None:
    """The body of a directive, short forms included."""
    model = BODIES[verb]
    if verb == "derive":
        return _derive(content, problems, about)
    if verb in SHORT_FORMS and not isinstance(content, Table):
        content = Table(((Text(SHORT_FORMS[verb], content.span), content),), content.span)
    elif verb == "exclude" and isinstance(content, Listing):
        content = Table(((Text("activity", content.span), content),), content.span)
    return read(model, content, problems, about)


def numbered(value: Plain) -> Plain:
    """Plain data whose texts of digits are numbers, as a reader of JSON expects."""
    if isinstance(value, str):
        is_number = value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS
        return int(value) if is_number else value
    if isinstance(value, dict):
        return {key: numbered(item) for key, item in value.items()}
    if isinstance(value, list):
        return [numbered(item) for item in value]
    return value


def _known(verb: Text, stratum: Stratum, problems: list[Problem], about: str) -> bool:
    here = tuple(name for name, body in BODIES.items() if stratum in body.strata)
    if verb.value not in BODIES:
        what = f"“{verb.value}” is not a directive"
        problems.append(likely(Problem(Code.UNKNOWN_DIRECTIVE, what, verb.span, about, here), verb.value))
    elif verb.value not in here:
        strata = " and ".join(str(home) for home in BODIES[verb.value].strata)
        what = f"“{verb.value}” cannot stand in {stratum}"
        help_line = f"It stands in rules of the folder {strata}."
        problems.append(Problem(Code.WRONG_STRATUM, what, verb.span, about, here, help=help_line))
    return verb.value in here


def _derive(content: Node, problems: list[Problem], about: str) -> Body | None:
    entries = content.entries if isinstance(content, Table) else ()
    if len(entries) == 1 and isinstance(entries[0][1], Text) and entries[0][1].value == "yes":
        return BODIES["derive"].model_validate({"state": entries[0][0].value})
    what = "a state is derived as “derive: {state: yes}”"
    help_line = "Where no rule derives it, it does not hold; no rule says “no”."
    problems.append(Problem(Code.WRONG_SHAPE, what, start(content), about, help=help_line))
    return None


def _check_until(
    verb: str, content: Node, vocabulary: Vocabulary, problems: list[Problem], about: str
) -> None:
    """What a hold waits for is a condition like any other, and its mistakes are said like any other's."""
    if verb == "hold" and isinstance(content, Table):
        read_condition(content.get("until"), vocabulary, problems, about)
