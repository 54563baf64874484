"""Numbers published again with another value are marked, and stay marked."""

import pandas as pd
import pytest

from cpims_report.disclosure import protect, publish
from cpims_report.disclosure.publication import read_edition
from cpims_report.report.sealed import read_sealed


def table(factory, girls, boys=70, unknown=20):
    total = girls + boys + unknown
    counts = {"F": girls, "M": boys, "_U": unknown, "_T": total}
    return factory.rows(*(("CL02", {"sex": sex}, count) for sex, count in counts.items()))


@pytest.fixture
def build(factory, settings, tmp_path):
    def built(exact):
        before = read_edition(tmp_path / "2018")
        earlier = before[0] if before else None
        protected = protect(exact, settings, None, earlier)
        return publish(protected, settings, 2018, tmp_path / "2018", synthetic=True, before=before)

    return built


def files(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def marks(folder):
    rows = pd.read_csv(folder / "revisions.csv")
    return dict(zip(rows["indicator"] + rows["sex"], rows["value"], strict=True))


def test_a_first_edition_marks_nothing(factory, build):
    assert marks(build(table(factory, 60))) == {}


def test_a_number_published_again_with_another_value_is_marked_with_the_old_one(factory, build):
    build(table(factory, 60))
    found = marks(build(table(factory, 90)))
    assert found["CL02F"] == 60
    assert found["CL02_T"] == 150
    assert "CL02M" not in found


def test_building_the_revised_edition_again_keeps_marks_and_bytes(factory, build):
    build(table(factory, 60))
    first = files(build(table(factory, 90)))
    again = files(build(table(factory, 90)))
    assert first == again
    assert b"CL02" in first["revisions.csv"]


def test_a_later_revision_tells_what_stood_there_last(factory, build):
    for girls in (60, 90, 130):
        folder = build(table(factory, girls))
    assert marks(folder)["CL02F"] == 90


def test_a_number_that_is_hidden_now_has_no_mark(factory, build):
    build(table(factory, 60))
    assert "CL02F" not in marks(build(table(factory, 3)))


def test_the_public_side_reads_what_was_revised(factory, build):
    build(table(factory, 60))
    folder = build(table(factory, 90))
    sealed = read_sealed(folder.parent, 2018)
    assert sealed.revisions["value"].tolist() == [60, 150]


def test_an_edition_whose_marks_were_changed_is_refused(factory, build):
    build(table(factory, 60))
    folder = build(table(factory, 90))
    (folder / "revisions.csv").write_text("indicator\n")
    with pytest.raises(Exception, match="cannot be used"):
        read_sealed(folder.parent, 2018)


def test_a_base_that_was_hidden_or_is_did_not_change(factory, settings, tmp_path):
    """Covers move where a table is added: what they hide or show is no revision."""
    counts = {"syria": 500, "jordan": 60, "iraq": 40}
    exact = factory.rows(
        *(("PR03", {"nationality": name}, count, 600) for name, count in counts.items()),
        ("PR03", {"nationality": "_U"}, 50),
        ("PR03", {}, 650),
    )
    folder = tmp_path / "2018"
    publish(protect(exact, settings), settings, 2018, folder, synthetic=True)
    cells, revised = read_edition(folder)
    one = cells["nationality"].eq("iraq")
    for changed in (
        cells.assign(base=cells["base"].mask(one), percent=cells["percent"].mask(one)),
        cells.assign(base=cells["base"].fillna(7)),
    ):
        again = protect(exact, settings)
        publish(again, settings, 2018, folder, synthetic=True, before=(changed, revised))
        assert len(pd.read_csv(folder / "revisions.csv")) == 0
    otherwise = cells.assign(base=cells["base"].mask(one, 590))
    publish(again, settings, 2018, folder, synthetic=True, before=(otherwise, revised))
    assert pd.read_csv(folder / "revisions.csv")["base"].tolist() == [590]
