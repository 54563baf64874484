"""Text files that are the same bytes for the same table."""

from __future__ import annotations

import csv
from io import StringIO

from cpims_report.sample.layouts.page import Page


def write_text(page: Page) -> str:
    """Return one table as CSV with `\\n` at the end of each line."""
    text = StringIO()
    page.table.to_csv(
        text, index=False, header=page.headers(), lineterminator="\n", quoting=csv.QUOTE_MINIMAL
    )
    return text.getvalue()
