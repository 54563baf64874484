"""Given names that are common in the region: where one stands, a word may be somebody's name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import yaml

from cpims_report.records.text.normalisation import fold

FEW = 0.02
"""Share of the texts of a column from which a given name in them says something."""


def hold_given_names(texts: Sequence[str]) -> bool:
    """Return whether some of the texts have a given name in them."""
    found = sum(not given_names().isdisjoint(fold(text).split()) for text in texts)
    return found > 0 and found >= FEW * len(texts)


@cache
def given_names() -> frozenset[str]:
    """Return given names that are common in the region, folded, in both scripts."""
    text = files(__package__).joinpath("given_names.yml").read_text(encoding="utf-8")
    return frozenset(fold(name) for name in yaml.safe_load(text))
