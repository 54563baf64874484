"""Files as they were read before, kept beside the case tables so that none is read twice.

CONFIDENTIAL. What is kept is found by the bytes of the file, by everything that its reading looks
at, and by the code that reads; whatever of these changes, the file is read again. A reading whose
own bytes do not add up is none, and one that no file of the year has any more is deleted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

import pandas as pd
import pyarrow as pa

from cpims_report.config import Settings, Source, Year
from cpims_report.errors import Problem
from cpims_report.kept_files import hash_code, read_sealed, write_sealed
from cpims_report.records.deliveries.delivery import Delivery, Outcome
from cpims_report.records.deliveries.table_reading import Question
from cpims_report.records.read.block import Block, Origin
from cpims_report.records.read.received import Received
from cpims_report.records.read.used_columns import Unread
from cpims_report.workspace import Workspace

FOLDER = "read"
LARGEST = 64 << 20
"""Bytes of a file from which its reading is not kept: it would fill the disk a second time."""
LOOKED_AT = ("agencies", "concerns", "disclosure", "lookups", "places")
"""Files of `config/` that say how a value is read."""


@dataclass(frozen=True)
class KeptReadings:
    """The readings of one year's files that lie in a folder; `used` are those of this run."""

    folder: Path
    ground: str
    used: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, workspace: Workspace, year: Year, settings: Settings) -> KeptReadings:
        """Return those of a year, as its configuration and this program would read the files."""
        return cls(workspace.processed(year.year) / FOLDER, hash_ground(year, settings))

    def find(self, key: str, file: Received) -> Outcome | None:
        """Return what reading a file gave before, or None where it must be read."""
        content = read_sealed(self.folder / key)
        if content is None:
            return None
        try:
            return unpack(content, file)
        except (BadZipFile, KeyError, TypeError, ValueError, pa.ArrowException):
            return None

    def has(self, key: str) -> bool:
        """Return whether there is a reading under a name, sound or not."""
        return (self.folder / key).is_file()

    def keep(self, key: str, outcome: Outcome) -> None:
        """Write what reading a file gave, for its owner's eyes alone.

        What cannot be kept is read again next time: that stops nobody, nor does a full disk.
        """
        try:
            content = pack(outcome)
        except (pa.ArrowException, TypeError, ValueError):
            return
        write_sealed(self.folder / key, content)

    def call(self, file: Received, source: Source, crosswalk: Mapping[str, str]) -> str:
        """Return the name of a file's reading; it is one of this run from now on."""
        told = [
            self.ground,
            file.sha256,
            file.name,
            source.model_dump_json(),
            sorted(crosswalk.items()),
        ]
        key = hashlib.sha256(json.dumps(told).encode()).hexdigest()
        self.used.add(key)
        return key

    def forget_others(self) -> None:
        """Delete the readings of files that the year has no more."""
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.name not in self.used:
                    path.unlink(missing_ok=True)


def hash_ground(year: Year, settings: Settings) -> str:
    """Return a hash of all that reading looks at beside a file and what its source says."""
    told = hashlib.sha256(f"{year.year} {year.cut_off} {hash_code()}".encode())
    names = [*LOOKED_AT, *sorted({f"systems/{each.system}" for each in year.sources})]
    for name in names:
        path = settings.folder / f"{name}.yml"
        told.update(name.encode() + b"\0")
        told.update(hashlib.sha256(path.read_bytes() if path.is_file() else b"").digest())
    return told.hexdigest()


def pack(outcome: Outcome) -> bytes:
    """Return a reading as an archive of Arrow tables, and one text of everything else."""
    delivery, problems = outcome
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        told: dict[str, Any] = {"problems": [asdict(problem) for problem in problems]}
        if delivery:
            told["delivery"] = tell(delivery)
            for name, table in list_tables(delivery):
                archive.writestr(ZipInfo(name), write_table(table))
        archive.writestr(ZipInfo("told.json"), json.dumps(told, default=int))
    return buffer.getvalue()


def list_tables(delivery: Delivery) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the tables of a delivery by name."""
    yield "records", delivery.records
    yield "mappings", delivery.mappings
    yield "marks", delivery.marks
    yield "identifiers", delivery.identifiers.to_frame("identifier")
    for name, table in delivery.subforms.items():
        yield f"subforms/{name}", table


def tell(delivery: Delivery) -> dict[str, Any]:
    """Return all of a delivery but its tables, as plain data."""
    return {
        "block": tell_block(delivery.block),
        "nested": {name: tell_block(block) for name, block in delivery.nested.items()},
        "subforms": list(delivery.subforms),
        "synthetic": delivery.synthetic,
        "encoding": delivery.encoding,
        "notes": [asdict(note) for note in delivery.notes],
        "unread": [asdict(each) for each in delivery.unread],
        "questions": [asdict(each) for each in delivery.questions],
        "system": delivery.system,
    }


def tell_block(block: Block) -> dict[str, Any]:
    """Return where the columns of a table stand, as plain data."""
    origins = {name: asdict(origin) for name, origin in block.origins.items()}
    return {"columns": list(block.cells.columns), "origins": origins}


def unpack(content: bytes, file: Received) -> Outcome:
    """Return a reading from its archive."""
    with ZipFile(BytesIO(content)) as archive:
        told = json.loads(archive.read("told.json"))
        problems = [Problem(**each) for each in told["problems"]]
        if "delivery" not in told:
            return None, problems
        rest = told["delivery"]
        tables = {
            name: read_table(archive.read(name))
            for name in archive.namelist()
            if name != "told.json"
        }
    delivery = Delivery(
        file=file.without_content(),
        block=build_block(rest["block"]),
        nested={name: build_block(each) for name, each in rest["nested"].items()},
        records=tables["records"],
        subforms={name: tables[f"subforms/{name}"] for name in rest["subforms"]},
        mappings=tables["mappings"],
        identifiers=tables["identifiers"]["identifier"].rename(None),
        synthetic=rest["synthetic"],
        encoding=rest["encoding"],
        marks=tables["marks"],
        notes=tuple(Problem(**each) for each in rest["notes"]),
        unread=tuple(Unread(**each) for each in rest["unread"]),
        questions=tuple(Question(**each) for each in rest["questions"]),
        system=rest["system"],
    )
    return delivery, problems


def build_block(told: dict[str, Any]) -> Block:
    """Return where the columns of a table stand."""
    origins = {name: Origin(**each) for name, each in told["origins"].items()}
    return Block(pd.DataFrame(columns=told["columns"]), origins)


def write_table(table: pd.DataFrame) -> bytes:
    """Return a table as a stream of Arrow, types and index as they are."""
    arrow = pa.Table.from_pandas(table)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, arrow.schema) as stream:
        for batch in arrow.to_batches() or [without_rows(arrow)]:
            stream.write_batch(batch)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def without_rows(table: pa.Table) -> pa.RecordBatch:
    """Return an empty table as a batch, so that the categories of its columns are written too."""
    columns = [c.chunk(0) if c.num_chunks else pa.array([], c.type) for c in table.columns]
    return pa.RecordBatch.from_arrays(columns, schema=table.schema)


def read_table(content: bytes) -> pd.DataFrame:
    """Return a table from its stream."""
    with pa.ipc.open_stream(content) as stream:
        table: pd.DataFrame = stream.read_pandas()
    return table
