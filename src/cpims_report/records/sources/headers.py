"""Headers of a sheet to canonical columns; what nobody knows or identifies people is a problem."""

from __future__ import annotations

import re
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
from cpims_report.records.sources.forms import FormNames
from cpims_report.records.sources.profile import Profile
from cpims_report.records.sources.sheets import Sheet

UNUSED = ""
IDENTIFYING = "!"
SLOTS = range(1, 6)
"""Numbers of the elements of a flattened list."""


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
        bounds = {
            f"{group}[{slot}]": column
            for group, column in self.profile.lower_bounds.items()
            for slot in SLOTS
        }
        arrays = dict.fromkeys(filter(None, self.profile.fields()["key"].unique()), UNUSED)
        persons = dict.fromkeys(self.profile.identifying, IDENTIFYING)
        layout = {**arrays, **unused, **bounds, **self.profile.columns, **persons}
        headers = {**layout, **self.source.columns}
        return {fold(header): column for header, column in headers.items()}

    @cached_property
    def persons(self) -> set[str]:
        """The headers under which a layout keeps people, folded: no configuration lets them in."""
        return {fold(header) for header in self.profile.identifying}

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
    def names(self) -> FormNames:
        """The names of sheets."""
        return FormNames(self.profile, self.source, self.forms)

    def form_of(self, sheet: Sheet) -> str | None:
        """Return the folded form that a sheet holds, or None; `` is the record's own."""
        return self.names.find(sheet)

    def meaning(self, header: str, form: str | None, nth: int = 1) -> str | None:
        """Return what a header on a form means, or None where nobody knows it.

        The header's own form is asked first, then the fields of every record, then, for a CSV or
        a header that moved to another sheet, all main forms: an identifying meaning wins there,
        and one that differs from form to form is not used. The second column under one header
        goes by `Header (2)` in the configuration, where that is mapped.
        """
        word = fold(f"{header} ({nth})") if nth > 1 else fold(header)
        word = word if word in self.mapped else fold(header)
        if word in self.mapped and (names_person(header) or word in self.persons):
            return IDENTIFYING
        home = (self.own, self.forms.get(form or "", {}), self.forms.get("", {}))
        for known in home:
            if word in known:
                return known[word]
        elsewhere = {fields[word] for fields in self.main_forms if word in fields}
        if IDENTIFYING in elsewhere:
            return IDENTIFYING
        if elsewhere:
            return elsewhere.pop() if len(elsewhere) == 1 else UNUSED
        return UNUSED if self.is_opaque(header) else None

    @cached_property
    def every_name(self) -> set[str]:
        """The headers of the layout in all its ways, ids and labels, folded."""
        fields = self.profile.fields()
        return {*map(fold, fields["field"]), *map(fold, fields["label"]), *self.own} - {""}

    def is_opaque(self, header: str) -> bool:
        """Return whether a header is a code of its system that nobody can read (a GUID)."""
        pattern = self.profile.opaque
        known = fold(header) in self.mapped
        return bool(pattern) and not known and bool(re.fullmatch(pattern, header, re.IGNORECASE))

    @cached_property
    def main_forms(self) -> list[dict[str, str]]:
        """The headers of the forms that have one row a record."""
        return [known for form, known in self.forms.items() if form not in self.names.nested]

    def key_header(self, sheet: Sheet) -> str:
        """Return the header of the column that holds the record's id, or nothing."""
        form = self.form_of(sheet)
        keys = (word for word in sheet.headers if self.meaning(word, form) == self.profile.key)
        return next(keys, "")

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
    turns = words.groupby(words.map(fold)).cumcount() + 1
    meanings = [headers.meaning(word, form, nth) for word, nth in zip(words, turns, strict=True)]
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
    again = repeated(sheet, used)
    problems += [
        refusals.twice(agency, file, sheet.name, header)
        for header in again.loc[~again["same"], "header"]
    ]
    return used.drop(index=again.index), problems


def repeated(sheet: Sheet, used: pd.DataFrame) -> pd.DataFrame:
    """Return the columns whose field an earlier column of the sheet has; `same`: cell for cell.

    Two forms of a system may show one field under one name: a copy of it is no contradiction.
    """
    single = used[used["column"] != "identifier"]
    again = single[single["column"].duplicated()]
    first = single.drop_duplicates("column").set_index("column")["position"]
    same = [
        sheet.cells[position].astype("str").equals(sheet.cells[first[column]].astype("str"))
        for position, column in zip(again["position"], again["column"], strict=True)
    ]
    return again.assign(same=pd.Series(same, index=again.index, dtype="bool"))
