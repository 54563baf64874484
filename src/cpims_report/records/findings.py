"""What the rules find, as rows of the issues table with the place in the agency's own file."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from cpims_report.records.deliveries import ENCODINGS, Delivery
from cpims_report.records.rules import Context, Rule
from cpims_report.records.sources.extract import Block, Origin
from cpims_report.schema import ISSUES

COLUMNS = list(ISSUES.columns)


def list_issues(
    rule: Rule, records: pd.DataFrame, found: pd.Series, blocks: dict[str, Block]
) -> pd.DataFrame:
    """Return one issue for every record that a rule found. `blocks` knows each file's headers."""
    hit = records[found.astype("bool")]
    if hit.empty:
        return pd.DataFrame(columns=COLUMNS)
    spots = [spot(rule, part, blocks[str(file)]) for file, part in hit.groupby("file", sort=False)]
    return (
        pd.concat(spots)
        .reindex(hit.index)
        .assign(
            code=rule.code,
            severity=rule.severity,
            agency=hit["agency"],
            file=hit["file"],
            record_uid=hit["record_uid"],
            old=tell(hit, rule.old),
            new=tell(hit, rule.new),
            message=rule.message,
        )
        .reindex(columns=COLUMNS)
    )


def spot(rule: Rule, records: pd.DataFrame, block: Block) -> pd.DataFrame:
    """Return sheet, row and header of a rule's column for the records of one file."""
    first = block.origins.get("source_id", Origin("", ""))
    origin = block.origins.get(rule.column, Origin(first.sheet, rule.column))
    return pd.DataFrame(
        {
            "sheet": origin.sheet,
            "row": records[block.row_column(rule.column)].astype("Int64"),
            "column": origin.header,
        },
        index=records.index,
    )


def tell(records: pd.DataFrame, column: str) -> pd.Series:
    """Return the values of a column as text: dates as 2018-01-05, nothing where null."""
    if not column:
        return pd.Series("", index=records.index, dtype="str")
    values = records[column]
    text = values.dt.strftime("%Y-%m-%d") if values.dtype.kind == "M" else values.astype("str")
    return text.where(values.notna(), "").astype("str")


def apply_rules(
    rules: Iterable[Rule], records: pd.DataFrame, context: Context, blocks: dict[str, Block]
) -> list[pd.DataFrame]:
    """Return the issues that each rule finds among the records."""
    return [list_issues(rule, records, rule.find(records, context), blocks) for rule in rules]


def note_encodings(deliveries: list[Delivery]) -> pd.DataFrame:
    """Return an issue for each file that was not written in UTF-8."""
    rows = [
        {
            "code": "FIL-01",
            "severity": "mend",
            "agency": delivery.file.agency,
            "file": delivery.file.name,
            "message": f"The file was read as {ENCODINGS[delivery.encoding]}, not UTF-8.",
        }
        for delivery in deliveries
        if delivery.encoding in ENCODINGS
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def note_no_key(count: int) -> pd.DataFrame:
    """Return the issue that individual numbers cannot link children for want of a key."""
    if not count:
        return pd.DataFrame(columns=COLUMNS)
    message = (
        f"{count} records have an individual number, but there is no link key: set CPIMS_LINK_KEY "
        "or write data/raw/link-key.txt. Until then the same child in two agencies counts twice."
    )
    row = {"code": "LNK-01", "severity": "flag", "message": message}
    return pd.DataFrame([row], columns=COLUMNS)


def join_issues(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return all issues as one checked table in a stable order."""
    filled = [part for part in parts if not part.empty]
    texts = {name: "str" for name in COLUMNS if name != "row"}
    table = pd.concat([pd.DataFrame(columns=COLUMNS).astype("object"), *filled], ignore_index=True)
    table = table.fillna(dict.fromkeys(texts, "")).astype({**texts, "row": "Int64"})
    ordered = table.sort_values(["code", "agency", "file", "sheet", "row", "record_uid"])
    return ISSUES.validate(ordered.reset_index(drop=True))
