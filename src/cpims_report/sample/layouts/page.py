"""A table of a file before it is written: cells, headers, and which of our fields stands where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Page:
    """One sheet, or the one table of a text file.

    `table`: a row a record (or event) under unique column names; `fields`: our field -> column;
    `shown`: column -> header as written where the two differ; `first_row`: the row of the file in
    which the first record stands, counted as a person does. `uuids` names the record of each row.
    """

    name: str
    table: pd.DataFrame
    uuids: pd.Series[str]
    fields: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    first_row: int = 2

    def headers(self) -> list[str]:
        """Return the headers as written, in order."""
        return [self.shown.get(str(column), str(column)) for column in self.table.columns]

    def header(self, field: str) -> str:
        """Return the header under which one of our fields is written."""
        column = self.fields[field]
        return self.shown.get(column, column)

    def with_cells(self, column: str, cells: Mapping[int, Any]) -> Page:
        """Return the page with other cells of a column: position of the row -> cell."""
        values = self.table[column].astype(object).copy()
        for place, cell in cells.items():
            values.iloc[place] = cell
        return replace(self, table=self.table.assign(**{column: values}))
