"""What stands in a cell in place of a text that must not be sent."""

MARK = "***"
"""No letters: every reader takes it for no answer, and no number can be made of it."""
