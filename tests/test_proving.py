"""What is proved for every person there could be: the encoding, the laws, and whom a failing one shows."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from random import Random

import pytest
from laxness import for_every_adult, with_rules
from people import Person, recommender, shipped, somebody
from random_rules import random_condition, random_rules

from recommender.inference.conclusions import state_truths
from recommender.inference.evaluator import read_rules
from recommender.loading.profile import Profile, read_answers
from recommender.model.condition import Asked, Condition, Line, OneOf
from recommender.model.directive import (
    Aim,
    Body,
    Exclude,
    Gate,
    Hide,
    Limit,
    Permit,
    Refer,
    Require,
    Start,
    Use,
)
from recommender.model.fact import Facts, Vocabulary
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Effort, Purpose, Stratum, TimeOfDay, Urgency
from recommender.model.spelling import Share, Weeks
from recommender.model.truth import Truth
from recommender.proving import Compared, Finding, Prover, Replayer, compare
from recommender.proving import people as proving_people
from recommender.proving import rules as proving_rules
from recommender.proving.formulas import NO, YES, Atom, Formulas, Literal
from recommender.proving.held import Held
from recommender.proving.measured import measured
from recommender.proving.offered import Offered
from recommender.proving.people import Somebody
from recommender.proving.restraints import Measure, Restraint, measure
from recommender.proving.truths import Reader, Truths
from recommender.proving.world import World
from recommender.recommend import Recommender

LONG = os.environ.get("LAWS") == "long"
MANY = 2000 if LONG else 12


def atoms(facts: Facts, vocabulary: Vocabulary) -> dict[Atom, bool]:
    """The atoms that are true of somebody."""
    found: dict[Atom, bool] = {}
    for name, answer in facts.known.items():
        found["answered", name] = True
        if isinstance(answer, frozenset):
            found |= {("holds", name, member): True for member in answer}
        elif isinstance(answer, int):
            found |= {("at least", name, n): True for n in range(vocabulary[name].low + 1, answer + 1)}
        else:
            found["is", name, answer] = True
    return found


def profile_of(person: Person) -> Profile:
    return read_answers(person.answers, shipped(), person.role)


def said_of(truths: Truths, holds: Callable[[Literal], bool]) -> Truth:
    down = (Truth.SURE, Truth.POSSIBLE, Truth.UNKNOWN)
    return next((truth for truth in down if holds(truths.at_least(truth))), Truth.NO)


# Formulas


def test_the_same_formula_is_made_once() -> None:
    formulas = Formulas()
    one, two = formulas.atom("one"), formulas.atom("two")

    assert formulas.all_of([one, two]) == formulas.all_of([two, one, YES])
    assert formulas.any_of([one, NO]) == one
    assert (formulas.all_of([one, -one]), formulas.any_of([two, -two])) == (NO, YES)


def test_a_formula_is_as_true_as_its_atoms_make_it() -> None:
    formulas = Formulas()
    one, two, three = (formulas.atom(name) for name in ("one", "two", "three"))
    whole = formulas.any_of([formulas.all_of([one, -two]), three])

    assert formulas.values([whole], {("one",): True})[abs(whole)] == (whole > 0)
    assert formulas.values([whole], {("two",): True})[abs(whole)] == (whole < 0)


# The encoding says what the program does


@pytest.mark.parametrize("seed", range(MANY))
def test_what_is_encoded_is_what_the_program_works_out(seed: int) -> None:
    book, profile = shipped(), profile_of(somebody(Random(seed), adjusting=False))
    who, held, restraints = encoded()

    given = recommender().recommend_profile(profile, 1)

    values = who.formulas.values(held.values(), atoms(profile.facts, book.vocabulary))
    found = {one for one, formula in held.items() if values[abs(formula)] == (formula > 0)}
    assert found ^ measured(given, book, held, restraints) == set()


@cache
def encoded() -> tuple[Somebody, dict[Restraint, Literal], Measure]:
    book, restraints = shipped(), measure(shipped())
    who = proving_people.somebody(Formulas(), book)
    held = Held(who, restraints)
    return who, {one: held(one) for one in restraints.restraints()}, restraints


@pytest.mark.parametrize("seed", range(MANY))
def test_a_rule_is_read_as_the_evaluator_reads_it(seed: int) -> None:
    assert differing(shipped(), somebody(Random(seed), adjusting=False)) == []


@pytest.mark.parametrize("seed", range(MANY))
def test_random_rules_are_read_as_the_evaluator_reads_them(seed: int) -> None:
    random = Random(seed)
    book = replace(shipped(), rules=random_rules(random, 40), review=None)

    assert [differing(book, somebody(random, adjusting=False)) for _ in range(4)] == [[], [], [], []]


def differing(book: RuleBook, person: Person) -> list[str]:
    """Rules that the encoding reads otherwise than the evaluator, contradictions left aside."""
    rules = tuple(rule for rule in book.rules if rule.stratum is not Stratum.CONTRADICTIONS)
    book, facts = replace(book, rules=rules), profile_of(person).facts
    who = proving_people.somebody(Formulas(), book)
    every = [formula for each in who.truths.values() for formula in (each.sure, each.possible, each.unknown)]
    values = who.formulas.values(every, atoms(facts, book.vocabulary))
    read = evaluated(book, facts)
    return [
        name
        for name, truths in who.truths.items()
        if said_of(truths, lambda formula: values[abs(formula)] == (formula > 0)) is not read[name]
    ]


def evaluated(book: RuleBook, facts: Facts) -> dict[str, Truth]:
    states: dict[str, Truth] = {}
    for layer in proving_people.layers(book):
        states |= state_truths(layer, read_rules(layer, facts, states, book.vocabulary))
    return {name: one.truth for name, one in read_rules(book.rules, facts, states, book.vocabulary).items()}


def _one_less(reader: Reader, name: str, low: int, high: int) -> Literal:
    at_least = reader.answers.at_least
    return NO if low > high else reader.formulas.all_of([at_least(name, low), -at_least(name, high)])


def _closed_world(reader: Reader, line: Line) -> Truths:
    truths = LINE(reader, line)
    return Truths(truths.sure, truths.sure, truths.sure)


def _forgets_guarded(reader: Reader, line: Line) -> Truths:
    truths = LINE(reader, line)
    return Truths(truths.sure, truths.unknown, truths.unknown)


def _denies(reader: Reader, name: str, *, holds: bool) -> Truths:
    state = reader.states.get(name)
    if state is None or holds:
        return STATE(reader, name, holds=holds)
    return Truths(-state.sure, -state.sure, -state.sure)


def _lifts_when_possible(reader: Reader, when: Condition, lifted: Condition | None) -> Truths:
    truths, lift = RULE(reader, when, None), reader.condition(lifted)
    both = reader.formulas.all_of
    return Truths(*(both([one, -lift.possible]) for one in (truths.sure, truths.possible, truths.unknown)))


def _any_for_all(reader: Reader, truths: Iterable[Truths]) -> Truths:
    return ALL_OF(reader, truths)


LINE, STATE, RULE, ALL_OF = Reader.line, Reader._state, Reader.rule, Reader._all_of  # noqa: SLF001


def _level_too_high(held: Held, most: int, week: int) -> Literal:
    return AWARE(held, most - 1, week)


def _contradicted_by_its_reading(who: Somebody) -> Literal:
    safety = who.book.vocabulary.safety()
    return who.formulas.any_of(-who.given.answered(name) for name in safety)


def _a_week_longer(held: Held, most: Effort, week: int) -> Literal:
    return EFFORT(held, most, week + 1)


def _whatever_the_effort(offered: Offered, situation: str, word: str, effort: Effort, week: int) -> Literal:
    return TAKEN(offered, situation, word, Effort.VIGOROUS if effort else effort, week)


AWARE, EFFORT, TAKEN = Held._awareness, Held._effort, Offered.taken  # noqa: SLF001
WRONGLY_HELD = {
    "a level of attention too much": (Held, "_awareness", _level_too_high),
    "contradicted safety answers are forgotten": (
        Somebody,
        "limited",
        property(_contradicted_by_its_reading),
    ),
    "limits of effort begin a week too soon": (Held, "_effort", _a_week_longer),
    "a time is excluded at every effort": (Offered, "taken", _whatever_the_effort),
}


@pytest.mark.parametrize("fault", WRONGLY_HELD)
def test_an_encoding_of_what_holds_people_back_with_a_fault_is_found_out(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, name, wrong = WRONGLY_HELD[fault]
    monkeypatch.setattr(owner, name, wrong)

    with Recommender(book := any_rules(Random(1))) as program:
        assert any(misjudged(book, program, person) for person in tried_people())


def tried_people() -> Iterator[Person]:
    """One whose safety answers contradict each other, and others by chance."""
    yield Person(
        {
            "crisis": "no",
            "age_band": "18_to_39",
            "known_disease": frozenset(),
            "recent_illness": "none",
            "post_exertional_worsening": "no",
            "red_flags": frozenset(),
            "red_flag_timing": "on_effort",
        }
    )
    yield from (somebody(Random(seed), adjusting=False) for seed in range(40))


@pytest.mark.parametrize("seed", range(MANY // 4))
def test_what_random_rules_hold_back_is_what_the_program_works_out(seed: int) -> None:
    random = Random(seed)
    with Recommender(book := any_rules(random)) as program:
        people = [somebody(random, adjusting=False) for _ in range(3)]

        assert [misjudged(book, program, person) for person in people] == [set(), set(), set()]


def misjudged(book: RuleBook, program: Recommender, person: Person) -> set[Restraint]:
    """The restraints that the encoding and the program see differently for somebody."""
    profile, by = profile_of(person), measure(book)
    held = Held(proving_people.somebody(Formulas(), book), by)
    formulas = {one: held(one) for one in by.restraints()}
    values = held.who.formulas.values(formulas.values(), atoms(profile.facts, book.vocabulary))
    found = {one for one, formula in formulas.items() if values[abs(formula)] == (formula > 0)}
    return found ^ measured(program.recommend_profile(profile, 1), book, formulas, by)


BODIES: tuple[Body, ...] = (
    Limit(intensity=Effort.MODERATE, weeks=Weeks(first=2, last=5)),
    Limit(minutes=12, awareness=1),
    Limit(sessions=2, growth=1, weeks=Weeks(last=3)),
    Permit(intensity=Effort.VIGOROUS, weeks=Weeks(first=3)),
    Permit(awareness=3),
    Gate(to=Effort.MODERATE, after_weeks=3, needs=("wanted",)),
    Gate(to=Effort.VIGOROUS, after_weeks=1, needs=("wanted",)),
    Start(minutes=7, sessions=2),
    Start(week_minutes=Share(percent=50, fact="activity_minutes"), sessions=4),
    Aim(minutes=35, sessions=5),
    Exclude(tempo=("fast",)),
    Exclude(intensity=(Effort.MODERATE,), time_of_day=(TimeOfDay.EVENING,)),
    Exclude(setting=("gym", "home")),
    Require(rest_days=3, cool_down=4),
    Hide(figures=("minutes",)),
)


def any_rules(random: Random) -> RuleBook:
    """The shipped contradictions and states, and other rules in the place of all that hold anybody back."""
    kept = (Stratum.CONTRADICTIONS, Stratum.STATES)
    rules = [rule for rule in shipped().rules if rule.stratum in kept]
    rules += [_referring(random, number) for number in range(2)]
    rules += [
        replace(
            one_more(body, name=f"any-{number}"), when=random_condition(random, shipped().vocabulary.states())
        )
        for number, body in enumerate((*BODIES, *BODIES))
    ]
    return replace(shipped(), rules=tuple(sorted(rules, key=lambda rule: rule.id)), review=None)


def _referring(random: Random, number: int) -> Rule:
    return replace(
        one_more(Refer(urgency=random.choice(list(Urgency))), name=f"refer-{number}"),
        stratum=Stratum.SCREENING,
        when=random_condition(random),
        unless=random_condition(random),
        if_unknown=random.choice(("refer", "ask", "ignore")),
    )


WRONG = {
    "the last number of a range is left out": ("_within", _one_less),
    "an open question counts as no": ("line", _closed_world),
    "every open question counts as guarded": ("line", _forgets_guarded),
    "a state that may hold is denied for sure": ("_state", _denies),
    "a lift that is only possible lifts everything": ("rule", _lifts_when_possible),
    "any of is read as all of": ("_any_of", _any_for_all),
}


@pytest.mark.parametrize("fault", WRONG)
def test_an_encoding_with_a_fault_is_found_out(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, wrong = WRONG[fault]
    monkeypatch.setattr(Reader, name, wrong)

    assert any(differing(shipped(), somebody(Random(seed), adjusting=False)) for seed in range(30))


# The shipped rules


def test_every_law_of_the_shipped_rules_is_proved_and_nothing_is_found() -> None:
    with Prover(shipped()) as prover:
        proof = prover.prove()

    assert proof.findings == ()
    assert proof.undecided == ()
    assert proof.proved == tuple(law.id for law in shipped().invariants.laws)
    assert [(one.kind, one.about) for one in proof.accepted] == [("shadowed", "insulin-and-movement")]
    assert len(proof.proved) >= 25


def test_each_rule_that_refers_is_backed_by_a_law_that_says_so_in_another_way() -> None:
    """So that a referral which an edit takes away breaks a law."""
    referring = [
        rule for rule in shipped().of(Stratum.SCREENING) if any(item.verb == "refer" for item in rule.then)
    ]

    assert [rule.id for rule in referring if not breaks_a_law_by_going(rule)] == []


def breaks_a_law_by_going(rule: Rule) -> bool:
    """Whether a law about one person is broken without this rule; those that read the same come first."""
    book, read = without(rule.id), {*rule.when.reads()}
    laws = sorted(
        (law for law in book.invariants.laws if law.then),
        key=lambda law: read.isdisjoint(law.when.reads()),
    )
    with Prover(replace(book, invariants=replace(book.invariants, laws=tuple(laws)))) as prover:
        return next(prover.refuted_invariants(), None) is not None


def without(name: str) -> RuleBook:
    """The shipped rulebook without a rule."""
    return replace(shipped(), rules=tuple(rule for rule in shipped().rules if rule.id != name))


# Planted faults, each with what is found and for whom


def changed(name: str, change: Callable[[Rule], Rule]) -> RuleBook:
    """The shipped rulebook with one rule changed."""
    rules = (change(rule) if rule.id == name else rule for rule in shipped().rules)
    return replace(shipped(), rules=tuple(rules))


def with_limit(name: str, **amounts: object) -> RuleBook:
    """The shipped rulebook with other amounts in the first limit of a rule."""

    def change(rule: Rule) -> Rule:
        body = rule.then[0].body.model_copy(update=amounts)
        return replace(rule, then=(replace(rule.then[0], body=body), *rule.then[1:]))

    return changed(name, change)


def one_more(body: Body, *lines: Line, name: str = "one-more-rule", purpose: Purpose = Purpose.DOSE) -> Rule:
    """A rule that concludes this where all of these lines hold."""
    rule = for_every_adult(body, name=name)
    return replace(rule, when=Condition(lines or rule.when.lines), purpose=purpose)


def line(fact: str, *answers: str) -> Line:
    return Line(fact, " or ".join(answers), OneOf(frozenset(answers)))


WELL: dict[str, object] = {
    "crisis": "no", "red_flags": [], "age_band": "18_to_39", "known_disease": [], "recent_illness": "none",
    "post_exertional_worsening": "no",
}  # fmt: skip
"""What everybody answers who gets as far as a programme."""

SHUT_DOWN: dict[str, object] = {
    **WELL,
    "arousal_state": "shut_down",
    "hypervigilance": "none",
    "exertion_reaction": "fine",
}
"""Shut down, and with nothing open that would make them shorter still."""

WELL_IN_EVERY_WAY: dict[str, object] = {
    **WELL, "medical_clearance": "any", "pregnancy": "no", "breathing": "usual", "injuries": [],
    "eating_and_exercise": [], "mania_or_psychosis_recent": "no", "likes_intense": "yes",
    "arousal_state": "settled", "hypervigilance": "none", "exertion_reaction": "fine",
    "settling_time": "minutes", "dissociation": "never", "stillness": "easy", "panic": "never",
    "heart_rate_fear": "none", "movement_feels_unsafe": "no", "body_attention": "helpful", "not_ok": [],
    "sleep_quality": "good", "energy": "good", "overreach_signs": [],
}  # fmt: skip
"""Every answer that leaves a limit unsaid, and not one more."""

FAULTS: dict[str, tuple[Callable[[], RuleBook], str, dict[str, object]]] = {
    "a screening rule that is gone": (
        lambda: without("under-eighteen"),
        "nobody-under-eighteen",
        {**WELL, "age_band": "under_18"},
    ),
    "a limit with more minutes": (
        lambda: with_limit("short-and-within-reach", minutes=20),
        "shut-down-begins-short-and-light",
        SHUT_DOWN,
    ),
    "a limit that ends a week earlier": (
        lambda: with_limit("no-further-than-touch", weeks=Weeks(first=1, last=3)),
        "dissociation-keeps-attention-outside",
        {**WELL, "body_attention": "helpful"},
    ),
    "an exclusion that is gone": (
        lambda: without("on-land-with-seizures"),
        "no-swimming-with-seizures",
        WELL,
    ),
    "a permit that comes too early": (
        lambda: with_rules(one_more(Permit(intensity=Effort.VIGOROUS), line("likes_intense", "yes"))),
        "nothing-hard-in-the-first-month",
        WELL_IN_EVERY_WAY,
    ),
    "a limit that forgets the worst": (
        lambda: with_rules(one_more(Limit(minutes=6), line("anxiety", "moderate"))),
        "worse-is-never-given-more",
        {**WELL, "anxiety": "moderate"},
    ),
    "a limit for whoever answers a question": (
        lambda: with_rules(one_more(Limit(minutes=5), Line("stillness", "answered", Asked(answered=True)))),
        "an-open-question-gives-no-more",
        WELL,
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_rules_breaks_a_law_and_shows_the_smallest_person(fault: str) -> None:
    plant, name, person = FAULTS[fault]
    book = plant()

    found = found_with(fault)

    assert [(one.about, said(one.person)) for one in found] == [(name, person)]
    with Replayer(book) as replayer:
        assert all(replayer.shows(one) for one in found)
    with Replayer(shipped()) as replayer:
        assert not any(replayer.shows(one) for one in found)


@cache
def found_with(fault: str) -> tuple[Finding, ...]:
    """What is found about the one law that a fault breaks."""
    plant, name, _ = FAULTS[fault]
    book = plant()
    law = next(law for law in book.invariants.laws if law.id == name)
    compared = BESIDE.get(fault, "")
    if compared:  # the other facts have tests of their own, and take their time
        worse = {name: way for name, way in law.worse.items() if name == compared}
        law = replace(law, worse=worse, unanswered=(compared,) if law.unanswered else ())
    with Prover(book) as prover:
        return tuple(prover.law(law))


BESIDE = {"a limit that forgets the worst": "anxiety", "a limit for whoever answers a question": "stillness"}
"""The answer in which two people differ, where a law compares them."""


def said(facts: Facts | None) -> dict[str, object]:
    assert facts is not None
    return {name: facts.said(name) for name in facts.known}


def agrees(person: dict[str, object], facts: Facts | None) -> bool:
    return person.items() <= said(facts).items()


def test_a_finding_names_what_the_person_lacks() -> None:
    found = found_with("a limit with more minutes")

    assert [str(missing) for missing in found[0].missing] == ["minutes 12 at most in week 1"]


def test_whoever_is_worse_off_is_shown_beside_the_other() -> None:
    found = found_with("a limit that forgets the worst")

    assert [(said(one.person)["anxiety"], said(one.other)["anxiety"]) for one in found] == [
        ("moderate", "severe")
    ]


def test_a_rule_that_is_true_of_nobody_is_named_with_the_words_that_cannot_meet() -> None:
    never = (line("hypervigilance", "severe"), line("stress", "low"), line("hypervigilance", "none"))

    found = about_rules(proving_rules.dead, with_rules(one_more(Limit(minutes=5), *never)))

    assert [(one.kind, one.about) for one in found] == [("dead", "one-more-rule")]
    assert found[0].because == ("hypervigilance: severe", "hypervigilance: none")


def test_a_rule_for_those_who_are_always_referred_is_dead() -> None:
    found = about_rules(
        proving_rules.dead, with_rules(one_more(Limit(minutes=5), line("age_band", "under_18")))
    )

    assert found[0].because == ("age_band: under_18", "nobody is referred")


def test_a_rule_that_holds_nobody_back_further_is_shadowed() -> None:
    book = with_rules(
        one_more(Limit(minutes=12, weeks=Weeks(first=1, last=2)), line("arousal_state", "shut_down"))
    )

    found = about_rules(proving_rules.shadowed, book)

    assert [one.about for one in found] == ["insulin-and-movement", "one-more-rule"]


def test_two_rules_that_name_different_texts_for_one_thing_are_shown_with_a_person() -> None:
    other = one_more(Use(opening="orient"), line("stress", "high"), name="another", purpose=Purpose.EDUCATION)
    one = one_more(Use(opening="slow-start"), line("rumination", "a_lot"), purpose=Purpose.EDUCATION)

    found = about_rules(proving_rules.contradictions, with_rules(one, other))

    assert [item.because for item in found] == [("another", "one-more-rule")]
    assert agrees({"stress": "high", "rumination": "a_lot"}, found[0].person)


def test_somebody_with_nothing_left_to_choose_is_a_gap() -> None:
    nothing = Exclude(activity=tuple(shipped().activities))

    found = about_rules(proving_rules.gaps, with_rules(one_more(nothing, line("mobility", "wheelchair"))))

    assert [(one.kind, said(one.person)) for one in found] == [("gap", {"mobility": "wheelchair"})]


def test_a_gate_that_no_check_in_can_open_is_a_gap() -> None:
    gate = Gate(to=Effort.MODERATE, after_weeks=2, needs=("moonlight",))

    found = about_rules(proving_rules.gaps, with_rules(one_more(gate)))

    assert [one.says for one in found] == [
        "no check-in can find “moonlight”, so moderate effort stays closed"
    ]


def about_rules(question: Callable[[World], Iterator[Finding]], book: RuleBook) -> list[Finding]:
    with World(book) as world:
        return list(question(world))


def test_a_law_that_speaks_of_nobody_is_found_too() -> None:
    law = replace(
        shipped().invariants.laws[0],
        when=Condition((line("crisis", "no"), line("crisis", "yes"))),
        unless=None,
    )

    with Prover(shipped()) as prover:
        assert [one.says for one in prover.law(law)] == ["there is nobody of whom this law speaks"]


def test_a_check_in_that_no_longer_refers_breaks_a_law_and_tells_the_week() -> None:
    review = shipped().review
    assert review is not None
    rules = tuple(rule for rule in review.rules if rule.id != "check-in-crisis")
    book = replace(shipped(), review=replace(review, rules=rules))

    with Prover(book) as prover:
        found = [one for law in book.invariants.laws if law.check_in for one in prover.law(law)]

    assert [(one.about, one.because) for one in found] == [
        ("crisis-at-a-check-in-comes-first", ("crisis: yes",))
    ]


# Two rulebooks


def test_the_same_rulebook_treats_everybody_the_same() -> None:
    assert compare(shipped(), shipped()) == Compared()


def test_a_wider_limit_is_laxer_for_somebody_who_loses_a_safety_limit() -> None:
    found = compare(shipped(), with_limit("short-and-within-reach", minutes=20))

    assert found.stricter is None
    assert found.laxer is not None
    assert found.lost_limit is not None
    assert said(found.lost_limit.person) == {**SHUT_DOWN, "arousal_state": "settled"}
    assert str(found.lost_limit.restraint) == "minutes 12 at most in week 1"


def test_a_limit_of_preference_that_goes_is_laxer_and_no_lost_safety_limit() -> None:
    book = with_rules(one_more(Limit(minutes=6), line("routine", "disrupted"), purpose=Purpose.PREFERENCE))

    found = compare(book, shipped())

    assert (found.lost_limit, found.stricter) == (None, None)
    assert found.laxer is not None
    assert agrees({"routine": "disrupted"}, found.laxer.person)


def test_an_exclusion_by_time_that_goes_is_a_lost_limit_where_a_rule_of_trauma_made_it() -> None:
    evening = Exclude(intensity=(Effort.VIGOROUS,), time_of_day=(TimeOfDay.MIDDAY,))
    book = with_rules(one_more(evening, line("routine", "disrupted"), purpose=Purpose.TRAUMA))

    found = compare(book, shipped())

    assert found.lost_limit is not None
    assert str(found.lost_limit.restraint) == "nothing in the midday at vigorous effort in week 1"


def test_what_an_activity_bears_from_now_on_is_laxer_and_no_lost_limit() -> None:
    walking = shipped().activities["brisk_walking"].model_copy(update={"ceiling": Effort.VIGOROUS})
    book = replace(shipped(), activities={**shipped().activities, "brisk_walking": walking})

    found = compare(shipped(), book)

    assert found.laxer is not None
    assert str(found.laxer.restraint) == "brisk_walking not offered at vigorous effort in week 1"
    assert found.lost_limit is None


def test_an_earlier_permit_is_laxer_and_takes_no_limit_away() -> None:
    permit = one_more(Permit(intensity=Effort.MODERATE), line("routine", "steady"))

    found = compare(shipped(), with_rules(permit))

    assert found.laxer is not None
    assert (found.lost_limit, found.stricter) == (None, None)


def test_about_a_beginning_of_a_safety_rule_that_changed_nothing_is_claimed() -> None:
    book = with_rules(one_more(Start(minutes=2), line("routine", "disrupted"), purpose=Purpose.SAFETY))

    assert compare(book, shipped()) == Compared(
        undecided="a rule of safety or trauma that says how small a beginning is was changed"
    )
