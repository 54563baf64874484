"""How long all indicators take over very many cases, and how much memory: invented, never cleaned.

`python -m benchmarks.indicators [CASES]` measures; with a folder it counts what lies there.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.child import peak
from cpims_report.config import Settings
from cpims_report.indicators import compute, contribute
from cpims_report.schema import MISSING, NOT_APPLICABLE
from cpims_report.table_schemas import CASES

ROOT = Path(__file__).resolve().parents[1]
YEAR, SEED = 2018, 2018
SIZES = (100_000, 1_000_000)
TARGET_CASES, TARGET_SECONDS, TARGET_PEAK = 1_000_000, 30.0, 4096
PER_CASE = {"services": 3.0, "followups": 1.5, "incidents": 0.3, "transitions": 0.2}
CHILDREN_PER_CASE = 0.9
START, DAYS = np.datetime64("2017-06-01"), 579


def measure(sizes: Sequence[int] = SIZES) -> Iterator[str]:
    """Yield one line per size: cases, services, seconds and peak memory of counting them."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            for name, table in make_tables(size).items():
                table.to_parquet(Path(folder) / f"{name}.parquet", index=False)
            command = [sys.executable, "-m", "benchmarks.indicators", folder]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own module
        found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        yield (
            f"indicators: {size:>9,} cases {found['services']:>9,.0f} services"
            f" {found['cells']:,.0f} cells  {found['seconds']:5.1f} s"
            f" ({found['cpu']:.1f} s of processor)  {found['peak']:5.0f} MiB"
            f"  agencies' own {found['own']:5.1f} s  {found['peak_of_both']:5.0f} MiB"
        )


def count(folder: Path) -> dict[str, float]:
    """Return what counting the tables of a folder takes, reading them left out of the time."""
    tables = SimpleNamespace(
        **{path.stem: pd.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}
    )
    settings = Settings(ROOT / "config")
    start, busy = time.perf_counter(), time.process_time()
    cells = compute(tables, settings, YEAR)
    seconds, cpu, most = time.perf_counter() - start, time.process_time() - busy, peak()
    start = time.perf_counter()
    contribute(tables, settings, YEAR)
    own = time.perf_counter() - start
    return {
        "services": len(tables.services),
        "cells": len(cells),
        "seconds": seconds,
        "cpu": cpu,
        "peak": most,
        "own": own,
        "peak_of_both": peak(),
    }


def make_tables(size: int) -> dict[str, pd.DataFrame]:
    """Return case tables of invented cases, nine in ten of them of a child of its own."""
    settings, random = Settings(ROOT / "config"), np.random.default_rng(SEED)
    uids = pd.Series(np.arange(size) * 7919 % 10_000_019).map("{:016x}".format).astype("str")
    cases = make_cases(uids, settings, random)
    return {
        "cases": cases,
        "spells": make_spells(cases, settings, random),
        "transfers": no_transfers(),
        **make_events(uids, settings, random),
        "issues": pd.DataFrame(
            {"code": ["NUM-01"], "severity": ["flag"], "agency": ["imc"]}
        ).astype("str"),
        "waterfall": pd.DataFrame({"agency": ["imc"], "step": ["received"], "records": [size]}),
    }


def no_transfers() -> pd.DataFrame:
    """Return a table of transfers between members with no row."""
    days = ("open_date", "close_date", "next_open_date", "next_close_date")
    words = ("child_key", "from_uid", "from_agency", "to_uid", "to_agency")
    words = (*words, "next_close_precision", "next_close_reason")
    kinds = dict.fromkeys(words, "str") | dict.fromkeys(days, "datetime64[us]")
    return pd.DataFrame(columns=[*kinds, "from_seq"]).astype({**kinds, "from_seq": "int64"})


