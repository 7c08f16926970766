"""What a handout may tell of one person's result: reasons, referral and contacts without anything private.

Whether it may is decided by the rules alone, and never by whether a private answer was given: two people who
differ in private answers only, and get the same sessions, get the same page.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from recommender.model.directive import Hold, Refer
from recommender.model.programme import Contact, Programme
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.model.scale import Urgency
from recommender.model.texts import Contacts
from recommender.model.trace import Firing
from recommender.reasons.names import Names
from recommender.reasons.private import private_facts, private_rules, private_urgencies

MOST_REASONS = 4
"""Reasons on a page that is to stay short: those with the most weight."""

MOST_ASKED = 4
"""Questions that are named; where more are open, that is said without a list of them."""


@dataclass(frozen=True, slots=True)
class ToldReferral:
    """Who is to look first, as others may read it."""

    lead: str
    reasons: tuple[str, ...]
    meanwhile: str
    bring: str
    opens_when: str


def told_reasons(recommendation: Recommendation, names: Names) -> tuple[str, ...]:
    """Why the sessions are as they are, the reasons with the most weight first."""
    result, private = recommendation.result, private_rules(names.book)
    shaping = {
        rule
        for week in (result.weeks if isinstance(result, Programme) else ())
        for session in week.sessions
        for rule in session.because
    }
    firings = [
        firing
        for firing in recommendation.fired
        if firing.rule.id in shaping - private and not firing.on_unknown
    ]
    return tuple(_because(firings, names)[:MOST_REASONS])


def told_waiting(recommendation: Recommendation, names: Names) -> tuple[str, ...]:
    """Why there are no set times for now."""
    return tuple(_because(_holding(recommendation, names.book), names))


def told_opening(recommendation: Recommendation, names: Names) -> tuple[str, ...]:
    """What would open sessions with set times; questions that are private are not among those named."""
    texts, own = names.outcomes, names.book.texts.handout
    bodies = [item.body for firing in _holding(recommendation, names.book) for item in firing.concluded]
    awaited = sorted({name for body in bodies if isinstance(body, Hold) for name in body.until})
    until = [
        texts("light_movement", "opens_when_until", name)
        for name in awaited
        if texts.has("light_movement", "opens_when_until", name)
    ]
    private = private_facts(names.book)
    asks = [names.fact(name) for name in recommendation.asks if name not in private]
    labels = [names.quoted(label) for label in filter(names.fit, asks)]
    said = (
        [own("limited", "asks", labels=names.joined(labels, "or"))] if 0 < len(labels) <= MOST_ASKED else []
    )
    return (*until, *said, own("limited", "more"))


def told_referral(recommendation: Recommendation, names: Names) -> ToldReferral:
    """A referral as it would be without what is private: its urgency, its reasons, and its words."""
    closed, private = private_urgencies(names.book), private_rules(names.book)
    by_rules = [
        (directive.body.urgency, firing)
        for firing, directive in recommendation.trace.concluded(Refer)
        if isinstance(directive.body, Refer) and directive.body.urgency not in closed
    ]
    by_clinician = [urgency for urgency in _of_clinician(recommendation) if urgency not in closed]
    urgencies = [*(urgency for urgency, _ in by_rules), *by_clinician]
    told = _in_words(
        max(urgencies, key=lambda urgency: urgency.rank, default=None),
        [firing for _, firing in by_rules if firing.rule.id not in private],
        names,
    )
    asked = bool(by_clinician) and not by_rules
    return replace(told, lead=names.book.texts.handout("lead", "by_clinician")) if asked else told


def _of_clinician(recommendation: Recommendation) -> Iterator[Urgency]:
    """How soon somebody is to look, as a clinician put it; the reason stays between the two."""
    for change in recommendation.adjustments:
        if isinstance(change, Mapping) and "refer" in change:
            yield Urgency(str(change["refer"]))


def _in_words(urgency: Urgency | None, firings: list[Firing], names: Names) -> ToldReferral:
    texts, own = names.outcomes, names.book.texts.handout
    reasons = tuple(_because(firings, names))
    if urgency is None:
        lead, *rest = (own("referral", name) for name in ("lead", "meanwhile", "bring", "opens_when"))
        return ToldReferral(lead, reasons, *rest)
    titles = dict.fromkeys(f"{firing.rule.title.rstrip('.')}." for firing in firings)
    said = " ".join(filter(None, map(names.fit, titles))) or own("referral", "reason")
    return ToldReferral(
        texts("summary", urgency),
        reasons,
        meanwhile=texts("referral", urgency, "meanwhile"),
        bring=texts("referral", urgency, "bring", reasons=said),
        opens_when=texts("referral", urgency, "opens_when"),
    )


def told_contacts(recommendation: Recommendation, book: RuleBook) -> tuple[Contact, ...]:
    """Everybody to turn to in the region, whatever was answered: a list that lacks some would tell why."""
    given = {contact.for_: contact.text for contact in recommendation.contacts}
    for region in book.texts.contacts.values():
        every = _every(region)
        if all(contact.text == given.get(contact.for_, contact.text) for contact in every):
            return every
    return recommendation.contacts


def _every(region: Contacts) -> tuple[Contact, ...]:
    return tuple(
        Contact(for_, text)
        for for_, text in (
            ("emergency", region.emergency),
            ("crisis", region.crisis),
            ("medical", region.medical),
            ("support", region.support),
        )
    )


def _holding(recommendation: Recommendation, book: RuleBook) -> list[Firing]:
    """The rules that hold sessions back for sure, by answers that others may know of."""
    private = private_rules(book)
    return [
        firing
        for firing, _ in recommendation.trace.concluded(Hold)
        if firing.rule.id not in private and not firing.on_unknown
    ]


def _because(firings: Iterable[Firing], names: Names) -> list[str]:
    ordered = sorted(firings, key=lambda firing: (-firing.rule.purpose.rank, firing.rule.id))
    return list(filter(None, dict.fromkeys(names.fit(firing.because) for firing in ordered)))
