"""The canonical columns of the records: what each one holds, and how long and how it is kept."""

from __future__ import annotations

from typing import Literal

import pandas as pd

Kind = Literal["code", "codes", "flag", "day", "days", "place", "number", "agency", "identifier"]

COLUMNS: dict[str, Kind] = {
    "source_id": "identifier",
    "long_id": "identifier",
    "short_id": "identifier",
    "display_id": "identifier",
    "individual_no": "identifier",
    "national_no": "identifier",
    "cpims_id": "identifier",
    "other_agency_id": "identifier",
    "household_no": "identifier",
    "identifier": "identifier",
    "record_valid": "flag",
    "status": "code",
    "registration_date": "day",
    "created_date": "day",
    "closure_date": "day",
    "closure_approved_date": "day",
    "reopened": "flag",
    "reopened_date": "days",
    "closure_reason": "code",
    "sex": "code",
    "birth_date": "day",
    "age": "number",
    "age_estimated": "flag",
    "nationality": "codes",
    "displacement_status": "code",
    "location": "place",
    "protection_status": "code",
    "concerns": "codes",
    "primary_concern": "code",
    "violence_kind": "code",
    "risk_level": "code",
    "disability": "code",
    "difficulty_seeing": "code",
    "difficulty_hearing": "code",
    "difficulty_walking": "code",
    "difficulty_remembering": "code",
    "difficulty_self_care": "code",
    "difficulty_communicating": "code",
    "work_kind": "codes",
    "work_hours_a_day": "code",
    "work_days_a_week": "code",
    "work_times": "codes",
    "work_place": "code",
    "employer": "code",
    "safety_measures": "code",
    "work_harm": "code",
    "schooling": "code",
    "separation_cause": "code",
    "care_arrangement": "code",
    "consent_reporting": "flag",
    "services_truncated": "flag",
    "source_of_identification": "code",
    "assessment_date": "day",
    "assessment_approved": "flag",
    "assessment_approved_date": "day",
    "assessment_approval": "code",
    "case_plan_date": "day",
    "has_case_plan": "flag",
    "bia": "code",
    "bia_date": "day",
    "bid": "code",
    "bid_report": "flag",
    "bid_submitted_date": "day",
    "bid_outcome": "code",
    "bid_decided_date": "day",
    "tracing_status": "code",
    "reunified": "code",
    "reunification_date": "day",
    "caseworker": "identifier",
}
"""`identifier` columns are hashed or dropped: they never leave this side as they are.

What Primero has of assessment, best interests and reunification stands in several fields; the one
answer that `records.cases.milestones` makes of them takes the name of the schema. `violence_kind`
says which of violence, abuse or neglect a concern of that name is (`records.cases.concern_kinds`).
What forms ask of work and of functioning is summed up by `records.cases.labour` and
`records.cases.functioning`.
"""

IDENTIFIER_COLUMNS = tuple(name for name, kind in COLUMNS.items() if kind == "identifier")

SUBFORMS: dict[str, dict[str, Kind]] = {
    "reopenings": {"date": "day"},
    "services": {
        "service_type": "code",
        "date_planned": "day",
        "referred": "flag",
        "implemented": "code",
        "date_implemented": "day",
    },
    "transitions": {
        "type": "code",
        "date": "day",
        "to_agency": "agency",
        "transition_status": "code",
    },
    "followups": {"followup_type": "code", "date": "day", "due": "day"},
    "incidents": {
        "violence_type": "code",
        "incident_location": "code",
        "perpetrator": "code",
        "date": "day",
    },
    "care": {"care_arrangement": "code", "date": "day"},
    "reunifications": {"date": "day"},
}
"""Tables of several rows a record; their columns are named `services.service_type` and so on."""

CODE_LISTS = {
    "implemented": "service_implemented",
    "type": "transition_type",
    "assessment_approval": "approval_status",
    "concerns": "concerns",
    "primary_concern": "concerns",
    "violence_kind": "concerns",
    "difficulty_seeing": "difficulty",
    "difficulty_hearing": "difficulty",
    "difficulty_walking": "difficulty",
    "difficulty_remembering": "difficulty",
    "difficulty_self_care": "difficulty",
    "difficulty_communicating": "difficulty",
    "work_hours_a_day": "hours_a_day",
    "work_days_a_week": "days_a_week",
    "work_times": "part_of_day",
    "work_place": "place_of_work",
    "to_agency": "agencies",
    "location": "places",
}
"""Column -> code list where the two names differ."""


def known_columns() -> set[str]:
    """Return every name that a profile or `columns:` of a year may map a header to."""
    nested = {f"{table}.{name}" for table, columns in SUBFORMS.items() for name in columns}
    return set(COLUMNS) | nested


def bare(column: str) -> str:
    """Return a column without the field behind it, where several fields answer one column."""
    return column.split("/", maxsplit=1)[0]


def code_list(column: str) -> str:
    """Return the name of the code list that holds the values of `column`."""
    return CODE_LISTS.get(bare(column), bare(column))


def kind_of(column: str) -> Kind:
    """Return what a canonical column holds; one of a subform goes by its full name.

    A system's further field of a column stands behind it: `concerns/other_concerns`.
    """
    table, _, name = column.split("/", maxsplit=1)[0].rpartition(".")
    return SUBFORMS[table][name] if table else COLUMNS[name]


def value_columns(records: pd.DataFrame) -> list[str]:
    """Return the columns of typed records that come from the file, not its place in it."""
    return [name for name in RECORD_VALUES if name in records]


RECORD_VALUES = (
    *(name for name in COLUMNS if name not in ("location", "nationality")),
    "nationalities",
    "governorate",
    "camp",
    "site_type",
)

USED_UP = [
    "display_id",
    "national_no",
    "cpims_id",
    "other_agency_id",
    "household_no",
    "identifier",
    "reopened_date",
    "nationality_first",
    "concerns_first",
    "closure_approved_date",
    "closed_in_year",
]
"""Columns that are dropped once what follows from them is known: nothing looks at them again."""
FEW_WORDS = [
    "file",
    "source_profile",
    "recorded_concerns",
    "recorded_primary",
    "recorded_reason",
    "nationalities",
    "bid_outcome",
    "separation_cause",
    "reunified",
    "care_arrangement",
    "source_of_identification",
    "displacement_status",
    "protection_status",
    "risk_level",
    "camp",
    "site_type",
    "disability",
    "bia",
    "bid",
    "case_plan",
    "assessment",
]
"""Columns of few words that rules at most compare: numbered until the cases are shaped."""
