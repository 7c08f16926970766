"""Handouts: what stands on them, and that each form says all of it and nothing private."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from textwrap import dedent

import pytest
import vobject
from handouts import Page, figures, leaks, markdown_text, missing, pdf_text, text_of
from people import remembering, shipped
from pypdf import PdfReader
from small_book import recommended, small_book

from recommender.cli import main
from recommender.export.files import FORMS
from recommender.export.handout import handout_of
from recommender.export.handout_blocks import Block, Handout, Listing, Pairs, Paragraph, Part, Table
from recommender.export.handout_html import html_page
from recommender.export.handout_markdown import as_markdown, markdown_page
from recommender.export.handout_pdf import as_pdf, pdf_pages
from recommender.export.handout_style import STYLE
from recommender.loading import load_profile
from recommender.model.recommendation import Recommendation
from recommender.reasons.names import Names

ROOT = Path(__file__).parent.parent
PROFILES = sorted((ROOT / "profiles").glob("*.yaml"))
ONE_OF_EACH = ("eats_too_little", "crisis_with_a_plan", "red_flag", "in_crisis")
NASTY = (
    "<b>&amp;</b> \"quoted\" 'as well'",
    "*a* _b_ `c` [d](http://e) ![f](g) \\ <h> **i**",
    "1. one",
    "- two",
    "+ three",
    "# four",
    "> five",
    "=== six",
    "~~~ seven",
)


# What stands on it


def test_a_handout_begins_with_the_first_session_and_the_weeks(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    recommendation = recommended(book, fever="no", crisis="no", lookout="often")
    assert recommendation.programme is not None
    two = replace(recommendation.programme, weeks=recommendation.programme.weeks[:2])

    front, _, back = as_markdown(replace(recommendation, result=two), book).partition("## When to stop")

    assert front == dedent(
        """\
        # Time to move

        This page is an offer. You choose what to take from it, and any of it can be shorter, slower or left \
out.

        ## The first session

        **Walking, 5 minutes**

        - **Or instead:** Swaying
        - **When:** Day 1, at any time of day. Day 1 is whichever day you begin on.
        - **How hard:** Light effort. You could chat or hum along with ease the whole way.
        - **Where:** Wherever suits you. On your own.
        - **How it begins:** Look around.
        - **Attention:** If you like, your attention could rest on what is around you, such as colours, \
sounds or the way ahead.
        - **Where it ends:** At the next bench.
        - **Winding down:** The last minute is for winding down.
        - **The smallest version:** One step.

        ## The first week

        - **Day 1.** What: Walking or Swaying; When: at any time of day; How long: 5 minutes; Effort: light
        - **Day 3.** What: Walking or Swaying; When: at any time of day; How long: 5 minutes; Effort: light
        - **Day 5.** What: Walking or Swaying; When: at any time of day; How long: 5 minutes; Effort: light

        ## The weeks

        - **Week 1.** Sessions: 3; Minutes: 15; Effort: light; Days: 1 3 5
        - **Week 2.** Sessions: 3; Minutes: 15; Effort: light; Days: 1 3 5

        The later weeks show what may follow if each week before them is borne well. They can be repeated, \
