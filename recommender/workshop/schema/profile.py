"""A JSON Schema of profiles, for editors: answers, adjustments, and who gives them."""

from recommender.loading.adjustments import OF_A_CLINICIAN
from recommender.model.directive import BODIES
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort, Purpose, Stratum
from recommender.reasons.names import Names
from recommender.workshop.schema.facts import AN_ANSWER, LEFT_OPEN, FactWords, answers
from recommender.workshop.schema.values import Schema, listed, number, one_name, one_of, some, table, word
from recommender.workshop.schema.whole import DRAFT, directives_of

ROLES = {"self": "Somebody for themselves", "clinician": "A clinician, for a client"}
ANSWERED = (
    "One line for each answer. What is left out was never asked; “unknown” and “declined” say more than that."
)
ADJUSTED = "What somebody changed: less is theirs, more is for a clinician, who gives the reason."
EXPECTED = "What is expected of this person; it is read by tests alone."


def profile_schema(book: RuleBook) -> Schema:
    """The schema of profiles under a rulebook."""
    facts = FactWords(book.vocabulary, Names(book))
    whole = table(
        {
            "role": {
                "title": "role",
                "description": "Who answers.",
                **word(ROLES, f"“role” takes: {some(ROLES)}."),
            },
            "region": {"title": "region", "description": "Whose contacts are named.", **_regions(book)},
            "answers": {"title": "answers", "description": ANSWERED, **table(answers(facts), AN_ANSWER)},
            "adjustments": {
                "title": "adjustments",
                "description": ADJUSTED,
                **listed(_adjustment(book), least=0),
            },
            "expected": {"title": "expected", "description": EXPECTED},
        },
        required=["answers"],
    )
    by_clinician: Schema = {"properties": {"role": {"const": "clinician"}}, "required": ["role"]}
    return {"$schema": DRAFT, "title": "A profile", **whole, "if": by_clinician, "else": _for_oneself(facts)}


def _regions(book: RuleBook) -> Schema:
    known = {name: contacts.name for name, contacts in book.texts.contacts.items()}
    return word(known, f"“region” takes: {some(known)}.")


def _adjustment(book: RuleBook) -> Schema:
    directives = directives_of(book)
    bodies = {
        verb: directives.directive(verb, BODIES[verb]) for verb in ("limit", "exclude", "permit", "refer")
    }
    efforts = {str(effort): book.texts.outcomes("names", "intensity", effort) for effort in Effort}
    permitted = one_of(word(efforts, f"“permit” takes: {some(efforts)}."), bodies["permit"])
    aside = {
        rule.id: rule.title
        for rule in book.rules
        if rule.purpose is not Purpose.SAFETY and rule.stratum is Stratum.PRESCRIPTION
    }
    return table(
        {
            **bodies,
            "permit": {"title": "permit", "description": "An effort that a clinician opens.", **permitted},
            "set_aside": {
                "title": "set_aside",
                "description": "A rule that does not act for this person.",
                **one_name(
                    aside,
                    "This is no rule that can be set aside: a rule of prescription, and none for safety.",
                ),
            },
            "reason": {"title": "reason", "description": "Why, in a few words.", "type": "string"},
            "until_week": {
                "title": "until_week",
                "description": "The last week in which it holds; always, where this is left out.",
                **number(1, 999, "“until_week” takes the number of a week."),
            },
        }
    )


def _for_oneself(facts: FactWords) -> Schema:
    """What only a clinician records, and only a clinician opens."""
    left_open = {
        name: word(LEFT_OPEN, f"“{facts.label(name)}” is recorded by a clinician: with “role: clinician”.")
        for name in facts.vocabulary.asked()
        if facts.vocabulary[name].clinician
    }
    closed: dict[str, Schema] = {
        verb: {"type": "null", "errorMessage": f"“{verb}” is for a clinician: with “role: clinician”."}
        for verb in OF_A_CLINICIAN
    }
    adjusted: Schema = {"items": {"properties": {**closed}}}
    return {"properties": {"answers": {"properties": {**left_open}}, "adjustments": adjusted}}
