"""Fonts, colours and the picture's Markdown."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from matplotlib import font_manager
from matplotlib.colors import to_rgb

from cpims_report.errors import AssemblyFailed
from cpims_report.report.charts.lettering import text_width, wrap
from cpims_report.report.charts.style import (
    FONT_FILES,
    house_style,
    look_folder,
    luminance,
    on,
    palette,
    shade,
)
from cpims_report.report.picture import Picture

PICTURE = Picture(
    "fig-x", "Ma'an [south] *12* @fig-y", 'Boys "0–5"\nand \\ girls', Path("figures/fig-x.svg")
)


def test_the_fonts_are_the_shipped_ones_even_where_the_machine_has_its_own():
    impostor = font_manager.FontEntry(fname="/elsewhere/NotoSans.ttf", name="Noto Sans")
    font_manager.fontManager.ttflist.insert(0, impostor)
    with house_style("en", "x"):
        for weight in ("normal", "bold"):
            found = font_manager.findfont(
                font_manager.FontProperties(family="Noto Sans", weight=weight)
            )
            assert Path(found).parent == look_folder() / "fonts"


def test_a_missing_font_stops_the_chart_and_is_named(tmp_path, monkeypatch):
    shutil.copytree(look_folder(), tmp_path / "look")
    (tmp_path / "look" / "fonts" / FONT_FILES[2]).unlink()
    monkeypatch.setenv("CPIMS_PALETTE", str(tmp_path / "look" / "palette.yml"))
    with pytest.raises(AssemblyFailed, match=FONT_FILES[2]), house_style("en", "x"):
        pass


def test_the_palette_is_found_upward_of_the_working_folder(tmp_path, monkeypatch):
    home = tmp_path / "_extensions" / "cpims"
    shutil.copytree(look_folder(), home)
    monkeypatch.delenv("CPIMS_PALETTE")
    below = tmp_path / "build" / "book" / "notebooks"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert look_folder() == home


def test_a_missing_palette_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.delenv("CPIMS_PALETTE")
    monkeypatch.setattr("cpims_report.around.HOME", tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AssemblyFailed, match="CPIMS_PALETTE"):
        look_folder()


def test_licences_lie_beside_the_fonts():
    fonts = look_folder() / "fonts"
    for family in ("NotoSans", "NotoNaskhArabic"):
        text = (fonts / f"OFL-{family}.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert sum(path.stat().st_size for path in fonts.glob("*.ttf")) < 2_500_000


@pytest.mark.parametrize("depth", [0, 0.2, 0.35, 0.5, 0.65, 0.8, 1])
def test_words_on_a_shade_stand_out(depth):
    ground, words = luminance(shade(depth)), luminance(on(shade(depth)))
    lighter, darker = max(ground, words) + 0.05, min(ground, words) + 0.05
    assert lighter / darker >= 3.8


def test_shades_darken_with_the_amount():
    steps = [luminance(shade(depth / 20)) for depth in range(21)]
    assert steps == sorted(steps, reverse=True)
    assert len(set(steps)) == 21


def test_girls_and_boys_and_both_separation_statuses_are_told_from_paper():
    colours = palette()
    for name in ("girls", "boys", "unaccompanied", "separated", "primary", "neutral"):
        assert 1.05 / (luminance(colours[name]) + 0.05) >= 3, name


def test_wrapped_lines_fit():
    with house_style("en", "x"):
        lines = wrap("Association with armed forces or armed groups", 1.2)
        assert len(lines) > 2
        assert all(text_width(line) <= 1.2 for line in lines)
    assert " ".join(lines) == "Association with armed forces or armed groups"


def test_a_picture_is_one_markdown_image_whose_words_are_no_markup():
    assert PICTURE.markdown == (
        "![Ma'an \\[south\\] \\*12\\* \\@fig-y](figures/fig-x.svg)"
        '{#fig-x fig-alt="Boys \\"0–5\\" and \\\\ girls"}'
    )


def test_a_picture_shows_markdown_and_nothing_else(monkeypatch):
    shown = []
    monkeypatch.setattr(
        "cpims_report.report.picture.display", lambda data, raw: shown.append((data, raw))
    )
    PICTURE._ipython_display_()
    assert shown == [({"text/markdown": PICTURE.markdown}, True)]


# Machado, Oliveira, Fernandes 2009, severity 1, for linear light: what is left of each colour.
SEEN = {
    "everyone": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "without red": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "without green": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "without blue": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
NEIGHBOURS = [("girls_bar", "boys_bar"), ("unaccompanied_bar", "separated_bar")]


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("pair", NEIGHBOURS)
def test_bars_side_by_side_differ_in_grey_print_and_to_colour_blind_eyes(pair, eyes):
    def light(name: str) -> float:
        parts = np.array(to_rgb(palette()[name]))
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        seen = np.clip(np.array(SEEN[eyes]) @ linear, 0, 1)
        return float(seen @ (0.2126, 0.7152, 0.0722)) + 0.05

    one, other = sorted(map(light, pair))
    assert other / one >= 1.9
    assert all(1.05 / light(name) >= 3 for name in pair), "each stands out from paper too"
