"""Cell suppression with proof, for any tables of counts. It knows nothing of what they count.

`tabulate` makes cells and equations of counts and hierarchies, `write` of equations written by
hand; `Tables.problem` adds the policy, `suppress` returns the mask with its proof. An example is in
docs/suppression.md.
"""

from cpims_report.suppression.attackers import OUTSIDER, Attacker, coalition, contributor
from cpims_report.suppression.audit import find_intervals
from cpims_report.suppression.engine import Suppressed, suppress
from cpims_report.suppression.equations import TOLERANCE, Equations, Flags, Floats, Numbers
from cpims_report.suppression.errors import Inconsistent, SuppressionError, Unprotected
from cpims_report.suppression.optimum import find_optimum
from cpims_report.suppression.primary import find_dominated, find_small
from cpims_report.suppression.problem import Policy, Problem, Release
from cpims_report.suppression.protection_levels import ProtectionLevels
from cpims_report.suppression.rounding import find_rounded_intervals
from cpims_report.suppression.tables import Tables, tabulate, write
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
    "Policy",
    "Problem",
    "ProtectionLevels",
    "Release",
    "Suppressed",
    "SuppressionError",
    "Tables",
    "Unprotected",
    "Workers",
    "coalition",
    "contributor",
    "find_dominated",
    "find_intervals",
    "find_optimum",
    "find_rounded_intervals",
    "find_small",
    "suppress",
    "tabulate",
    "workers_for",
    "write",
]
