"""Placeholders of prose: filled from sealed cells, or refused by name."""

import re
from pathlib import Path

import pytest

from cpims_report.errors import NotebookFailed
from cpims_report.report import open_edition
from cpims_report.report.prose import fill


def problems(markdown, edition):
    with pytest.raises(NotebookFailed) as caught:
        fill(markdown, edition, "10-key-figures.ipynb")
    return caught.value.problems


@pytest.mark.parametrize(
    ("placeholder", "written"),
    [
        ('{{ cell("CL01") | number }}', "7,000"),
        ('{{ cell("CL01") | count("child") }}', "7,000 children"),
        ('{{ cell("PR01", sex="F") | percent }}', "60.5%"),
        ('{{ cell("CL01", year=2016) | number }}', "5,600"),
        ('{{ change("CL01") | change }}', "11.1% more than in 2017"),
        ('{{ change("CL01", since=2016) | change }}', "25.0% more than in 2016"),
        ('{{ share(cell("CL05"), cell("CL02")) }}', "92.9%"),
        ('{{ apart(cell("CL05"), cell("CL02")) }}', "300"),
        ('{{ top("CL01", 2, by="governorate") | list }}', "Amman and Balqa"),
        ('{{ top("PR03", 2, by="nationality") | list }}', "Syrian (36.1%) and Jordanian (23.5%)"),
        ("{{ members | list }}", "IMC, UNHCR, JRF, TdHL, NHF and IRC"),
        ('{{ name("concern", focus) }}', "child labour"),
        ("{{ year }} {{ last_year }} {{ first_year }}", "2018 2017 2016"),
        ("{{ cut_off }}", "31 January 2019"),
    ],
)
def test_a_placeholder_is_filled_from_published_cells(edition, placeholder, written):
    assert fill(placeholder, edition) == written


def test_arabic_prose_has_arabic_digits_and_words(arabic):
    assert fill('{{ cell("CL01") | number }}', arabic) == "٧٬٠٠٠"
    assert fill('{{ change("CL01") | change }}', arabic) == "أكثر بـ ١١٫١٪ مما كان في عام ٢٠١٧"


@pytest.mark.parametrize(
    ("placeholder", "written"),
    [
        ('{{ cell("PR04", place="maan") | number }}', "a number not shown"),
        ('{{ cell("PR04", place="maan") | percent }}', "a share not shown"),
        (
            '{{ cell("PR04", place="maan") | count("child") }}',
            "a number of children that is not shown",
        ),
        ('{{ change("PR04", place="maan") | change }}', "changed since 2017 by a number not shown"),
        ('{{ share(cell("PR04", place="maan"), cell("CL01")) }}', "a share not shown"),
        ('{{ share(cell("CL02"), cell("PR04", place="maan")) }}', "a share not shown"),
        ('{{ apart(cell("CL02"), cell("PR04", place="maan")) }}', "a number not shown"),
        ('{{ top("CN01", 3, place="maan") | list }}', "none that can be shown"),
    ],
)
def test_a_suppressed_cell_yields_words_that_do_not_reveal_it(edition, placeholder, written):
    assert fill(placeholder, edition) == written


def test_suppressed_groups_are_no_candidates_for_the_largest(edition):
    everyone = fill('{{ top("PR03", 20, by="nationality") | list(percent=false) }}', edition)
    assert "Somali" not in everyone
    assert "Sudanese" in everyone


def test_a_ranking_within_one_sex_takes_that_sexs_cells(edition):
    first = fill('{{ top("CN01", 1, sex="F")[0].cell | number }}', edition)
    assert first == edition.number(edition.cell("CN01", sex="F", concern="sexual_violence").value)


def test_a_change_on_a_base_too_small_for_percent_is_a_count(edition):
    change = 'change("PR04", place="aqaba")'
    before = edition.cell("PR04", year=2017, place="aqaba").value
    assert before < edition.policy["minimum_base"]
    assert fill(f"{{{{ {change} | change }}}}", edition) == "3 more than in 2017"


def test_a_change_of_a_share_is_in_percentage_points(edition):
    markdown = '{{ change("PR01", of="percent", sex="F") | change }}'
    assert fill(markdown, edition) == "the same as in 2017"


