"""What `recommender rules diff` prints, as a page for an author."""

from collections.abc import Iterator, Sequence

from recommender.cli.rules.diff_edited import check_ins, edited, laws_gone
from recommender.cli.rules.diff_found import Difference, ProfileMet
from recommender.cli.rules.diff_proved import IN_SHORT, profile_block, proof_section
from recommender.reasons.page import items, page, section, wrapped
from recommender.workshop.comparing.census import Met
from recommender.workshop.comparing.contrast import Contrast, Way
from recommender.workshop.comparing.edits import Edits
from recommender.workshop.comparing.grounds import ground_lines
from recommender.workshop.comparing.words import in_short, lines_of
from recommender.workshop.profile_text import profile_text

ALIKE = 3
"""So many profiles of which the same is true have a line each."""

WAYS = {
    Way.LAXER: "laxer",
    Way.BOTH: "laxer in one thing and stricter in another",
    Way.STRICTER: "stricter",
    Way.OTHERWISE: "otherwise, within the same limits",
}
MADE = "they are made so that edited rules are reached: this says in which ways, and not how often in life"


def same_page(rules: int) -> str:
    """The page for two folders that hold the same."""
    return f"Both folders hold the same {rules} rules and the same words, so nobody is treated differently.\n"


def page_of(found: Difference) -> str:
    """The page, the most important thing first."""
    return page(
        [
            wrapped(_verdict(found), "") if found.losing else "",
            wrapped(laws_gone(found.edits), ""),
            check_ins(found.edits),
            section("What was edited", *edited(found.edits)),
            *(_person(met, found) for met in found.shown),
            _profiles(found),
            _crowd(found),
            proof_section(found),
            wrapped(summary(found), ""),
        ]
    )


def _verdict(found: Difference) -> str:
    of_people = f" of {found.census.many:,} made-up people"
    return f"A safety limit is lost by {_losers(found, of_people, f' of {len(found.profiles)} profiles')}."


def _losers(found: Difference, people: str = "", profiles: str = "") -> str:
    """Who loses a limit: made-up people, profiles, or only somebody whom the solver found."""
    many, files = found.census.losing, found.losing_profiles
    who = [f"{many:,}{people or (' person' if many == 1 else ' people')}"] if many else []
    who += [f"{files}{profiles or (' profile' if files == 1 else ' profiles')}"] if files else []
    return " and ".join(who) or "a person whom the solver found"


def _person(met: Met, found: Difference) -> str:
    """Somebody as a profile that can be saved and run, with what differs for them."""
    kind = WAYS[met.contrast.way].capitalize()
    lost = ", with a safety limit lost" if met.contrast.loses else ""
    who = "a person whom the solver found" if found.named(met) else "the smallest person"
    text = profile_block(profile_text(met.profile))
    return section(f"{kind}{lost}: {who}", items(_differs(met.contrast)), wrapped("As a profile:"), text)


def _differs(contrast: Contrast) -> Iterator[str]:
    yield from map(str, lines_of(contrast))
    yield from ground_lines(contrast)


def _profiles(found: Difference) -> str:
    many = len(found.differing)
    head = f"{_of(many, len(found.profiles))} profiles {_are(many)} treated differently"
    lines = list(_told(found.differing))
    dropped = dict.fromkeys(name for one in found.profiles for name in one.dropped)
    if dropped:
        lines.append(f"known to one rulebook alone, and left out for the other: {', '.join(dropped)}")
    if found.unfit:
        lines.append(f"profiles with answers that neither rulebook knows, left out: {found.unfit}")
    return section(head, items(lines) if lines else "")


def _told(profiles: Sequence[ProfileMet]) -> Iterator[str]:
    """What differs for each profile; many of which the same is true in one line."""
    alike: dict[str, list[str]] = {}
    for one in profiles:
        if one.contrast:
            alike.setdefault(in_short(one.contrast, IN_SHORT), []).append(one.name)
    for what, names in alike.items():
        if len(names) > ALIKE:
            yield f"{len(names)} profiles: {what}: {', '.join(names)}"
        else:
            yield from (f"{name}: {what}" for name in names)


def _crowd(found: Difference) -> str:
    census = found.census
    counted = [f"{WAYS[way]}: {many:,}" for way, many in census.counts.items() if many]
    many = f"{_of(census.differing, census.many)} made-up people"
    head = f"{many} {_are(census.differing)} treated differently (seed {found.seed})"
    lost = [f"a safety limit is lost: {census.losing:,}"] if census.losing else []
    return section(head, items([*lost, *counted, MADE]) if counted else "")


def summary(found: Difference) -> str:
    """Everything in one line."""
    census, ways = found.census, found.census.counts
    parts = [f"{ways.get(Way.LAXER, 0):,} laxer", f"{ways.get(Way.STRICTER, 0):,} stricter"]
    parts += [f"{ways[Way.BOTH]:,} both"] if ways.get(Way.BOTH) else []
    parts += [f"{ways.get(Way.OTHERWISE, 0):,} otherwise"]
    many = f"{_of(census.differing, census.many)} people {_are(census.differing)}"
    people = f"{many} treated differently: {', '.join(parts)}"
    profiles = f"{_of(len(found.differing), len(found.profiles))} profiles"
    return f"{people}; {profiles}; {_lost(found)}{_laws(found.edits)}{_at_check_ins(found.edits)}"


def _lost(found: Difference) -> str:
    if found.losing:
        return f"a safety limit is lost by {_losers(found)}"
    proved = found.proof.state in ("proved", "words", "intake")
    whom = "everybody at intake" if found.comparison.same_words else "all that both ask, at intake"
    return f"0 lose a safety limit ({f'proved for {whom}' if proved else 'not proved'})"


def _laws(edits: Edits) -> str:
    many = len(edits.laws.removed)
    return f"; {many} {'law is' if many == 1 else 'laws are'} gone" if many else ""


def _at_check_ins(edits: Edits) -> str:
    many = len(edits.at_check_ins)
    if not many:
        return ""
    what = "1 rule of check-ins was" if many == 1 else f"{many} rules of check-ins were"
    return f"; {what} edited, and is not compared" if many == 1 else f"; {what} edited, and are not compared"


def _of(many: int, all_of: int) -> str:
    return f"{many:,} of {all_of:,}"


def _are(many: int) -> str:
    return "is" if many == 1 else "are"
