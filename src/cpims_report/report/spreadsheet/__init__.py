"""The statistical tables as a spreadsheet: cover, contents, notes, and one table a sheet.

Set as the UK's Analysis Function advises for accessible spreadsheets: no merged or empty cells, one
marked-up table a sheet, symbols in brackets, numbers as numbers.
"""

from cpims_report.report.spreadsheet.workbook import write_spreadsheet

__all__ = ["write_spreadsheet"]
