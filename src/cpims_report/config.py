"""Settings and code lists of a workspace, checked when they are read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)
from rapidfuzz import process

from cpims_report.errors import ConfigurationError, Problem
from cpims_report.spoken import is_language
from cpims_report.wording import Words

Model = TypeVar("Model", bound=BaseModel)

PROFILES = (
    "primero_v2_xlsx",
    "primero_v2_csv",
    "primero_v2_json",
    "primero_v1_csv",
    "primero_v1_xls",
    "unhcr_csv",
    "legacy_cpims",
    "template_xlsx",
)


TO_FILL = "?"
"""Stands in a year's file where only a person knows; `check` names each such place."""


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser of PyYAML that is written in C, where the wheel has it."""


class Strict(BaseModel):
    """A setting that knows its own keys and refuses others."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Label(BaseModel):
    """A name in English and any further languages of the report: `{en: Girls, fr: Filles}`."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Words] = Field(init=False)

    en: Words

    @model_validator(mode="after")
    def names_languages(self) -> Self:
        """Refuse a key that is no language."""
        for key in self.__pydantic_extra__:
            if not is_language(key):
                raise ValueError(f"“{key}” is no language: write its code, such as fr or ar")
        return self

    @property
    def texts(self) -> tuple[str, ...]:
        """The name in every language that it has one in, English first."""
        return tuple(text for text in (self.en, *self.__pydantic_extra__.values()) if text)

    def text(self, language: str) -> str:
        """Return the name in a language, in English where it has none."""
        return str(getattr(self, language, "") or self.en)


def in_english(note: object) -> object:
    """Return a note by language; one text alone is English."""
    return {"en": note} if isinstance(note, str) else note


Note = Annotated[Label, BeforeValidator(in_english)]
"""Why a number moved: one text, or one a language."""


class Code(Strict):
    """One entry of a code list; `aliases` are other spellings met in files."""

    label: Label
    aliases: tuple[str, ...] = ()
    group: str = ""
    sensitive: bool = False


class Agency(Code):
    """A member of the Task Force, with the years in which it contributed."""

    short: Words
    since: int = Field(alias="from")
    until: int | None = Field(default=None, alias="to")
    system: str = ""
    areas: tuple[str, ...] = ()
    """Governorates in which it works on cases; none named: all."""


class Governorate(Code):
    """A governorate, or what a country has in its place: a department, a district.

    `iso` is its code in ISO 3166-2, `primero` the one in Primero, `tile` its row and column in the
    tile map; where no tile is given, governorates stand in rows by region.
    """

    region: str
    iso: str = ""
    primero: str = ""
    tile: tuple[int, int] | None = None


class Camp(Code):
    """A refugee camp, counted inside its governorate and shown apart."""

    governorate: str
    primero: str = ""


class Places(Strict):
    """A country's regions, governorates, camps and kinds of site, and whose days count.

    `ambiguous` are codes that two systems give to different governorates.
    """

    regions: dict[str, Code]
    governorates: dict[str, Governorate]
    camps: dict[str, Camp]
    sites: dict[str, Code]
    country: Label
    country_aliases: tuple[str, ...] = ()
    ambiguous: dict[str, tuple[str, ...]] = {}
    labour_law: Label | None = None
    """What the law says of children's work, in a sentence; the chapter on child labour has it."""
    timezone: str = "UTC"

    @field_validator("timezone")
    @classmethod
    def is_known(cls, name: str) -> str:
        """Return the name of a time zone, or raise ValueError with the nearest that there is."""
        if name == TO_FILL:
            return "UTC"
        try:
            ZoneInfo(name)
        except (OSError, ValueError, ZoneInfoNotFoundError):
            near = process.extractOne(name, sorted(available_timezones()))
            hint = f"; the nearest is “{near[0]}”" if near else ""
            raise ValueError(f"“{name}” is no time zone{hint}") from None
        return name

    @property
    def home(self) -> ZoneInfo:
        """The time zone whose days count."""
        return ZoneInfo(self.timezone)

    @model_validator(mode="after")
    def agrees(self) -> Self:
        """Refuse a region, governorate or tile that another entry does not allow."""
        regions = [place.region for place in self.governorates.values()]
        homes = [
            *(camp.governorate for camp in self.camps.values()),
            *(key for keys in self.ambiguous.values() for key in keys),
        ]
        for kind, keys, known in (
            ("region", regions, self.regions),
            ("governorate", homes, self.governorates),
        ):
            for key in keys:
                if key not in known:
                    near = process.extractOne(key, list(known), score_cutoff=60)
                    hint = f"; did you mean “{near[0]}”?" if near else ""
                    raise ValueError(f"there is no {kind} “{key}”{hint}")
        tiles = [place.tile for place in self.governorates.values() if place.tile]
        if tiles and len(set(tiles)) < len(self.governorates):
            raise ValueError("give every governorate a tile of its own, or none")
        return self

    @property
    def tiles(self) -> dict[str, tuple[int, int]]:
        """Row and column of each governorate in the tile map; a region a row where none is told."""
        rows = list(self.regions)
        filled: Counter[str] = Counter()
        found = {}
        for key, place in self.governorates.items():
            row = rows.index(place.region)
            found[key] = place.tile or (row, filled[place.region])
            filled[place.region] += 1
        return found

    def labels(self) -> dict[str, Label]:
        """Return the label of every place id."""
        groups = (self.regions, self.governorates, self.camps, self.sites)
        return {key: code.label for group in groups for key, code in group.items()}


