"""One palette for the stylesheet and the PDF template; one stylesheet for both engines."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from cpims_report.errors import AssemblyFailed
from cpims_report.report.assembly.look import dressed, read_palette
from cpims_report.report.assembly.site import stylesheet


def rules(root):
    return (root / "_extensions/cpims/cpims.scss").read_text("utf-8").split("scss:rules --*/")[1]


def test_palette_blocks_say_what_the_palette_says(root):
    for path, text in dressed(root).items():
        assert path.read_text("utf-8") == text, f"run make look: {path.name}"


def test_a_changed_colour_reaches_stylesheet_and_template(root, tmp_path):
    shutil.copytree(root / "_extensions", tmp_path / "_extensions")
    path = tmp_path / "_extensions/cpims/palette.yml"
    path.write_text(path.read_text("utf-8").replace("#00587c", "#123456"), "utf-8")
    scss, typ = dressed(tmp_path).values()
    assert "$primary: #123456;" in scss
    assert "--cpims-primary: #123456;" in scss
    assert 'primary: rgb("#123456")' in typ


def test_a_file_without_its_marks_is_an_error_that_names_it(root, tmp_path):
    shutil.copytree(root / "_extensions", tmp_path / "_extensions")
    (tmp_path / "_extensions/cpims/cpims.scss").write_text("body {}", "utf-8")
    with pytest.raises(AssemblyFailed, match=r"cpims\.scss"):
        dressed(tmp_path)


def test_rules_are_plain_css(root):
    text = re.sub(r"/\*.*?\*/", "", rules(root), flags=re.DOTALL)
    assert "$" not in text
    assert "//" not in text
    assert "@include" not in text
    depth = deepest = 0
    for mark in re.findall(r"[{}]|@media", text):
        depth += {"{": 1, "}": -1}.get(mark, 0)
        deepest = max(deepest, depth)
    assert depth == 0
    assert deepest == 2  # a rule inside @media, and no deeper


def test_rules_know_no_left_and_right(root):
    sided = (
        r"(?:margin|padding|border|inset)-(?:left|right)"
        r"|(?<![-\w])(?:left|right)\s*:|text-align:\s*(?:left|right)"
    )
    assert not re.findall(sided, stylesheet(root))


def test_every_colour_of_the_rules_comes_from_the_palette(root):
    names = {f"--cpims-{name.replace('_', '-')}" for name in read_palette(root)}
    used = set(re.findall(r"var\((--[\w-]+)\)", stylesheet(root)))
    assert used <= names | {name for name in used if name.startswith("--cpims-sequence-")}
    after_palette = stylesheet(root).split("palette: end */")[1]
    assert not re.findall(r"#[0-9a-f]{3,6}\b", after_palette)


def test_the_stylesheet_asks_no_other_host(root):
    asked = re.findall(r"url\(([^)]*)\)", stylesheet(root))
    assert asked
    for address in asked:
        assert (root / "_extensions/cpims/fonts/web" / Path(address.strip('"')).name).is_file()
        assert address.startswith('"fonts/')
    assert "@import" not in stylesheet(root)
    assert "$web-font-path: false;" in (root / "_extensions/cpims/cpims.scss").read_text("utf-8")
