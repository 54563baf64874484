"""The only module of the sample that touches the disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd

from cpims_report.config import Settings, Source
from cpims_report.sample import notice
from cpims_report.sample.full import FORMS_FILE, WIDENED, widen, write_forms
from cpims_report.sample.layouts import layout
from cpims_report.sample.planted import Sent, list_planted, send
from cpims_report.sample.received import export
from cpims_report.sample.system import SYSTEM, read_system
from cpims_report.sample.truth import gather, tell_delivery
from cpims_report.sample.world import grow


def write_sample(
    into: Path,
    years: Sequence[int],
    cases: int = 7000,
    seed: int = 2018,
    *,
    settings: Settings,
    full: bool = False,
) -> list[Path]:
    """Write synthetic exports of `years` below `into`, and their truth; return the files, in order.

    A `full` sample has every column of Jordan's system, with invented people in them, and the
    form export of that system: for trying what agencies do before they send, never for a report.
    `cases` is the number of distinct children active each year over all agencies, near enough.
    Same arguments, same bytes; a year's files do not depend on which other years are asked for.
    Raises ConfigurationError before anything is written where a year or its layouts are not known.
    """
    plans = [settings.year(year) for year in sorted(set(years))]
    for plan in plans:
        for source in plan.sources:
            layout(source.profile)
    world = grow(settings, max(years), cases, seed)
    written = [put(into / notice.KEY_FILE, notice.KEY_TEXT.encode())]
    system = read_system(settings)
    if full:
        written.append(write_forms(system, into / FORMS_FILE))
    for plan in plans:
        sent = [
            send(
                export(world, source, plan, system if speaks(source, full) else None),
                settings,
                seed,
            )
            for source in plan.sources
        ]
        if full:
            sent = [
                replace(each, pages=widen(each.pages, each.delivery, system, seed)) for each in sent
            ]
        for each in sent:
            written += write_delivery(into, each, settings)
        told = [tell_delivery(each.delivery, settings) for each in sent]
        truth = gather(told, settings)
        tables = {field.name: getattr(truth, field.name) for field in fields(truth)}
        tables["planted"] = list_planted(sent, [each.cases for each in told])
        written += write_tables(into / "truth" / f"{plan.year}", tables)
    return written


def speaks(source: Source, full: bool) -> bool:
    """Return whether a source writes in the words of Jordan's system."""
    return source.system == SYSTEM or (full and source.profile in WIDENED)


def write_delivery(into: Path, sent: Sent, settings: Settings) -> list[Path]:
    """Write one agency's file and its sidecar; return their paths."""
    delivery = sent.delivery
    content = sent.content
    path = into / f"{delivery.year}" / sent.file
    agency = settings.agencies[delivery.agency].label.en
    sidecar = notice.sidecar(delivery, agency, content)
    return [put(path, content), put(path.with_name(f"{path.name}.meta.yml"), sidecar.encode())]


def write_tables(folder: Path, tables: dict[str, pd.DataFrame]) -> list[Path]:
    """Write the tables of the truth; return their paths."""
    return [
        put(
            folder / f"{name}.csv",
            table.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d").encode(),
        )
        for name, table in tables.items()
    ]


def put(path: Path, content: bytes) -> Path:
    """Write `content` beside `path`, then give it its name; return `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    return part.replace(path)
