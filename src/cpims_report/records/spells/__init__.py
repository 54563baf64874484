"""Spells of a case from registration to closure, and transfers between members."""
