"""What changed between two editions: numbers, sentences, charts, tables, and the method.

`side` opens one of the two, `method`, `numbers`, `sentences` and `floats` compare, `page` tells it
on one page. Sealed data and staged books are all that is read.
"""

from cpims_report.report.compared.page import comparison_page
from cpims_report.report.compared.side import Side, open_side

__all__ = ["Side", "comparison_page", "open_side"]
