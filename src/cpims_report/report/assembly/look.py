"""Copies the one palette into the marked blocks of the stylesheet and of the PDF template.

`python -m cpims_report.report.assembly.look` (`make look`) does it in the workspace.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import yaml

from cpims_report.errors import AssemblyFailed
from cpims_report.workspace import Workspace

Palette = Mapping[str, str | Sequence[str]]

EXTENSION = Path("_extensions") / "cpims"
_BLOCK = re.compile(
    r"(?P<begin>^[ \t]*(?:/\*|//) palette: begin[^\n]*\n).*?"
    r"(?P<end>^[ \t]*(?:/\*|//) palette: end)",
    re.DOTALL | re.MULTILINE,
)


def read_palette(root: Path) -> Palette:
    """Return colours by name, as the workspace's palette.yml gives them."""
    palette: Palette = yaml.safe_load((root / EXTENSION / "palette.yml").read_text("utf-8"))
    return palette


def dressed(root: Path) -> dict[Path, str]:
    """Return the text that each file with palette blocks should have."""
    palette = read_palette(root)
    blocks: dict[str, list[Callable[[Palette], str]]] = {
        "cpims.scss": [_sass_variables, _custom_properties],
        "typst-template.typ": [_typst_dictionary],
    }
    return {
        root / EXTENSION / name: _fill(
            root / EXTENSION / name, [write(palette) for write in writers]
        )
        for name, writers in blocks.items()
    }


def custom_property(name: str) -> str:
    """Return the name that a colour of the palette has in CSS."""
    return f"--cpims-{name.replace('_', '-')}"


def _sass_variables(palette: Palette) -> str:
    sass = {"body-bg": "paper", "body-color": "ink", "primary": "primary", "link-color": "primary"}
    return "".join(f"${name}: {palette[colour]};\n" for name, colour in sass.items())


def _custom_properties(palette: Palette) -> str:
    return "".join(f"  {custom_property(name)}: {colour};\n" for name, colour in _flat(palette))


def _flat(palette: Palette) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, colour in palette.items():
        steps = [(name, colour)] if isinstance(colour, str) else []
        if not isinstance(colour, str):
            steps = [(f"{name}_{step}", shade) for step, shade in enumerate(colour, start=1)]
        pairs.extend(steps)
    return pairs


def _typst_dictionary(palette: Palette) -> str:
    def value(colour: str | Sequence[str]) -> str:
        if isinstance(colour, str):
            return f'rgb("{colour}")'
        return f"({', '.join(map(value, colour))})"

    lines = "".join(f"  {name}: {value(colour)},\n" for name, colour in palette.items())
    return f"#let palette = (\n{lines})\n"


def _fill(path: Path, blocks: Sequence[str]) -> str:
    text = path.read_text("utf-8")
    if len(_BLOCK.findall(text)) != len(blocks):
        raise AssemblyFailed(f"{path.name} should have {len(blocks)} marked palette block(s).")
    remaining = iter(blocks)
    return _BLOCK.sub(lambda found: found["begin"] + next(remaining) + found["end"], text)


def main() -> int:
    """Rewrite the palette blocks of the workspace around the current directory."""
    for path, text in dressed(Workspace.find().root).items():
        changed = path.read_text("utf-8") != text
        path.write_text(text, "utf-8")
        sys.stdout.write(f"{path.name}: {'changed' if changed else 'as the palette says'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
