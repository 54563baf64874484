"""The words of the summary, as those of `report.words`."""

SUMMARY_WORDS: dict[str, str] = {
    "sum_children": "The members supported {number}{change}.",
    "sum_risen": ", {number} or {percent} more than in {since}",
    "sum_fallen": ", {number} or {percent} fewer than in {since}",
    "sum_concern": (
        "{name} accounts for it: as the primary concern of {now} children against {before}, "
        "it brought {number} more."
    ),
    "sum_concern_fell": (
        "{name} accounts for it: it was the primary concern of {now} children against "
        "{before}, {number} fewer."
    ),
    "sum_place": ("Of these, {number} are in {name} ({before} before, {now} now)."),
    "sum_place_fell": ("The fall is of {number} in {name} ({before} before, {now} now)."),
    "sum_project": (
        "Nearly all of this concern in {place} is one member’s: the number follows a project, "
        "and does not show that the need changed."
    ),
    "sum_rest_more": ("Without {concern} in {place}, there would have been {rest} more children."),
    "sum_rest_fewer": (
        "Without {concern} in {place}, there would have been {rest} fewer children."
    ),
    "sum_same_members": "The same members reported in both years.",
    "sum_panel": ("Among members that reported in both years the change is {growth}."),
    "sum_caseload": "At the end of {year}, {open} were open, {moved}.",
    "sum_more": "{number} more than at its start",
    "sum_fewer": "{number} fewer than at its start",
    "sum_as_at_start": "as many as at its start",
    "sum_flows": "Members opened or reopened {opened} and closed {closed}.",
    "sum_flows_new": "Members opened {opened} and closed {closed}.",
    "sum_year_end": (
        "The edition of {since} had {before} open at its end, this one counts {start} at the "
        "start: the {apart} between them were entered late, corrected or withdrawn."
    ),
    "sum_separated": (
        "{children} children were without their parents: {unaccompanied} unaccompanied and "
        "{separated} separated."
    ),
    "sum_care": (
        "Of the {base} whose care is recorded, {family} live with family, and {none} are in "
        "nobody’s care."
    ),
    "sum_bia": (
        "{number} of {base} refugee and asylum-seeking children at risk had no best interests "
        "assessment on record, {percent}{moved}."
    ),
    "sum_followup": ("In {number} of {base} cases a follow-up was overdue, {percent}{moved}."),
    "sum_lost": ("Contact was lost in {number} of {base} closures, {percent}{moved}."),
    "sum_referrals": (
        "{number} of {base} referrals with a known outcome did not lead to the service, "
        "{percent}{moved}."
    ),
    "sum_violence": (
        "{children} have an incident of violence on record. It happened most often at this "
        "place: {where} ({where_percent}), and was done most often by: {who} ({who_percent})."
    ),
    "sum_violence_limit": ("Most violence is never told, and only some systems keep incidents."),
    "sum_coverage": (
        "Coverage changed: {now} come from systems that record it, against {before} in "
        "{since}, so the change in number says little."
    ),
    "sum_note": "The Task Force notes: {reason}",
    "sum_see": "See @{section}.",
    "sum_moved_most": ("{name} moved the number of children most between {since} and {year}."),
    "sum_moved_by": "{name} {number}",
    "sum_moved_alt": (
        "Bars of the change in children supported from {since} to {year} by primary concern: "
        "{numbers}."
    ),
    "sum_moved_measure": (
        "Children supported, change from {since} to {year}, by primary concern; the largest "
        "changes shown"
    ),
    "sum_unknown_need": (
        "How many children face these concerns. Children whom no member reached are in no figure."
    ),
    "sum_unknown_twice": (
        "Whether a child without a shared number is counted twice. Children are, if anything, "
        "too many."
    ),
    "sum_unknown_concern": "The primary concern of {children}: it was not recorded.",
    "sum_unknown_silent": ("Not collected by any member, or not counted in this edition: {names}."),
    "sum_unknown_withheld": (
        "What stands in {percent} of the cells behind tables and figures: they are withheld, "
        "so that no child can be recognised."
    ),
}
