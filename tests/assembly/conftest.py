"""A small workspace with hand-made executed chapters, and the report built from it once."""

from __future__ import annotations

import json
import shutil
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from cpims_report.report.assembly.assemble import assemble
from cpims_report.report.assembly.stage import stage
from cpims_report.report.numerals import digits

ROOT = Path(__file__).parents[2]
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="120" viewBox="0 0 320 120">'
    '<rect x="10" y="20" width="180" height="30" fill="#00587c"/>'
    '<rect x="10" y="70" width="90" height="30" fill="#b4500f"/></svg>'
)
ADDRESS = "https://reports.example.org/2031/ar"
"""Where the Arabic site will be found on the web; the English one is for a folder."""
CHAPTERS = ("10-key-figures", "20-children", "30-concerns", "40-separated", "70-closure")


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" + b"\x00\x58\x7c" * 2)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def prose(source: str, tags: tuple[str, ...] = ()) -> dict[str, Any]:
    metadata = {"tags": list(tags), "papermill": {"duration": 0.2}}
    return {
        "cell_type": "markdown",
        "id": f"p{zlib.crc32(source.encode()):08x}",
        "source": source,
    } | {"metadata": metadata}


def call(markdown: str = "", tags: tuple[str, ...] = (), **data: str) -> dict[str, Any]:
    shown = ({"text/markdown": markdown} if markdown else {}) | data
    output = {"output_type": "display_data", "metadata": {}, "data": shown}
    return {
        "cell_type": "code",
        "id": f"c{zlib.crc32(markdown.encode()):08x}",
        "source": "secret_call(edition)",
        "execution_count": 7,
        "metadata": {"tags": list(tags), "execution": {"iopub.execute_input": "2031-01-01"}},
        "outputs": [output] if shown else [],
    }


def notebook(*cells: dict[str, Any]) -> str:
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "papermill": {"start_time": "2031-01-01T00:00:00"},
        "widgets": {},
    }
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def chapter(name: str) -> str:
    short = name[3:]
    others = " and ".join(f"@sec-{other[3:]}" for other in CHAPTERS if other != name)
    return notebook(
        prose(f"# About {short} {{#sec-{short}}}\n\nWhat it tells. See {others}."),
        call(tags=("parameters", "remove-cell")),
        call(tags=("injected-parameters",)),
        prose(
            f"## First things {{#sec-{short}-first}}\n\n"
            f"See @fig-{short}, @tbl-{short} and [-@sec-methods-rules]; "
            f"[@fig-{short}; @tbl-children]."
        ),
        call(
            f"![Most of {short} are *blue*.](figures/fig.svg){{#fig-{short} "
            f'fig-alt="Two bars: {short}"}}',
            **{"text/plain": "<Picture>"},
        ),
        call(
            "| Group | Children |\n|:--|--:|\n| Girls | 5 |\n\n"
            f": Table of {short}. {{#tbl-{short}}}"
        ),
        prose(
            '## Second things\n\n::: {.callout-warning title="Take care"}\nSmall numbers.\n:::\n\n'
            "::: {.callout-note}\n## A title inside\nIts text.\n:::\n"
        ),
        prose("### Deeper\n\nText with a note.[^1]\n\n[^1]: A footnote."),
        call("A preview of nothing.", tags=("preview",)),
    )


METHODS = notebook(
    prose("# Methods {#sec-methods}\n\nAs in @tbl-closure."),
    call(
        "::: {.key-figures}\n- [7,012]{.key-value} [children]{.key-label} [+3 %]{.key-change}\n"
        "- [12]{.key-value} [cases]{.key-label}\n\n[Source: us.]{.key-caveat}\n:::"
    ),
    prose(
        "## Rules {#sec-methods-rules}\n\n<!-- a remark -->\n\n::: {.synthetic-note}\nMade up.\n:::"
    ),
)
INDEX = "# About this report {.unnumbered}\n\nSee @fig-children.\n\n## How to read it\n\nSlowly.\n"


