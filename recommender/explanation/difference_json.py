"""What differs between two recommendations, as JSON."""

from recommender.explanation.difference import Detail, Difference, Limiting, Pair, WeekChange
from recommender.explanation.difference_words import FIGURES, difference_text, names_of
from recommender.model.recommendation import Json, as_json
from recommender.model.rule import RuleBook
from recommender.reasons.conclusions import in_words
from recommender.reasons.names import Names


def difference_dict(difference: Difference, book: RuleBook) -> dict[str, Json]:
    """The difference as JSON.

    - `changed`: the answers that were changed, by fact, `from` and `to`.
    - `outcome`, `urgency`: `from` and `to`; the urgency is that of a referral, or null.
    - `added`, `removed`, both with the same keys: `activities` on offer, `rules` that fire (id and title),
      `limits` (the rule, empty for an adjustment, and what it does), `gates` (the effort, and what a check-in
      looks at), `tensions`, `any_time`, `contacts`, `notes`, `asks`, `left_out`.
    - `weeks`: each week whose figures differ, `from` and `to` for sessions, minutes, ceiling and easier.
    - `details`: what else differs in the sessions, by its key in the recommendation; `from` and `to` hold the
      words for times, places and company.
    - `stayed`: the activities and rules of both sides.
    - `answer`: all of it in words.
    """
    earlier, later = names_of(difference, book)
    return {
        "question": "what_if",
        "changed": changed_dict(difference),
        "outcome": _pair(difference.outcome),
        "urgency": _pair(difference.urgency),
        "added": _side(difference, "added", later),
        "removed": _side(difference, "removed", earlier),
        "weeks": [week_dict(week) for week in difference.weeks],
        "details": [_detail(item) for item in difference.details],
        "stayed": {
            "activities": list(difference.activities.stayed),
            "rules": list(difference.rules.stayed),
        },
        "answer": difference_text(difference, book),
    }


def changed_dict(difference: Difference) -> dict[str, Json]:
    """The changed answers by fact, `from` and `to`."""
    return {
        item.fact: {"from": as_json(item.before), "to": as_json(item.after)} for item in difference.changed
    }


def _pair(pair: Pair[object]) -> dict[str, Json]:
    return {"from": as_json(pair.before), "to": as_json(pair.after)}


def week_dict(week: WeekChange) -> Json:
    """A week whose figures differ, `from` and `to`."""
    return {"number": week.number, **{name: _pair(getattr(week, name)) for name in (*FIGURES, "easier")}}


def _side(difference: Difference, way: str, names: Names) -> dict[str, Json]:
    side = difference.after if way == "added" else difference.before
    found = {key: getattr(sides, way) for key, sides in difference.sides.items()}
    limits: tuple[Limiting, ...] = getattr(difference.limits, way)
    facts = side.prescription.facts
    return {
        "activities": list(found["activities"]),
        "rules": [_rule(name, names) for name in found["rules"]],
        "limits": [
            {"rule": one.rule, "does": names.fit(in_words(one.acting.body, names, facts))} for one in limits
        ],
        "gates": as_json(getattr(difference.gates, way)),
        "tensions": [
            {"about": about, "won": won, "lost": lost}
            for about, won, lost in getattr(difference.tensions, way)
        ],
        "any_time": list(found["any_time"]),
        "contacts": as_json(getattr(difference.contacts, way)),
        "notes": list(found["notes"]),
        "asks": list(found["asks"]),
        "left_out": list(found["left_out"]),
    }


def _rule(name: str, names: Names) -> Json:
    rule = names.book.rule(name)
    return {"rule": name, "title": rule.title if rule else ""}


def _detail(item: Detail) -> Json:
    return {"what": item.key, **_pair(item.words)}
