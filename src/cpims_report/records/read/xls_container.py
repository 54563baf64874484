"""The container of an old .xls looked through before it is opened: passwords, macros, far corners.

An .xls keeps its parts in sectors of an OLE compound file. calamine lays each sheet out as a full
rectangle of up to 65,536 rows and 256 columns, so the number of sheets bounds the memory.
"""

from __future__ import annotations

import re

from cpims_report.errors import InputRefused
from cpims_report.records.issues import refusals
from cpims_report.records.read.safety import refused_size

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MACROS = "_VBA_PROJECT".encode("utf-16-le")
MOST_BYTES = 256 << 20
SHEET = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x10\x00")
"""The record that begins each worksheet's part of the stream."""
MOST_SHEETS = 64


def check_compound(content: bytes, agency: str, name: str) -> None:
    """Raise InputRefused for an .xls behind a password, with macros or with too many sheets."""
    if ENCRYPTED in content:
        raise InputRefused("A workbook is locked.", [refusals.locked(agency, name)])
    if MACROS in content:
        why = "The workbook holds macros."
        action = "Save it as .xlsx without macros, and put that copy in its place."
        raise InputRefused("Macros.", [refusals.unreadable(agency, name, why, action, "IN-MACRO")])
    if len(content) > MOST_BYTES:
        what = f"an .xls of {len(content) >> 20} MiB"
        raise refused_size(agency, name, what, f"{MOST_BYTES >> 20} MiB")
    sheets = len(SHEET.findall(content))
    if sheets > MOST_SHEETS:
        raise refused_size(agency, name, f"{sheets} sheets", f"{MOST_SHEETS} sheets")
