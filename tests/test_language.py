"""The language check: every text invites, and no page orders, judges, promises or frightens."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest
from people import recommender, shipped

from recommender.explanation import as_text as explained
from recommender.explanation import why, why_not
from recommender.export.text import as_text
from recommender.loading import load_profile
from recommender.loading.phrases import shipped_rules
from recommender.loading.said import Said, said
from recommender.model.guard import Guard
from recommender.model.recommendation import Recommendation
from recommender.problem import Problem, Problems
from recommender.reasons.page import flowed
from recommender.source import Source, Span
from recommender.verification.language import (
    guard_findings,
    hard_reading,
    hits,
    language_findings,
    page_hits,
    reading_difficulty,
)

GUARDS = shipped().guards
PROFILES = sorted((Path(__file__).parent.parent / "profiles").glob("*.yaml"))
NOT_OURS = ("adjustments", "concluded")
"""What stands in the JSON as somebody else wrote it: a clinician's reason, the line of a rule file."""

PAGES = ("text", "json", "why intensity", "why not hiit")


# The rulebook


def test_every_text_of_the_rulebook_keeps_every_guard() -> None:
    assert report((*guard_findings(GUARDS), *language_findings(GUARDS, texts()))) == ""


@pytest.mark.parametrize("name", GUARDS)
def test_a_guard_catches_its_planted_sentences_and_lets_the_near_misses_pass(name: str) -> None:
    assert GUARDS[name].never
    assert report(guard_findings({name: GUARDS[name]})) == ""


@pytest.mark.parametrize("name", GUARDS)
def test_a_guard_rests_on_known_sources_and_excuses_texts_that_there_are(name: str) -> None:
    guard = GUARDS[name]

    assert set(guard.sources) <= set(shipped().origins)
    assert guard.sources
    for place in guard.allowed_in:
        assert any(text.path == place or text.path.startswith(f"{place}.") for text in texts()), place


# The pages


@pytest.mark.parametrize(
    ("path", "page"),
    [(path, page) for page in PAGES for path in (PROFILES if page == "text" else PROFILES[::4])],
    ids=lambda value: getattr(value, "stem", value),
)
def test_every_page_for_a_profile_keeps_every_guard(path: Path, page: str) -> None:
    written = page_of(path, page)

    found = {name: page_hits(guard, written, texts(), shipped().origins) for name, guard in GUARDS.items()}

    assert len(written) > 200
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("name", [name for name, guard in GUARDS.items() if guard.avoid or guard.starts])
def test_a_sentence_planted_in_a_page_is_caught(name: str) -> None:
    page = page_of(next(path for path in PROFILES if path.stem == "red_flag"), "text")
    guard = GUARDS[name]

    for sentence in guard.never:
        assert page_hits(guard, f"{page}\n  - {sentence}\n", texts()) == hits(guard, sentence)


def test_a_page_may_show_the_texts_in_which_a_guard_does_not_speak() -> None:
    guard = guard_with(avoid=("stop",), allowed_in=("warnings",))
    allowed = [text("Stop at once, {name}. Have somebody with you.", "warnings.chest")]

    kept = page_hits(guard, "When to stop\n  - Stop at\n    once, Kim.\n", allowed)
    caught = page_hits(guard, "- Stop at once, Kim. Or stop later.", allowed)

    assert kept == ("stop",)
    assert caught == ("stop",)


