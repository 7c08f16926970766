"""What became of a rule, in words."""

from collections.abc import Iterable, Iterator

from recommender.explanation.asked import asked
from recommender.explanation.values import Fate, LineReading, Question, RuleCourse
from recommender.model.prescription import Tension
from recommender.model.recommendation import Recommendation
from recommender.reasons.behind import answers_behind
from recommender.reasons.conclusions import in_words
from recommender.reasons.names import Names

ACTING = (Fate.FIRED, Fate.ON_UNKNOWN, Fate.NO_DOSES)


def rule_lines(
    course: RuleCourse, question: Question, recommendation: Recommendation, names: Names
) -> Iterator[str]:
    """The answer about a rule, line by line."""
    yield names.texts("rule", question, title=names.title(course.rule.id), rule=course.rule.id)
    yield _fate(course, question, names)
    if course.fate in ACTING and course.firing is not None:
        yield names.fit(course.firing.because)
    if course.firing is not None:
        yield from _acting(course, recommendation, names)
    if question == "why_not" or course.firing is None:
        yield from _looked_at(course, names)
    yield from _rests_on(course, names)


def opens(course: RuleCourse, names: Names) -> list[str]:
    """What would settle an open rule."""
    if course.fate not in (Fate.OPEN, Fate.ON_UNKNOWN):
        return []
    said = [names.fit(names.texts("rule", "opens_answer", label=names.fact(name))) for name in course.missing]
    return [text for text in said if text]


def _fate(course: RuleCourse, question: Question, names: Names) -> str:
    if course.fate is Fate.ASIDE and course.aside is not None:
        week = course.aside.until_week
        until = names.texts("rule", "aside_until", week=week) if week else ""
        return names.texts("rule", "aside", until=until, reason=course.aside.reason)
    after_all = course.fate is Fate.FIRED and question == "why_not"
    return names.texts("rule", "fired_after_all" if after_all else course.fate)


def _acting(course: RuleCourse, recommendation: Recommendation, names: Names) -> Iterator[str]:
    trace = recommendation.trace
    if course.firing is not None and course.fate is not Fate.NOT_RUN:
        done = [in_words(item.body, names, trace.facts) for item in course.firing.concluded]
        yield from listed(names.texts("lines", "what_it_does"), dict.fromkeys(filter(None, done)))
    behind = answers_behind(course.rule, trace, names.book)
    given = dict.fromkeys(names.given(name, said) for name, said in behind.items())
    yield from listed(names.texts("lines", "behind"), given)
    yield from listed(names.texts("lines", "disagreed"), _disagreed(course, names))


def _disagreed(course: RuleCourse, names: Names) -> Iterator[str]:
    abouts = dict.fromkeys(tension.about for tension in course.won)
    for about in abouts:
        others = names.titles(tension.lost for tension in course.won if tension.about == about)
        yield names.fit(names.texts("lines", "won", about=names.about(about), others=others))
    for tension in course.lost:
        yield names.fit(_lost(tension, names))


def _lost(tension: Tension, names: Names) -> str:
    return names.texts("lines", "lost", about=names.about(tension.about), other=names.title(tension.won))


def _looked_at(course: RuleCourse, names: Names) -> Iterator[str]:
    when = [line for line in course.lines if not line.lifting]
    lifting = [line for line in course.lines if line.lifting]
    yield from _grouped(names.texts("lines", "looks_at"), when, names)
    yield from _grouped(names.texts("lines", "unless"), lifting, names)


def _grouped(heading: str, lines: list[LineReading], names: Names) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield heading
    for line in lines:
        if not line.group:
            yield from _line(line, names, "- ")
    if any(line.group for line in lines):
        yield names.texts("lines", "any_of")
        yield from _alternatives([line for line in lines if line.group], names)


def _alternatives(lines: list[LineReading], names: Names) -> Iterator[str]:
    """Each alternative as an item; one of several lines as an item of its own with its lines below."""
    for group in sorted({line.group for line in lines}):
        together = [line for line in lines if line.group == group]
        if len(together) > 1:
            yield f"- {names.texts('lines', 'all_of')}"
        for line in together:
            yield from _line(line, names, "- " if len(together) == 1 else "  - ")


def _line(line: LineReading, names: Names, dash: str) -> Iterator[str]:
    looked_for = names.texts(
        "lines",
        "line",
        label=names.fact(line.line.fact),
        asked=asked(line.line, names),
        answer=names.answer(line.line.fact, line.said),
    )
    said = [
        names.fit(looked_for) or f"{names.outcomes('hidden', 'answer')}.",
        names.texts("holds", line.holds),
    ]
    said += [names.texts("lines", "decided")] if line.decided else []
    yield dash + " ".join(said)
    opposite = "no" if line.said == "yes" else "yes"
    for rule, inner in line.behind if line.decided else ():
        label = names.fact(line.line.fact)
        yield dash + names.texts("lines", "state_from", label=label, rule=names.title(rule.id))
        for below in inner:
            if below.holds != opposite:
                yield from _line(below, names, f"  {dash}")


def _rests_on(course: RuleCourse, names: Names) -> Iterator[str]:
    evidence = names.outcomes("names", "evidence", course.rule.evidence)
    origins = names.book.origins
    said = [
        names.texts("lines", "source", name=origins[name].cite or name, says=origins[name].says)
        for name in course.rule.sources
    ]
    yield from listed(names.texts("lines", "rests_on", evidence=evidence), filter(None, map(names.fit, said)))


def listed(heading: str, items: Iterable[str]) -> Iterator[str]:
    """A heading and its items, after an empty line; nothing where there are no items."""
    found = list(items)
    if found:
        yield ""
        yield heading
        yield from (f"- {item}" for item in found)
