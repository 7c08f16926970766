"""Whose rules stand where one folder lies over another, and what that changes."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from recommender.loading.files import read_file, shown
from recommender.loading.home import shipped_rules
from recommender.loading.layers import MARKER, Layers, same_folder
from recommender.loading.yaml_tree import Listing, Node, Table, Text, parse_rules
from recommender.model.rule import Override, Partial
from recommender.model.scale import Stratum
from recommender.problem import Code, Problem
from recommender.source import Source


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rule file as a tree. `layer` counts the folders above the one that it lies in."""

    stratum: Stratum
    layer: int
    source: Source
    root: Node | None

    @property
    def rules(self) -> Iterator[tuple[str, Text, Table]]:
        """Each rule that has an id: its id, the place of it, and the rule."""
        for item in self.root.items if isinstance(self.root, Listing) else ():
            if isinstance(item, Table) and isinstance(name := item.get("id"), Text):
                yield name.value, item.key("id") or name, item


def sheets(of: Layers, problems: list[Problem]) -> tuple[Sheet, ...]:
    """Every rule file of all layers, in the order in which their rules run."""
    return tuple(_sheets(of, problems))


def standing(written: Sequence[Sheet], problems: list[Problem]) -> tuple[Sheet, ...]:
    """The same files without the rules whose place another takes, as one with the same id in a higher layer.

    One that stands in another stratum than the rule below it is a mistake in `problems`, and is left out.
    """
    above = _uppermost(written)
    apart = dict(_apart(written, above))
    problems.extend(apart.values())
    return tuple(_without(sheet, above, apart) for sheet in written)


def partial(of: Layers, written: Sequence[Sheet], heads: Iterable[str]) -> Partial | None:
    """What the layers above the whole folder change of it; None where there is no layer above it."""
    if not of.partial:
        return None
    last = len(of.folders) - 1
    whole = {name: key for sheet in written if sheet.layer == last for name, key, _ in sheet.rules}
    own = {name: key for name, (sheet, key, _) in sorted(_uppermost(written).items()) if sheet.layer < last}
    return Partial(
        "" if same_folder(of.folders[-1], shipped_rules()) else shown(of.folders[-1]),
        tuple(Override(name, key.span, whole[name].span) for name, key in own.items() if name in whole),
        tuple(name for name in own if name not in whole),
        of.instead(set(heads) - {MARKER}),
    )


def _sheets(of: Layers, problems: list[Problem]) -> Iterator[Sheet]:
    for stratum in Stratum:
        for layer, path in of.rule_files(stratum, problems):
            source = read_file(path, problems, of.unsaved)
            if source is not None:
                yield Sheet(stratum, layer, source, parse_rules(source, problems))


def _uppermost(written: Iterable[Sheet]) -> dict[str, tuple[Sheet, Text, Table]]:
    """For each id, the rule of the highest layer that has it."""
    found: dict[str, tuple[Sheet, Text, Table]] = {}
    for sheet in written:
        for name, key, rule in sheet.rules:
            if name not in found or sheet.layer < found[name][0].layer:
                found[name] = (sheet, key, rule)
    return found


def _apart(
    written: Iterable[Sheet], above: Mapping[str, tuple[Sheet, Text, Table]]
) -> Iterator[tuple[str, Problem]]:
    """The ids that stand in one stratum above and in another below."""
    for sheet in written:
        for name, key, _ in sheet.rules:
            own, place, rule = above[name]
            if sheet.layer > own.layer and sheet.stratum is not own.stratum:
                what = f"“{name}” stands in {own.stratum}/ here, and below in {sheet.stratum}/ ({key.span})"
                advice = f"In {sheet.stratum}/ it takes that rule's place; with another id it is one more."
                title = rule.get("title")
                about = f"rule “{title.value}”" if isinstance(title, Text) else ""
                yield name, Problem(Code.WRONG_STRATUM, what, place.span, about, help=advice)


def _without(sheet: Sheet, above: Mapping[str, tuple[Sheet, Text, Table]], apart: Collection[str]) -> Sheet:
    """The sheet without rules whose id stands in a higher layer, and without those that stand apart."""
    gone = {id(rule) for name, _, rule in sheet.rules if above[name][0].layer < sheet.layer or name in apart}
    if not gone or not isinstance(sheet.root, Listing):
        return sheet
    kept = tuple(item for item in sheet.root.items if id(item) not in gone)
    return replace(sheet, root=Listing(kept, sheet.root.span))