class Kind(Code):
    """A kind of one concern that some systems tell apart; it counts as that concern.

    `protection_status` is what it says of the child's separation besides, `labour_form` whether
    it is a worst form of child labour or another.
    """

    of: str
    protection_status: str = ""
    labour_form: str = ""


class Concern(Code):
    """A protection concern of the Task Force's taxonomy."""

    kind: Literal["harm", "situation"]
    family: str
    sensitivity: Literal["ordinary", "area", "always"]


class Concerns(Strict):
    """The taxonomy, in order of precedence."""

    version: str
    families: dict[str, Code]
    concerns: dict[str, Concern]
    kinds: dict[str, Kind] = {}
    statuses: dict[str, Code]


class RollUp(Strict):
    """A table that may be listed more coarsely: its breakdown, and what instead, finest first."""

    table: tuple[str, ...]
    instead: tuple[tuple[str, ...], ...]


class NationalityGroup(Code):
    """A group of nationalities that stands for its members where a table is rolled up."""

    members: tuple[str, ...]


Identifying = Literal["refuse", "skip"]
"""Whether columns that identify people stop the year, or are merely never read."""


class Policy(Strict):
    """The disclosure policy of the Task Force."""

    mode: Literal["suppress", "round5"] = "suppress"
    threshold: int = Field(default=5, ge=3)
    sensitive_threshold: int = Field(default=10, ge=3)
    minimum_width: int = Field(default=5, ge=2)
    minimum_base: int = 20
    whole_percent_below: int = 200
    minimum_contributors: int = Field(default=10, ge=3)
    symbols: dict[str, str] = {}
    sensitive_closure_reasons: tuple[str, ...] = ()
    main_nationalities: tuple[str, ...] = ()
    identifying: Identifying = "refuse"
    consent_reporting_false: Literal["exclude", "include"] = "exclude"
    unlisted_unknown: tuple[str, ...] = ()
    earlier_editions: Literal["protect", "ignore"] = "protect"
    insiders: Literal["off", "note", "protect"] = "note"
    dominance: Literal["off", "note", "protect"] = "note"
    dominance_share: float = Field(default=0.8, gt=0.5, lt=1)
    rounded_width: int = Field(default=1, ge=1, le=4)
    suppressed_limit: float = Field(default=0.1, gt=0, lt=1)
    roll_ups: dict[str, tuple[RollUp, ...]] = {}
    nationality_groups: dict[str, NationalityGroup] = {}


