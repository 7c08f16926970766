"""Why each part is there, who stepped back, and what a person likes and does not find."""

from collections.abc import Iterable, Iterator

from recommender.model.programme import LightMovement
from recommender.model.recommendation import Recommendation
from recommender.model.scale import Stratum
from recommender.model.trace import Firing
from recommender.reasons.behind import answers_behind
from recommender.reasons.conclusions import all_in_words
from recommender.reasons.names import Names
from recommender.reasons.page import INDENT, items, section, wrapped
from recommender.reasons.standing import Cause, Standing, standing


def reasons(recommendation: Recommendation, names: Names) -> str:
    """The rules that shaped the sessions, those with the most weight first; the others by their titles."""
    shaping = _shaping(recommendation)
    told = [
        (firing, does)
        for firing in recommendation.fired
        if firing.rule.id in shaping and (does := _does(firing, recommendation, names))
    ]
    ordered = sorted(told, key=lambda pair: (-pair[0].rule.purpose.rank, pair[0].rule.id))
    cited = _cited(recommendation)
    blocks = [
        "\n".join(_reason(firing, does, recommendation, names))
        for firing, does in ordered
        if firing.rule.id in cited and not firing.on_unknown
    ]
    left_open = _left_open((firing for firing, _ in ordered if firing.on_unknown), names)
    beside = _beside((firing for firing, _ in ordered if firing.rule.id not in cited), names)
    return section(names.outcomes("headings", "why"), "\n\n".join(filter(None, [*blocks, left_open, beside])))


def _cited(recommendation: Recommendation) -> set[str]:
    """The rules that sessions name as theirs; without sessions, every rule that is told of."""
    programme = recommendation.programme
    if programme is None:
        return _shaping(recommendation)
    return {rule for week in programme.weeks for session in week.sessions for rule in session.because}


def _left_open(firings: Iterable[Firing], names: Names) -> str:
    """What acts because an answer is open: the reasons, each once, and nothing about this person."""
    said = dict.fromkeys(names.fit(firing.because) for firing in firings)
    shown = list(filter(None, said))
    return "\n".join([wrapped(names.outcomes("lines", "left_open")), items(shown)]) if shown else ""


def _beside(firings: Iterable[Firing], names: Names) -> str:
    """Rules that applied as well and decided nothing by themselves, in one line each."""
    said = [
        names.outcomes("lines", "beside", title=title, rule=firing.rule.id)
        for firing in firings
        if not firing.on_unknown and (title := names.fit(firing.rule.title))
    ]
    return "\n".join([wrapped(names.outcomes("also")), items(said)]) if said else ""


def _shaping(recommendation: Recommendation) -> set[str]:
    """The rules that are told of one by one; states stand in the answers behind them."""
    screening = {
        firing.rule.id for firing in recommendation.fired if firing.rule.stratum is Stratum.SCREENING
    }
    if isinstance(recommendation.result, LightMovement):
        return screening | set(recommendation.result.because)
    return screening | {item.rule for item in recommendation.prescription.acting if item.weeks}


def _does(firing: Firing, recommendation: Recommendation, names: Names) -> str:
    bodies = (directive.body for directive in firing.concluded)
    return all_in_words(bodies, names, recommendation.trace.facts)


def _reason(firing: Firing, does: str, recommendation: Recommendation, names: Names) -> Iterator[str]:
    texts, rule, trace = names.outcomes, firing.rule, recommendation.trace
    yield wrapped(names.fit(rule.title) or rule.id)
    behind = names.all_given(answers_behind(rule, trace, names.book))
    rests_on = texts(
        "lines",
        "rests_on",
        rule=rule.id,
        evidence=texts("names", "evidence", rule.evidence),
        sources=", ".join(rule.sources),
    )
    said = [
        firing.because,
        texts("lines", "does", what=does),
        texts("lines", "behind", answers=behind) if behind else "",
        rests_on,
    ]
    yield from (wrapped(names.fit(text), INDENT * 2) for text in said if names.fit(text))


def tensions(recommendation: Recommendation, names: Names) -> str:
    """Who was followed and who stepped back: one item for each rule that was followed."""
    winners = dict.fromkeys(
        tension.won for tension in recommendation.tensions if tension.won not in names.open
    )
    return section(
        names.outcomes("headings", "tensions"),
        items(filter(None, (names.fit(_tension(winner, recommendation, names)) for winner in winners))),
    )


def _tension(winner: str, recommendation: Recommendation, names: Names) -> str:
    mine = [tension for tension in recommendation.tensions if tension.won == winner]
    losers = dict.fromkeys(tension.lost for tension in mine)
    about = [names.about(name) for name in dict.fromkeys(tension.about for tension in mine)]
    return names.outcomes(
        "lines",
        "tension",
        winner=names.title(winner),
        losers=names.titles(losers),
        about=names.joined(about),
    )


def liked_and_absent(recommendation: Recommendation, names: Names) -> str:
    """The activities that a person likes and that stand in no session, with the reason."""
    liked = recommendation.trace.given.get("likes")
    known = names.book.activities
    wanted = sorted(name for name in liked if name in known) if isinstance(liked, frozenset) else []
    found = [standing(name, recommendation, names.book) for name in wanted]
    said = [names.fit(_absence(place, names)) for place in found if not place.there]
    return section(names.outcomes("headings", "not_here"), items(filter(None, said)))


def _absence(place: Standing, names: Names) -> str:
    stage = place.stages[0]
    cause = stage.cause
    if cause is Cause.HELD_BACK and not stage.rules:
        cause = Cause.NOT_YET
    return names.outcomes(
        "lines",
        cause,
        activity=names.activity(place.activity),
        rules=names.titles(stage.rules),
        effort=names.effort(names.book.activities[place.activity].floor),
        ahead=names.activities(stage.ahead),
    )
