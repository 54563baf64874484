"""A year of real data made once: learnt, de-identified, checked and built as a Task Force does it.

The files are the sample's, and at last without the notice in names and sheets: no file of real
children is ever in this repository.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from cpims_report.sample.form_export import write_form_export

SYSTEM = "jordan_cpims"
JORDAN = Path(__file__).parents[3] / "shared" / "jordan"
"""What the real system holds, where this repository has it beside itself."""
PRIMERO = ("imc", "irc", "jrf", "nhf", "tdhl")
CASES = 250
KEY = "a-key-of-this-test-alone-77c1a0"
FORMATS = ("--to", "html", "--to", "pdf", "--to", "docx", "--engine", "builtin")


@dataclass(frozen=True)
class Walk:
    """The workspace at the end, the files as they left the systems, and what the command said."""

    root: Path
    sent: Path
    said: dict[str, str]


@pytest.fixture(scope="session")
def download() -> Callable[[Path], None]:
    """Return what writes the form export of Jordan's real system where its list lies beside us.

    Elsewhere that of the sample stays, whose fields are a copy of it.
    """

    def write(path: Path) -> None:
        if JORDAN.is_dir():
            fields, lists = (
                pd.read_csv(JORDAN / name, dtype="str", keep_default_na=False)
                for name in ("fields.csv", "lookups.csv")
            )
            lists = lists.rename(columns={"label_en": "label"})
            # the list does not tell which form a field shows; a form export does
            shows = (fields["form"] == "incident_details_container") & (fields["type"] == "subform")
            fields.loc[shows, "options"] = "incident_details_subform_section"
            write_form_export(path, fields, lists, hidden=True)

    return write


def without_notice(folder: Path) -> None:
    """Take the notice of the sample out of its files, as files of a member have none."""
    for path in sorted(folder.rglob("*-synthetic*")):
        if path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path)
            if "SYNTHETIC" in book.sheetnames:
                del book["SYNTHETIC"]
            book.save(path)
        if path.suffix == ".yml":
            path.unlink()
        else:
            path.rename(path.with_name(path.name.replace("-synthetic", "")))


@pytest.fixture(scope="session")
def build_real(cpims: Callable) -> Callable[..., str]:
    """Return what builds the report of a workspace with a key of its own, in all formats."""

    def run(root: Path, *more: str) -> str:
        answer = cpims("build", 2018, *more, *FORMATS, "--root", root, CPIMS_LINK_KEY=KEY)
        assert answer.returncode == 0, answer.stderr + answer.stdout
        return answer.stdout

    return run


@pytest.fixture(scope="session")
def walk(
    tmp_path_factory: pytest.TempPathFactory,
    repository: Callable,
    cpims: Callable,
    build_real: Callable,
    download: Callable,
    once: Callable,
) -> Walk:
    """Go the whole way once, by the command alone."""
    once("walk")
    root = repository(
        tmp_path_factory.mktemp("whole"), "data/published/2016", "data/published/2017"
    )
    sent = root.parent / f"{root.name}-sent"
    plan = root / "config" / "2018.yml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(re.sub(r"(profile: primero_v2_\w+)", rf"\1, system: {SYSTEM}", text))
    said = {}

    def run(name: str, *words: object) -> None:
        answer = cpims(*words, "--root", root, CPIMS_LINK_KEY=KEY)
        assert answer.returncode == 0, f"{name}: {answer.stdout}{answer.stderr}"
        said[name] = answer.stdout

    run("sample", "sample", 2018, "--full", "--cases", CASES, "--into", sent)
    forms = sent / f"forms-{SYSTEM}.xlsx"
    download(forms)
    run("learn", "learn", forms, "--system", SYSTEM)
    key = sent / "key.txt"
    key.write_text(KEY)
    key.chmod(0o600)
    raw = root / "data" / "raw"
    for agency in (*PRIMERO, "unhcr"):
        [file] = [each for each in (sent / "2018" / agency).iterdir() if each.suffix != ".yml"]
        own = ("--system", SYSTEM) if agency in PRIMERO else ()
        to = raw / "2018" / agency
        run(agency, "deidentify", file, "--key-file", key, "--to", to, *own)
    without_notice(raw)
    run("check", "check", 2018)
    said["build"] = build_real(root)
    return Walk(root, sent, said)
