"""The program beside other engines: `make bench`.

    python tests/bench/run.py [--quick] [--json FILE] [--readme FILE]

Answers are compared first. Then all take turns in one run, in processor time, so that a busy computer slows
all alike; what counts are the ratios. With --readme, the table is put between the two marks in that file.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import first_paint
from beside import SIZES, Beside, Size, all_translations, beside
from costs import loads, memory, starts
from report import NOTE, aligned, as_json, checked, markdown, table, targets
from turns import Rounds, tell

QUICK = (Size(1, 20, 3, 10), Size(10, 6, 3, 3), Size(50, 2, 3, 1))
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
SOME = 20


def main() -> None:
    asked = ArgumentParser()
    asked.add_argument("--quick", action="store_true", help="few people and few rounds")
    asked.add_argument("--json", type=Path, help="where the figures go")
    asked.add_argument("--readme", type=Path, help="the file whose table is replaced")
    given = asked.parse_args()
    chosen = all_translations()
    sizes = [beside(size, chosen) for size in (QUICK if given.quick else SIZES)]
    costs = {"starts": starts(), "loads": loads()}
    tell("the first screen")
    painted = first_paint.measured(2 if given.quick else first_paint.ROUNDS)
    grown = {f"{one.size.times}x": memory(one.size.times, SOME) for one in (sizes[0], sizes[-1])}
    aims = targets(sizes, costs["starts"], costs["loads"])
    _show_costs(costs, grown)
    print("\nMilliseconds until the words stand on the screen\n")
    first_paint.show(painted)
    print("\nTargets\n")
    for aim in aims:
        wanted = f"{'at least' if aim.at_least else 'at most'} {aim.wanted}"
        print(f"{'met   ' if aim.met else 'MISSED'} {aim.got:7.2f}  {wanted:<13} {aim.about}")
    _show(sizes)
    if given.json:
        costs["first paint"] = {name: [time / 1000 for time in times] for name, times in painted.items()}
        found = as_json(sizes, costs, {size: dict(each) for size, each in grown.items()}, aims)
        given.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    if given.readme:
        put(given.readme, "\n".join(markdown(table(sizes))))


def _show_costs(costs: dict[str, dict[str, Rounds]], grown: dict[str, dict[str, float]]) -> None:
    for what, each in costs.items():
        first = min(next(iter(each.values())))
        print(f"\n{what}: least milliseconds of processor time, and in times of the first\n")
        for name, times in each.items():
            print(f"{name:<28} {1000 * min(times):8.0f}  {min(times) / first:5.2f}")
    print("\nMegabytes by which a process grows with an engine and its answers\n")
    rows = [["engine", *grown]]
    rows += [[name, *[f"{each[name]:.1f}" for each in grown.values()]] for name in next(iter(grown.values()))]
    print("\n".join(aligned(rows)))


def _show(sizes: list[Beside]) -> None:
    print()
    for one in sizes:
        print(checked(one))
    print(f"\n{NOTE}")
    print("\nHow many times as long as this program's inference, for the same people\n")
    print("\n".join(aligned(table(sizes))))


def put(readme: Path, text: str) -> None:
    """Replaces what stands between the two marks."""
    before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{readme} has no {BEGIN} … {END}")
    readme.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
