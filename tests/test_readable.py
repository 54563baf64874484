"""Tables of the workbook: whole, captioned, numbers at the right, the same bytes each time."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from lxml import html

from cpims_report.readable import show

LONG = "The case is closed without a reason; the reason counts as not recorded. " * 3


@pytest.fixture
def frame():
    return pd.DataFrame(
        {"message": [f"{LONG}{place}" for place in range(200)], "cells": range(1000, 1200)}
    ).assign(known=pd.array([None, *range(199)], dtype="Int64"))


def test_every_row_and_every_letter_is_shown_under_a_caption(frame):
    page = html.fromstring(show(frame, "Findings").to_html())
    assert page.xpath("//caption")[0].text == "Findings (200 rows)"
    cells = [each.text_content() for each in page.xpath("//tbody/tr/td[1]")]
    assert cells == list(frame["message"])


def test_numbers_stand_at_the_right_with_thousands_and_a_dash_for_what_is_not_known(frame):
    text = show(frame, "Findings").to_html()
    right = set(re.findall(r"#T_\w+ \.(col\d)[^{]*\{\s*text-align: end", text))
    assert right == {"col1", "col2"}
    first = html.fromstring(text).xpath("//tbody/tr[1]/td/text()")
    assert first[1:] == ["1,000", "–"]


def test_two_tables_of_a_page_do_not_share_their_look_and_a_table_is_the_same_again(frame):
    one, again = show(frame, "One").to_html(), show(frame, "One").to_html()
    other = show(frame, "Other").to_html()
    assert one == again
    assert not set(re.findall(r"#(T_\w+)", one)) & set(re.findall(r"#(T_\w+)", other))


def test_what_stands_in_a_file_is_shown_as_text_and_never_as_html():
    assert "<b>" not in show(pd.DataFrame({"old": ["<b>1</b>"]}), "Mended").to_html()
