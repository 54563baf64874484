"""The subforms of the Excel export: a row an event, or a row with the id alone."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts.display import day
from cpims_report.sample.layouts.options import labels, words
from cpims_report.sample.layouts.vocabulary import Vocabulary
from cpims_report.sample.received import Delivery

SERVICES = {
    "services.service_type": "Type of Service",
    "services.date_planned": "Appointment Date",
    "services.referred": "Referred?",
    "services.implemented": "Service implemented",
    "services.date_implemented": "Service Implemented On",
}
TRANSITIONS = {
    "transitions.type": "Type",
    "transitions.to_agency": "Remote User Agency",
    "transitions.date": "Date of referral or transfer",
    "transitions.status": "Status",
}
FOLLOWUPS = {
    "followups.followup_type": "Type of follow up",
    "followups.due": "Follow up needed by",
    "followups.date": "Follow up date",
}
INCIDENTS = {
    "incidents.violence_type": "Type of Violence",
    "incidents.date": "Date of Incident",
    "incidents.incident_location": "Area of the Incident",
    "incidents.perpetrator": "Relationship with the victim",
}
REOPENINGS = {"reopenings.date": "Date Reopened"}
"""Our field -> header, subform by subform."""


def services(delivery: Delivery, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the services of each record."""
    rows = beside(delivery.records, delivery.services)
    return pd.DataFrame(
        {
            "uuid": rows["uuid"],
            "ID": rows["short_id"],
            "Type of Response": words(
                rows["response_type"].fillna(""), vocabulary.labels("services.response_type")
            ),
            "Type of Service": words(
                rows["service_type"].fillna(""), vocabulary.labels("services.service_type")
            ),
            "Created on": day(rows["created"]),
            "Appointment Date": day(rows["appointed"]),
            "Referred?": rows["referred"].map({True: "Yes", False: "No"}).fillna(""),
            "Service implemented": words(
                rows["implemented"].map({True: "implemented", False: "not_implemented"}).fillna(""),
                vocabulary.labels("services.implemented"),
            ),
            "Service Implemented On": day(rows["implemented_on"]),
        }
    )


def transitions(delivery: Delivery, settings: Settings) -> pd.DataFrame:
    """Return the referrals and transfers of each record."""
    rows = beside(delivery.records, delivery.transitions)
    agencies = {key: agency.label.en for key, agency in settings.agencies.items()}
    return pd.DataFrame(
        {
            "uuid": rows["uuid"],
            "ID": rows["short_id"],
            "Type": words(rows["type"].fillna(""), labels(settings, "transition_type")),
            "Status": words(rows["status"].fillna(""), labels(settings, "transition_status")),
            "Remote User Agency": words(rows["to_agency"].fillna(""), agencies),
            "Service": words(rows["service"].fillna(""), labels(settings, "service_type")),
            "Date of referral or transfer": day(rows["day"]),
        }
    )


def followups(delivery: Delivery, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the follow-ups of each record."""
    rows = beside(delivery.records, delivery.followups)
    return pd.DataFrame(
        {
            "uuid": rows["uuid"],
            "ID": rows["short_id"],
            "Type of follow up": words(
                rows["type"].fillna(""), vocabulary.labels("followups.followup_type")
            ),
            "Follow up needed by": day(rows["due"]),
            "Follow up date": day(rows["date"]),
        }
    )


def incidents(delivery: Delivery, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the incidents of violence of each record."""
    rows = beside(delivery.records, delivery.incidents)
    return pd.DataFrame(
        {
            "uuid": rows["uuid"],
            "ID": rows["short_id"],
            "Date of Incident": day(rows["date"]),
            "Area of the Incident": words(
                rows["location_type"].fillna(""), vocabulary.labels("incidents.incident_location")
            ),
            "Type of Violence": words(
                rows["violence_type"].fillna(""), vocabulary.labels("incidents.violence_type")
            ),
            "Relationship with the victim": words(
                rows["perpetrator"].fillna(""), vocabulary.labels("incidents.perpetrator")
            ),
        }
    )


def reopenings(delivery: Delivery) -> pd.DataFrame:
    """Return the reopenings of each record: one at most."""
    records = delivery.records
    return pd.DataFrame(
        {
            "uuid": records["uuid"],
            "ID": records["short_id"],
            "Date Reopened": day(records["reopened_date"]),
        }
    )


def beside(records: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return the events of each record in the order of the records, blank where it has none."""
    keys = records[["short_id", "uuid"]].assign(place=range(len(records)))
    return keys.merge(events, on="uuid", how="left").sort_values(
        "place", kind="stable", ignore_index=True
    )
