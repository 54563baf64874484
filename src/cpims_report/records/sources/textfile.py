"""CSV files: encoding and delimiter found from the bytes."""

from __future__ import annotations

import codecs
from io import StringIO

import pandas as pd

from cpims_report.errors import InputRefused
from cpims_report.records import refusals
from cpims_report.records.letters import tidy
from cpims_report.records.sources.received import Received
from cpims_report.records.sources.sheets import Opened, build_sheet

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DELIMITERS = (",", ";", "\t")


def read_text(file: Received) -> Opened:
    """Return the one table of a CSV file; only its name can say that it is synthetic.

    Raise InputRefused where the bytes are no text or a row has more cells than the headers.
    """
    text, encoding = decode(file)
    if not text.strip():
        raise InputRefused("Empty.", [refusals.no_rows(file.agency, file.name)])
    try:
        rows = pd.read_csv(
            StringIO(text),
            header=None,
            dtype="str",
            keep_default_na=False,
            sep=delimiter(text),
            skip_blank_lines=False,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError):
        why = "a row has more cells than there are headers, or a quotation mark is never closed"
        raise InputRefused("No table.", [refusals.no_text(file.agency, file.name, why)]) from None
    headers = [tidy(header) for header in rows.iloc[0]]
    cells = rows.iloc[1:].set_axis(range(2, len(rows) + 1), axis=0)
    return Opened([build_sheet("", headers, cells)], encoding=encoding)


def decode(file: Received) -> tuple[str, str]:
    """Return the text of a file and its encoding: UTF-8, UTF-16 with its mark, else CP1256.

    CP1256 is the code page in which Excel on an Arabic Windows saves CSV.
    """
    if file.content.startswith(UTF_16):
        encoding = "utf-16"
    elif b"\x00" in file.content:
        problem = refusals.no_text(file.agency, file.name, "it holds NUL bytes")
        raise InputRefused("No text.", [problem])
    else:
        encoding = "utf-8-sig"
    try:
        return file.content.decode(encoding), encoding
    except UnicodeDecodeError:
        if encoding == "utf-16":
            problem = refusals.no_text(file.agency, file.name, "it breaks its own encoding")
            raise InputRefused("No text.", [problem]) from None
        return file.content.decode("cp1256"), "cp1256"


def delimiter(text: str) -> str:
    """Return the delimiter that occurs most often in the first line."""
    first = text.split("\n", 1)[0]
    return max(DELIMITERS, key=first.count)
