"""The annual report of child protection case management, from agencies' exports to HTML and PDF."""

__version__ = "0.1.0"
