"""JSON exports without their identifying fields: the same objects, some fields fewer."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from cpims_report.records.sources.encoding import decode
from cpims_report.records.sources.jsonfile import OWN_IDS
from cpims_report.records.sources.received import Received

Change = Callable[[str], str]
DATA = "data"


def write_objects(file: Received, changes: dict[tuple[str, str], Change]) -> bytes:
    """Return the records of a JSON export; `changes`: (table, field) -> what a text becomes.

    A field without a change goes, and so does an object inside that is no row of a subform.
    """
    found = json.loads(decode(file)[0])
    records = found[DATA] if isinstance(found, dict) else found
    kept = [change_record(record, changes) for record in records]
    lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in kept)
    text = f"[\n{lines}\n]\n"
    return (f'{{"{DATA}": {text}}}\n' if isinstance(found, dict) else text).encode()


def change_record(record: dict[str, Any], changes: dict[tuple[str, str], Change]) -> dict[str, Any]:
    """Return one record, whether its fields stand in it or in its `data`."""
    inner = record.get(DATA)
    outer = {name: cell for name, cell in record.items() if cell is not inner or name != DATA}
    changed = change_object(outer, "", changes)
    if isinstance(inner, dict):
        changed[DATA] = change_object(inner, "", changes)
    return changed


def change_object(
    fields: dict[str, Any], table: str, changes: dict[tuple[str, str], Change]
) -> dict[str, Any]:
    """Return the fields of an object that stay; the rows of subforms are objects of their own."""
    kept: dict[str, Any] = {}
    for field, cell in fields.items():
        if isinstance(cell, list) and cell and all(isinstance(item, dict) for item in cell):
            kept[field] = [change_object(item, field, changes) for item in cell]
        elif (table and field in OWN_IDS) or isinstance(cell, dict):
            continue
        elif (table, field) in changes:
            kept[field] = change_cell(cell, changes[table, field])
    return kept


def change_cell(cell: Any, change: Change) -> Any:
    """Return a cell with its texts changed; numbers are texts where they do change."""
    if isinstance(cell, list):
        return [change_cell(item, change) for item in cell]
    if cell is None or isinstance(cell, (bool, dict)):
        return cell
    changed = change(str(cell))
    return cell if changed == str(cell) else changed
