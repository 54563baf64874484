"""Cells that hold a place."""

from __future__ import annotations

import pandas as pd

from cpims_report.records import refusals
from cpims_report.records.identifying import shown
from cpims_report.records.places import NOWHERE, Gazetteer, Place
from cpims_report.records.values.coded import translate
from cpims_report.records.values.desk import Desk
from cpims_report.schema import MISSING

PLACE_COLUMNS = {"governorate": "governorate", "camp": "camp", "site_type": "site"}
"""Columns that a place becomes -> the part of `Place` that fills each."""


def read_place(desk: Desk, column: str) -> dict[str, pd.Series]:
    """Return governorate, camp and site_type of each cell."""
    gazetteer = Gazetteer(desk.settings.places)
    locations = desk.extract.profile.locations
    readings = {text: gazetteer.read(text, locations) for text in desk.texts(column)}
    doubtful = [
        text for text, found in readings.items() if len(found) != 1 and not desk.is_blank(text)
    ]
    desk.refuse(
        column,
        {text: [text] for text in doubtful},
        lambda text: tell_place(text, readings[text], gazetteer),
    )
    places = {text: found[0] if found else NOWHERE for text, found in readings.items()}
    columns = {
        name: translate(
            desk.cells(column),
            {text: getattr(place, part) for text, place in places.items()},
            MISSING,
        )
        for name, part in PLACE_COLUMNS.items()
    }
    shown_place = columns["governorate"] + " / " + columns["camp"]
    desk.remember(column, desk.cells(column), shown_place)
    return columns


def tell_place(text: str, found: tuple[Place, ...], gazetteer: Gazetteer) -> dict[str, str]:
    """Return the words of the problem of a place with no reading, or with several."""
    return {
        "code": "IN-AMBIGUOUS" if found else "IN-VALUE",
        "message": "The place can mean several things." if found else "The place is not known.",
        "value": shown(text),
        "expected": "a camp or the town of that name" if found else "a governorate or camp",
        "nearest": "" if found else refusals.nearest(text, gazetteer.words()),
        "action": "Correct the data, or add the spelling to config/places.yml.",
    }
