"""JSON exports without their identifying fields: the same objects, some fields fewer."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from cpims_report.records.read.encoding import decode
from cpims_report.records.read.json_file import OWN_IDS, load, name_list, take_records
from cpims_report.records.read.received import Received
from cpims_report.records.read.sheets import to_text

Change = Callable[[str], str]
Changes = dict[tuple[str, str], Change]
DATA = "data"


def write_objects(file: Received, changes: Changes) -> bytes:
    """Return the records of a JSON export; `changes`: (table, field) -> what a text becomes.

    A field without a change goes, and so does an object inside that is no row of a subform.
    """
    found = load(decode(file)[0], file)
    name = name_list(found) if isinstance(found, dict) else ""
    records = take_records(found)
    kept = [change_record(record, changes) for record in records]
    lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in kept)
    text = f"[\n{lines}\n]\n"
    return (f'{{"{name}": {text}}}\n' if name else text).encode()


def change_record(record: dict[str, Any], changes: Changes) -> dict[str, Any]:
    """Return one record, whether its fields stand in it or in its `data`."""
    inner = record.get(DATA)
    if not isinstance(inner, dict):
        return change_object(record, "", changes)
    outer = {name: cell for name, cell in record.items() if name != DATA}
    return {**change_object(outer, "", changes), DATA: change_object(inner, "", changes)}


def change_object(fields: dict[str, Any], table: str, changes: Changes) -> dict[str, Any]:
    """Return the fields of an object that stay; the rows of subforms are objects of their own."""
    tables = {name for name, _ in changes}
    kept: dict[str, Any] = {}
    for field, cell in fields.items():
        if isinstance(cell, list) and cell and all(isinstance(item, dict) for item in cell):
            if field in tables:
                kept[field] = [change_object(item, field, changes) for item in cell]
        elif (table, field) in changes and not (table and field in OWN_IDS):
            kept[field] = change_cell(cell, changes[table, field])
    return kept


def change_cell(cell: Any, change: Change) -> Any:
    """Return a cell with its texts changed, without objects; a changed number is a text."""
    if isinstance(cell, list):
        return [change_cell(item, change) for item in cell if not isinstance(item, dict)]
    if isinstance(cell, dict):
        return None
    text = to_text(cell)
    if not text or isinstance(cell, bool):
        return cell
    changed = change(text)
    return cell if changed == text else changed
