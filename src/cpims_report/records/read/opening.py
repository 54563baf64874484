"""A file opened by what it is: its layout's reader, or another's where its name misleads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cpims_report.errors import InputRefused
from cpims_report.records.issues import damage
from cpims_report.records.read.archives import unpack
from cpims_report.records.read.file_kinds import Kind, find_kind
from cpims_report.records.read.json_file import read_json
from cpims_report.records.read.received import Received
from cpims_report.records.read.sheets import Opened
from cpims_report.records.read.text_file import read_text
from cpims_report.records.read.workbook import read_workbook

READERS: dict[str, Callable[[Received], Opened]] = {
    "workbook": read_workbook,
    "text": read_text,
    "json": read_json,
}
TABLES = {"workbook", "text"}
"""Readers of flat tables: one may stand in for the other."""


def open_by_content(file: Received, reader: str) -> Opened:
    """Return what stands in a file that its layout's `reader` should take.

    An archive of one file is unpacked; a workbook of one sheet under the name of a text, and a
    text under that of a workbook, are read. All is noted. Raise InputRefused, with
    what the file is, for everything else.
    """
    kind = find_kind(file.content)
    inside = unpack(file) if kind and kind.archive else None
    if kind and inside:
        packed = find_kind(inside.content)
        if packed and packed.archive:
            raise refused(file, kind)
        opened = open_by_content(inside, reader)
        note = damage.unpacked(file.agency, file.name, kind.title)
        return replace(opened, notes=(note, *opened.notes))
    if kind is None or kind.reader == reader:
        return READERS[reader](file)
    if {kind.reader, reader} != TABLES:
        raise refused(file, kind)
    opened = READERS[kind.reader](file)
    if len(opened.sheets) != 1:
        raise refused(file, kind)
    sheet = opened.sheets[0]
    unnamed = replace(sheet, name="") if reader == "text" else sheet
    note = damage.other_kind(file.agency, file.name, kind.title)
    return replace(opened, sheets=[unnamed], notes=(note, *opened.notes))


def refused(file: Received, kind: Kind) -> InputRefused:
    """Return the refusal of a file that is something else."""
    problem = damage.wrong_kind(file.agency, file.name, kind.title, kind.action)
    return InputRefused("Another kind of file.", [problem])
