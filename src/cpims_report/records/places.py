"""The child's place: a path of names or a code to governorate, camp and kind of site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cpims_report.config import Code, Places
from cpims_report.records.letters import fold, fold_place
from cpims_report.records.sources.profile import Locations, read_countries
from cpims_report.schema import MISSING, NOT_APPLICABLE

CODE = re.compile(r"(jor\d{3})\d+")
NO_CAMP = "none"


@dataclass(frozen=True)
class Place:
    """Governorate, camp (`none` outside camps) and site (camp or host): codes or non-values."""

    governorate: str
    camp: str
    site: str


NOWHERE = Place(MISSING, MISSING, MISSING)
ABROAD = Place(NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE)


@dataclass(frozen=True)
class Gazetteer:
    """The places of the configuration under all their spellings.

    A camp's bare id is no spelling of it: “Azraq” alone is a town and a camp, so it has two
    readings and is refused; “Azraq Camp” is the camp.
    """

    places: Places

    @cached_property
    def countries(self) -> set[str]:
        """Spellings of the country itself."""
        return {fold_place(word) for word in self.places.country_aliases}

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
    def camps(self) -> dict[str, str]:
        """Folded spelling -> camp."""
        return self._spell(self.places.camps, with_id=False)

    @cached_property
    def towns(self) -> dict[str, str]:
        """Folded camp ids that no camp's spelling claims: names of a town as well."""
        return {
            fold_place(key): key for key in self.places.camps if fold_place(key) not in self.camps
        }

    def _spell(self, codes: Mapping[str, Code], with_id: bool) -> dict[str, str]:
        spellings: dict[str, str] = {}
        for key, code in codes.items():
            own = (key,) if with_id else ()
            primero = getattr(code, "primero", "")
            for word in (*own, code.label.en, code.label.ar, primero, *code.aliases):
                if word:
                    spellings[fold_place(word)] = key
        return spellings

    def read(self, text: str, locations: Locations) -> tuple[Place, ...]:
        """Return the places that a cell can mean: none, one, or several where it is ambiguous.

        Of a path the level under the country decides; a camp counts at whatever level it stands,
        because Primero lists camps beside governorates.
        """
        parts = [
            part for part in re.split(re.escape(locations.separator.strip()), text) if fold(part)
        ]
        if locations.separator.strip() == "-":
            parts = [part for part in text.split(locations.separator) if fold(part)]
        levels = [
            fold_place(part) for part in (parts[::-1] if locations.country == "last" else parts)
        ]
        inside = [level for level in levels if level not in self.countries]
        if not inside:
            return (NOWHERE,)
        if len(inside) == len(levels) and inside[0] in self.abroad:
            return (ABROAD,)
        camp = next((self.camps[level] for level in inside if level in self.camps), None)
        if camp:
            return (Place(self.places.camps[camp].governorate, camp, "camp"),)
        top = CODE.sub(r"\1", inside[0])
        if top in self.governorates:
            return (Place(self.governorates[top], NO_CAMP, "host"),)
        if top in self.towns:
            camp = self.towns[top]
            governorate = self.places.camps[camp].governorate
            return (Place(governorate, camp, "camp"), Place(governorate, NO_CAMP, "host"))
        return ()

    def words(self) -> set[str]:
        """Return the names of governorates and camps, to propose the nearest."""
        groups = (self.places.governorates, self.places.camps)
        return {word for codes in groups for code in codes.values() for word in code.aliases} | {
            code.label.en for codes in groups for code in codes.values()
        }
