"""The words of a system for our codes: those of Primero's seed, or of a country's own lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts import options, subform_options
from cpims_report.sample.layouts.page import Page
from cpims_report.sample.layouts.workbook import sheet_name
from cpims_report.sample.system import System
from cpims_report.schema import UNKNOWN

Words = Mapping[str, str]
Kind = Literal["ids", "labels"]

SEED_IDS: Mapping[str, Words] = {
    "concerns": options.CONCERN_IDS,
    "primary_concern": options.CONCERN_IDS,
    "closure_reason": options.CLOSURE_IDS,
    "nationality": options.COUNTRY_IDS,
    "disability": options.DISABILITY_IDS,
    "separation_cause": options.SEPARATION_IDS,
    "services.service_type": options.SERVICE_IDS,
    "followups.followup_type": subform_options.FOLLOWUP_IDS,
    "incidents.violence_type": subform_options.VIOLENCE_IDS,
    "incidents.perpetrator": subform_options.PERPETRATOR_IDS,
}
"""Our field -> our code -> the id of Primero's seed, where the two differ."""
SEED_LABELS: Mapping[str, Words] = {
    "sex": options.SEX_LABELS,
    "nationality": options.COUNTRY_LABELS,
    "closure_reason": options.CLOSURE_LABELS,
    "tracing_status": subform_options.TRACING_LABELS,
    "consent_reporting": options.YES_NO,
    "services.implemented": {"implemented": "Implemented", "not_implemented": "Not Implemented"},
    "followups.followup_type": subform_options.FOLLOWUP_LABELS,
    "incidents.violence_type": subform_options.VIOLENCE_LABELS,
    "incidents.incident_location": subform_options.INCIDENT_LOCATION_LABELS,
    "incidents.perpetrator": subform_options.PERPETRATOR_LABELS,
}
MORE_LABELS: Mapping[str, Words] = {
    "protection_status": {UNKNOWN: "Unknown", options.COLLAPSED: options.COLLAPSED_LABEL},
    "disability": {"physical": "Physical Disability", "mental": "Mental Disability"},
}
"""Labels beside those of our own list."""
LISTS = {"assessment_approval": "approval_status", "care.care_arrangement": "care_arrangement"}
"""Our field -> our list, where the two are not called the same."""
OLDER, NEWER, VIOLENCE = "protection_concerns", "other_protection_concerns", "lpan_type"
"""The system's questions for concerns, and which of violence, abuse or neglect it was."""
SEED_HEADER = "Protection Concerns"
FORMS = {
    "Basic Identity": "basic_identity",
    "Interview Details": "interview_details",
    "Protection Concerns": "protection_concern",
    "Nested Care Arrangements": "care_arrangements_subform_care_arrangement",
    "Assessment": "assesment",
    "BIA Form": "cp_bia_form",
    "Case Plan": "cp_case_plan",
    "Tracing": "tracing",
    "Nested Services": "services_section",
    "Nested Followup Subform": "followup_subform_section",
    "Nested Incident Details Subform": "incident_details_subform_section",
    "Data Confidentiality": "consent",
    "Closure": "closure_form",
}
"""Form of Primero's seed -> the id of the system's form."""
GENERAL = "violence_abuse_neglect"
KINDS = ("violence_abuse", "neglect")
"""Concerns that the system's list holds as one."""
APART = ("unaccompanied", "separated")
"""Statuses that the system's list has for a concern of separation from the family."""


