"""The JSON export of Primero v2: an array of records, subforms as arrays inside."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts import focus, options, primero_v2_csv
from cpims_report.sample.layouts.page import Page
from cpims_report.sample.layouts.vocabulary import Vocabulary
from cpims_report.sample.received import Delivery

SUFFIX = "json"
SOURCE_ID = "uuid"
LISTS = (
    "nationality",
    "protection_concerns",
    "other_protection_concerns",
    *focus.LISTS,
)
FLAGS = (
    "record_state",
    "case_status_reopened",
    "estimated",
    "consent_reporting",
    "assessment_approved",
)
SUBFORMS: dict[str, dict[str, str]] = {
    "services_section": {
        "services.service_type": "service_type",
        "services.implemented": "service_implemented",
    },
    "reopened_logs": {},
    "transitions": {},
    "followup_subform_section": {"followups.followup_type": "followup_type"},
    "incident_details": {"incidents.violence_type": "cp_incident_violence_type"},
}
"""Array of the system -> our field -> its field."""


def pages(delivery: Delivery, settings: Settings) -> list[Page]:
    """Return the records with typed cells, then one page for each array inside them.

    The rows of a file of objects are its records, counted from 1.
    """
    vocabulary = Vocabulary(settings, delivery.system)
    told = focus.by_form(delivery.records) if delivery.tells_forms else delivery.records
    records = vocabulary.tell_kinds(told)
    nationalities = vocabulary.ids("nationality")
    table = (
        primero_v2_csv.columns(records, delivery.agency, vocabulary)
        .drop(columns=["reopened_date", "case_id_display"])
        .assign(
            nationality=options.lists(records["nationality"], nationalities, "|".join),
            **vocabulary.list_concerns(records, "ids", "|".join),
            **focus.columns(delivery),
        )
        .apply(typed)
    )
    known = {**primero_v2_csv.FIELDS, **focus.fields(delivery)}
    fields = {field: name for field, name in known.items() if name in table.columns}
    events = (
        services(delivery, vocabulary),
        reopenings(delivery),
        transitions(delivery),
        followups(delivery, vocabulary),
        incidents(delivery, vocabulary),
    )
    pages = [
        Page("", table, uuids=records["uuid"], fields=fields, first_row=1),
        *(
            Page(name, rows.drop(columns="uuid"), rows["uuid"], names, first_row=1)
            for (name, names), rows in zip(SUBFORMS.items(), events, strict=True)
        ),
    ]
    return [vocabulary.name(page) for page in pages]


def write(pages: list[Page]) -> bytes:
    """Return the file, UTF-8: `id` beside `data`, which holds the fields and the arrays."""
    main, *nested = pages
    rows = main.table.to_dict(orient="records")
    inside = {page.name: collect(page) for page in nested}
    objects = [
        {
            "id": row["id"],
            "data": {
                main.shown.get(str(name), str(name)): value
                for name, cell in row.items()
                if name != "id" and (value := plain(cell)) is not None
            }
            | {name: found[uuid] for name, found in inside.items() if uuid in found},
        }
        for row, uuid in zip(rows, main.uuids, strict=True)
    ]
    lines = ",\n".join(
        json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in objects
    )
    return f"[\n{lines}\n]\n".encode()


def collect(page: Page) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a subform by the record that they belong to."""
    found: dict[str, list[dict[str, Any]]] = {}
    for uuid, row in zip(page.uuids, page.table.to_dict(orient="records"), strict=True):
        found.setdefault(uuid, []).append(
            {str(name): value for name, cell in row.items() if (value := plain(cell)) is not None}
        )
    return found


def typed(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column with lists as lists and flags as booleans."""
    if column.name in LISTS:
        return column.map(lambda cell: cell.split("|") if cell else [])
    if column.name in FLAGS:
        return column.map({"true": True, "false": False}).astype(object)
    return column


def plain(cell: Any) -> Any:
    """Return a cell as JSON has it; what is blank is null, and left out."""
    if isinstance(cell, (list, bool)):
        return cell
    if cell is None or cell == "" or pd.isna(cell):
        return None
    return cell if isinstance(cell, str) else int(cell)


def services(delivery: Delivery, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the services as the system stores them."""
    rows = delivery.services
    return pd.DataFrame(
        {
            "uuid": rows["uuid"],
            "service_type": options.words(
                rows["service_type"], vocabulary.ids("services.service_type")
            ),
            "service_appointment_date": options.iso(rows["appointed"]),
            "service_status_referred": rows["referred"].astype(object),
            "service_implemented": options.words(
                rows["implemented"].map({True: "implemented", False: "not_implemented"}),
                vocabulary.ids("services.implemented"),
            ),
            "service_implemented_day_time": options.iso(rows["implemented_on"]),
        }
    )


def reopenings(delivery: Delivery) -> pd.DataFrame:
    """Return the log of reopenings."""
    rows = delivery.records.query("copy == 1").dropna(subset="reopened_date")
    return pd.DataFrame({"uuid": rows["uuid"], "reopened_date": options.iso(rows["reopened_date"])})


def transitions(delivery: Delivery) -> pd.DataFrame:
    """Return referrals and transfers."""
    rows = delivery.transitions
    return pd.DataFrame(
        {
            "uuid": rows["uuid"],
            "type": rows["type"],
            "to_user_agency": rows["to_agency"],
            "created_at": options.iso(rows["day"]),
            "to_user_local_status": rows["status"],
        }
    )


def followups(delivery: Delivery, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the follow-ups as the system stores them."""
    rows = delivery.followups
    return pd.DataFrame(
        {
            "uuid": rows["uuid"],
            "followup_type": options.words(rows["type"], vocabulary.ids("followups.followup_type")),
            "followup_needed_by_date": options.iso(rows["due"]),
            "followup_date": options.iso(rows["date"]),
        }
    )


def incidents(delivery: Delivery, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the incidents of violence as the system stores them."""
    rows = delivery.incidents
    return pd.DataFrame(
        {
            "uuid": rows["uuid"],
            "cp_incident_violence_type": options.words(
                rows["violence_type"], vocabulary.ids("incidents.violence_type")
            ),
            "incident_date": options.iso(rows["date"]),
            "cp_incident_location_type": rows["location_type"],
            "cp_incident_perpetrator_relationship": options.words(
                rows["perpetrator"], vocabulary.ids("incidents.perpetrator")
            ),
        }
    )
