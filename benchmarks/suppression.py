"""The suppression engine beside published examples, the exact optimum and the clock.

`python -m benchmarks.suppression` writes the tables of docs/suppression.md.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse

from benchmarks.examples import Example, examples, made_up, ours, usual, without_zeros
from cpims_report.suppression import (
    Equations,
    Policy,
    Suppressed,
    SuppressionError,
    Tables,
    find_optimum,
    suppress,
    tabulate,
)

PAGE = Path(__file__).resolve().parents[1] / "docs" / "suppression.md"
BEGIN = "<!-- {}: written by python -m benchmarks.suppression, not edited by hand -->"
END = "<!-- end of {} -->"
KINDS = ("crossed", "hierarchy", "overlap")
SEEDS = range(6)
SECONDS = 300.0
SIZES = (1_000, 10_000, 100_000)
REGIONS, DISTRICTS, TOPICS = 6, 5, 8


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suppression", description=__doc__)
    parser.add_argument("--parts", nargs="+", default=["others", "optimum", "clock"])
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    options = parser.parse_args()
    parts = {
        "others": beside_others,
        "optimum": beside_the_optimum,
        "clock": lambda: by_the_clock(options.sizes),
    }
    for name in options.parts:
        write(name, list(parts[name]()))


def write(name: str, lines: Sequence[str]) -> None:
    """Put lines between the marks of a part of the page."""
    begin, end = BEGIN.format(name), END.format(name)
    page = PAGE.read_text(encoding="utf-8")
    text = "\n".join([page.split(begin)[0] + begin, "", *lines, "", end]) + page.split(end)[1]
    PAGE.write_text(text, encoding="utf-8")


OTHERS = """\
## Beside published examples

How many cells are hidden, and the sum of the secondary ones: as the source prints them, by this
engine with the source's rule, and with ours. *Above* is how far the loss of this engine with the
source's rule is above the least of any mask. Every interval is as wide as the rule asks.

| Example | Cells | Primary | There | Here | Above | Here, our rule |
|---|---:|---:|---:|---:|---:|---:|"""
OPTIMUM = f"""\
## Beside the exact optimum

Random tables of 20 to 36 cells, {len(SEEDS)} of each kind, by our rule (threshold and width 5) and
by the usual one (primary cells alone, width 5): the loss above that of the exact optimum.

| Tables | Rule | Tables with a loss | Mean | Worst | Within 5 % |
|---|---|---:|---:|---:|---:|"""
CLOCK = """\
## By the clock

Places in regions by sex and by topic, several such tables side by side; our rule. One process, and
seconds of its CPU.

| Cells | Primary | Secondary | Seconds | ms a cell | Narrowest interval |
|---:|---:|---:|---:|---:|---:|"""


def beside_others() -> Iterator[str]:
    """Yield the table of published examples."""
    yield OTHERS
    for one in examples():
        yield line(one)
    yield ""
    yield "Sources, whose tables and rules these are; an empty place where one prints no result:"
    yield "; ".join(dict.fromkeys(one.source for one in examples())) + "."


def line(one: Example) -> str:
    """Return the row of one example."""
    problem = one.tables.problem(one.policy)
    found, strict = suppress(problem), suppress(one.tables.problem(ours(one.policy)))
    _, least = find_optimum(problem, SECONDS)
    there = "" if one.suppressed is None else f"{one.suppressed} ({one.value})"
    words = (
        *(one.name, str(len(one.tables.cells)), str(int(problem.primary.sum())), there),
        *(hidden(found, one.tables), percent(loss(found) / least - 1), hidden(strict, one.tables)),
    )
    return "| " + " | ".join(words) + " |"


def hidden(found: Suppressed, tables: Tables) -> str:
    """Return how many cells are hidden, and the sum of the secondary ones."""
    value = tables.cells["value"].to_numpy()[found.secondary].sum()
    return f"{int(found.mask.sum())} ({value:.0f})"


def loss(found: Suppressed) -> float:
    """Return the loss of the secondary cells."""
    return float(found.problem.weights[found.secondary].sum())


def percent(share: float) -> str:
    """Return a share in whole percent."""
    return f"{max(0.0, share):.0%}"


def beside_the_optimum() -> Iterator[str]:
    """Yield the table of small random tables."""
    yield OPTIMUM
    for kind in KINDS:
        for name, policy in (("ours", Policy(5, 5)), ("usual", usual(4, 5))):
            above = list(losses_above(kind, policy))
            near = sum(one <= 0.05 for one in above)
            yield (
                f"| {kind} | {name} | {len(above)} | {np.mean(above):.1%} | {max(above):.1%} |"
                f" {near} of {len(above)} |"
            )


def losses_above(kind: str, policy: Policy) -> Iterator[float]:
    """Yield how far above the least loss the engine is, table by table."""
    for seed in SEEDS:
        problem = without_zeros(made_up(seed, kind)).problem(policy)
        found = suppress(problem)
        if not found.secondary.any():
            continue
        try:
            _, least = find_optimum(problem, SECONDS)
        except SuppressionError:
            continue
        yield max(0.0, loss(found) / least - 1)


def by_the_clock(sizes: Sequence[int]) -> Iterator[str]:
    """Yield the table of large random tables."""
    yield CLOCK
    for size in sizes:
        tables = large(size)
        start = time.process_time()
        found = suppress(tables.problem(Policy(5, 5)))
        seconds = time.process_time() - start
        cells, width = len(tables.cells), found.intervals["high"] - found.intervals["low"]
        yield (
            f"| {cells:,} | {int(found.problem.primary.sum()):,} | {int(found.secondary.sum()):,} |"
            f" {seconds:,.1f} | {1000 * seconds / cells:.1f} | {width.min():.0f} |"
        )


def large(size: int) -> Tables:
    """Return about so many cells of random tables: places in regions, by sex, by topic."""
    random = np.random.default_rng(size)
    regions = [f"r{n}" for n in range(REGIONS)]
    places = {region: [f"{region}{n}" for n in range(DISTRICTS)] for region in regions}
    topics = [f"t{n}" for n in range(TOPICS)]
    hierarchies = {
        "place": [("all", regions), *places.items()],
        "sex": [("both", ["F", "M"])],
        "topic": [("any", topics)],
    }
    finest = [place for inside in places.values() for place in inside]
    keys = pd.MultiIndex.from_product([finest, ["F", "M"], topics], names=[*hierarchies])
    each = (1 + REGIONS + REGIONS * DISTRICTS) * 3 * (1 + TOPICS)
    made = []
    for _ in range(max(1, round(size / each))):
        mean = random.lognormal(2.5, 1.2, len(keys))
        counts = keys.to_frame(index=False).assign(value=random.poisson(mean))
        made.append(tabulate(counts, hierarchies))
    matrix = sparse.block_diag([one.equations.matrix for one in made], format="csr")
    cells = pd.concat([one.cells for one in made], ignore_index=True)
    return Tables(cells, Equations.of(sparse.csr_array(matrix)))


if __name__ == "__main__":
    main()