@dataclass(frozen=True)
class Desk:
    """A workspace, its executed chapters, and where the book and what is made of it lie."""

    root: Path
    executed: Path
    book: Path
    out: Path

    def stage(self, fill: Callable[[str, str], str] = lambda text, _: text, **more: Any) -> None:
        metadata = {"lang": "en", "year": 2031, "members": ["ABC", "DEF"], "synthetic": True} | more
        stage(self.root, self.executed, self.book, fill, metadata)

    def assemble(self, *formats: str, language: str = "en") -> dict[str, Path]:
        return assemble(self.book, self.out, formats, "builtin", language)

    def write(self, name: str, *cells: dict[str, Any]) -> None:
        (self.executed / f"{name}.ipynb").write_text(notebook(*cells), "utf-8")

    def setting(self, change: Callable[[dict[str, Any]], object]) -> None:
        path = self.root / "_quarto.yml"
        content = yaml.safe_load(path.read_text("utf-8"))
        change(content)
        path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")


def set_up(folder: Path) -> Desk:
    desk = Desk(folder / "work", folder / "executed", folder / "build/book", folder / "build")
    desk.root.mkdir()
    desk.executed.mkdir()
    for path in ROOT.glob("_quarto*.yml"):
        shutil.copyfile(path, desk.root / path.name)
    shutil.copytree(ROOT / "_extensions", desk.root / "_extensions")
    (desk.root / "index.qmd").write_text(INDEX, "utf-8")
    for name in CHAPTERS:
        (desk.executed / f"{name}.ipynb").write_text(chapter(name), "utf-8")
    (desk.executed / "90-methodology.ipynb").write_text(METHODS, "utf-8")
    listed = [f"notebooks/{name}.ipynb" for name in (*CHAPTERS, "90-methodology")]
    desk.setting(lambda content: content["book"].update(chapters=["index.qmd", *listed]))
    figures = desk.book / "notebooks" / "figures"
    figures.mkdir(parents=True)
    (figures / "fig.svg").write_text(SVG, "utf-8")
    (figures / "fig.png").write_bytes(png())
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return set_up(tmp_path)


@pytest.fixture
def tale(desk: Desk) -> Callable[..., Desk]:
    """A book of one chapter beside the first page, its Markdown as given; staged."""

    def make(markdown: str, image: bool = True) -> Desk:
        desk.setting(
            lambda content: content["book"].update(
                chapters=["index.qmd", "notebooks/10-key-figures.ipynb"]
            )
        )
        (desk.root / "index.qmd").write_text("# Start {.unnumbered}\n\nWords.\n", "utf-8")
        desk.write("10-key-figures", prose(f"# Tale {{#sec-tale}}\n\n{markdown}"))
        desk.stage()
        return desk

    return make


@pytest.fixture
def cells() -> tuple[Callable[..., dict[str, Any]], Callable[..., dict[str, Any]]]:
    """Makers of a Markdown cell and of an executed code cell."""
    return prose, call


@dataclass(frozen=True)
class Report:
    desk: Desk
    made: dict[str, Path]

    @property
    def site(self) -> Path:
        return self.made["html"].parent

    @property
    def pages(self) -> list[Path]:
        return sorted(self.site.rglob("*.html"))


def build(folder: Path, language: str) -> Report:
    desk = set_up(folder)
    if language == "ar":
        (desk.root / "index.qmd").write_text(f"{INDEX}\nيُعنى هذا التقرير بالأطفال.\n", "utf-8")
    address = {"address": ADDRESS} if language == "ar" else {}
    desk.stage(lang=language, digits=digits(language), **address)
    return Report(desk, desk.assemble("html", "pdf", "docx", language=language))


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return build(tmp_path_factory.mktemp("english"), "en")


@pytest.fixture(scope="session")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return build(tmp_path_factory.mktemp("arabic"), "ar")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT
