"""Where a year stands, as a page of its own: nothing is loaded from elsewhere."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import jinja2
import yaml

from cpims_report.beside import write_beside
from cpims_report.dashboard.standing import Standing
from cpims_report.errors import ConfigurationError
from cpims_report.workspace import Workspace


def write_page(standing: Standing, workspace: Workspace, path: Path) -> None:
    """Write where a year stands as an accessible page in the report's colours."""
    if path.suffix.lower() not in (".html", ".htm"):
        raise ConfigurationError(
            f"The page is HTML: give it a name that ends in .html, not {path.name}."
        )
    look = workspace.root / "_extensions" / "cpims" / "palette.yml"
    palette = yaml.safe_load(look.read_text(encoding="utf-8"))
    template = files(__package__).joinpath("page.html").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    text = environment.from_string(template).render(standing=standing, palette=palette)
    write_beside(path, text + "\n")
