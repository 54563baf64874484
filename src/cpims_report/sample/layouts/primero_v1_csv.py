"""The CSV export of Primero v1: one row a record, lists and subforms in five numbered columns."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts import options, v1, v1_casework
from cpims_report.sample.layouts.display import day
from cpims_report.sample.layouts.page import Page
from cpims_report.sample.layouts.text import write_text
from cpims_report.sample.received import Delivery

SUFFIX = "csv"
SOURCE_ID = "uuid"
SLOTS = 5
"""The export has exactly five columns for what is a list: the sixth answer is lost."""


def pages(delivery: Delivery, settings: Settings) -> list[Page]:
    """Return the one table of the file: `_id`, `model_type`, then the flattened fields."""
    table = columns(delivery, settings)
    fields = {
        **v1.FIELDS,
        **v1.CLOSING,
        **v1_casework.FIELDS,
        "nationality": "nationality[1]",
        "concerns": "protection_concerns[1]",
        "record_valid": "record_state",
        "created_date": "created_at",
        "reopened_date": "reopened_logs[1]reopened_date",
        "services": "services_section[5]service_type",
    }
    return [Page("", table, uuids=delivery.records["uuid"], fields=fields)]


def write(pages: list[Page]) -> bytes:
    """Return the file, UTF-8."""
    return write_text(pages[0]).encode()


def columns(delivery: Delivery, settings: Settings) -> pd.DataFrame:
    """Return the columns of the export in order. No field that could name a child is among them."""
    records = delivery.records
    return pd.DataFrame(
        {
            "_id": records["uuid"],
            "model_type": "Case",
            "record_state": (~records["disabled_record"]).map({True: "true", False: "false"}),
            "created_at": day(records["created_date"]),
            "owned_by": records["caseworker"],
            **v1.identity(records, settings),
            **numbered("nationality", records["nationality"], options.COUNTRY_LABELS),
            **v1.protection(records, settings),
            **numbered(
                "protection_concerns",
                options.recorded_concerns(records),
                v1.concern_names(settings),
            ),
            **v1.separation(records, settings),
            **v1_casework.assessment(records, settings),
            **v1_casework.best_interests(records),
            **v1_casework.tracing(records),
            **sections(
                records, v1_casework.reunifications(records), "reunification_subform_section"
            ),
            **sections(records, v1.services(delivery, settings), "services_section"),
            **sections(records, v1_casework.followups(delivery), "followup_subform_section"),
            **sections(records, v1_casework.transitions(delivery, settings), "transitions"),
            **v1.closing(records),
            "reopened_logs[1]reopened_date": day(records["reopened_date"]),
            "owned_by_agency": settings.agencies[delivery.agency].label.en,
        }
    )


def numbered(name: str, codes: pd.Series[str], names: dict[str, str]) -> dict[str, pd.Series[str]]:
    """Return a list of codes joined by `|` as the columns `name[1]` to `name[5]`."""
    parts = codes.str.split("|")
    cells = {slot: parts.str[slot - 1].astype(object).fillna("") for slot in range(1, SLOTS + 1)}
    return {
        f"{name}[{slot}]": answers.map(lambda code: names.get(code, code))
        for slot, answers in cells.items()
    }


def sections(
    records: pd.DataFrame, events: pd.DataFrame, section: str
) -> dict[str, pd.Series[str]]:
    """Return the first five events of each record as `services_section[1]service_type` and so on.

    Nothing stands between the bracket and the name of the field.
    """
    slots = events.assign(slot=events.groupby("uuid").cumcount() + 1)
    names = [name for name in events.columns if name != "uuid"]
    wide = slots[slots["slot"].le(SLOTS)].pivot_table(
        index="uuid", columns="slot", values=names, aggfunc="first"
    )
    found = wide.reindex(records["uuid"]).set_axis(records.index)
    blank = pd.Series("", index=records.index)
    return {
        f"{section}[{slot}]{name}": (
            found[(name, slot)].astype(object).fillna("") if (name, slot) in found else blank
        )
        for slot in range(1, SLOTS + 1)
        for name in names
    }
