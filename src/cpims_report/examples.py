"""One example of each command, as a person would type it: what `--help` ends with."""

from __future__ import annotations

EXAMPLES = {
    "build": "cpims-report build 2018 --to html --to pdf --language ar",
    "check": "cpims-report check 2018 --interactive --who 'A. B.'",
    "compare": "cpims-report compare 2017 2018",
    "deidentify": "cpims-report deidentify cases.xlsx --system jordan_cpims --key-file key.txt "
    "--to to-send",
    "docs": "cpims-report docs --to build/docs",
    "guard": "cpims-report guard --fix notebooks/20-children.ipynb",
    "learn": "cpims-report learn forms.xlsx --system jordan_cpims",
    "new-country": "cpims-report new-country ../our-country --from forms.xlsx",
    "new-year": "cpims-report new-year 2019",
    "publish": "cpims-report publish 2018 --to out",
    "review": "cpims-report review 2018",
    "sample": "cpims-report sample 2018 --cases 300 --into practice",
    "status": "cpims-report status 2018 --html build/status.html",
    "template": "cpims-report template cases.xlsx",
    "translate": "cpims-report translate ar",
    "verify": "cpims-report verify build/2018-en --rebuild",
}


def example_of(command: str) -> str | None:
    """Return the last line of a command's help."""
    return f"For example: {EXAMPLES[command]}" if command in EXAMPLES else None
