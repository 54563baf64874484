"""Indicators that are more than a count: a pure function each, its name begins with the id."""
