"""An archive of one file unpacked, within bounds: what some systems send for download."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from typing import IO

from cpims_report.records.read.file_kinds import ZIP
from cpims_report.records.read.received import Received
from cpims_report.records.read.safety import refused_size

GZIP = b"\x1f\x8b"
MOST_UNPACKED = 512 << 20
"""Bytes of an unpacked export; how many there are is counted while it is read, never believed."""
BESIDE = ("__MACOSX/", ".DS_Store")
"""What a program for archives adds of its own."""


def unpack(file: Received) -> Received | None:
    """Return the one file in an archive under the archive's name, or None where there is no such.

    Several files, a password or damage leave the archive as it is. The fingerprint stays that of
    what was received. Raise InputRefused where more comes out than is safe.
    """
    try:
        if file.content.startswith(GZIP):
            with gzip.open(BytesIO(file.content)) as stream:
                return take(stream, file)
        if file.content.startswith(ZIP):
            with zipfile.ZipFile(BytesIO(file.content)) as archive:
                inside = [
                    each
                    for each in archive.infolist()
                    if not each.is_dir() and not each.filename.startswith(BESIDE)
                ]
                if len(inside) == 1:
                    with archive.open(inside[0]) as stream:
                        return take(stream, file)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError):
        return None
    return None


def take(stream: IO[bytes] | gzip.GzipFile, file: Received) -> Received:
    """Return what a stream holds as the content of a file, or refuse it as too large."""
    content = stream.read(MOST_UNPACKED + 1)
    if len(content) > MOST_UNPACKED:
        what, limit = "an archive that grows beyond all measure", f"{MOST_UNPACKED >> 20} MiB"
        raise refused_size(file.agency, file.name, what, limit)
    return replace(file, content=content, digest=file.sha256)
