"""Rows that are no counts are shown only where they tell nothing that is hidden."""

import pandas as pd
import pytest

from cpims_report.disclosure import derived, protect, publish
from cpims_report.errors import DisclosureRefused

BANDS = {"0-30": 40, "31-90": 50, "91-180": 60, "181+": 30, "_U": 0}
DAYS = {"lower_quartile": 40, "median": 95, "upper_quartile": 170}


def find(cells, indicator, **codes):
    chosen = cells["indicator"].eq(indicator)
    for name, code in codes.items():
        chosen &= cells[name].eq(code)
    return cells[chosen].iloc[0]


def compared(factory, previous=60):
    counts = {"current": 90, "previous": previous, "current_panel": 70}
    counts |= {"previous_panel": previous - 2, "joined": 20, "left": 2}
    counts |= {"change": 90 - previous, "growth": 70 - previous + 2}
    return factory.rows(*(("CL08", {"category": code}, n) for code, n in counts.items()))


def test_a_difference_is_hidden_with_either_of_its_parts(factory, settings):
    exact = compared(factory)
    protected = protect(exact, settings)
    codes = protected.cells[protected.cells["indicator"].eq("CL08")].set_index("category")
    hidden = codes["status"].eq("suppressed")
    assert hidden["left"]
    assert hidden["change"] == (hidden["previous"] or hidden["current"])
    assert hidden["growth"] == (hidden["previous_panel"] or hidden["current_panel"])
    assert hidden["change"] or hidden["growth"]
    assert "part hidden" in set(protected.roll["reason"])


def test_a_difference_would_tell_its_hidden_part(factory, settings, monkeypatch):
    exact = compared(factory)
    values = exact.set_index("category")["value"]
    monkeypatch.setattr(
        derived, "differences", lambda cells, differing: exact["value"].where(differing)
    )
    cells = protect(exact, settings).cells.set_index("category")
    part = "previous" if cells["status"]["previous"] == "suppressed" else "previous_panel"
    row, other = ("change", "current") if part == "previous" else ("growth", "current_panel")
    assert cells["status"][part] == "suppressed"
    assert cells["value"][other] - cells["value"][row] == values[part]


def test_a_difference_of_shown_parts_may_be_negative(factory, settings):
    counts = {"current": 90, "previous": 130, "change": -40}
    exact = factory.rows(*(("CL08", {"category": code}, n) for code, n in counts.items()))
    cells = protect(exact, settings).cells
    assert find(cells, "CL08", category="change")["value"] == -40
    assert find(cells, "CL08", category="change")["status"] == "published"


def durations(factory, bands=None, contributors=None):
    bands = bands or BANDS
    known = sum(bands.values()) - bands["_U"]
    return factory.rows(
        *(("CM05", {"category": code}, n) for code, n in bands.items()),
        ("CM05", {}, sum(bands.values())),
        *(("CM06", {"category": code}, n, contributors or known) for code, n in DAYS.items()),
    )


def test_a_median_is_shown_where_all_its_table_is(factory, settings):
    cells = protect(durations(factory), settings).cells
    assert find(cells, "CM06", category="median")["value"] == 95
    assert find(cells, "CM06", category="median")["base"] == 180
    assert cells.loc[cells["indicator"].eq("CM06"), "percent"].isna().all()


def test_a_median_tells_of_a_hidden_band_so_it_goes_with_it(factory, settings, monkeypatch):
    bands = {"0-30": 3, "31-90": 3, "91-180": 12, "181+": 0, "_U": 0}
    exact = durations(factory, bands)
    protected = protect(exact, settings)
    assert find(protected.cells, "CM06", category="median")["status"] == "suppressed"
    assert "distribution hidden" in set(protected.roll["reason"])
    monkeypatch.setattr(
        derived, "in_hidden_table", lambda cells, settings: pd.Series(False, index=cells.index)
    )
    naive = protect(exact, settings).cells
    median = find(naive, "CM06", category="median")
    assert find(naive, "CM05", category="0-30")["status"] == "suppressed"
    # The attacker: half of all were open for 95 days or more, so below that are at most half.
    assert median["value"] > 90
    assert median["base"] // 2 < 18 - 5


