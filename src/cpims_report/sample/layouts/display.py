"""How the Excel export shows days, yes and no, several answers, and places."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts import options

DAY = "%d-%b-%Y"

DISTRICTS = {
    "zarqa": ("", "Zarqa Qasabah", "Russeifa", "Azraq"),
    "mafraq": ("", "Mafraq Qasabah", "Badiah Shamaliyah"),
    "irbid": ("", "Irbid Qasabah", "Ramtha"),
    "amman": ("", "Amman Qasabah", "Marka", "Quaismeh"),
}
"""Some workers choose a district: the path then has a third part. Azraq town is not Azraq camp."""


def day(days: pd.Series[pd.Timestamp]) -> pd.Series[str]:
    """Return dates as 05-Jan-2018, blank where there is none."""
    return days.dt.strftime(DAY).fillna("")


def yes_no(values: pd.Series[bool]) -> pd.Series[str]:
    """Return Yes and No."""
    return values.map({True: "Yes", False: "No"})


def several(names: list[str]) -> str:
    """Return several answers in one cell."""
    return " ||| ".join(names)


def paths(records: pd.DataFrame, settings: Settings) -> pd.Series[str]:
    """Return places as `Jordan::Zarqa::Russeifa`; a camp stands at the level of governorates."""
    names = options.place_names(records, settings)
    districts = pd.Series(
        [
            choices[number % len(choices)]
            if camp == "none" and (choices := DISTRICTS.get(place, ("",)))
            else ""
            for number, place, camp in zip(
                records["running"], records["governorate"], records["camp"], strict=True
            )
        ],
        index=records.index,
        dtype=str,
    )
    path = (
        options.countries(records) + "::" + names + ("::" + districts).where(districts.ne(""), "")
    )
    return path.where(names.ne(""), "")
