"""The first sheet: what the workbook is, who gets it, how to mend."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cpims_report.records.quality.examination import SEVERITIES
from cpims_report.records.quality.messages import word


def write_cover(
    sheet: Worksheet, agency: str, language: str, formats: Mapping[str, Format]
) -> None:
    """Write the cover: a heading at the left of each paragraph."""
    names = {key: word(key, language) for key in ("problems", "refuse", "place")}
    filled = {"agency": agency, **names}
    rows = [
        (word("confidential", language), word("who_text", language)),
        (word("what", language), word("what_text", language)),
        (word("how", language), word("how_1", language)),
        *(("", word(key, language)) for key in ("how_2", "how_3")),
        *((word(key, language), word(f"{key}_text", language)) for key in SEVERITIES),
    ]
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for number, (heading, text) in enumerate(rows, start=2):
        sheet.write_string(number, 0, heading, formats["strong"])
        sheet.write_string(number, 1, text.format(**filled), formats["text"])
