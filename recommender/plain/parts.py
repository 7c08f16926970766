"""A result part by part: why each is there, why others are not, and what would change one."""

from collections.abc import Callable, Iterable

from recommender.explanation import Explanation, UnknownPart, otherwise_text, what_would_change, why, why_not
from recommender.explanation import as_text as explained
from recommender.explanation.absent import absent
from recommender.inference import Disagreement, EngineFault
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.plain.adjust import told
from recommender.plain.aside import aside
from recommender.plain.reading import number_of
from recommender.plain.talk import Talk
from recommender.reasons.page import flowed
from recommender.reasons.parts import groups_of_parts

Explain = Callable[[Recommendation, RuleBook, str], Explanation]


def list_parts(talk: Talk, recommendation: Recommendation) -> list[str]:
    """Shows every part with its number, and gives their names."""
    groups = groups_of_parts(recommendation, talk.book)
    parts = [part for group in groups for part in group.parts.items()]
    talk.lines.line(talk.words("parts", "title"))
    _number(talk, [label for _, label in parts])
    return [name for name, _ in parts]


def why_part(talk: Talk, recommendation: Recommendation, typed: str, parts: list[str]) -> None:
    """Says why a part is there, by its number or its name."""
    _explain(talk, recommendation, why, (named(typed, parts), len(parts)))


def why_not_others(talk: Talk, recommendation: Recommendation) -> None:
    """Shows what is not there, by what keeps it out, and says why not where somebody asks."""
    lines, groups = talk.lines, absent(recommendation, talk.book)
    lines.say(talk.book.texts.result("others", "title"))
    parts: list[str] = []
    for group in groups:
        lines.line(group.heading)
        _number(talk, group.parts.values(), len(parts) + 1)
        parts.extend(group.parts)
    if not parts:
        lines.say(talk.book.texts.result("others", "there"))
    while parts and (typed := lines.ask(talk.words("plain", "prompt_others"))).lower() not in ("", "b"):
        if not aside(talk, typed.lower()):
            _explain(talk, recommendation, why_not, (named(typed, parts), len(parts)))


def would_change(talk: Talk, parts: list[str]) -> None:
    """Looks for the answers that would bring a part in or out."""
    while (typed := talk.lines.ask(talk.words("plain", "prompt_would_change"))).lower() not in ("", "b"):
        if aside(talk, typed.lower()):
            continue
        talk.lines.say(told(talk, "change", "looking"))
        interview = talk.interview
        try:
            found = what_would_change(interview.profile, talk.book, named(typed, parts), interview.recommend)
        except UnknownPart as unknown:
            _say_unknown(talk, unknown, len(parts))
        except (Disagreement, EngineFault):
            talk.lines.say(talk.book.texts.result("change", "failed"))
        else:
            talk.lines.as_it_is(flowed(otherwise_text(found, talk.book)))


def named(typed: str, parts: list[str]) -> str:
    """The part with that number in a list, or else what was typed, as a name."""
    number = number_of(typed)
    return parts[number - 1] if number is not None and 1 <= number <= len(parts) else typed


def _explain(talk: Talk, recommendation: Recommendation, explain: Explain, asked: tuple[str, int]) -> None:
    part, high = asked
    try:
        explanation = explain(recommendation, talk.book, part)
    except UnknownPart as unknown:
        _say_unknown(talk, unknown, high)
    else:
        talk.lines.as_it_is(flowed(explained(explanation, recommendation, talk.book)))


def _say_unknown(talk: Talk, unknown: UnknownPart, high: int) -> None:
    near = talk.words("plain", "did_you_mean", part=unknown.nearest) if unknown.nearest else ""
    known = talk.words("plain", "not_a_part", low=1, high=high)
    talk.lines.say(f"{known} {near}".strip())


def _number(talk: Talk, labels: Iterable[str], first: int = 1) -> None:
    for number, label in enumerate(labels, first):
        talk.lines.item(str(number), label)
    talk.lines.gap()
