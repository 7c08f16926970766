"""What a few small rules come to: answers that are read otherwise, states in two layers, and who fires."""

from dataclasses import replace

import pytest
from laxness import for_every_adult
from people import shipped

from recommender.inference import Inference
from recommender.model.condition import Asked, Being, Condition, Holding, Line, OneOf, Test, Within
from recommender.model.directive import Body, Contradiction, Derive, Limit, Permit
from recommender.model.fact import Answer, Facts
from recommender.model.rule import Rule
from recommender.model.scale import Effort
from recommender.model.trace import Trace
from recommender.model.truth import NO, POSSIBLE, SURE, UNKNOWN, Truth

LIMIT, PERMIT = Limit(intensity=Effort.LIGHT), Permit(intensity=Effort.MODERATE)

SEVERE, SHORT, WORSE_SLEEP = (
    OneOf(frozenset({"severe"})),
    Within(((0, 5),)),
    Holding(frozenset({"worse_sleep"})),
)
UNANSWERED = Asked(answered=False)
ON_THE_LOOKOUT = Line("hypervigilance", "severe", SEVERE)
SHORT_NIGHTS = Line("sleep_hours", "5 or less", SHORT)
SLEEPS_WELL = Line("sleep_quality", "good", OneOf(frozenset({"good"})))
OPEN_ENERGY = Line("energy", "unanswered", UNANSWERED)


def rule(name: str, *lines: Line, then: Body = LIMIT, unless: Line | None = None) -> Rule:
    """A rule of the stratum that its conclusion belongs to; all lines must hold."""
    return replace(
        for_every_adult(then, name=name),
        stratum=then.strata[0],
        when=Condition(lines),
        unless=Condition((unless,)) if unless else None,
    )


def run(facts: Facts, *rules: Rule) -> Trace:
    """What these rules conclude about a person."""
    with Inference(replace(shipped(), rules=rules)) as inference:
        return inference.run(facts)


def fired(trace: Trace) -> list[tuple[str, bool]]:
    """Who fires, in which order, and whether only because an answer is missing."""
    return [(firing.rule.id, firing.on_unknown) for firing in trace.firings]


@pytest.mark.parametrize(
    ("fact", "given", "reading", "test", "expected"),
    [
        ("hypervigilance", "mild", "severe", SEVERE, SURE),
        ("hypervigilance", "severe", "mild", SEVERE, NO),
        ("hypervigilance", "severe", "unknown", SEVERE, POSSIBLE),
        ("hypervigilance", "severe", "declined", UNANSWERED, SURE),
        ("hypervigilance", None, "severe", SEVERE, SURE),
        ("hypervigilance", None, "mild", UNANSWERED, NO),
        ("sleep_hours", 4, "unknown", SHORT, UNKNOWN),
        ("sleep_hours", 4, "8", SHORT, NO),
        ("sleep_hours", None, "4", SHORT, SURE),
        ("overreach_signs", frozenset({"worse_sleep"}), (), WORSE_SLEEP, NO),
        ("overreach_signs", frozenset[str](), ("worse_sleep",), WORSE_SLEEP, SURE),
        ("overreach_signs", frozenset[str](), "unknown", WORSE_SLEEP, POSSIBLE),
        ("overreach_signs", None, ("worse_sleep",), WORSE_SLEEP, SURE),
    ],
)
def test_an_answer_that_is_read_otherwise_is_read_so_by_every_later_rule(
    fact: str, given: Answer | None, reading: str | tuple[str, ...], test: Test, expected: Truth
) -> None:
    """And what is known, or missing, beside it stays as it was."""
    answers: dict[str, Answer] = {"sleep_quality": "good"} | ({} if given is None else {fact: given})
    contradiction = Contradiction(facts=("sleep_quality", fact), read_as={fact: reading})

    trace = run(
        Facts(answers),
        rule("contradiction", SLEEPS_WELL, then=contradiction),
        rule("about-it", Line(fact, "a test", test)),
        rule("careful-and-open", OPEN_ENERGY),
        rule("careful", Line("energy", "low", OneOf(frozenset({"low"})))),
        rule("ordinary", Line("stress", "low", OneOf(frozenset({"low"})))),
        rule("answered", SLEEPS_WELL),
    )

    assert {name: reading.when for name, reading in trace.readings.items()} == {
        "contradiction": SURE,
        "about-it": expected,
        "careful-and-open": SURE,
        "careful": POSSIBLE,
        "ordinary": UNKNOWN,
        "answered": SURE,
    }


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ({"sleep_hours": ("7", "6")}, {"sleep_hours": 6}),
        ({"days_symptom_free": ("7", "6")}, {}),
        ({"hypervigilance": ("mild", "severe")}, {}),
        ({"hypervigilance": ("mild", "mild")}, {"hypervigilance": "mild"}),
        ({"sleep_hours": ("unknown", "6")}, {"sleep_hours": 6}),
    ],
)
def test_where_two_rules_read_an_answer_differently_the_safer_reading_counts(
    readings: dict[str, tuple[str, str]], expected: dict[str, Answer]
) -> None:
    proposals = [
        Contradiction(facts=(), read_as={name: one}) for name, both in readings.items() for one in both
    ]

    trace = run(
        Facts({"sleep_quality": "good", "hypervigilance": "none", "sleep_hours": 9}),
        *(rule(f"read-{n}", SLEEPS_WELL, then=one) for n, one in enumerate(proposals)),
    )

    assert {name: trace.facts.get(name) for name in readings} == dict.fromkeys(readings) | expected


