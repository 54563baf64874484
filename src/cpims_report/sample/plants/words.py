"""Words in other letters: unseen marks, digits of another script, sloppy ids and Arabic."""

from __future__ import annotations

from typing import Any

from cpims_report.sample.layouts.options import COLLAPSED
from cpims_report.sample.plants.files import in_code_page
from cpims_report.sample.plants.plant import ALL, WITH_IDS, CellPlant, Mask, RecordPlant, Records
from cpims_report.sample.received import Delivery

RIGHT_TO_LEFT = "\u200f"
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
VARIANTS = {
    "female": "انثي",
    "male": "ذكـر",
    "أنثى": "انثي",
    "ذكر": "ذكـر",
    "f": "انثي",
    "m": "ذكـر",
    "girls": "انثي",
    "boys": "ذكـر",
}
"""Words for the sexes without hamza, with ya for alif maqsura, with a tatweel."""


def hide_mark(cell: Any, _: int, __: Delivery) -> str | None:
    """Return a word with a mark of direction before it."""
    return f"{RIGHT_TO_LEFT}{cell}" if isinstance(cell, str) and cell else None


def write_arabic_digits(cell: Any, _: int, delivery: Delivery) -> str | None:
    """Return a date in Arabic-Indic digits, which the code page does not have."""
    if in_code_page(delivery) or not isinstance(cell, str) or not cell:
        return None
    return cell.translate(ARABIC_DIGITS)


def vary_letters(cell: Any, _: int, __: Delivery) -> str | None:
    """Return a word in Arabic letters that vary from its usual spelling."""
    return VARIANTS.get(str(cell).split(" | ")[0].lower())


def type_sloppily(cell: Any, _: int, delivery: Delivery) -> str | None:
    """Return an id with hyphens for underscores, a label with a hyphen for its blank."""
    if not isinstance(cell, str):
        return None
    if delivery.profile in WITH_IDS:
        return cell.replace("_", "-") if "_" in cell else None
    word, both, arabic = cell.partition(" | ")
    return word.replace(" ", "-") + both + arabic if " " in word else None


def mistranslated(records: Records, delivery: Delivery) -> Mask:
    """Return the separated children of an Arabic export."""
    return records["protection_status"].eq("separated") & delivery.arabic


def collapse(rows: Records, _: Delivery) -> Records:
    """Return children whose status is a word that means both: nobody knows which."""
    return rows.assign(protection_status=COLLAPSED)


RECORDS = (
    RecordPlant(
        11, "flag", "protection_status", mistranslated, collapse, ("primero_v2_xlsx",), 0.004
    ),
)
CELLS = (
    CellPlant(12, "mend", "sex", hide_mark, ALL, 0.0015),
    CellPlant(12, "mend", "registration_date", write_arabic_digits, ALL, 0.0015),
    CellPlant(13, "mend", "sex", vary_letters),
    CellPlant(9, "mend", "displacement_status", type_sloppily),
)
