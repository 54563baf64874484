"""Cell suppression with proof, for any tables of counts. It knows nothing of what they count.

`Problem` in, `suppress`, `Suppressed` out. `tabulate` makes cells and equations of records and
hierarchies; whoever has equations of his own writes `Equations`.
"""

from cpims_report.suppression.attackers import OUTSIDER, Attacker, coalition, contributor
from cpims_report.suppression.audit import find_intervals
from cpims_report.suppression.engine import Suppressed, suppress
from cpims_report.suppression.equations import TOLERANCE, Equations, Flags, Floats, Numbers
from cpims_report.suppression.errors import Inconsistent, SuppressionError, Unprotected
from cpims_report.suppression.primary import find_dominated, find_small
from cpims_report.suppression.problem import Problem, Release
from cpims_report.suppression.protection_levels import ProtectionLevels
from cpims_report.suppression.rounding import find_rounded_intervals
from cpims_report.suppression.workers import Workers, workers_for

__all__ = [
    "OUTSIDER",
    "TOLERANCE",
    "Attacker",
    "Equations",
    "Flags",
    "Floats",
    "Inconsistent",
    "Numbers",
    "Problem",
    "ProtectionLevels",
    "Release",
    "Suppressed",
    "SuppressionError",
    "Unprotected",
    "Workers",
    "coalition",
    "contributor",
    "find_dominated",
    "find_intervals",
    "find_rounded_intervals",
    "find_small",
    "suppress",
    "workers_for",
]
