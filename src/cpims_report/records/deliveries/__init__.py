"""One file of an agency as typed records: its cells read by column, and its checks."""
