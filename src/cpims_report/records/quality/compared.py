"""What is strange in a year's files beside those of the year before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from math import sqrt
from statistics import median

from cpims_report.errors import Problem
from cpims_report.records.deliveries.coverage import FEWEST
from cpims_report.records.deliveries.delivery import Delivery
from cpims_report.records.quality.delivered import Agency, Delivered

USUAL = 5
"""Registrations of a usual month from which a month without any is strange: by chance, 1 of 150."""
FACTOR = 1.5
"""Times as many, or as few, from which a count has jumped."""
CHANCE = 2.5
"""Difference of the square roots beyond chance: three and a half standard deviations."""
FILLED = 0.05
"""Share of last year's records with a value from which a column counts as filled."""
AGAIN = 0.95
"""Share of the records that last year's files had unchanged from which they are last year's."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def compare(now: Delivered, before: Delivered) -> list[Problem]:
    """Return what is strange in each agency's files, beside last year's where they are known.

    An agency with fewer than 20 records is passed over.
    """
    return [
        problem
        for agency, sent in now.items()
        if sent.records >= FEWEST
        for problem in compare_agency(agency, sent, before.get(agency))
    ]


def find_overlaps(deliveries: Iterable[Delivery]) -> Iterator[Problem]:
    """Yield each pair of files of one agency that have records in common, with how many."""
    for one, other in combinations(deliveries, 2):
        if one.file.agency != other.file.agency:
            continue
        ids, others = set(one.records["source_id"]), set(other.records["source_id"])
        if both := len(ids & others):
            share = f"{both:,} of {len(ids):,} records"
            message = f"{share} of the file stand in {other.file.name} too."
            yield Problem("DEL-08", message, agency=one.file.agency, file=one.file.name)


def compare_agency(agency: str, now: Agency, before: Agency | None) -> Iterator[Problem]:
    """Yield what is strange in the files of one agency.

    Where they are last year's, that says it all.
    """
    again = before and find_again(now, before)
    if again:
        yield Problem("DEL-07", again, agency=agency, file=next(iter(now.files.values())))
        return
    found = {"DEL-04": find_silent(now, before)}
    if before and before.records >= FEWEST:
        found |= {"DEL-05": find_jumps(now, before), "DEL-06": find_lost(now, before)}
    for code, message in found.items():
        if message:
            yield Problem(code, message, agency=agency)


def find_again(now: Agency, before: Agency) -> str:
    """Return the words for files that are last year's: the same bytes, or the same records."""
    same = [name for fingerprint, name in now.files.items() if fingerprint in before.files]
    if same:
        return "The file is last year's, byte for byte."
    known = len(now.marks & before.marks)
    if now.marks and known >= AGAIN * len(now.marks):
        return f"{known:,} of {len(now.marks):,} records are last year's, unchanged."
    return ""


def find_silent(now: Agency, before: Agency | None) -> str:
    """Return the words for months without a registration that do not end the extract.

    A month that was as silent last year is passed over.
    """
    if median(now.months) < USUAL:
        return ""
    last = max(place for place, count in enumerate(now.months) if count)
    silent = [
        MONTHS[place]
        for place, count in enumerate(now.months[:last])
        if not count and not (before and before.registrations and not before.months[place])
    ]
    return f"No case was registered in {', '.join(silent)}." if silent else ""


def find_jumps(now: Agency, before: Agency) -> str:
    """Return the words for counts that are far from last year's, by a factor and beyond chance."""
    pairs = {
        "registrations": (before.registrations, now.registrations),
        "closures": (before.closures, now.closures),
    }
    jumps = [f"{name} from {a:,} to {b:,}" for name, (a, b) in pairs.items() if jumped(a, b)]
    return f"Since last year, {' and '.join(jumps)}." if jumps else ""


def jumped(before: int, now: int) -> bool:
    """Return whether a count has jumped: half as many again or two thirds, and not by chance."""
    low, high = sorted((before, now))
    return high >= FACTOR * low and sqrt(high) - sqrt(low) >= CHANCE


def find_lost(now: Agency, before: Agency) -> str:
    """Return the words for columns that last year's files had filled and this year's have not."""
    lost = [
        name
        for name, filled in before.columns.items()
        if filled >= max(FILLED * before.records, 1) and not now.columns.get(name)
    ]
    return f"Filled last year, empty now: {', '.join(lost)}." if lost else ""
