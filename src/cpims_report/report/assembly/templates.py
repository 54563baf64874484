"""The templates of the site, for pages of our own and for what is added to Quarto's."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined


def templates() -> Environment:
    """Return the templates of whole pages and of what stands on each of them."""
    return Environment(
        loader=PackageLoader(__package__, "resources"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
