"""What is known to crash the engine, hang it or make it lie: nothing of the kind ever reaches its C.

The engine compares keys by a 32-bit hash and texts by their length modulo 65536, reads text as a number,
clamps large numbers, cannot read all floats, hangs on 513 rules that begin otherwise, and crashes on 256 that
end alike.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import durable_rules_engine
import pytest
from laxness import for_every_adult
from people import shipped, somebody
from small_book import small_folder
from test_inference import NOTE, minutes_at_least, with_only

from recommender.inference import Inference, keys
from recommender.loading import load_rulebook
from recommender.loading.checks import check_book
from recommender.loading.profile import read_profile
from recommender.loading.rulebook import edited_rulebook
from recommender.model.condition import Condition, Counting, Holding, Line, OneOf, Within
from recommender.model.fact import Fact, Facts, Vocabulary
from recommender.model.rule import RuleBook
from recommender.problem import Code, Problems
from recommender.recommend import Recommender
from recommender.source import Source

EXACT = 2**53
MOST_CHAINS = 60
MOST_KEYS = 200
SHORT = re.compile(r"id|\$k|\$w|a\d+")


@dataclass
class Seen:
    """Everything that was handed to C, as JSON: the rulesets, and the facts."""

    rulesets: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)

    def is_trusted(self) -> bool:
        """Whether all of it is of the kind that was measured, or else an `AssertionError`."""
        assert self.rulesets
        for text in self.rulesets:
            ruleset = json.loads(text)
            assert len(ruleset) <= MOST_CHAINS + 1
            for rule in ruleset.values():
                ((alias,),) = (rule["all"],)
                assert list(rule) == ["all"]
                assert list(alias) == ["m"]
                of_one_rule(json.dumps(alias["m"]))
        assert all(map(of_one_fact, self.facts))
        return True


def of_one_rule(text: str) -> None:
    """A chain of comparisons with whole numbers, which begins with the guard; or the rule that warms up."""
    if text == '{"$w": 1}':
        return
    assert text.startswith('{"$and": [{"$k": 1}')
    for test in json.loads(text)["$and"][1:]:
        (((comparison, compared),),) = (test.items(),)
        ((key, number),) = compared.items()
        assert comparison in ("$gte", "$lte")
        assert SHORT.fullmatch(key)
        assert type(number) is int
        assert abs(number) < EXACT


def of_one_fact(text: str) -> bool:
    """Short keys that the engine tells apart, not too many of them, and whole numbers."""
    fact = json.loads(text, parse_constant=pytest.fail, parse_float=pytest.fail)
    assert fact.pop("id") in ("p", "w")
    assert len(fact) <= MOST_KEYS + 1
    assert all(SHORT.fullmatch(key) for key in fact)
    assert len({hashed(key) for key in fact}) == len(fact)
    assert all(type(number) is int and abs(number) < EXACT for number in fact.values())
    return True


def hashed(name: str) -> int:
    """FNV-1a in 32 bits, by which the engine tells keys apart."""
    value = 2166136261
    for byte in name.encode():
        value = (value ^ byte) * 16777619 % 2**32
    return value


@pytest.fixture
def reaching_c(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """What reaches C from here on."""
    seen = Seen()
    create, put = durable_rules_engine.create_ruleset, durable_rules_engine.assert_fact

    def create_ruleset(name: str, text: str) -> int:
        seen.rulesets.append(text)
        handle: int = create(name, text)
        return handle

    def assert_fact(handle: int, text: str) -> tuple[int, int]:
        seen.facts.append(text)
        answer: tuple[int, int] = put(handle, text)
        return answer

    monkeypatch.setattr(durable_rules_engine, "create_ruleset", create_ruleset)
    monkeypatch.setattr(durable_rules_engine, "assert_fact", assert_fact)
    return seen


def test_of_the_shipped_rules_nothing_reaches_c_but_short_chains_of_whole_numbers(reaching_c: Seen) -> None:
    with Recommender(shipped()) as recommender:
        for seed in range(12):
            person = somebody(Random(seed))
            recommender.recommend(person.answers, person.role, person.adjustments, 1)

    assert reaching_c.is_trusted()
    assert len(reaching_c.facts) > 50


def numbers(many: int) -> Mapping[str, Fact]:
    """So many facts of a vocabulary, each a number."""
    return {f"n{place}": Fact(kind="number", low=0, high=9) for place in range(many)}


def one_line(fact: str, low: int) -> Condition:
    """A condition on one number."""
    return Condition((Line(fact, "", Within(((low, 9),))),))


def named(conditions: Mapping[str, Condition], **facts: Fact) -> RuleBook:
    """A rulebook of one rule for each condition, over the shipped vocabulary and some facts more."""
    words = Vocabulary({**shipped().vocabulary.facts, **facts})
    rules = (replace(for_every_adult(NOTE, name=name), when=when) for name, when in conditions.items())
    return replace(with_only(*rules), vocabulary=words)


def fired(book: RuleBook, facts: Mapping[str, str | int | frozenset[str]]) -> set[str]:
    """The ids of the rules that fire, about which engine and evaluator agree."""
    with Inference(book) as inference:
        return {firing.rule.id for firing in inference.run(Facts(facts)).firings}


def test_4097_rules_of_which_hundreds_end_alike_and_hundreds_begin_otherwise(reaching_c: Seen) -> None:
    """The engine takes 4,096 rules, crashes on 256 that end alike, and hangs on 513 that begin otherwise."""
    alike = {f"alike-{place:04}": minutes_at_least(60) for place in range(1_000)}
    otherwise = {f"other-{place:04}": minutes_at_least(place % 1_200) for place in range(3_097)}

    assert len(fired(named({**alike, **otherwise}), {"activity_minutes": 599})) == 1_000 + 3 * 600
    assert reaching_c.is_trusted()


def test_sixty_rules_that_read_300_facts_of_which_the_engine_takes_252(reaching_c: Seen) -> None:
    facts = numbers(300)
    five = {place: [f"n{place + step}" for step in range(0, 300, 60)] for place in range(60)}
    whens = {place: [one_line(name, 5).lines[0] for name in names] for place, names in five.items()}
    book = named({f"rule-{place}": Condition(tuple(lines)) for place, lines in whens.items()}, **facts)

    assert fired(book, dict.fromkeys(facts, 5)) == {f"rule-{place}" for place in range(60)}
    assert fired(book, dict.fromkeys(five[59], 9)) == {"rule-59"}
    assert reaching_c.is_trusted()


def test_two_facts_whose_names_have_one_hash_are_two_facts(reaching_c: Seen) -> None:
    one, other = "mqgnyuot", "gpiwzhpy"
    assert hashed(one) == hashed(other)
    book = named(
        {"one": one_line(one, 5), "other": one_line(other, 5)},
        **{name: Fact(kind="number", low=0, high=9) for name in (one, other)},
    )

    assert fired(book, {one: 9, other: 0}) == {"one"}
    assert fired(book, {one: 0, other: 9}) == {"other"}
    assert reaching_c.is_trusted()


def test_keys_that_only_the_program_makes_are_told_apart_as_well(
    reaching_c: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_hash", lambda name: hashed("a0" if name == "a1" else name))

    three = {name: one_line(name, 5) for name in numbers(3)}
    assert fired(named(three, **numbers(3)), {"n0": 9, "n1": 9, "n2": 0}) == {"n0", "n1"}
    assert sorted(re.findall(r"a\d+", reaching_c.facts[-1])) == ["a0", "a2", "a3", "a4", "a6"]


LONG = "abc" + "z" * 65_536


@pytest.mark.parametrize("answer", [LONG, "5", "true", "\ud800", "a\0b", "😀", "nan"], ids=ascii)
def test_whatever_an_answer_is_called_c_is_told_its_place(answer: str, reaching_c: Seen) -> None:
    """Compared as texts, “abc” is the long one for the engine, “5” is 5, and a lone surrogate is refused."""
    other = "abc" if answer == LONG else "other"
    book = named(
        {"one": Condition((Line("q", "", OneOf(frozenset({answer}))),)),
         "held": Condition((Line("s", "", Holding(frozenset({answer}))),))},
        q=Fact(kind="choice", answers=(other, answer)),
        s=Fact(kind="set", answers=(other, answer)),
    )  # fmt: skip

    assert fired(book, {"q": answer, "s": frozenset({other})}) == {"one"}
    assert fired(book, {"q": other, "s": frozenset({answer})}) == {"held"}
    assert reaching_c.is_trusted()


def test_a_set_with_members_called_like_signs_is_counted_by_its_members() -> None:
    """“#” and “?” are what the program itself calls how many there are, and whether anybody answered."""
    two, sign = Counting(2, 3), Holding(frozenset("#"))
    book = named(
        {"two": Condition((Line("s", "", two),)), "sign": Condition((Line("s", "", sign),))},
        s=Fact(kind="set", answers=("#", "?", "a")),
    )

    assert fired(book, {"s": frozenset("#?a")}) == {"two", "sign"}
    assert fired(book, {"s": frozenset("?a")}) == {"two"}
    assert fired(book, {"s": frozenset("#")}) == {"sign"}


