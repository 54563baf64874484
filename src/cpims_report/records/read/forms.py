"""Which form of a system a sheet holds, by its name or, where that was damaged, by its headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from cpims_report.config import Source
from cpims_report.records.read.sheets import Sheet
from cpims_report.records.systems.catalogue import LONGEST, sheet_names
from cpims_report.records.systems.profile import Profile
from cpims_report.records.text.identifying import is_almost
from cpims_report.records.text.normalisation import fold

NUMBER = re.compile(r"^\(\d{1,3}\)\s*")
"""Primero v1 numbers its sheets: `(0) Basic Identity`."""
COLLISION = re.compile(r"[-_ ]\d$")
"""The ending of a sheet whose cut name another sheet has already."""
ANY = "*"


@dataclass(frozen=True)
class FormNames:
    """The names of a layout's sheets. `headers`: folded form -> folded header -> meaning."""

    profile: Profile
    source: Source
    headers: dict[str, dict[str, str]]

    @cached_property
    def nested(self) -> set[str]:
        """Folded names of the forms with several rows a record."""
        fields = self.profile.fields()
        return {fold(form) for form in fields.loc[fields["parent"] != "", "form"]}

    @cached_property
    def exact(self) -> dict[str, set[str]]:
        """Folded sheet name -> the folded forms that it can mean."""
        found: dict[str, set[str]] = {}
        fields = self.profile.fields()[["form", "parent", "key"]].drop_duplicates()
        names = self.profile.form_names()
        for form, parent, key in fields.itertuples(index=False):
            for label in names.get(form, ()):
                for above in names.get(parent, ("",)):
                    for sheet in {*sheet_names(label, above), fold(label)}:
                        found.setdefault(sheet, set()).add(fold(form))
            if key:
                found.setdefault(fold(key), set()).add(fold(form))
        own = {**self.profile.sheets, **self.source.sheets}
        return {**found, **{fold(name): {fold(form)} for name, form in own.items() if name != ANY}}

    @cached_property
    def skipped(self) -> set[str]:
        """Folded names of sheets that the profile or the year's configuration leaves out."""
        own = {fold(name) for name, form in self.source.sheets.items() if not form}
        return own | {fold(name) for name in self.profile.ignored if name}

    @cached_property
    def known(self) -> set[str]:
        """The names of the forms as a person reads them, to propose the nearest."""
        return {name for names in self.profile.form_names().values() for name in names}

    def is_skipped(self, sheet: str) -> bool:
        """Return whether a sheet is left out."""
        return bool(sheet) and fold(sheet) in self.skipped

    def find(self, sheet: Sheet) -> str | None:
        """Return the folded form of a sheet, `` for the record's own, or None.

        A number in front and the mark of a collision are no part of the name; of a cut name the
        beginning must be that of a form; where several forms are left, the headers decide.
        """
        if not sheet.name:
            return ""
        plain = NUMBER.sub("", sheet.name).strip()
        bare = COLLISION.sub("", plain)
        for word in dict.fromkeys((sheet.name, plain, bare)):
            if fold(word) in self.exact:
                return self.decide(sheet, self.exact[fold(word)])
        if len(sheet.name) >= LONGEST - 1 and fold(bare):
            begins = [forms for name, forms in self.exact.items() if name.startswith(fold(bare))]
            if begins:
                return self.decide(sheet, set().union(*begins))
        if ANY in self.profile.sheets:
            return fold(self.profile.sheets[ANY])
        damaged = not fold(plain) or self.profile.headers == "fields"
        return self.decide(sheet, set(self.headers) - {""}) if damaged else None

    def decide(self, sheet: Sheet, forms: set[str]) -> str | None:
        """Return the one of several forms that has most of a sheet's headers, or None."""
        if len(forms) == 1:
            return next(iter(forms))
        words = {fold(header) for header in sheet.headers}
        shared = {form: len(words & set(self.headers.get(form, {}))) for form in forms}
        most = max(shared.values(), default=0)
        best = sorted(form for form, count in shared.items() if count == most)
        return best[0] if most and (len(best) == 1 or self.profile.headers == "fields") else None

    def call(self, sheet: str, number: int) -> str:
        """Return the name under which a sheet goes from here on: its own, or only its number.

        Some layouts take a sheet of any name: one that is no form's may be the name of a child.
        """
        if self.is_known(sheet) or is_almost(sheet, {*self.exact, *self.skipped}):
            return sheet
        return f"no. {number} (name not shown)"

    def is_known(self, sheet: str) -> bool:
        """Return whether the name of a sheet is one of the layout's, cut or numbered perhaps."""
        plain = NUMBER.sub("", sheet).strip()
        bare = COLLISION.sub("", plain)
        known = {*self.exact, *self.skipped}
        cut = len(sheet) >= LONGEST - 1 and any(name.startswith(fold(bare)) for name in known)
        words = {fold(word) for word in (sheet, plain, bare)}
        return not fold(plain) or cut or not words.isdisjoint(known)
