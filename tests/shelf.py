"""A folder with a casebook of one case in it, locked or open."""

from dataclasses import dataclass
from pathlib import Path

from keeping import add, marker

from recommender.casebook import Casebook, Passphrase, open_casebook
from recommender.casebook.place import FILE

TYPED, OTHER_TYPED = (f"x'{digits * 32}'" for digits in ("5e", "a7"))
"""In this form, SQLCipher takes what is typed for a key. From words it derives one, which takes a moment."""

PASSPHRASE, ANOTHER = Passphrase.chosen(TYPED), Passphrase.chosen(OTHER_TYPED)

Disk = dict[str, bytes]


@dataclass(frozen=True)
class Shelf:
    """A folder with a locked casebook, of which there is one case."""

    file: Path
    code: str
    said: str

    @property
    def disk(self) -> Disk:
        """Every file in the folder."""
        return {path.name: path.read_bytes() for path in sorted(self.file.parent.iterdir())}

    def opened(self, passphrase: Passphrase | None = PASSPHRASE) -> bool:
        """Whether the case is all there."""
        with open_casebook(self.file, passphrase=passphrase) as casebook:
            return said_in(casebook, self.code) == self.said


def open_shelf(file: Path) -> Shelf:
    """An open casebook with one case."""
    said = marker()
    with open_casebook(file, new=True) as casebook:
        return Shelf(file, add(casebook, said), said)


def copied(shelf: Shelf, folder: Path) -> Shelf:
    """The same casebook elsewhere."""
    folder.mkdir(mode=0o700)
    file = folder / FILE
    for name, data in shelf.disk.items():
        file.with_name(name).write_bytes(data)
    return Shelf(file, shelf.code, shelf.said)


def keys_of(file: Path, passphrase: Passphrase) -> tuple[str, ...]:
    """What opens what lies beside a locked casebook."""
    with open_casebook(file, passphrase=passphrase) as casebook:
        return casebook.keys()


def said_in(casebook: Casebook, code: str) -> str:
    """The answer in a case that is all there."""
    (one,) = casebook.case(code).intakes
    return str(one.value.answers["lookout"])
