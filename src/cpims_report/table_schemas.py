"""What each table that passes between stages may hold, as models of pandera.

The case tables follow the schema of the CPIMS Task Force: one row per (agency, case).
"""

from __future__ import annotations

import pandera.pandas as pa

from cpims_report.schema import CELL_KEY, DIMENSIONS, NON_VALUES, OLDEST, STATUSES


def text(**options: object) -> pa.Column:
    """Return a column of codes or ids: never null, a non-value code stands for absence."""
    return pa.Column(str, nullable=False, **options)  # type: ignore[arg-type]


def day(**options: object) -> pa.Column:
    """Return a column of dates (datetime64, midnight), null where there is none."""
    return pa.Column("datetime64[us]", nullable=True, coerce=True, **options)  # type: ignore[arg-type]


def age() -> pa.Column:
    """Return a column of completed years, null where unknown."""
    return pa.Column("Int64", pa.Check.in_range(0, OLDEST), nullable=True, coerce=True)


def flag() -> pa.Column:
    """Return a column of true, false or null."""
    return pa.Column("boolean", nullable=True, coerce=True)


def kept() -> pa.Column:
    """Return a column of true or false: whether the source of a record carries something."""
    return pa.Column("boolean", nullable=False, coerce=True)


def one_of(*codes: str) -> pa.Check:
    """Return the check that a column holds one of `codes` or a code that is no value."""
    return pa.Check.isin([*codes, *NON_VALUES])


CASES = pa.DataFrameSchema(
    {
        "record_uid": text(unique=True),
        "agency": text(),
        "child_key": text(),
        "child_key_level": text(checks=pa.Check.isin(["individual", "national", "cross", "none"])),
        "source_profile": text(),
        "status": text(checks=pa.Check.isin(["open", "closed", "transferred", "duplicate"])),
        "registration_date": pa.Column("datetime64[us]", nullable=False, coerce=True),
        "created_date": day(),
        "closure_date": day(),
        "reopened": flag(),
        "closure_reason": text(),
        "sex": text(),
        "birth_precision": text(checks=pa.Check.isin(["exact", "year_only", "age_only", "none"])),
        "age_reg": age(),
        "age_end": age(),
        "age_close": age(),
        "nationality": text(),
        "displacement_status": text(),
        "governorate": text(),
        "camp": text(),
        "site_type": text(),
        "protection_status": text(),
        "concerns": text(),
        "primary_concern": text(),
        "primary_rule": text(checks=pa.Check.isin(["recorded", "precedence", "none"])),
        "risk_level": text(),
        "disability": text(),
        "functioning": text(),
        "difficulty_domain": text(),
        "labour_form": text(),
        "work_kind": text(),
        "work_hours": text(),
        "work_hazard": text(checks=one_of("yes", "no")),
        "hazard_kind": text(),
        "schooling": text(),
        "separation_cause": text(),
        "care_arrangement": text(),
        "consent_reporting": flag(),
        "source_of_identification": text(),
        "assessment": text(checks=one_of("done", "none")),
        "assessment_date": day(),
        "case_plan": text(checks=one_of("done", "none")),
        "case_plan_date": day(),
        "bia": text(checks=one_of("done", "in_progress", "none")),
        "bia_date": day(),
        "bid": text(checks=one_of("decided", "submitted", "none")),
        "bid_outcome": text(),
        "reunified": text(checks=one_of("yes", "no")),
        "reunification_date": day(),
        "caseworker": text(),
        "services_kept": kept(),
        "followups_kept": kept(),
        "incidents_kept": kept(),
        "transitions_kept": kept(),
        "reopenings_kept": kept(),
    },
    strict=True,
    name="cases",
)
"""One row per case active in the year. `camp` is `none` outside camps; `site_type` camp or host.

`child_key` is the keyed hash of the strongest identifier, or `record_uid` where there is none.
`nationality` and `governorate` are ids of the code lists or a non-value; `concerns` is a list.
`age_reg`, `age_end`, `age_close`: completed years at registration, 31 December and closure in year.
`bid_outcome` is `not_applicable` where no determination is decided, `reunified` where the child is
neither unaccompanied nor separated. `difficulty_domain`, `work_kind` and `hazard_kind` are lists;
what is about work is `not_applicable` where no child labour is recorded. `caseworker` is the keyed
hash of agency and staff code.
`services_kept`, `followups_kept`, `incidents_kept`, `transitions_kept`, `reopenings_kept`: whether
the record's source carries such rows, or says of a reopening in a field.
"""

