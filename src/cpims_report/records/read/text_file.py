"""CSV files: encoding and delimiter found from the bytes, and rows of whatever width."""

from __future__ import annotations

import csv
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from cpims_report.errors import InputRefused
from cpims_report.records.issues import damage, refusals
from cpims_report.records.read.delimiters import (
    find_delimiter,
    find_headers,
    sample,
    take_statement,
)
from cpims_report.records.read.encoding import decode
from cpims_report.records.read.ragged_rows import read_ragged
from cpims_report.records.read.received import Received
from cpims_report.records.read.safety import check_lines, check_width
from cpims_report.records.read.sheets import Opened, build_sheet
from cpims_report.records.text.normalisation import tidy
from cpims_report.records.values.dates import looks_like_day

BLOCK = 8 << 20
FEWEST = 2
"""Other values of the last column by which a piece of one is known."""
QUOTE = b'"'
"""An odd number of them may leave the last cell open, which the fast reader does not mind."""
WORDS = pa.dictionary(pa.int32(), pa.large_string())


def read_text(file: Received) -> Opened:
    """Return the one table of a CSV file; only its name can say that it is synthetic.

    Lines of titles above the headers are passed over and noted. Raise InputRefused where the bytes
    are no text, a row has more cells than the headers, or a line or the table is wider than any
    export.
    """
    check_lines(file.content, file.agency, file.name)
    decoded, encoding = decode(file)
    content, stated = take_statement(decoded)
    if content.isspace() or not content:
        raise InputRefused("Empty.", [refusals.no_rows(file.agency, file.name)])
    separator = find_delimiter(content, stated)
    first = sample(content, separator)
    if not first:
        why = "its row of headers cannot be read"
        raise InputRefused("No table.", [refusals.no_text(file.agency, file.name, why)])
    above = find_headers(first)
    headers = first[above]
    check_width(len(headers), file.agency, file.name)
    even = not above and content.count(QUOTE) % 2 == 0
    rows = read_even(content, separator, len(headers)) if even else None
    notes = [damage.titles(file.agency, file.name, "", above)] if above else []
    short: frozenset[int] = frozenset()
    if rows is None:
        try:
            rows, more, short = read_ragged(content, separator, above, len(headers), file)
        except csv.Error:
            why = "a cell is longer than any export writes"
            problem = refusals.no_text(file.agency, file.name, why)
            raise InputRefused("No table.", [problem]) from None
        notes += more
    start = above + 2
    if not content.endswith((b"\n", b"\r")) and ends_early(rows):
        where = "its last value is a piece of one"
        problem = damage.cut_off(file.agency, file.name, start + len(rows) - 1, where)
        raise InputRefused("Cut off.", [problem])
    cells = rows.set_axis(range(start, len(rows) + start), axis=0)
    sheet = build_sheet("", [*map(tidy, headers)], cells)
    return Opened([sheet], encoding=encoding, notes=tuple(notes), short=short)


def ends_early(rows: pd.DataFrame) -> bool:
    """Return whether the last cell of a text without a last line break is a piece of a value.

    It is a shorter day than all others of its column, or the beginning of a word that they have.
    """
    if len(rows) <= FEWEST or rows.empty:
        return False
    *others, last = rows[rows.columns[-1]].astype("object").fillna("").str.strip()
    words = {word for word in others if word}
    if not last or last in words or len(words) < FEWEST:
        return False
    lengths = {len(word) for word in words}
    days = all(map(looks_like_day, words)) and len(lengths) == 1
    if days:
        return len(last) < lengths.pop()
    return last.isalpha() and any(word.startswith(last) for word in words)


def read_even(content: bytes, separator: str, width: int) -> pd.DataFrame | None:
    """Return the rows below the headers as text, by position.

    The fast reader wants every row to be as wide as the headers; None for what it will not take.
    """
    names = [str(place) for place in range(width)]
    try:
        table = arrow_csv.read_csv(
            BytesIO(content),
            arrow_csv.ReadOptions(column_names=names, skip_rows_after_names=1, block_size=BLOCK),
            arrow_csv.ParseOptions(
                delimiter=separator, newlines_in_values=True, ignore_empty_lines=False
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, WORDS), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    columns = table.columns
    del table
    with ThreadPoolExecutor() as beside:
        return pd.DataFrame(dict(enumerate(beside.map(to_categories, columns))))


def to_categories(column: pa.ChunkedArray) -> pd.Categorical:
    """Return a column of numbered words; the chunks of a file number theirs each for itself."""
    chunks = column.unify_dictionaries().chunks
    if not chunks:
        return pd.Categorical.from_codes([], pd.Index([], dtype="str"))
    codes = np.concatenate([chunk.indices.to_numpy() for chunk in chunks])
    return pd.Categorical.from_codes(codes, pd.Index(pd.array(chunks[0].dictionary, dtype="str")))
