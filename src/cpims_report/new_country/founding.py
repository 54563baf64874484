"""A workspace for another country: what all share copied, what only the country knows marked."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cpims_report.config import Settings
from cpims_report.errors import ConfigurationError
from cpims_report.new_country import skeletons
from cpims_report.new_country.territory import Territory, find_territory
from cpims_report.report.translation.book import renew_catalogues
from cpims_report.report.translation.catalogue import read_catalogue, write_catalogue
from cpims_report.spoken import LABELS, LOCALE, SOURCE_LANGUAGE, at_home, check_languages
from cpims_report.spoken import translation as translate
from cpims_report.workspace import MARKER, Workspace

LISTS = ("concerns", "lookups", "indicators", "disclosure", "glossary", "publication")
BOOK = (MARKER, "index.qmd", "recommendations.qmd", "glossary.qmd", ".gitignore")
FOLDERS = ("raw", "processed", "published", "reference")
LEVEL = ("governorate", "governorates")
"""What the chapters and the configuration call the level at which is counted."""
MAIN = re.compile(r"(?m)^main_nationalities: \[[^\]]*\]")


@dataclass(frozen=True)
class Order:
    """What is asked for: where, from which form exports, whose, in which languages, first year.

    `level` is what the level at which is counted is called, in one and several.
    """

    to: Path
    forms: Sequence[Path]
    name: str
    languages: Sequence[str]
    year: int
    level: tuple[str, str] = LEVEL

    @property
    def system(self) -> str:
        """What to call the country's system."""
        return (re.sub(r"[^a-z]+", "_", self.name.casefold()).strip("_") or "our") + "_cpims"


Learn = Callable[[Sequence[Path], str, Settings], Iterator[str]]


def found(shared: Workspace, order: Order, learn: Learn) -> Iterator[str]:
    """Make the workspace of a country and yield what was done and what comes next, a line each.

    Raises CpimsError for a folder that holds something, an unknown language or what is no form
    export; then nothing is left behind.
    """
    if order.to.exists() and (not order.to.is_dir() or any(order.to.iterdir())):
        raise ConfigurationError(
            f"{order.to} is there already and is not an empty folder; nothing was changed. "
            "Name a new one."
        )
    languages = check_languages(shared.root, [SOURCE_LANGUAGE, *order.languages])
    territory = find_territory(order.name, languages)
    part = order.to.absolute().with_name(f".{order.to.absolute().name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(parents=True)
        copy_shared(shared.root, part, languages)
        name_country(shared, part, territory)
        write_settings(part / "config", order, territory)
        if order.level != LEVEL:
            name_level(part, order.level)
        learnt = list(learn(order.forms, order.system, Settings(part / "config")))
        Settings(part / "config").check()
        if order.to.exists():
            order.to.rmdir()
        part.rename(order.to.absolute())
    finally:
        shutil.rmtree(part, ignore_errors=True)
    yield f"Made {order.to}."
    yield from (line.replace(str(part), str(order.to)) for line in learnt)
    yield from tell_next(order)


def copy_shared(root: Path, to: Path, languages: Sequence[str]) -> None:
    """Copy chapters, layout, lists and the catalogues of the languages; make the data folders."""
    for folder in ("notebooks", "_extensions"):
        unneeded = shutil.ignore_patterns("scratch*", ".*", "__pycache__", "figures")
        shutil.copytree(root / folder, to / folder, ignore=unneeded)
    layouts = [f"_quarto-{each}.yml" for each in languages]
    lists = [f"config/{each}.yml" for each in LISTS]
    data = "data/raw/.gitignore"
    for name in (*BOOK, *layouts, *lists, data):
        if (root / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / name, to / name)
    for language in languages:
        if (root / LOCALE / language).is_dir():
            shutil.copytree(root / LOCALE / language, to / LOCALE / language)
    for name in FOLDERS:
        (to / "data" / name).mkdir(parents=True, exist_ok=True)


def name_country(shared: Workspace, to: Path, territory: Territory) -> None:
    """Put the country's name in place of that of the workspace that it comes from."""
    old = Settings(shared.config).places.country
    for language, new in territory.names.items():
        path = to / (MARKER if language == SOURCE_LANGUAGE else f"_quarto-{language}.yml")
        if path.is_file():
            with at_home(shared.root):
                told = old.text(language)
                told = translate(old.en, language, LABELS) if told == old.en else told
            path.write_text(path.read_text("utf-8").replace(told, new), encoding="utf-8")


def write_settings(config: Path, order: Order, territory: Territory) -> None:
    """Write what only the country knows: places, members, the first year, main nationalities."""
    policy = config / "disclosure.yml"
    written = {
        "places": skeletons.places(territory),
        "agencies": skeletons.agencies(list(territory.names), order.year),
        str(order.year): skeletons.first_year(order.year, order.system),
        "disclosure": MAIN.sub("main_nationalities: []", policy.read_text("utf-8")),
    }
    for name, text in written.items():
        (config / f"{name}.yml").write_text(text, encoding="utf-8")


def name_level(to: Path, level: tuple[str, str]) -> None:
    """Call the level at which is counted by its name, in labels and in the chapters' English."""
    for name in LISTS:
        path = to / "config" / f"{name}.yml"
        path.write_text(in_labels(path.read_text("utf-8"), level), encoding="utf-8")
    for path in (to / LOCALE).glob(f"*/{LABELS}.po"):
        keep_translated(path, level)
    for path in renew_catalogues(to, SOURCE_LANGUAGE):
        catalogue = read_catalogue(path, SOURCE_LANGUAGE)
        for message in catalogue:
            forms = (message.id,) if isinstance(message.id, str) else message.id
            named = tuple(called(each, level) for each in forms)
            if named != tuple(forms):
                message.string = named[0] if len(named) == 1 else named
        write_catalogue(
            path, catalogue, f"What is worded otherwise in {path.stem}", SOURCE_LANGUAGE
        )


def keep_translated(path: Path, level: tuple[str, str]) -> None:
    """Let the translations of labels follow them to their new English."""
    language = path.parent.name
    catalogue = read_catalogue(path, language)
    for message in list(catalogue):
        text = str(message.id)
        if message.id and called(text, level) != text:
            catalogue.delete(text)
            catalogue.add(called(text, level), message.string)
    write_catalogue(path, catalogue, "The labels of the configuration", language)


def in_labels(settings: str, level: tuple[str, str]) -> str:
    """Return settings whose English texts, and no id, call the level by its name."""
    return re.sub(r'\ben: ("[^"]*"|[^,}\n]*)', lambda found: called(found.group(), level), settings)


def called(text: str, level: tuple[str, str]) -> str:
    """Return a text with the name of the level in place of ours; a name, reference or id stays."""
    for ours, theirs in zip(LEVEL, level, strict=True):
        for old, new in ((ours, theirs), (ours.capitalize(), theirs.capitalize())):
            text = re.sub(rf"(?<![-@\w]){old}(?![-\w]|[^{{}}]*\}})", new, text)
    return text


def tell_next(order: Order) -> Iterator[str]:
    """Yield the next five steps."""
    yield "Next:"
    yield f"1. Fill in each “?” of config/places.yml, agencies.yml and {order.year}.yml."
    yield "2. Look through config/lookups.yml: age bands, nationalities; and disclosure.yml."
    yield f"3. Put the files of member_1 into data/raw/{order.year}/member_1/, and so for each."
    yield f"4. cpims-report check {order.year}; answer what it asks under decide:."
    told = "".join(f" --language {each}" for each in order.languages)
    yield f"5. cpims-report build {order.year}{told}"
