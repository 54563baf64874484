"""Files that must not be used, or not without a word: one delivery a problem, in its own folder.

The yearly sample has to build, so what cleaning refuses lies here. Deliveries that are sound in
each row and strange as a whole (open cases alone, an early extract, two extracts that overlap, new
ids) lie here too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from cpims_report.config import Settings, Source, Year
from cpims_report.sample.layouts import layout
from cpims_report.sample.layouts.page import Page
from cpims_report.sample.received import Delivery, export
from cpims_report.sample.spoiling import (
    add_note,
    add_title,
    cut_last_row,
    damage_byte,
    end_in_commas,
    forget_result,
    hide_sheet,
    lose_letters,
    move_last_row,
    opt_out,
    pack,
    repeat_headers,
    shorten_row,
    tell_total,
)
from cpims_report.sample.world import World, grow

YEAR = 2018
CASES = 400
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
LIST = "hostile.csv"
TRAITS = ("birth_date", "age_reg", "age_shown")
FIRST_ROW = 2
MONTHS = 12
REASSESSED = {"high": "medium", "medium": "low", "low": "high", "": "low"}
Files = dict[str, bytes]


@dataclass(frozen=True)
class Hostile:
    """One strange delivery: its problem, what is expected of cleaning, and how the files arise.

    `make` returns file name -> content; the first file is the one with the problem. `rows` returns
    the records of that file where every row of it has the problem; without it, the file has it.
    """

    name: str
    problem: int
    profile: str
    expected: str
    make: Callable[[Delivery, Settings], Files]
    rows: Callable[[Delivery], Delivery] | None = None


def write_hostile(into: Path, seed: int, *, settings: Settings) -> list[Path]:
    """Write each hostile delivery to `into`/<name>/2018/imc/, and the list `into`/hostile.csv.

    Columns of the list: name, problem, agency, profile, file, row, expected; `row` is blank where
    the whole file is concerned. Same seed, same bytes.
    """
    world = grow(settings, YEAR, CASES, seed)
    written, rows = [], []
    for hostile in HOSTILE:
        delivery = deliver(world, hostile.profile, settings)
        files = hostile.make(delivery, settings)
        folder = into / hostile.name / str(YEAR) / delivery.agency
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
            written.append(folder / name)
        rows += list_rows(hostile, delivery, next(iter(files)))
    table = pd.DataFrame(rows).astype({"row": "Int64"})
    table.to_csv(into / LIST, index=False, lineterminator="\n")
    return [*written, into / LIST]


def list_rows(hostile: Hostile, delivery: Delivery, file: str) -> list[dict[str, object]]:
    """Return the rows of the list that tell of one delivery."""
    places: list[int | None] = [None]
    if hostile.rows:
        places = list(range(FIRST_ROW, FIRST_ROW + len(hostile.rows(delivery).records)))
    return [
        {
            "name": hostile.name,
            "problem": hostile.problem,
            "agency": delivery.agency,
            "profile": hostile.profile,
            "file": f"{delivery.agency}/{file}",
            "row": place,
            "expected": hostile.expected,
        }
        for place in places
    ]


def deliver(world: World, profile: str, settings: Settings) -> Delivery:
    """Return a small sound delivery in a layout, in English, each record once."""
    suffix = layout(profile).SUFFIX
    source = Source(agency="imc", profile=profile, files=(f"imc/*.{suffix}",))
    plan = Year(year=YEAR, cut_off=date(YEAR + 1, 1, 31), sources=(source,))
    delivery = export(world, source, plan)
    return replace(delivery, records=delivery.records.query("copy == 1"))


def write(delivery: Delivery, settings: Settings, change: Callable[[Page], Page]) -> Files:
    """Return the one file of a delivery whose first page was changed."""
    form = layout(delivery.profile)
    first, *others = form.pages(delivery, settings)
    return {name(delivery): form.write([change(first), *others])}


def name(delivery: Delivery, part: str = "") -> str:
    """Return the name of a file, which says that it is synthetic."""
    suffix = layout(delivery.profile).SUFFIX
    return f"{delivery.agency}-{delivery.year}{part}-synthetic.{suffix}"


def rename(field: str, header: str) -> Callable[[Delivery, Settings], Files]:
    """Return what writes a file in which one field stands under another header."""
    return lambda delivery, settings: write(
        delivery, settings, lambda page: replace(page, shown={page.fields[field]: header})
    )


def put(field: str, text: str) -> Callable[[Delivery, Settings], Files]:
    """Return what writes a file in which a text stands in the third row of a field."""
    return lambda delivery, settings: write(
        delivery, settings, lambda page: page.with_cells(page.fields[field], {2: text})
    )


def name_sheet(delivery: Delivery, settings: Settings) -> Files:
    """Return a workbook of which no sheet is a form of the system."""
    form = layout(delivery.profile)
    pages = form.pages(delivery, settings)
    strange = [replace(page, name=f"Pivot {number}") for number, page in enumerate(pages, 1)]
    return {name(delivery): form.write(strange)}


def add_names(delivery: Delivery, settings: Settings) -> Files:
    """Return a file with a column that names children: words that are plainly no names."""
    return write(
        delivery,
        settings,
        lambda page: replace(page, table=page.table.assign(name_first="SYNTHETIC")),
    )


def add_subtotal(delivery: Delivery, settings: Settings) -> Files:
    """Return a file with a row that has values and no id."""
    return write(
        delivery, settings, lambda page: page.with_cells(page.fields["source_id"], {4: ""})
    )


def write_ambiguous_days(delivery: Delivery, settings: Settings) -> Files:
    """Return a list in which each date can be read with the day or with the month first."""

    def change(page: Page) -> Page:
        for field, column in (
            ("registration_date", delivery.records["registration_date"]),
            ("birth_date", delivery.records["birth_date"]),
        ):
            known = column.fillna(column.min())
            days = (known.dt.day % 12 + 1).astype(str).str.zfill(2)
            texts = days + known.dt.strftime("/%m/%Y")
            page = page.with_cells(page.fields[field], dict(enumerate(texts)))
        return page

    return write(delivery, settings, change)


def break_text(delivery: Delivery, settings: Settings) -> Files:
    """Return a file with bytes that are no text in any encoding."""
    [(file, content)] = write(delivery, settings, lambda page: page).items()
    return {file: content[:200] + b"\x00\x00" + content[200:]}


def empty(delivery: Delivery, _: Settings) -> Files:
    """Return a file without a byte."""
    return {name(delivery): b""}


def lock(delivery: Delivery, _: Settings) -> Files:
    """Return what an encrypted workbook begins with: another container, its content unreadable."""
    return {name(delivery): OLE + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le")}


def cut_off(delivery: Delivery, settings: Settings) -> Files:
    """Return a workbook of which the second half is missing."""
    [(file, content)] = write(delivery, settings, lambda page: page).items()
    return {file: content[: len(content) // 2]}


def only_open(delivery: Delivery, settings: Settings) -> Files:
    """Return the open cases alone."""
    records = delivery.records[
        delivery.records["status"].eq("open") & delivery.records["first_closure"].isna()
    ]
    return write(replace(delivery, records=records), settings, lambda page: page)


def all_of(delivery: Delivery) -> Delivery:
    """Return the whole delivery."""
    return delivery


def early(delivery: Delivery) -> Delivery:
    """Return the delivery as it would have been in October."""
    october = pd.Timestamp(YEAR, 10, 1)
    records = delivery.records
    known = records["created_date"].lt(october) & ~records["closed_on"].ge(october)
    known &= ~(records["first_closure"].ge(october) | records["reopened_date"].ge(october))
    return replace(delivery, records=records[known])


def before_year_end(delivery: Delivery, settings: Settings) -> Files:
    """Return an extract made three months before the year ended."""
    return write(early(delivery), settings, lambda page: page)


def overlap(delivery: Delivery, settings: Settings) -> Files:
    """Return an extract of October, and one of the year with the same cases, assessed again."""
    form = layout(delivery.profile)
    first = early(delivery)
    before = first.records["risk_level"].map(REASSESSED)
    first = replace(first, records=first.records.assign(risk_level=before))
    return {
        name(delivery, "-a-october"): form.write(form.pages(first, settings)),
        name(delivery, "-b-year"): form.write(form.pages(delivery, settings)),
    }


def migrate(delivery: Delivery, settings: Settings) -> Files:
    """Return an extract under the ids of an older system, and the crosswalk to the new ones."""
    records = delivery.records
    old = "OLD-" + records["running"].astype(str)
    pairs = pd.DataFrame({"old": old, "new": records["uuid"]})
    form = layout(delivery.profile)
    renamed = replace(delivery, records=records.assign(uuid=old))
    crosswalk = pairs.to_csv(index=False, lineterminator="\n").encode()
    return {name(delivery): form.write(form.pages(renamed, settings)), "crosswalk.csv": crosswalk}


def households(delivery: Delivery) -> Delivery:
    """Return the cases registered in the year, with consent and not marked as duplicates."""
    records = delivery.records
    kept = records["registration_date"].dt.year.eq(YEAR) & records["consent"].ne("false")
    kept &= records["status"].ne("duplicate") & ~records["disabled_record"]
    kept &= records["created_date"].le(pd.Timestamp(delivery.cut_off))
    return replace(delivery, records=records[kept])


def list_households(delivery: Delivery, settings: Settings) -> Files:
    """Return a file in which nothing in a row is of a child: rows of households."""
    records = households(delivery).records
    blank = {name: records[name].where(records["sex"].eq("")) for name in TRAITS}
    records = records.assign(sex="", **blank)
    return write(replace(delivery, records=records), settings, lambda page: page)


def double_headers(delivery: Delivery, settings: Settings) -> Files:
    """Return a workbook in which two columns of one sheet have the same name, and disagree."""
    return write(
        delivery,
        settings,
        lambda page: replace(
            page,
            table=page.table.assign(again="Jordan"),
            shown={"again": page.header("nationality")},
        ),
    )


def spoil(change: Callable[[bytes], bytes]) -> Callable[[Delivery, Settings], Files]:
    """Return what writes a sound file whose bytes are damaged after that."""

    def make(delivery: Delivery, settings: Settings) -> Files:
        [(file, content)] = write(delivery, settings, lambda page: page).items()
        return {file: change(content)}

    return make


def number_ids(delivery: Delivery, settings: Settings) -> Files:
    """Return a file whose record ids a spreadsheet has turned into one number."""

    def change(page: Page) -> Page:
        same = dict.fromkeys(range(len(page.table)), "2.01803E+11")
        return page.with_cells(page.fields["source_id"], same)

    return write(delivery, settings, change)


def turn_days(delivery: Delivery, settings: Settings) -> Files:
    """Return a file in which day and month of entry changed places where a spreadsheet does so."""
    entered = delivery.records["registration_date"]
    low = entered.dt.day <= MONTHS
    texts = entered.dt.strftime("%d/%m/%Y").mask(low, entered.dt.strftime("%Y-%d-%m"))

    def change(page: Page) -> Page:
        cells = {place: text for place, text in enumerate(texts) if isinstance(text, str)}
        return page.with_cells(page.fields["registration_date"], cells)

    return write(delivery, settings, change)


CSV, XLSX = "primero_v2_csv", "primero_v2_xlsx"
HOSTILE = (
    Hostile("header-unknown", 1, CSV, "refuse", rename("sex", "column_17")),
    Hostile("header-twice", 2, XLSX, "refuse", double_headers),
    Hostile("sheet-unknown", 3, XLSX, "refuse", name_sheet),
    Hostile("key-missing", 7, "legacy_cpims", "refuse", rename("source_id", "Nr")),
    Hostile("value-unknown", 9, CSV, "refuse", put("sex", "femlae")),
    Hostile("no-text", 14, CSV, "refuse", break_text),
    Hostile("date-in-words", 15, CSV, "refuse", put("registration_date", "early in spring")),
    Hostile("day-or-month", 16, "unhcr_csv", "refuse", write_ambiguous_days),
    Hostile("age-in-words", 22, CSV, "refuse", put("age", "estimated")),
    Hostile("names", 49, CSV, "refuse", add_names),
    Hostile("subtotal", 50, "template_xlsx", "refuse", add_subtotal),
    Hostile("overlapping", 53, CSV, "exclude", overlap, early),
    Hostile("open-only", 54, CSV, "flag", only_open),
    Hostile("early-extract", 55, CSV, "flag", before_year_end),
    Hostile("migrated", 56, CSV, "mend", migrate, all_of),
    Hostile("households", 59, CSV, "flag", list_households, households),
    Hostile("empty", 60, CSV, "refuse", empty),
    Hostile("locked", 60, XLSX, "refuse", lock),
    Hostile("damaged", 60, XLSX, "refuse", cut_off),
    Hostile("error-cell", 61, CSV, "flag", put("risk_level", "#REF!")),
    Hostile("formula", 62, XLSX, "refuse", spoil(forget_result)),
    Hostile("no-status", 63, CSV, "refuse", put("status", "")),
    Hostile("short-row", 64, CSV, "flag", spoil(shorten_row)),
    Hostile("cut-row", 65, CSV, "refuse", spoil(cut_last_row)),
    Hostile("row-limit", 66, CSV, "flag", spoil(move_last_row)),
    Hostile("one-page", 67, "primero_v2_json", "flag", spoil(tell_total)),
    Hostile("hidden-sheet", 68, XLSX, "flag", spoil(hide_sheet)),
    Hostile("no-id", 69, CSV, "refuse", put("source_id", "NULL")),
    Hostile("numbered-ids", 70, CSV, "refuse", number_ids),
    Hostile("long-number", 71, CSV, "flag", put("individual_no", "370911202104140025")),
    Hostile("turned-days", 72, CSV, "refuse", turn_days),
    Hostile("damaged-byte", 73, CSV, "refuse", spoil(damage_byte)),
    Hostile("lost-letters", 74, CSV, "refuse", spoil(lose_letters)),
    Hostile("title", 75, CSV, "flag", spoil(add_title)),
    Hostile("second-headers", 75, CSV, "flag", spoil(repeat_headers)),
    Hostile("note", 75, CSV, "flag", spoil(add_note)),
    Hostile("trailing", 75, CSV, "mend", spoil(end_in_commas)),
    Hostile("zipped", 76, CSV, "refuse", spoil(pack)),
    Hostile("birth-year", 77, CSV, "flag", put("birth_date", "2008")),
    Hostile("age-in-months", 78, CSV, "flag", put("age", "30 months")),
    Hostile("opted-out", 79, "unhcr_csv", "exclude", spoil(opt_out)),
)