made smaller or left, and a missed week is never made up for.

        """
    )
    assert re.findall("## (.*)", back) == [
        "If it gets too much",
        "People and lines to contact",
        "Why this",
        "When the plan goes back a step",
        "Room for notes",
    ]


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_each_form_says_all_of_it_to_everybody_and_nothing_private(path: Path) -> None:
    recommendation = of_profile(path.stem)
    values = handout_of(recommendation, shipped())
    html, markdown = html_page(values), markdown_page(values)

    page = Page.read(html)

    assert (page.wrong, page.language) == ([], "en")
    assert Counter(page.headings) == {1: 1, 2: len(values.parts)}
    assert "://" not in html
    assert (missing(values, page.text), missing(values, markdown_text(markdown))) == ([], [])
    assert all(letter.isprintable() or letter == "\n" for letter in html + markdown)
    assert (leaks(page.text, recommendation), figures(page.text, recommendation)) == ([], [])


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_pdf_says_the_same_and_is_the_same_each_time(name: str) -> None:
    recommendation = of_profile(name)

    written = as_pdf(recommendation, shipped())

    values, reader = handout_of(recommendation, shipped()), PdfReader(BytesIO(written))
    assert written == as_pdf(recommendation, shipped())
    assert missing(values, pdf_text(written)) == []
    assert reader.metadata is not None
    assert (reader.metadata.title, str(reader.root_object["/Lang"])) == (values.title, "en")
    assert [getattr(entry, "title", "") for entry in reader.outline] == [
        part.heading for part in values.parts
    ]
    assert {round(float(page.mediabox.width) / 72 * 25.4) for page in reader.pages} == {210}


@pytest.mark.parametrize("write", [html_page, markdown_page], ids=["html", "markdown"])
def test_nothing_in_a_text_is_taken_for_a_mark(write: Callable[[Handout], str]) -> None:
    everywhere: tuple[Block, ...] = (
        *(Paragraph(text) for text in NASTY),
        Listing(NASTY),
        Pairs(tuple(zip(NASTY, NASTY, strict=True))),
        Table("caption", ("head", *NASTY), (("1", *NASTY),)),
    )
    parts = tuple(Part(text, everywhere) for text in NASTY)

    written = write(Handout("en", NASTY[0], NASTY[1], parts, (), NASTY[2]))

    text = Page.read(written).text if write is html_page else markdown_text(written)
    assert [one for one in NASTY if one not in text] == []
    if write is html_page:
        assert Page.read(written).wrong == []


def test_a_pdf_shows_what_its_font_lacks_in_the_nearest_letters() -> None:
    written = pdf_pages(Handout("en", "Zażółć ①", "Ω “Ж” 漢", (), (), "–"))

    assert pdf_text(written) == "Zażółć 1 Ω “Ж” ? –"


@pytest.mark.parametrize("name", ["ink", "soft"])
def test_what_is_read_stands_out_from_the_paper(name: str) -> None:
    found = re.search(rf"--{name}: #(\w\w)(\w\w)(\w\w);", STYLE)
    assert found is not None

    assert 1.05 / (luminance(*(int(part, 16) for part in found.groups())) + 0.05) >= 4.5
    assert not {mark for mark in ("url(", "@import", "\n@page { size") if mark in STYLE}


@pytest.mark.parametrize("form", ["markdown", "html", "pdf"])
def test_figures_that_are_hidden_from_somebody_are_in_no_form(form: str) -> None:
    recommendation = of_profile("eats_too_little")
    assert Names.of(recommendation, shipped()).hidden == {"minutes", "heart_rate"}

    text = text_of(form, FORMS[form].write(recommendation, shipped()))

    assert figures(text, recommendation) == []
    assert figures(f"{text} About 12 minutes, by your heart rate.", recommendation) == [
        "minutes",
        "heart_rate",
    ]


# What it says of the two outcomes without a programme


def test_somebody_after_a_fever_reads_what_is_waited_for_and_why() -> None:
    page = as_markdown(of_profile("fever_three_days_ago"), shipped())

    assert "seven days without signs of it open a small beginning" in page
    assert "## Why this\n\n- " in page


def test_few_open_questions_are_named_and_private_ones_never_are() -> None:
    answers = of_profile("fit_and_well").trace.given.known
    without = {name: answer for name, answer in answers.items() if name not in ("age_band", "crisis")}

    page = as_markdown(remembering().recommend(without), shipped())

    assert "An answer about “Age group” would help." in page


def test_the_most_urgent_reason_that_others_may_know_of_speaks_for_a_referral() -> None:
    answers = dict(of_profile("fit_and_well").trace.given.known)
    answers |= {"red_flags": frozenset({"chest_pain"}), "red_flag_timing": "past"}

    pages = [
        as_markdown(remembering().recommend(given), shipped())
        for given in (answers, answers | {"crisis": "yes"})
    ]

    assert pages[0] == pages[1]
    assert "in the next few days" in pages[0]


# On the command line


@pytest.mark.parametrize("form", ["markdown", "html", "pdf"])
def test_the_command_writes_a_handout_as_it_is_saved(
    form: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code = main(["recommend", str(ROOT / "profiles" / "red_flag.yaml"), "--format", form])

    assert (code, capfdbinary.readouterr().err) == (0, b"")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--format", "ics"], "recommender: a calendar begins on a day: --start 2030-01-31, for example\n"),
        (
            ["--start", "2030-01-31", "--alarm", "5", "--format", "html"],
            "recommender: --start and --alarm: that is for a calendar, so with --format ics\n",
        ),
        (["--start", "2030-02-31"], "there is no such day in any calendar: “2030-02-31”\n"),
        (["--start", "2030-2-31"], "a day is written as 2030-01-31, found “2030-2-31”\n"),
        (["--start", "20300131"], "a day is written as 2030-01-31, found “20300131”\n"),
        (["--series", "  "], "a series goes by a word, found “  ”\n"),
        (["--alarm", "-5"], "an alarm is a number of minutes from 0 to 10080, found “-5”\n"),
        (["--alarm", "five"], "an alarm is a number of minutes from 0 to 10080, found “five”\n"),
        (["--format", "word"], "'ics')\n"),
    ],
)
def test_arguments_that_do_not_go_together_are_told_in_words(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["recommend", str(ROOT / "profiles" / "red_flag.yaml"), *words])

    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err.endswith(message)


def test_a_calendar_is_written_for_the_day_and_the_zone_that_were_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["--format", "ics", "--start", "2030-01-31", "--zone", "Europe/London", "--title", "Pause"]

    code = main(["recommend", str(ROOT / "profiles" / "hypervigilant.yaml"), *words, "--alarm", "10"])

    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    assert "DTSTART;TZID=Europe/London:20300131T" in out
    assert out.count("SUMMARY:Pause") == out.count("TRIGGER:-PT10M") > 8


def test_events_of_one_series_stay_the_same_from_another_day_however_its_word_is_typed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = [
        ("2030-01-31", "--series", "Blue heron"),
        ("2030-02-07", "--series", " blue  HERON "),
        ("2030-01-31", "--series", "oak"),
        ("2030-01-31",),
    ]

    one, again, other, none = (calendar_of("hypervigilant", capsys, *words) for words in asked)

    uids = [re.findall(r"UID:(.*)\r?\n", text) for text in (one, again, other, none)]
    assert uids[0] == uids[1]
    assert len({*uids[0], *uids[2], *uids[3]}) == 3 * len(uids[0]) > 3 * 8
    assert "heron" not in one.casefold()


@pytest.mark.parametrize("name", ["red_flag", "in_crisis", "nothing_answered"])
def test_where_there_are_no_sessions_the_calendar_has_no_events_and_the_contacts_are_said(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--format", "ics", "--start", "2030-01-31", "--zone", "Europe/London"]

    code = main(["recommend", str(ROOT / "profiles" / f"{name}.yaml"), *words])

    out, err = capsys.readouterr()
    calendar = vobject.readOne(out.replace("\r\n", "\n"))
    assert code == 0
    assert [component.name for component in calendar.components()] == ["VTIMEZONE"]
    assert all(contact.text in " ".join(err.split()) for contact in of_profile(name).contacts)


@pytest.mark.parametrize("name", ["hypervigilant", "in_crisis"])
def test_a_zone_that_is_none_is_told_with_the_nearest_and_nothing_is_written(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--format", "ics", "--start", "2030-01-31", "--zone", "Lodnon"]

    code = main(["recommend", str(ROOT / "profiles" / f"{name}.yaml"), *words])

    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert "--zone:1:1: error E403: “Lodnon” is not a zone that is known here\n" in err
    assert "  Did you mean “Europe/London”?\n" in err
    assert ("contact" in err) is (name == "in_crisis")


def calendar_of(name: str, capsys: pytest.CaptureFixture[str], start: str, *words: str) -> str:
    """What the command writes as a calendar."""
    asked = ["--format", "ics", "--zone", "UTC", "--start", start, *words]
    assert main(["recommend", str(ROOT / "profiles" / f"{name}.yaml"), *asked]) == 0
    return capsys.readouterr().out


@cache
def of_profile(name: str) -> Recommendation:
    return remembering().recommend_profile(load_profile(ROOT / "profiles" / f"{name}.yaml", shipped()))


def luminance(*channels: int) -> float:
    """Relative luminance as the accessibility guidelines for web pages (WCAG 2.2) define it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in channels)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
