"""Plants put into one delivery: first into its records, then into the cells of its pages."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from cpims_report.sample.drawing import Array
from cpims_report.sample.layouts.page import Page
from cpims_report.sample.plants import CELL_PLANTS, RECORD_PLANTS
from cpims_report.sample.plants.plant import CellPlant, Mark, RecordPlant
from cpims_report.sample.received import Delivery

FEWEST = 2


def generator(seed: int, delivery: Delivery, *more: int) -> np.random.Generator:
    """Return a stream of its own for a delivery and a plant: no plant moves another."""
    agency = zlib.crc32(delivery.agency.encode())
    return np.random.default_rng([seed, delivery.year, agency, *more])


def plant_records(delivery: Delivery, free: Array, seed: int) -> tuple[Delivery, list[Mark], Array]:
    """Return the delivery with problems in its records, their marks, and what is free still.

    `free` says which records may be touched: those in the report, sent once.
    """
    records, free = delivery.records, free.copy()
    marks: list[Mark] = []
    for number, plant in enumerate(RECORD_PLANTS):
        if delivery.profile not in plant.profiles:
            continue
        fits = plant.fits(records, delivery).fillna(False).to_numpy(dtype=bool) & free
        places = choose(generator(seed, delivery, 1, number), fits, plant)
        free[places] = False
        rows = records.iloc[places]
        changed = plant.change(rows, delivery)
        marks += [
            Mark(problem, expected, plant.field, int(place), "")
            for place in places
            if plant.told
            for problem, expected in ((plant.problem, plant.expected), *plant.also)
        ]
        records = overwrite(records, changed)
    return replace(delivery, records=records), marks, free


def overwrite(records: pd.DataFrame, changed: pd.DataFrame) -> pd.DataFrame:
    """Return the records with the changed ones in their places."""
    before = records.loc[changed.index]
    columns = [str(name) for name in records if not changed[name].equals(before[name])]
    return records.assign(**{name: lay_over(records[name], changed[name]) for name in columns})


def lay_over(column: pd.Series[Any], changed: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column with other values in some rows."""
    values = column.copy()
    values.loc[changed.index] = changed.astype(column.dtype)
    return values


def choose(rng: np.random.Generator, fits: Array, plant: RecordPlant | CellPlant) -> Array:
    """Return the places at which to plant, sorted: a share of all, two at least where they fit."""
    possible = np.flatnonzero(fits)
    wanted = min(len(possible), max(FEWEST, round(plant.rate * len(fits))))
    return np.sort(rng.choice(possible, size=wanted, replace=False))


def plant_cells(
    pages: list[Page], delivery: Delivery, free: Array, seed: int
) -> tuple[list[Page], list[Mark]]:
    """Return the pages with problems of writing in their cells, and the marks of these."""
    untouched = set(delivery.records["uuid"].to_numpy()[free])
    marks: list[Mark] = []
    for number, plant in enumerate(CELL_PLANTS):
        page = find_page(pages, plant.field)
        if page is None or delivery.profile not in plant.profiles:
            continue
        texts = page.table[page.fields[plant.field]].tolist()
        filled = page.table[page.fields[plant.beside or plant.field]].ne("")
        fits = [
            uuid in untouched and ready and plant.write(text, 0, delivery) is not None
            for text, uuid, ready in zip(
                texts, page.uuids, filled if plant.beside else filled | True, strict=True
            )
        ]
        places = choose(generator(seed, delivery, 2, number), np.array(fits, dtype=bool), plant)
        cells = {
            int(place): plant.write(texts[place], turn, delivery)
            for turn, place in enumerate(places)
        }
        marks += [
            Mark(problem, expected, plant.field, place, show(texts[place]))
            for place in cells
            for problem, expected in ((plant.problem, plant.expected), *plant.also)
        ]
        untouched -= {page.uuids.iloc[place] for place in cells}
        pages = [
            page.with_cells(page.fields[plant.field], cells) if other is page else other
            for other in pages
        ]
    return pages, marks


def find_page(pages: Iterable[Page], field: str) -> Page | None:
    """Return the first page that has a field, or None."""
    return next((page for page in pages if field in page.fields), None)


def show(cell: Any) -> str:
    """Return a cell as text."""
    if isinstance(cell, list):
        return "|".join(str(item) for item in cell)
    return "" if cell is None or pd.isna(cell) else str(cell)
