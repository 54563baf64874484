"""Draws from weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def pick(rng: np.random.Generator, weights: Mapping[str, float], size: int) -> Array:
    """Return `size` keys of `weights` (object array of strings), drawn in proportion."""
    names = np.array(list(weights), dtype=object)
    shares = np.array(list(weights.values()), dtype=float)
    return names[rng.choice(len(names), size=size, p=shares / shares.sum())]


def happens(rng: np.random.Generator, chance: float | Array, size: int) -> Array:
    """Return `size` booleans, each true with its chance."""
    return np.asarray(rng.random(size) < chance)


def order(rng: np.random.Generator, weights: Array) -> Array:
    """Return, per row of `weights`, its columns in the order of a draw without replacement.

    Sorting log-weights plus Gumbel noise draws in proportion; columns of weight zero come last.
    """
    with np.errstate(divide="ignore"):
        scores = np.log(weights) + rng.gumbel(size=weights.shape)
    return np.argsort(-scores, axis=1, kind="stable")


def days(rng: np.random.Generator, low: int | Array, high: int | Array, size: int) -> Array:
    """Return `size` whole numbers of days from `low` to `high`, ends included, as timedeltas."""
    return rng.integers(low, high, size=size, endpoint=True).astype("timedelta64[D]")
