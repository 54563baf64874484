"""A system's dictionary learnt from its form export, and the decisions left open."""
