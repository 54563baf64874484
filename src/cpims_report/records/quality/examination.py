"""All that is wrong with the files of a year, refusals and findings of the rules alike."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cpims_report.config import Decision, Settings, Year
from cpims_report.errors import Problem
from cpims_report.kept_files import hash_folder
from cpims_report.link_key import find_key
from cpims_report.records.deliveries.gathering import Reader
from cpims_report.records.learning.decisions import gather
from cpims_report.records.learning.field_questions import gather_fields
from cpims_report.records.processes import Processes
from cpims_report.records.quality.compared import compare, find_overlaps
from cpims_report.records.quality.delivered import Ground, keep_delivered, sum_up_deliveries
from cpims_report.records.quality.last_year import find_last_year, hash_reader
from cpims_report.records.quality.masking import mask
from cpims_report.records.quality.unnamed_files import Stray, find_strays
from cpims_report.records.quality.unread import list_unread
from cpims_report.workspace import Workspace

SEVERITIES = ("refuse", "exclude", "flag", "mend")
"""The gravest first."""
COLUMNS = (
    "severity",
    "code",
    "agency",
    "file",
    "sheet",
    "row",
    "column",
    "message",
    "old",
    "new",
    "expected",
    "action",
    "count",
)


@dataclass(frozen=True)
class Examination:
    """What was found in the files of a year.

    `found` has one row a problem, the gravest first; `tables` is None where no file could be read;
    `strays` are files that no configuration names, `unread` the columns and sheets that no case
    table needs; `decisions` what only a person can say, each with the system that it is of;
    `notes` say what the year was compared with.
    """

    year: Year
    found: pd.DataFrame
    files: pd.DataFrame
    waterfall: pd.DataFrame
    strays: tuple[Stray, ...]
    unread: pd.DataFrame
    decisions: tuple[tuple[str, Decision], ...]
    notes: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the report cannot be built from these files."""
        return bool((self.found["severity"] == "refuse").any())

    def agencies(self) -> list[str]:
        """Return the agencies of the year, in the order of the configuration."""
        return list(dict.fromkeys(source.agency for source in self.year.sources))

    def of(self, agency: str) -> pd.DataFrame:
        """Return what was found in the files of one agency."""
        return self.found[self.found["agency"] == agency].reset_index(drop=True)


def examine(workspace: Workspace, year: int) -> Examination:
    """Return everything found in the files of `year`; a refusal of one file stops no other.

    Raise ConfigurationError where the configuration of the year cannot be used.
    """
    settings = Settings(workspace.config)
    plan = settings.year(year)
    raw = workspace.raw(year)
    reader, last = Reader.of(workspace, plan, settings), find_last_year(workspace, year)
    ahead, behind = reader.list_unread(), last.list_tasks()
    with Processes([*ahead, *behind]) as beside:
        # Who reads needs nothing of what searches: it is imported while they do.
        from cpims_report.records.quality.searching import (  # noqa: PLC0415
            list_notes,
            read_rules,
            search,
        )

        read_rules()
        beside.results(range(len(ahead)))
        deliveries, problems = reader.gather()
        sent = sum_up_deliveries(deliveries, year)
        keep_delivered(
            sent, Ground(hash_folder(raw), hash_reader(plan, settings)), workspace.processed(year)
        )
        synthetic = bool(deliveries) and all(delivery.synthetic for delivery in deliveries)
        overlaps = [*find_overlaps(deliveries)]
        searched = search(deliveries, plan, settings, find_key(raw.parent, synthetic))
        parts = beside.results(range(len(ahead), len(ahead) + len(behind)))
    before, compared = last.settle(parts)
    strange = [*compare(sent, before), *overlaps]
    return Examination(
        year=plan,
        found=join_found(
            [list_problems([*problems, *searched.problems]), list_notes(strange), searched.issues]
        ),
        files=searched.files,
        waterfall=searched.waterfall,
        strays=find_strays(raw, plan, settings),
        unread=list_unread(deliveries),
        decisions=(*gather_fields(deliveries, plan, settings), *gather(deliveries, settings)),
        notes=(compared,),
    )


def list_problems(problems: list[Problem]) -> pd.DataFrame:
    """Return refusals as rows like those of the issues table."""
    rows = [
        {
            "severity": "refuse",
            "code": problem.code,
            "agency": problem.agency,
            "file": problem.file,
            "sheet": problem.sheet,
            "row": problem.row,
            "column": problem.column,
            "message": problem.message,
            "old": problem.value,
            "new": "",
            "expected": tell_expected(problem),
            "action": problem.action,
            "count": problem.count,
        }
        for problem in problems
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def tell_expected(problem: Problem) -> str:
    """Return what a refusal wanted to find, with the nearest known word."""
    nearest = f"“{problem.nearest}”?" if problem.nearest else ""
    return " ".join(part for part in (problem.expected, nearest) if part)


def join_found(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Return all that was found as one table: gravest first, then by file, sheet and row."""
    filled = [part.reindex(columns=list(COLUMNS)) for part in parts if not part.empty]
    table = pd.concat(
        [
            pd.DataFrame(columns=list(COLUMNS), dtype="object"),
            *(p.astype("object") for p in filled),
        ],
        ignore_index=True,
    )
    texts = [name for name in COLUMNS if name not in ("row", "count")]
    known = table.assign(
        **{name: table[name].fillna("").astype("str") for name in texts},
        row=table["row"].astype("Int64"),
        count=table["count"].fillna(1).astype("int64"),
        rank=table["severity"].map(SEVERITIES.index).astype("int64"),
    )
    order = ["rank", "code", "agency", "file", "sheet", "row", "column"]
    shown = known.sort_values(order, kind="stable", ignore_index=True)
    return shown.assign(old=shown["old"].map(mask), new=shown["new"].map(mask))[list(COLUMNS)]
