"""A year whose systems keep no reopenings, transfers, services, reasons for closure or incidents.

None of it is nothing: no chapter says 0, "not shown" or a fall to none of what nobody asked.
"""

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from cpims_report.report import charts, open_edition, tables
from cpims_report.report.prose import fill

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
UNCOLLECTED = ("CL04", "CL09", "CL11", "CM", "CS", "SV", "CN05", "CN07", "CN08")
CHAPTERS = ("10-key-figures", "15-comparability", "50-case-management", "60-services", "70-closure")
WRONG = r"number not shown|share not shown|none that can|no number above|−100|\b0 (case|transf)"


@pytest.fixture(scope="module")
def silent(published, tmp_path_factory, reseal):
    """An edition of 2018 beside a 2017 that collected everything."""
    folder = tmp_path_factory.mktemp("silent")
    for year in (2017, 2018):
        shutil.copytree(published / str(year), folder / str(year))
    path = folder / "2018" / "indicators.csv"
    cells = pd.read_csv(path, dtype=str, keep_default_na=False)
    gone = cells["indicator"].str.startswith(UNCOLLECTED)
    cells.loc[gone, ["value", "base", "percent"]] = ""
    cells.loc[gone, "status"] = "not_collected"
    cells.to_csv(path, index=False, lineterminator="\n")
    reseal(folder / "2018")
    return open_edition(2018, "en", folder)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_nobody_collected_is_said_to_be_not_collected(chapter, silent, tmp_path, monkeypatch):
    monkeypatch.setenv("CPIMS_PALETTE", str(NOTEBOOKS.parent / "_extensions/cpims/palette.yml"))
    monkeypatch.chdir(tmp_path)
    book = json.loads((NOTEBOOKS / f"{chapter}.ipynb").read_text("utf-8"))
    prose, shown = [], []
    for cell in book["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            prose.append(fill(source, silent, chapter))
        elif source.startswith(("charts.", "tables.")):
            made = eval(source, {"charts": charts, "tables": tables, "edition": silent})
            shown.append(made.markdown)
    text = "\n".join(prose + shown)
    assert not re.findall(WRONG, text), re.findall(f".*(?:{WRONG}).*", text)
    assert re.search("not collected|No figures on this", text)
    named = set(re.findall(r"@((?:fig|tbl)-[a-z-]+)", "\n".join(prose)))
    there = set(re.findall(r"#((?:fig|tbl)-[a-z-]+)", "\n".join(shown)))
    annex = (NOTEBOOKS / "95-tables.ipynb").read_text("utf-8")
    listed = {name.replace("_", "-") for name in re.findall(r"tables\.(\w+)\(", annex)}
    assert {name for name in named - there if name.removeprefix("tbl-") not in listed} == set()
