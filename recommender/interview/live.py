"""The rules while somebody answers: which apply, which wait for what, which are out, and what changed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from threading import Lock

from recommender.interview.results import Results
from recommender.loading.profile import Profile
from recommender.model.condition import Being, Line
from recommender.model.fact import Missing
from recommender.model.programme import Programme
from recommender.model.recommendation import Recommendation
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Effort, Stratum
from recommender.model.texts import Phrases
from recommender.model.trace import Trace
from recommender.model.truth import Truth
from recommender.reasons.behind import answers_behind, derived_by, truth_of
from recommender.reasons.names import Names, Said

LISTS = {
    "applying": ("✓", "behind"),
    "careful": ("~", "needs"),
    "waiting": ("·", "needs"),
    "ruled_out": ("–", "out"),
}
"""Each list with its mark, and with the name of the words for what stands behind a rule of it."""


@dataclass(frozen=True, slots=True)
class LiveRule:
    """One rule: its title, and in a few words what stands behind it, what it waits for or what rules it out.

    `new` where the last answer brought it to where it is.
    """

    id: str
    title: str
    about: str
    new: bool = False


@dataclass(frozen=True, slots=True)
class LiveRules:
    """Every rule that was looked at, in four lists, and what comes out of them so far.

    `careful` are those that act because an answer is open.
    """

    applying: tuple[LiveRule, ...]
    careful: tuple[LiveRule, ...]
    waiting: tuple[LiveRule, ...]
    ruled_out: tuple[LiveRule, ...]
    so_far: str
    changed: str = ""


class Live:
    """The rules beside one interview: what the last answer moved is seen against what was there before it."""

    def __init__(self, results: Results) -> None:
        self._results = results
        self._one_at_a_time = Lock()
        self._profile: Profile | None = None
        self._now: Recommendation | None = None
        self._before: Recommendation | None = None

    def of(self, profile: Profile) -> LiveRules | None:
        """The rules for these answers; None where engine and evaluator do not agree about them."""
        with self._one_at_a_time:
            if profile != self._profile:
                found = self._results.of(profile)
                if not isinstance(found, Recommendation):
                    return None
                self._profile, self._before, self._now = profile, self._now, found
            now, before = self._now, self._before
        return None if now is None else live_rules(now, before, self._results.recommender.book)


def live_page(live: LiveRules, words: Phrases) -> str:
    """The rules as lines: what comes out so far, then each list under its heading."""
    counts = {name: len(getattr(live, name)) for name in LISTS}
    lines = [words("rules_panel", "counts", **counts), "", live.so_far]
    lines += ["", live.changed] if live.changed else []
    for name, (mark, about) in LISTS.items():
        rules: tuple[LiveRule, ...] = getattr(live, name)
        lines += ["", words("rules_panel", name)] if rules else []
        for rule in rules:
            new = words("rules_panel", "new") if rule.new else ""
            lines.append(f"  {mark} {rule.title}{new}")
            lines += [f"    {words('rules_panel', about, what=rule.about)}"] if rule.about else []
    return "\n".join(lines)


def live_rules(now: Recommendation, before: Recommendation | None, book: RuleBook) -> LiveRules:
    """The rules as they stand; in each list, those that the last answer moved come first."""
    names = Names.of(now, book)
    # A clinician gets the client's answers in full, also those whose words are kept from the client.
    said = replace(names, hidden=frozenset()) if now.role == "clinician" else names
    moved = {} if before is None else _places(before)
    lists: dict[str, list[LiveRule]] = {name: [] for name in LISTS}
    for name, place in _places(now).items():
        if (rule := book.rule(name)) is not None:
            new = before is not None and moved.get(name) != place
            lists[place].append(LiveRule(name, rule.title, _about(rule, place, now.trace, said), new))
    ordered = {place: tuple(sorted(rules, key=lambda rule: not rule.new)) for place, rules in lists.items()}
    changed = "" if before is None else _changed(so_far(before, names), so_far(now, names), names)
    return LiveRules(**ordered, so_far=so_far(now, names), changed=changed)


def so_far(recommendation: Recommendation, names: Names) -> str:
    """What comes out as things stand, in one line."""
    words, result = names.book.texts.interview, recommendation.result
    if not isinstance(result, Programme):
        return words("rules_panel", recommendation.outcome)
    week = result.weeks[0]
    last = result.weeks[-1]
    return words(
        "rules_panel",
        "programme_hidden" if "minutes" in names.hidden else "programme",
        weeks=len(result.weeks),
        sessions=len(week.sessions),
        minutes=week.minutes,
        effort=names.effort(Effort.highest(*(session.intensity for session in week.sessions))),
        most=names.effort(last.ceiling),
    )


def _changed(before: str, now: str, names: Names) -> str:
    words = names.book.texts.interview
    return words("rules_panel", "same") if before == now else words("rules_panel", "before", before=before)


def _places(recommendation: Recommendation) -> dict[str, str]:
    """Where each rule that was looked at stands, in the order of the rulebook's strata."""
    trace = recommendation.trace
    fired = {firing.rule.id: "careful" if firing.on_unknown else "applying" for firing in trace.firings}
    return {
        name: fired.get(name, "ruled_out" if reading.truth is Truth.NO else "waiting")
        for name, reading in trace.readings.items()
    }


def _about(rule: Rule, place: str, trace: Trace, names: Names) -> str:
    """The answers behind a rule that applies, what one that waits would need, or what rules one out."""
    if place in ("waiting", "careful"):
        return names.joined(dict.fromkeys(names.fact(name) for name in _awaited(rule, trace, names.book)))
    if place == "applying":
        behind = answers_behind(rule, trace, names.book)
        return "; ".join(
            dict.fromkeys(_answer(name, said, rule, trace, names) for name, said in behind.items())
        )
    line = next(_against(rule, trace, names.book), None)
    return "" if line is None else _said(line, rule, trace, names)


def _said(line: Line, rule: Rule, trace: Trace, names: Names) -> str:
    if isinstance(line.test, Being):
        return names.fact(line.fact)
    return _answer(line.fact, trace.facts_of(rule).said(line.fact), rule, trace, names)


def _answer(name: str, said: Said, rule: Rule, trace: Trace, names: Names) -> str:
    """A question and its answer as it was given; where a rule reads it otherwise, that beside it."""
    as_given = name in trace.states or rule.stratum is Stratum.CONTRADICTIONS
    given = said if as_given else trace.given.said(name)
    if given == said:
        return names.given(name, said)
    answer, reading = Names(names.book).given(name, given), names.answer(name, said)
    whole = names.book.texts.interview("rules_panel", "read_as", answer=answer, reading=reading)
    return whole if names.fit(whole) else names.outcomes("hidden", "answer")


def _against(rule: Rule, trace: Trace, book: RuleBook) -> Iterator[Line]:
    """The lines of the condition that do not hold, those that stand alone first."""
    for line in (*rule.when.lines, *(line for lines in rule.when.alternatives for line in lines)):
        if truth_of(line, rule, trace, book) is Truth.NO:
            yield line


def _awaited(rule: Rule, trace: Trace, book: RuleBook) -> Iterator[str]:
    """The questions whose answers would settle a rule; through the states that it rests on."""
    for line in rule.when.every_line():
        if not Truth.NO < truth_of(line, rule, trace, book) < Truth.SURE:
            continue
        if isinstance(line.test, Being):
            for deriving in derived_by(line.fact, book):
                yield from _awaited(deriving, trace, book)
        elif trace.given.why_missing(line.fact) is not Missing.DECLINED:
            yield line.fact
