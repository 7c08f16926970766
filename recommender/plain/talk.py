"""What every part of the conversation needs: the interview, its words, and the lines."""

from collections.abc import Iterable
from dataclasses import dataclass

from recommender.interview.controller import Interview
from recommender.keeping.keeper import Keeper
from recommender.model.rule import RuleBook
from recommender.model.texts import Phrases
from recommender.plain.lines import Lines
from recommender.plain.reading import number_of


@dataclass(frozen=True, slots=True)
class Talk:
    """One interview, told line by line."""

    interview: Interview
    book: RuleBook
    lines: Lines
    keeper: Keeper

    @property
    def words(self) -> Phrases:
        """The words of the interview."""
        return self.book.texts.interview

    def choose(self, typed: str, options: Iterable[str]) -> str | None:
        """The option whose number was typed, counted from 1; says what would work where it is none."""
        names = list(options)
        number = number_of(typed)
        if number is not None and 1 <= number <= len(names):
            return names[number - 1]
        self.lines.say(self.words("plain", "not_on_the_list", low=1, high=len(names)))
        return None

    def voiced(self, *path: str, **filled: object) -> str:
        """A text in the voice of who answers, where it has two."""
        *above, name = path
        other = (*above, f"{name}_clinician")
        clinician = self.interview.role == "clinician" and self.words.has(*other)
        return self.words(*(other if clinician else path), **filled)
