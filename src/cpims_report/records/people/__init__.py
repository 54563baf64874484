"""Children and staff: identifiers, linkage between agencies, bounds, ages."""
