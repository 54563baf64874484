"""Options that stand beside their field as one text, their labels alone, parted by commas."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from cpims_report.records.systems.form_sheets import make_id

JOINT = ", "
OPENING, CLOSING = re.compile(r"[(\[（]"), re.compile(r"[)\]）]")
GOES_ON = re.compile(r"[a-z\u00df-\u00ff(]")
"""How a piece begins that goes on with a label whose list writes each with a capital."""


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
    """Yield the labels of a list. A comma may be one of a label's own.

    It is where a bracket is open, and where the piece behind it goes on in small letters while the
    list writes its labels with capitals. What stays doubtful is read by its pieces together.
    """
    pieces = [piece.strip() for piece in text.split(JOINT) if piece.strip()]
    capital = (
        bool(pieces)
        and pieces[0][0].isupper()
        and sum(piece[0].isupper() for piece in pieces) >= len(pieces) / 2
    )
    label = ""
    for piece in pieces:
        if label and (is_open(label) or (capital and GOES_ON.match(piece))):
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
