"""Deliveries with their problems planted, and the list of what was planted where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts import layout
from cpims_report.sample.layouts.page import Page
from cpims_report.sample.plants.files import add_total, in_code_page, list_habits
from cpims_report.sample.plants.natural import NATURALS
from cpims_report.sample.plants.plant import Mark
from cpims_report.sample.plants.planting import find_page, plant_cells, plant_records, show
from cpims_report.sample.plants.services import change_events
from cpims_report.sample.received import Delivery
from cpims_report.sample.truth import tell_delivery

COLUMNS = (
    "problem",
    "agency",
    "file",
    "sheet",
    "row",
    "source_id",
    "column",
    "old",
    "new",
    "expected",
)


@dataclass(frozen=True)
class Sent:
    """What an agency sends: the delivery as its truth has it, the pages of its file, the plants."""

    delivery: Delivery
    pages: list[Page]
    marks: list[Mark]

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        content: bytes = layout(self.delivery.profile).write(self.pages)
        return content.decode().encode("cp1256") if in_code_page(self.delivery) else content

    @property
    def file(self) -> str:
        """The name of the file below the folder of the year."""
        delivery = self.delivery
        suffix = layout(delivery.profile).SUFFIX
        return f"{delivery.agency}/{delivery.agency}-{delivery.year}-synthetic.{suffix}"


def send(delivery: Delivery, settings: Settings, seed: int) -> Sent:
    """Return a delivery with problems planted in its records and in the cells of its pages.

    Only cases that would be in the report, sent once and known to one agency, are touched: what
    cleaning makes of them then hangs on the planted problem alone.
    """
    cases = tell_delivery(delivery, settings).cases
    records = delivery.records
    alone = ~records["uuid"].duplicated(keep=False) & ~records["known_to_two"]
    free = (cases["excluded"].eq("") & alone).to_numpy()
    changed, marks, free = plant_records(delivery, free, seed)
    pages = [
        write_births(page, changed.records)
        for page in layout(delivery.profile).pages(changed, settings)
    ]
    pages, more = plant_cells(pages, changed, free, seed)
    pages = add_total(pages, changed)
    told = change_events(changed, pages, more)
    return Sent(told, pages, [*marks, *more, *list_habits(pages, changed)])


def write_births(page: Page, records: pd.DataFrame) -> Page:
    """Return the page with the dates of birth that no calendar has as they are written."""
    if "birth_date" not in page.fields:
        return page
    odd = np.flatnonzero(records["birth_written"].ne(""))
    cells = {int(place): records["birth_written"].iloc[place] for place in odd}
    return page.with_cells(page.fields["birth_date"], cells)


def list_planted(sent: list[Sent], told: list[pd.DataFrame]) -> pd.DataFrame:
    """Return one row per problem and place, over all files of a year, in a stable order.

    `told` holds the true cases of each delivery.
    """
    several = find_several(told)
    rows = [
        row
        for each, cases in zip(sent, told, strict=True)
        for row in list_one(each, cases.assign(at_several=cases["child"].isin(several)))
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(
        ["problem", "agency", "file", "sheet", "row", "column"], kind="stable", ignore_index=True
    ).astype({"row": "Int64"})


def find_several(told: list[pd.DataFrame]) -> set[str]:
    """Return the children who are in the report of several agencies."""
    cases = pd.concat([each[["agency", "child", "excluded"]] for each in told])
    agencies = cases[cases["excluded"].eq("")].groupby("child")["agency"].nunique()
    return set(agencies[agencies.gt(1)].index)


def list_one(sent: Sent, cases: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows of one file."""
    delivery = sent.delivery
    cases = cases.assign(dates_closures="closure_date" in {f for p in sent.pages for f in p.fields})
    naturals = [
        Mark(natural.problem, natural.expected, natural.field, int(place), planted=False)
        for natural in NATURALS
        if delivery.profile in natural.profiles
        for place in np.flatnonzero(natural.find(cases, delivery).to_numpy(dtype=bool))
    ]
    ids = dict(zip(cases["uuid"], cases["source_id"], strict=True))
    common = {"agency": delivery.agency, "file": sent.file}
    return [{**common, **locate(mark, sent.pages, ids)} for mark in [*sent.marks, *naturals]]


def locate(mark: Mark, pages: list[Page], ids: dict[str, str]) -> dict[str, object]:
    """Return where a mark stands in the file. A field that no page has stands with its record."""
    if mark.place < 0:
        blank = {"row": None, "source_id": "", "column": "", "old": "", "new": ""}
        return {
            "problem": mark.problem,
            "sheet": mark.sheet,
            "expected": mark.expected,
            **blank,
        }
    page = find_page(pages, mark.field) or pages[0]
    column = page.fields.get(mark.field, "")
    return {
        "problem": mark.problem,
        "sheet": page.name,
        "row": page.first_row + mark.place,
        "source_id": ids.get(page.uuids.iloc[mark.place], "") if mark.planted else "",
        "column": page.header(mark.field) if column and mark.planted else "",
        "old": mark.old,
        "new": show(page.table[column].iloc[mark.place]) if column and mark.planted else "",
        "expected": mark.expected,
    }
