"""The child's place: a path of names or a code to governorate, camp and kind of site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from babel.core import get_global

from cpims_report.config import Code, Places
from cpims_report.records.systems.profile import Locations, read_countries
from cpims_report.records.text.normalisation import fold, fold_place, halves
from cpims_report.schema import MISSING, NON_VALUES, NOT_APPLICABLE, UNKNOWN

COUNTRY_CODES = {
    code: found[0]
    for code, found in get_global("territory_aliases").items()
    if len(code) == 3 and code.isalpha()
}
"""Code of three letters -> of two, from CLDR."""
BRACKETS = re.compile(r"\s*[(\[].*?[)\]]")
PATH_OF_CODES = re.compile(r"[A-Z]{3}(?:\.[A-Z]{3}\w+)+")
CODE = re.compile(r"([a-z]{3}\d{3})\d+")
FOREIGN = re.compile(r"(?!IQG)([A-Z]{3})(?:\w*\d\w*)?|([A-Z]{2})\d{2,}|(IQ)G\d{2}(?:\w*)")
"""A place's code: its country's in three letters, in two before a number, or Iraq's (IQG15Q02)."""
NO_CAMP = "none"


@dataclass(frozen=True)
class Place:
    """Governorate, camp (`none` outside camps) and site (camp or host): codes or non-values."""

    governorate: str
    camp: str
    site: str


NOWHERE = Place(MISSING, MISSING, MISSING)
ABROAD = Place(NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE)


def split_path(text: str, separator: str) -> list[str]:
    """Return the levels of a path; a hyphen separates only between blanks."""
    sign = separator if separator.strip() == "-" else separator.strip()
    return [part for part in text.split(sign) if fold(part)]


def agree(readings: tuple[Place, ...]) -> Place:
    """Return what all readings of a place have in common; the rest is unknown."""
    columns = {
        name: {getattr(place, name) for place in readings}
        for name in ("governorate", "camp", "site")
    }
    return Place(
        **{name: found.pop() if len(found) == 1 else UNKNOWN for name, found in columns.items()}
    )


