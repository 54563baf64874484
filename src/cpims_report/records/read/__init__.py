"""Bytes of a received file to raw tables: safety, formats, headers, damage."""
