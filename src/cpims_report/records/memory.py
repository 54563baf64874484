"""Memory of tables that are no longer used."""

from __future__ import annotations

import ctypes
import sys

import pyarrow as pa

THRESHOLD = -3
"""The C library's number for the size from which it asks the system for memory of its own."""
LARGE = 4 << 20


def return_large() -> None:
    """Let the memory of a large table go back to the system as soon as the table is gone.

    The C library of most Linux systems can be told so; elsewhere nothing happens.
    """
    if sys.platform == "linux" and hasattr(ctypes.CDLL(None), "mallopt"):
        ctypes.CDLL(None).mallopt(THRESHOLD, LARGE)


def give_back() -> None:
    """Give the memory of tables that are gone back to the system.

    Texts lie in Arrow's pool, numbers in that of the C library; both keep what they have freed.
    """
    for pool in (pa.default_memory_pool(), pa.system_memory_pool()):
        pool.release_unused()