class Decision(Strict):
    """One thing that only a person can say, and the answer once it is given.

    Of a system's list it names `list` and `option`, of one agency's file `agency`, `column` and
    `value`. `records` counts the records that it touches, `propose` is the code for which there is
    evidence, `sure` from 0 to 100, and `why` that evidence. The answer stands in `answer`, with who
    gave it, when and because of what.
    """

    agency: str = ""
    column: str = ""
    value: str = ""
    list: str = ""
    option: str = ""
    label: str = ""
    records: int = 0
    propose: str = ""
    sure: int = 0
    why: str = ""
    answer: str = ""
    who: str = ""
    when: str = ""
    because: str = ""

    @model_validator(mode="before")
    @classmethod
    def flatten(cls, values: Any) -> Any:
        """Return the keys of `about`, under which a file says what is asked, beside the answer."""
        if not isinstance(values, dict) or not isinstance(values.get("about"), dict):
            return values
        return {**values["about"], **{key: each for key, each in values.items() if key != "about"}}

    @field_validator("answer", "who", "when", "because", mode="before")
    @classmethod
    def read_blank(cls, value: object) -> str:
        """Return what was written; nothing behind the colon is an open answer, `no` a word."""
        words = {None: "", True: "true", False: "false"}
        return words[value] if value is None or isinstance(value, bool) else str(value)


class Source(Strict):
    """One agency's delivery for a year.

    `system` names the dictionary of the system that it comes from (`config/systems/`); `sheets`
    maps a sheet of its own name to a form of the layout, or to nothing where it is left out;
    `dates` says how dates of numbers are meant where a file does not prove it; `excel_dates` from
    which year Excel's day numbers of a text file count.
    """

    agency: str
    profile: str
    system: str = ""
    files: tuple[str, ...]
    received: date | None = None
    columns: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    sheets: dict[str, str] = {}
    dates: Literal["day_first", "month_first"] | None = None
    excel_dates: Literal[1900, 1904] | None = None


class Year(Strict):
    """All that changes from one year to the next.

    `unfilled` are the places that a person has still to fill in. A source whose layout or files are
    not known yet takes no part.
    """

    year: int
    cut_off: date
    sources: tuple[Source, ...]
    focus: str = ""
    notes: dict[str, Note] = {}
    decide: tuple[Decision, ...] = ()
    unfilled: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def leave_unfilled(cls, values: Any) -> Any:
        """Return the settings without what is to be filled in, whose places are kept."""
        if not isinstance(values, dict) or not isinstance(values.get("sources"), list):
            return values
        places = [key for key, value in values.items() if value == TO_FILL]
        kept = {key: value for key, value in values.items() if value != TO_FILL}
        sources = []
        for source in kept["sources"]:
            asked = unfilled(source)
            agency = source.get("agency") if isinstance(source, dict) else ""
            places += [f"{key} of {agency}" for key in asked]
            if not {"agency", "profile", "files"} & set(asked):
                sources.append(
                    {key: each for key, each in source.items() if key not in asked}
                    if asked
                    else source
                )
        return {**kept, "sources": sources, **({"unfilled": tuple(places)} if places else {})}

    @property
    def to_fill(self) -> Problem | None:
        """What a person has still to fill in, as one problem; None where nothing is left."""
        if not self.unfilled:
            return None
        agencies: dict[str, list[str]] = {}
        for place in self.unfilled:
            key, _, agency = place.partition(" of ")
            agencies.setdefault(key, []).extend([agency] if agency else [])
        told = "; ".join(
            f"{key} of {', '.join(each)}" if each else key for key, each in agencies.items()
        )
        return Problem(
            "CFG-FILL",
            f"Still to be filled in: {told}.",
            file=f"config/{self.year}.yml",
            action=f"Write it in place of “{TO_FILL}”.",
        )


def open_places(value: object, path: str = "") -> list[str]:
    """Return the paths of what is marked to be filled in, below a value of a settings file."""
    if value == TO_FILL:
        return [path]
    if isinstance(value, dict):
        return [each for key, one in value.items() for each in open_places(one, f"{path}.{key}")]
    return []


def unfilled(source: object) -> list[str]:
    """Return the keys of a source that a person has still to fill in."""
    if not isinstance(source, dict):
        return []
    return [key for key, value in source.items() if value in (TO_FILL, [TO_FILL])]


class Publication(Strict):
    """What editions say of themselves; what is empty is not fixed yet.

    `address` is where the folder of all publications will be found on the web, if it will.
    """

    address: str = ""
    contact: Label | None = None
    next_release: dict[int, Label] = {}
    systems: dict[str, Label] = {}

    @field_validator("address", mode="before")
    @classmethod
    def _on_the_web(cls, given: object) -> str:
        address = str(given or "").strip().rstrip("/")
        if address and not re.fullmatch(r"https?://[^\s\"<>]+", address):
            raise ValueError("an address begins with https:// and has no blanks")
        return address

    @field_validator("contact", mode="before")
    @classmethod
    def _named_or_none(cls, given: object) -> object:
        return given or None

    def missing(self, year: int) -> list[str]:
        """Return the keys that are empty for the edition of a year."""
        empty = {
            "contact": self.contact is None,
            f"next_release: {year}": year not in self.next_release,
        }
        return [key for key, is_empty in empty.items() if is_empty]


