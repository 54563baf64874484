"""What reviewers look at, what they said of which bytes, and whether a build is a draft.

`items` names what there is to review and takes its fingerprint, `register` is `review/<year>.yml`,
`standing` compares the two, `word_comments` reads what was written into a Word edition.
"""

from cpims_report.report.review.items import fingerprints
from cpims_report.report.review.register import Entry, Register, read_register, write_register
from cpims_report.report.review.standing import Standing, standings

__all__ = [
    "Entry",
    "Register",
    "Standing",
    "fingerprints",
    "read_register",
    "standings",
    "write_register",
]
