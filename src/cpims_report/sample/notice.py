"""The words that say everywhere that the sample is synthetic."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from cpims_report.sample.received import Delivery

NOTICE_SHEET = "SYNTHETIC"
NOTICE = (
    "SYNTHETIC DATA: invented by a random generator. No row describes a real child or agency.",
    "The layout follows an export of Primero; the figures follow nothing that was ever counted.",
    "Licence: CC0 1.0. Made by: cpims-report sample.",
)

KEY_FILE = "sample-link-key.txt"
KEY = "synthetic-sample-public-link-key-5e1f0000"
KEY_TEXT = (
    "# PUBLIC key, for the synthetic sample only: whoever has this repository has it.\n"
    "# Real identifiers are hashed with a key that the Task Force keeps elsewhere.\n"
    f"{KEY}\n"
)


def sidecar(delivery: Delivery, agency: str, content: bytes) -> str:
    """Return the description that lies beside a file, as YAML: who, when, checksum, licence."""
    card = {
        "title": f"SYNTHETIC export of {agency}, {delivery.year}",
        "synthetic": True,
        "producer": f"cpims-report sample, standing in for {agency}",
        "agency": delivery.agency,
        "profile": delivery.profile,
        "year": delivery.year,
        "received": delivery.received,
        "records": len(delivery.records),
        "sha256": hashlib.sha256(content).hexdigest(),
        "licence": "CC0-1.0",
        "notice": NOTICE[0],
    }
    return yaml.safe_dump(card, sort_keys=False, allow_unicode=True, width=100)
