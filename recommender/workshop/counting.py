"""How many rules stand in a folder, whether or not they can be used."""

from dataclasses import dataclass
from pathlib import Path

from recommender.loading.files import read_file, shown, yaml_files
from recommender.loading.layers import layers
from recommender.loading.yaml_tree import Listing, Table, Text, parse_rules
from recommender.model.scale import Stratum


@dataclass(frozen=True, slots=True)
class Counted:
    """The number of rules, and the rule files that cannot be read and so are not counted."""

    rules: int
    unread: tuple[str, ...] = ()


def counted(folder: Path) -> Counted:
    """The rules of a folder and of those below it, each id once."""
    found: set[object] = set()
    unread: list[str] = []
    for place in (layer / stratum for layer in layers(folder, []).folders for stratum in Stratum):
        for path in yaml_files(place, []):
            source = read_file(path, [])
            root = parse_rules(source, []) if source else None
            if not isinstance(root, Listing):
                unread.append(shown(path))
                continue
            for item in root.items:
                name = item.get("id") if isinstance(item, Table) else None
                found.add(name.value if isinstance(name, Text) else item.span)
    return Counted(len(found), tuple(unread))
