"""What stands in a cell in place of a text that must not be sent."""

MARK = "***"
"""No letters: no number, day or code can be made of it."""


def is_withheld(text: str) -> bool:
    """Return whether a cell, or an item of a list in it, is our own mark."""
    return text.strip() == MARK
