"""Open questions whether a field of a system is one of ours, as the files of a year raise them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cpims_report.config import Decision, Settings, Year
from cpims_report.records.deliveries.delivery import Delivery
from cpims_report.records.systems.dictionary import read_dictionary
from cpims_report.records.text.normalisation import fold, halves


def gather_fields(
    deliveries: Collection[Delivery], year: Year, settings: Settings
) -> Iterator[tuple[str, Decision]]:
    """Yield system and question of each field that a file has and nobody has said is meant.

    A file that could not be read may lack just that field, so then all of its system are asked.
    """
    read = {(each.system, each.file.agency) for each in deliveries}
    sources = {(source.system, source.agency) for source in year.sources if source.system}
    for system in sorted({system for system, _ in sources}):
        own = [each for each in deliveries if each.system == system]
        unread = any(source[0] == system for source in sources - read)
        for decision in read_dictionary(settings, system).decide:
            if decision.list or decision.answer:
                continue
            records = sum(len(each.records) for each in own if has_field(each, decision))
            if records or unread:
                yield system, decision.model_copy(update={"records": records})


def has_field(delivery: Delivery, decision: Decision) -> bool:
    """Return whether a file has a column of the field, by its id or its label, that is unread."""
    names = {fold(word) for word in (decision.option, decision.label, *halves(decision.label))}
    return any(fold(each.header) in names for each in delivery.unread if each.header)
