"""The workbook that an agency without a system fills in: the layout of profile `template_xlsx`."""

from cpims_report.records.template.writing import write_template

__all__ = ["write_template"]
