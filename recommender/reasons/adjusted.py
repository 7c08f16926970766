"""What somebody changed beside the rules, in words."""

from collections.abc import Mapping

from recommender.model.directive import Exclude, Limit, Permit
from recommender.model.fact import Facts
from recommender.model.written import Plain
from recommender.reasons.conclusions import in_words
from recommender.reasons.names import Names

VERBS = ("limit", "exclude", "permit", "set_aside", "refer")


def adjusted(change: Plain, names: Names, facts: Facts) -> str:
    """One adjustment as a profile writes it, with its reason and until when; empty where it is none."""
    written: Mapping[str, Plain] = change if isinstance(change, Mapping) else {}
    verb = next((verb for verb in VERBS if verb in written), None)
    if verb is None:
        return ""
    reason = str(written.get("reason") or names.outcomes("adjustment", "no_reason"))
    what = _changed(verb, written[verb], names, facts)
    if "until_week" in written:
        what = names.outcomes("lines", "until_week", text=what, week=written["until_week"])
    text = names.outcomes("adjustment", verb, what=what, reason=reason.rstrip("."))
    return names.fit(f"{text[:1].upper()}{text[1:]}.")


def _changed(verb: str, written: Plain, names: Names, facts: Facts) -> str:
    match verb:
        case "limit":
            return in_words(Limit.model_validate(written), names, facts)
        case "exclude":
            return in_words(Exclude.model_validate(written), names, facts)
        case "permit":
            body = {"intensity": written} if isinstance(written, str) else written
            return in_words(Permit.model_validate(body), names, facts)
        case "set_aside":
            return names.title(str(written))
        case _:
            return names.outcomes("names", "urgency", str(written))
