"""A system's own dictionary: names of its fields and options, and our codes for them."""
