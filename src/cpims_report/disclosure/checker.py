"""The file for the person who signs: what is hidden and why, what it costs. CONFIDENTIAL."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from cpims_report.disclosure.protection import Protected
from cpims_report.schema import DIMENSIONS, TOTAL
from cpims_report.workspace import CHECKER_BOOK, CHECKER_FILE

WARNING = "CONFIDENTIAL. For the person who signs this edition. Not to be shared or published."
CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A fixed day: the same edition gives the same file."""


def write_checker(protected: Protected, folder: Path) -> Path:
    """Write the CONFIDENTIAL checker's files to a folder and return the list of suppressed cells.

    `checker.csv` has every suppressed value and base; `checker.xlsx` also the loss of each table,
    the roll-ups, what members could work out, and the audit. No exact number is in either.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path, beside = folder / CHECKER_FILE, folder / f".{CHECKER_FILE}"
    protected.roll.to_csv(beside, index=False, lineterminator="\n")
    beside.replace(path)
    book = folder / f".{CHECKER_BOOK}"
    with pd.ExcelWriter(book, engine="xlsxwriter") as writer:
        writer.book.set_properties(
            {"created": CREATED, "title": "Checker's file", "comments": WARNING}
        )
        for name, frame in sheets(protected).items():
            frame.to_excel(writer, sheet_name=name, index=False, startrow=2)
            writer.sheets[name].write(0, 0, WARNING)
            writer.sheets[name].freeze_panes(3, 0)
            writer.sheets[name].autofit()
    book.replace(folder / CHECKER_BOOK)
    return path


def sheets(protected: Protected) -> dict[str, pd.DataFrame]:
    """Return the sheets of the checker's workbook by name."""
    roll = protected.roll
    if len(roll):
        roll = roll.rename(columns={"low": "at least", "high": "at most"}).assign(
            proof=roll["exact"].map({True: "exact interval", False: "interval at least this wide"})
        )
    return {
        "Suppressed": roll.drop(columns="exact", errors="ignore"),
        "Lost": lost(protected),
        "Rolled up": protected.roll_ups,
        "Members": protected.insiders.drop(
            columns=["low", "high", "exact", "met"], errors="ignore"
        ),
        "Audit": pd.DataFrame(
            [(name, str(result)) for name, result in protected.audit.items()],
            columns=["what", "result"],
        ),
    }


def lost(protected: Protected) -> pd.DataFrame:
    """Return one row per table: its cells, those suppressed, their share in percent."""
    used = protected.cells[list(DIMENSIONS)] != TOTAL
    tables = used.apply(lambda row: " x ".join(row.index[row]) or "total", axis=1)
    gone = protected.cells["status"].eq("suppressed")
    return (
        pd.DataFrame({"indicator": protected.cells["indicator"], "table": tables, "gone": gone})
        .groupby(["indicator", "table"], sort=True)["gone"]
        .agg(cells="size", suppressed="sum")
        .reset_index()
        .assign(percent=lambda rows: (100 * rows["suppressed"] / rows["cells"]).round(1))
    )