@dataclass(frozen=True)
class Gazetteer:
    """The places of the configuration under all their spellings.

    A camp's bare id is no spelling of it: “Azraq” alone is a town and a camp, so it has two
    readings; “Azraq Camp” is the camp. So has a code that two systems give to different
    governorates, such as “MA”, which ISO gives to Mafraq and other lists to Ma'an.
    """

    places: Places

    @cached_property
    def ambiguous(self) -> dict[str, tuple[str, ...]]:
        """Folded codes that two systems give to different governorates."""
        return {fold_place(code): keys for code, keys in self.places.ambiguous.items()}

    @cached_property
    def countries(self) -> set[str]:
        """Spellings of the country itself, in whatever language."""
        own = {*self.places.country.texts, *self.places.country_aliases}
        known = next((each for each in read_countries().values() if not own.isdisjoint(each)), ())
        return {fold_place(word) for word in (*own, *known)}

    @cached_property
    def abroad(self) -> set[str]:
        """Spellings of all other countries."""
        known = read_countries()
        words = {fold_place(word) for key, labels in known.items() for word in (key, *labels)}
        return words - self.countries - set(self.governorates)

    @cached_property
    def governorates(self) -> dict[str, str]:
        """Folded spelling -> governorate."""
        return self._spell(self.places.governorates, with_id=True)

    @cached_property
    def regions(self) -> set[str]:
        """Folded spellings of regions."""
        return {*self._spell(self.places.regions, with_id=True)}

    @cached_property
    def camps(self) -> dict[str, str]:
        """Folded spelling -> camp."""
        return self._spell(self.places.camps, with_id=False)

    @cached_property
    def towns(self) -> dict[str, str]:
        """Folded camp ids that no camp's spelling claims: names of a town as well."""
        return {
            fold_place(key): key for key in self.places.camps if fold_place(key) not in self.camps
        }

    @cached_property
    def plain(self) -> set[str]:
        """The ways of writing a place that need no note: ids, labels and Primero's codes."""
        groups = (self.places.governorates, self.places.camps)
        return {
            word.casefold()
            for codes in groups
            for key, code in codes.items()
            for word in (key, *code.label.texts, getattr(code, "primero", ""))
            if word
        }

    def _spell(self, codes: Mapping[str, Code], with_id: bool) -> dict[str, str]:
        spellings: dict[str, str] = {}
        for key, code in codes.items():
            own = (key,) if with_id else ()
            primero = getattr(code, "primero", "")
            iso = getattr(code, "iso", "")
            for word in (*own, *code.label.texts, primero, iso, *code.aliases):
                if word:
                    spellings[fold_place(word)] = key
        return spellings

    def order(self, text: str, locations: Locations) -> tuple[list[str], bool]:
        """Return the levels of a path, the country's end first, and whether it was turned round.

        A level in two languages is given in the one that is known, without words in brackets.
        """
        if PATH_OF_CODES.fullmatch(text.strip()):
            return text.strip().split("."), False
        parts, turned = self.split(text, locations)
        return [self.simplify(part) for part in parts], turned

    def simplify(self, level: str) -> str:
        """Return one language of a level, without what stands in brackets, where that is known."""
        if self.knows(level):
            return level
        spoken = halves(level) or (level,)
        bare = (BRACKETS.sub("", each).strip() for each in spoken)
        return next(
            (word for each in zip(spoken, bare, strict=True) for word in each if self.knows(word)),
            level,
        )

    def knows(self, level: str) -> bool:
        """Return whether a level is a place of ours or the country."""
        word = fold_place(level)
        return any(word in known for known in (self.camps, self.governorates, self.countries))

    def split(self, text: str, locations: Locations) -> tuple[list[str], bool]:
        """Return the levels of a path as written, the country's end first, and whether turned.

        A path whose country stands at the other end than the layout's, or between other signs, is
        one of another system.
        """
        own = split_path(text, locations.separator)
        parts = own[::-1] if locations.country == "last" else own
        if len(parts) > 1 or fold_place(text) in self.countries:
            turned = (
                fold_place(parts[-1]) in self.countries
                and fold_place(parts[0]) not in self.countries
            )
            return (parts[::-1], True) if turned else (parts, False)
        for separator in ("::", " - ", " / ", ",", "،"):
            parts = split_path(text, separator)
            if len(parts) > 1 and fold_place(parts[0]) in self.countries:
                return parts, True
            if len(parts) > 1 and fold_place(parts[-1]) in self.countries:
                return parts[::-1], True
            if len(parts) > 1 and fold_place(parts[0]) in self.abroad:
                return parts, False
            if len(parts) > 1 and fold_place(parts[-1]) in self.abroad and not self.knows(parts[0]):
                return parts[::-1], True
        return own, False

    def read(self, text: str, locations: Locations) -> tuple[Place, ...]:
        """Return the places that a cell can mean: none, one, or several where it is ambiguous.

        Of a path the level under the country, or under its region, decides; a camp counts at
        whatever level it stands,
        because Primero lists camps beside governorates.
        """
        levels = [fold_place(part) for part in self.order(text, locations)[0]]
        inside = [level for level in levels if level not in self.countries]
        if not inside:
            return (NOWHERE,)
        if len(inside) == len(levels) and (inside[0] in self.abroad or self.find_foreign(text)):
            return (ABROAD,)
        camp = next((self.camps[level] for level in inside if level in self.camps), None)
        if camp:
            return (self._camp(camp),)
        return self._read_top(CODE.sub(r"\1", self.under_region(inside)[0]))

    def under_region(self, inside: list[str]) -> list[str]:
        """Return the levels below the country, without the region where a governorate follows."""
        first, *below = inside
        counts = below and fold_place(below[0]) in {*self.governorates, *self.towns}
        return below if counts and fold_place(first) in self.regions else inside

    def find_foreign(self, text: str) -> str:
        """Return the country, in three letters, of a code or path of codes that lies abroad."""
        match = FOREIGN.fullmatch(text.strip().split(".")[0])
        if not match or fold_place(match[match.lastindex or 0]) in self.countries:
            return ""
        known = COUNTRY_CODES if match[1] else {two: two for two in COUNTRY_CODES.values()}
        short = known.get(match[match.lastindex or 0])
        return next((code for code, two in COUNTRY_CODES.items() if two == short), "")

    def _read_top(self, top: str) -> tuple[Place, ...]:
        """Return what the level under the country can mean, where no level is a camp's."""
        if top in self.towns:
            camp = self._camp(self.towns[top])
            return (camp, Place(camp.governorate, NO_CAMP, "host"))
        keys = self.ambiguous.get(top) or tuple(filter(None, [self.governorates.get(top)]))
        return tuple(Place(key, NO_CAMP, "host") for key in keys)

    def _camp(self, key: str) -> Place:
        return Place(self.places.camps[key].governorate, key, "camp")

    def of(self, key: str) -> tuple[Place, ...]:
        """Return the place of an id of ours, or a non-value as it is; none for other words."""
        if key in self.places.camps:
            return (self._camp(key),)
        if key in self.places.governorates:
            return (Place(key, NO_CAMP, "host"),)
        return (Place(key, key, key),) if key in NON_VALUES else ()

    def note(self, text: str, locations: Locations) -> str:
        """Return the code of the issue that the writing of a readable place leaves, or nothing."""
        parts, turned = self.order(text, locations)
        inside = [part for part in parts if fold_place(part) not in self.countries]
        if not inside or (
            len(inside) == len(parts)
            and (fold_place(inside[0]) in self.abroad or self.find_foreign(text))
        ):
            return ""
        if fold_place(inside[0]) in self.camps and len(parts) > 1:
            return "PLC-01"
        known = self.under_region(inside)[0].strip().casefold()
        plain = known in self.plain or CODE.sub(r"\1", known) in self.plain
        return "" if plain and not turned else "PLC-02"

    def words(self) -> set[str]:
        """Return the names of governorates and camps, to propose the nearest."""
        groups = (self.places.governorates, self.places.camps)
        return {word for codes in groups for code in codes.values() for word in code.aliases} | {
            code.label.en for codes in groups for code in codes.values()
        }
