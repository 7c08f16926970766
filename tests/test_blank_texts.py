"""A text that somebody is shown says something, in signs that can be seen."""

import pytest
from museum import OWN, Museum

pytestmark = pytest.mark.usefixtures("beside")


# Blank


@pytest.mark.parametrize("nothing", ["", '""', '"   "', r'"\\u200b"', "~", "null"])
def test_no_contact_is_blank_in_any_region_and_all_are_told_at_once(nothing: str, museum: Museum) -> None:
    told = museum.with_other("contacts", r"^  emergency: .*$", f"  emergency: {nothing}")

    regions = list(museum.book.texts.contacts)
    assert len(regions) > 5
    assert [problem.what.split(",")[0].split(" ")[1] for problem in told] == [
        f"“{region}.emergency”" for region in regions
    ]
    assert {problem.code for problem in told} == {"E104"}


def test_a_blank_contact_is_told_with_its_place_and_with_what_can_be_done(museum: Museum) -> None:
    (told,) = museum.with_other("contacts", r"^  emergency: Your local.*$", '  emergency: ""')

    assert str(told) == BLANK


BLANK = """\
rules/contacts.yaml:6:14: error E104: after “neutral.emergency” nothing stands; people would see a blank

      5 |     is for danger now.
      6 |   emergency: ""
        |              ^^

  A text stands here.
"""


def test_a_word_that_means_nothing_is_no_text_unless_it_stands_in_quotes(museum: Museum) -> None:
    (bare,) = museum.with_other("contacts", r"^  emergency: Your local.*$", "  emergency: null")
    quoted = museum.with_other("contacts", r"^  emergency: Your local.*$", '  emergency: "null"')

    assert bare.what == (
        "after “neutral.emergency” stands “null”, which is nothing; people would see that word"
    )
    assert quoted == ()


BLANKS = {
    "outcomes": (r"^tension: >-\n.*$", 'tension: ""', "tension"),
    "wording": (r"^  the-quiet-after: >-\n.*$", '  the-quiet-after: " "', "notes.the-quiet-after"),
    "interview": (r"^(welcome:\n(?:.*\n)*?  start:).*$", r"\1", "welcome.start"),
    "activities": (r"^(walking:\n  name:).*$", r"\1", "walking.name"),
    "plan": (r"^(smallest_minutes:\n  value: 5\n  says:).*$", r"\1", "smallest_minutes.says"),
    "language": (r"^(no-boost:\n  title:).*$", r"\1", "no-boost.title"),
    "authoring": (r"^title: .*$", "title:", "title"),
}


@pytest.mark.parametrize("name", BLANKS)
def test_no_text_of_any_file_is_blank(name: str, museum: Museum) -> None:
    old, new, path = BLANKS[name]

    told = museum.with_other(name, old, new)

    assert [problem.what for problem in told] == [f"after “{path}” nothing stands; people would see a blank"]


@pytest.mark.parametrize("key", ["label", "ask", "why"])
def test_no_question_is_blank(key: str, museum: Museum) -> None:
    written = rf"^(  crisis:\n(?:    .*\n)*?    {key}:).*\n(?:      .*\n)*"

    told = museum.with_other("questions", written, r"\1\n")

    assert [problem.what for problem in told] == [
        f"after “questions.crisis.{key}” nothing stands; people would see a blank"
    ]


def test_a_list_of_texts_holds_some_and_nothing_but_texts(museum: Museum) -> None:
    items = r"^stop_signals:\n(?:  .*\n)*"

    assert [problem.what for problem in museum.with_other("outcomes", items, "stop_signals: []\n")] == [
        "“stop_signals” holds no text"
    ]
    assert [
        problem.what for problem in museum.with_other("outcomes", items, "stop_signals: [Pain, {a: b}]\n")
    ] == ["“stop_signals.2” is one text"]


@pytest.mark.parametrize("nothing", ["", '""', '"   "'])
@pytest.mark.parametrize("key", ["title", "because"])
def test_a_rule_without_words_is_no_argument(key: str, nothing: str, museum: Museum) -> None:
    line = next(line for line in OWN.splitlines() if line.startswith(f"{key}:"))

    told = museum.with_own_rule(line, f"{key}: {nothing}")

    assert [(problem.code, problem.what, problem.about) for problem in told] == [
        (
            "E104",
            f"after “{key}” nothing stands; people would see a blank",
            "rule “own”" if key == "title" else "rule “A rule of one's own”",
        )
    ]


def test_what_is_said_of_an_open_question_is_a_text_or_is_left_out(museum: Museum) -> None:
    line = "because_unknown: That is an open question.\n"

    (told,) = museum.with_own_rule(line, "because_unknown: ''\n")

    assert told.help == "A text stands here, or the line goes."
    assert museum.with_own_rule(line, "") == ()


# Signs that cannot be seen


@pytest.mark.parametrize(("escaped", "sign"), [("\\e[31m", "001B"), ("\\a", "0007"), ("\\u202e", "202E")])
@pytest.mark.parametrize("key", ["title", "because"])
def test_no_text_of_a_rule_holds_a_sign_that_cannot_be_seen(
    key: str, escaped: str, sign: str, museum: Museum
) -> None:
    line = next(line for line in OWN.splitlines() if line.startswith(f"{key}:"))

    (told,) = museum.with_own_rule(line, f'{key}: "Slow{escaped} at first"')

    assert told.what == f"a sign that cannot be seen stands in “{key}” (U+{sign})"


def test_no_text_beside_the_rules_holds_a_sign_that_cannot_be_seen(museum: Museum) -> None:
    (told,) = museum.with_other("contacts", r"^  emergency: Your local.*$", '  emergency: "1\\\\e[8m12"')

    assert told.what == "a sign that cannot be seen stands in “neutral.emergency” (U+001B)"


@pytest.mark.parametrize("title", ['"Slow\\nat first"', "|-\n  Slow\n  at first", ">\n  Slow at first"])
def test_a_title_is_one_line(title: str, museum: Museum) -> None:
    (told,) = museum.with_own_rule("A rule of one's own", title)

    assert told.what == "“title” is one line, without a break"
    assert "\n" not in told.about


def test_a_reason_may_have_several_lines_and_an_accent_of_its_own(museum: Museum) -> None:
    because = 'because: "You told us.\\n\\nSlow may be easier: e\\u0301, \\u200f.”"'

    assert museum.with_own_rule("because: You told us.", because) == ()
