"""The shipped rulebook with a few facts and rules more, for tests that need some which nothing else reads."""

from collections.abc import Mapping
from pathlib import Path
from shutil import copytree
from textwrap import indent

from recommender.loading import load_rulebook
from recommender.loading.rulebook import default_rules
from recommender.model.rule import RuleBook

QUESTION = """\
  {name}:
    part: recovery
    ask: How about {words}?
    ask_clinician: How about {words}, for the client?
    why: A test asks it.
    label: About {words}
"""

SWIMMING = {
    "swims": "kind: choice\nanswers: [never, daily]",
    "pool_days": "kind: number\nfrom: 0\nto: 7\nunit: days per week",
    "fears_water": "kind: choice\nanswers: ['no', 'yes']",
}

CONTRADICTIONS = """\
- id: daily-on-no-day
  title: A swim every day, and no day with a swim
  purpose: dose
  when: {swims: daily, pool_days: 0}
  then: [{contradiction: {facts: [swims, pool_days], read_as: {swims: never}}}]
  because: You said that you swim every day, and that no day has a swim in it.
  sources: [convention]
  evidence: convention
  examples:
    - fires: {swims: daily, pool_days: 0}
    - silent: {swims: never}
    - cannot tell: {}
- id: swims-though-afraid
  title: A swim every day, and fear of water
  purpose: trauma
  when: {swims: daily, fears_water: "yes"}
  then: [{contradiction: {facts: [swims, fears_water], read_as: {swims: never}}}]
  because: You said that you swim every day, and that water frightens you.
  sources: [convention]
  evidence: convention
  examples:
    - fires: {swims: daily, fears_water: "yes"}
    - silent: {swims: never}
    - cannot tell: {}
"""

SWIMMERS_ONLY = """\
- id: swimmers-only
  title: Who never swims is looked at first
  purpose: safety
  when: {swims: never}
  then: [{refer: before_starting}]
  because: You never swim.
  if_unknown: ignore
  sources: [convention]
  evidence: convention
  examples:
    - fires: {swims: never}
    - silent: {swims: daily}
    - cannot tell: {}
"""


def shipped_with(
    folder: Path, files: Mapping[str, str] | None = None, facts: Mapping[str, str] | None = None
) -> RuleBook:
    """A copy of the shipped rulebook with further rule files, and facts as the vocabulary has them."""
    rules = folder / "rules"
    copytree(default_rules(), rules)
    for name, text in (files or {}).items():
        (rules / name).write_text(text, encoding="utf-8")
    for name, lines in (facts or {}).items():
        _append(rules / "vocabulary.yaml", f"{name}:\n{indent(lines, '  ')}\n")
        _append(rules / "questions.yaml", QUESTION.format(name=name, words=name.replace("_", " ")))
    return load_rulebook(rules)


def swimming(folder: Path, *, referring: bool = False) -> RuleBook:
    """Two contradictions about swimming; with `referring`, whoever never swims is referred."""
    files = {"contradictions/own.yaml": CONTRADICTIONS}
    if referring:
        files["screening/own.yaml"] = SWIMMERS_ONLY
    return shipped_with(folder, files, SWIMMING)


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)
