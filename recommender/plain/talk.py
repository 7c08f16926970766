"""What every part of the conversation needs: the interview, its words, and the lines."""

from collections.abc import Iterable
from dataclasses import dataclass

from recommender.interview.controller import Interview
from recommender.keeping.as_you_go import AsYouGo
from recommender.keeping.begun_words import not_kept_said
from recommender.keeping.keeper import Keeper, plainly, who
from recommender.model.adjustment import Role
from recommender.model.rule import RuleBook
from recommender.model.texts import Phrases
from recommender.plain.lines import Lines
from recommender.plain.reading import number_of
from recommender.problem import Problems
from recommender.recommend import Recommender


@dataclass(frozen=True, slots=True)
class Talk:
    """One interview, told line by line."""

    interview: Interview
    recommender: Recommender
    lines: Lines
    keeper: Keeper
    as_you_go: AsYouGo
    choosing: bool = False
    """Whether it is still open who answers, because nothing on the command line said so."""

    @property
    def book(self) -> RuleBook:
        """The rules that it goes by."""
        return self.recommender.book

    @property
    def by(self) -> Role | None:
        """Who works with the casebook, for the audit, as far as that is known."""
        return who(self.interview, choosing=self.choosing)

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
        return self.words.voiced(self.interview.role, *path, **filled)

    def say_if_refused(self, name: str, problems: Problems | None) -> None:
        """Says what a file or the disk refused, if it did."""
        if problems is not None:
            self.lines.say(self.words("unfinished", name, why=plainly(problems)))

    def kept_as_it_goes(self) -> None:
        """Keeps the answers as they are now, where somebody chose that; says the first time that it can't."""
        if (refused := self.as_you_go.after_change(self.interview)) is not None:
            self.lines.say(not_kept_said(refused, self.book))
