"""All files of a year read and typed; every problem of every file is told at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cpims_report.config import Settings, Source, Year
from cpims_report.errors import InputRefused, Problem
from cpims_report.records.columns import COLUMNS, SUBFORMS
from cpims_report.records.mapped import check_mapped
from cpims_report.records.sources.extract import Block, Extract, extract
from cpims_report.records.sources.profile import Profile, read_profiles
from cpims_report.records.sources.received import Received, receive
from cpims_report.records.values import Values, list_days, read_records, read_subform

ENCODINGS = {"cp1256": "CP1256 (Arabic Windows)", "utf-16": "UTF-16"}


@dataclass(frozen=True)
class Delivery:
    """One file, read: typed records and subform rows, and where every column stands."""

    file: Received
    block: Block
    records: pd.DataFrame
    subforms: dict[str, pd.DataFrame]
    mappings: pd.DataFrame
    identifiers: pd.Series
    synthetic: bool
    encoding: str


def read_deliveries(raw: Path, year: Year, settings: Settings) -> list[Delivery]:
    """Return every file of the year, read and typed, in the order of the configuration.

    Raise ConfigurationError for a column or profile that is not known, and InputRefused with all
    problems of all files: nothing is half read.
    """
    profiles = read_profiles()
    check_mapped(year, profiles, settings)
    deliveries: list[Delivery] = []
    problems: list[Problem] = []
    for source, item in receive(raw, year.sources):
        if isinstance(item, Problem):
            problems.append(item)
            continue
        try:
            delivery, faults = read_delivery(item, profiles[source.profile], source, settings, year)
        except InputRefused as refused:
            problems += refused.problems
            continue
        deliveries.append(delivery)
        problems += faults
    if problems:
        count = f"{len(problems)} problems" if len(problems) > 1 else "One problem"
        raise InputRefused(f"{count} in the files of {year.year}; nothing was changed.", problems)
    return deliveries


def read_delivery(
    file: Received, profile: Profile, source: Source, settings: Settings, year: Year
) -> tuple[Delivery, list[Problem]]:
    """Return one file read and typed, and the problems of its values."""
    raw = extract(file, profile, source)
    values = read_records(raw, settings, COLUMNS)
    nested = {
        name: read_subform(raw, settings, name, SUBFORMS[name])
        for name in SUBFORMS
        if name in raw.subforms
    }
    records = locate(values.frame, raw, source, year)
    records, undated = take_entry_date(records, raw)
    parts = [values, *nested.values()]
    delivery = Delivery(
        file=file,
        block=raw.records,
        records=records,
        subforms=collect_subforms(records, nested, raw),
        mappings=pd.concat([part.mappings for part in parts], ignore_index=True),
        identifiers=raw.identifiers,
        synthetic=raw.synthetic,
        encoding=raw.encoding,
    )
    return delivery, [problem for part in parts for problem in part.problems] + undated


def locate(values: pd.DataFrame, raw: Extract, source: Source, year: Year) -> pd.DataFrame:
    """Return typed records with agency, profile, file, rows, and what the file can tell."""
    rows = raw.records.cells.filter(regex="^row($| in )")
    return pd.concat([values, rows], axis=1).assign(
        agency=source.agency,
        source_profile=raw.profile.name,
        file=raw.file.name,
        received_on=pd.Timestamp(source.received or year.cut_off),
        dates_closures="closure_date" in raw.records.origins,
    )


def take_entry_date(records: pd.DataFrame, raw: Extract) -> tuple[pd.DataFrame, list[Problem]]:
    """Return records with the day of entry where the registration has none, and what lacks both."""
    blank = records["registration_date"].isna()
    dated = records.assign(
        registered_by_entry=blank & records["created_date"].notna(),
        registration_date=records["registration_date"].fillna(records["created_date"]),
    )
    undated = dated["registration_date"].isna()
    if not undated.any():
        return dated, []
    origin = raw.records.origins["registration_date"]
    rows = raw.records.cells.loc[undated, raw.records.row_column("registration_date")]
    problem = Problem(
        "IN-UNDATED",
        "The case has no registration date, so it belongs to no year.",
        agency=raw.file.agency,
        file=raw.file.name,
        sheet=origin.sheet,
        row=int(rows.min()),
        column=origin.header,
        expected="a date",
        action="Add the date and export the file again.",
        count=int(undated.sum()),
    )
    return dated, [problem]


def collect_subforms(
    records: pd.DataFrame, nested: dict[str, Values], raw: Extract
) -> dict[str, pd.DataFrame]:
    """Return the rows of each subform with agency; reopenings also from the records' own column."""
    tables = {name: values.frame for name, values in nested.items()}
    listed = list_days(records, "reopened_date", raw)
    logs = [tables["reopenings"]] if "reopenings" in tables else []
    tables["reopenings"] = pd.concat([listed, *logs], ignore_index=True)
    return {name: table.assign(agency=raw.file.agency) for name, table in tables.items()}
