"""What the configuration of a year maps by hand: profiles, columns and codes that must exist."""

from __future__ import annotations

from cpims_report.config import Settings, Source, Year
from cpims_report.errors import ConfigurationError, Problem
from cpims_report.records import refusals
from cpims_report.records.codes import read_code_list
from cpims_report.records.columns import COLUMNS, SUBFORMS, Kind, known_columns
from cpims_report.records.letters import fold
from cpims_report.records.sources.headers import HeaderMap
from cpims_report.records.sources.profile import Profile
from cpims_report.schema import NON_VALUES


def check_mapped(year: Year, profiles: dict[str, Profile], settings: Settings) -> None:
    """Raise ConfigurationError where a source names a profile, column or code that is not known."""
    problems = [
        problem
        for source in year.sources
        for problem in (
            *unknown_profile(source, profiles, year.year),
            *unknown_columns(source, year.year),
            *unknown_forms(source, profiles, year.year),
            *unknown_codes(source, profiles, settings, year.year),
        )
    ]
    if problems:
        raise ConfigurationError(f"config/{year.year}.yml cannot be used.", problems)


def unknown_profile(source: Source, profiles: dict[str, Profile], year: int) -> list[Problem]:
    """Return the problem of a profile that has no reader yet."""
    if source.profile in profiles:
        return []
    expected = "one of " + ", ".join(profiles)
    message = "Files of this profile cannot be read by this version."
    where = f"config/{year}.yml"
    return [
        Problem(
            "CFG-PROFILE",
            message,
            agency=source.agency,
            file=where,
            value=source.profile,
            expected=expected,
        )
    ]


def unknown_columns(source: Source, year: int) -> list[Problem]:
    """Return the problems of `columns:` that lead to a canonical column which does not exist."""
    known = known_columns()
    return [
        Problem(
            "CFG-COLUMN",
            f"The column to which “{header}” is mapped is not known.",
            agency=source.agency,
            file=f"config/{year}.yml",
            value=column,
            expected="a canonical column",
            nearest=refusals.nearest(column, known),
        )
        for header, column in source.columns.items()
        if column not in known | {""}
    ]


def unknown_forms(source: Source, profiles: dict[str, Profile], year: int) -> list[Problem]:
    """Return the problems of `sheets:` that lead to a form which the layout does not have."""
    profile = profiles.get(source.profile)
    if profile is None:
        return []
    forms = {*profile.form_names(), *profile.sheets.values()}
    known = {fold(form) for form in forms}
    return [
        Problem(
            "CFG-SHEET",
            f"The form to which the sheet “{sheet}” is mapped is not known.",
            agency=source.agency,
            file=f"config/{year}.yml",
            value=form,
            expected="a form of the layout, or nothing to leave the sheet out",
            nearest=refusals.nearest(form, forms),
        )
        for sheet, form in source.sheets.items()
        if form and fold(form) not in known
    ]


def unknown_codes(
    source: Source, profiles: dict[str, Profile], settings: Settings, year: int
) -> list[Problem]:
    """Return the problems of `values:` whose column or code nobody knows.

    A column goes by our name or by the header of the file.
    """
    where = f"config/{year}.yml"
    coded = {name for name, kind in every_kind().items() if kind in ("code", "codes")}
    columns = {
        name: {name} & coded or find_columns(name, source, profiles) & coded
        for name in source.values
    }
    known = {
        name: {
            code
            for column in found
            for code in (*read_code_list(settings, column, {}).labels, *NON_VALUES)
        }
        for name, found in columns.items()
    }
    misplaced = [
        Problem(
            "CFG-COLUMN",
            "`values:` names a column that holds no codes.",
            agency=source.agency,
            file=where,
            value=name,
            expected="a header of the file, or a canonical column",
            nearest=refusals.nearest(name, coded),
        )
        for name, found in columns.items()
        if not found
    ]
    return misplaced + [
        Problem(
            "CFG-CODE",
            f"The code to which “{text}” is mapped is not in the list of {name}.",
            agency=source.agency,
            file=where,
            value=code,
            expected="one of " + ", ".join(sorted(codes)),
            nearest=refusals.nearest(code, codes),
        )
        for name, codes in known.items()
        if columns[name]
        for text, code in source.values[name].items()
        if code not in codes
    ]


def find_columns(header: str, source: Source, profiles: dict[str, Profile]) -> set[str]:
    """Return the canonical columns that a header or field of a layout can mean, on any form."""
    profile = profiles.get(source.profile)
    if profile is None:
        return set()
    word = fold(header)
    fields = profile.fields()
    named = fields[(fields["field"].map(fold) == word) | (fields["label"].map(fold) == word)]
    own = HeaderMap(profile, source).own.get(word, "")
    return {name.rpartition(".")[2] for name in (own, *named["column"]) if name}


def every_kind() -> dict[str, Kind]:
    """Return the kind of every canonical column, those of subforms by their own name."""
    nested = {name: kind for table in SUBFORMS.values() for name, kind in table.items()}
    return {**nested, **COLUMNS}
