"""“I would rather not have this one”: a movement is left out, or comes back."""

from recommender.export.instead import instead
from recommender.interview.view import OutcomeView
from recommender.keeping.keeper import plainly
from recommender.model.programme import LightMovement, Programme
from recommender.model.recommendation import Recommendation
from recommender.plain.aside import aside
from recommender.plain.parts import named
from recommender.plain.talk import Talk
from recommender.problem import Problems


def leave_out(talk: Talk, recommendation: Recommendation) -> bool:
    """Asks which movement, and leaves it out or brings it back; False where somebody goes back."""
    out, lines = talk.interview.set_aside_activities, talk.lines
    activities = list(dict.fromkeys((*_activities(recommendation), *out)))
    for number, activity in enumerate(activities, 1):
        name = talk.book.activities[activity].name
        lines.item(str(number), talk.words("plain", "left_out", activity=name) if activity in out else name)
    lines.gap()
    while (typed := lines.ask(talk.words("plain", "prompt_leave_out"))).lower() not in ("", "b"):
        if aside(talk, typed.lower()):
            continue
        activity = named(typed, activities)
        if activity in activities:
            return _changed(talk, activity, recommendation)
        lines.say(talk.words("plain", "not_on_the_list", low=1, high=len(activities)))
    return False


def _changed(talk: Talk, activity: str, before: Recommendation) -> bool:
    interview, texts = talk.interview, talk.book.texts.result
    is_back = activity in interview.set_aside_activities
    try:
        (interview.bring_back if is_back else interview.leave_out)(activity)
    except Problems as problems:
        talk.lines.say(texts("without", "refused", why=plainly(problems)))
        return False
    view = interview.view
    if is_back:
        talk.lines.say(texts("without", "brought_back", activity=talk.book.activities[activity].name))
    elif isinstance(view, OutcomeView):
        talk.lines.say(instead(activity, before, view.recommendation, talk.book))
    return True


def _activities(recommendation: Recommendation) -> tuple[str, ...]:
    match recommendation.result:
        case Programme(weeks=weeks):
            return tuple(session.activity for week in weeks for session in week.sessions)
        case LightMovement(options=options):
            return options
        case _:
            return ()
