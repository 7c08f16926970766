"""Holds texts against the guards of language.yaml: what is not said, and what is hard to read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from recommender.loading.said import Said
from recommender.model.guard import Guard
from recommender.problem import Code, Problem
from recommender.source import Source, Span

WORD = re.compile(r"\w+(?:[’'-]\w+)*")
END_OF_SENTENCE = re.compile(r"(?<=[.!?:;])[”’\"')]*\s+")
GAP = re.compile(r"\{[^}]*\}")
WORDY = re.compile(r"[\w*]")
LONG = 6

BEGINNING = r"(?:\A|[.!?:…][”’\"')]*\s|\n)\s*(?:[-•–]\s+)?[“\"'(]*(?=[A-Z])"
REST_OF_SENTENCE = r"(?=[^.!?]*[.!?])"
"""What has no end is a label, such as the word on a button."""


def language_findings(guards: Mapping[str, Guard], texts: Iterable[Said]) -> tuple[Problem, ...]:
    """One problem for each place in the texts that goes against a guard."""
    avoided = tuple(phrase for guard in guards.values() for phrase in guard.avoid)
    return tuple(
        _problem(name, guard, found, text.path, span)
        for text in texts
        for bare in [GAP.sub("·", text.text)]
        for innocent in [not any(_found(bare, avoided))]
        for name, guard in guards.items()
        if guard.speaks_in(text.path)
        for found, span in _offences(guard, text, "" if innocent and not guard.starts else bare)
    )


def guard_findings(guards: Mapping[str, Guard]) -> tuple[Problem, ...]:
    """One problem for each sentence of `never` that its guard lets pass, and of `fine` that it catches."""
    return tuple(
        Problem(
            Code.EXAMPLE_DIFFERS, what, Span(Source("language.yaml", "")), f"guard “{guard.title}” ({name})"
        )
        for name, guard in guards.items()
        for what in _unlike_its_sentences(guard)
    )


def hits(guard: Guard, text: str) -> tuple[str, ...]:
    """What the text has of the words that this guard forbids, as it stands there."""
    text = _masked(text, guard.excused)
    words = [text[start:end] for start, end in _found(text, guard.avoid)]
    starts = [match[1] for match in _starts(guard.starts).finditer(text)] if guard.starts else []
    return (*words, *starts)


def page_hits(guard: Guard, page: str, texts: Iterable[Said], names: Iterable[str] = ()) -> tuple[str, ...]:
    """What a page has of them, apart from these names and the texts in which the guard does not speak."""
    if not hits(guard, page):
        return ()
    parts = [part for text in texts if not guard.speaks_in(text.path) for part in _parts(text.text)]
    return hits(guard, _masked(page, tuple(sorted([*parts, *names], key=len, reverse=True))))


def hard_reading(guard: Guard, text: str) -> tuple[str, ...]:
    """How a text goes beyond the guard's bounds on reading; nothing where it keeps to them."""
    found = []
    if (most := guard.sentence_at_most) is not None:
        lengths = map(_length, _sentences(text))
        found = [f"a sentence of {length} words ({most} at most)" for length in lengths if length > most]
    if (most := guard.lix_at_most) is not None and _length(text) >= guard.from_words:
        lix = reading_difficulty(text)
        found += [f"a reading figure (LIX) of {lix} ({most} at most)"] if lix > most else []
    return tuple(found)


def reading_difficulty(text: str) -> int:
    """LIX: words in a sentence, plus long words in a hundred. Below 30 is very easy, above 50 is hard."""
    words = WORD.findall(text)
    if not words:
        return 0
    long = sum(len(word) > LONG for word in words)
    return round(len(words) / len(_sentences(text)) + 100 * long / len(words))


def _offences(guard: Guard, text: Said, bare: str) -> Iterable[tuple[str, Span]]:
    """`bare` is the text without its gaps, or nothing where it has none of the words that guards avoid."""
    words, hard = hits(guard, bare) if bare else (), hard_reading(guard, text.text)
    return (*_placed(words, text.span), *((found, text.span) for found in hard)) if words or hard else ()


def _placed(found: Iterable[str], span: Span) -> Iterator[tuple[str, Span]]:
    """Each of the words with its own place, or that of its text where the file writes it otherwise."""
    whole = span.source.text
    beginning = sum(map(len, whole.splitlines(keepends=True)[: span.line - 1])) + span.column - 1
    after: dict[str, int] = {}
    for words in found:
        begin = after.get(words, beginning)
        start, end = next(_found(whole[begin:], (words,)), (0, 0))
        after[words] = begin + end
        yield (
            f"“{' '.join(words.split())}”",
            _stretch(span.source, begin + start, begin + end) if end else span,
        )


def _stretch(source: Source, start: int, end: int) -> Span:
    before, width = source.text[:start], len(source.text[start:end].splitlines()[0])
    return Span(source, before.count("\n") + 1, start - before.rfind("\n"), width)


def _problem(name: str, guard: Guard, found: str, path: str, span: Span) -> Problem:
    what = f"{found} goes against “{guard.title}” ({name})"
    return Problem(Code.LANGUAGE, what, span, path, help=f"{guard.why} Rather: {guard.prefer}.")


def _unlike_its_sentences(guard: Guard) -> Iterator[str]:
    if not guard.never:
        yield "“never” holds no sentence, so nothing shows that the guard catches any"
    for sentence in guard.never:
        if not (hits(guard, sentence) or hard_reading(guard, sentence)):
            yield f"“{sentence}” stands under “never”, and the guard lets it pass"
    for sentence in guard.fine:
        for found in (*hits(guard, sentence), *hard_reading(guard, sentence)):
            yield f"“{sentence}” stands under “fine”, and the guard finds “{found}”"


def _sentences(text: str) -> list[str]:
    return [part for part in END_OF_SENTENCE.split(text) if WORD.search(part)]


def _length(text: str) -> int:
    return len(WORD.findall(text))


def _parts(text: str) -> Iterator[str]:
    """The stretches of a text that a page shows as they are: between gaps, one sentence each."""
    for stretch in GAP.split(text):
        yield from (part.strip() for part in _sentences(stretch))


def _masked(text: str, phrases: tuple[str, ...]) -> str:
    """The text with something in place of these phrases that is no word."""
    for start, end in _found(text, phrases):
        text = text[:start] + "·" * (end - start) + text[end:]
    return text


def _found(text: str, phrases: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where these phrases stand, in large letters or small ones."""
    small = text.replace("İ", "I").lower()  # no other letter grows when made small
    return (match.span() for match in _words(phrases).finditer(small)) if phrases else iter(())


@cache
def _words(phrases: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(_phrase(phrase) for phrase in phrases if WORDY.match(phrase))
    signs = [_phrase(phrase) for phrase in phrases if not WORDY.match(phrase)]
    return re.compile("|".join([rf"(?<!\w)(?:{words})", *signs] if words else signs))


@cache
def _starts(phrases: tuple[str, ...]) -> re.Pattern[str]:
    every = "|".join(map(_phrase, phrases))
    return re.compile(f"{BEGINNING}((?i:{every})){REST_OF_SENTENCE}")


def _phrase(phrase: str) -> str:
    """A phrase up to the end of a word, over line breaks and hyphens, with either apostrophe."""
    one_by_one = re.escape(" ".join(phrase.lower().split()))
    words = re.sub("[’']", "[’']", one_by_one).replace(r"\*", r"[\w’'-]*")
    end = r"(?!\w)" if WORDY.match(phrase[-1]) else ""
    return words.replace(r"\ ", r"(?:\s+|-)") + end
