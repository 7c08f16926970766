"""What another answer would change, line by line; the answers stay until somebody keeps the others."""

from collections.abc import Iterator

from recommender.explanation import difference, difference_text
from recommender.explanation.thoughts import ThoughtRow, Thoughts, row_of, rows_by_part
from recommender.inference import Disagreement, EngineFault
from recommender.interview.sheet import Filled, Sheet
from recommender.interview.view import QuestionView
from recommender.interview.words import Words
from recommender.model.fact import Missing
from recommender.model.recommendation import Recommendation
from recommender.plain.aside import aside
from recommender.plain.reading import Slip, number_of, read_answer
from recommender.plain.talk import Talk
from recommender.reasons.names import Names
from recommender.reasons.page import flowed

AS_IT_IS = Missing.NOT_ASKED
"""Stands for the real answer, among those that could be thought."""


def what_if(talk: Talk, recommendation: Recommendation) -> bool:
    """Shows what other answers would change; True where they were kept and are the answers now."""
    thinking = _Thinking(talk, recommendation)
    thinking.begin()
    while typed := talk.lines.ask(talk.book.texts.what_if("plain", "prompt")).lower():
        if typed == "k" and thinking.keep():
            return True
        if typed == "b":
            break
        if typed != "k":
            thinking.take(typed)
    thinking.drop()
    return False


class _Thinking:
    """The answers of one person, as they are thought now."""

    def __init__(self, talk: Talk, recommendation: Recommendation) -> None:
        self._talk, self._texts = talk, talk.book.texts.what_if
        self._before = recommendation
        self._thoughts = Thoughts(talk.interview.profile)
        self._trusted = True

    def begin(self) -> None:
        """Says what this is, and shows the answers."""
        self._talk.lines.say(self._texts("title"))
        self._talk.lines.say(self._told("intro"))
        self._show()
        self._talk.lines.say(self._texts("plain", "keys"))

    def take(self, typed: str) -> None:
        """Does what was typed, and says what it comes to."""
        match typed:
            case "u":
                self._undo()
            case "c":
                self._think(self._thoughts.clear())
            case "l":
                self._show()
            case number if number_of(number) is not None:
                self._choose(number)
            case key:
                if not aside(self._talk, key):
                    self._talk.lines.say(self._texts("plain", "not_a_key"))

    def keep(self) -> bool:
        """Makes these the answers; where health is among them, that is asked about first."""
        if not self._thoughts.otherwise:
            self._talk.lines.say(self._texts("status", "nothing_to_keep"))
        elif not self._trusted:
            self._talk.lines.say(self._texts("status", "not_trusted"))
        elif self._is_so():
            self._talk.interview.adopt(self._thoughts.profile.facts)
            self._talk.lines.say(self._texts("plain", "kept"))
            return True
        return False

    def drop(self) -> None:
        """Says that nothing is changed, where anything was thought otherwise."""
        if self._thoughts.otherwise:
            self._talk.lines.say(self._told("status", "dropped"))

    def _undo(self) -> None:
        if self._thoughts.undo() is self._thoughts:
            self._talk.lines.say(self._texts("status", "nothing_to_undo"))
        else:
            self._think(self._thoughts.undo())

    def _show(self) -> None:
        lines, numbers = self._talk.lines, iter(range(1, len(self._rows()) + 1))
        for title, rows in rows_by_part(self._thoughts, self._talk.book).items():
            lines.line(title)
            for row in rows:
                said = row.said
                if row.instead:
                    said = self._texts("plain", "otherwise", old=row.said, new=row.instead)
                lines.item(str(next(numbers)), f"{row.label}: {said}")
            lines.gap()

    def _choose(self, number: str) -> None:
        fact = self._talk.choose(number, [row.fact for row in self._rows()])
        if fact is not None:
            self._open(fact)

    def _open(self, fact: str) -> None:
        """Asks one question, until there is an answer to think or it is left."""
        lines, view = self._talk.lines, self._question(fact)
        prompt = self._texts("plain", "prompt_answers" if view.asked_as == "several" else "prompt_answer")
        while typed := lines.ask(prompt):
            if typed.lower() == "b":
                return
            if aside(self._talk, typed.lower()):
                continue
            answer = AS_IT_IS if typed == "=" else read_answer(typed, view)
            if not isinstance(answer, Slip):
                self._think(self._thoughts.think(fact, answer))
                return
            lines.say(self._talk.words(answer.place, answer.name, **answer.gaps))

    def _question(self, fact: str) -> QuestionView:
        """Shows a question with what was said so far, and every answer that there is."""
        talk, lines = self._talk, self._talk.lines
        sheet = Sheet(talk.book, Filled(talk.interview.role, self._thoughts.real.facts, path=(fact,)))
        words = Words(talk.book, talk.interview.role, talk.interview.region)
        view = words.question(fact, sheet, aside=True)
        said = row_of(self._thoughts, fact, Names(talk.book)).said
        lines.line(view.ask)
        lines.line(self._texts("otherwise", "lead", said=said))
        if view.hint:
            lines.line(view.hint)
        for key, label in _choices(view):
            lines.item(key, label)
        lines.item("=", self._texts("otherwise", "as_it_is", said=said))
        return view

    def _think(self, thoughts: Thoughts) -> None:
        """Says what would come of it; without anything otherwise, that it is as it is."""
        self._thoughts, self._trusted = thoughts, True
        if not thoughts.otherwise:
            self._talk.lines.say(self._texts("status", "nothing"))
            return
        book = self._talk.book
        try:
            after = self._talk.interview.recommend(thoughts.profile)
        except (Disagreement, EngineFault):
            self._not_trusted()
        else:
            self._talk.lines.as_it_is(flowed(difference_text(difference(self._before, after), book)))

    def _not_trusted(self) -> None:
        self._trusted, talk = False, self._talk
        told = Words(talk.book, talk.interview.role, talk.interview.region).failure()
        talk.lines.say(told.text)
        for text in (told.contacts_intro, *told.contacts):
            talk.lines.line(text)
        talk.lines.gap()

    def _is_so(self) -> bool:
        """Whether answers about health are really as they are thought; without any, nobody is asked."""
        talk, names = self._talk, Names(self._talk.book)
        changed = [row_of(self._thoughts, fact, names) for fact in self._thoughts.about_health(talk.book)]
        if not changed:
            return True
        talk.lines.say(self._told("health", "title"))
        for row in changed:
            told = self._texts("plain", "otherwise", old=row.said, new=row.instead)
            talk.lines.line(f"{row.label}: {told}")
        talk.lines.gap()
        talk.lines.say(self._texts("health", "ask"))
        ways = {"yes": self._texts("health", "yes"), "no": self._told("health", "no")}
        for number, way in enumerate(ways.values(), 1):
            talk.lines.item(str(number), way)
        while (typed := talk.lines.ask(self._texts("plain", "prompt_health")).lower()) not in ("", "b"):
            if not aside(talk, typed) and (chosen := talk.choose(typed, ways)) is not None:
                return chosen == "yes"
        return False

    def _rows(self) -> list[ThoughtRow]:
        return [row for rows in rows_by_part(self._thoughts, self._talk.book).values() for row in rows]

    def _told(self, *path: str) -> str:
        """A text in the voice of who answers, where it has two."""
        return self._texts.voiced(self._talk.interview.role, *path)


def _choices(view: QuestionView) -> Iterator[tuple[str, str]]:
    """Every answer with the key that chooses it."""
    yield from ((option.key, option.label) for option in view.options)
    if view.asked_as == "several":
        yield "0", view.none_label
    yield "?", view.unknown_label
    yield "-", view.decline_label
