"""The use case: from one person's answers to an explained recommendation."""

from collections.abc import Mapping, Sequence
from typing import Self

from recommender.inference import Inference
from recommender.loading.profile import Given, Profile, read_answers
from recommender.model.adjustment import Adjustment
from recommender.model.condition import Asked
from recommender.model.directive import (
    Advise,
    Ask,
    Avoid,
    Contradiction,
    Exclude,
    Hide,
    Note,
    Offer,
    Prefer,
    Use,
)  # fmt: skip
from recommender.model.fact import Missing
from recommender.model.prescription import Prescription
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
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.model.trace import Firing, Trace
from recommender.model.truth import Truth
from recommender.planning.outcomes import is_limited, light_movement, referral_of
from recommender.planning.programme import plan
from recommender.planning.resolve import resolve

WEEKS = 8
LONGEST = 26
WITHOUT_DOSES = (Exclude, Prefer, Avoid, Use, Hide, Note, Advise, Offer)
CONTACTS = ("crisis", "emergency", "medical", "support")


class Recommender:
    """One rulebook, compiled once, for any number of people and threads. Nothing of a person stays in it."""

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
        return self.recommend_profile(read_answers(answers, self.book, role, adjustments), weeks)

    def recommend_profile(self, profile: Profile, weeks: int = WEEKS) -> Recommendation:
        """The recommendation for a profile: 1 to 26 weeks. Raises `Disagreement` or `EngineFault`."""
        if not 1 <= weeks <= LONGEST:
            raise ValueError(f"a programme has 1 to {LONGEST} weeks")
        trace = self._inference.run(profile.facts)
        prescription = resolve(trace, profile.adjustments)
        result = _result(trace, prescription, profile.adjustments, self.book, weeks)
        return _assemble(result, trace, prescription, profile, self.book)

    def close(self) -> None:
        """Frees what the engine holds."""
        self._inference.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


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
        contacts=_contacts(trace, profile.region, book),
        asks=() if isinstance(result, Referral) else _asks(trace, book),
        left_out=_left_out(trace, book),
        contradictions=_contradictions(trace),
        notes=_notes(fired, book),
        fired=fired,
        tensions=_tensions(prescription, book) if isinstance(result, Programme) else (),
        adjustments=tuple(change.written for change in profile.adjustments),
        rulebook=Digest(book.digest, len(book.rules)),
        trace=trace,
        prescription=prescription,
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
    kept = tuple(directive for directive in firing.concluded if isinstance(directive.body, WITHOUT_DOSES))
    return Firing(firing.rule, firing.reading, kept, firing.on_unknown, firing.facts) if kept else None


def _summary(result: Programme | LightMovement | Referral, trace: Trace, book: RuleBook) -> str:
    texts = book.texts.outcomes
    match result:
        case Referral():
            return texts("summary", result.urgency)
        case LightMovement():
            return texts("summary", "limited") if is_limited(trace, book) else texts("no_activity")
        case Programme():
            gentle = any(firing.on_unknown for firing in trace.firings)
            return texts("summary", "programme_gentle" if gentle else "programme")


def _contacts(trace: Trace, region: str, book: RuleBook) -> tuple[Contact, ...]:
    """The contacts of the region; those for a crisis unless `crisis` was answered "no"."""
    known = book.texts.contacts[region]
    wanted = CONTACTS[1:] if trace.given.get("crisis") == "no" else CONTACTS
    return tuple(Contact(purpose, getattr(known, purpose)) for purpose in wanted)


def _asks(trace: Trace, book: RuleBook) -> tuple[str, ...]:
    """The questions that matter and have no answer, or answers that contradict; never what was declined."""
    wanted = {name for name in book.vocabulary.safety() if trace.given.get(name) is None}
    for firing, directive in trace.concluded(Ask, Contradiction):
        body = directive.body
        if isinstance(body, Ask):
            wanted |= {name for name in body.facts if trace.given.get(name) is None}
        elif isinstance(body, Contradiction):
            wanted |= set(body.facts)
        del firing
    for rule in book.of(Stratum.SCREENING):
        if rule.if_unknown == "ask" and _is_open(trace, rule):
            wanted |= set(_open_facts(trace, rule))
    return tuple(name for name in book.vocabulary.asked() if name in wanted and not _declined(trace, name))


def _left_out(trace: Trace, book: RuleBook) -> tuple[str, ...]:
    """The declined facts marked safety or careful that could have mattered."""
    mattering = {name for rule in book.rules if _is_open(trace, rule) for name in _behind(rule, book)}
    return tuple(
        name
        for name in book.vocabulary.asked()
        if _declined(trace, name)
        and book.vocabulary[name].guarded
        and (book.vocabulary[name].safety or name in mattering or _asks_whether(trace, book, name))
    )


def _asks_whether(trace: Trace, book: RuleBook, name: str) -> bool:
    """Whether a rule fired because there is no answer."""
    return (
        any(
            line.fact == name and isinstance(line.test, Asked) and not line.test.answered
            for firing in trace.firings
            for line in firing.rule.when.every_line()
        )
        and name in book.vocabulary
    )


def _is_open(trace: Trace, rule: Rule) -> bool:
    reading = trace.readings.get(rule.id)
    return reading is not None and Truth.NO < reading.truth < Truth.SURE


def _open_facts(trace: Trace, rule: Rule) -> tuple[str, ...]:
    return tuple(name for name in rule.reads() if trace.given.get(name) is None)


def _behind(rule: Rule, book: RuleBook) -> tuple[str, ...]:
    """The facts that a rule looks at, itself."""
    return tuple(name for name in rule.reads() if not book.vocabulary[name].derived)


def _declined(trace: Trace, name: str) -> bool:
    return trace.given.get(name) is None and trace.given.why_missing(name) is Missing.DECLINED


def _contradictions(trace: Trace) -> tuple[Contradicted, ...]:
    return tuple(
        Contradicted(body.facts, {name: trace.facts.said(name) for name in body.read_as}, firing.rule.id)
        for firing, directive in trace.concluded(Contradiction)
        if isinstance(body := directive.body, Contradiction)
    )


def _notes(fired: tuple[Firing, ...], book: RuleBook) -> tuple[NoteText, ...]:
    wording = book.texts.wording
    found: list[NoteText] = []
    for firing in fired:
        for directive in firing.concluded:
            if isinstance(directive.body, Note):
                found.append(NoteText(firing.rule.id, wording.notes[directive.body.text]))
            elif isinstance(directive.body, Advise):
                found.append(NoteText(firing.rule.id, wording.advice[directive.body.see]))
    return tuple(found)


def _tensions(prescription: Prescription, book: RuleBook) -> tuple[TensionText, ...]:
    titles = {rule.id: rule.title for rule in book.rules}
    return tuple(
        TensionText(
            tension.about,
            tension.won,
            tension.lost,
            book.texts.outcomes("tension", winner=titles[tension.won], loser=titles[tension.lost]),
        )
        for tension in prescription.tensions
    )
