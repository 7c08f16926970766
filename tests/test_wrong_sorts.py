"""An answer of another sort than its fact has, as only Python can give it: never read as “none of these”."""

import pytest
from people import shipped

from recommender.inference import EngineFault, Inference
from recommender.inference.evaluator import line_truth
from recommender.model.condition import Counting, Holding, Lacking, Line, OneOf, Test, Within
from recommender.model.fact import Answer, Facts
from recommender.model.rule import RuleBook

SIGN = "calf_pain_walking"
WRONG: dict[str, tuple[object, ...]] = {
    "red_flags": ([SIGN], (SIGN,), {SIGN}, SIGN, 1, None, frozenset({"no such sign"})),
    "crisis": (["yes"], 1, None, "no such answer", frozenset({"yes"})),
    "activity_minutes": ("sixty", None, [60], frozenset({60})),
}
TESTS: dict[Test, tuple[object, ...]] = {
    Holding(frozenset({SIGN})): ([SIGN], (SIGN,), {SIGN}, SIGN, 1),
    Lacking(SIGN): ([SIGN], SIGN, 1),
    Counting(1, 3): ([SIGN], SIGN, 1),
    OneOf(frozenset({"yes"})): (["yes"], 1, frozenset({"yes"})),
    Within(((1, 60),)): ("60", [60], frozenset({60})),
}


@pytest.mark.parametrize(("name", "answer"), [(name, one) for name, all_ in WRONG.items() for one in all_])
def test_the_engine_is_not_told_of_it(name: str, answer: Answer, book: RuleBook) -> None:
    with Inference(book) as inference, pytest.raises(EngineFault) as raised:
        inference.run(Facts({name: answer}))

    assert str(raised.value) == f"the answer to “{name}” is none that there is"


@pytest.mark.parametrize(("test", "answer"), [(test, one) for test, all_ in TESTS.items() for one in all_])
def test_the_evaluator_does_not_read_it_either(test: Test, answer: Answer) -> None:
    with pytest.raises(TypeError, match="an answer is of another sort than its fact"):
        line_truth(Line("red_flags", "", test), Facts({"red_flags": answer}), {}, shipped().vocabulary)
