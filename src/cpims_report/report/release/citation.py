"""How to cite an edition, for machines: `CITATION.cff`."""

from __future__ import annotations

import yaml

from cpims_report.report.release.history import Published

FILE = "CITATION.cff"


def citation(published: Published) -> str:
    """Return the Citation File Format of an edition, whose version is its number and its seal."""
    first = published.languages[0]
    content = {
        "cff-version": "1.2.0",
        "message": "Please cite this edition of the report and its data as below.",
        "type": "dataset",
        "title": f"{first.title}: {first.subtitle}",
        "authors": [{"name": first.author}],
        "version": f"edition {published.edition}",
        "date-released": published.day,
        "identifiers": [
            {
                "type": "other",
                "value": f"sha256:{published.seal}",
                "description": "The seal of the data, which names this edition.",
            }
        ],
        "keywords": ["child protection", "case management", str(published.year)],
    }
    if first.notice:
        content["abstract"] = first.notice
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
