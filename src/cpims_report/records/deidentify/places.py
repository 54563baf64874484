"""Places cut to what the report knows: country, governorate, camp; no village, no street."""

from __future__ import annotations

from cpims_report.records.systems.profile import Locations
from cpims_report.records.text.normalisation import fold, fold_place
from cpims_report.records.text.withheld import MARK
from cpims_report.records.values.places import CODE, Gazetteer


def cut_place(text: str, gazetteer: Gazetteer, locations: Locations) -> str:
    """Return a path without the levels that no list has; a mark where that would change its sense.

    The place that is read afterwards is the one that was read before.
    """
    readings = gazetteer.read(text, locations)
    if not readings:
        return MARK
    levels = gazetteer.order(text, locations)[0]
    kept = [cut for level in levels if (cut := cut_level(level, gazetteer))]
    written = kept[::-1] if locations.country == "last" else kept
    path = locations.separator.join(written)
    if fold(text) in (fold(path), fold(" ".join(kept))):
        return text
    return path if gazetteer.read(path, locations) == readings else MARK


def cut_level(level: str, gazetteer: Gazetteer) -> str:
    """Return one level of a path as it may be sent, or nothing; a code as its governorate."""
    if is_listed(fold_place(level), gazetteer):
        return level
    foreign = gazetteer.find_foreign(level)
    if foreign:
        return foreign
    code = CODE.fullmatch(fold_place(level))
    if code and code[1] in gazetteer.governorates:
        return code[1].upper()
    return ""


def is_listed(word: str, gazetteer: Gazetteer) -> bool:
    """Return whether a folded word is the name of a country, governorate or camp."""
    lists = (gazetteer.countries, gazetteer.abroad, gazetteer.governorates, gazetteer.camps)
    return any(word in known for known in (*lists, gazetteer.towns, gazetteer.ambiguous))