class Term(Strict):
    """A word of the field and what it means, in the report's languages."""

    term: Label
    meaning: Label


class Population(Strict):
    """A group that is counted: those of `within` who have one of the codes of `where`.

    `asked` names the code list of a field: the population is those of `within` whose source
    collects it and to whom it can apply. With neither, it is what the label says.
    Each unit is one of each population in `among` too, or is described by one of its own there.
    `apart` says why no number of another population tells of this one.
    """

    unit: Literal["child", "case", "event"]
    label: Label
    within: str = ""
    where: dict[str, tuple[str, ...]] = {}
    asked: str = ""
    among: tuple[str, ...] = ()
    apart: str = ""


class Relation(Strict):
    """What holds between populations in every row of a table that all of them have.

    Those of `sum` together are as many as those of `equals` together, or no more than those of
    `at_most`; `because` is the definition from which it follows.
    """

    sum: tuple[str, ...] = Field(min_length=1)
    equals: tuple[str, ...] = ()
    at_most: tuple[str, ...] = ()
    because: Label

    @model_validator(mode="after")
    def compares(self) -> Self:
        """Refuse a relation without another side, or with two."""
        if bool(self.equals) == bool(self.at_most):
            raise ValueError("state either `equals` or `at_most`")
        return self

    @property
    def populations(self) -> dict[str, int]:
        """The populations that take part, with their sign."""
        return {**dict.fromkeys(self.sum, 1), **dict.fromkeys((*self.equals, *self.at_most), -1)}


class Standards(Strict):
    """Days in which things should happen, counted from registration."""

    assessment_days: dict[str, int]
    plan_days: dict[str, int]
    entry_days: int
    reference_days: int


class Indicator(Strict):
    """One entry of the catalogue: what is counted, of what, how it is broken down."""

    name: Label
    definition: Label
    unit: Literal["child", "case", "event"]
    population: str
    measure: Literal[
        "count",
        "share",
        "multi",
        "balance",
        "known",
        "median",
        "quartiles",
        "comparison",
        "mark",
    ]
    age_at: Literal["registration", "year_end", "closure", "none"] = "registration"
    breakdowns: tuple[tuple[str, ...], ...]
    category: str = ""
    outside: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    reference: str = ""
    audience: Literal["public", "internal"] = "public"
    sensitivity: Literal["ordinary", "sensitive"] = "ordinary"
    made_by: Literal["indicators", "gate"] = "indicators"
    base: Label = Label(en="")
    source: str = ""
    not_for: Label = Label(en="")

    @property
    def sensitive(self) -> bool:
        """Whether the higher threshold holds for every cell."""
        return self.sensitivity == "sensitive"


