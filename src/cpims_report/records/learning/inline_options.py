"""Options that stand beside their field as one text, their labels alone, parted by commas."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from cpims_report.records.learning.form_sheets import make_id

JOINT = ", "
OPENING, CLOSING = re.compile(r"[(\[（]"), re.compile(r"[)\]）]")


def settle_lists(fields: pd.DataFrame, lists: pd.DataFrame) -> pd.DataFrame:
    """Return fields with the list of those that do not name it, where its labels are the options.

    Older releases tell the labels of every list beside the field, and no name.
    """
    texts = lists.groupby("list", sort=False)["label"].agg(JOINT.join)
    known = {text: name for name, text in reversed(list(texts.items()))}
    silent = fields["list"].eq("") & fields["options"].ne("")
    return fields.assign(list=fields["list"].mask(silent, fields["options"].map(known).fillna("")))


def read_inline(fields: pd.DataFrame) -> pd.DataFrame:
    """Return the options of the fields that have their own: list `<form>.<field>`, id, label."""
    chosen = fields["type"].str.match(r"select_box|radio_button")
    own = fields[chosen & fields["options"].ne("") & fields["list"].eq("")]
    found = own.assign(
        list=own["form"] + "." + own["field"],
        label=own["options"].map(lambda text: [*part(text)]),
    ).explode("label")
    return found.assign(option=found["label"].map(make_id))[["list", "option", "label"]]


def part(text: str) -> Iterator[str]:
    """Yield the labels of a list, or pieces of them: a comma may be one of a label's own.

    Only where a bracket is open that is plain. A label that was parted is read by its pieces
    together (`Lexicon.join`).
    """
    label = ""
    for piece in filter(None, (piece.strip() for piece in text.split(JOINT))):
        if label and is_open(label):
            label = f"{label}{JOINT}{piece}"
            continue
        if label:
            yield label
        label = piece
    if label:
        yield label


def is_open(label: str) -> bool:
    """Return whether a bracket of a label is not closed."""
    return len(OPENING.findall(label)) > len(CLOSING.findall(label))
