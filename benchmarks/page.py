"""The page of measurements, with the machine in general terms."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import pandas as pd

from benchmarks.gate import TARGET_CELLS, TARGET_SECONDS

MIB = 1 << 20
LARGEST, SECONDS, PEAK = 1_000_000, 60, 4096
"""What is aimed at: cases, seconds and MiB."""
HEADER = (
    "Layout",
    "Cases",
    "Services",
    "File, MB",
    "Seconds",
    "Of CPU",
    "µs a case",
    "Growth",
    "Peak, MiB",
)


def write_page(
    path: Path, table: pd.DataFrame, book: dict[str, float], gate: list[dict[str, float]]
) -> None:
    """Write the page."""
    lines = [
        "# Speed and memory",
        "",
        "Written by `make bench`, not edited by hand. Each line is one run in its own process:",
        "reading and cleaning one export, tiled from the synthetic sample, with three services a",
        "case where the layout has services. Seconds are by the clock; those of CPU are of all",
        "cores together, which other work on the machine disturbs less. Growth is the CPU time a",
        "case takes against that of the smallest size: 1.0 is linear, less is better. Peak is the",
        "memory of the whole process.",
        "",
        f"Machine: {describe_machine()}. Other work ran on it, so compare within the table.",
        "",
        "| " + " | ".join(HEADER) + " |",
        "|---|" + "---:|" * (len(HEADER) - 1),
        *(write_line(row) for row in with_growth(table).to_dict("records")),
        "",
        *against_target(table),
        "",
        "A sheet of Excel ends at 1,048,576 rows, which three services a case reach at 349,525",
        "cases; larger deliveries come as several files or as CSV.",
        "",
        f"A workbook of {book['size'] / 1e6:.0f} MB ({book['records']:,.0f} rows in its longest",
        f"sheet) is read with python-calamine in {book['seconds']:.1f} s and needs"
        f" {book['peak']:.0f} MiB:",
        f"{book['peak'] * MIB / book['size']:.1f} times its size.",
        "",
        *describe_gate(gate),
        "",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")


def describe_gate(gate: list[dict[str, float]]) -> list[str]:
    """Return what suppression and its audit take, by size."""
    return [
        "## The gate",
        "",
        "Suppression and audit of made-up editions of several populations, each with the same",
        "linked tables; with six members that attack as well, and without. Suppressed: small",
        f"numbers and what covers them. Target: {TARGET_CELLS:,} cells with members in"
        f" {TARGET_SECONDS:.0f} s.",
        "",
        "| Cells | Members | Seconds | Of CPU | ms a cell | Suppressed |",
        "|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {row['cells']:,.0f} | {row['members']:.0f} | {row['seconds']:.1f}"
            f" | {row['cpu']:.1f} | {1e3 * row['cpu'] / row['cells']:.1f}"
            f" | {row['primary']:,.0f} + {row['secondary']:,.0f} |"
            for row in gate
        ),
    ]


def against_target(table: pd.DataFrame) -> list[str]:
    """Return how the largest run stands against the target; nothing where it was not run."""
    aim = f"Target: {LARGEST:,} cases from CSV in at most {SECONDS} s and {PEAK:,} MiB."
    largest = table[table["cases"] >= LARGEST]
    return [
        f"{aim} {row.profile}: {row.seconds / SECONDS:.2f} times that time and"
        f" {row.peak / PEAK:.2f} times that memory."
        for row in largest.itertuples()
    ] or [f"{aim} That size was not run."]


def with_growth(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the CPU time a case takes, and against the smallest size."""
    each = table["cpu"] / table["cases"]
    first = each.groupby(table["profile"]).transform("first")
    return table.assign(each=each * 1e6, growth=each / first)


def write_line(row: dict[str, object]) -> str:
    """Return one line of the table."""
    cells = (
        str(row["profile"]),
        f"{row['cases']:,}",
        f"{row['services']:,}",
        f"{float(str(row['size'])) / 1e6:,.1f}",
        f"{row['seconds']:.1f}",
        f"{row['cpu']:.1f}",
        f"{row['each']:.0f}",
        f"{row['growth']:.2f}",
        f"{row['peak']:,.0f}",
    )
    return "| " + " | ".join(cells) + " |"


def describe_machine() -> str:
    """Return cores, memory and Python in general terms."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = os.cpu_count()
    python = ".".join(platform.python_version_tuple()[:2])
    return f"{cores} cores, {memory:.0f} GiB of memory, {platform.system()}, Python {python}"
