"""Everything that a new year needs before the first file comes: settings, folders, letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pypandoc

from cpims_report.beside import write_beside
from cpims_report.config import TO_FILL, Settings, Year
from cpims_report.errors import ConfigurationError
from cpims_report.next_year.carrying import Carried, carry
from cpims_report.next_year.letters import LANGUAGES, Asked, write_checklist, write_letter
from cpims_report.workspace import Workspace

RIGHT_TO_LEFT = ("ar",)


def prepare(
    workspace: Workspace, year: int, write_template: Callable[[Path, Settings], None]
) -> Iterator[str]:
    """Prepare `year` from the year before and yield what was done, a line each.

    Nothing is written where settings of the year are there, or those of the year before are not.
    """
    settings = Settings(workspace.config)
    before, new = (workspace.config / f"{each}.yml" for each in (year - 1, year))
    if new.exists():
        raise ConfigurationError(f"config/{new.name} is there already; nothing was changed.")
    if not before.is_file():
        raise ConfigurationError(
            f"config/{before.name} is missing: there is no year before to start from."
        )
    settings.year(year - 1)
    carried = carry(before.read_text(encoding="utf-8"), year, settings.agencies)
    write_beside(new, carried.text)
    plan = settings.year(year)
    yield f"Wrote config/{new.name} from config/{before.name}."
    yield from carried.told
    listed = list_asked(settings, plan, carried)
    for asked in listed:
        (workspace.raw(year) / asked.id).mkdir(parents=True, exist_ok=True)
    yield f"Made data/raw/{year}/ with a folder for each of {len(listed)} agencies."
    folder = workspace.requests(year)
    folder.mkdir(parents=True, exist_ok=True)
    for asked in listed:
        for language in LANGUAGES:
            letter = write_letter(asked, year, plan.cut_off, language)
            write_document(letter, folder / f"letter-{asked.id}-{language}.docx", language)
    for name in {asked.template for asked in listed if asked.template} or {"template.xlsx"}:
        write_template(folder / name, settings)
    about = {"cut_off": plan.cut_off, "focus": plan.focus}
    checklist = write_checklist(listed, year, about, carried.told)
    write_document(checklist, folder / "checklist.docx", "en")
    place = folder.relative_to(workspace.root).as_posix()
    yield f"Wrote a checklist, letters in English and Arabic and workbooks to {place}/."
    yield f"Next: work through {place}/checklist.docx."
    if plan.to_fill:
        yield str(plan.to_fill)


def list_asked(settings: Settings, plan: Year, carried: Carried) -> list[Asked]:
    """Return what each member is asked for, in the order of the settings."""
    known = {
        source.agency: Asked(
            source.agency, settings.agencies[source.agency], source.profile, source.system
        )
        for source in plan.sources
    }
    for name in carried.new:
        known[name] = Asked(name, settings.agencies[name], TO_FILL)
    return list(known.values())


def write_document(markdown: str, path: Path, language: str) -> None:
    """Write Markdown as a Word document, from right to left where its language is."""
    aside = ["--metadata=dir:rtl"] if language in RIGHT_TO_LEFT else []
    options = ["--metadata", f"lang={language}", *aside]
    pypandoc.convert_text(markdown, "docx", "markdown", outputfile=str(path), extra_args=options)
