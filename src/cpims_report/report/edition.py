"""One year's report in one language, as chapters see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from cpims_report.errors import DisclosureRefused, NotebookFailed, Problem
from cpims_report.report import foreign, numerals
from cpims_report.report.cell import NOT_COLLECTED, NOT_LISTED, Cell
from cpims_report.report.labels import entries, label, translated
from cpims_report.report.preview import Prose, preview
from cpims_report.report.sealed import (
    NUMBERS,
    Sealed,
    published_folder,
    published_years,
    read_sealed,
)
from cpims_report.report.tidy import tidy
from cpims_report.report.words import WORDS, counted, word
from cpims_report.schema import CELL_COLUMNS, DIMENSIONS, TOTAL, UNKNOWN_CELL
from cpims_report.spoken import languages_near

if TYPE_CHECKING:
    from cpims_report.report.charts.publish import Drawing
    from cpims_report.report.picture import Picture

__all__ = ["Cell", "Edition", "open_edition"]

PLACES = ("governorate", "region", "camp", "site")
COUNTED = ("published", "rounded", "suppressed")
"""Statuses of a cell that has a number, shown or not."""


def column(name: str) -> str:
    """Return the column of the cells in which a breakdown or code list has its codes."""
    if name in DIMENSIONS or name == "year":
        return name
    return "place" if name in PLACES else "category"


@dataclass(frozen=True, eq=False)
class Edition:
    """The sealed years up to `year`, with words and numbers in `language` (en or ar)."""

    year: int
    language: str
    sealed: tuple[Sealed, ...]

    column = staticmethod(column)

    @property
    def years(self) -> tuple[int, ...]:
        """Published years up to this one, ascending."""
        return tuple(each.year for each in self.sealed)

    @property
    def last_year(self) -> int | None:
        """The published year just before this one, None where there is none."""
        return self.year - 1 if self.year - 1 in self.years else None

    @property
    def about(self) -> Mapping[str, Any]:
        """What this year's data package says of itself: members, code lists, catalogue, policy."""
        return self.sealed[-1].about

    @property
    def members(self) -> list[str]:
        """Short names of the members whose records are counted."""
        return [member["short"] for member in self.about["members"]]

    @property
    def advisor(self) -> str:
        """The Task Force's technical advisor."""
        return translated(self.about["advisor"]["label"], self.language)

    @property
    def country(self) -> str:
        """The country's name; a word for it where an older package does not tell."""
        told = self.about.get("country")
        return translated(told["label"], self.language) if told else self.text("country_missing")

    @property
    def labour_law(self) -> str:
        """What the country's law says of children's work; empty where nobody wrote it down."""
        told = self.about.get("country", {}).get("labour_law")
        return translated(told, self.language) if told else ""

    @property
    def oldest_band(self) -> str:
        """The last age band that has an end: that of the oldest children."""
        return [band for band in self.codes("age_band") if not band.endswith("+")][-1]

    @property
    def synthetic(self) -> bool:
        """True unless the data package says that the data of this year are real."""
        return self.sealed[-1].synthetic

    @property
    def mixed(self) -> bool:
        """True where synthetic years stand beside real ones."""
        return len({each.synthetic for each in self.sealed}) > 1

    @property
    def synthetic_note(self) -> str:
        """The statement that the data of this year are made up; empty where they are real."""
        if not self.synthetic:
            return ""
        return self.mixed_note or self.text("synthetic_note")

    @property
    def mixed_note(self) -> str:
        """The statement which years are made up and which are real; empty where all are alike."""
        if not self.mixed:
            return ""
        kinds = {
            name: self.listed(
                [self.plain(each.year) for each in self.sealed if each.synthetic is made_up]
            )
            for name, made_up in (("synthetic", True), ("real", False))
        }
        return self.text("mixed_note", **kinds)

    @property
    def notice(self) -> str | bool:
        """What every page says of the data: True for the book's own notice, False for none."""
        return (self.mixed_note or True) if self.synthetic else False

    @property
    def cut_off(self) -> str:
        """The day up to which records were entered, in words."""
        return numerals.day(date.fromisoformat(self.about["cut_off"]), self.language)

    @property
    def policy(self) -> Mapping[str, Any]:
        """The disclosure policy under which the cells were published."""
        policy: Mapping[str, Any] = self.about["policy"]
        return policy

    @property
    def focus(self) -> str:
        """Id of the concern that the year looks at more closely."""
        return str(self.about.get("focus") or "child_labour")

    @property
    def seal(self) -> str:
        """Twelve letters and digits that name this edition's data."""
        return self.sealed[-1].seal[:12]

    @property
    def caveat(self) -> str:
        """The one line that stands wherever a number could be quoted alone."""
        return self.text("caveat", year=self.plain(self.year))

    @property
    def source_line(self) -> str:
        """Where the numbers come from, and up to which day; says so where they are made up."""
        return self.text("source_synthetic" if self.synthetic else "source", cut_off=self.cut_off)

    @property
    def foot_line(self) -> str:
        """Source, day of the data and caveat in the one line that stands below each figure."""
        key = "foot_synthetic" if self.synthetic else "foot"
        return self.text(key, cut_off=self.cut_off, year=self.plain(self.year))

    @cached_property
    def _index(self) -> dict[tuple[Any, ...], Cell]:
        cells = pd.concat([each.cells for each in self.sealed])
        columns = {name: cells[name].tolist() for name in CELL_COLUMNS}
        keys = zip(*(columns[name] for name in ("indicator", "year", *DIMENSIONS)), strict=True)
        numbers = zip(*(columns[name] for name in (*NUMBERS, "status")), strict=True)
        return {
            key: Cell(
                None if pd.isna(value) else int(value),
                None if pd.isna(base) else int(base),
                None if pd.isna(percent) else float(percent),
                str(status),
            )
            for key, (value, base, percent, status) in zip(keys, numbers, strict=True)
        }

    @cached_property
    def asked(self) -> dict[tuple[Any, ...], None]:
        """The keys of the cells read since the last figure or table, in their order."""
        return {}

    def cell(self, indicator: str, year: int | None = None, **dimensions: str) -> Cell:
        """Return one cell; dimensions that are not named are totals.

        A cell that an earlier year did not publish is `not_collected`; "not recorded" in a cross
        table that the policy leaves out is `not_applicable`; any other that the data do not have
        is a slip of the chapter and raises NotebookFailed.
        """
        strange = [name for name in dimensions if name not in DIMENSIONS]
        wanted = dict.fromkeys(DIMENSIONS, TOTAL) | dimensions
        key = (indicator, year or self.year, *(wanted[name] for name in DIMENSIONS))
        found = self._index.get(key)
        if found is None and not strange and year in self.years[:-1]:
            return NOT_COLLECTED
        if found is None and not strange and self._unlisted(dimensions):
            return NOT_LISTED
        if found is None or strange:
            named = ", ".join(f"{name}={code}" for name, code in dimensions.items())
            raise NotebookFailed(
                "A number was asked for that is not published.",
                [
                    Problem(
                        "REP-CELL",
                        f"There is no such cell of {indicator} in {year or self.year}.",
                        value=named or indicator,
                        expected=self._expected(indicator, strange),
                    )
                ],
            )
        self.asked[key] = None
        return found

    def sealed_cell(self, key: tuple[Any, ...]) -> Cell:
        """Return the cell of a key of `asked`."""
        return self._index[key]

    def _unlisted(self, dimensions: Mapping[str, str]) -> bool:
        broken = {name: code for name, code in dimensions.items() if code != TOTAL}
        left_out = self.policy.get("unlisted_unknown", ())
        return len(broken) > 1 and any(broken.get(name) == UNKNOWN_CELL for name in left_out)

    def _expected(self, indicator: str, strange: Sequence[str]) -> str:
        if strange:
            return "dimensions among " + ", ".join(DIMENSIONS)
        catalogue = self.about["indicators"]
        if indicator not in catalogue:
            return "an indicator among " + ", ".join(catalogue)
        breakdowns = (" × ".join(each) or "total" for each in catalogue[indicator]["breakdowns"])
        return "one of its breakdowns: " + "; ".join(breakdowns)

    @cached_property
    def _by_indicator(self) -> dict[tuple[int, str], pd.DataFrame]:
        return {
            (each.year, str(name)): frame
            for each in self.sealed
            for name, frame in each.cells.groupby("indicator", sort=False)
        }

    def cells(
        self, indicator: str, by: Sequence[str] = (), year: int | None = None
    ) -> pd.DataFrame:
        """Return the cells of a breakdown without its totals, in the order of the code lists.

        `by` names dimensions or breakdowns of the catalogue (`governorate`, `month`, …). Columns:
        those of `PUBLISHED`. `_U` (not recorded) comes last; it is absent where not listed.
        """
        frame = self._by_indicator.get((year or self.year, indicator))
        if frame is None:
            frame = next(each.cells[:0] for each in self.sealed if each.year == (year or self.year))
        columns = {column(name): name for name in by}
        chosen = pd.Series(data=True, index=frame.index)
        for each in DIMENSIONS:
            if each not in columns:
                chosen &= frame[each].eq(TOTAL)
            elif columns[each] == each:
                chosen &= frame[each].ne(TOTAL)
            else:
                chosen &= frame[each].isin([*self.codes(columns[each]), UNKNOWN_CELL])
        order = {each: [*self.codes(name), UNKNOWN_CELL] for each, name in columns.items()}
        return (
            frame[chosen]
            .sort_values(list(columns), key=lambda codes: codes.map(order[str(codes.name)].index))
            .reset_index(drop=True)
            if columns
            else frame[chosen].reset_index(drop=True)
        )

    @cached_property
    def handed(self) -> list[pd.DataFrame]:
        """The frames handed out by `table` since the last figure: `publish` checks against them."""
        return []

    def table(
        self,
        indicator: str,
        by: Sequence[str] = (),
        year: int | None = None,
        unknown: bool = False,
        **fixed: str,
    ) -> pd.DataFrame:
        """Return the sealed cells of a breakdown as a tidy frame with labels: see `tidy`."""
        frame = tidy(self, indicator, by, year, unknown, **fixed)
        self.handed.append(frame)
        return frame

    def publish(
        self,
        figure: Drawing,
        *,
        id: str,  # noqa: A002
        finding: str,
        alt: str,
        measure: str = "",
        notes: Sequence[str] = (),
        derived: str = "",
        mirror: bool = True,
    ) -> Picture:
        """Return a matplotlib figure as a picture of the book: see `charts.publish`."""
        from cpims_report.report.charts.publish import publish  # noqa: PLC0415 - loads matplotlib

        return publish(
            self,
            figure,
            name=id,
            words=(finding, alt),
            measure=measure,
            notes=notes,
            derived=derived,
            mirror=mirror,
        )

    def has(self, indicator: str, year: int | None = None, **dimensions: str) -> bool:
        """Return whether the data list the cell, shown or not."""
        wanted = dict.fromkeys(DIMENSIONS, TOTAL) | dimensions
        key = (indicator, year or self.year, *(wanted[name] for name in DIMENSIONS))
        return key in self._index

    @cached_property
    def _counted(self) -> frozenset[tuple[str, int]]:
        return frozenset(
            (str(name), each.year)
            for each in self.sealed
            for name in each.cells.loc[each.cells["status"].isin(COUNTED), "indicator"].unique()
        )

    def publishes(self, *indicators: str, year: int | None = None) -> bool:
        """Return whether the year has a number, shown or withheld, for any of the indicators."""
        return any((name, year or self.year) in self._counted for name in indicators)

    @cached_property
    def _revised(self) -> set[tuple[Any, ...]]:
        names = ["indicator", "year", *DIMENSIONS]
        return {
            row
            for each in self.sealed
            if len(each.revisions)
            for row in each.revisions[names].itertuples(index=False, name=None)
        }

    def revised(self, indicator: str, year: int | None = None, **dimensions: str) -> bool:
        """Return whether an earlier edition published the cell with other numbers: mark it `r`."""
        wanted = dict.fromkeys(DIMENSIONS, TOTAL) | dimensions
        key = (indicator, year or self.year, *(wanted[name] for name in DIMENSIONS))
        return key in self._revised

    def revisions(self, year: int | None = None) -> pd.DataFrame:
        """Return the cells of a year that were published with other numbers, and those numbers.

        Columns: `schema.CELL_KEY`, value, base, percent, as an earlier edition published them.
        """
        return next(each.revisions for each in self.sealed if each.year == (year or self.year))

    @property
    def compares(self) -> bool:
        """True where the year is set beside the one before, both counted anew (CL08)."""
        listed = self.has("CL08", category="previous")
        return listed and self.cell("CL08", category="previous").status in COUNTED

    def at(self, by: str, code: str) -> dict[str, Any]:
        """Return the dimension that fixes one code of a breakdown, as `cell` takes it."""
        return {column(by): code}

    def codes(self, name: str) -> list[str]:
        """Return the ids of a code list or dimension in its order, as cells write them."""
        return list(entries(self.about["code_lists"], name))

    def entry(self, name: str, code: str) -> Mapping[str, Any]:
        """Return all that a code list says of one id: label, region, tile, family."""
        return entries(self.about["code_lists"], name)[code]

    def label(self, name: str, code: str) -> str:
        """Return the name of a code in the report's language."""
        return self.spelt(label(self.about["code_lists"], name, code, self.language))

    def indicator(self, indicator: str, what: str = "name") -> str:
        """Return a text of the catalogue in the language: name, definition, base or not_for."""
        text = self.about["indicators"][indicator].get(what) or {"en": ""}
        return self.spelt(translated(text, self.language))

    def text(self, key: str, **values: str) -> str:
        """Return fixed words of the report in its language."""
        if key not in WORDS:
            problem = Problem("REP-WORD", "There are no such fixed words.", value=key)
            raise NotebookFailed("A chapter asked for words that do not exist.", [problem])
        return self.spelt(word(key, self.language, **values))

    def spelt(self, text: str) -> str:
        """Return words with their numbers in the digits of the language."""
        return numerals.in_digits(text, self.language)

    def number(self, value: int) -> str:
        """Return a count with thousand separators, in the digits of the language."""
        return numerals.number(value, self.language)

    def plain(self, value: int) -> str:
        """Return a year, or another number without separators, in the digits of the language."""
        return numerals.localised(str(value), self.language)

    def dated(self, year: int) -> str:
        """Return a year that this one is compared with: marked where only one of them is made up.

        A year that is not published passes as one of this edition's kind.
        """
        other = any(each.synthetic != self.synthetic for each in self.sealed if each.year == year)
        if not other:
            return self.plain(year)
        return self.text("real_year" if self.synthetic else "synthetic_year", year=self.plain(year))

    def percent(self, value: float, decimals: int = 1, signed: bool = False) -> str:
        """Return a percentage; `value` is in percent."""
        return numerals.percent(value, self.language, decimals, signed)

    def share(self, cell: Cell) -> str | None:
        """Return a cell's percentage as exact as its base allows, None where it has none."""
        if cell.percent is None:
            return None
        return self.percent(cell.percent, self.decimals(cell.base))

    def decimals(self, base: int | None) -> int:
        """Return how many decimals a percentage on this base has."""
        return 0 if base is not None and base < self.policy["whole_percent_below"] else 1

    def written(self, cell: Cell) -> str:
        """Return number and share of a cell, or the symbol of its status."""
        if cell.value is None or not cell.shown:
            return self.symbol(cell.status)
        share = self.share(cell)
        return f"{self.number(cell.value)} ({share})" if share else self.number(cell.value)

    def counted(self, cell: Cell, unit: str) -> str:
        """Return a count with its unit (child, case, girl…), or words that do not reveal it."""
        return counted(cell.value if cell.shown else None, unit, self.language)

    def decimal(self, value: float) -> str:
        """Return a number with one decimal, such as a change in percentage points."""
        return self.percent(value).strip("%٪\u00a0\u202f")

    def signed(self, value: int) -> str:
        """Return a count with its sign, as changes have it."""
        return ("+" if value > 0 else "−" if value < 0 else "") + self.number(abs(value))

    def listed(self, items: Sequence[str]) -> str:
        """Return the items as one phrase: a, b and c."""
        return numerals.listed(items, self.language)

    def reason(self, indicator: str) -> str:
        """Return the Task Force's note on why an indicator moved, empty where there is none.

        A note that has no words in the language stands in English, and says so.
        """
        note = self.about.get("notes", {}).get(indicator, "")
        if not isinstance(note, Mapping):
            return self.spelt(str(note))
        told = self.spelt(translated(note, self.language))
        return told if self.language in note else foreign.words(told)

    def symbol(self, status: str) -> str:
        """Return the mark of a cell that has no number, by status or by its name in the policy."""
        return str(self.policy["symbols"][status])

    def preview(self, chapter: str) -> Prose:
        """Return a chapter's own prose with its numbers in place, for reading in JupyterLab."""
        return preview(chapter, self)


def open_edition(year: int, language: str = "en", folder: Path | None = None) -> Edition:
    """Return the edition of a year, after checking the seal of it and of every earlier year.

    `folder` holds the sealed years; by default CPIMS_PUBLISHED or the nearest `data/published`.
    """
    home = folder or published_folder()
    if language not in (known := languages_near()):
        problem = Problem(
            "REP-LANGUAGE", "Unknown language.", value=language, expected=", ".join(known)
        )
        raise NotebookFailed("The edition cannot be opened.", [problem])
    earlier = [each for each in published_years(home) if each < year]
    refusals: list[Problem] = []
    sealed: list[Sealed] = []
    for each in (*earlier, year):
        try:
            sealed.append(read_sealed(home, each))
        except DisclosureRefused as refusal:
            refusals.extend(refusal.problems)
    if refusals:
        raise DisclosureRefused(
            f"The report of {year} refuses to read data that are not sealed.", refusals
        )
    return Edition(year, language, tuple(sealed))