class Settings:
    """Everything below `config/`, read on demand and checked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def systems(self) -> list[str]:
        """The systems of which a dictionary stands below `config/systems/`."""
        return sorted(path.stem for path in (self.folder / "systems").glob("*.yml"))

    def read(self, name: str) -> Any:
        """Return what a YAML file below `config/` says."""
        path = self.folder / name
        if not path.is_file():
            raise ConfigurationError(f"config/{name} is missing.")
        try:
            return yaml.load(path.read_text(encoding="utf-8"), LOADER)  # noqa: S506 - a safe one
        except yaml.YAMLError as error:
            raise ConfigurationError(f"config/{name} is not readable YAML: {error}") from None

    @cached_property
    def agencies(self) -> dict[str, Agency]:
        """Return the members by id."""
        raw = self.read("agencies.yml")
        return {
            key: checked(Agency, value, f"agencies.yml, {key}")
            for key, value in raw["agencies"].items()
        }

    @cached_property
    def advisor(self) -> Code:
        """Return the Task Force's technical advisor."""
        return checked(Code, self.read("agencies.yml")["advisor"], "agencies.yml, advisor")

    @cached_property
    def publication(self) -> Publication:
        """Return what editions say of themselves; all empty where nobody wrote it down."""
        name = "publication.yml"
        given = self.read(name) if (self.folder / name).is_file() else {}
        return checked(Publication, given, name)

    @cached_property
    def glossary(self) -> list[Term]:
        """Return the terms that the report explains; none where nobody wrote them down."""
        name = "glossary.yml"
        given = self.read(name) if (self.folder / name).is_file() else []
        return [checked(Term, each, f"{name}, entry {n}") for n, each in enumerate(given, start=1)]

    @cached_property
    def places(self) -> Places:
        """Return regions, governorates, camps and sites."""
        return checked(Places, self.read("places.yml"), "places.yml")

    @cached_property
    def concerns(self) -> Concerns:
        """Return the concern taxonomy."""
        return checked(Concerns, self.read("concerns.yml"), "concerns.yml")

    @cached_property
    def lookups(self) -> dict[str, dict[str, Code]]:
        """Return the other code lists: list name -> id -> code."""
        found = {
            name: {
                str(key): checked(Code, value, f"lookups.yml, {name}, {key}")
                for key, value in codes.items()
            }
            for name, codes in self.read("lookups.yml").items()
        }
        check_age_bands(list(found.get("age_band", {})))
        return found

    @cached_property
    def _catalogue(self) -> Any:
        return self.read("indicators.yml")

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Return the catalogue of indicators by id, in order."""
        return {
            key: checked(Indicator, value, f"indicators.yml, {key}")
            for key, value in self._catalogue["indicators"].items()
        }

    @cached_property
    def populations(self) -> dict[str, Population]:
        """Return the populations of the catalogue by id; each stands after the one it is within.

        Raises ConfigurationError for one that is within an unknown or later population, or has
        another unit than it.
        """
        found: dict[str, Population] = {}
        problems = []
        names = self._catalogue["populations"]
        for key, value in names.items():
            population = checked(Population, value, f"indicators.yml, populations, {key}")
            wide = found.get(population.within)
            if population.within and (wide is None or wide.unit != population.unit):
                problems.append(
                    unknown(f"population of {key}", population.within, found, "indicators.yml")
                )
            problems += [
                unknown(f"population among which is {key}", name, names, "indicators.yml")
                for name in population.among
                if name not in names
            ]
            found[key] = population
        if problems:
            raise ConfigurationError("config/indicators.yml cannot be used.", problems)
        return found

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """Return what the catalogue says of several populations together.

        Raises ConfigurationError for a population that is not known, and for one of which nothing
        is said: neither what it is within or among, nor a relation, nor why it stands apart.
        """
        found = {
            key: checked(Relation, value, f"indicators.yml, relations, {key}")
            for key, value in self._catalogue.get("relations", {}).items()
        }
        told = {name for relation in found.values() for name in relation.populations}
        problems = [
            unknown("population", name, self.populations, "config/indicators.yml")
            for name in sorted(told - set(self.populations))
        ]
        told |= {name for one in self.populations.values() for name in (one.within, *one.among)}
        problems += [
            Problem(
                "CFG-RELATION",
                f"Nothing says how the population {key} stands to the others.",
                file="config/indicators.yml",
                expected="`within`, `among`, a relation, or `apart` with the reason",
            )
            for key, one in self.populations.items()
            if not (one.within or one.among or one.apart or key in told)
        ]
        if problems:
            raise ConfigurationError("config/indicators.yml cannot be used.", problems)
        return found

    @cached_property
    def standards(self) -> Standards:
        """Return the days in which things should happen."""
        return checked(Standards, self._catalogue["standards"], "indicators.yml, standards")

    @cached_property
    def policy(self) -> Policy:
        """Return the disclosure policy."""
        return checked(Policy, self.read("disclosure.yml"), "disclosure.yml")

    def check(self) -> None:
        """Read all that does not belong to one year, so that a slip is told before work starts."""
        _ = (self.agencies, self.advisor, self.places, self.concerns, self.lookups)
        _ = (self.indicators, self.populations, self.standards, self.policy)

    @property
    def to_fill(self) -> list[Problem]:
        """What a person has still to fill in of the country itself: its places, its members."""
        return [
            Problem(
                "CFG-FILL",
                f"Still to be filled in: {', '.join(each.lstrip('.') for each in found)}.",
                file=f"config/{name}",
                action=f"Write it in place of “{TO_FILL}”.",
            )
            for name in ("places.yml", "agencies.yml")
            if (found := open_places(self.read(name)))
        ]

    def plan(self, year: int) -> Year:
        """Return the settings of one year as they are written, whatever they name."""
        return checked(Year, self.read(f"{year}.yml"), f"{year}.yml")

    def year(self, year: int) -> Year:
        """Return the settings of one year, with agencies and profiles known."""
        settings = self.plan(year)
        problems = [
            problem for source in settings.sources for problem in self._unknown(source, year)
        ]
        problems += [
            unknown("indicator", key, self.indicators, f"config/{year}.yml, notes")
            for key in settings.notes
            if key not in self.indicators
        ]
        problems += [
            Problem(
                "CFG-NOTE",
                "The indicator is for the Task Force alone, so no page would print the note.",
                file=f"config/{year}.yml, notes",
                value=key,
                action="Put the reason on a published indicator.",
            )
            for key in settings.notes
            if key in self.indicators and self.indicators[key].audience != "public"
        ]
        if problems:
            raise ConfigurationError(f"config/{year}.yml cannot be used.", problems)
        return settings

    def _unknown(self, source: Source, year: int) -> list[Problem]:
        problems = []
        where = f"config/{year}.yml"
        member = self.agencies.get(source.agency)
        if member is None:
            problems.append(unknown("agency", source.agency, self.agencies, where))
        elif not member.since <= year <= (member.until or year):
            message = f"{member.short} is no member in {year} according to config/agencies.yml."
            problems.append(Problem("CFG-MEMBER", message, file=where))
        if source.profile not in PROFILES:
            problems.append(unknown("profile", source.profile, PROFILES, where))
        if source.system and source.system not in self.systems:
            problems.append(unknown("system", source.system, self.systems, where))
        return problems


def band_start(band: str) -> int:
    """Return the first year or day of a band such as `6-11` or `18+`."""
    return int(band.rstrip("+").split("-")[0])


def check_age_bands(bands: Sequence[str]) -> None:
    """Raise ConfigurationError unless the bands run from birth on without gap: `0-5`, …, `18+`."""
    expected = 0
    for place, band in enumerate(bands):
        found = re.fullmatch(r"(\d+)(?:-(\d+)|(\+))", band)
        last = place == len(bands) - 1
        if not found or int(found[1]) != expected or bool(found[3]) != last:
            problem = Problem(
                "CFG-AGE",
                "Age bands run in completed years from 0 without a gap; the last one is open.",
                file="config/lookups.yml",
                value=band,
                expected=f"{expected}+" if last else f"a band that begins with {expected}",
                action="Write them as 0-4, 5-11, 12-17, 18+.",
            )
            raise ConfigurationError("The age bands cannot be used.", [problem])
        expected = int(found[2] or 0) + 1


def unknown(kind: str, word: str, known: Any, file: str) -> Problem:
    """Return the problem of a word that no list has, with the nearest that one has."""
    match = process.extractOne(word, list(known), score_cutoff=60)
    return Problem(
        f"CFG-{kind.split(' ', maxsplit=1)[0].upper()}",
        f"The {kind} is not known.",
        file=file,
        value=word,
        expected="one of " + ", ".join(known),
        nearest=match[0] if match else "",
    )


def checked(model: type[Model], data: object, where: str) -> Model:
    """Return `data` as a `model`, or raise one ConfigurationError that lists all its faults."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems = []
        for fault in error.errors():
            key = ".".join(str(part) for part in fault["loc"])
            last = str(fault["loc"][-1]) if fault["loc"] else ""
            near = process.extractOne(last, list(model.model_fields), score_cutoff=60)
            extra = fault["type"] == "extra_forbidden"
            problems.append(
                Problem(
                    "CFG-KEY" if extra else "CFG-VALUE",
                    f"The key “{key}” is not known."
                    if extra
                    else f"“{key}”: {fault['msg'].removeprefix('Value error, ')}.",
                    file=f"config/{where}",
                    nearest=near[0] if extra and near else "",
                )
            )
        raise ConfigurationError(
            f"config/{where.split(',', maxsplit=1)[0]} cannot be used.", problems
        ) from None
