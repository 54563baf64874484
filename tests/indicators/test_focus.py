"""Children in labour, and how children function: what any of their active cases tells."""

SILENT = dict.fromkeys(
    ("labour_form", "work_kind", "work_hours", "work_hazard", "hazard_kind", "schooling"),
    "not_collected",
)


def test_a_child_stands_under_the_work_that_any_of_its_cases_tells(case, counted):
    count = counted(
        case(child_key="a", work_kind="street", labour_form="other", schooling="none"),
        case(child_key="a", work_kind="street|waste", labour_form="worst", schooling="formal"),
        case(child_key="b", work_kind="missing"),
    )
    assert count("FL02", category="street") == (1, 1)
    assert count("FL02", category="waste") == (1, 1)
    assert count("FL02", category="_U") == (1, None)
    assert count("FL01", category="worst") == (1, 2)
    assert count("FL06", category="formal") == (2, 2)


def test_who_was_not_asked_is_neither_known_nor_unknown(case, counted):
    count = counted(
        case(child_key="asked"),
        case(child_key="not asked", agency="irc", **SILENT),
        case(child_key="both", agency="irc", **SILENT),
        case(child_key="both", work_hours="43+"),
    )
    assert count("CN02", concern="child_labour") == (3, 3)
    assert count("FL02") == count("FL03") == (2, None)
    assert count("FL03", category="43+") == (1, 2)
    assert count("FL03", category="_U") == (0, None)


def test_work_counts_of_children_alone_for_whom_child_labour_is_recorded(case, counted):
    count = counted(
        case(concerns="neglect", primary_concern="neglect", schooling="formal"),
        case(concerns="child_labour|neglect", primary_concern="neglect", schooling="none"),
    )
    assert count("FL06") == (1, None)
    assert count("FL06", category="none") == (1, 1)


def test_kinds_of_hazard_are_of_those_with_any(case, counted):
    count = counted(
        case(work_hazard="yes", hazard_kind="harm|night"),
        case(work_hazard="no"),
        case(work_hazard="missing"),
    )
    assert count("FL04", category="yes") == (1, 2)
    assert count("FL05") == (1, None)
    assert count("FL05", category="night") == (1, 1)
    assert count("FL05", category="unsafe_place") == (0, 1)


def test_the_greatest_difficulty_of_a_childs_cases_counts(case, counted):
    count = counted(
        case(child_key="a", functioning="none"),
        case(child_key="a", functioning="difficulty", difficulty_domain="seeing"),
        case(child_key="b", functioning="some"),
        case(child_key="c", functioning="not_collected"),
    )
    assert count("FD01", category="difficulty") == (1, 2)
    assert count("FD01", category="some") == (1, 2)
    assert count("FD01") == (2, None)
    assert count("FD02", category="seeing") == (1, 1)


def test_what_no_source_asks_is_not_collected(case, counted):
    count = counted(case(**SILENT, functioning="not_collected", difficulty_domain="not_collected"))
    for indicator in ("FL01", "FL02", "FL03", "FL04", "FL05", "FL06", "FD01", "FD02"):
        assert count(indicator) == "not_collected"
