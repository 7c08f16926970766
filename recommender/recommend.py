"""The use case: from one person's answers to an explained recommendation."""

from collections.abc import Mapping, Sequence
from typing import Self

from recommender.inference import Inference
from recommender.loading.profile import Given, Profile, read_answers
from recommender.model.adjustment import Adjustment
from recommender.model.directive import (
    Advise,
    Avoid,
    Body,
    Contradiction,
    Exclude,
    Hide,
    Note,
    Offer,
    Prefer,
    Use,
)  # fmt: skip
from recommender.model.fact import Facts
from recommender.model.length import LONGEST as LONGEST  # noqa: PLC0414 - known here too
from recommender.model.length import WEEKS as WEEKS  # noqa: PLC0414 - known here too
from recommender.model.prescription import Prescription, Tension
from recommender.model.programme import (
    Contact,
    LightMovement,
    NoteText,
    Programme,
    Referral,
    TensionText,
)  # fmt: skip
from recommender.model.programme import Contradiction as Contradicted
from recommender.model.recommendation import Digest, Recommendation
from recommender.model.rule import RuleBook
from recommender.model.scale import Purpose, Stratum
from recommender.model.trace import Firing, Trace
from recommender.planning.open_questions import asks, left_out
from recommender.planning.outcomes import is_limited, light_movement, referral_of
from recommender.planning.programme import plan
from recommender.planning.resolve import resolve
from recommender.problem import Problems, unreadable

WITHOUT_DOSES: frozenset[type[Body]] = frozenset({Exclude, Prefer, Avoid, Use, Hide, Note, Advise, Offer})
SAID: tuple[type[Body], ...] = (Note, Advise)
CONTACTS = ("crisis", "emergency", "medical", "support")


class Recommender:
    """One rulebook, compiled once, for any number of people and threads. Nothing of a person stays in it.

    Asked again after `close`, it compiles the rulebook anew, and wants to be closed once more.
    """

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self._inference = Inference(book)

    def recommend(
        self,
        answers: Mapping[str, Given],
        role: str = "self",
        adjustments: Sequence[Mapping[str, object]] = (),
        weeks: int = WEEKS,
    ) -> Recommendation:
        """The recommendation for these answers. Raises `Problems` for what cannot be used."""
        _refuse_unusable(answers, adjustments, weeks)
        return self.recommend_profile(read_answers(answers, self.book, role, adjustments), weeks)

    def recommend_profile(self, profile: Profile, weeks: int = WEEKS) -> Recommendation:
        """The recommendation for a profile: 1 to 26 weeks. Raises `Disagreement` or `EngineFault`."""
        if not 1 <= weeks <= LONGEST:
            raise ValueError(f"a programme has 1 to {LONGEST} weeks")
        return recommended_from(self._inference.run(profile.facts), profile, self.book, weeks)

    def trace(self, facts: Facts) -> Trace:
        """What the rules conclude so far. Raises `Disagreement` or `EngineFault`."""
        return self._inference.run(facts)

    def close(self) -> None:
        """Frees what the engine holds."""
        self._inference.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def recommended_from(trace: Trace, profile: Profile, book: RuleBook, weeks: int = WEEKS) -> Recommendation:
    """What follows from a trace of that profile under that rulebook, wherever the trace comes from."""
    prescription = resolve(trace, profile.adjustments, book.activities)
    result = _result(trace, prescription, profile.adjustments, book, weeks)
    return _assemble(result, trace, prescription, profile, book)


def _refuse_unusable(answers: object, adjustments: object, weeks: object) -> None:
    """Raises `Problems` where what Python gave is not even of the right sort."""
    wrong = []
    if not isinstance(answers, Mapping):
        wrong.append(unreadable("<answers>", "the answers are a mapping of facts to answers"))
    if isinstance(adjustments, str | bytes) or not isinstance(adjustments, Sequence):
        wrong.append(unreadable("<adjustments>", "the adjustments are a list of mappings"))
    elif any(isinstance(one, Mapping) and not _is_reason(one.get("reason")) for one in adjustments):
        wrong.append(unreadable("<adjustments>", "a reason is given in words"))
    if not isinstance(weeks, int) or isinstance(weeks, bool) or not 1 <= weeks <= LONGEST:
        wrong.append(unreadable("<weeks>", f"a programme has 1 to {LONGEST} whole weeks"))
    if wrong:
        raise Problems(wrong)


def _is_reason(reason: object) -> bool:
    return reason is None or isinstance(reason, str)


def _result(
    trace: Trace, prescription: Prescription, adjustments: tuple[Adjustment, ...], book: RuleBook, weeks: int
) -> Programme | LightMovement | Referral:
    referral = referral_of(trace, adjustments, book)
    if referral is not None:
        return referral
    programme = None if is_limited(trace, book) else plan(prescription, book, weeks)
    return programme or light_movement(trace, prescription, book)


