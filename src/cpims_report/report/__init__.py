"""The public side: everything here reads sealed data only.

Chapters begin with `from cpims_report.report import charts, open_edition, tables`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition, open_edition

__all__ = ["Edition", "open_edition"]


def __getattr__(name: str) -> Any:
    """Return what `edition` offers, read when first asked for: the command must start quickly."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.edition"), name)
