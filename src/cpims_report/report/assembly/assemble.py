"""From the staged book to site, PDF and Word document, by either engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cpims_report.errors import AssemblyFailed
from cpims_report.report.assembly import builtin, quarto
from cpims_report.report.assembly.brief import render_brief
from cpims_report.report.assembly.chapters import read_chapters
from cpims_report.report.assembly.engines import choose
from cpims_report.report.assembly.finished import check_finished
from cpims_report.report.assembly.pixels import write_pixels
from cpims_report.report.assembly.quarto_site import finish_pages
from cpims_report.report.assembly.references import check_images, check_references
from cpims_report.report.assembly.settings import read_settings
from cpims_report.report.assembly.specification import read_specification
from cpims_report.report.assembly.swap import put, workshop
from cpims_report.report.assembly.word_finish import finish_word

BRIEF = "brief"
FORMATS = ("html", "pdf", "docx", BRIEF)
BRIEF_KEYS = {"pdf": BRIEF, "docx": f"{BRIEF}-docx"}
"""What the summary's two documents are called among those that were made, by file ending."""


def assemble(
    book: Path, out: Path, formats: Sequence[str], engine: str = "auto", language: str = "en"
) -> dict[str, Path]:
    """Return what to open for each format: `out/site/index.html`, `out/<output-file>.pdf`, ….

    `brief` is the summary alone, `<output-file>-summary.pdf` and `….docx`, always set by Pandoc and
    Typst. A reference or image that leads nowhere is an error in both engines, and so is a mark of
    Markdown that is left in what they made. On an error `out` stays as it was. For Word charts
    without one get a picture in pixels, in `book`.
    """
    chosen = choose(engine, book)
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        raise AssemblyFailed(f"The book has no format {', '.join(unknown)}.")
    specification = read_specification(book, language)
    chapters = read_chapters(book, specification["book"]["chapters"])
    check_references(chapters)
    check_images(chapters, lambda path: (book / path).is_file())
    if {"docx", BRIEF} & set(formats):
        write_pixels(read_settings(book, language))
    with workshop(out) as scratch:
        whole = [form for form in formats if form != BRIEF]
        if chosen.command:
            site, documents = quarto.render(chosen.command, book, scratch, whole, language)
            finish_pages(site, specification)
        else:
            settings = read_settings(book, language)
            site, documents = builtin.render(settings, chapters, scratch, whole)
        brief: dict[str, Path] = {}
        if BRIEF in formats:
            brief = render_brief(read_settings(book, language), chapters, scratch)
        for path in filter(None, (documents.get("docx"), brief.get("docx"))):
            finish_word(path, specification, chapters, book)
        check_finished(chapters, site if "html" in formats else None, documents)
        check_finished(chapters, None, brief)
        name = specification["book"].get("output-file", "report")
        made = _move(site, documents, out, name, formats)
        for ending, path in brief.items():
            made[BRIEF_KEYS[ending]] = out / f"{name}-summary.{ending}"
            put(path, made[BRIEF_KEYS[ending]])
        return made


def _move(
    site: Path, documents: dict[str, Path], out: Path, name: str, formats: Sequence[str]
) -> dict[str, Path]:
    made: dict[str, Path] = {}
    for form, path in documents.items():
        made[form] = out / f"{name}.{form}"
        put(path, made[form])
    if "html" in formats:
        put(site, out / "site")
        made["html"] = out / "site" / "index.html"
    return {form: made[form] for form in formats if form != BRIEF}
