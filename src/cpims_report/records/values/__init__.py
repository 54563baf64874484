"""One text to one value: codes, dates, places."""
