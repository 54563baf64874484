"""CSV files: encoding and delimiter found from the bytes."""

from __future__ import annotations

import codecs
import csv
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO, TextIOWrapper

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from cpims_report.errors import InputRefused
from cpims_report.records import refusals
from cpims_report.records.letters import tidy
from cpims_report.records.sources.received import Received
from cpims_report.records.sources.safety import PIECE, check_lines, check_width
from cpims_report.records.sources.sheets import Opened, build_sheet

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DELIMITERS = (",", ";", "\t")
BLOCK = 8 << 20
WORDS = pa.dictionary(pa.int32(), pa.large_string())


def read_text(file: Received) -> Opened:
    """Return the one table of a CSV file; only its name can say that it is synthetic.

    Raise InputRefused where the bytes are no text, a row has more cells than the headers, or a
    line or the table is wider than any export.
    """
    check_lines(file.content, file.agency, file.name)
    content, encoding = decode(file)
    if content.isspace() or not content:
        raise InputRefused("Empty.", [refusals.no_rows(file.agency, file.name)])
    separator = delimiter(content)
    headers = read_headers(content, separator, file)
    check_width(len(headers), file.agency, file.name)
    rows = read_rows(content, separator, len(headers), file)
    cells = rows.set_axis(range(2, len(rows) + 2), axis=0)
    return Opened([build_sheet("", [*map(tidy, headers)], cells)], encoding=encoding)


def read_rows(content: bytes, separator: str, width: int, file: Received) -> pd.DataFrame:
    """Return the rows below the headers as text, by position.

    The fast reader wants every row to be as wide as the headers; what it will not take goes to
    the patient one, which fills short rows and tells what is wrong with long ones.
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
        return read_patiently(content, separator, file)
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


def read_patiently(content: bytes, separator: str, file: Received) -> pd.DataFrame:
    """Return the rows below the headers as text, short ones filled with nulls."""
    try:
        rows = pd.read_csv(
            BytesIO(content),
            header=None,
            dtype="str",
            keep_default_na=False,
            sep=separator,
            skip_blank_lines=False,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError):
        why = "a row has more cells than there are headers, or a quotation mark is never closed"
        raise InputRefused("No table.", [refusals.no_text(file.agency, file.name, why)]) from None
    return rows.iloc[1:]


def decode(file: Received) -> tuple[bytes, str]:
    """Return a file's text as UTF-8, and the encoding it came in: UTF-8, UTF-16, else CP1256.

    UTF-16 shows itself by its mark. CP1256 is the code page in which Excel on an Arabic Windows
    saves CSV.
    """
    content = file.content
    if content.startswith(UTF_16):
        try:
            return recode(content, "utf-16"), "utf-16"
        except UnicodeDecodeError:
            why = "it breaks its own encoding"
            problem = refusals.no_text(file.agency, file.name, why)
            raise InputRefused("No text.", [problem]) from None
    if b"\x00" in content:
        problem = refusals.no_text(file.agency, file.name, "it holds NUL bytes")
        raise InputRefused("No text.", [problem])
    if is_utf_8(content):
        return content.removeprefix(codecs.BOM_UTF8), "utf-8-sig"
    return recode(content, "cp1256"), "cp1256"


def is_utf_8(content: bytes) -> bool:
    """Return whether all bytes are UTF-8, looked at a piece at a time."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), PIECE):
            decoder.decode(content[start : start + PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def recode(content: bytes, encoding: str) -> bytes:
    """Return `content` as UTF-8, a piece at a time."""
    decoder = codecs.getincrementaldecoder(encoding)()
    pieces = [
        decoder.decode(content[start : start + PIECE]).encode()
        for start in range(0, len(content), PIECE)
    ]
    return b"".join([*pieces, decoder.decode(b"", final=True).encode()])


def delimiter(content: bytes) -> str:
    """Return the delimiter that occurs most often in the first line."""
    first = content[: content.find(b"\n")] if b"\n" in content else content
    return max(DELIMITERS, key=lambda mark: first.count(mark.encode()))


def read_headers(content: bytes, separator: str, file: Received) -> list[str]:
    """Return the headers as written; the first row may run over several lines."""
    stream = TextIOWrapper(BytesIO(content), encoding="utf-8", newline="")
    try:
        return next(csv.reader(stream, delimiter=separator), [])
    except csv.Error:
        why = "its row of headers cannot be read"
        raise InputRefused("No table.", [refusals.no_text(file.agency, file.name, why)]) from None
