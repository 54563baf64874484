"""The words of all lists together: a value that stands in one of them is nobody's name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from cpims_report.config import Code, Settings
from cpims_report.records.codes import spell
from cpims_report.records.letters import fold
from cpims_report.records.places import Gazetteer
from cpims_report.records.sources.profile import read_countries


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
