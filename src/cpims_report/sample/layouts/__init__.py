"""How the agencies' systems write their files: one module a layout."""

from __future__ import annotations

from types import ModuleType

from cpims_report.errors import ConfigurationError, Problem
from cpims_report.sample.layouts import (
    legacy_cpims,
    primero_v1_csv,
    primero_v1_xls,
    primero_v2_csv,
    primero_v2_json,
    primero_v2_xlsx,
    template_xlsx,
    unhcr_csv,
)

LAYOUTS: dict[str, ModuleType] = {
    module.__name__.rpartition(".")[2]: module
    for module in (
        legacy_cpims,
        primero_v1_csv,
        primero_v1_xls,
        primero_v2_csv,
        primero_v2_json,
        primero_v2_xlsx,
        template_xlsx,
        unhcr_csv,
    )
}
"""Each has `pages(delivery, settings) -> list[Page]`, `write(pages) -> bytes`, `SUFFIX`, and
`SOURCE_ID`, the column of the records that holds its ids."""


def layout(profile: str) -> ModuleType:
    """Return the layout of a profile, or raise ConfigurationError where the sample has none."""
    if profile not in LAYOUTS:
        known = "one of " + ", ".join(sorted(LAYOUTS))
        message = "The sample cannot write this layout."
        problem = Problem("CFG-LAYOUT", message, value=profile, expected=known)
        raise ConfigurationError("The sample cannot be written.", [problem])
    return LAYOUTS[profile]
