"""A table that has been read leaves its columns behind, and nothing of its rows."""

import gc

import pandas as pd
import pyarrow as pa

from cpims_report.records.read.block import Block
from cpims_report.records.read.received import Received

ROWS, LENGTH = 20_000, 100


def test_an_outline_holds_no_text_of_its_table():
    before = pa.total_allocated_bytes()
    texts = pd.Series([f"{number:0{LENGTH}d}" for number in range(ROWS)], dtype="str")
    block = Block(pd.DataFrame({"source_id": texts, "row in cases": range(ROWS)}), {}).outline()
    del texts
    gc.collect()
    assert list(block.cells.columns) == ["source_id", "row in cases"]
    assert pa.total_allocated_bytes() - before < ROWS * LENGTH / 2


def test_a_file_keeps_name_and_fingerprint_when_its_bytes_are_let_go():
    file = Received("imc", "primero_v1_csv", "imc/cases.csv", b"_id\n1\n")
    fingerprint = file.sha256
    file.let_go()
    assert (file.content, file.sha256, file.name) == (b"", fingerprint, "imc/cases.csv")
