"""Places that are in no list, brought together so that a person answers for many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from cpims_report.records.deliveries.table_reading import Question, TableReading
from cpims_report.records.systems.profile import Locations
from cpims_report.records.text.given_names import hold_given_names
from cpims_report.records.text.identifying import shown
from cpims_report.records.values.places import Gazetteer, Place
from cpims_report.schema import NOT_APPLICABLE

PLACES = "places"
"""The name under which decisions ask for a place."""
EVERYWHERE = "*"
"""Stands for all places of a column that are in no list and have no answer of their own."""
MOST_ASKED = 5
"""More unknown places than this are one question."""
MOST_NAMED, OFTEN = 4, 3
"""Places that the question names, and records from which a place is named."""
ELSEWHERE = "no place of the file is in config/places.yml"


def read_answered(
    text: str, own: Mapping[str, str], gazetteer: Gazetteer, locations: Locations
) -> tuple[Place, ...]:
    """Return the places that a cell can mean, with what a person has said of it.

    An answer may be on the cell as it stands, on the place above all others of its path, or on
    all places that are in no list.
    """
    levels = gazetteer.order(text, locations)[0]
    answers = [own[word] for word in (text, *levels[:1]) if word in own]
    found = gazetteer.read(text, locations) if not answers else ()
    if not answers and not found and EVERYWHERE in own:
        answers = [own[EVERYWHERE]]
    for answer in answers[:1]:
        found = gazetteer.of(answer) or gazetteer.read(answer, locations)
    return found


def ask_places(
    reading: TableReading, column: str, unread: Iterable[str], known: int, gazetteer: Gazetteer
) -> dict[str, list[str]]:
    """Note the questions on places that are in no list; return what is asked -> its cells.

    Those below one place are one question; so are all, where there are many. `known` counts the
    places of the file that are in a list.
    """
    locations = reading.extract.profile.locations
    below: dict[str, list[str]] = {}
    for text in unread:
        below.setdefault(gazetteer.order(text, locations)[0][0], []).append(text)
    if len(below) <= MOST_ASKED:
        asked = {texts[0] if len(texts) == 1 else top: texts for top, texts in below.items()}
        reading.ask(column, PLACES, asked, {})
        return asked
    counts = Counter(
        {top: sum(reading.counts(column)[text] for text in texts) for top, texts in below.items()}
    )
    reading.questions.append(
        Question(
            column=column,
            codes=PLACES,
            value=EVERYWHERE,
            records=counts.total(),
            label=name_places(counts),
            propose="" if known else NOT_APPLICABLE,
            why="" if known else ELSEWHERE,
        )
    )
    return {EVERYWHERE: [text for texts in below.values() for text in texts]}


def name_places(counts: Counter[str]) -> str:
    """Return how many places there are, and those that records have most, none like a name."""
    often = [
        place
        for place, records in counts.most_common()
        if records >= OFTEN and shown(place) == place and not hold_given_names([place])
    ]
    named = ", ".join([*often[:MOST_NAMED], "…"])
    return (
        f"{len(counts)} places that are in no list: {named}" if often else f"{len(counts)} places"
    )
