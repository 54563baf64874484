"""The same child in several agencies: keyed hashes of individual numbers."""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path

import pandas as pd

from cpims_report.records.letters import fold

KEY_VARIABLE = "CPIMS_LINK_KEY"
KEY_FILE = "link-key.txt"
SAMPLE_KEY_FILE = "sample-link-key.txt"
KEY_LENGTH = 20
UID_LENGTH = 16


def find_key(raw: Path, synthetic: bool) -> bytes:
    """Return the Task Force's secret key, empty where there is none.

    From the environment, else from a file in the folder of raw data; the sample's public key only
    where every file is synthetic, because a public key protects nobody. Lines that start with `#`
    are comments.
    """
    from_environment = os.environ.get(KEY_VARIABLE, "").strip()
    if from_environment:
        return from_environment.encode()
    names = (KEY_FILE, SAMPLE_KEY_FILE) if synthetic else (KEY_FILE,)
    files = [raw / name for name in names if (raw / name).is_file()]
    lines = files[0].read_text(encoding="utf-8").splitlines() if files else []
    keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return keys[0].encode() if keys else b""


def normalise_number(number: str) -> str:
    """Return an individual number without separators, in capitals and plain digits.

    Nothing for what a spreadsheet has turned into a number of its own (1.23E+09) or for a number
    too short to tell one child from another.
    """
    word = fold(number).upper()
    if "E+" in number.upper():
        return ""
    bare = word.replace(" ", "")
    return bare if len(bare) >= 6 else ""


def link_children(records: pd.DataFrame, key: bytes) -> pd.DataFrame:
    """Return records with `child_key` and `child_key_level` (individual or none).

    The key of a child is an HMAC-SHA256 of the proGres individual number, 20 hexadecimal digits;
    without number or key it is the record itself. A household's number is shared by brothers and
    sisters and never links.
    """
    numbers = records["individual_no"]
    keys = {
        number: hmac.new(key, bare.encode(), hashlib.sha256).hexdigest()[:KEY_LENGTH]
        for number in numbers.dropna().unique()
        if key and (bare := normalise_number(number))
    }
    linked = numbers.map(keys).astype("str")
    return records.assign(
        child_key=linked.fillna(records["record_uid"]),
        child_key_level=pd.Series("none", index=records.index, dtype="str").mask(
            linked.notna(), "individual"
        ),
    )


def identify_records(records: pd.DataFrame) -> pd.Series:
    """Return `record_uid`: 16 hexadecimal digits of a SHA-256 of agency and id in its system.

    A second record under the same id of the same agency gets a uid of its own: short ids are cut
    from long ones and do collide.
    """
    again = records.groupby(["agency", "source_id"]).cumcount()
    names = records["agency"] + ":" + records["source_id"]
    names = names.mask(again > 0, names + "#" + (again + 1).astype("str"))
    return names.map(lambda name: hashlib.sha256(name.encode()).hexdigest()[:UID_LENGTH]).astype(
        "str"
    )
