"""Measure reading, cleaning and protecting; write `docs/benchmarks.md`."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

from benchmarks.gate import STEPS
from benchmarks.page import write_page
from benchmarks.seeds import AGENCY, YEAR, make_seed, make_workspace
from benchmarks.tiling import write_large
from cpims_report.records.systems.profile import read_profiles

ROOT = Path(__file__).parents[1]
SIZES = (10_000, 100_000, 1_000_000)
MOST = 300_000
"""A sheet ends at 1,048,576 rows, which three services a case reach at 349,525 cases."""
LARGEST = ("primero_v1_csv", "primero_v2_csv")
"""The exports in which a million cases can come; the first holds three services for each."""
LARGE_BOOK = 50 << 20


def main() -> None:
    """Run the measurements that were asked for, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--profiles", nargs="+", default=list(read_profiles()))
    parser.add_argument("--no-page", action="store_true", help="print only")
    options = parser.parse_args()
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as name:
        for profile in options.profiles:
            rows += measure_profile(Path(name) / profile, profile, sorted(options.sizes))
        book = measure_book(Path(name) / "book")
    gate = [run("members" if insiders else "gate", str(cells)) for cells, insiders in STEPS]
    table = pd.DataFrame(rows)
    print(table.to_string(), book, *gate, sep="\n")
    if not options.no_page:
        write_page(ROOT / "docs" / "benchmarks.md", table, book, gate)


def measure_profile(folder: Path, profile: str, sizes: list[int]) -> list[dict[str, object]]:
    """Return one row a size: file size, seconds by the clock and of both cores, peak memory."""
    seed = make_seed(folder, ROOT / "config", profile)
    rows = []
    for cases in sizes:
        if cases > MOST and profile not in LARGEST:
            continue
        workspace = make_workspace(folder / str(cases), ROOT / "config", profile)
        raw = workspace / "data" / "raw" / str(YEAR) / AGENCY
        raw.mkdir(parents=True)
        path = raw / seed.name
        write_large(seed, cases, path)
        found = run("clean", workspace)
        rows.append({"profile": profile, "cases": cases, "size": path.stat().st_size, **found})
        print(rows[-1], flush=True)
        path.unlink()
    return rows


def measure_book(folder: Path) -> dict[str, float]:
    """Return what reading a workbook of about 50 MB takes."""
    seed = make_seed(folder, ROOT / "config", "primero_v2_xlsx")
    trial = folder / seed.name
    write_large(seed, 5_000, trial)
    write_large(seed, int(5_000 * LARGE_BOOK / trial.stat().st_size), trial)
    return {"size": trial.stat().st_size, **run("read", trial)}


def run(what: str, where: Path | str) -> dict[str, float]:
    """Return the measurement of a process of its own."""
    command = [sys.executable, "-m", "benchmarks.child", what, str(where)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
