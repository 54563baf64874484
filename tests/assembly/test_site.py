"""The site: readable without a network, by everybody, in either direction."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lxml import html


def roots(report):
    return [html.parse(str(path)).getroot() for path in report.pages]


def test_pages_have_quartos_paths(english):
    assert {path.relative_to(english.site).as_posix() for path in english.pages} == {
        "index.html",
        *(
            f"notebooks/{name}.html"
            for name in (
                "10-key-figures",
                "20-children",
                "30-concerns",
                "40-separated",
                "70-closure",
                "90-methodology",
            )
        ),
    }


@pytest.mark.parametrize(
    ("edition", "lang", "side"), [("english", "en", "ltr"), ("arabic", "ar", "rtl")]
)
def test_pages_say_their_language_and_direction(edition, lang, side, request):
    for root in roots(request.getfixturevalue(edition)):
        assert (root.get("lang"), root.get("dir")) == (lang, side)
        assert root.find("body").get("class") == side


def test_arabic_pages_number_chapters_sections_and_references_in_arabic_digits(arabic):
    numbers = [
        each.text_content()
        for page in roots(arabic)
        for each in page.xpath(
            "//*[contains(@class, 'number')] | //a[@class='quarto-xref'] | //footer | //header"
        )
    ]
    assert sum(bool(re.search("[٠-٩]", each)) for each in numbers) > 20
    assert not [each for each in numbers if re.search("[0-9]", each)]


def test_the_sidebar_stands_before_the_text_so_that_direction_alone_mirrors_it(arabic):
    css = (arabic.site / "site_libs/cpims.css").read_text("utf-8")
    assert "grid-template-columns: 15rem minmax(0, 1fr)" in css
    for root in roots(arabic):
        ids = [element.get("id") for element in root.find(".//div[@class='page-columns']")]
        assert ids.index("quarto-sidebar") < ids.index("quarto-document-content")


def test_every_image_has_alternative_text_and_is_there(english):
    images = 0
    for path in english.pages:
        for image in html.parse(str(path)).getroot().iter("img"):
            assert image.get("alt").startswith("Two bars:")
            assert (path.parent / image.get("src")).is_file()
            images += 1
    assert images == 5


def test_pages_ask_no_other_host(english):
    for root in roots(english):
        for element in root.iter():
            for name in ("src", "href", "srcset", "action"):
                assert "//" not in element.get(name, "")
        assert [each.text for each in root.iter("script")] == [None], "one, from the folder"


def test_every_link_leads_to_a_page_that_is_there(english):
    for path in english.pages:
        for link in html.parse(str(path)).getroot().iter("a"):
            target, _, anchor = link.get("href").partition("#")
            there = path.parent / target if target else path
            assert there.resolve().is_file()
            if anchor:
                assert html.parse(str(there)).getroot().xpath(f"//*[@id='{anchor}']")


def test_pages_lead_on_and_back(english):
    pages = [
        "index.html",
        *sorted(p.relative_to(english.site).as_posix() for p in english.pages)[1:],
    ]
    for before, after in pairwise(pages):
        onward = html.parse(str(english.site / before)).getroot().find(".//a[@rel='next']")
        back = html.parse(str(english.site / after)).getroot().find(".//a[@rel='prev']")
        assert (english.site / before).parent.joinpath(onward.get("href")).resolve() == (
            english.site / after
        )
        assert (english.site / after).parent.joinpath(back.get("href")).resolve() == (
            english.site / before
        )


def test_one_main_heading_a_page_and_no_level_is_skipped(english):
    for root in roots(english):
        levels = [int(each.tag[1]) for each in root.find(".//main").iter("h1", "h2", "h3", "h4")]
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_ids_on_a_page_are_unique(english):
    for root in roots(english):
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))


def test_the_caveat_is_on_every_chapter_and_in_every_footer(english):
    for path, root in zip(english.pages, roots(english), strict=True):
        assert "not prevalence" in root.find(".//footer").text_content()
        if path.name != "index.html":
            assert "not prevalence" in root.find(".//div[@class='caveat-banner']").text_content()


def test_tables_and_charts_scroll_in_a_box_of_their_own_that_the_keyboard_reaches(english):
    chart, table = roots(english)[1].findall(".//div[@class='sideways']")
    for box in (chart, table):
        assert (box.get("tabindex"), box.get("role")) == ("0", "region")
    assert [box.get("aria-label") for box in (chart, table)] == [
        "Figure\u00a01.1",
        "Table\u00a01.1",
    ]
    assert chart.find(".//img") is not None
    assert table.find("table") is not None


def test_tiles_and_notes_keep_their_classes(english):
    page = html.parse(str(english.site / "notebooks/90-methodology.html")).getroot()
    tiles = page.findall(".//div[@class='key-figures']/ul/li")
    assert [tile.find(".//span[@class='key-value']").text for tile in tiles] == ["7,012", "12"]
    assert "Made up." in page.find(".//div[@class='synthetic-note']").text_content()


def test_remarks_and_tools_leave_no_trace(english):
    for path in english.pages:
        text = path.read_text("utf-8")
        assert "a remark" not in text
        assert not re.search(r"pandoc|jupyter|papermill|quarto-private", text, re.IGNORECASE)


def test_the_same_book_gives_the_same_site(english, tmp_path_factory):
    again = english.desk.assemble("html")["html"].parent
    assert (again / "index.html").read_bytes() == english.made["html"].read_bytes()


def test_the_picture_for_sharing_has_a_whole_address_where_the_site_has_one(english, arabic):
    def told(path, name):
        root = html.parse(str(path)).getroot()
        return [each.get("content") for each in root.iterfind(f".//meta[@property='og:{name}']")]

    for path in arabic.pages:
        page = path.relative_to(arabic.site).as_posix()
        [picture], [own] = told(path, "image"), told(path, "url")
        assert picture == "https://reports.example.org/2031/ar/site_libs/card.png"
        assert own == f"https://reports.example.org/2031/ar/{page}"
        assert (arabic.site / "site_libs/card.png").is_file()
    for path in english.pages:
        assert (path.parent / told(path, "image")[0]).is_file()
        assert not told(path, "url")
