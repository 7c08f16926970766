"""A small but complete rulebook on disk, beside which one text with a mistake is read at a time."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import indent

import yaml

from recommender.loading import load_rulebook
from recommender.loading.phrases import shipped_rules
from recommender.loading.rulebook import edited_rulebook
from recommender.model.rule import RuleBook
from recommender.model.scale import Stratum
from recommender.problem import Problem, Problems
from recommender.workshop.checking import Finder

CITED = re.compile(r"\bsources: \[.*?\]")
TOP = re.compile(r"^[\"']?([\w-]+)[\"']?:", re.MULTILINE)
INSTEAD = re.compile(r"^# instead of ([\w-]+)$", re.MULTILINE)

SOURCES = """\
convention: {kind: convention, says: Nobody has measured it.}
N26: {kind: claim, article: "003", says: Somebody on the lookout settles with rhythm.}
N28: {kind: claim, article: "003", says: A slow tempo is easier to follow.}
"""

RULE = """\
- id: {id}
  title: {title}
  purpose: {purpose}
  when: {when}
  then: [{then}]
  because: You told us.
  because_unknown: That is an open question.
  sources: {sources}
  evidence: convention
  {more}
  examples: [fires: {fires}, silent: {silent}, cannot tell: {{}}]
"""

OWN = """\
id: own
title: A rule of one's own
purpose: preference
when: {sleep_quality: poor}
then: [{prefer: {tempo: slow}}]
because: You told us.
because_unknown: That is an open question.
sources: [convention]
evidence: convention
examples: [fires: {sleep_quality: poor}, silent: {sleep_quality: good}, cannot tell: {}]
"""

REFER = {"purpose": "safety", "then": "refer: prompt", "sources": "[convention]", "more": "if_unknown: refer"}
LOOKED_BACK = {**REFER, "then": "decide: {decision: refer, urgency: prompt}", "more": ""}
RULES = {
    "screening/crisis.yaml": RULE.format(
        id="help-first",
        title="Help comes first",
        when="{crisis: yes}",
        fires="{crisis: yes}",
        silent="{crisis: no}",
        **REFER,
    ),
    "screening/signs.yaml": RULE.format(
        id="look-first",
        title="Somebody looks first",
        when="{red_flags: not empty}",
        fires="{red_flags: [fainting]}",
        silent="{red_flags: []}",
        **REFER,
    ),
    "review/crisis.yaml": RULE.format(
        id="help-first-at-a-check-in",
        title="Help comes first, at a check-in too",
        when="{crisis: yes}",
        fires="{crisis: yes}",
        silent="{crisis: no}",
        **LOOKED_BACK,
    ),
    "review/signs.yaml": RULE.format(
        id="look-first-at-a-check-in",
        title="Somebody looks first, at a check-in too",
        when="{red_flags: not empty}",
        fires="{red_flags: [fainting]}",
        silent="{red_flags: []}",
        **LOOKED_BACK,
    ),
    "prescription/beside.yaml": RULE.format(
        id="beside",
        title="A rule beside it",
        purpose="trauma",
        when="{hypervigilance: severe}",
        then="prefer: {tempo: slow}",
        sources="[N26, N28]",
        more="",
        fires="{hypervigilance: severe}",
        silent="{hypervigilance: none}",
    ),
}


class Museum:
    """Reads one text at a time beside the small rulebook in the folder `rules`; nothing is written."""

    def __init__(self, folder: Path) -> None:
        self.home = folder.resolve()
        self.folder = Path("rules")
        for name, text in _texts():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.book: RuleBook = load_rulebook(self.folder)
        self._finder = Finder()
        self.read: dict[str, tuple[Problem, ...]] = {}

    def mistakes(self, texts: Mapping[str, str], *, found_too: bool = True) -> tuple[Problem, ...]:
        """What is wrong with these texts, by the names of their files; what is found, where they load."""
        unsaved = {self.folder / name: text for name, text in texts.items()}
        try:
            book = edited_rulebook(self.folder, unsaved, self.book)
        except Problems as problems:
            return problems.problems
        found = self._finder.find(book, self.folder, unsaved) if found_too else None
        return found.all if found else ()

    def placed(self, name: str, text: str) -> dict[str, str]:
        """A text in its file: a rule file of its own, or in front of the rest of a file that is there.

        What the text has itself, or says it stands for, is not in that rest, so that its lines keep their
        numbers.
        """
        if name in (str(stratum) for stratum in Stratum):
            return {f"{name}/bad.yaml": text}
        rest = (self.folder / f"{name}.yaml").read_text(encoding="utf-8")
        instead = {*TOP.findall(text), *INSTEAD.findall(text)}
        return {f"{name}.yaml": text + "".join(_blocks(rest, instead))}

    def of_page(self, lines: str) -> dict[str, str]:
        """The lines of a page about a mistake: in the file that they name, or in a rule of one's own."""
        head, _, rest = lines.partition("\n")
        name = head.removeprefix("# ") if head.startswith("# ") else "prescription/own.yaml"
        text = rest if head.startswith("# ") else lines
        if "/" not in name:
            return self.placed(name.removesuffix(".yaml"), text)
        return {name: text if text.startswith("[") else _rule_of(text)}

    def with_other(self, name: str, old: str, new: str) -> tuple[Problem, ...]:
        """The mistakes once every stretch of a file that fits `old` reads otherwise."""
        before = (self.folder / f"{name}.yaml").read_text(encoding="utf-8")
        after, changed = re.subn(old, new, before, flags=re.MULTILINE)
        assert changed
        return self.mistakes({f"{name}.yaml": after}, found_too=False)

    def with_own_rule(self, old: str, new: str) -> tuple[Problem, ...]:
        """The mistakes of a rule of one's own in which a line reads otherwise."""
        assert old in OWN
        return self.mistakes(self.of_page(OWN.replace(old, new)), found_too=False)

    def told(self, lines: str) -> dict[Path, str]:
        """Several rules of which only what matters is told, each as an entry of a list."""
        own, entries = (yaml.load(text, yaml.BaseLoader) for text in (OWN, lines))  # noqa: S506 - texts alone
        return {self.folder / "prescription/own.yaml": json.dumps([{**own, **one} for one in entries])}


def _rule_of(lines: str) -> str:
    """A whole rule with these lines in the place of its own."""
    rest = "".join(_blocks(OWN, set(TOP.findall(lines))))
    return f"- {indent(lines + rest, '  ')[2:]}"


def _texts() -> Iterator[tuple[str, str]]:
    for path in {*shipped_rules().glob("*.yaml")} - {shipped_rules() / "invariants.yaml"}:
        yield path.name, CITED.sub("sources: [convention]", path.read_text(encoding="utf-8"))
    yield "sources.yaml", SOURCES
    for stratum in Stratum:
        yield f"{stratum}/none.yaml", "[]\n"
    yield from RULES.items()


def _blocks(text: str, without: set[str]) -> Iterator[str]:
    """The lines of a text, apart from those below these keys of its first level."""
    dropped = False
    for line in text.splitlines(keepends=True):
        if found := TOP.match(line):
            dropped = found[1] in without
        if not dropped:
            yield line
