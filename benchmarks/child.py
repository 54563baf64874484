"""One measurement in a process of its own: `python -m benchmarks.child WHAT PATH-OR-CELLS`."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from benchmarks.gate import measure_gate
from benchmarks.seeds import AGENCY, YEAR
from cpims_report.records import clean
from cpims_report.records.read.received import Received
from cpims_report.records.read.safety import read_steady
from cpims_report.records.read.workbook import read_workbook
from cpims_report.workspace import Workspace


def peak() -> float:
    """Return the most memory that this process held, in MiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 2**10


def measure_clean(path: Path) -> dict[str, float]:
    """Return what reading and cleaning a workspace takes, by the clock and of all cores."""
    start, busy = time.perf_counter(), time.process_time()
    tables = clean(Workspace(path), YEAR)
    seconds, cpu = time.perf_counter() - start, time.process_time() - busy
    received = int(tables.received["records"].sum())
    services = len(tables.services)
    return {
        "seconds": seconds,
        "cpu": cpu,
        "peak": peak(),
        "records": received,
        "services": services,
    }


def measure_read(path: Path) -> dict[str, float]:
    """Return what reading one workbook takes, above what the program itself holds."""
    before = peak()
    start = time.perf_counter()
    opened = read_workbook(Received(AGENCY, "", path.name, read_steady(path, AGENCY, path.name)))
    seconds = time.perf_counter() - start
    rows = max(len(sheet.cells) for sheet in opened.sheets)
    return {"seconds": seconds, "peak": peak() - before, "records": rows, "services": 0}


if __name__ == "__main__":
    what, where = sys.argv[1:]
    if what in ("gate", "members"):
        found = measure_gate(int(where), insiders=what == "members")
    else:
        found = (measure_clean if what == "clean" else measure_read)(Path(where))
    print(json.dumps(found))
