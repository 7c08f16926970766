"""What was measured as tables: on a terminal, in Markdown for the README, and as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import TypeAlias

from beside import OURS, UNCHECKED, WHOLE, Beside
from turns import Rounds, ratio

Json: TypeAlias = "str | int | float | list[Json] | dict[str, Json]"
RULE_ENGINES = ("clipspy", "zen-engine, decision tables", "json-logic", "business-rules")
BY_HAND = "hand-written closures"
NOTE = """Ours reads how sure each rule is, twice, and keeps what fired and why; the others say what acts.
“zen-engine, one expression” is an expression language without rules, so it is not among the rule engines."""


@dataclass(frozen=True, slots=True)
class Target:
    """What was aimed for, what came out, and whether that is enough."""

    about: str
    wanted: float
    got: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether it is."""
        return self.got >= self.wanted if self.at_least else self.got <= self.wanted


def targets(sizes: list[Beside], starts: Mapping[str, Rounds], loads: Mapping[str, Rounds]) -> list[Target]:
    """The aims, each with what was measured."""
    first, last = sizes[0], sizes[-1]
    imports = starts["import pydantic, yaml"]
    linear = last.rows[OURS].microseconds / first.rows[OURS].microseconds / (last.rules / first.rules)
    best = [
        Target(
            f"the best other rule engine takes so many times as long, with {one.size.times} times the rules",
            wanted,
            min(one.rows[name].ratio for name in RULE_ENGINES),
            at_least=True,
        )
        for one, wanted in zip(sizes, (3, 2, 1), strict=True)
    ]
    by_hand = [
        Target(
            f"times hand-written closures, with {one.size.times} times the rules",
            8,
            1 / one.rows[BY_HAND].ratio,
        )
        for one in sizes
    ]
    return [
        *best,
        *by_hand,
        Target("a whole recommendation, facts to JSON, in times its inference", 5, first.rows[WHOLE].ratio),
        Target(
            "recommender recommend, in times of bare imports",
            3,
            ratio(imports, starts["recommender recommend"]),
        ),
        Target("loading the rules, in times of parsing their YAML", 3, ratio(loads["parse"], loads["load"])),
        Target("time for a person per rule, with all the rules beside with the shipped ones", 1.1, linear),
    ]


def table(sizes: list[Beside]) -> list[list[str]]:
    """The engines: how many times as long as ours at each size, and whether all answers are equal."""
    heads = [f"{one.size.times}x: {one.rules} rules" for one in sizes]
    rows = [["engine", *heads, "answers"]]
    for name in sizes[0].rows:
        if name != WHOLE:
            differing = sum(one.rows[name].differing for one in sizes)
            told = "all equal" if not differing else f"{differing} differ"
            rows.append([name, *[_cell(one, name) for one in sizes], told])
    return rows


def _cell(one: Beside, name: str) -> str:
    row = one.rows[name]
    return f"{row.ratio:.2f} ({row.microseconds:,.0f} µs)"


def aligned(rows: list[list[str]]) -> Iterator[str]:
    """A table for a terminal."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first, *others = row
        yield f"{first:<{widths[0]}}" + "".join(
            f"  {cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True)
        )


def markdown(rows: list[list[str]]) -> Iterator[str]:
    """The same for a README."""
    yield "| " + " | ".join(rows[0]) + " |"
    yield "|---|" + "---:|" * (len(rows[0]) - 1)
    for row in rows[1:]:
        yield "| " + " | ".join(row) + " |"


def checked(adds: Beside) -> str:
    """What the second evaluator adds."""
    more = 1 / adds.rows[UNCHECKED].ratio - 1
    times = adds.size.times
    return f"The second evaluator adds {more:.0%} to inference by the engine alone, at {times}x the rules."


def as_json(
    sizes: list[Beside], costs: Mapping[str, Mapping[str, Rounds]], memory: Json, aims: list[Target]
) -> Json:
    """Everything that was measured."""
    return {
        "sizes": [
            {
                "times": one.size.times,
                "rules": one.rules,
                "people": one.size.people,
                "firing": round(one.firing, 1),
                "engines": {
                    name: {
                        "microseconds": round(row.microseconds, 1),
                        "ratio": round(row.ratio, 3),
                        "differing": row.differing,
                    }
                    for name, row in one.rows.items()
                },
            }
            for one in sizes
        ],
        "milliseconds": {
            what: {name: round(1000 * median(times), 1) for name, times in each.items()}
            for what, each in costs.items()
        },
        "megabytes": memory,
        "targets": [
            {"about": aim.about, "wanted": aim.wanted, "got": round(aim.got, 2), "met": aim.met}
            for aim in aims
        ],
    }
