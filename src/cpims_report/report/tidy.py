"""The sealed cells of a breakdown as a tidy frame: one row a cell, with labels and symbols."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from cpims_report.report.cell import Cell
from cpims_report.schema import CELL_KEY, UNKNOWN_CELL

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

NUMBERS = ("value", "base", "percent")
SHOWN = ("published", "rounded")


def tidy(
    edition: Edition,
    indicator: str,
    by: Sequence[str] = (),
    year: int | None = None,
    unknown: bool = False,
    **fixed: str,
) -> pd.DataFrame:
    """Return one row for each sealed cell of the breakdown, in the order of the code lists.

    Columns: for each name of `by` its code and, as `<name>_label`, its name in the language of the
    edition (a category in the list's order); value, base and percent as floats, NaN where there is
    none to show; status; `symbol`, empty where the number is shown; `words`, number and share as
    they are written. `year` in `by` gives every published year. `unknown` adds “not recorded”;
    `fixed` holds other dimensions to one code, as in `sex="F"`.
    """
    names = [catalogued(edition, indicator, name) for name in by]
    broken = [name for name in names if name != "year"]
    years = edition.years if "year" in by else (year or edition.year,)
    parts = [edition.cells(indicator, (*broken, *fixed), each) for each in years]
    cells = pd.concat(parts, ignore_index=True)
    for name, code in fixed.items():
        cells = cells[cells[edition.column(name)].eq(code)]
    if not unknown and broken:
        cells = cells[
            ~cells[[edition.column(name) for name in broken]].isin([UNKNOWN_CELL]).any(axis=1)
        ]
    edition.asked.update(dict.fromkeys(cells[list(CELL_KEY)].itertuples(index=False, name=None)))
    shown = cells["status"].isin(SHOWN)
    frame = pd.DataFrame(
        {
            **{given: cells[edition.column(name)] for given, name in zip(by, names, strict=True)},
            **{
                f"{given}_label": labelled(edition, cells[edition.column(name)], name)
                for given, name in zip(by, names, strict=True)
            },
            **{
                each: cells[each].where(shown).to_numpy(float, na_value=float("nan"))
                for each in NUMBERS
            },
            "status": cells["status"],
        }
    ).reset_index(drop=True)
    frame["symbol"] = [
        "" if status in SHOWN else edition.symbol(status) for status in frame["status"].tolist()
    ]
    frame["words"] = [edition.written(cell) for cell in cells_of(frame)]
    held = [edition.label(name, code) for name, code in fixed.items()]
    frame.attrs = {"indicator": indicator, "by": list(by), "fixed": held}
    return frame


def catalogued(edition: Edition, indicator: str, name: str) -> str:
    """Return the code list that a breakdown stands for: an indicator's own under `category`."""
    known = edition.about["indicators"].get(indicator, {})
    return str(known.get("category", name)) if name == "category" else name


def labelled(edition: Edition, codes: pd.Series, name: str) -> Any:
    """Return the names of codes as an ordered category: sorting keeps the order of the list."""
    known = list(edition.years) if name == "year" else [*edition.codes(name), UNKNOWN_CELL]
    words = {
        code: edition.dated(int(code)) if name == "year" else edition.label(name, str(code))
        for code in known
    }
    return pd.Categorical(codes.map(words), list(dict.fromkeys(words.values())), ordered=True)


def cells_of(frame: pd.DataFrame) -> Iterator[Cell]:
    """Yield the cells of a tidy frame, in its order."""
    rows = zip(*(frame[name].tolist() for name in (*NUMBERS, "status")), strict=True)
    for value, base, percent, status in rows:
        yield Cell(
            None if pd.isna(value) else int(value),
            None if pd.isna(base) else int(base),
            None if pd.isna(percent) else float(percent),
            str(status),
        )