NUMBERS = (1e16, 1e-7, 1.0, -1, float("nan"), float("inf"), 2**53, 2**63, 10**30, -(10**30), True, None)
WRITTEN = (
    "1e16",
    "1e-7",
    "1.5",
    "-1",
    ".nan",
    ".inf",
    "nan",
    "9223372036854775808",
    "9" * 5_000,
    "0x10",
    "1_0",
    "٣",
)
UNFIT = ("\ud800", "a\0b", LONG, "", "{", b"60", ["60"], {"minutes": 60}, 3 + 4j, object())


@pytest.mark.parametrize("value", [*NUMBERS, *WRITTEN, *UNFIT], ids=lambda value: ascii(value)[:20])
def test_a_number_is_a_whole_one_in_its_range_or_a_mistake_before_anything_is_inferred(
    value: object, reaching_c: Seen, small: Recommender
) -> None:
    facts = len(reaching_c.facts)

    with pytest.raises(Problems) as raised:
        small.recommend({"nights": value})  # type: ignore[dict-item]

    assert "nights" in str(raised.value)
    assert len(reaching_c.facts) == facts


@pytest.mark.parametrize("value", WRITTEN, ids=lambda value: ascii(value)[:20])
def test_a_number_in_a_file_is_told_by_its_place(value: str, small: Recommender) -> None:
    source = Source("p.yaml", f"answers:\n  nights: {value}\n")

    with pytest.raises(Problems) as raised:
        read_profile(source, small.book)

    assert [str(problem.span) for problem in raised.value.problems] == ["p.yaml:2:11"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small rulebook on disk."""
    return small_folder(tmp_path_factory.mktemp("shapes"))


@pytest.fixture
def small(folder: Path) -> Iterator[Recommender]:
    """A recommender on it."""
    with Recommender(load_rulebook(folder)) as recommender:
        yield recommender


RULE = """\
- id: large
  title: A large rule
  purpose: preference
  when:
{lines}
  then: [{{prefer: {{tempo: slow}}}}]
  because: You told us.
  because_unknown: It is open.
  sources: [S2]
  evidence: convention
  examples: [fires: {{n0: 1}}, silent: {{n0: 0}}, cannot tell: {{}}]
"""
QUESTION = (
    "  n{place}: {{part: all, ask: How many?, ask_clinician: How many?, why: It counts., label: Number}}\n"
)

TOO_LARGE: Mapping[str, tuple[int, Callable[[int], str], str]] = {
    "101 lines": (
        101,
        lambda place: f"    n{place}: 1 to 9",
        "101 lines of this condition hold together; 100 is the most the engine is given",
    ),
    "two to the tenth": (
        10,
        lambda place: f"    n{place}: not 5",
        "this condition can hold in 1024 ways; 512 is the most the engine is given",
    ),
}


@pytest.mark.parametrize("name", TOO_LARGE)
def test_a_condition_that_would_unfold_too_far_is_a_mistake_of_its_rule(name: str, folder: Path) -> None:
    many, line, told = TOO_LARGE[name]

    with pytest.raises(Problems) as raised:
        with_rule(folder, many, "\n".join(map(line, range(many))))

    (problem,) = raised.value.problems
    assert problem.headline.endswith(f"prescription/large.yaml:4:3: error E408: {told}")


def test_of_more_ways_than_can_be_written_down_only_that_is_told() -> None:
    """Ten to the power of 4,400: Python writes no whole number of more than 4,300 digits."""
    facts = numbers(4_400)
    ways = Within(tuple((number, number) for number in range(10)))
    book = named({"large": Condition(tuple(Line(name, "", ways) for name in facts))}, **facts)

    told = [problem.what for problem in check_book(book) if problem.code is Code.TOO_LARGE]

    assert told == [
        "this condition can hold in more than 1,000,000 ways; 512 is the most the engine is given"
    ]


def test_a_condition_just_within_the_limits_is_inferred(folder: Path, reaching_c: Seen) -> None:
    """The widest there is: a hundred lines, each of which asks for both ends."""
    book = with_rule(folder, 100, "\n".join(f"    n{place}: 1 to 8" for place in range(100)))

    assert "large" in fired(book, {f"n{place}": 8 for place in range(100)})
    assert "large" not in fired(book, {f"n{place}": 8 for place in range(99)} | {"n99": 9})
    assert reaching_c.is_trusted()


def with_rule(folder: Path, many: int, lines: str) -> RuleBook:
    """The small rulebook with one rule more, and so many numbers that it may read. Raises `Problems`."""
    words = (folder / "vocabulary.yaml").read_text(encoding="utf-8")
    asked = (folder / "questions.yaml").read_text(encoding="utf-8")
    facts = "".join(f"n{place}: {{kind: number, from: 0, to: 9, unit: times}}\n" for place in range(many))
    unsaved = {
        folder / "vocabulary.yaml": words + facts,
        folder / "questions.yaml": asked + "".join(QUESTION.format(place=place) for place in range(many)),
        folder / "prescription" / "large.yaml": RULE.format(lines=lines),
    }
    return edited_rulebook(folder, unsaved, load_rulebook(folder))
