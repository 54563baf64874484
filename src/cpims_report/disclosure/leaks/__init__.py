"""The scan of finished files for what should never have left the confidential side."""

from cpims_report.disclosure.leaks.identifiers import Identifiers
from cpims_report.disclosure.leaks.scan import scan, scan_build
from cpims_report.disclosure.leaks.secrets import Secrets

__all__ = ["Identifiers", "Secrets", "scan", "scan_build"]