def test_the_first_year_has_no_change_and_says_so(published):
    first = open_edition(2016, "en", published)
    assert fill('{{ change("CL01") | change }}', first) == "without an earlier year to compare with"
    assert fill('{{ risen("CL01") | list }}', first) == "none that can be shown"


def test_the_largest_rise_comes_with_the_rest_of_the_country(edition):
    rise = 'risen("CN01", concern="child_labour")[0]'
    assert fill(f"{{{{ {rise}.name }}}}", edition) == "Amman"
    now, before = (edition.cell("CN01", year=year, concern="child_labour") for year in (2018, 2017))
    there = [
        edition.cell("CN01", year=year, place="amman", concern="child_labour")
        for year in (2018, 2017)
    ]
    rest = fill(
        f"{{{{ {rise}.rest.now | number }}}} {{{{ {rise}.rest.before | number }}}}", edition
    )
    assert rest == f"{now.value - there[0].value} {before.value - there[1].value}"


def test_headings_with_an_id_pass_unchanged(edition):
    heading = "# Key figures {#sec-key-figures}\n\n{{ year }}\n"
    assert fill(heading, edition) == "# Key figures {#sec-key-figures}\n\n2018\n"


def test_prose_without_placeholders_passes_unchanged(edition):
    text = "## Notes {.unnumbered}\n\nBraces {like these} and 100 % stay.\n"
    assert fill(text, edition) is text


def test_an_unknown_name_is_refused_with_chapter_and_placeholder(edition):
    [problem] = problems('Of {{ cell("CL01") | number }}, {{ cel("CL02") }} are new.', edition)
    assert problem.file == "10-key-figures.ipynb"
    assert problem.value == '{{ cel("CL02") }}'


def test_all_bad_placeholders_are_told_at_once(edition):
    found = problems('{{ cell("CL99") | number }} {{ cell("CL01", age="x") | number }}', edition)
    assert len(found) == 2
    assert "one of its breakdowns" in found[1].expected


@pytest.mark.parametrize(
    "markdown",
    [
        '{{ cell("CL01") | unknown_filter }}',
        "{{ cell('CL01' }}",
        "{% if year %} never closed",
        '{{ cell("CL01") | count("unicorn") }}',
        '{{ cell("CL01") + 1 }}',
    ],
)
def test_a_bad_placeholder_is_refused_plainly(edition, markdown):
    assert problems(markdown, edition)[0].code == "REP-PROSE"


@pytest.mark.parametrize(
    "markdown",
    [
        "{{ year.__class__.__mro__ }}",
        "{{ cell.__self__ }}",
        "{{ cell.__func__.__globals__ }}",
        "{% for n in range(10) %}{{ n }}{% endfor %}",
        "{{ policy.clear() }}",
        "{{ members.append('x') }}",
    ],
)
def test_prose_cannot_reach_beyond_its_own_names(edition, markdown):
    problems(markdown, edition)
    assert len(edition.members) == 6


def test_reasons_are_told_by_indicator(edition, published):
    told = fill('{{ reasons("CL01", "CS") }}', edition)
    assert told.endswith(f"- {edition.indicator('CL01')}: A new project opened.")
    assert fill('{{ reasons("CN") }}', edition) == ""


def test_every_published_indicator_has_a_chapter_that_prints_its_reason(edition):
    folder = Path(__file__).parents[2] / "notebooks"
    calls = [
        call
        for path in folder.glob("*.ipynb")
        for call in re.findall(r"reasons\(([^)]*)\)", path.read_text("utf-8"))
    ]
    printed = tuple(re.findall(r"[A-Z]{2}\d*", " ".join(calls)))
    public = [
        name
        for name, entry in edition.about["indicators"].items()
        if entry.get("audience") != "internal"
    ]
    assert [name for name in public if not name.startswith(printed)] == []


def test_a_sum_with_a_withheld_part_is_withheld(edition):
    written = '{{ together(cell("CL02"), cell("PR04", place="maan")) | number }}'
    assert fill(written, edition) == "a number not shown"
    assert fill('{{ together(cell("CL02"), cell("CL04")) | number }}', edition) == "4,350"
