"""What each part of the package is, and which others it imports: docs/architecture.md.

Run it to write the table of that page and its picture anew: `make score`, or
`python tests/backtests/architecture.py`.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from itertools import groupby, pairwise
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "cpims_report"
PAGE = ROOT / "docs" / "architecture.md"
PICTURE = ROOT / "docs" / "images" / "architecture.svg"
BETWEEN = re.compile(r"(?s)(<!-- parts: generated -->\n).*?(<!-- end -->)")
CONFIDENTIAL = {
    "records",
    "indicators",
    "disclosure",
    "case_tables",
    "kept_check",
    "kept_files",
    "link_key",
}
WIDE, HIGH, GAP, RISE = 112, 30, 14, 62
COLOURS = {True: ("#f6e3d3", "#a6521a"), False: ("#dce9f2", "#00558b")}

Parts = dict[str, set[str]]


def read_parts() -> Parts:
    """Return the parts of the package, modules and folders alike, and what each imports."""
    graph = grimp.build_graph("cpims_report", cache_dir=None)
    found: Parts = {}
    for module in sorted(graph.modules):
        if "." not in module:
            continue
        part = module.split(".")[1]
        imported = graph.find_modules_directly_imported_by(module)
        others = {other.split(".")[1] for other in imported if "." in other}
        found[part] = found.get(part, set()) | others - {part}
    return found


def floors(parts: Parts) -> dict[str, int]:
    """Return the floor of each part: one above the highest of those that it imports.

    CycleError names parts that import one another.
    """
    found: dict[str, int] = {}
    for part in TopologicalSorter(parts).static_order():
        found[part] = 1 + max((found[other] for other in parts[part]), default=-1)
    return found


def is_package(part: str) -> bool:
    """Return whether a part is a folder, a room of the house, and no single module."""
    return (PACKAGE / part).is_dir()


def purpose(part: str) -> str:
    """Return what a part is for: the first sentence that it says of itself."""
    path = PACKAGE / part / "__init__.py" if is_package(part) else PACKAGE / f"{part}.py"
    told = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(told.split("\n\n")[0].split()).removeprefix("CONFIDENTIAL side: ")


def table(parts: Parts) -> str:
    """Return the parts as a table, those that nobody imports first."""
    high = floors(parts)
    rows = [
        f"| `{part}{'/' if is_package(part) else '.py'}` | {purpose(part)} | "
        f"{', '.join(sorted(parts[part])) or 'nothing'} |"
        for part in sorted(parts, key=lambda part: (-high[part], part))
    ]
    return "\n".join(["| part | what it is | imports |", "|---|---|---|", *rows, ""])


def needed(parts: Parts) -> list[tuple[str, str]]:
    """Return the imports from which all others follow: none that goes through a third part."""

    @cache
    def below(part: str) -> frozenset[str]:
        return frozenset(parts[part]).union(*(below(other) for other in parts[part]))

    return [
        (part, other)
        for part in sorted(parts)
        for other in sorted(parts[part])
        if not any(other in below(third) for third in parts[part])
    ]


def drawn(parts: Parts) -> Parts:
    """Return the parts that a picture has room for: no single module that imports no other."""
    shown = {part for part in parts if (parts[part] - {"errors"}) or is_package(part)}
    shown |= {"schema", "case_tables"}
    return {part: parts[part] & shown for part in sorted(shown)}


def in_rows(parts: Parts) -> list[list[str]]:
    """Return the parts by floor, the highest first, each below those that import it."""
    high = floors(parts)
    ordered = sorted(parts, key=lambda part: -high[part])
    rows = [list(row) for _, row in groupby(ordered, key=lambda part: high[part])]
    arrows = needed(parts)
    for upper, lower in pairwise(rows):
        place = {part: index / len(upper) for index, part in enumerate(upper)}

        def middle(part: str, place: dict[str, float] = place) -> float:
            above = [place[one] for one, other in arrows if other == part and one in place]
            return sum(above) / len(above) if above else 0.5

        lower.sort(key=lambda part: (middle(part), part))
    return rows


def picture(parts: Parts) -> str:
    """Return the house as a drawing: floors of parts, the confidential ones in another colour."""
    rows = in_rows(drawn(parts))
    width = max(map(len, rows)) * (WIDE + GAP) + GAP
    middle = {
        part: (
            (width - len(row) * (WIDE + GAP) + GAP) / 2 + place * (WIDE + GAP) + WIDE / 2,
            GAP + floor * RISE + HIGH / 2,
        )
        for floor, row in enumerate(rows)
        for place, part in enumerate(row)
    }
    height = len(rows) * RISE
    lines = [
        f'<line x1="{middle[one][0]:g}" y1="{middle[one][1] + HIGH / 2:g}" '
        f'x2="{middle[other][0]:g}" y2="{middle[other][1] - HIGH / 2:g}" stroke="#b5bcc2"/>'
        for one, other in needed(drawn(parts))
    ]
    boxes = []
    for part, (x, y) in middle.items():
        fill, edge = COLOURS[part in CONFIDENTIAL]
        weight = "bold" if is_package(part) else "normal"
        boxes.append(
            f'<rect x="{x - WIDE / 2:g}" y="{y - HIGH / 2:g}" width="{WIDE}" height="{HIGH}" '
            f'rx="4" fill="{fill}" stroke="{edge}"/>'
            f'<text x="{x:g}" y="{y + 4:g}" font-weight="{weight}">{part}</text>'
        )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            'font-family="Noto Sans, sans-serif" font-size="12" text-anchor="middle">',
            "<title>Parts of the package; each imports only what stands below it</title>",
            *lines,
            *boxes,
            "</svg>\n",
        ]
    )


def page(parts: Parts) -> str:
    """Return the page with the table of the parts as they are."""
    return BETWEEN.sub(lambda mark: mark[1] + table(parts) + mark[2], PAGE.read_text("utf-8"))


if __name__ == "__main__":
    found = read_parts()
    PAGE.write_text(page(found), encoding="utf-8")
    PICTURE.write_text(picture(found), encoding="utf-8")