def _assemble(
    result: Programme | LightMovement | Referral,
    trace: Trace,
    prescription: Prescription,
    profile: Profile,
    book: RuleBook,
) -> Recommendation:
    fired = _fired(result, trace)
    return Recommendation(
        result=result,
        summary=_summary(result, trace, book),
        contacts=contacts_of(trace.given, profile.region, book),
        asks=() if isinstance(result, Referral) else asks(trace, profile.role, book),
        left_out=left_out(trace, book),
        contradictions=_contradictions(trace),
        notes=_notes(fired, profile.adjustments, book),
        fired=fired,
        tensions=_tensions(prescription, trace, book) if isinstance(result, Programme) else (),
        adjustments=tuple(change.written for change in profile.adjustments),
        rulebook=Digest(book.digest, len(book.every_rule)),
        trace=trace,
        prescription=prescription,
        role=profile.role,
    )


def _fired(result: Programme | LightMovement | Referral, trace: Trace) -> tuple[Firing, ...]:
    """What fired, in the order of the strata; without doses where none are given."""
    if isinstance(result, Programme):
        return trace.firings
    early = (Stratum.CONTRADICTIONS, Stratum.SCREENING)
    if isinstance(result, Referral):
        return tuple(firing for firing in trace.firings if firing.rule.stratum in early)
    return tuple(kept for firing in trace.firings if (kept := _without_doses(firing)) is not None)


def _without_doses(firing: Firing) -> Firing | None:
    if firing.rule.stratum is not Stratum.PRESCRIPTION:
        return firing
    speaks = firing.rule.purpose is Purpose.SAFETY
    kept = tuple(
        directive
        for directive in firing.concluded
        if type(directive.body) in WITHOUT_DOSES and (speaks or type(directive.body) is not Note)
    )
    return Firing(firing.rule, firing.reading, kept, firing.on_unknown) if kept else None


def _summary(result: Programme | LightMovement | Referral, trace: Trace, book: RuleBook) -> str:
    texts = book.texts.outcomes
    match result:
        case Referral():
            by_rules = any(reason.rule for reason in result.reasons)
            return texts("summary", result.urgency if by_rules else "by_clinician")
        case LightMovement():
            return texts("summary", "limited") if is_limited(trace, book) else texts("no_activity")
        case Programme():
            gentle = any(firing.on_unknown for firing in trace.firings)
            return texts("summary", "programme_gentle" if gentle else "programme")


def contacts_of(given: Facts, region: str, book: RuleBook) -> tuple[Contact, ...]:
    """The contacts of the region; those for a crisis unless `crisis` was answered "no"."""
    known = book.texts.contacts[region]
    wanted = CONTACTS[1:] if given.get("crisis") == "no" else CONTACTS
    return tuple(Contact(purpose, getattr(known, purpose)) for purpose in wanted)


def _contradictions(trace: Trace) -> tuple[Contradicted, ...]:
    return tuple(
        Contradicted(body.facts, {name: trace.facts.said(name) for name in body.read_as}, firing.rule.id)
        for firing, directive in trace.concluded(Contradiction)
        if isinstance(body := directive.body, Contradiction)
    )


def _notes(
    fired: tuple[Firing, ...], adjustments: tuple[Adjustment, ...], book: RuleBook
) -> tuple[NoteText, ...]:
    """What is worth knowing; nothing from a rule that was set aside throughout."""
    wording = book.texts.wording
    aside = {change.set_aside for change in adjustments if change.weeks.last is None}
    said = [
        (firing.rule.id, item.body)
        for firing in fired
        for item in firing.concluded
        if type(item.body) in SAID and firing.rule.id not in aside
    ]
    soon = {body.see for _, body in said if isinstance(body, Advise)}
    found: list[NoteText] = []
    for rule, body in said:
        if isinstance(body, Note):
            found.append(NoteText(rule, wording.notes[body.text]))
        elif isinstance(body, Advise) and f"{body.see}-soon" not in soon:
            found.append(NoteText(rule, wording.advice[body.see]))
    return tuple(found)


def _tensions(prescription: Prescription, trace: Trace, book: RuleBook) -> tuple[TensionText, ...]:
    titles = {firing.rule.id: firing.rule.title for firing in trace.firings}
    said = book.texts.outcomes("tension")
    return tuple(_in_words(one, said, titles[one.won], titles[one.lost]) for one in prescription.tensions)


def _in_words(tension: Tension, said: str, winner: str, loser: str) -> TensionText:
    text = said.format(winner=winner, loser=loser)
    return TensionText(tension.about, tension.won, tension.lost, text)
