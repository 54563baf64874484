"""A table of text cells under canonical names that knows where in the file each of them stands."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


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

    def outline(self) -> Block:
        """Return the columns and their places without the cells, once those have been read.

        A slice of no rows would hold on to the texts of all of them.
        """
        return Block(pd.DataFrame(columns=self.cells.columns), self.origins)
