"""How long reading and cleaning takes, and how much memory: measured, never a test."""
