"""Headers of a sheet to canonical columns; what no case table needs is counted and never read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from cpims_report.config import Source
from cpims_report.errors import Problem
from cpims_report.records.issues import refusals
from cpims_report.records.read.forms import FormNames
from cpims_report.records.read.sheets import Sheet
from cpims_report.records.systems.profile import Profile
from cpims_report.records.text.identifying import (
    is_identifying_field,
    looks_identifying,
    names_person,
)
from cpims_report.records.text.normalisation import fold, halves

UNUSED = ""
IDENTIFYING = "!"
SLOTS = range(1, 6)
"""Numbers of the elements of a flattened list."""


@dataclass(frozen=True)
class Mapped:
    """The columns of a sheet: those in use (position, header, column), and the others' headers.

    `persons` are those of the others that identify people and hold a value.
    """

    used: pd.DataFrame
    unread: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()


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
        return self.build_forms(self._kind)

    @cached_property
    def others(self) -> dict[str, dict[str, str]]:
        """The same by what the layout does not usually write: labels for ids, ids for labels.

        Of a system with a dictionary alone; what `forms` has goes first.
        """
        other = "label" if self._kind == "field" else "field"
        return self.build_forms(other) if self.profile.dictionary else {}

    def build_forms(self, kind: str) -> dict[str, dict[str, str]]:
        """Return folded form name -> folded header -> meaning, by the labels or ids of fields."""
        fields = self.profile.fields().assign(
            meaning=lambda frame: [
                IDENTIFYING if is_identifying_field(field, form) else column
                for field, form, column in zip(
                    frame["field"], frame["form"], frame["column"], strict=True
                )
            ],
            header=lambda frame: frame[kind].map(fold),
        )
        grouped = fields.groupby(fields["form"].map(fold), sort=False)
        return {
            str(form): dict(zip(group["header"], group["meaning"], strict=True))
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

        The header's own form is asked first, then the fields of every record, then all main
        forms: an identifying meaning wins there, and one that differs from form to form is not
        used. A form of a system with a dictionary has its own fields and no others. The second
        column under one header goes by `Header (2)` in the configuration, where that is mapped. A
        header in two languages is known by either half.
        """
        found = self.find(header, form, nth)
        parts = halves(header) if found is None else ()
        return next((each for part in parts if (each := self.find(part, form, nth))), found)

    def find(self, header: str, form: str | None, nth: int) -> str | None:
        """Return what a header means as it is written, or None."""
        word = fold(f"{header} ({nth})") if nth > 1 else fold(header)
        word = word if word in self.mapped else fold(header)
        if word in self.mapped and (names_person(header) or word in self.persons):
            return IDENTIFYING
        if word in self.own:
            return self.own[word]
        tried = (self.find_in(forms, word, form) for forms in (self.forms, self.others))
        found = next((meaning for meaning in tried if meaning is not None), None)
        return UNUSED if found is None and self.is_opaque(header) else found

    def find_in(self, forms: dict[str, dict[str, str]], word: str, form: str | None) -> str | None:
        """Return what a folded header means by the fields of some forms, or None."""
        for known in (forms.get(form or "", {}), forms.get("", {})):
            if word in known:
                return known[word]
        if form and self.profile.dictionary:
            return None
        main = (known for name, known in forms.items() if name not in self.names.nested)
        elsewhere = {fields[word] for fields in main if word in fields}
        if IDENTIFYING in elsewhere:
            return IDENTIFYING
        if elsewhere:
            return elsewhere.pop() if len(elsewhere) == 1 else UNUSED
        return None

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
) -> tuple[Mapped, list[Problem]]:
    """Return what the columns of a sheet are to us, and what keeps the sheet from being read."""
    agency = headers.source.agency
    words = sheet.headers
    folded = [fold(word) for word in words]
    turns = [folded[:place].count(word) + 1 for place, word in enumerate(folded)]
    meanings = [headers.meaning(word, form, nth) for word, nth in zip(words, turns, strict=True)]
    every = pd.DataFrame({"position": range(len(words)), "header": words, "column": meanings})
    if headers.profile.key not in meanings:
        name = min(headers.headers_of(headers.profile.key))
        return Mapped(every.iloc[:0]), [refusals.no_header(agency, file, sheet.name, name)]
    out = [meaning in (None, UNUSED, IDENTIFYING) for meaning in meanings]
    used = every[~np.array(out)]
    again = repeated(sheet, used)
    problems = [
        refusals.twice(agency, file, sheet.name, header)
        for header in again.loc[~again["same"], "header"]
    ]
    mapped = Mapped(
        used.drop(index=again.index),
        unread=tuple(word for word, left in zip(words, out, strict=True) if left),
        persons=tuple(
            word
            for place, (word, meaning) in enumerate(zip(words, meanings, strict=True))
            if (meaning == IDENTIFYING or (meaning is None and looks_identifying(word)))
            and sheet.cells[place].notna().any()
        ),
    )
    return mapped, problems


def repeated(sheet: Sheet, used: pd.DataFrame) -> pd.DataFrame:
    """Return the columns whose field an earlier column of the sheet has; `same`: cell for cell.

    Two forms of a system may show one field under one name: a copy of it is no contradiction.
    """
    single = used[used["column"] != "identifier"]
    if single["column"].is_unique:
        return single.iloc[:0].assign(same=pd.Series(dtype="bool"))
    again = single[single["column"].duplicated()]
    first = single.drop_duplicates("column").set_index("column")["position"]
    same = [
        sheet.cells[position].astype("str").equals(sheet.cells[first[column]].astype("str"))
        for position, column in zip(again["position"], again["column"], strict=True)
    ]
    return again.assign(same=pd.Series(same, index=again.index, dtype="bool"))
