"""Which cells of a site's table are headers, and of what; `cpims.lua` does the same for Quarto."""

from __future__ import annotations

from typing import Any

from cpims_report.report.assembly.tree import Node


def with_header_cells(table: Node) -> Node:
    """Return a table whose first cell in each row heads it, with scopes for those who listen."""
    attributes, caption, columns, head, bodies, foot = table["c"]
    heading = [head[0], [_scoped(row, "col", len(row[1])) for row in head[1]]]
    bodied = [[body[0], 1, body[2], [_scoped(row, "row", 1) for row in body[3]]] for body in bodies]
    return {"t": "Table", "c": [attributes, caption, columns, heading, bodied, foot]}


def _scoped(row: list[Any], scope: str, first: int) -> list[Any]:
    attributes, cells = row
    return [
        attributes,
        [
            [[cell[0][0], cell[0][1], [*cell[0][2], ["scope", scope]]], *cell[1:]]
            if place < first and cell[4]
            else cell
            for place, cell in enumerate(cells)
        ],
    ]