def make_cases(
    uids: pd.Series[str], settings: Settings, random: np.random.Generator
) -> pd.DataFrame:
    """Return invented cases with a code in every column that is counted."""
    size, lookups, places = len(uids), settings.lookups, settings.places
    concerns = np.array(list(settings.concerns.concerns))
    pairs = np.array([f"{one}|{two}" for one in concerns for two in concerns if one < two])
    registered = days(random, size)
    listed = [name for name in CASES.columns if name in lookups]
    ages = {name: random.integers(0, 18, size) for name in ("age_reg", "age_end", "age_close")}
    return pd.DataFrame(
        {
            **{name: drawn(random, [*lookups[name], MISSING], size) for name in listed},
            "record_uid": uids,
            "child_key": drawn(random, uids.iloc[: int(size * CHILDREN_PER_CASE)], size),
            "agency": drawn(random, settings.agencies, size),
            "source_profile": "primero_v2_json",
            "registration_date": registered,
            "created_date": registered + random.integers(0, 60, size),
            "sex": drawn(random, lookups["sex"], size),
            "birth_precision": drawn(random, ("exact", "year_only", "age_only", "none"), size),
            **ages,
            "governorate": drawn(random, places.governorates, size),
            "camp": "none",
            "site_type": drawn(random, places.sites, size),
            "concerns": drawn(random, [*concerns, *pairs, MISSING], size),
            "primary_concern": drawn(random, [*concerns, MISSING], size),
            "assessment_date": registered + random.integers(0, 40, size),
            "case_plan_date": registered + random.integers(0, 60, size),
            "reunification_date": days(random, size),
            "caseworker": drawn(random, [f"w{number}" for number in range(size // 20)], size),
            "services_kept": True,
            "followups_kept": True,
            "incidents_kept": True,
            "transitions_kept": True,
            "reopenings_kept": True,
        }
    ).astype({**dict.fromkeys(ages, "Int64"), "camp": "str", "source_profile": "str"})


def make_spells(
    cases: pd.DataFrame, settings: Settings, random: np.random.Generator
) -> pd.DataFrame:
    """Return a spell for each case, half of them closed, and a second for a fifth of these."""
    size = len(cases)
    closed = random.random(size) < 0.5
    closes = cases["registration_date"] + pd.to_timedelta(random.integers(0, 300, size), unit="D")
    first = pd.DataFrame(
        {
            "record_uid": cases["record_uid"],
            "seq": 1,
            "open_date": cases["registration_date"],
            "close_date": closes.where(closed),
            "close_precision": np.where(closed, "day", "none"),
            "close_reason": drawn(random, settings.lookups["closure_reason"], size),
        }
    )
    first["close_reason"] = first["close_reason"].where(closed, NOT_APPLICABLE)
    again = first[closed & (random.random(size) < 0.2)]
    second = again.assign(
        seq=2,
        open_date=again["close_date"] + pd.Timedelta(days=20),
        close_date=pd.NaT,
        close_precision="none",
        close_reason=NOT_APPLICABLE,
    )
    return pd.concat([first, second], ignore_index=True).astype(
        {"close_precision": "str", "close_date": "datetime64[us]"}
    )


def make_events(
    uids: pd.Series[str], settings: Settings, random: np.random.Generator
) -> dict[str, pd.DataFrame]:
    """Return the services, follow-ups, incidents and transitions of invented cases."""
    lookups = settings.lookups
    columns: dict[str, Mapping[str, Sequence[str]]] = {
        "services": {
            "service_type": [*lookups["service_type"]],
            "implemented": [*lookups["service_implemented"], MISSING],
        },
        "followups": {"type": [*lookups["followup_type"]]},
        "incidents": {
            "violence_type": [*lookups["violence_type"]],
            "location_type": [*lookups["incident_location"]],
            "perpetrator": [*lookups["perpetrator"]],
        },
        "transitions": {
            "type": [*lookups["transition_type"]],
            "status": [*lookups["transition_status"]],
        },
    }
    dates = {
        "services": ("date_planned", "date_implemented"),
        "followups": ("date", "due"),
        "incidents": ("date",),
        "transitions": ("date",),
    }
    flags = {"services": "referred", "transitions": "internal"}
    tables = {}
    for name, lists in columns.items():
        size = int(len(uids) * PER_CASE[name])
        tables[name] = pd.DataFrame(
            {
                "record_uid": drawn(random, uids, size),
                "seq": np.arange(size),
                **{column: drawn(random, codes, size) for column, codes in lists.items()},
                **{column: days(random, size) for column in dates[name]},
            }
        )
        if name in flags:
            answers = pd.array(random.random(size) < 0.4, dtype="boolean")
            tables[name] = tables[name].assign(**{flags[name]: answers})
    return tables


def drawn(
    random: np.random.Generator,
    codes: Mapping[str, object] | Sequence[str] | pd.Series[str],
    size: int,
) -> pd.Series[str]:
    """Return so many codes drawn at random."""
    listed = pd.Series(list(codes), dtype="str")
    return listed.take(random.integers(0, len(listed), size)).reset_index(drop=True)


def days(random: np.random.Generator, size: int) -> NDArray[np.datetime64]:
    """Return so many days drawn from the year and the half before it."""
    return (START + random.integers(0, DAYS, size)).astype("datetime64[us]")


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else ""
    if Path(given).is_dir() and given:
        print(json.dumps(count(Path(given))))
    else:
        for line in measure([int(given)] if given else SIZES):
            print(line)
