"""Systems of other countries go the whole way: learn, de-identify, check, decide, count."""

import re
from collections import Counter

import pytest
import yaml
from typer.testing import CliRunner

from cpims_report.cli import app
from cpims_report.errors import CpimsError
from cpims_report.records import clean

PEOPLE = 60
MOST_ASKED = 12
"""Decisions that each invented country may leave: a few minutes of somebody's time."""
COLUMNS = {
    "status": "status",
    "sex": "sex",
    "location": "governorate",
    "risk_level": "risk_level",
    "closure_reason": "closure_reason",
    "concerns": "concerns",
}
"""What the truth tells -> the column of the case tables."""


class Way:
    """A workspace in which one country's files go their way, by the command alone."""

    def __init__(self, house, countries, country):
        self.house, self.countries, self.country = house, countries, country
        self.root = house.workspace.root
        self.own = self.root / "own"
        self.own.mkdir()
        (self.root / "notebooks").mkdir()
        (self.root / "_quarto.yml").touch()
        self.records = countries.draw(country, PEOPLE, 7)

    def run(self, *words):
        """Return the exit code and output of the command, which never ends in a traceback."""
        answer = CliRunner().invoke(app, [*map(str, words), "--root", str(self.root)])
        error = answer.exception
        assert isinstance(error, CpimsError | SystemExit | None), repr(error)
        code = error.exit_code if isinstance(error, CpimsError) else answer.exit_code
        return code, answer.output + str(error or "")

    def learn(self):
        """Learn the system from its form exports, one a language."""
        forms = [
            self.countries.write_forms(self.country, language, self.own / f"forms-{language}.xlsx")
            for language in self.country.languages
        ]
        return self.run("learn", *forms, "--system", self.country.name)

    def send(self, kind):
        """De-identify the country's export of one kind into the folder of an agency."""
        path = self.own / f"cases-synthetic.{kind}"
        if kind == "xlsx":
            language = self.country.languages[0]
            self.countries.write_book(self.country, self.records, language, path)
        else:
            write = {"csv": self.countries.write_csv, "json": self.countries.write_json}[kind]
            write(self.country, self.records, path)
        self.house.source(
            "imc", profile=f"primero_v2_{kind}", system=self.country.name, files=["imc/*"]
        )
        key, to = self.own / "key", self.house.raw / "imc"
        assert self.run("deidentify", "--new-key", key)[0] == 0
        words = ("--key-file", key, "--to", to, "--system", self.country.name)
        return self.run("deidentify", path, *words)

    def answer(self):
        """Answer every open decision as a person who knows the country would; return how many."""
        known = self.country.answers()
        asked = 0
        for name in (f"systems/{self.country.name}.yml", "2018.yml"):
            file = self.house.workspace.config / name
            blocks = re.split(r"(?m)^(?=- about:)", file.read_text(encoding="utf-8"))
            for place, block in enumerate(blocks[1:], 1):
                about = yaml.safe_load(block.splitlines()[0])[0]["about"]
                words = [
                    about.get("option"),
                    about.get("value"),
                    *about.get("label", "").split(" / "),
                ]
                found = next((known[word] for word in words if word in known), "")
                found = found or next(
                    (known[word] for word in known if word.startswith(f"{words[0]}, ")), ""
                )
                blocks[place] = block.replace("answer:", f"answer: {found}", 1)
                asked += 1
            file.write_text("".join(blocks), encoding="utf-8")
        return asked

    def told(self):
        """Return the truth of each column that is compared."""
        return {column: Counter(map(flat(column), self.records)) for column in COLUMNS}

    def counted(self):
        """Return the same of the case tables."""
        cases = clean(self.house.workspace, 2018).cases
        return {column: Counter(cases[ours]) for column, ours in COLUMNS.items()}


def flat(column):
    """Return what makes a value of the case tables of a record's truth."""

    def tell(record):
        value = record[f"!{column}"]
        if isinstance(value, list):
            codes = {code for code in value if code != "not_applicable"}
            return "|".join(sorted(codes)) or "not_applicable"
        return value or "not_applicable"

    return tell


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("cedar", "xlsx"),
        ("sahel", "json"),
        ("marsh", "csv"),
        pytest.param("zagros", "csv", marks=pytest.mark.long),
        pytest.param("delta", "xlsx", marks=pytest.mark.long),
    ],
)
def test_another_countrys_files_are_counted_after_a_few_decisions(
    house, countries, atlas, name, kind
):
    way = Way(house, countries, atlas[name])
    code, text = way.learn()
    assert code == 0, text
    code, text = way.send(kind)
    assert code == 0, text
    sent = b"".join(path.read_bytes() for path in (house.raw / "imc").iterdir())
    assert b"Haddad" not in sent
    code, text = way.run("check", 2018)
    assert {*re.findall(r"IN-[A-Z-]+", text)} <= {"IN-DECIDE", "IN-VALUE"}, text
    assert 0 < way.answer() <= MOST_ASKED
    code, text = way.run("check", 2018)
    assert code == 0, text
    assert way.counted() == way.told()


def test_sex_and_status_may_be_missing_where_a_closure_date_tells_the_end(house, csv_row):
    row = csv_row(date_closure="2018-09-01")
    house.csv("jrf", [{key: cell for key, cell in row.items() if key not in ("sex", "status")}])
    [case] = house.clean().cases.to_dict("records")
    assert (case["sex"], case["status"]) == ("not_collected", "closed")


def test_a_column_that_is_almost_called_sex_is_asked_about(house, csv_row):
    row = csv_row()
    house.csv("jrf", [{"sexx": row.pop("sex"), **row}])
    assert [problem.code for problem in house.refusal().problems] == ["IN-COLUMN"]


def test_places_of_another_country_lie_abroad(house, csv_row):
    codes = ("LBN001002", "IRQ", "LB0101", "JOR011")
    house.csv("jrf", [csv_row(id=code, location_current=code) for code in codes])
    assert list(house.clean().cases["governorate"]) == ["not_applicable"] * 3 + ["mafraq"]
