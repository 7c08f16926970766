"""Why something is there, and why something else is not."""

import json
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest
from people import recommender, shipped
from small_book import recommended, small_book

from recommender.explanation import UnknownPart, as_dict, as_text, read_part, why, why_not
from recommender.explanation.values import Doses, Explanation, RuleCourse
from recommender.loading import load_profile
from recommender.loading.profile import read_profile
from recommender.model.programme import Referral
from recommender.model.recommendation import Json, Recommendation
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort
from recommender.reasons.page import flowed
from recommender.reasons.standing import Cause, Standing
from recommender.source import Source

PROFILES = sorted((Path(__file__).parent.parent / "profiles").glob("*.yaml"))
KEYS = ["part", "question", "answer", "rules", "lines", "opens_when"]

ON_THE_LOOKOUT: dict[str, str | int | list[str]] = {
    "crisis": "no",
    "fever": "no",
    "lookout": "often",
    "likes_hard": "yes",
    "likes": ["sprinting"],
    "nights": 7,
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> RuleBook:
    return small_book(tmp_path_factory.mktemp("book"))


def test_why_a_rule_tells_its_reason_its_answers_and_its_claims(book: RuleBook) -> None:
    recommendation = recommended(book, **ON_THE_LOOKOUT)

    explanation = why(recommendation, book, "easy-first")

    assert as_text(explanation, recommendation, book) == stripped(
        """
        Why “Easy comes first” (easy-first)
        It applied.
        You are on the lookout, so it begins easily.

        What it does
        - light effort at most, in weeks 1 to 2
        - vigorous effort opens at a check-in, not before 4 weeks are over

        The answers behind it
        - On the lookout: Often

        Where reasons disagreed
        - About effort, “Hard effort for those who like it” stepped back.

        What it rests on (an article)
        - S1: Easy comes before hard.
        """
    )


def test_why_not_a_rule_marks_the_first_line_that_decided(book: RuleBook) -> None:
    recommendation = recommended(book, **ON_THE_LOOKOUT)

    explanation = why_not(recommendation, book, "no-dash-on-short-nights")

    assert as_text(explanation, recommendation, book) == stripped(
        """
        Why not “No dash after short nights” (no-dash-on-short-nights)
        It did not apply.

        What it looks at
        - Nights: asked 5 or less; answered 7 hours. Does not hold. This decided it.
        At least one of these:
        - Liking it hard: asked “No”; answered Yes. Does not hold.
        - Liked: asked “Sprinting”; answered Sprinting. Holds.

        Silent where this holds
        - On the lookout: asked “Never”; answered Often. Does not hold.

        What it rests on (our choice)
        - S1: Easy comes before hard.
        - A guideline, 2020: Somebody looks first.
        """
    )


def test_why_not_an_activity_names_the_limit_and_what_opens_the_way(book: RuleBook) -> None:
    recommendation = recommended(book, **ON_THE_LOOKOUT)

    explanation = why_not(recommendation, book, "sprinting")

    text = as_text(explanation, recommendation, book)
    assert text.startswith(
        stripped(
            """
            Why not Sprinting
            Not in there: Sprinting.
            - Weeks 1 to 4: it asks for vigorous effort, and “Easy comes first” keeps the effort below that.
            """
        )
    )
    assert text.endswith(
        stripped(
            """
            The rules behind it
            - “Easy comes first” (easy-first; an article: S1). You are on the lookout, so it begins easily.
            - “Hard effort for those who like it” (hard-where-liked; an article: S1). You like it hard.

            What stands behind it
            - S1: Easy comes before hard.

            What would open it
            - vigorous effort, from week 5 on, if these hold:
            - You settle sooner.
            - You would like to.
            """
        )
    )


def test_hard_training_for_somebody_on_the_lookout_names_limits_claims_and_the_way_back() -> None:
    recommendation = of_profile("hypervigilant")

    page = flowed(as_text(why_not(recommendation, shipped(), "hiit"), recommendation, shipped()))

    assert page.partition("\n\n")[0] == stripped(
        """
        Why not High-intensity intervals
        It is not in there for now: High-intensity intervals.
        - Weeks 1 to 6: it asks for vigorous effort, and “People on the lookout start
          at low effort, and more opens later” and “Small, predictable steps wherever
          movement may feel difficult” keep the effort below that.
        - Weeks 7 to 8: it asks for vigorous effort, and “People on the lookout start
          at low effort, and more opens later” keeps the effort below that.
        Put first by “People who enjoy hard training are offered it”, “In the long
        run, about half an hour of easy movement on most days”, “Steady movement that
        gets you going, where there is worry or stress” and “What a person likes comes
        first”.
        """
    )
    assert section_of(page, "What the articles say behind these limits") == stripped(
        """
        - N05: Over time people tolerate a wider range of arousal and react less
          strongly to everyday strain.
        - N25: After trauma, the link between movement and calm is less simple.
        - N26: Strong arousal from hard effort can unsettle people who are on the
          lookout for danger.
        - N29: Effort rises little by little, as flexibility comes.
        - N30: Beginning low serves people better than beginning high and taking away.
        """
    )
    assert section_of(page, "What would open it") == stripped(
        """
        - Effort that is vigorous: not before week 13, and then at a check-in, if
          these hold:
        - The last two weeks left you the same or better, that evening and the day
          after.
        - Feeling settled again takes no longer than at the beginning.
        - Feeling settled again comes sooner than at the beginning.
        - Sleep has been about as good as at the beginning, or better, for two weeks.
        - You would like to try it. Staying where you are is as good.
        - Most sessions of the last weeks took place, in whatever form, without a step
          back.
        - It waits for some answers as well. They may change with time, and the
          questions can be answered afresh whenever you like:
        - Being on the lookout: “A good part of it” or less (the answer here: Nearly
          all of it).
        - A clinician who works with you can open it in another way, and says why.
        """
    )


def section_of(text: str, heading: str) -> str:
    """What stands under a heading of an explanation."""
    return text.partition(f"\n\n{heading}\n")[2].partition("\n\n")[0].rstrip()


def test_an_explanation_as_json_has_the_text_the_rules_the_lines_and_what_opens(book: RuleBook) -> None:
    recommendation = recommended(book, crisis="no", fever="no", nights=4, likes_hard="yes")

    explanation = why_not(recommendation, book, "no-dash-on-short-nights")

    found = as_dict(explanation, recommendation, book)
    assert list(found) == KEYS
    assert found | {"answer": ""} == {
        "part": "no-dash-on-short-nights",
        "question": "why_not",
        "answer": "",
        "rules": [
            {
                "rule": "no-dash-on-short-nights",
                "title": "No dash after short nights",
                "because": "",
                "facts": {
                    "nights": 4,
                    "likes_hard": "yes",
                    "likes": "not asked",
                    "lookout": "not asked",
                },
                "sources": ["S1", "S2"],
                "truth": "unknown",
            }
        ],
        "lines": [
            {"fact": "nights", "asked": "5 or less", "answer": 4, "holds": "yes"},
            {"fact": "likes_hard", "asked": "no", "answer": "yes", "holds": "no"},
            {"fact": "likes", "asked": "sprinting", "answer": "not asked", "holds": "open"},
            {"fact": "lookout", "asked": "never", "answer": "not asked", "holds": "open"},
        ],
        "opens_when": [
            "An answer to “Liked” would settle it.",
            "An answer to “On the lookout” would settle it.",
        ],
    }


def test_a_declined_answer_leaves_a_line_open_and_is_not_asked_again(book: RuleBook) -> None:
    recommendation = recommended(book, crisis="no", fever="no", nights=4, likes="declined", lookout="often")

    found = as_dict(why_not(recommendation, book, "no-dash-on-short-nights"), recommendation, book)

    assert {"fact": "likes", "asked": "sprinting", "answer": "declined", "holds": "open"} in lines_of(found)
    assert found["opens_when"] == ["An answer to “Liking it hard” would settle it."]


def test_an_exception_that_holds_is_what_decided(book: RuleBook) -> None:
    recommendation = recommended(
        book, crisis="no", fever="no", nights=4, likes=["sprinting"], likes_hard="no", lookout="never"
    )

    explanation = why_not(recommendation, book, "no-dash-on-short-nights")

    assert [line.line.fact for line in course(explanation).lines if line.decided] == ["lookout"]


def test_a_state_that_does_not_hold_is_led_back_to_the_answers(book: RuleBook) -> None:
    recommendation = recommended(book, crisis="no", fever="no", lookout="sometimes")

    text = as_text(why_not(recommendation, book, "easy-first"), recommendation, book)

    assert "- On edge: asked yes; answered no. Does not hold. This decided it." in text
    assert "- On edge comes from “Often on the lookout”:" in text
    assert "  - On the lookout: asked “Often”; answered Sometimes. Does not hold." in text


def test_an_activity_that_a_rule_excludes_names_that_rule(book: RuleBook) -> None:
    recommendation = recommended(
        book, crisis="no", fever="no", nights=4, likes=["sprinting"], lookout="often"
    )

    explanation = why_not(recommendation, book, "sprinting")

    assert [(stage.cause, stage.rules) for stage in place(explanation).stages] == [
        (Cause.EXCLUDED, ("no-dash-on-short-nights",))
    ]


def test_a_rule_that_fired_is_there_after_all() -> None:
    recommendation = of_profile("hypervigilant")

    explanation = why_not(recommendation, shipped(), "low-effort-first")

    assert course(explanation).fate == "fired"
    after_all = shipped().texts.explanation("rule", "fired_after_all")
    assert after_all in as_text(explanation, recommendation, shipped())


def test_a_rule_that_lost_a_tension_names_the_winner() -> None:
    recommendation = of_profile("hypervigilant")

    explanation = why_not(recommendation, shipped(), "fond-of-hard-training")

    assert {tension.won for tension in course(explanation).lost} >= {"low-effort-first"}
    assert "People on the lookout start at low effort" in as_text(explanation, recommendation, shipped())


def test_a_rule_that_was_set_aside_gives_the_reason_of_the_clinician() -> None:
    recommendation = edited(
        "hypervigilant",
        "role: self",
        "role: clinician\nadjustments:\n"
        "  - {set_aside: what-you-dislike, reason: they changed their mind, until_week: 3}",
    )

    text = as_text(why_not(recommendation, shipped(), "what-you-dislike"), recommendation, shipped())

    assert "they changed their mind" in text
    assert "week 3" in text


def test_after_a_referral_no_later_rule_was_looked_at_and_what_opens_a_programme_is_said() -> None:
    recommendation = of_profile("red_flag")
    assert isinstance(recommendation.result, Referral)

    found = as_dict(why_not(recommendation, shipped(), "low-effort-first"), recommendation, shipped())

    assert found["lines"] == []
    assert found["opens_when"] == [recommendation.result.opens_when]


def test_after_a_referral_every_activity_is_led_back_to_the_rule_that_refers() -> None:
    recommendation = of_profile("red_flag")

    found = as_dict(why_not(recommendation, shipped(), "walking"), recommendation, shipped())

    assert [rule["rule"] for rule in rules_of(found)] == ["warning-signs-before"]


def test_why_an_activity_tells_where_it_stands_and_which_rules_put_it_first() -> None:
    recommendation = of_profile("hypervigilant")
    first = recommendation.programme.weeks[0] if recommendation.programme else None
    assert first is not None

    found = place(why(recommendation, shipped(), "walking"))

    assert found.stages[0].leading == sum(session.activity == "walking" for session in first.sessions)
    assert "slow-rhythm-first" in found.preferring


def test_an_activity_may_be_named_as_a_person_knows_it() -> None:
    assert read_part("Tai chi", shipped()).name == "tai_chi"


def test_effort_is_bounded_by_rules_week_by_week_and_says_what_opens_more() -> None:
    recommendation = of_profile("hypervigilant")
    assert recommendation.programme is not None

    found = doses(why(recommendation, shipped(), "intensity"))

    ceilings = [(item.first, item.last, item.value) for item in found.items if item.what == "ceiling"]
    by_week = {week: value for first, last, value in ceilings for week in range(first, last + 1)}
    assert by_week == {week.number: week.ceiling for week in recommendation.programme.weeks}
    assert {rule for item in found.items if item.first == 1 for rule in item.rules} >= {"low-effort-first"}
    assert next(one.week for one in found.openings if one.effort is Effort.MODERATE) == 3


@pytest.mark.parametrize("part", ["minutes", "sessions", "week 2"])
def test_each_dose_names_the_rules_that_bound_it(part: str) -> None:
    recommendation = of_profile("hypervigilant")

    found = as_dict(why(recommendation, shipped(), part), recommendation, shipped())

    fired = {firing.rule.id for firing in recommendation.fired}
    named = {str(rule["rule"]) for rule in rules_of(found)}
    assert "within-your-days" in named or part == "minutes"
    assert named <= fired


def test_figures_of_minutes_are_left_out_where_they_are_hidden() -> None:
    recommendation = edited(
        "low_mood", "eating_and_exercise: []", "eating_and_exercise: [exercising_while_ill]"
    )

    text = as_text(why(recommendation, shipped(), "minutes"), recommendation, shipped())

    assert shipped().texts.explanation("dose", "hidden_minutes") in text
    assert " minutes" not in text.split("\n\n")[0].replace("these minutes", "")


def test_an_unknown_part_names_the_nearest_one() -> None:
    with pytest.raises(UnknownPart, match="Did you mean “walking”") as caught:
        read_part("waking", shipped())

    assert caught.value.nearest == "walking"


@pytest.mark.parametrize(
    "text", ["", "week 0", "week 27", "week ٣", "week one", "week 1e1", "hasOwnProperty"]
)
def test_what_is_no_part_is_refused(text: str) -> None:
    with pytest.raises(UnknownPart, match="is not a part that can be asked about"):
        read_part(text, shipped())


@pytest.mark.parametrize("path", PROFILES[::4], ids=lambda path: path.stem)
def test_whatever_there_is_can_be_asked_about(path: Path) -> None:
    recommendation = of_profile(path.stem)
    rules = [rule.id for rule in shipped().rules]
    doses_and_weeks = ["intensity", "minutes", "sessions", "week 1", "week 8"]
    fired = {firing.rule.id: firing.because for firing in recommendation.trace.firings}
    assert rules
    assert fired
    assert shipped().activities

    for part in (*rules, *shipped().activities, *doses_and_weeks):
        for ask in (why, why_not):
            found = as_dict(ask(recommendation, shipped(), part), recommendation, shipped())

            assert list(found) == KEYS
            assert "{" not in str(found["answer"])
            assert widest(str(found["answer"])) <= 78
            assert all(rule["because"] == fired.get(str(rule["rule"]), "") for rule in rules_of(found))
            assert json.loads(json.dumps(found)) == found


@cache
def widest(answer: str) -> int:
    """Letters in the longest line, as it is printed; many people get the same answer."""
    return max(map(len, flowed(answer).splitlines()))


def of_profile(name: str) -> Recommendation:
    path = next(path for path in PROFILES if path.stem == name)
    return recommender().recommend_profile(load_profile(path, shipped()))


def edited(name: str, before: str, after: str) -> Recommendation:
    """The recommendation for a shipped profile of which one line was changed."""
    path = next(path for path in PROFILES if path.stem == name)
    text = path.read_text(encoding="utf-8")
    assert before in text
    profile = read_profile(Source(path.name, text.replace(before, after)), shipped())
    return recommender().recommend_profile(profile)


def stripped(text: str) -> str:
    return dedent(text).strip("\n")


def course(explanation: Explanation) -> RuleCourse:
    assert isinstance(explanation.about, RuleCourse)
    return explanation.about


def place(explanation: Explanation) -> Standing:
    assert isinstance(explanation.about, Standing)
    return explanation.about


def doses(explanation: Explanation) -> Doses:
    assert isinstance(explanation.about, Doses)
    return explanation.about


def lines_of(found: dict[str, Json]) -> list[Json]:
    assert isinstance(found["lines"], list)
    return found["lines"]


def rules_of(found: dict[str, Json]) -> list[dict[str, Json]]:
    rules = found["rules"]
    assert isinstance(rules, list)
    return [rule for rule in rules if isinstance(rule, dict)]
