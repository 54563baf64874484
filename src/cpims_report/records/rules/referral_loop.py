"""A referral that comes back to where it began."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(transitions: pd.DataFrame, _: Context) -> pd.Series:
    """Return the transitions of a child to the sender itself, or to a member that sent it back."""
    sender, receiver = transitions["agency"].astype("str"), transitions["to_agency"]
    found = receiver == sender
    among = transitions[receiver.isin(sender.unique())].astype({"agency": "str"})
    path = among["child_key"] + " " + among["agency"] + ">" + among["to_agency"]
    back = among["child_key"] + " " + among["to_agency"] + ">" + among["agency"]
    return found | back.isin(set(path)).reindex(found.index, fill_value=False)


RULE = Rule(
    code="TRF-03",
    severity="flag",
    message="The child was referred to a member that referred it back, or to the sender itself.",
    find=find,
    column="to_agency",
    old="to_agency",
    table="transitions",
)
