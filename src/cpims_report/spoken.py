"""Fixed words in a reader's language: gettext catalogues `locale/<language>/<domain>.po`.

Code holds the English words; every other language is a catalogue below `locale/`, and a message
without a translation stays English. A language is offered as soon as it has a folder there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.pofile import read_po

from cpims_report.around import folders_around
from cpims_report.errors import ConfigurationError, Problem

SOURCE_LANGUAGE = "en"
"""The language that code, chapters and texts without a translation are written in."""
LOCALE = "locale"
LABELS = "labels"
"""The catalogue of the labels of the configuration, beside those of chapters and words."""
TAGS = ("zero", "one", "two", "few", "many", "other")
"""Plural categories of CLDR, in the order in which a catalogue has a language's forms."""

Strings = Mapping[tuple[str, str], tuple[str, ...]]

_home: ContextVar[Path | None] = ContextVar("home", default=None)


@contextmanager
def at_home(root: Path) -> Iterator[None]:
    """Take the catalogues of a workspace, where it is not the one around the current folder."""
    token = _home.set(root)
    try:
        yield
    finally:
        _home.reset(token)


def languages(root: Path) -> list[str]:
    """Return the languages that a workspace has: English first, then those below `locale/`."""
    found = sorted(path.name for path in (root / LOCALE).glob("*") if path.is_dir())
    return [SOURCE_LANGUAGE, *(each for each in found if each != SOURCE_LANGUAGE)]


def is_language(code: str) -> bool:
    """Return whether a code is one of a language, by the Unicode Common Locale Data Repository."""
    try:
        return bool(Locale.parse(code).english_name)
    except (UnknownLocaleError, ValueError):
        return False


def check_languages(root: Path, wanted: Sequence[str]) -> list[str]:
    """Return the languages wanted, each once; ConfigurationError for one without catalogues."""
    with at_home(root):
        known = languages_near()
    problems = []
    for language in wanted:
        if language not in known:
            nearest = get_close_matches(language, known, n=1)
            problem = Problem(
                "CFG-LANGUAGE",
                "The workspace has no catalogues of this language.",
                value=language,
                expected="one of " + ", ".join(known),
                nearest=nearest[0] if nearest else "",
                action=f"A new one begins with cpims-report translate {language}.",
            )
            problems.append(problem)
    if problems:
        raise ConfigurationError("There is no edition in this language.", problems)
    return list(dict.fromkeys(wanted))


def languages_near() -> list[str]:
    """Return the languages of the workspace around, and of the program's own."""
    return list(dict.fromkeys(each for folder in folders() for each in languages(folder)))


def folders() -> list[Path]:
    """Return where catalogues are looked for: in the workspace at hand first."""
    home = _home.get()
    return [*([home] if home else []), *folders_around()]


def translation(message: str, language: str, domain: str, context: str = "") -> str:
    """Return a message in a language, in English where its catalogue has no translation."""
    return strings(domain, language).get((context, message), (message,))[0]


def plural(one: str, other: str, count: int, language: str, domain: str) -> str:
    """Return the form of a noun that follows a number, by the plural categories of CLDR.

    Where gettext has fewer forms than CLDR has categories, as in French, the last stands for more.
    """
    rule = Locale.parse(language).plural_form
    forms = strings(domain, language).get(("", one))
    if forms is None:
        return one if count == 1 else other
    present = [tag for tag in TAGS if tag in rule.tags or tag == "other"]
    return forms[min(present.index(rule(count)), len(forms) - 1)]


def strings(domain: str, language: str) -> Strings:
    """Return (context, message) -> its forms in a language, of the nearest workspace that has it.

    English is what is in the code, but for what a workspace words in its own way.
    """
    return strings_near(domain, language, *folders())


@cache
def strings_near(domain: str, language: str, *folders: Path) -> Strings:
    """Return the strings of the first of the folders that has a catalogue."""
    name = Path(LOCALE, language, f"{domain}.po")
    path = next((folder / name for folder in folders if (folder / name).is_file()), None)
    return read_strings(path, language) if path else {}


def read_strings(path: Path, language: str) -> Strings:
    """Return the strings of a catalogue; what is fuzzy or has no translation is not there."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for message in catalogue:
        first = message.id if isinstance(message.id, str) else message.id[0]
        given = message.string or ""
        forms = (given,) if isinstance(given, str) else tuple(str(each or "") for each in given)
        if first and all(forms) and not message.fuzzy:
            found[message.context or "", first] = forms
    return found
