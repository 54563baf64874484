"""The page on architecture shows the parts of the package as they are."""

from __future__ import annotations


def test_table_and_picture_of_the_parts_are_those_of_the_code(below):
    module = below("backtests/architecture")
    parts = module.read_parts()
    assert parts["suppression"] == set()
    assert module.page(parts) == module.PAGE.read_text("utf-8"), "make score"
    assert module.picture(parts) == module.PICTURE.read_text("utf-8"), "make score"
