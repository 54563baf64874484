"""Cells that hold a place."""

from __future__ import annotations

import pandas as pd

from cpims_report.records.deliveries.place_questions import EVERYWHERE, ask_places, read_answered
from cpims_report.records.deliveries.spellings import own_spellings
from cpims_report.records.deliveries.table_reading import WITHHELD, TableReading
from cpims_report.records.issues import refusals
from cpims_report.records.text.distinct_words import spread
from cpims_report.records.text.identifying import shown_word
from cpims_report.records.text.withheld import is_withheld
from cpims_report.records.values.known_words import known_words
from cpims_report.records.values.places import ABROAD, NOWHERE, Gazetteer, Place, agree
from cpims_report.schema import MISSING, UNKNOWN

ELSEWHERE = (NOWHERE, ABROAD)
PLACE_COLUMNS = {"governorate": "governorate", "camp": "camp", "site_type": "site"}
"""Columns that a place becomes -> the part of `Place` that fills each."""


def read_place(reading: TableReading, column: str) -> dict[str, pd.Series]:
    """Return governorate, camp and site_type of each cell.

    Where a cell has several readings, what they agree on is taken and the rest is unknown.
    """
    gazetteer = Gazetteer(reading.settings.places)
    locations = reading.extract.profile.locations
    own = own_spellings(reading, column)
    readings = {
        text: read_answered(text, own, gazetteer, locations) for text in reading.texts(column)
    }
    withheld = list(filter(is_withheld, readings))
    readings |= dict.fromkeys(withheld, gazetteer.of(UNKNOWN))
    blank = [text for text, found in readings.items() if not found and reading.is_blank(text)]
    unread = [text for text, found in readings.items() if not found and text not in blank]
    known = sum(any(place not in ELSEWHERE for place in found) for found in readings.values())
    asked = ask_places(reading, column, unread, known, gazetteer)
    reading.refuse(
        column,
        asked,
        lambda place: (
            tell_many(len(unread)) if place == EVERYWHERE else tell_place(place, gazetteer, reading)
        ),
    )
    places = {text: agree(found) if found else NOWHERE for text, found in readings.items()}
    for code, texts in find_notes(readings, reading, gazetteer).items():
        reading.mark(column, code, {text: name(places[text]) for text in texts})
    reading.mark(column, WITHHELD, dict.fromkeys(withheld, UNKNOWN))
    reading.mark(column, "VAL-01", dict.fromkeys(blank, MISSING))
    columns = {
        canonical: spread(
            reading.cells(column),
            {text: getattr(place, part) for text, place in places.items()},
            MISSING,
            "str",
        )
        for canonical, part in PLACE_COLUMNS.items()
    }
    pairs = {text: [(text, name(place))] for text, place in places.items()}
    reading.remember(column, pairs, name(NOWHERE))
    return columns


def find_notes(
    readings: dict[str, tuple[Place, ...]], reading: TableReading, gazetteer: Gazetteer
) -> dict[str, list[str]]:
    """Return code -> the texts that leave it: doubtful, a camp, or written in another way."""
    notes: dict[str, list[str]] = {}
    for text, found in readings.items():
        locations = reading.extract.profile.locations
        if is_withheld(text):
            continue
        code = "PLC-03" if len(found) > 1 else gazetteer.note(text, locations) if found else ""
        if code:
            notes.setdefault(code, []).append(text)
    return notes


def name(place: Place) -> str:
    """Return a place as one text of codes."""
    return f"{place.governorate} / {place.camp}"


def tell_many(count: int) -> dict[str, str]:
    """Return the words of the problem of many places with no reading."""
    return {
        "code": "IN-VALUE",
        "message": f"{count} different places are not known.",
        "expected": "governorates and camps of config/places.yml",
        "action": "Answer the open decision on them, or add their spellings to config/places.yml.",
    }


def tell_place(text: str, gazetteer: Gazetteer, reading: TableReading) -> dict[str, str]:
    """Return the words of the problem of a place with no reading."""
    return {
        "code": "IN-VALUE",
        "message": "The place is not known.",
        "value": shown_word(text, gazetteer.words(), known_words(reading.settings)),
        "expected": "a governorate or camp",
        "nearest": refusals.nearest(text, gazetteer.words()),
        "action": "Correct the data, or add the spelling to config/places.yml.",
    }
