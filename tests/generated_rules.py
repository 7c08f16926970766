"""Any number of rules that nobody wrote, as rule files beside the shipped ones: to see what size does."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from shutil import copytree

from people import shipped

from recommender.loading.home import shipped_rules
from recommender.model.fact import Fact

IN_A_FILE = 500
PURPOSES = ("safety", "trauma", "recovery", "dose", "preference", "education")
CONCLUSIONS = (
    "limit: {{intensity: moderate, weeks: 1 to {weeks}}}",
    "limit: {{minutes: {amount}, weeks: 1 to {weeks}}}",
    "limit: {{sessions: {few}}}",
    "limit: {{growth: {few}}}",
    "limit: {{week_minutes: {amount}0, weeks: {weeks} on}}",
    "permit: {{intensity: moderate, weeks: {weeks} on}}",
    "prefer: {{tempo: slow}}",
    "avoid: {{company: small_group}}",
    "exclude: [{activity}]",
    "require: {{cool_down: {few}}}",
)
RULE = """\
- id: generated-{number}
  title: A rule that was generated, number {number}
  purpose: {purpose}
  when:
{lines}
  then:
    - {conclusion}
  because: It is one of many.
  because_unknown: It is one of many.
  sources: [convention]
  evidence: convention
  examples:
    - fires: {{{fires}}}
    - silent: {{{silent}}}
    - cannot tell: {{}}
"""


def folder_with(folder: Path, many: int, seed: int = 0) -> Path:
    """A copy of the shipped rules with that many more."""
    rules = folder / "rules"
    copytree(shipped_rules(), rules)
    texts = list(generated(many, Random(seed)))
    for start in range(0, many, IN_A_FILE):
        file = rules / "prescription" / f"generated_{start // IN_A_FILE}.yaml"
        file.write_text("\n".join(texts[start : start + IN_A_FILE]), encoding="utf-8")
    return rules


def generated(many: int, random: Random) -> Iterator[str]:
    """That many rules as YAML: one to three lines about choices, and one conclusion."""
    choices = {
        name: fact
        for name, fact in shipped().vocabulary.facts.items()
        if fact.kind == "choice" and not fact.clinician
    }
    for number in range(many):
        names = random.sample(sorted(choices), random.randint(1, 3))
        said = {name: _said(choices[name], random) for name in names}
        first = names[0]
        yield RULE.format(
            number=number,
            purpose=random.choice(PURPOSES),
            lines="\n".join(f"    {name}: {words}" for name, (words, _, _) in said.items()),
            conclusion=_conclusion(random),
            fires=", ".join(f'{name}: "{answer}"' for name, (_, answer, _) in said.items()),
            silent=f'{first}: "{said[first][2]}"',
        )


def _said(fact: Fact, random: Random) -> tuple[str, str, str]:
    """The words of a line, an answer of which it is true, and one of which it is not."""
    place = random.randrange(1, len(fact.answers))
    answer, other = fact.answers[place], fact.answers[place - 1]
    words = f"{answer} or {fact.ordered}" if fact.ordered else f'"{answer}"'
    return words, answer, other


def _conclusion(random: Random) -> str:
    return random.choice(CONCLUSIONS).format(
        weeks=random.randint(2, 12),
        amount=random.randint(5, 60),
        few=random.randint(2, 5),
        activity=random.choice(sorted(shipped().activities)),
    )
