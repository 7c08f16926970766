"""What may stand under `then`: every directive with its keys, read off the records they are loaded into."""

import inspect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recommender.model.directive import BODIES, SHORT_FORMS, Body
from recommender.model.scale import Stratum
from recommender.workshop.schema.fields import Fields, in_yaml
from recommender.workshop.schema.values import Schema, listed, one_line, one_of, table, word

SAMPLE = "“- limit: {minutes: 10}”"
EXAMPLE = 72
"""Letters that an example has at most."""


@dataclass(frozen=True, slots=True)
class Directives:
    """The directives as they may stand in rules that read these facts."""

    fields: Fields

    def within(self, strata: Iterable[Stratum]) -> Schema:
        """One directive, as it may stand in any of these strata."""
        here = {*strata}
        found = {verb: body for verb, body in BODIES.items() if here & {*body.strata}}
        wrong = f"After the dash stands one directive, as in {SAMPLE}. Here there are: {', '.join(found)}."
        return one_line({verb: self.directive(verb, body) for verb, body in found.items()}, wrong)

    def directive(self, verb: str, body: type[Body]) -> Schema:
        """A directive with what it does, an example, and all that it takes."""
        return {"title": verb, "description": self._about(verb, body), **self._content(verb, body)}

    def _about(self, verb: str, body: type[Body]) -> str:
        """What the record of a directive says of itself, and how a rule of this rulebook writes it."""
        said = " ".join((inspect.getdoc(body) or "").split())
        example = self._example(verb)
        return f"{said} For example: `{example}`" if example else said

    def _example(self, verb: str) -> str:
        """Of the examples that are short enough, the one that says most."""
        found = {
            in_yaml(directive.written)
            for rule in self.fields.names.book.every_rule
            for directive in rule.then
            if directive.verb == verb
        }
        short = (text for text in found if len(text) <= EXAMPLE)
        return max(short, key=lambda text: (len(text), text), default="")

    def _content(self, verb: str, body: type[Body]) -> Schema:
        if verb == "derive":
            return self._states()
        keys = {name: self.fields.field(verb, name, info) for name, info in body.model_fields.items()}
        needed = [name for name, info in body.model_fields.items() if info.is_required()]
        whole = table(keys, _keys(verb, keys, needed), needed)
        if verb in SHORT_FORMS:
            return one_of({**keys[SHORT_FORMS[verb]]}, whole)
        return (
            one_of(whole, listed(self.fields.activity(), 0, _keys(verb, keys, needed)))
            if verb == "exclude"
            else whole
        )

    def _states(self) -> Schema:
        """A state is derived by its name, and never as not holding."""
        facts = self.fields.facts
        yes = word(
            {"yes": "It holds"}, "A state is derived as “yes”; where no rule derives it, it does not hold."
        )
        wrong = "A state is derived as “derive: {STATE: yes}”, with a derived state of the vocabulary."
        return one_line({name: {**facts.head(name), **yes} for name in facts.vocabulary.states()}, wrong)


def _keys(verb: str, keys: Iterable[str], needed: Sequence[str]) -> str:
    """What is said of a directive that is not written as one."""
    named = ", ".join(f"{key} (always)" if key in needed else key for key in keys)
    short = f" or {_SHORT[verb]}" if verb in _SHORT else ""
    return f"“{verb}” takes lines{short}. Its words: {named}."


_SHORT = {
    **{verb: f"its {key} alone" for verb, key in SHORT_FORMS.items()},
    "exclude": "a list of activities",
}