@pytest.mark.parametrize(
    ("answers", "holds", "lacking"),
    [
        ({}, POSSIBLE, POSSIBLE),
        ({"hypervigilance": "severe"}, SURE, NO),
        ({"hypervigilance": "mild"}, UNKNOWN, POSSIBLE),
        ({"hypervigilance": "mild", "sleep_hours": 4}, SURE, NO),
        ({"hypervigilance": "mild", "sleep_hours": 8}, NO, SURE),
        ({"sleep_hours": 4}, SURE, NO),
        ({"sleep_hours": 8}, POSSIBLE, POSSIBLE),
        ({"hypervigilance": "severe", "sleep_hours": 8}, SURE, NO),
    ],
)
def test_a_state_is_as_true_as_the_truest_rule_of_any_layer(
    answers: dict[str, Answer], holds: Truth, lacking: Truth
) -> None:
    """Short nights derive it in a first layer, and in a second does what being on the lookout derives."""
    trace = run(
        Facts(answers),
        rule("first", SHORT_NIGHTS, then=Derive(state="depleted")),
        rule("before", ON_THE_LOOKOUT, then=Derive(state="hyperaroused")),
        rule("second", Line("hyperaroused", "yes", Being(holds=True)), then=Derive(state="depleted")),
        rule("when-it-holds", Line("depleted", "yes", Being(holds=True))),
        rule("when-it-does-not", Line("depleted", "no", Being(holds=False))),
    )

    assert trace.states["depleted"] is holds
    assert trace.readings["when-it-holds"].when is holds
    assert trace.readings["when-it-does-not"].when is lacking


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, [("asks-first", True), ("either", True), ("limits", True)]),
        ({"hypervigilance": "severe"}, [("asks-first", True), ("either", False), ("limits", False)]),
        ({"hypervigilance": "mild"}, [("asks-first", True), ("either", True)]),
        ({"energy": "low"}, [("either", True), ("limits", True)]),
        ({"energy": "low", "hypervigilance": "severe"}, [("either", False), ("limits", False)]),
        ({"energy": "low", "hypervigilance": "mild"}, []),
    ],
)
def test_a_rule_that_asks_for_what_is_missing_acts_on_unknown_unless_it_holds_otherwise_too(
    answers: dict[str, Answer], expected: list[tuple[str, bool]]
) -> None:
    either = replace(rule("either"), when=Condition((), ((OPEN_ENERGY,), (ON_THE_LOOKOUT,))))

    trace = run(
        Facts(answers),
        rule("allows", ON_THE_LOOKOUT, SHORT_NIGHTS, then=PERMIT),
        rule("asks-first", OPEN_ENERGY),
        either,
        rule("limits", ON_THE_LOOKOUT),
    )

    assert fired(trace) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"hypervigilance": "severe", "sleep_hours": 8}, [("always", False), ("short-nights", False)]),
        ({"hypervigilance": "mild", "sleep_hours": 4}, [("always", False), ("lookout", False)]),
        (
            {"hypervigilance": "mild", "sleep_hours": 8},
            [("always", False), ("lookout", False), ("short-nights", False)],
        ),
        ({"hypervigilance": "severe", "sleep_hours": 4}, [("always", False)]),
        ({"sleep_hours": 8}, [("always", False), ("short-nights", False)]),
        ({"hypervigilance": "mild"}, [("always", False), ("lookout", False), ("short-nights", False)]),
    ],
)
def test_each_rule_is_lifted_by_its_own_exception_and_by_no_other(
    answers: dict[str, Answer], expected: list[tuple[str, bool]]
) -> None:
    """A careful answer that is missing may lift, so that nothing is permitted; an ordinary one does not."""
    trace = run(
        Facts(answers | {"sleep_quality": "good"}),
        rule("always", SLEEPS_WELL, then=PERMIT),
        rule("lookout", SLEEPS_WELL, then=PERMIT, unless=ON_THE_LOOKOUT),
        rule("never", ON_THE_LOOKOUT, SHORT_NIGHTS, then=PERMIT, unless=SLEEPS_WELL),
        rule("short-nights", SLEEPS_WELL, then=PERMIT, unless=SHORT_NIGHTS),
    )

    assert fired(trace) == expected
