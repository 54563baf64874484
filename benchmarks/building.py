"""How long a whole report takes, beside the plain way in the same run; writes `docs/building.md`.

`python -m benchmarks.building` measures in a copy of the workspace; nothing else should run.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from math import ceil
from pathlib import Path

from benchmarks.page import describe_machine
from cpims_report.editions import chapters
from cpims_report.report.assembly.quarto import find_quarto
from cpims_report.workspace import Workspace

ROOT = Path(__file__).parents[1]
YEAR = 2018
COPIED = ("config", "data", "notebooks", "_extensions", "locale", "src")
PIPELINE = ("01-clean", "02-indicators", "03-protect")
NIGHT = 8
"""Hours."""
PICTURE = "images/building.svg"
COLD, NOTHING = "cold, 2 notebooks at a time", "nothing changed"
NEW_PROSE, NEW_CODE = "prose of one chapter changed", "code of one chapter changed"
PROSE, CODE = "60-services", "85-data-quality"
"""The chapters of which the prose, and the code, is changed."""


def main() -> None:
    """Measure and write the page."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name, "workspace")
        copy(root)
        rows = list(measure(root))
    (ROOT / "docs" / "building.md").write_text(page(rows), encoding="utf-8")
    draw(rows, ROOT / "docs" / PICTURE)


def copy(root: Path) -> None:
    """Lay out a workspace without anything that was made in it."""
    root.mkdir()
    for path in ROOT.iterdir():
        if path.is_file() and not path.name.startswith("."):
            shutil.copy(path, root)
        elif path.name in COPIED:
            shutil.copytree(path, root / path.name, ignore=shutil.ignore_patterns("__pycache__"))
    for made in (root / "data" / "processed").glob("*/"):
        shutil.rmtree(made)


def measure(root: Path) -> Iterator[tuple[str, float]]:
    """Yield what was done and how many seconds it took."""
    yield "plain", plain(root)
    yield COLD, build(root, "--force", "--jobs", "2")
    yield "cold, 1 at a time", build(root, "--force", "--jobs", "1")
    yield (
        "cold, 2 at a time, ordinary kernels",
        build(root, "--force", "--jobs", "2", "--kernels", "ordinary"),
    )
    yield NOTHING, build(root)
    edit(root, PROSE, "markdown", "\n\nA sentence more.")
    yield NEW_PROSE, build(root)
    edit(root, CODE, "code", "year = year\n")
    yield NEW_CODE, build(root)
    if find_quarto():
        yield "quarto render of the staged book, HTML and PDF", rendered(root)
    yield (
        "both languages, from sealed data",
        build(root, "--force", "--from-published", "--language", "en", "--language", "ar"),
    )


def plain(root: Path) -> float:
    """Return what papermill takes for the same notebooks one after the other, and the assembly.

    The year before is cleaned too, for the year is compared with it.
    """
    papermill = Path(sys.executable).with_name("papermill")
    runs = [("01-clean", YEAR - 1), *((stem, YEAR) for stem in PIPELINE)]
    runs += [(stem, YEAR) for stem in chapters(Workspace(root))]
    seconds = 0.0
    for stem, year in runs:
        command = [papermill, f"notebooks/{stem}.ipynb", "out.ipynb", "-p", "year", str(year)]
        seconds += timed(lambda words=command: run(root, *words))
    build(root, "--from-published")
    manifest = json.loads((root / "build" / f"{YEAR}-en" / "manifest.json").read_text("utf-8"))
    return seconds + float(manifest["steps"][f"{YEAR}-en/assemble"]["seconds"])


def rendered(root: Path) -> float:
    """Return what Quarto takes for the book as it was staged last, which runs no notebook."""
    build(root, "--engine", "quarto")
    book = root / "build" / f"{YEAR}-en" / "book"
    return timed(lambda: run(book, find_quarto(), "render"))


def build(root: Path, *words: str) -> float:
    """Return what the command takes."""
    command = Path(sys.executable).with_name("cpims-report")
    return timed(lambda: run(root, command, "build", str(YEAR), "--engine", "builtin", *words))


