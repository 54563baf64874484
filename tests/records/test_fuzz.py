"""Whatever bytes a reader is given, it answers with a table or with a refusal in words."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable

import pytest
import xlsxwriter

from cpims_report.config import Source
from cpims_report.errors import InputRefused
from cpims_report.records.read.extract import READERS, extract
from cpims_report.records.read.received import Received
from cpims_report.records.systems.profile import read_profiles

TRIES = 120
"""How often each reader is tried, with the same bytes each time."""
PIECES = (
    b"",
    b"\x00",
    b"\xff\xfe",
    b'"',
    b"\n",
    b",",
    b"\r",
    b"=",
    b"PK\x03\x04",
    b"[",
    b"{",
    b"<",
)


def make_book() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name in ("Basic Identity", "Closure"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["ID", "Case Status", "Sex", "Date of Closure"])
            for row in range(1, 30):
                sheet.write_row(row, 0, [f"abc{row:04d}", "Open", "Female", 43105 + row])
    return stream.getvalue()


def make_text() -> bytes:
    rows = [f'{row},open,"[""syria""]",2018-03-{row % 28 + 1:02d},أنثى' for row in range(200)]
    return "\n".join(["id,status,nationality,registration_date,sex", *rows]).encode()


def make_json() -> bytes:
    services = [{"service_type": "food_service"}, {"service_type": "education_service"}]
    records = [
        {"id": f"{row}", "data": {"status": "open", "sex": "male", "services_section": services}}
        for row in range(60)
    ]
    return json.dumps(records).encode()


def make_old_book() -> bytes:
    """Return the beginning of an old workbook: its container without much inside."""
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(range(256)) * 8


SEEDS: dict[str, Callable[[], bytes]] = {
    "workbook": make_book,
    "text": make_text,
    "json": make_json,
    "old workbook": make_old_book,
}


def mutate(content: bytes, dice: random.Random) -> bytes:
    """Return bytes with a few of them changed, cut, doubled or exchanged."""
    data = bytearray(content)
    for _ in range(dice.randint(1, 12)):
        place = dice.randrange(len(data) + 1)
        match dice.randrange(5):
            case 0 if place < len(data):
                data[place] = dice.randrange(256)
            case 1:
                data[place:place] = dice.choice(PIECES)
            case 2:
                del data[place : place + dice.randrange(64)]
            case 3:
                piece = data[place : place + dice.randrange(256)]
                data[place:place] = piece * dice.randrange(1, 8)
            case _:
                del data[place:]
                data += content[place // 2 :]
    return bytes(data)


def mutate_parts(content: bytes, dice: random.Random) -> bytes:
    """Return a workbook whose XML was changed, so that the change lies behind the compression."""
    import zipfile

    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        chosen = dice.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, mutate(part, dice) if name == chosen else part)
    return stream.getvalue()


def answers(read: Callable[[Received], object], content: bytes) -> bool:
    """Return whether a reader gave a table, or refused without a word."""
    file = Received("imc", "primero_v2_xlsx", "imc/file", content)
    try:
        return read(file) is not None
    except InputRefused as refused:
        return not refused.problems


@pytest.mark.parametrize("kind", ["workbook", "old workbook", "text", "json"])
def test_mutated_bytes_give_a_table_or_a_refusal(kind, capfd):
    reader = kind.removeprefix("old ")
    if reader not in READERS:
        pytest.skip(f"no reader {reader}")
    dice = random.Random(2018)
    content = SEEDS[kind]()
    change = mutate_parts if kind == "workbook" else mutate
    tried = {True: 0, False: 0}
    for _ in range(TRIES):
        mutated = (mutate if dice.random() < 0.3 else change)(content, dice)
        tried[answers(READERS[reader], mutated)] += 1
    capfd.readouterr()
    assert tried[False] > 0


@pytest.mark.parametrize("profile", sorted(read_profiles()))
def test_a_mutated_export_gives_records_or_a_refusal(profile):
    known = read_profiles()[profile]
    source = Source(agency="imc", profile=profile, files=("imc/*",))
    dice = random.Random(profile)
    content = SEEDS[known.reader]()
    for _ in range(8):
        mutated = mutate(content, dice)
        answers(lambda file: extract(file, known, source), mutated)


def test_noise_is_refused_or_read_as_text():
    dice = random.Random(1)
    for size in (1, 2, 7, 512, 513, 4096):
        noise = dice.randbytes(size)
        for read in READERS.values():
            answers(read, noise)
