"""What the configuration of a year maps by hand: profiles, columns and codes that must exist."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings, Source, Year, unknown
from cpims_report.errors import ConfigurationError, Problem
from cpims_report.records.columns import COLUMNS, SUBFORMS, Kind, bare, known_columns
from cpims_report.records.issues import refusals
from cpims_report.records.systems.dictionary import Dictionary
from cpims_report.records.systems.profile import Profile
from cpims_report.records.text.normalisation import fold
from cpims_report.records.values.codes import read_code_list
from cpims_report.schema import NON_VALUES


def check_mapped(
    year: Year,
    profiles: dict[str, Profile],
    dictionaries: dict[str, Dictionary],
    settings: Settings,
) -> None:
    """Raise ConfigurationError where a source names a profile, column or code that is not known.

    So does a dictionary with a column or code that does not exist.
    """
    problems = [
        problem
        for source in year.sources
        for problem in (
            *unknown_profile(source, profiles, year.year),
            *unknown_columns(source, year.year),
            *unknown_forms(source, find_profile(source, profiles, dictionaries), year.year),
            *unknown_codes(
                source, find_profile(source, profiles, dictionaries), settings, year.year
            ),
        )
    ]
    problems += [
        problem
        for dictionary in dictionaries.values()
        for problem in check_dictionary(dictionary, settings)
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


def unknown_forms(source: Source, profile: Profile | None, year: int) -> list[Problem]:
    """Return the problems of `sheets:` that lead to a form which the layout does not have."""
    if profile is None:
        return []
    names = profile.form_names()
    spoken = {word for words in names.values() for word in words}
    forms = {*names, *spoken, *profile.sheets.values()}
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


def find_profile(
    source: Source, profiles: dict[str, Profile], dictionaries: dict[str, Dictionary]
) -> Profile | None:
    """Return the layout of a source with the dictionary of its system."""
    profile = profiles.get(source.profile)
    return profile.of_system(dictionaries.get(source.system)) if profile else None


def unknown_codes(
    source: Source, profile: Profile | None, settings: Settings, year: int
) -> list[Problem]:
    """Return the problems of `values:` that lead to a code which its list does not have.

    A column may be named as we call it or as the file does.
    """
    where = f"config/{year}.yml"
    coded = {name for name, kind in every_kind().items() if kind in ("code", "codes", "place")}
    mapped = source.values  # noqa: PD011 - a setting, no frame
    meant = {name: find_column(name, source, profile, coded) for name in mapped}
    known = {
        name: set(read_code_list(settings, column, {}).labels) | set(NON_VALUES)
        for name, column in meant.items()
        if column
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
        for name in mapped
        if not meant[name]
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
        for text, code in mapped[name].items()
        if code not in codes
    ]


def find_column(name: str, source: Source, profile: Profile | None, coded: set[str]) -> str:
    """Return the coded column that is called by our name, a header or a field; else nothing."""
    if name in coded or profile is None:
        return name if name in coded else ""
    word = fold(name)
    fields = profile.fields()
    met = pd.concat([fields[fields[name].map(fold) == word] for name in ("field", "label")])
    own = {fold(header): column for header, column in {**profile.columns, **source.columns}.items()}
    columns = [*filter(None, [own.get(word)]), *met["column"]]
    found = (bare(column).split(".")[-1] for column in columns)
    return next((column for column in found if column in coded), "")


def check_dictionary(dictionary: Dictionary, settings: Settings) -> list[Problem]:
    """Return the columns and codes of a dictionary that do not exist."""
    where = f"config/systems/{dictionary.system}.yml"
    columns = known_columns()
    strange = [
        unknown("column", field.column, columns, where)
        for field in dictionary.fields.values()
        if field.column not in columns
    ]
    found = [
        (each.codes, option.code)
        for each in dictionary.lists.values()
        for option in each.options.values()
    ]
    found += [
        (dictionary.lists[each.list].codes, each.answer)
        for each in dictionary.decide
        if each.list in dictionary.lists
    ]
    lists = {
        name: {*read_code_list(settings, name, {}).labels, *NON_VALUES, ""}
        for name in {name for name, _ in found}
    }
    return strange + [
        unknown(f"code of {name}", code, lists[name] - {""}, where)
        for name, code in sorted(set(found))
        if code not in lists[name]
    ]


def every_kind() -> dict[str, Kind]:
    """Return the kind of every canonical column, those of subforms by their own name."""
    nested = {name: kind for table in SUBFORMS.values() for name, kind in table.items()}
    return {**nested, **COLUMNS}
