"""One file as one table: its forms joined on the record's id, its subforms beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from cpims_report.config import Source
from cpims_report.errors import InputRefused, Problem
from cpims_report.records import refusals
from cpims_report.records.letters import tidy
from cpims_report.records.sources.headers import HeaderMap, map_headers
from cpims_report.records.sources.profile import Profile
from cpims_report.records.sources.received import Received
from cpims_report.records.sources.sheets import Opened, Sheet
from cpims_report.records.sources.textfile import read_text
from cpims_report.records.sources.workbook import read_workbook

READERS: dict[str, Callable[[Received], Opened]] = {"workbook": read_workbook, "text": read_text}
KEYS = ("source_id", "occurrence")


@dataclass(frozen=True)
class Origin:
    """Where a canonical column stands in a file."""

    sheet: str
    header: str


@dataclass(frozen=True)
class Block:
    """A table of text cells under canonical names, with the place of every column.

    `cells` has `row` (in its first sheet) and, where forms were joined, `row in <sheet>`.
    """

    cells: pd.DataFrame
    origins: dict[str, Origin]

    def row_column(self, column: str) -> str:
        """Return the column of `cells` that says in which row of its sheet a cell stands."""
        origin = self.origins.get(column)
        name = f"row in {origin.sheet}" if origin else "row"
        return name if name in self.cells else "row"


@dataclass(frozen=True)
class Extract:
    """One file: a row a record, and its subforms by name.

    `identifiers` holds every identifying number met, for the leak scan alone.
    """

    file: Received
    profile: Profile
    source: Source
    records: Block
    subforms: dict[str, Block]
    identifiers: pd.Series
    synthetic: bool
    encoding: str


@dataclass(frozen=True)
class Part:
    """The used columns of one sheet, with the header of each."""

    sheet: str
    table: str
    cells: pd.DataFrame
    headers: dict[str, str]
    identifiers: pd.Series
    nameless: int

    def block(self) -> Block:
        """Return the part as a table of its own."""
        origins = {name: Origin(self.sheet, header) for name, header in self.headers.items()}
        return Block(self.cells, origins)


def extract(file: Received, profile: Profile, source: Source) -> Extract:
    """Return the records of one file; raise InputRefused with all that is wrong with its shape."""
    opened = READERS[profile.reader](file)
    headers = HeaderMap(profile, source)
    parts, problems = read_parts(opened.sheets, headers, file)
    forms = [part for part in parts if not part.table]
    if not problems and (not forms or all(part.cells.empty for part in forms)):
        problems.append(refusals.no_rows(file.agency, file.name))
    if not problems:
        problems += find_missing(forms, headers, file)
        problems += find_nameless(parts, file) + find_strangers(parts, file)
    if problems:
        raise InputRefused(f"{file.name} cannot be used.", problems)
    return Extract(
        file=file,
        profile=profile,
        source=source,
        records=join_forms(forms),
        subforms={part.table: part.block() for part in parts if part.table},
        identifiers=collect_identifiers(parts),
        synthetic=opened.notice or file.named_synthetic,
        encoding=opened.encoding,
    )


def read_parts(
    sheets: Iterable[Sheet], headers: HeaderMap, file: Received
) -> tuple[list[Part], list[Problem]]:
    """Return the used columns of every sheet, and the problems of sheet names and headers."""
    parts: list[Part] = []
    problems: list[Problem] = []
    for sheet in sheets:
        form = headers.form_of(sheet.name)
        if not sheet.headers:
            continue
        if sheet.name and form is None:
            known = set(headers.profile.fields()["form"])
            problems.append(refusals.unknown_sheet(file.agency, file.name, sheet.name, known))
            continue
        used, faults = map_headers(sheet, form, headers, file.name)
        problems += faults
        if not faults:
            parts.append(build_part(sheet, used))
    return parts, problems


def build_part(sheet: Sheet, used: pd.DataFrame) -> Part:
    """Return the used columns of a sheet under canonical names, tidied, keyed by id and occurrence.

    The same id may stand in several rows (duplicates); the n-th row of one form belongs to the
    n-th row of another, because the export writes every form in one order.
    """
    numbers = used["column"] == "identifier"
    columns = used[~numbers]
    nested = columns["column"].str.contains(".", regex=False)
    table = columns.loc[nested, "column"].str.split(".").str[0].max() if nested.any() else ""
    names = columns["column"].str.split(".").str[-1]
    everything = (
        sheet.cells[list(columns["position"])]
        .set_axis(list(names), axis=1)
        .apply(tidy_cells)
        .assign(row=sheet.cells.index)
    )
    cells = (
        everything.dropna(subset="source_id")
        .assign(occurrence=lambda frame: frame.groupby("source_id").cumcount())
        .reset_index(drop=True)
    )
    orphans = everything.loc[everything["source_id"].isna(), list(names)].notna().any(axis=1)
    others = [sheet.cells[position] for position in used.loc[numbers, "position"]]
    return Part(
        sheet=sheet.name,
        table=table,
        cells=cells,
        headers=dict(zip(names, columns["header"], strict=True)),
        identifiers=pd.concat([pd.Series(dtype="str"), *others]).dropna(),
        nameless=int(orphans.sum()),
    )


def tidy_cells(cells: pd.Series) -> pd.Series:
    """Return cells without invisible marks and outer blanks; empty ones are null."""
    words = {cell: tidy(cell) or None for cell in cells.dropna().unique()}
    return cells.map(words).astype("str")


def join_forms(forms: list[Part]) -> Block:
    """Return one row a record with the columns of all forms, and where each column stands.

    The form with the registration date leads. A field that stands on two forms is taken from the
    first that has a value.
    """
    first = leading(forms)
    records = first.cells.assign(**{f"row in {first.sheet}": first.cells["row"]})
    origins = {column: Origin(first.sheet, header) for column, header in first.headers.items()}
    for part in [part for part in forms if part is not first]:
        cells = part.cells.rename(columns={"row": f"row in {part.sheet}"})
        again = [column for column in part.headers if column in origins and column not in KEYS]
        joined = records.merge(cells, on=list(KEYS), how="left", suffixes=("", " again"))
        filled = {name: joined[name].fillna(joined[f"{name} again"]) for name in again}
        records = joined.assign(**filled).drop(columns=[f"{name} again" for name in again])
        new = {name: header for name, header in part.headers.items() if name not in origins}
        origins |= {name: Origin(part.sheet, header) for name, header in new.items()}
    return Block(records, origins)


def leading(forms: list[Part]) -> Part:
    """Return the form with the registration date, or the first where none has it."""
    return min(forms, key=lambda part: "registration_date" not in part.headers)


def find_missing(forms: list[Part], headers: HeaderMap, file: Received) -> list[Problem]:
    """Return the required columns that no form of the file has."""
    present = {column for part in forms for column in part.headers}
    return [
        refusals.missing_column(file.agency, file.name, column, headers.headers_of(column))
        for column in headers.profile.required
        if column not in present
    ]


def find_nameless(parts: list[Part], file: Received) -> list[Problem]:
    """Return the sheets with rows that hold values but no id: totals, notes, shifted rows."""
    return [
        refusals.nameless(
            file.agency, file.name, part.sheet, part.headers["source_id"], part.nameless
        )
        for part in parts
        if part.nameless
    ]


def find_strangers(parts: list[Part], file: Received) -> list[Problem]:
    """Return the sheets with rows of records that the leading form does not have."""
    known = leading([part for part in parts if not part.table]).cells["source_id"]
    rows = {
        part.sheet: part.cells.loc[~part.cells["source_id"].isin(known), "row"] for part in parts
    }
    headers = {part.sheet: part.headers["source_id"] for part in parts}
    return [
        refusals.stranger(
            file.agency, file.name, sheet, headers[sheet], int(found.min()), len(found)
        )
        for sheet, found in rows.items()
        if len(found)
    ]


def collect_identifiers(parts: list[Part]) -> pd.Series:
    """Return every identifying number of a file once, as text."""
    columns = ("source_id", "long_id", "short_id", "display_id", "individual_no")
    known = [part.cells[name] for part in parts for name in columns if name in part.cells]
    others = [part.identifiers for part in parts]
    found: pd.Series = pd.concat([pd.Series(dtype="str"), *known, *others]).dropna()
    return found.drop_duplicates().sort_values(ignore_index=True)