@dataclass(frozen=True)
class Vocabulary:
    """The words for our codes; without a system those of Primero's seed.

    A system has its own words, and keeps the seed's for codes that its lists do not have, as a
    system does whose lists were changed after records had been written.
    """

    settings: Settings
    system: System | None = None

    def ids(self, field: str) -> Words:
        """Return our code -> the id of an option; a code that is not there is written as it is."""
        seed = SEED_IDS.get(field, {})
        return {**seed, **self.own(field, seed, "ids")}

    def labels(self, field: str) -> Words:
        """Return our code -> the label of an option."""
        seed = self.seed_labels(field)
        return {**seed, **self.own(field, seed, "labels")}

    def seed_labels(self, field: str) -> Words:
        """Return our code -> the label that Primero's seed has."""
        if field in SEED_LABELS:
            return SEED_LABELS[field]
        if field in ("concerns", "primary_concern"):
            names = self.settings.concerns.concerns.items()
            return {key: concern.label.en for key, concern in names} | options.CONCERN_LABELS
        name = LISTS.get(field, field.rpartition(".")[2])
        return {**options.labels(self.settings, name), **MORE_LABELS.get(field, {})}

    def own(self, field: str, seed: Words, kind: Kind, question: str = "") -> Words:
        """Return our code -> the system's word; of several the seed's, else the first."""
        found: dict[str, str] = {}
        for option in self.system.options(field, question) if self.system else []:
            word = option.id if kind == "ids" else option.label
            if option.code not in found or seed.get(option.code) == word:
                found[option.code] = word
        return found

    def list_concerns(
        self, records: pd.DataFrame, kind: Kind, join: Callable[[list[str]], str]
    ) -> dict[str, pd.Series[str]]:
        """Return the concerns by field: all in one or, of a system, those of its newer list apart.

        What its older list alone has, or Primero's seed, stands under the older question.
        """
        ticked = options.recorded_concerns(records)
        seed = self.ids("concerns") if kind == "ids" else self.labels("concerns")
        if not self.system:
            return {OLDER: options.lists(ticked, seed, join)}
        newer = self.own("concerns", {}, kind)
        older = {**seed, **self.own("concerns", seed, kind, OLDER)}
        return {
            OLDER: options.lists(keep(ticked, lambda code: code not in newer), older, join),
            NEWER: options.lists(keep(ticked, lambda code: code in newer), newer, join),
            VIOLENCE: options.words(records["violence_kind"], self.own("violence_kind", {}, kind)),
        }

    def name(self, page: Page) -> Page:
        """Return a page of field ids under the ids that the system has for our fields."""
        own = {name: self.system.field(name) for name in page.fields} if self.system else {}
        moved = {page.fields[name]: key for name, key in own.items() if key}
        spare = {column: key for column, key in moved.items() if key not in page.table}
        return replace(
            page,
            table=page.table.rename(columns=spare),
            fields={name: moved.get(column, column) for name, column in page.fields.items()},
        )

    def header(self, question: str) -> str:
        """Return the header of one of the questions for concerns."""
        if not self.system:
            return SEED_HEADER
        label: str = self.system.fields_needed[question]["labels"][FORMS["Protection Concerns"]][
            "en"
        ]
        return label

    def label(self, page: Page, name: str) -> Page:
        """Return the sheet of a form under the name and the headers that the system has for it."""
        if not self.system or name not in FORMS:
            return page
        own = self.system.headers(FORMS[name])
        shown = {column: own[field] for field, column in page.fields.items() if field in own}
        form = self.system.forms[FORMS[name]]
        parent = self.system.forms[form.parent].name if form.parent else ""
        return replace(
            page,
            name=sheet_name(form.name, parent),
            fields={
                field: own[field] if own.get(field) in page.table else column
                for field, column in page.fields.items()
            },
            shown={old: new for old, new in shown.items() if new not in page.table},
        )

    def tell_kinds(self, records: pd.DataFrame) -> pd.DataFrame:
        """Return records with the kinds of concerns that the system's list has in their place.

        Of violence, abuse or neglect one is written, that of the primary concern, else the first,
        with its kind beside it; a second one keeps its word.
        """
        if not self.system:
            return records
        several = records["primary_concern"] + "|" + records["concerns"]
        kinds = several.str.extract(rf"(?:^|\|)({'|'.join(KINDS)})(?=\||$)")[0].fillna("")
        apart = records["protection_status"].where(records["protection_status"].isin(APART))
        written = [
            {kind: GENERAL, "child_mother": "child_parent", "family_separation": status}
            for kind, status in zip(kinds, apart.fillna("family_separation"), strict=True)
        ]
        return records.assign(
            violence_kind=kinds,
            **{
                name: [
                    "|".join(words.get(code, code) if code else "" for code in cell.split("|"))
                    for cell, words in zip(records[name], written, strict=True)
                ]
                for name in ("concerns", "primary_concern")
            },
        )


def keep(lists: pd.Series[str], chosen: Callable[[str], bool]) -> pd.Series[str]:
    """Return lists of codes with those alone that are chosen."""
    return lists.map({cell: "|".join(filter(chosen, cell.split("|"))) for cell in lists.unique()})
