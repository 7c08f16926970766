"""A profile as the text of a file that can be saved and run."""

import re
from collections.abc import Iterator

from recommender.loading.profile import Profile
from recommender.model.fact import Answer, Missing
from recommender.model.texts import NEUTRAL

_BARE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_ -]*")


def profile_text(profile: Profile) -> str:
    """The file: role, region where there is one, and the answers in their order."""
    return "".join(f"{line}\n" for line in _lines(profile))


def answers_of(profile: Profile) -> dict[str, str | int | list[str]]:
    """The answers as data, in their order; “declined” and “unknown” are answers, too."""
    said: dict[str, Answer | Missing] = {**profile.facts.known, **profile.facts.withheld}
    return {name: _plain(answer) for name, answer in said.items()}


def _lines(profile: Profile) -> Iterator[str]:
    yield f"role: {profile.role}"
    if profile.region != NEUTRAL:
        yield f"region: {profile.region}"
    answers = answers_of(profile)
    yield "answers:" if answers else "answers: {}"
    yield from (f"  {name}: {_written(said)}" for name, said in answers.items())


def _plain(said: Answer | Missing) -> str | int | list[str]:
    if isinstance(said, frozenset):
        return sorted(said)
    return said if isinstance(said, int) else str(said)


def _written(said: str | int | list[str]) -> str:
    if isinstance(said, list):
        return f"[{', '.join(map(_written, said))}]"
    word = str(said)
    return word if _BARE.fullmatch(word) else "'" + word.replace("'", "''") + "'"
