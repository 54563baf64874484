"""The page on architecture shows the parts of the package as they are."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def test_table_and_picture_of_the_parts_are_those_of_the_code():
    path = Path(__file__).with_name("architecture.py")
    spec = importlib.util.spec_from_file_location("architecture", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    parts = module.read_parts()
    assert parts["suppression"] == set()
    assert module.page(parts) == module.PAGE.read_text("utf-8"), "make score"
    assert module.picture(parts) == module.PICTURE.read_text("utf-8"), "make score"
