"""The manual as a small site: `docs/` put together by the assembly of the report."""

from cpims_report.documentation.site import write_manual

__all__ = ["write_manual"]
