"""The one form in which notebooks are committed, so that a change reads as prose and code.

Git asks for it by `python -m cpims_report.notebook_form`, see `.gitattributes`: what JupyterLab
saves (outputs, counts, the settings of a machine) never becomes a change. Nothing but the standard
library is imported, because it runs for each notebook at each `git status`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from typing import Any

MASKED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|`[^`\n]*`|\]\([^)\n]*\)", re.DOTALL)
"""What a sentence holds that may itself hold a full stop."""
END = re.compile(r"(?<=[.?!])(?P<close>[”\"’)\]*_]*)(?P<gap> +)(?=[A-Z“\"‘({\[@*`\u0600-\u06ff])")
"""Between two sentences."""
ABBREVIATED = re.compile(r"(?:\b(?:e\.g|i\.e|cf|vs|No|Dr|Mr|Ms|St|approx|[A-Z]))\.$")
APART = re.compile(r"\s*(?:#|[-*+] |\d+[.)] |\||:{2,}|: |<!--|>|    )")
"""How lines begin that are no running prose: headings, items, tables, fences, captions."""
FENCE = re.compile(r"\s*(?:```|~~~)")
OWN = re.compile(r"notebooks/\d\d-[a-z-]+\.ipynb")
"""A chapter or a part of the pipeline, not a person's scratch notebook."""
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def settle(text: str) -> str:
    """Return a notebook's text in the committed form; anything else as it is.

    No outputs, counts or metadata but tags; prose with one sentence a line.
    """
    try:
        notebook = json.loads(text)
        cells = [settle_cell(cell) for cell in notebook["cells"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return text
    settled = {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(settled, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def settle_cell(cell: dict[str, Any]) -> dict[str, Any]:
    """Return one cell in the committed form."""
    tags = cell.get("metadata", {}).get("tags")
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        source = one_sentence_a_line(source)
    settled = {
        "cell_type": cell["cell_type"],
        "metadata": {"tags": tags} if tags else {},
        "source": source.splitlines(keepends=True),
    }
    if "id" in cell:
        settled["id"] = cell["id"]
    if cell["cell_type"] == "code":
        settled |= {"execution_count": None, "outputs": []}
    return settled


def one_sentence_a_line(markdown: str) -> str:
    """Return Markdown whose running prose has one sentence a line; done twice it is the same."""
    return "\n".join(broken(running_lines(markdown)))


def running_lines(markdown: str) -> list[tuple[str, bool]]:
    """Return the lines of a text, each with whether it is running prose."""
    found: list[tuple[str, bool]] = []
    fenced = False
    for line in markdown.split("\n"):
        fence = bool(FENCE.match(line))
        found.append((line, not (fenced or fence or APART.match(line))))
        fenced ^= fence
    return found


def broken(lines: Iterable[tuple[str, bool]]) -> Iterable[str]:
    """Yield lines, each of running prose cut after its sentences."""
    for line, running in lines:
        yield from sentences(line) if running else [line]


def sentences(line: str) -> list[str]:
    """Return the sentences of one line."""
    hidden = MASKED.sub(lambda match: "{" + "x" * (len(match[0]) - 2) + "}", line)
    cuts = [
        match.span("gap")
        for match in END.finditer(hidden)
        if not ABBREVIATED.search(hidden[: match.start("close")])
    ]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(line)]
    return [line[start:end] for start, end in zip(starts, ends, strict=True)]


def settle_on_save(
    model: dict[str, Any], path: str = "", contents_manager: Any = None, **_: Any
) -> None:
    """Settle a notebook that JupyterLab is about to write, where it is one of a workspace's own.

    Results stay on the screen and go with it: those of `01` to `03` are confidential. Executed
    copies and scratch notebooks keep theirs.
    """
    from pathlib import Path  # noqa: PLC0415 - git, which asks for no path, need not wait for it

    file = (Path(getattr(contents_manager, "root_dir", "")) / path.lstrip("/")).absolute()
    own = OWN.fullmatch(f"{file.parent.name}/{file.name}")
    if model["type"] == "notebook" and own and (file.parents[1] / "_quarto.yml").is_file():
        model["content"] = json.loads(settle(json.dumps(model["content"])))


def as_script(text: str) -> str:
    """Return a notebook as a person reads it: prose as remarks between cells of code."""
    try:
        cells = json.loads(settle(text))["cells"]
        return "\n".join(map(as_lines, cells))
    except (ValueError, KeyError, TypeError):
        return text


def as_lines(cell: dict[str, Any]) -> str:
    """Return one cell as lines of a percent script."""
    source = "".join(cell["source"])
    prose = cell["cell_type"] == "markdown"
    if prose:
        source = "\n".join(f"# {line}".rstrip() for line in source.split("\n"))
    tags = ", ".join(cell["metadata"].get("tags", []))
    return f"# %% {'[markdown] ' * prose}{cell.get('id', '')} {tags}".rstrip() + f"\n{source}\n"


def main() -> None:
    """Settle a notebook for git: from standard input, or of a file as a script to read."""
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    if len(sys.argv) > 1:
        with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123 - pathlib costs time here
            sys.stdout.write(as_script(file.read()))
    else:
        sys.stdout.write(settle(sys.stdin.read()))


if __name__ == "__main__":
    main()
