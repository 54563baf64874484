"""Work that is done side by side, where the machine can and the files are worth it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

WORTH, MOST = 1 << 20, 64 << 20
"""Bytes of files below which a process costs more than it saves, and from which the copies that
processes exchange would fill the memory."""

Given = TypeVar("Given")
Made = TypeVar("Made")


def each_beside(size: int) -> Callable[[Callable[[Given], Made], Iterable[Given]], Iterable[Made]]:
    """Return what applies a function to things of so many bytes together, in their order.

    Processes are forked from this one, so that nothing is loaded twice; that is safe on Linux.
    """
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2 or not WORTH <= size <= MOST:
        return map

    def apply(work: Callable[[Given], Made], things: Iterable[Given]) -> Iterable[Made]:
        hands = min(len(os.sched_getaffinity(0)), 4)
        with ProcessPoolExecutor(hands, mp_context=get_context("fork")) as crew:
            return list(crew.map(work, things))

    return apply
