"""The case tables in the shape of their schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cpims_report.records.deliveries.delivery import Delivery
from cpims_report.records.people.linkage import identify_sent
from cpims_report.records.values.dates import DAY_TYPE
from cpims_report.schema import NOT_COLLECTED

if TYPE_CHECKING:
    from types import ModuleType

    import pandera.pandas as pa


def schemas() -> ModuleType:
    """Return the schemas, read when first asked for: a check shapes no table and starts sooner."""
    from cpims_report import table_schemas  # noqa: PLC0415 - loads pandera

    return table_schemas


def shape_cases(records: pd.DataFrame) -> pd.DataFrame:
    """Return the cases in the report with the columns of the schema."""
    cases = records[list(schemas().CASES.columns)].reset_index(drop=True)
    numbered = cases.select_dtypes("category").columns
    return valid(cases.astype(dict.fromkeys(numbered, "str")), schemas().CASES)


def shape_spells(spells: pd.DataFrame) -> pd.DataFrame:
    """Return the spells of the cases in the report."""
    table = schemas().SPELLS
    return valid(spells[list(table.columns)], table)


def shape_services(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a service, numbered within its record; what was not sent is not_collected."""
    return number(rows, schemas().SERVICES)


def shape_transitions(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a referral or transfer; `internal` where a member receives it."""
    known = rows.assign(internal=pd.Series(pd.NA, index=rows.index, dtype="boolean"))
    if "to_agency" in rows:
        silent = rows["to_agency"].isin(["missing", NOT_COLLECTED])
        known["internal"] = (rows["to_agency"] != "external").astype("boolean").mask(silent)
    return number(known.rename(columns={"transition_status": "status"}), schemas().TRANSITIONS)


def shape_followups(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a follow-up, numbered within its record, made or still due."""
    return number(rows.rename(columns={"followup_type": "type"}), schemas().FOLLOWUPS)


def shape_incidents(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row an incident of violence, numbered within its record."""
    return number(rows.rename(columns={"incident_location": "location_type"}), schemas().INCIDENTS)


def shape_issues(issues: pd.DataFrame) -> pd.DataFrame:
    """Return what was found, a row a finding."""
    return valid(issues, schemas().ISSUES)


def shape_waterfall(waterfall: pd.DataFrame) -> pd.DataFrame:
    """Return how many records each agency sent, and how many each step left out."""
    return valid(waterfall, schemas().WATERFALL)


def shape_sent(sent: pd.DataFrame, uids: pd.Series, left: pd.Series) -> pd.DataFrame:
    """Return one row a record that came: whose it is, where it stands, and where it went out."""
    table = sent[["agency", "file", "row"]].assign(step=left, **identify_sent(sent, uids))
    texts = dict.fromkeys(("agency", "file", "step", "record_uid", "short_uid"), "str")
    shaped = table.astype(texts).reset_index(drop=True)
    return valid(shaped[list(schemas().SENT.columns)], schemas().SENT)


def valid(rows: pd.DataFrame, table: pa.DataFrameSchema) -> pd.DataFrame:
    """Return rows that hold what their table may hold."""
    return table.validate(rows)


def number(rows: pd.DataFrame, table: pa.DataFrameSchema) -> pd.DataFrame:
    """Return rows with `seq` within each record and every column of the schema."""
    counted = rows.assign(seq=rows.groupby("record_uid").cumcount() + 1)
    full = counted.reindex(columns=list(table.columns))
    codes = {
        name: NOT_COLLECTED
        for name, column in table.columns.items()
        if not column.nullable and name not in ("record_uid", "seq")
    }
    typed = dict.fromkeys(("record_uid", *codes), "str")
    days = {name: DAY_TYPE for name in table.columns if name.startswith(("date", "due"))}
    return valid(full.fillna(codes).astype({**typed, **days, "seq": "int64"}), table)


def list_received(deliveries: list[Delivery]) -> pd.DataFrame:
    """Return one row a file: agency, file, profile, records, sha256, synthetic."""
    return pd.DataFrame(
        [
            {
                "agency": delivery.file.agency,
                "file": delivery.file.name,
                "profile": delivery.file.profile,
                "records": len(delivery.records),
                "sha256": delivery.file.sha256,
                "synthetic": delivery.synthetic,
            }
            for delivery in deliveries
        ]
    )


def list_mappings(deliveries: list[Delivery]) -> pd.DataFrame:
    """Return what each text became: agency, column, text, value, records; most frequent first."""
    table = pd.concat([delivery.mappings for delivery in deliveries], ignore_index=True)
    keys = ["agency", "column", "text", "value"]
    counted = table.groupby(keys)[["records"]].sum().reset_index()
    order = ["column", "agency", "records", "text"]
    return counted.sort_values(order, ascending=[True, True, False, True], ignore_index=True)
