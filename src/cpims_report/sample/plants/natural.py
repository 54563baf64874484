"""Problems that the sample has without planting: they follow from how its agencies work.

Each says which rows of a delivery it concerns, from the truth of its cases. Mends are told of every
row received; flags of the cases in the report alone, because cleaning looks no further.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from cpims_report.sample.layouts.options import CAMP_LABELS
from cpims_report.sample.layouts.primero_v1_csv import SLOTS
from cpims_report.sample.plants.ages import on_new_year
from cpims_report.sample.plants.concerns import WITH_PRIMARY
from cpims_report.sample.plants.dates import WITH_AGES
from cpims_report.sample.plants.plant import ALL, DATED, LABELLED, Mask, Severity
from cpims_report.sample.received import Delivery
from cpims_report.schema import MISSING

Cases = pd.DataFrame
PATHS = (*LABELLED, "legacy_cpims")
"""Layouts that write a place as a path of names, camps beside governorates."""


@dataclass(frozen=True)
class Natural:
    """A problem that shows in the rows that `find` returns, from the told cases of a delivery."""

    problem: int
    expected: Severity
    field: str
    find: Callable[[Cases, Delivery], Mask]
    profiles: tuple[str, ...] = ALL


def left_at(*steps: str) -> Callable[[Cases, Delivery], Mask]:
    """Return what finds the rows that leave at one of some steps."""
    return lambda cases, _: cases["excluded"].isin(steps)


def in_report(cases: Cases) -> Mask:
    """Return the cases in the report."""
    return cases["excluded"].eq("")


def of_estimated_year(cases: Cases, _: Delivery) -> Mask:
    """Return the cases whose date of birth is the first of January of an estimated year."""
    return in_report(cases) & cases["birth_precision"].eq("year_only")


def of_age_alone(cases: Cases, _: Delivery) -> Mask:
    """Return the cases with an age and no date of birth."""
    return in_report(cases) & cases["birth_date"].isna() & cases["age_shown"].notna()


def under_one_id(cases: Cases, _: Delivery) -> Mask:
    """Return the cases under an id that a record before them has too."""
    first = cases[cases["copy"].eq(1) & in_report(cases)]
    return first["source_id"].duplicated().reindex(cases.index, fill_value=False)


def under_one_short_id(cases: Cases, _: Delivery) -> Mask:
    """Return the cases whose short id another one of the file has too."""
    first = cases[cases["copy"].eq(1) & in_report(cases)]
    return first["short_id"].duplicated(keep=False).reindex(cases.index, fill_value=False)


def under_one_number(cases: Cases, _: Delivery) -> Mask:
    """Return the cases under the number of a household."""
    return in_report(cases) & cases["number_shared"]


def in_camp(cases: Cases, _: Delivery) -> Mask:
    """Return the rows whose place is a camp, written where a governorate stands."""
    return cases["camp"].isin(list(CAMP_LABELS))


def misspelt(cases: Cases, delivery: Delivery) -> Mask:
    """Return the rows whose governorate Primero spells in its own way."""
    own = cases["governorate"].isin(["jerash", "tafilah"]) & ~delivery.arabic
    return own & ~in_camp(cases, delivery)


def with_statuses(cases: Cases, _: Delivery) -> Mask:
    """Return the cases with a status ticked among the concerns."""
    return in_report(cases) & cases["statuses"].ne("") & cases["concerns"].ne(MISSING)


def primary_by_rule(cases: Cases, _: Delivery) -> Mask:
    """Return the cases whose primary concern nobody recorded."""
    return in_report(cases) & cases["primary_rule"].eq("precedence")


def only_other(cases: Cases, _: Delivery) -> Mask:
    """Return the cases whose only concern is another one than those of the list."""
    return in_report(cases) & cases["concerns"].eq("other")


def reason_blank(cases: Cases, _: Delivery) -> Mask:
    """Return the closed cases without a reason."""
    return in_report(cases) & cases["status"].eq("closed") & cases["closure_reason"].eq("")


def reopened_some_day(cases: Cases, _: Delivery) -> Mask:
    """Return the cases that are marked as opened again in a file without the day."""
    return in_report(cases) & cases["reopened_date"].notna()


def said_to_be_referred(cases: Cases, delivery: Delivery) -> Mask:
    """Return the transferred cases of an Arabic export: its label says that they were referred."""
    return cases["status"].eq("transferred") & delivery.arabic


def five_services(cases: Cases, delivery: Delivery) -> Mask:
    """Return the cases whose five columns of services are all filled."""
    many = delivery.services.groupby("uuid").size()
    return in_report(cases) & cases["uuid"].map(many).fillna(0).ge(SLOTS)


def transferred(cases: Cases, _: Delivery) -> Mask:
    """Return the cases that ended by transfer: to a member, or to nobody whom the files show."""
    inside = cases["closure_reason"].eq("transferred_internal") & cases["dates_closures"]
    return in_report(cases) & (cases["status"].eq("transferred") | inside)


def known_elsewhere(cases: Cases, _: Delivery) -> Mask:
    """Return the cases of children who are in another agency's report as well."""
    return in_report(cases) & cases["at_several"]


def heaped(cases: Cases, _: Delivery) -> Mask:
    """Return the births on the first of January in a list that does not mark estimates."""
    return in_report(cases) & on_new_year(cases["birth_date"])


NATURALS = (
    Natural(18, "flag", "birth_date", heaped, ("unhcr_csv",)),
    Natural(26, "flag", "individual_no", known_elsewhere),
    Natural(28, "flag", "status", transferred),
    Natural(11, "flag", "status", said_to_be_referred, ("primero_v2_xlsx",)),
    Natural(18, "flag", "birth_date", of_estimated_year),
    Natural(19, "flag", "age", of_age_alone, WITH_AGES),
    Natural(20, "exclude", "birth_date", left_at("adult_at_registration")),
    Natural(23, "exclude", "source_id", left_at("exact_duplicates")),
    Natural(24, "flag", "source_id", under_one_id, ("primero_v2_csv",)),
    Natural(25, "flag", "source_id", under_one_short_id, ("primero_v2_xlsx",)),
    Natural(27, "flag", "individual_no", under_one_number),
    Natural(30, "flag", "reopened", reopened_some_day, ("primero_v1_xls",)),
    Natural(31, "flag", "closure_reason", reason_blank, DATED),
    Natural(32, "exclude", "status", left_at("disabled", "status_duplicate")),
    Natural(33, "exclude", "registration_date", left_at("after_year", "closed_before_year")),
    Natural(34, "mend", "location", in_camp, PATHS),
    Natural(35, "mend", "location", misspelt, PATHS),
    Natural(40, "mend", "concerns", with_statuses),
    Natural(41, "flag", "primary_concern", primary_by_rule, WITH_PRIMARY),
    Natural(42, "flag", "concerns", only_other),
    Natural(45, "flag", "services", five_services, ("primero_v1_csv",)),
    Natural(57, "exclude", "created_date", left_at("late_entry")),
    Natural(58, "exclude", "consent_reporting", left_at("no_consent")),
)