SPELLS = pa.DataFrameSchema(
    {
        "record_uid": text(),
        "seq": pa.Column(int, pa.Check.ge(1)),
        "open_date": pa.Column("datetime64[us]", nullable=False, coerce=True),
        "close_date": day(),
        "close_precision": text(checks=pa.Check.isin(["day", "year", "none"])),
        "close_reason": text(),
    },
    strict=True,
    unique=["record_uid", "seq"],
    name="spells",
)
"""One row per spell [open_date, close_date]; open spells have no close date.

`close_precision` is `year` where a source says closed but keeps no date: 31 December stands in.
"""

SERVICES = pa.DataFrameSchema(
    {
        "record_uid": text(),
        "seq": pa.Column(int, pa.Check.ge(1)),
        "service_type": text(),
        "date_planned": day(),
        "referred": flag(),
        "implemented": text(),
        "date_implemented": day(),
    },
    strict=True,
    name="services",
)

TRANSITIONS = pa.DataFrameSchema(
    {
        "record_uid": text(),
        "seq": pa.Column(int, pa.Check.ge(1)),
        "type": text(),
        "date": day(),
        "to_agency": text(),
        "internal": flag(),
        "status": text(),
    },
    strict=True,
    name="transitions",
)

FOLLOWUPS = pa.DataFrameSchema(
    {
        "record_uid": text(),
        "seq": pa.Column(int, pa.Check.ge(1)),
        "type": text(),
        "date": day(),
        "due": day(),
    },
    strict=True,
    unique=["record_uid", "seq"],
    name="followups",
)
"""One row per follow-up visit, made on `date` or due by `due`."""

INCIDENTS = pa.DataFrameSchema(
    {
        "record_uid": text(),
        "seq": pa.Column(int, pa.Check.ge(1)),
        "violence_type": text(),
        "location_type": text(),
        "perpetrator": text(),
        "date": day(),
    },
    strict=True,
    unique=["record_uid", "seq"],
    name="incidents",
)
"""One row per incident of violence recorded with a case."""

ISSUES = pa.DataFrameSchema(
    {
        "code": text(),
        "severity": text(checks=pa.Check.isin(["refuse", "exclude", "flag", "mend"])),
        "agency": text(),
        "file": text(),
        "sheet": text(),
        "row": pa.Column("Int64", nullable=True, coerce=True),
        "column": text(),
        "record_uid": text(),
        "old": text(),
        "new": text(),
        "message": text(),
    },
    strict=True,
    name="issues",
)
"""One row per thing found: rule, place in the source, old and new (identifying values hashed)."""

WATERFALL = pa.DataFrameSchema(
    {"agency": text(), "step": text(), "records": pa.Column(int, pa.Check.ge(0))},
    strict=True,
    name="waterfall",
)
"""Records left after each step of exclusion, per agency, in order; `received` first."""

SENT = pa.DataFrameSchema(
    {
        "record_uid": text(),
        "short_uid": text(),
        "agency": text(),
        "file": text(),
        "row": pa.Column("Int64", nullable=True, coerce=True),
        "step": text(),
    },
    strict=True,
    name="sent",
)
"""One row per record that came: its place, and the step of exclusion at which it went out.

`step` is empty for the cases in the report. `short_uid` is the hash of agency and short id.
"""

EXACT = pa.DataFrameSchema(
    {
        "indicator": text(),
        "year": pa.Column(int),
        **{name: text() for name in DIMENSIONS},
        "value": pa.Column("Int64", nullable=True, coerce=True),
        "base": pa.Column("Int64", nullable=True, coerce=True),
        "status": text(checks=pa.Check.isin(["exact", "not_collected", "not_applicable"])),
    },
    strict=True,
    unique=list(CELL_KEY),
    name="tables",
)
"""CONFIDENTIAL exact indicator cells, before the gate. Counts; percents are made by the gate."""

PUBLISHED = pa.DataFrameSchema(
    {
        "indicator": text(),
        "year": pa.Column(int),
        **{name: text() for name in DIMENSIONS},
        "value": pa.Column("Int64", nullable=True, coerce=True),
        "base": pa.Column("Int64", nullable=True, coerce=True),
        "percent": pa.Column("Float64", nullable=True, coerce=True),
        "status": text(checks=pa.Check.isin(STATUSES)),
    },
    strict=True,
    unique=list(CELL_KEY),
    name="indicators",
)
"""Public cells, as in `data/published/<year>/indicators.csv`."""
