"""Small hand-made workspaces and records for the tests of the confidential side."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter
import yaml

from cpims_report import cli
from cpims_report.config import PROFILES as LAYOUTS
from cpims_report.config import Settings, Year
from cpims_report.errors import InputRefused
from cpims_report.records import CaseTables, clean
from cpims_report.records.rules import Context
from cpims_report.sample import write_sample
from cpims_report.workspace import Workspace

ROOT = Path(__file__).parents[2]
PROFILES = {"imc": "primero_v2_xlsx", "jrf": "primero_v2_csv", "unhcr": "unhcr_csv"}
ENDINGS = {"imc": "xlsx", "jrf": "csv", "unhcr": "csv"}
FORMS = {
    "Basic Identity": (
        "Case Status",
        "Case Reopened?",
        "Date of Registration or Interview",
        "Sex",
        "Age",
        "Date of Birth",
        "Is the age estimated?",
        "proGres Individual ID",
        "Nationality",
        "Current Location",
    ),
    "Protection Concerns": (
        "Protection Status",
        "Risk Level",
        "Displacement Status",
        "Protection Concerns",
        "Primary Protection Concern",
        "Disability Type",
    ),
    "Data Confidentiality": ("Consent is given share non-identifiable information for reporting",),
    "Closure": (
        "What is the reason for closing the child's file?",
        "Date of Closure",
        "Date",
    ),
}


CLEANED: dict[str, CaseTables] = {}
"""Case tables by the hash of all files of their workspace."""


class House:
    """A workspace in a temporary folder, with the real code lists and a plan of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.workspace = Workspace(root)
        self.raw = root / "data" / "raw" / "2018"
        self.raw.mkdir(parents=True)
        shutil.copytree(ROOT / "config", root / "config")
        self.sources: dict[str, dict[str, Any]] = {}

    def source(self, agency: str, **options: Any) -> None:
        """Plan a delivery of `agency`; `options` go to the year's configuration."""
        self.sources[agency] = {
            "agency": agency,
            "profile": PROFILES.get(agency, ""),
            "files": [f"{agency}/*.{ENDINGS.get(agency, '')}"],
            "received": date(2019, 2, 3),
            **options,
        }
        plan = {"year": 2018, "cut_off": date(2019, 1, 31), "sources": list(self.sources.values())}
        text = yaml.safe_dump(plan, allow_unicode=True)
        (self.workspace.config / "2018.yml").write_text(text, encoding="utf-8")

    def path(self, agency: str, name: str = "") -> Path:
        """Return where a file of `agency` lies, its folder made and its delivery planned."""
        if agency not in self.sources:
            self.source(agency)
        folder = self.raw / agency
        folder.mkdir(exist_ok=True)
        return folder / (name or f"{agency}-synthetic.{ENDINGS[agency]}")

    def csv(self, agency: str, rows: list[dict[str, Any]], encoding: str = "utf-8") -> Path:
        """Write rows as a CSV file of `agency`."""
        path = self.path(agency)
        text = pd.DataFrame(rows).to_csv(index=False, lineterminator="\n")
        path.write_bytes(text.encode(encoding))
        return path

    def book(self, agency: str, sheets: dict[str, list[list[Any]]]) -> Path:
        """Write sheets, lists of rows each, as a workbook of `agency`."""
        path = self.path(agency)
        with xlsxwriter.Workbook(path) as book:
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return path

    def clean(self) -> CaseTables:
        """Return the case tables of the workspace."""
        return clean(self.workspace, 2018)

    def clean_once(self) -> CaseTables:
        """Return the case tables of the workspace, which tests with the same files share."""
        paths = sorted(path for path in self.root.rglob("*") if path.is_file())
        digest = hashlib.sha256()
        for path in paths:
            digest.update(f"{path.relative_to(self.root)}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
        files = digest.hexdigest()
        tables = CLEANED[files] = CLEANED.get(files) or self.clean()
        return tables

    def refusal(self) -> InputRefused:
        """Return the error with which the workspace is refused."""
        with pytest.raises(InputRefused) as caught:
            self.clean()
        return caught.value


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings(ROOT / "config")


@pytest.fixture(scope="session")
def year() -> Year:
    return Year(year=2018, cut_off=date(2019, 1, 31), sources=())


@pytest.fixture(scope="session")
def context(settings: Settings, year: Year) -> Context:
    return Context(year, settings)


@pytest.fixture(autouse=True)
def no_key_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CPIMS_LINK_KEY", raising=False)


@pytest.fixture(scope="session")
def csv_row() -> Callable[..., dict[str, Any]]:
    """Return a maker of records of the CSV export."""

    def make(**changes: Any) -> dict[str, Any]:
        return {
            "id": "5e1f0000-2018-4000-8000-000000000001",
            "status": "open",
            "registration_date": "2018-03-05",
            "created_at": "2018-03-06T09:30:00Z",
            "sex": "female",
            "date_of_birth": "2008-06-15",
            "nationality": '["syria"]',
            "location_current": "JOR011",
            "protection_concerns": '["neglect"]',
            **changes,
        }

    return make


@pytest.fixture(scope="session")
def unhcr_row() -> Callable[..., dict[str, Any]]:
    """Return a maker of records of the UNHCR export; `code` is the CPIMS code."""

    def make(code: str = "SYN-UNHCR-1", **changes: Any) -> dict[str, Any]:
        return {
            " ": 1,
            "Individual Progress ID": "SYN-18-0000001",
            "CPIMS Code": code,
            "Date of Identification": "2018-03-05",
            "Primary Protection Concerns": "",
            "Secondary Protection Concerns": "CR-LW, LP-RR",
            "Governorate - Country": "Zarqa - Jordan",
            "Sex": "F",
            "Date of Birth": "2008-06-15",
            "Age": 10,
            "Causes of Separation": "",
            "Country of Origin": "Syria",
            "Current Care Arrangement": "",
            "Reunification Status": "false",
            "Case Status": "Open",
            **changes,
        }

    return make


@pytest.fixture(scope="session")
def forms() -> Callable[..., dict[str, list[list[Any]]]]:
    """Return a maker of workbooks: one dictionary of labels a record becomes its form sheets."""

    def make(*records: dict[str, Any]) -> dict[str, list[list[Any]]]:
        base = {
            "Case Status": "Open",
            "Date of Registration or Interview": "05-Mar-2018",
            "Sex": "Female",
            "Date of Birth": "15-Jun-2008",
            "Nationality": "Syria",
            "Current Location": "Jordan::Mafraq",
        }
        full = [{"ID": f"abc{place:04d}", **base, **each} for place, each in enumerate(records, 1)]
        return {
            form: [["ID", *labels]]
            + [[each["ID"], *(each.get(label, "") for label in labels)] for each in full]
            for form, labels in FORMS.items()
        }

    return make


@pytest.fixture(scope="session")
def records() -> Callable[..., pd.DataFrame]:
    """Return a maker of typed records, one dictionary of changes each."""

    def make(*changes: dict[str, Any]) -> pd.DataFrame:
        base = {
            "record_uid": "a",
            "agency": "imc",
            "file": "imc/a.xlsx",
            "row": 2,
            "source_id": "1",
            "long_id": None,
            "short_id": None,
            "individual_no": None,
            "national_no": None,
            "cpims_id": None,
            "other_agency_id": None,
            "household_no": None,
            "sex": "female",
            "governorate": "mafraq",
            "nationality": "syria",
            "child_key": "a",
            "child_key_level": "none",
            "number_shared": False,
            "number_damaged": False,
            "transferred_to": "",
            "status": "open",
            "registration_date": "2018-03-05",
            "created_date": None,
            "closure_date": None,
            "closure_approved_date": None,
            "closure_reason": "missing",
            "birth_date": None,
            "age": None,
            "age_estimated": None,
            "closed_in_year": None,
            "consent_reporting": None,
            "record_valid": None,
            "reopened": None,
            "age_reg": None,
            "active": True,
            "recorded_closure": None,
            "close_precision": "none",
            "spells": 1,
            "dates_closures": True,
            "received_on": "2019-02-03",
            "primary_added": False,
            "status_dropped": False,
            "concerns": "neglect",
            "recorded_concerns": "neglect",
            "primary_concern": "neglect",
            "recorded_primary": "neglect",
            "primary_rule": "recorded",
            "recorded_reason": "missing",
            "services_truncated": None,
            "nationalities": "syria",
            "registered_by_entry": False,
            "birth_precision": "exact",
        }
        days = [name for name in base if name.endswith(("_date", "_closure", "_year", "_on"))]
        flags = [
            "consent_reporting",
            "record_valid",
            "reopened",
            "age_estimated",
            "services_truncated",
        ]
        numbers = [
            "long_id",
            "short_id",
            "individual_no",
            "national_no",
            "cpims_id",
            "other_agency_id",
            "household_no",
        ]
        frame = pd.DataFrame([{**base, **change} for change in changes])
        return frame.assign(
            **{name: pd.to_datetime(frame[name]) for name in days},
            **{name: frame[name].astype("boolean") for name in flags},
            age=frame["age"].astype("Int64"),
            age_reg=frame["age_reg"].astype("Int64"),
            **{name: frame[name].astype("str") for name in numbers},
        )

    return make


@pytest.fixture(scope="session")
def services() -> Callable[..., pd.DataFrame]:
    """Return a maker of typed services, one dictionary of changes each."""

    def make(*changes: dict[str, Any]) -> pd.DataFrame:
        base = {
            "record_uid": "a",
            "agency": "imc",
            "file": "imc/a.xlsx",
            "row": 2,
            "service_type": "food_service",
            "implemented": "implemented",
            "date_planned": None,
            "date_implemented": "2018-04-01",
        }
        frame = pd.DataFrame([{**base, **change} for change in changes])
        days = ["date_planned", "date_implemented"]
        return frame.assign(**{name: pd.to_datetime(frame[name]) for name in days})

    return make


@pytest.fixture(scope="session")
def transitions() -> Callable[..., pd.DataFrame]:
    """Return a maker of typed referrals and transfers, one dictionary of changes each."""

    def make(*changes: dict[str, Any]) -> pd.DataFrame:
        base = {"agency": "imc", "file": "f", "row": 2, "child_key": "c", "to_agency": "jrf"}
        return pd.DataFrame([{**base, **change} for change in changes])

    return make


@dataclass(frozen=True)
class Answer:
    """What the command said and with which code it ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def deidentify(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Answer]:
    """Return the command, run as a person would, from a folder that is no workspace."""
    monkeypatch.chdir(tmp_path)

    def run(*words: object) -> Answer:
        monkeypatch.setattr("sys.argv", ["cpims-report", "deidentify", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            cli.main()
        said = capsys.readouterr()
        return Answer(int(left.value.code or 0), said.out, said.err)

    return run


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One small sample export of each layout."""
    made: dict[str, Path] = {}
    members = ("imc", "irc", "jrf", "nhf", "tdhl")
    for turn, names in enumerate((LAYOUTS[:5], LAYOUTS[5:])):
        root = tmp_path_factory.mktemp(f"exports{turn}")
        shutil.copytree(ROOT / "config", root / "config")
        agencies = dict(zip(names, members, strict=False)) | (
            {"unhcr_csv": "unhcr"} if "unhcr_csv" in names else {}
        )
        sources = [
            {"agency": agency, "profile": name, "files": [f"{agency}/*"]}
            for name, agency in agencies.items()
        ]
        plan = {"year": 2018, "cut_off": "2019-01-31", "sources": sources}
        (root / "config" / "2018.yml").write_text(yaml.safe_dump(plan))
        files = write_sample(root / "raw", [2018], 60, 7, settings=Settings(root / "config"))
        for name, agency in agencies.items():
            mine = [path for path in files if path.parent.name == agency]
            (made[name],) = [path for path in mine if not path.name.endswith(".meta.yml")]
    return made