@pytest.mark.parametrize(("contributors", "shown"), [(9, False), (10, True)])
def test_a_median_needs_ten_contributors(factory, settings, contributors, shown):
    exact = factory.rows(("SV03", {"category": "education_service"}, 12, contributors))
    row = find(protect(exact, settings).cells, "SV03", category="education_service")
    assert (row["status"] == "published") == shown
    assert pd.notna(row["value"]) == shown
    lenient = protect(exact, factory.settings(minimum_contributors=3)).cells
    assert find(lenient, "SV03", category="education_service")["value"] == 12


def test_contributors_are_a_number_like_any_other(factory, settings):
    exact = factory.rows(
        ("SV03", {"category": "education_service"}, 12, 3),
        ("SV03", {"category": "food_service"}, 15, 60),
        ("SV03", {}, 14, 63),
    )
    cells = protect(exact, settings).cells
    rows = cells[cells["indicator"].eq("SV03")]
    assert rows["base"].notna().sum() <= 1


def test_the_least_and_the_greatest_are_refused(factory, settings):
    exact = factory.rows(("CM06", {"category": "maximum"}, 900, 180))
    with pytest.raises(DisclosureRefused, match="Least and greatest"):
        protect(exact, settings)


def concentrated(factory, most=55):
    places = {"amman": 60, "irbid": 70, "zarqa": 80}
    rows = [("CN01", {"place": name, "concern": "neglect"}, n) for name, n in places.items()]
    rows += [
        ("CX01", {"place": name, "concern": "neglect"}, n // 2, n) for name, n in places.items()
    ]
    rows[3] = ("CX01", {"place": "amman", "concern": "neglect"}, most, 60)
    return factory.rows(*rows)


def test_a_mark_has_neither_number_nor_name(factory, settings):
    cells = protect(concentrated(factory), settings).cells
    marks = cells[cells["indicator"].eq("CX01")]
    assert marks[["place", "concern", "category"]].to_numpy().tolist() == [
        ["amman", "neglect", "mainly_one"]
    ]
    assert marks[["value", "base", "percent"]].isna().all(axis=None)
    assert marks["status"].tolist() == ["published"]


def test_there_is_no_mark_below_the_share_nor_on_a_hidden_cell(factory, settings):
    below = protect(concentrated(factory, most=48), settings).cells
    assert not below["indicator"].eq("CX01").any()
    hidden = factory.rows(
        ("CN01", {"place": "ajloun", "concern": "neglect"}, 4),
        ("CX01", {"place": "ajloun", "concern": "neglect"}, 4, 4),
    )
    assert not protect(hidden, settings).cells["indicator"].eq("CX01").any()


def test_the_gate_counts_what_it_hides_by_indicator(factory, settings, edition):
    cells = protect(edition, settings).cells
    told = cells[cells["indicator"].eq("DQ06")].set_index("category")
    rest = cells[cells["indicator"].ne("DQ06")].groupby("indicator")["status"]
    assert told["base"].to_dict() == rest.size().to_dict()
    assert told["value"].to_dict() == rest.agg(lambda s: s.eq("suppressed").sum()).to_dict()


def test_internal_indicators_reach_no_published_file(factory, settings, tmp_path):
    exact = factory.rows(
        ("CL10", {"category": "two"}, 77777),
        ("CM04", {}, 88888, 99999),
        ("CL01", {}, 300),
    )
    protected = protect(exact, settings)
    assert not protected.cells["indicator"].isin(["CL10", "CM04"]).any()
    folder = publish(protected, settings, 2018, tmp_path / "2018", synthetic=True)
    written = "".join(path.read_text() for path in folder.iterdir())
    assert not any(number in written for number in ("77777", "88888", "99999"))
    assert '"CL10"' not in written


def test_internal_rows_that_slip_through_are_refused(factory, settings, tmp_path):
    protected = protect(factory.rows(("CL01", {}, 300)), settings)
    slipped = protected.cells.assign(indicator="CL10")
    forged = type(protected)(slipped, protected.audit)
    with pytest.raises(DisclosureRefused, match="CL10"):
        publish(forged, settings, 2018, tmp_path / "2018", synthetic=True)


def test_what_is_not_collected_passes_as_it_is(factory, settings):
    rows = factory.rows(("CL08", {"category": "current"}, 90), ("CL08", {"category": "change"}, 0))
    late = rows["category"].eq("change")
    exact = rows.assign(
        value=rows["value"].mask(late), status=rows["status"].mask(late, "not_collected")
    )
    cells = protect(exact, settings).cells
    assert find(cells, "CL08", category="change")["status"] == "not_collected"
    assert find(cells, "CL08", category="current")["value"] == 90
