"""A JSON Schema of rule files, made from a rulebook, for editors that complete and check YAML as it is typed.

Draft 7, which the servers for YAML know best. It speaks of one line at a time; what lines say together,
such as states that go in circles, `rules check` finds.
"""

from recommender.loading.rules import OUTCOMES, REQUIRED
from recommender.model.recommendation import Json
from recommender.model.rule import RuleBook
from recommender.model.scale import Purpose, Stratum
from recommender.reasons.names import Names
from recommender.workshop.schema.directives import Directives
from recommender.workshop.schema.facts import A_FACT, AN_ANSWER, FactWords, answers, condition, lines
from recommender.workshop.schema.fields import Fields
from recommender.workshop.schema.values import (
    Schema,
    listed,
    one_line,
    one_name,
    one_of,
    some,
    table,
    word,
)  # fmt: skip
from recommender.workshop.showing.week_words import names_in

DRAFT = "http://json-schema.org/draft-07/schema#"
EVIDENCE = ("article", "guideline", "trial", "convention")
IF_UNKNOWN = {
    "refer": "While the answer is missing, it refers all the same.",
    "ask": "While the answer is missing, the question is asked again, and no doses are given.",
    "ignore": "While the answer is missing, nothing follows from this rule.",
}
PURPOSES = {
    Purpose.SAFETY: "Comes before everything else, and cannot be set aside.",
    Purpose.TRAUMA: "What a nervous system that had to be on guard can bear.",
    Purpose.RECOVERY: "Sleep, energy, illness and what they leave room for.",
    Purpose.DOSE: "How much, how often, how hard.",
    Purpose.PREFERENCE: "What somebody likes and what fits their week.",
    Purpose.EDUCATION: "What is good to know.",
}
TEXTS = {
    "title": "One line that says what the rule does, for whom.",
    "because": "Why, to the person, in words that invite.",
    "because_unknown": "What is said instead where the rule acts only because an answer is missing. "
    "It claims nothing about the person.",
}
OUTCOME = {
    "fires": "Somebody with these answers, for whom the condition holds.",
    "silent": "Somebody with these answers, for whom it does not hold.",
    "cannot tell": "Somebody with these answers, for whom it is open.",
}
WHEN = "Lines that all hold; a list beside a fact is any of them. What a line takes is offered as you type."
UNLESS = "Where this holds for sure, the rule stays silent. Written as “when” is."
THEN = "What follows: a list of directives."
SOURCES = "What the rule rests on: claims and references of sources.yaml."
EXAMPLES = (
    "At least one that fires, one that stays silent, and one that cannot tell where an answer can be missing."
)
SAID = ("title", "description", "errorMessage", "enumDescriptions")
LINES, ANSWERS = "#/definitions/lines", "#/definitions/answers"


def rules_schema(book: RuleBook, stratum: Stratum | None = None) -> Schema:
    """The schema of the rule files of one stratum, or of any rule file."""
    known = tuple(facts for at_check_ins, facts in _facts(book) if _reads(stratum, at_check_ins=at_check_ins))
    defined: Schema = {
        "lines": table(_together([lines(facts) for facts in known]), A_FACT),
        "answers": table(_together([answers(facts) for facts in known]), AN_ANSWER),
        "directive": directives_of(book).within([stratum] if stratum else Stratum),
        "rule": _rule(book, stratum),
    }
    named = f"The rules of {stratum}" if stratum else "Rules"
    defined["condition"] = _condition(defined["lines"])
    return {
        "$schema": DRAFT,
        "title": named,
        **listed({"$ref": "#/definitions/rule"}),
        "definitions": defined,
    }


def directives_of(book: RuleBook) -> Directives:
    """The directives, with all that the rulebook has for them to name."""
    names = Names(book)
    return Directives(Fields(FactWords(book.vocabulary, names), names, LINES, ANSWERS))


