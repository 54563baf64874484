"""The annual report of child protection case management, from agencies' exports to HTML and PDF."""

import sys

# the reader of notebooks would build a grammar of addresses that nobody here asks for: 2 s a start
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

__version__ = "0.1.0"
