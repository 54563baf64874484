"""Places become governorate, camp and kind of site."""

import pytest

from cpims_report.records.systems.profile import Locations
from cpims_report.records.values.places import ABROAD, NOWHERE, Gazetteer, Place

PATH = Locations(separator="::", country="first")
REVERSED = Locations(separator=" - ", country="last")


@pytest.fixture(scope="module")
def gazetteer(settings):
    return Gazetteer(settings.places)


@pytest.mark.parametrize(
    ("text", "governorate"),
    [
        ("Jordan::Zarqa", "zarqa"),
        ("Jordan::North::Irbid", "irbid"),
        ("Jordan::الشمال::Irbid::Ramtha", "irbid"),
        ("Jordan::Zarqa::Russeifa", "zarqa"),
        ("الأردن::الزرقاء::الرصيفة", "zarqa"),
        ("Jordan::Maan", "maan"),
        ("Jordan::Tafiela", "tafilah"),
        ("Jordan::Al-Balqa", "balqa"),
        ("JOR011", "mafraq"),
        ("JOR012003", "zarqa"),
        ("Amman", "amman"),
        ("العاصمة", "amman"),
    ],
)
def test_a_path_or_code_leads_to_its_governorate(gazetteer, text, governorate):
    assert gazetteer.read(text, PATH) == (Place(governorate, "none", "host"),)


@pytest.mark.parametrize(
    ("text", "camp", "governorate"),
    [
        ("Jordan::Zaatari Camp", "zaatari", "mafraq"),
        ("Jordan::Mafraq::Za'atari Camp", "zaatari", "mafraq"),
        ("Jordan::Azraq Camp", "azraq", "zarqa"),
        ("Jordan::Emirati Jordanian Camp", "ejc", "zarqa"),
        ("JORCEEDF86", "zaatari", "mafraq"),
        ("مخيم الزعتري", "zaatari", "mafraq"),
    ],
)
def test_a_camp_counts_inside_its_governorate_at_whatever_level_it_stands(
    gazetteer, text, camp, governorate
):
    assert gazetteer.read(text, PATH) == (Place(governorate, camp, "camp"),)


def test_a_reversed_path_ends_with_the_country(gazetteer):
    assert gazetteer.read("Zarqa - Jordan", REVERSED) == (Place("zarqa", "none", "host"),)
    camp = Place("mafraq", "zaatari", "camp")
    assert gazetteer.read("Zaatari Camp - Jordan", REVERSED) == (camp,)


def test_a_hyphen_inside_a_name_does_not_split_a_reversed_path(gazetteer):
    assert gazetteer.read("Al-Mafraq - Jordan", REVERSED) == (Place("mafraq", "none", "host"),)


def test_azraq_town_is_not_azraq_camp(gazetteer):
    assert gazetteer.read("Jordan::Zarqa::Azraq", PATH) == (Place("zarqa", "none", "host"),)


def test_azraq_alone_has_two_readings(gazetteer):
    sites = [place.site for place in gazetteer.read("Jordan::Azraq", PATH)]
    assert sites == ["camp", "host"]


def test_mafraq_is_not_maan(gazetteer):
    assert gazetteer.read("JOR009", PATH)[0].governorate == "maan"
    assert gazetteer.read("JOR011", PATH)[0].governorate == "mafraq"


def test_a_country_alone_is_no_place_and_another_country_does_not_apply(gazetteer):
    assert gazetteer.read("Jordan", PATH) == (NOWHERE,)
    assert gazetteer.read("Syria::Homs", PATH) == (ABROAD,)


def test_an_unknown_place_has_no_reading(gazetteer):
    assert gazetteer.read("Jordan::Atlantis", PATH) == ()