def _facts(book: RuleBook) -> list[tuple[bool, FactWords]]:
    """What rules may read: for a person, and at check-ins."""
    found = [(False, FactWords(book.vocabulary, Names(book)))]
    if book.review is not None:
        found.append((True, FactWords(book.review.vocabulary, names_in(book, at_check_ins=True))))
    return found


def _reads(stratum: Stratum | None, *, at_check_ins: bool) -> bool:
    return stratum is None or at_check_ins == (stratum is Stratum.REVIEW)


def _together(every: list[dict[str, Schema]]) -> dict[str, Schema]:
    """The facts of all vocabularies; one that stands in two of them takes what either takes."""
    found: dict[str, Schema] = {}
    for facts in every:
        for name, schema in facts.items():
            earlier = found.get(name, schema)
            found[name] = earlier if _bare(earlier) == _bare(schema) else {"anyOf": [earlier, schema]}
    return found


def _bare(schema: Json) -> Json:
    """What it takes, without what is said about it."""
    if isinstance(schema, dict):
        return {key: _bare(part) for key, part in schema.items() if key not in SAID}
    return [_bare(part) for part in schema] if isinstance(schema, list) else schema


def _condition(lines_: Json) -> Schema:
    facts = lines_["properties"] if isinstance(lines_, dict) else {}
    names = facts if isinstance(facts, dict) else {}
    return condition({name: {"$ref": f"{LINES}/properties/{name}"} for name in names}, LINES)


def _rule(book: RuleBook, stratum: Stratum | None) -> Schema:
    keys: dict[str, Schema] = {
        "id": {
            "title": "id",
            "description": "A name of its own in the whole rulebook.",
            "type": "string",
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
            "errorMessage": "An id is lower case words with dashes between.",
        },
        **{name: {"title": name, "description": said, "type": "string"} for name, said in TEXTS.items()},
        "purpose": _described(
            "purpose", "What the rule is for, from the first to be heard to the last.", _purposes()
        ),
        "when": {"title": "when", "description": WHEN, "$ref": "#/definitions/condition"},
        "unless": {"title": "unless", "description": UNLESS, "$ref": "#/definitions/condition"},
        "then": _described("then", THEN, listed({"$ref": "#/definitions/directive"})),
        "sources": _described("sources", SOURCES, _sources(book)),
        "evidence": _described("evidence", "How good the ground is.", _evidence(book)),
        "examples": _described("examples", EXAMPLES, listed(_example())),
    }
    if stratum in (None, Stratum.SCREENING):
        unknown = word(IF_UNKNOWN, f"“if_unknown” takes: {some(IF_UNKNOWN)}.")
        keys["if_unknown"] = _described("if_unknown", "What follows while an answer is missing.", unknown)
    needed = (*REQUIRED, "if_unknown") if stratum is Stratum.SCREENING else REQUIRED
    return table(keys, required=needed)


def _described(title: str, said: str, schema: Schema) -> Schema:
    return {"title": title, "description": said, **schema}


def _purposes() -> Schema:
    known = {str(purpose): PURPOSES[purpose] for purpose in reversed(Purpose)}
    return word(known, f"“purpose” takes: {some(known)}.")


def _sources(book: RuleBook) -> Schema:
    known = {
        name: f"{origin.says} ({origin.cite or origin.section or origin.kind})"
        for name, origin in book.origins.items()
    }
    one = one_name(
        known, "This is not in sources.yaml. A rule names claims and references by their id there."
    )
    return one_of(one, listed(one))


def _evidence(book: RuleBook) -> Schema:
    known = {name: book.texts.outcomes("names", "evidence", name) for name in EVIDENCE}
    return word(known, f"“evidence” takes: {some(known)}.")


def _example() -> Schema:
    """One line that says what becomes of somebody with these answers."""
    said: dict[str, Schema] = {
        name: {"title": name, "description": OUTCOME[name], "$ref": ANSWERS} for name in OUTCOMES
    }
    return one_line(said, "An example is one line “fires: {answers}”, “silent: …” or “cannot tell: …”.")
