"""The words of all lists together: a value that stands in one of them is nobody's name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from cpims_report.config import Code, Settings
from cpims_report.records.systems.profile import read_countries
from cpims_report.records.text.normalisation import fold
from cpims_report.records.values.codes import spell
from cpims_report.records.values.places import Gazetteer


@lru_cache(maxsize=8)
def known_words(settings: Settings) -> frozenset[str]:
    """Return every word of every list of the configuration, folded."""
    lists: list[Mapping[str, Code]] = [
        settings.concerns.concerns,
        settings.concerns.statuses,
        settings.agencies,
        *settings.lookups.values(),
    ]
    words = [word for codes in lists for word, _ in spell(codes)]
    countries = [word for key, labels in read_countries().items() for word in (key, *labels)]
    return frozenset(map(fold, (*words, *countries, *Gazetteer(settings.places).words())))
