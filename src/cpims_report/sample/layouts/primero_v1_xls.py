"""The Excel export of Primero v1: `_id` and `model_type` first, field names, labels.

The generation of 2014 wrote a single sheet `Sheet1` and cut it at 256 columns, so that all that
comes late is lost without a word: services, tracing, consent, closure. The bytes are those of a
workbook of today: nothing here can write the old binary format, and readers go by content.
"""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts import options, v1
from cpims_report.sample.layouts.display import day, several
from cpims_report.sample.layouts.page import Page
from cpims_report.sample.layouts.workbook import LONGEST_NAME, write_workbook
from cpims_report.sample.received import Delivery

SUFFIX = "xlsx"
SOURCE_ID = "uuid"
SHEET = "Sheet1"
LISTS = {"nationality": "nationality", "concerns": "protection_concerns"}


def pages(delivery: Delivery, settings: Settings) -> list[Page]:
    """Return the one sheet of the generation of 2014, cut."""
    records = delivery.records
    table = pd.DataFrame(
        {**head(records), **identity(records, settings), **concerns(records, settings)}
    )
    known = {**v1.FIELDS, **LISTS}
    fields = {field: name for field, name in known.items() if name in table}
    return [Page(SHEET, table, uuids=records["uuid"], fields=fields)]


def forms(delivery: Delivery, settings: Settings) -> list[Page]:
    """Return the sheets of the later generation: one a form, numbered, in their order."""
    records = delivery.records
    known = {**v1.FIELDS, **v1.CLOSING, **LISTS}
    closing = v1.closing(records)
    consent = {"consent_reporting": closing.pop("consent_reporting")}
    events = delivery.services
    kept = records.drop_duplicates("uuid").set_index("uuid")
    services = v1.services(delivery, settings)
    tables = {
        "Basic Identity": identity(records, settings),
        "Protection Concerns": concerns(records, settings),
        "Care Arrangements": v1.separation(records, settings),
        "Data Confidentiality": consent,
        "Closure": {
            "child_status": v1.identity(records, settings)["child_status"],
            **closing,
            "reopened_date": day(records["reopened_date"]),
        },
    }
    sheets = [
        Page(
            sheet_name(place, form),
            pd.DataFrame({**head(records), **table}),
            uuids=records["uuid"],
            fields={field: name for field, name in known.items() if name in {"_id", *table}},
        )
        for place, (form, table) in enumerate(tables.items())
    ]
    rows = services[events["uuid"].isin(kept.index)]
    table = rows.rename(columns={"uuid": "_id"}).assign(model_type="Case")
    ordered = ["_id", "model_type", *(name for name in rows.columns if name != "uuid")]
    last = sheet_name(len(sheets), "Nested Services")
    return [*sheets, Page(last, table[ordered], uuids=rows["uuid"])]


def write(pages: list[Page]) -> bytes:
    """Return the workbook."""
    return write_workbook(pages)


def head(records: pd.DataFrame) -> dict[str, pd.Series[str]]:
    """Return the two columns with which every sheet begins."""
    return {"_id": records["uuid"], "model_type": pd.Series("Case", index=records.index)}


def identity(records: pd.DataFrame, settings: Settings) -> dict[str, pd.Series[str]]:
    """Return the first form with its list of nationalities."""
    nationality = options.lists(records["nationality"], options.COUNTRY_LABELS, several)
    return {**v1.identity(records, settings), "nationality": nationality}


def concerns(records: pd.DataFrame, settings: Settings) -> dict[str, pd.Series[str]]:
    """Return the second form with its list of concerns."""
    ticked = options.lists(options.recorded_concerns(records), v1.concern_names(settings), several)
    return {**v1.protection(records, settings), "protection_concerns": ticked}


def sheet_name(place: int, form: str) -> str:
    """Return `(0) Basic Identity`: letters that are not ASCII are dropped, then it is cut."""
    plain = form.encode("ascii", "ignore").decode()
    return f"({place}) {plain}"[:LONGEST_NAME]
