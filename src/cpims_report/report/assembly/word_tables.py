"""Tables of the Word document: columns wide enough for numbers and words, lines, a head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table

from cpims_report.report.assembly.word_look import TEXT_WIDTH, colour, made

SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)
"""Points that a table's letters may have, the first in which no word or number breaks."""
LETTER = 0.58
"""Width of a letter in parts of its size: more than Calibri and Arial need, bold too."""
PADDING = 8.0
"""Points that a cell keeps free on its two sides together."""
_TWENTIETHS = 20


def set_tables(document: Document, palette: Mapping[str, Any], right_to_left: bool) -> None:
    """Give every table of a document its columns, its letters and its lines."""
    draw_style(document, palette)
    for table in document.tables:
        if pictures_or_nested(table):
            continue
        size, widths = columns(texts_of(table), TEXT_WIDTH / Pt(1))
        if right_to_left:  # full width: not every reader puts a narrow one at the right
            widths = [width * TEXT_WIDTH / Pt(1) / sum(widths) for width in widths]
            table._tbl.tblPr.insert(1, made("w:bidiVisual"))
        write_widths(table, widths)
        write_cells(table, size)


def pictures_or_nested(table: Table) -> bool:
    """Return whether a table only holds something in its place, as Quarto's figures do."""
    inside = table._tbl
    return (
        inside.find(f".//{qn('w:drawing')}") is not None
        or inside.find(f"./{qn('w:tr')}//{qn('w:tbl')}") is not None
        or len(table.columns) < 2
    )


def texts_of(table: Table) -> list[list[str]]:
    """Return the words of each cell, row by row."""
    return [
        ["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row.tc_lst]
        for row in table._tbl.tr_lst
    ]


def columns(rows: Sequence[Sequence[str]], room: float) -> tuple[float, list[float]]:
    """Return the size of letters and the columns' widths, in points, that fill `room`.

    Each column is as wide as its longest word or number; what is left goes to those that have
    more to say.
    """
    count = max(map(len, rows))
    cells = [[row[at] for row in rows if at < len(row)] for at in range(count)]
    longest = [
        max((len(word) for cell in column for word in broken(cell)), default=1) for column in cells
    ]
    whole = [max(map(len, column), default=1) for column in cells]
    for size in SIZES:
        least = [size * LETTER * letters + PADDING for letters in longest]
        if sum(least) <= room:
            break
    wish = [
        max(size * LETTER * letters + PADDING - low, 0)
        for letters, low in zip(whole, least, strict=True)
    ]
    left = room - sum(least)
    if left < 0:
        return size, [low * room / sum(least) for low in least]
    share = min(1.0, left / sum(wish)) if sum(wish) else 0.0
    return size, [low + share * more for low, more in zip(least, wish, strict=True)]


def broken(text: str) -> list[str]:
    """Return the pieces into which Word may break a text: a no-break space holds together."""
    return [piece for piece in text.replace("-", "- ").split(" ") if piece]


def write_widths(table: Table, widths: Sequence[float]) -> None:
    """Write the columns' widths into grid and cells, as all readers of Word's files want them."""
    twentieths = [round(width * _TWENTIETHS) for width in widths]
    properties = table._tbl.tblPr
    for tag in ("w:tblW", "w:tblLayout"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    at = 1 if properties.find(qn("w:tblStyle")) is not None else 0
    properties.insert(at, made("w:tblW", type="dxa", w=str(sum(twentieths))))
    after = properties.find(qn("w:tblLook"))
    layout = made("w:tblLayout", type="fixed")
    if after is None:
        properties.append(layout)
    else:
        after.addprevious(layout)
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, twentieths, strict=True):
        column.set(qn("w:w"), str(width))
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, twentieths, strict=False):
            set_cell(cell, width)


def set_cell(cell: Any, width: int) -> None:
    """Write the width of one cell."""
    properties = cell.get_or_add_tcPr()
    for old in properties.findall(qn("w:tcW")):
        properties.remove(old)
    properties.insert(0, made("w:tcW", type="dxa", w=str(width)))


def write_cells(table: Table, size: float) -> None:
    """Write the letters of a table, the head bold, and keep each row on one page."""
    for number, row in enumerate(table._tbl.tr_lst):
        row.get_or_add_trPr().append(made("w:cantSplit"))
        for run in row.iter(qn("w:r")):
            properties = run.get_or_add_rPr()
            properties.append(made("w:sz", val=str(round(size * 2))))
            properties.append(made("w:szCs", val=str(round(size * 2))))
            if number == 0:
                properties.insert(0, made("w:b"))
                properties.insert(1, made("w:bCs"))


def draw_style(document: Document, palette: Mapping[str, Any]) -> None:
    """Draw the lines of the one style of tables: above, below, under the head, between rows."""
    style = document.styles.element.find(f"./{qn('w:style')}[@{qn('w:styleId')}='Table']")
    if style is None:
        return
    properties = style.find(qn("w:tblPr"))
    borders = made("w:tblBorders")
    for side, colour_name, weight in (
        ("top", "ink", "12"),
        ("bottom", "ink", "8"),
        ("insideH", "grid", "4"),
    ):
        hue = str(colour(palette, colour_name))
        borders.append(made(f"w:{side}", val="single", sz=weight, space="0", color=hue))
    margins = properties.find(qn("w:tblCellMar"))
    margins.addprevious(borders)
    for side, free in (("top", "30"), ("left", "80"), ("bottom", "30"), ("right", "80")):
        margins.find(qn(f"w:{side}")).set(qn("w:w"), free)