# How words are matched


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("You might adjust the seat.", ()),
        ("Just a little more.", ("Just",)),
        ("It PUSHES and pushed.", ("PUSHES", "pushed")),
        ("There is\n      no  need of it.", ("no  need",)),
        ("A no-need week.", ("no-need",)),
        ("There is noneed.", ()),
        ("Don't and don’t.", ("Don't", "don’t")),
        ("After ten minutes you feel it.", ("After ten minutes you",)),
        ("After very many minutes you feel it.", ()),
        ("Well done!", ("!",)),
        ("It is a score. Nothing is scored.", ("score",)),
        ("İ push.", ("push",)),
    ],
)
def test_words_are_matched_whole_in_any_case_over_line_breaks_and_hyphens(
    sentence: str, found: tuple[str, ...]
) -> None:
    guard = guard_with(
        avoid=("just", "push*", "no need", "don’t", "after * minutes you", "!", "score*"),
        excused=("nothing is scored",),
    )

    assert tuple(" ".join(words.split(" ")) for words in hits(guard, sentence)) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Go for a walk.", ("Go",)),
        ("It is late. Go to bed.", ("Go",)),
        ("“Go to bed.”", ("Go",)),
        ("It is late: “Go to bed!”", ("Go",)),
        ("It is late.\n  - Have a rest.", ("Have a",)),
        ("It is late\n\n  Go to bed.", ("Go",)),
        ("Go on", ()),
        ("You might go to bed.", ()),
        ("Going is fine. Have you slept?", ()),
        ("Pain in the chest: go to a doctor.", ()),
    ],
)
def test_an_order_is_seen_at_the_start_of_a_sentence_and_a_label_is_none(
    sentence: str, found: tuple[str, ...]
) -> None:
    assert hits(guard_with(starts=("go", "have a")), sentence) == found


# How reading is measured


def test_reading_difficulty_is_the_length_of_sentences_and_the_share_of_long_words() -> None:
    assert reading_difficulty("A kitten sat on a mat. It slept.") == 4
    assert reading_difficulty("Considerable individual circumstances") == 103
    assert reading_difficulty("…") == 0


def test_a_long_sentence_is_told_with_its_length() -> None:
    guard = guard_with(sentence_at_most=4)

    found = hard_reading(guard, "One two three four. One two three four five: one two.")

    assert found == ("a sentence of 5 words (4 at most)",)


def test_hard_words_count_in_longer_texts_only() -> None:
    guard = guard_with(lix_at_most=40, from_words=4)

    assert hard_reading(guard, "Considerable individual circumstances.") == ()
    assert hard_reading(guard, "Considerable individual circumstances prevail.") == (
        "a reading figure (LIX) of 104 (40 at most)",
    )


# What an author sees


def test_a_finding_shows_the_word_the_guard_its_reason_and_what_to_say_instead() -> None:
    source = Source(
        "rules/wording.yaml", "notes:\n  rest: >-\n    Rest is fine.\n    Just do not\n    push.\n"
    )
    written = Said("wording.notes.rest", "Rest is fine. Just do not push.", Span(source, 2, 9, 2))

    found = language_findings({"no-pushing": guard_with(avoid=("push", "just do"))}, [written])

    assert report(found) == dedent(
        """\
        rules/wording.yaml:4:5: error E503: “Just do” goes against “A guard” (no-pushing)

          in wording.notes.rest

              3 |     Rest is fine.
              4 |     Just do not
                |     ^^^^^^^

          It hurts. Rather: rest.

        rules/wording.yaml:5:5: error E503: “push” goes against “A guard” (no-pushing)

          in wording.notes.rest

              4 |     Just do not
              5 |     push.
                |     ^^^^

          It hurts. Rather: rest.
        """
    )


def test_a_word_is_found_where_it_stands_and_not_inside_another_or_in_a_gap() -> None:
    written = text("adjust just, and just a {just}", "outcomes.rest")

    found = language_findings({"no-pushing": guard_with(avoid=("just",))}, [written])

    assert [str(problem.span) for problem in found] == ["x.yaml:1:8", "x.yaml:1:18"]


def test_a_guard_says_nothing_in_the_texts_that_it_excuses() -> None:
    guard = guard_with(avoid=("stop",), allowed_in=("outcomes.stop",))
    written = [text("stop", path) for path in ("outcomes.stop", "outcomes.stop.1", "outcomes.stopping")]

    found = language_findings({"no-stopping": guard}, written)

    assert [problem.about for problem in found] == ["outcomes.stopping"]


def test_a_guard_that_misses_its_own_sentences_is_found() -> None:
    guards = {
        "no-pushing": guard_with(avoid=("push",), never=("Try harder.",), fine=("No push.",)),
        "no-proof": guard_with(avoid=("push",), never=()),
    }

    assert report(guard_findings(guards)) == dedent(
        """\
        language.yaml:1:1: error E501: “Try harder.” stands under “never”, and the guard lets it pass

          in guard “A guard” (no-pushing)

        language.yaml:1:1: error E501: “No push.” stands under “fine”, and the guard finds “push”

          in guard “A guard” (no-pushing)

        language.yaml:1:1: error E501: “never” holds no sentence, so nothing shows that the guard catches any

          in guard “A guard” (no-proof)
        """
    )


