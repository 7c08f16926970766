"""No dead end: whatever somebody types, they can always reach a result or leave."""

import io
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from random import Random

import pytest
from people import recommender, shipped, somebody

from recommender.keeping.keeper import Keeper
from recommender.loading.profile import Profile
from recommender.model.adjustment import Role
from recommender.model.fact import Facts
from recommender.plain import Lines
from recommender.plain.run import run

PATHS = 500 if os.environ.get("LAWS") == "long" else 100
WHOLE = 25
"""So many of them begin with nothing answered; the others with most of somebody's answers."""

AT_RANDOM, HOME = 25, 400
KEYS = (
    *("1", "2", "3", "4", "0", "12", "1,3", "60", "999999"),
    *("", "", "", "-", "-", "?", "b", "b", "c", "s", "u", "u", "m", "g", "p", "h", "w", "r"),
    *("n", "k", "l", "o", "i", "i", "a", "x", "t", "week 1", "walking", "ä", "0x", "G", "\t"),
)
TO_THE_END = ("", "g", "", "1")
"""What anybody would try who wants to be done: Enter, the result, Enter, the first thing on a list."""

LEAVING = ("\x18", "\x1b[24~")


class Typist(io.StringIO):
    """Types at random for a while, and from then on only to come to an end; counts what it took."""

    def __init__(self, random: Random, *, leaves: bool) -> None:
        super().__init__()
        self.typed: list[str] = []
        self._keys = self._all(random, leaves=leaves)

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # typeshed has bytes
        """The next line."""
        del size
        self.typed.append(next(self._keys))
        return f"{self.typed[-1]}\n"

    @staticmethod
    def _all(random: Random, *, leaves: bool) -> Iterator[str]:
        yield from (random.choice(KEYS) for _ in range(random.randrange(AT_RANDOM)))
        if leaves:
            yield random.choice(LEAVING)
        for at in range(HOME):
            yield TO_THE_END[at % len(TO_THE_END)]
        raise AssertionError("a dead end")


@pytest.mark.parametrize("batch", range(10))
def test_random_paths_all_reach_a_result_or_leave(
    batch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[run.__module__], "Recommender", lambda _: nullcontext(recommender()))
    ends: Counter[str] = Counter()

    for number in range(batch, PATHS, 10):
        random = Random(number)
        typist, said = Typist(random, leaves=random.random() < 0.1), io.StringIO()
        role: Role = random.choice(("self", "clinician"))
        profile = Profile(Facts(), role) if number < WHOLE else most_of_somebody(random, role)
        keeper = Keeper(tmp_path / str(number) / "casebook.db")

        code = run(shipped(), role, profile, Lines(typist, said), keeper)

        left = typist.typed[-1] in LEAVING
        assert code == 0, (number, typist.typed)
        assert left or "Nothing was sent" in said.getvalue() or "nothing was sent" in said.getvalue(), number
        ends["left" if left else "result"] += 1

    assert sum(ends.values()) == PATHS // 10


@pytest.mark.parametrize("key", LEAVING)
def test_leaving_at_once_prints_nothing_more(key: str, tmp_path: Path) -> None:
    said = io.StringIO()
    lines = Lines(io.StringIO(f"\n{key}\n"), said)

    code = run(shipped(), "self", None, lines, Keeper(tmp_path / "casebook.db"))

    assert code == 0
    assert said.getvalue().rstrip().endswith("Answer:")
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - nothing at all, not even a hidden file


def most_of_somebody(random: Random, role: Role) -> Profile:
    """Somebody whose profile leaves a few questions open."""
    person = somebody(random, adjusting=False)
    vocabulary = shipped().vocabulary
    known = {
        name: said
        for name, said in person.answers.items()
        if said not in ("declined", "unknown") and (role == "clinician" or not vocabulary[name].clinician)
    }
    left = set(random.sample(sorted(known), min(6, len(known))))
    return Profile(Facts({name: said for name, said in known.items() if name not in left}), role)
