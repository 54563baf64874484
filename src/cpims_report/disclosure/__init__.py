"""The gate between exact and published numbers, and the scan behind it.

Confidential in, public out: `protect` hides what is small and proves it hidden, `publish` writes
and seals, `scan_build` reads what was built from it.
"""

from cpims_report.disclosure.checker import write_checker
from cpims_report.disclosure.desk import Desk
from cpims_report.disclosure.leaks import Identifiers, Secrets, scan, scan_build
from cpims_report.disclosure.protection import Protected, protect
from cpims_report.disclosure.publication import publish
from cpims_report.disclosure.views import (
    compare_cells,
    count_attacks,
    count_reasons,
    count_suppressed,
    find_narrowest,
)

__all__ = [
    "Desk",
    "Identifiers",
    "Protected",
    "Secrets",
    "compare_cells",
    "count_attacks",
    "count_reasons",
    "count_suppressed",
    "find_narrowest",
    "protect",
    "publish",
    "scan",
    "scan_build",
    "write_checker",
]
