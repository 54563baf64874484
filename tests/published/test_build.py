"""The whole way: raw files in, report out; sealed data in, the same report out."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from cpims_report.disclosure import Desk

ROOT = Path(__file__).parent.parent.parent
CHAPTERS = (ROOT / "_quarto.yml").read_text("utf-8").count("- notebooks/")
NOTEBOOKS = 1 + 3 + CHAPTERS
"""The year before is cleaned, the year itself cleaned, counted and protected, then told."""
pytestmark = pytest.mark.build


def pages(root: Path) -> dict[str, str]:
    site = root / "build" / "2018-en" / "site"
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}


def test_the_sample_gives_the_committed_sealed_data_byte_for_byte(full_build):
    for name in ("indicators.csv", "revisions.csv", "datapackage.json", "seal.json"):
        made = full_build / "data" / "published" / "2018" / name
        assert made.read_bytes() == (ROOT / "data" / "published" / "2018" / name).read_bytes(), name


@pytest.mark.long
def test_protecting_again_over_the_own_edition_gives_the_same_bytes(full_build, tmp_path):
    root = tmp_path / "workspace"
    shutil.copytree(full_build, root)
    folder = root / "data" / "published" / "2018"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    desk = Desk.open(2018, root)
    desk.publish(desk.protect())
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.long
def test_without_any_case_data_the_same_report_comes_out(full_build, public_english):
    assert not (public_english / "data" / "raw").exists()
    assert not (public_english / "data" / "processed").exists()
    assert pages(public_english) == pages(full_build)
    name = "cpims-annual-report-2018-en.pdf"
    pdf, same = (root / "build" / "2018-en" / name for root in (public_english, full_build))
    assert pdf.read_bytes() == same.read_bytes()
    made, again = (
        json.loads((root / "build" / "2018-en" / "manifest.json").read_text())["outputs"]
        for root in (public_english, full_build)
    )
    assert len(made) > 60
    assert made == again


def test_a_second_build_runs_no_notebook(full_build, cpims):
    answer = cpims("build", 2018, "--engine", "builtin", "--root", full_build)
    assert answer.returncode == 0
    assert not re.search(r"^ *(run|done) ", answer.stdout, re.MULTILINE)
    assert answer.stdout.count("fresh ") == NOTEBOOKS + 1
    assert "index.html" in answer.stdout


def test_status_says_that_all_is_fresh(full_build, cpims):
    told = cpims("status", 2018, "--root", full_build).stdout
    steps = [line for line in told.splitlines() if line.startswith(("fresh", "stale"))]
    assert steps
    assert all(line.startswith("fresh") for line in steps), told


@pytest.mark.long
def test_a_refused_file_leaves_the_build_before_as_it_was(full_build, cpims, tmp_path):
    root = tmp_path / "workspace"
    shutil.copytree(full_build, root)
    site = {path: path.read_bytes() for path in (root / "build").rglob("*") if path.is_file()}
    sealed = (root / "data" / "published" / "2018" / "seal.json").read_bytes()
    export = next((root / "data" / "raw" / "2018" / "jrf").glob("*.csv"))
    header, _, rest = export.read_text(encoding="utf-8").partition("\n")
    body = "\n".join(f"{line},Amal Haddad" for line in rest.splitlines())
    export.write_text(f"{header},name_first\n{body}\n", encoding="utf-8")
    answer = cpims("build", 2018, "--engine", "builtin", "--root", root)
    assert answer.returncode == 3
    assert "name_first" in answer.stderr
    assert "jrf" in answer.stderr
    assert "Amal" not in answer.stderr + answer.stdout
    assert "Traceback" not in answer.stderr
    assert (root / "data" / "published" / "2018" / "seal.json").read_bytes() == sealed
    kept = {path for path in site if ".steps" not in path.parts}
    assert all(path.read_bytes() == site[path] for path in kept)


def test_the_manifest_names_inputs_outputs_and_versions(full_build):
    manifest = json.loads((full_build / "build" / "2018-en" / "manifest.json").read_text())
    assert "site/index.html" in manifest["outputs"]
    assert "data/published/2018/seal.json" in manifest["inputs"]
    assert "2018/clean" in manifest["steps"]
    assert {"pandas", "papermill", "typst"} <= set(manifest["packages"])
    assert str(full_build) not in json.dumps(manifest)


def break_the_seal(root: Path) -> None:
    """Change a number of the year before, which was sealed."""
    table = root / "data" / "published" / "2017" / "indicators.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("CL01,2017", "CL01,2017 ", 1))


def test_verify_finds_a_broken_seal_and_a_changed_file(full_build, cpims, tmp_path):
    root = tmp_path / "workspace"
    for name in ("build", "config", "notebooks", "data/published"):
        shutil.copytree(full_build / name, root / name)
    shutil.copy(full_build / "_quarto.yml", root)
    build = root / "build" / "2018-en"
    break_the_seal(root)
    answer = cpims("verify", build, "--root", root)
    assert answer.returncode == 4
    assert "2017" in answer.stderr
    assert "seal" in answer.stderr.lower()
    page = build / "site" / "index.html"
    page.write_text(page.read_text(encoding="utf-8") + " ", encoding="utf-8")
    answer = cpims("verify", build, "--root", root)
    assert answer.returncode == 6
    assert "index.html: The file was changed since it was built." in answer.stderr


@pytest.mark.long
def test_a_build_made_again_has_the_same_bytes_and_one_that_differs_is_named(
    full_build, cpims, tmp_path
):
    root = tmp_path / "workspace"
    shutil.copytree(full_build, root)
    build = root / "build" / "2018-en"
    answer = cpims("verify", build, "--rebuild", "--root", root)
    assert answer.returncode == 0
    assert "files have the same bytes when they are made again" in answer.stdout
    chapter = build / "executed" / "60-services.ipynb"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("{", "{ ", 1), encoding="utf-8")
    answer = cpims("verify", build, "--rebuild", "--root", root)
    assert answer.returncode == 6
    assert "executed/60-services.ipynb: Byte 2 is another one" in answer.stderr
    assert answer.stderr.count("VER-REBUILD") == 1


@pytest.mark.long
def test_chapters_refuse_data_whose_seal_is_broken(full_build, cpims, tmp_path):
    root = tmp_path / "workspace"
    shutil.copytree(full_build, root)
    break_the_seal(root)
    answer = cpims("build", 2018, "--from-published", "--engine", "builtin", "--root", root)
    assert answer.returncode == 4
    assert "2017" in answer.stderr
    assert "seal" in answer.stderr.lower()


def test_a_leak_takes_the_new_output_away(full_build, cpims, tmp_path):
    """An identifier of the raw data in a chapter's prose must not reach a reader."""
    root = tmp_path / "workspace"
    shutil.copytree(full_build, root)
    export = next((root / "data" / "raw" / "2018" / "jrf").glob("*.csv"))
    identifier = export.read_text(encoding="utf-8").splitlines()[1].split(",")[0]
    cover = root / "index.qmd"
    cover.write_text(cover.read_text(encoding="utf-8") + f"\n\nSee case {identifier}.\n")
    before = (root / "build" / "2018-en" / "site" / "index.html").read_bytes()
    answer = cpims("build", 2018, "--to", "html", "--engine", "builtin", "--root", root)
    assert answer.returncode == 4
    assert identifier not in answer.stderr + answer.stdout
    assert (root / "build" / "2018-en" / "site" / "index.html").read_bytes() == before
    left = [path for path in (root / "build" / "2018-en").rglob("*") if path.is_file()]
    text = re.compile(identifier.encode())
    assert not any(text.search(path.read_bytes()) for path in left)
