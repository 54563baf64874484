"""What the pages of a PDF say, as a reader selects it."""

from __future__ import annotations

import threading
from pathlib import Path

from pypdfium2 import PdfDocument, PdfiumError

__all__ = ["PdfiumError", "page_texts"]

ONE_AT_A_TIME = threading.Lock()
"""PDFium ends the whole process where two threads use it, and two editions are made at once."""


def page_texts(source: Path | bytes) -> list[str]:
    """Return the text of each page; raises PdfiumError for what is no PDF."""
    with ONE_AT_A_TIME:
        document = PdfDocument(source)
        try:
            return [page.get_textpage().get_text_bounded() for page in document]
        finally:
            document.close()
