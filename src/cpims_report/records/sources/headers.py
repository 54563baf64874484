"""Headers of a sheet to canonical columns; what nobody knows or identifies people is a problem."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from cpims_report.config import Source
from cpims_report.errors import Problem
from cpims_report.records import refusals
from cpims_report.records.identifying import (
    FORMS,
    is_identifying_field,
    looks_identifying,
    names_person,
)
from cpims_report.records.letters import fold
from cpims_report.records.sources.profile import Profile, sheet_names
from cpims_report.records.sources.sheets import Sheet

UNUSED = ""
IDENTIFYING = "!"


@dataclass(frozen=True)
class HeaderMap:
    """What each header of a layout means: a canonical column, nothing that we use, or a person.

    `source` is one agency's delivery, whose `columns:` may add headers of its own.
    """

    profile: Profile
    source: Source

    @cached_property
    def own(self) -> dict[str, str]:
        """The headers of the profile and of the year's configuration, folded."""
        unused = dict.fromkeys(self.profile.ignored, UNUSED)
        headers = {**unused, **self.profile.columns, **self.source.columns}
        return {fold(header): column for header, column in headers.items()}

    @cached_property
    def mapped(self) -> set[str]:
        """The headers that the year's configuration maps, folded."""
        return {fold(header) for header in self.source.columns}

    @cached_property
    def forms(self) -> dict[str, dict[str, str]]:
        """Folded form name -> folded header -> meaning; the nameless form holds record fields."""
        fields = self.profile.fields().assign(
            meaning=lambda frame: [
                IDENTIFYING if is_identifying_field(field, form) else column
                for field, form, column in zip(
                    frame["field"], frame["form"], frame["column"], strict=True
                )
            ],
            header=lambda frame: frame[self._kind].map(fold),
        )
        grouped = fields.groupby("form", sort=False)
        return {
            fold(str(form)): dict(zip(group["header"], group["meaning"], strict=True))
            for form, group in grouped
        }

    @property
    def _kind(self) -> str:
        return "label" if self.profile.headers == "labels" else "field"

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Folded sheet name -> folded form name."""
        forms = self.profile.fields()[["form", "parent"]].drop_duplicates()
        return {
            sheet: fold(form)
            for form, parent in zip(forms["form"], forms["parent"], strict=True)
            if form
            for sheet in sheet_names(form, parent)
        }

    def form_of(self, sheet: str) -> str | None:
        """Return the form that a sheet holds, or None; colliding names end in `-1`."""
        name = fold(sheet)
        return self.sheets.get(name) or self.sheets.get(name.removesuffix(" 1").removesuffix(" 2"))

    def meaning(self, header: str, form: str | None) -> str | None:
        """Return what a header on a form means, or None where nobody knows it.

        The header's own form is asked first, then the fields of every record, then, for a CSV or
        a header that moved to another sheet, all main forms: an identifying meaning wins there,
        and one that differs from form to form is not used.
        """
        word = fold(header)
        if word in self.mapped and names_person(header):
            return IDENTIFYING
        home = (self.own, self.forms.get(form or "", {}), self.forms.get("", {}))
        for known in home:
            if word in known:
                return known[word]
        elsewhere = {fields[word] for fields in self.main_forms if word in fields}
        if IDENTIFYING in elsewhere:
            return IDENTIFYING
        return (elsewhere.pop() if len(elsewhere) == 1 else UNUSED) if elsewhere else None

    @cached_property
    def main_forms(self) -> list[dict[str, str]]:
        """The headers of the forms that have one row a record."""
        fields = self.profile.fields()
        nested = set(fields.loc[fields["parent"] != "", "form"].map(fold))
        return [known for form, known in self.forms.items() if form not in nested]

    def known(self, form: str | None) -> set[str]:
        """Return the headers of a form as its makers write them, to propose the nearest."""
        fields = self.profile.fields()
        if form:
            fields = fields[fields["form"].map(fold).isin([form, ""])]
        return set(fields[self._kind]) | set(self.profile.columns) | set(self.source.columns)

    def headers_of(self, column: str) -> set[str]:
        """Return the headers under which a canonical column is known."""
        fields = self.profile.fields()
        own = {header for header, name in self.profile.columns.items() if name == column}
        return own | set(fields.loc[fields["column"] == column, self._kind])


def map_headers(
    sheet: Sheet, form: str | None, headers: HeaderMap, file: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the used columns of a sheet (position, header, column), and its headers' problems."""
    agency = headers.source.agency
    if form in FORMS:
        return pd.DataFrame(), [refusals.identifying_sheet(agency, file, sheet.name)]
    words = pd.Series(sheet.headers, dtype="object")
    meanings = [headers.meaning(word, form) for word in words]
    used = pd.DataFrame({"position": range(len(words)), "header": words, "column": meanings})
    if not (used["column"] == headers.profile.key).any():
        name = min(headers.headers_of(headers.profile.key))
        return used.iloc[:0], [refusals.no_header(agency, file, sheet.name, name)]
    problems = [
        refusals.identifying(agency, file, sheet.name, header)
        if meaning == IDENTIFYING or looks_identifying(header)
        else refusals.unknown_header(agency, file, sheet.name, header, headers.known(form))
        for header, meaning in zip(words, meanings, strict=True)
        if meaning is None or meaning == IDENTIFYING
    ]
    used = used[~used["column"].isin([None, UNUSED, IDENTIFYING])]
    single = used[used["column"] != "identifier"]
    problems += [
        refusals.twice(agency, file, sheet.name, header)
        for header in single.loc[single["column"].duplicated(), "header"]
    ]
    return used, problems