# Which texts there are


def test_every_text_that_a_person_may_read_has_a_path(tmp_path: Path) -> None:
    folder(
        tmp_path,
        {
            "vocabulary.yaml": "crisis: {kind: choice}",
            "language.yaml": "no-boost: {title: Nothing is boosted}",
            "outcomes.yaml": "stop: [Pain., Wish.]\ntalk: {light: Chat.}",
            "questions.yaml": "parts: [{id: now, title: Now}]\nquestions: {crisis: {part: now, ask: Is it?}}",
            "wording.yaml": "cues: {default: Look.}\ncue_levels: {default: 0}",
            "contacts.yaml": "gb: {crisis: A line., checked: 2024}",
            "activities.yaml": "walking: {name: Walking, how: A walk., kind: aerobic}",
            "plan.yaml": "minutes: {value: 5, says: a few minutes, evidence: convention}",
            "sources.yaml": "N01: {article: A, says: Kinds differ., kind: claim}",
            "states/edge.yaml": "- {id: on-edge, title: On edge, because: You said so., when: {a: b}}",
            "review/later.yaml": "- {id: later, title: Later, because: So., because_unknown: Open.}",
        },
    )

    assert [(found.path, found.text) for found in said(tmp_path)] == [
        ("activities.walking.name", "Walking"),
        ("activities.walking.how", "A walk."),
        ("contacts.gb.crisis", "A line."),
        ("outcomes.stop.1", "Pain."),
        ("outcomes.stop.2", "Wish."),
        ("outcomes.talk.light", "Chat."),
        ("plan.minutes.says", "a few minutes"),
        ("questions.parts.1.title", "Now"),
        ("questions.questions.crisis.ask", "Is it?"),
        ("sources.N01.says", "Kinds differ."),
        ("wording.cues.default", "Look."),
        ("review.later.later.title", "Later"),
        ("review.later.later.because", "So."),
        ("review.later.later.because_unknown", "Open."),
        ("states.edge.on-edge.title", "On edge"),
        ("states.edge.on-edge.because", "You said so."),
    ]


def test_a_file_that_cannot_be_read_hides_no_text(tmp_path: Path) -> None:
    folder(tmp_path, {"outcomes.yaml": "notice: [Open", "wording.yaml": "notes: {a: A.}"})

    with pytest.raises(Problems, match=r"outcomes\.yaml:1:9: error E101"):
        said(tmp_path)


@cache
def texts() -> tuple[Said, ...]:
    return said(shipped_rules())


@cache
def of_profile(path: Path) -> Recommendation:
    return recommender().recommend_profile(load_profile(path, shipped()))


@cache
def page_of(path: Path, page: str) -> str:
    found, book = of_profile(path), shipped()
    if page == "text":
        return as_text(found, book)
    if page == "json":
        return "\n\n".join(dict.fromkeys(sentences_in(found.as_dict())))
    explanation = why(found, book, "intensity") if page == "why intensity" else why_not(found, book, "hiit")
    return flowed(explained(explanation, found, book))


def sentences_in(node: object) -> Iterator[str]:
    """Every text in some JSON; what holds no space is a name."""
    if isinstance(node, str):
        yield from [node] if " " in node else []
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from sentences_in(value) if key not in NOT_OURS else []
    elif isinstance(node, list | tuple):
        for value in node:
            yield from sentences_in(value)


def guard_with(**parts: object) -> Guard:
    default = {
        "title": "A guard",
        "why": "It hurts.",
        "prefer": "rest",
        "sources": "convention",
        "never": "x",
    }
    return Guard.model_validate(default | parts)


def text(words: str, path: str) -> Said:
    return Said(path, words, Span(Source("x.yaml", words)))


def folder(path: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        (path / name).parent.mkdir(exist_ok=True)
        (path / name).write_text(content, encoding="utf-8")


def report(problems: tuple[Problem, ...]) -> str:
    return "\n".join(map(str, problems))
