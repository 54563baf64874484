"""What a file is by its content, whatever its name says."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from cpims_report.records.read.encoding import UTF_16
from cpims_report.records.read.xls_container import OLE

ZIP = b"PK\x03\x04"
HEAD = 4096
"""Bytes at the beginning of a file that show what it is."""
SAVE = "Open it in a spreadsheet program, save it as .xlsx, and put that copy in its place."
UNPACK = "Unpack it, and put the export itself in its place."
ASK = "Ask for the export itself."
PROFILE = "Correct the profile of this source in the configuration of the year."


@dataclass(frozen=True)
class Kind:
    """A kind of file: its name in words, the reader that takes it if any, and what to do else.

    An `archive` of one file is read as that file.
    """

    title: str
    reader: str = ""
    action: str = ASK
    archive: bool = False


WORKBOOK = Kind("an Excel workbook", "workbook", PROFILE)
TEXT = Kind("a table in plain text", "text", PROFILE)
JSON = Kind("JSON", "json", PROFILE)
MAGIC = {
    b"\x1f\x8b": Kind("a gzip archive", action=UNPACK, archive=True),
    b"Rar!": Kind("a RAR archive", action=UNPACK),
    b"7z\xbc\xaf\x27\x1c": Kind("a 7z archive", action=UNPACK),
    b"%PDF": Kind("a PDF document"),
    b"{\\rtf": Kind("a text document (RTF)"),
    b"\x89PNG": Kind("a picture"),
    b"\xff\xd8\xff": Kind("a picture"),
}
PARTS = {
    "xl/workbook.xml": WORKBOOK,
    "xl/workbook.bin": Kind("a binary Excel workbook (.xlsb)", action=SAVE),
    "content.xml": Kind("an OpenDocument spreadsheet (.ods)", action=SAVE),
    "index/document.iwa": Kind("an Apple Numbers table", action=SAVE),
    "word/document.xml": Kind("a Word document"),
}
"""A part that an archive of a kind has, in lower case."""
MARKUP = (
    (re.compile(r"urn:schemas-microsoft-com:office:spreadsheet"), "an XML spreadsheet of 2003"),
    (re.compile(r"<(?:!doctype html|html|head|meta|body|table|style|div)\b", re.I), "a web page"),
    (re.compile(r"^\s*<\?xml"), "an XML file"),
    (re.compile(r"^mime-version:", re.I | re.M), "a web page (.mht)"),
)
RECORDS = re.compile(r"^\s*[\[{]")


def find_kind(content: bytes) -> Kind | None:
    """Return what a file is, or None where its content does not tell."""
    if content.startswith(OLE):
        return WORKBOOK
    if content.startswith(ZIP):
        return look_into(content)
    known = next((kind for start, kind in MAGIC.items() if content.startswith(start)), None)
    if known:
        return known
    head = content[:HEAD]
    wide = head.startswith(UTF_16)
    text = head.decode("utf-16" if wide else "utf-8", errors="ignore").lstrip("\ufeff")
    if RECORDS.match(text):
        return JSON
    if "<" in text[:200] or text[:5].lower() == "mime-":
        for sign, title in MARKUP:
            if sign.search(text):
                return Kind(title, action=SAVE)
    first = text.split("\n", 1)[0]
    plain = wide or b"\x00" not in head
    return TEXT if plain and any(mark in first for mark in ",;\t") else None


def look_into(content: bytes) -> Kind | None:
    """Return what an archive is by the names of its parts; None where it is damaged."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    found = next((kind for part, kind in PARTS.items() if part in names), None)
    return found or Kind("a zip archive", action=UNPACK, archive=True)