def run(root: Path, *words: object) -> None:
    """Run a command in the workspace; end with what it said if it failed."""
    done = subprocess.run([*map(str, words)], cwd=root, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode:
        raise SystemExit(done.stderr)


def timed(work: Callable[[], None]) -> float:
    """Return the seconds that something takes by the clock."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def edit(root: Path, stem: str, kind: str, more: str) -> None:
    """Add to the last cell of a kind in a notebook, previews apart; code before what it shows."""
    path = root / "notebooks" / f"{stem}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = [
        cell
        for cell in notebook["cells"]
        if cell["cell_type"] == kind and "preview" not in cell["metadata"].get("tags", [])
    ]
    text = "".join(cells[-1]["source"])
    cells[-1]["source"] = more + text if kind == "code" else text + more
    path.write_text(json.dumps(notebook), encoding="utf-8")


def page(rows: list[tuple[str, float]]) -> str:
    """Return the page, with every time beside the plain way's and the cold build's."""
    (_, plainly), *ours = rows
    cold = ours[0][1]
    lines = [
        "# Building a report",
        "",
        "Written by `make bench`, not edited by hand: one run, one machine, of the sample's year"
        f" {YEAR}",
        "in HTML and PDF with the embedded engine. The plain way is `papermill` from the command"
        " line over the same",
        f"notebooks one after the other, and the assembly: {plainly:.0f} s. Ratios are the claim,"
        " not seconds.",
        "",
        f"Machine: {describe_machine()}.",
        "",
        "| | Seconds | Of the plain way | Of the cold build |",
        "|---|---:|---:|---:|",
        *(
            f"| {what} | {seconds:.1f} | {seconds / plainly:.2f} | {seconds / cold:.2f} |"
            for what, seconds in ours
        ),
        "",
        *(f"Target: {line}" for line in targets(dict(rows))),
        "",
        on_paper(cold),
        "",
        f"![Seconds of each line of the table, as bars]({PICTURE})",
        "",
    ]
    return "\n".join(lines)


def on_paper(cold: float) -> str:
    """Return what a hundred countries' editions of the sample's size need in one night."""
    hours = 100 * cold / 3600
    return (
        f"On paper: a hundred countries with as many cases as the sample, each built from nothing, "
        f"take {hours:.1f} hours on\none such machine, so a night of {NIGHT} hours needs "
        f"{ceil(hours / NIGHT)} of them as workers (`scale.md`)."
    )


def targets(seconds: dict[str, float]) -> list[str]:
    """Return each target with what was measured, and whether that is within it."""
    cold = seconds[COLD]
    asked = [
        ("cold build, of the plain way", cold / seconds["plain"], 0.25),
        ("nothing changed, in seconds", seconds[NOTHING], 1.0),
        ("prose of a chapter changed, of the cold build", seconds[NEW_PROSE] / cold, 0.08),
        ("code of a chapter changed, of the cold build", seconds[NEW_CODE] / cold, 0.12),
    ]
    return [
        f"{what}, at most {most:g}: {found:.2f}, {'met' if found <= most else 'not met'}.  "
        for what, found, most in asked
    ]


def draw(rows: list[tuple[str, float]], into: Path) -> None:
    """Draw the seconds as bars, the first at the top; the same numbers give the same bytes."""
    from matplotlib import rc_context  # noqa: PLC0415 - slow to import
    from matplotlib.figure import Figure  # noqa: PLC0415

    with rc_context({"svg.hashsalt": "building", "svg.fonttype": "none"}):
        figure = Figure(figsize=(8, 0.4 * len(rows) + 0.8), layout="constrained")
        axes = figure.subplots()
        names, seconds = zip(*reversed(rows), strict=True)
        axes.bar_label(axes.barh(names, seconds, color="#3b6c8e"), fmt="%.1f s", padding=3)
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_xlabel("seconds")
        axes.margins(x=0.12)
        into.parent.mkdir(exist_ok=True)
        figure.savefig(into, metadata={"Date": None})


if __name__ == "__main__":
    main()
