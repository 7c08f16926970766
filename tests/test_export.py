"""The text that a person reads: its order, its words, its width."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest
from people import recommender, shipped
from small_book import recommended, small_book

from recommender.export.text import as_text
from recommender.loading import load_profile
from recommender.loading.profile import read_profile
from recommender.model.programme import Week
from recommender.model.recommendation import Recommendation
from recommender.source import Source

PROFILES = sorted((Path(__file__).parent.parent / "profiles").glob("*.yaml"))
HEADINGS_OF_A_PROGRAMME = (
    "programme", "first_session", "smallest", "today", "weeks", "sessions", "gates", "why", "tensions",
    "not_here", "notes", "signs", "step_back", "when_to_stop", "if_overwhelmed", "contacts",
)  # fmt: skip


def test_somebody_who_left_a_safety_question_open_reads_of_light_movement_first(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    recommendation = recommended(book, fever="no", lookout="declined")

    text = as_text(recommendation, book)

    assert text == dedent(
        """\
        No set times for now.

        Contacts
          - Crisis: A crisis line.
          - Emergency: 112.
          - Medical: A doctor.
          - Support: A friend.

        Very light movement
          Very light ways to move.
          - Walking: A walk.
          - Swaying: A sway.
          To begin: Look around.
          The end: When the song is over.

        The smallest version
          One hand is enough.

        What would open more
          Answers open more.

        Questions that would help
          - Are you in danger? Help comes first.

        Left open
          These are not asked again.
          - On the lookout

        When to stop
          - Stop when you want to.

        For thinking with.
        """
    )


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_text_is_plain_and_fits_into_78_columns(path: Path) -> None:
    text = as_text(of_profile(path.stem), shipped())

    assert max(map(len, text.splitlines())) <= 78
    assert all(letter.isprintable() or letter == "\n" for letter in text)
    assert "{" not in text
    assert text.endswith("\n")
    assert "\n\n\n" not in text


def test_a_programme_has_the_first_session_before_all_else() -> None:
    text = as_text(of_profile("hypervigilant"), shipped())

    headings = [shipped().texts.outcomes("headings", name) for name in HEADINGS_OF_A_PROGRAMME]
    assert [line for line in text.splitlines() if line in headings] == headings


def test_the_first_session_is_told_with_its_choices_its_ending_and_its_smallest_version() -> None:
    recommendation = of_profile("hypervigilant")
    session = weeks_of(recommendation)[0].sessions[0]
    names = shipped().activities

    text = as_text(recommendation, shipped())

    told = unwrapped(text.split("\n\n")[1] + text.split("\n\n")[2])
    assert names[session.activity].name in told
    assert all(names[option].name in told for option in session.options)
    for words in (session.opening, session.endpoint, session.minimum, session.awareness.text):
        assert unwrapped(words) in told


def test_every_week_has_a_row_that_says_what_it_depends_on() -> None:
    recommendation = of_profile("hypervigilant")

    rows = [re.split(r" {2,}", row) for row in table_of(as_text(recommendation, shipped()))]

    assert [row[1:4] for row in rows] == [
        [str(week.number), str(len(week.sessions)), str(week.minutes)] for week in weeks_of(recommendation)
    ]
    assert [row[-1] for row in rows[1:]] == [
        "preview" if week.provisional else f"after week {week.number - 1}"
        for week in weeks_of(recommendation)[1:]
    ]


def test_a_week_beyond_a_gate_says_what_opens_it() -> None:
    recommendation = of_profile("hypervigilant")
    beyond = next(week for week in weeks_of(recommendation) if week.provisional)

    text = unwrapped(as_text(recommendation, shipped()))

    assert all(unwrapped(need) in text for need in beyond.only_if)
    assert unwrapped(beyond.otherwise) in text


def test_one_limit_against_several_wishes_is_one_line() -> None:
    recommendation = of_profile("hypervigilant")
    titles = {rule.id: rule.title for rule in shipped().rules}

    section = section_of(as_text(recommendation, shipped()), "tensions")

    won = {tension.won for tension in recommendation.tensions}
    assert section.count("  - ") == len(won)
    line = next(line for line in section.split("  - ") if titles["low-effort-first"] in unwrapped(line))
    assert titles["fond-of-hard-training"] in unwrapped(line)


def test_every_reason_names_its_rule_its_evidence_and_its_claims() -> None:
    recommendation = of_profile("hypervigilant")
    rule = shipped().rule("low-effort-first")
    assert rule is not None

    section = unwrapped(section_of(as_text(recommendation, shipped()), "why"))

    evidence = shipped().texts.outcomes("names", "evidence", rule.evidence)
    assert unwrapped(rule.because) in section
    assert f"Rule {rule.id}, {evidence}: {', '.join(rule.sources)}." in section
    assert "Being on the lookout: Nearly all of it" in section


def test_what_is_liked_and_left_out_has_its_reason() -> None:
    section = unwrapped(section_of(as_text(of_profile("hypervigilant"), shipped()), "not_here"))

    assert shipped().activities["hiit"].name in section
    assert "People on the lookout start at low effort" in section


def test_figures_of_minutes_are_left_out_where_they_are_hidden() -> None:
    profile = "eating_and_exercise: []", "eating_and_exercise: [exercising_while_ill]"
    recommendation = changed("low_mood", *profile)

    text = as_text(recommendation, shipped())

    assert recommendation.outcome == "programme"
    assert not re.search(r"\d+ (?:to \d+ )?minute", unwrapped(text))
    assert "Minutes" not in text.split("\n\n")[4]


def test_words_about_the_heart_are_left_out_where_they_are_hidden() -> None:
    recommendation = of_profile("panic")

    text = as_text(recommendation, shipped())

    assert "no-body-numbers" in {firing.rule.id for firing in recommendation.fired}
    assert not re.search(r"heart|pulse|HRV", text, re.IGNORECASE)


def test_a_referral_has_its_summary_first_and_the_contacts_right_after() -> None:
    recommendation = of_profile("red_flag")

    first, second, *rest = as_text(recommendation, shipped()).split("\n\n")

    assert unwrapped(first) == unwrapped(recommendation.summary)
    assert second.startswith(shipped().texts.outcomes("headings", "contacts"))
    assert all(unwrapped(contact.text) in unwrapped(second) for contact in recommendation.contacts)
    assert [block.splitlines()[0] for block in rest[:4]] == [
        shipped().texts.outcomes("headings", name) for name in ("meanwhile", "reasons", "bring", "opens_when")
    ]


@pytest.mark.parametrize(
    ("before", "after", "contact"),
    [
        ("crisis: no", "crisis: yes", "- In a crisis:"),
        ("red_flag_timing: on_effort", "red_flag_timing: at_rest_or_now", "- Emergency:"),
    ],
)
def test_where_help_is_wanted_at_once_contacts_stand_before_all_else(
    before: str, after: str, contact: str
) -> None:
    recommendation = changed("red_flag", before, after)

    first = as_text(recommendation, shipped()).split("\n\n")[0]

    assert unwrapped(first.splitlines()[1]).startswith(contact)


def test_contradictory_answers_are_shown_with_how_they_are_read() -> None:
    recommendation = changed("fit_and_well", "sleep_hours: 8", "sleep_hours: 3")

    section = unwrapped(section_of(as_text(recommendation, shipped()), "contradictions"))

    assert [found.facts for found in recommendation.contradictions] == [("sleep_quality", "sleep_hours")]
    assert "Hours of sleep: 3 hours. For now they are read as: Sleep: Poor." in section


def test_adjustments_are_told_with_their_reason() -> None:
    recommendation = with_lines(
        "hypervigilant",
        "adjustments:",
        "  - {limit: {minutes: 10}, until_week: 4}",
        "  - {exclude: [running], reason: my knee}",
    )

    section = unwrapped(section_of(as_text(recommendation, shipped()), "adjustments"))

    assert "10 minutes" in section
    assert "week 4" in section
    assert "Running. Reason: my knee." in section


def test_a_reason_that_holds_control_characters_cannot_steer_a_terminal() -> None:
    recommendation = with_lines(
        "hypervigilant", "adjustments:", '  - {exclude: [running], reason: "a\\e[31mb\\u202Ec"}'
    )

    text = as_text(recommendation, shipped())

    assert "a [31mb c" in text
    assert all(letter.isprintable() or letter == "\n" for letter in text)


def test_a_gate_that_a_limit_keeps_closed_says_so() -> None:
    section = unwrapped(section_of(as_text(of_profile("panic"), shipped()), "gates"))

    assert re.search(r"\(vigorous\) stays closed .* “When effort feels uneasy", section)


def test_a_rule_that_was_set_aside_is_no_reason_any_more() -> None:
    as_it_is = of_profile("hypervigilant")
    aside = changed(
        "hypervigilant",
        "role: self",
        "role: clinician\nadjustments:\n  - {set_aside: what-you-dislike, reason: they changed their mind}",
    )

    reasons = [section_of(as_text(found, shipped()), "why") for found in (as_it_is, aside)]

    assert ["(what-you-dislike)" in found for found in reasons] == [True, False]


@cache
def of_profile(name: str) -> Recommendation:
    path = next(path for path in PROFILES if path.stem == name)
    return recommender().recommend_profile(load_profile(path, shipped()))


def edited(name: str, edit: Callable[[str], str]) -> Recommendation:
    """The recommendation for a shipped profile whose text was edited."""
    path = next(path for path in PROFILES if path.stem == name)
    text = path.read_text(encoding="utf-8")
    assert edit(text) != text
    profile = read_profile(Source(path.name, edit(text)), shipped())
    return recommender().recommend_profile(profile)


def changed(name: str, before: str, after: str) -> Recommendation:
    return edited(name, lambda text: text.replace(before, after))


def with_lines(name: str, *lines: str) -> Recommendation:
    return edited(name, lambda text: text + "\n".join(lines) + "\n")


def weeks_of(recommendation: Recommendation) -> tuple[Week, ...]:
    assert recommendation.programme is not None
    return recommendation.programme.weeks


def section_of(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    title = shipped().texts.outcomes("headings", heading)
    found = re.search(rf"^{re.escape(title)}\n((?:  .*\n|\n(?=  ))+)", text, re.MULTILINE)
    assert found, f"there is no section “{title}”"
    return found[1]


def table_of(text: str) -> list[str]:
    return [row for row in section_of(text, "weeks").splitlines() if re.match(r"  \d+  ", row)]


def unwrapped(text: str) -> str:
    return " ".join(text.split())
