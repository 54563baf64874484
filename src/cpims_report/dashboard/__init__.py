"""Where a year stands on its way from the agencies' files to the report: one screen, or a page."""
