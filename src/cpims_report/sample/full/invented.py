"""What nobody ever said: names, telephones and texts for columns that a report must not read."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cpims_report.sample.drawing import Array

GIVEN = ("Layla", "Omar", "Yasmin", "Khalid", "ليلى", "عمر", "ياسمين", "خالد")
FAMILY = ("Synthetic", "Zyqxan", "Invented", "Qwertani", "المصطنع", "المخترع")
STREETS = ("Made-up Street", "No Such Road", "شارع لا وجود له")
SAID = ("was seen at home", "came with an aunt", "asked for a visit", "زار المركز مع خاله")
ANSWERS = ("yes", "no", "not_sure")
FILLED = 0.7
"""Share of the cells of such a column that hold something."""
TELEPHONE = ("telephone", "phone", "mobile")
NAMES = ("name", "interviewer", "caregiver", "relation")

Draw = Callable[[np.random.Generator, int], Array]


def invent(rng: np.random.Generator, field: str, kind: str, count: int) -> Array:
    """Return `count` cells of a field of one type, some of them empty."""
    draw = choose(field, kind)
    filled = rng.random(count) < FILLED
    return np.where(filled, draw(rng, count), "")


def choose(field: str, kind: str) -> Draw:  # noqa: PLR0911 - a table of cases
    """Return how the cells of a field are drawn."""
    if kind in {"date_field", "date_range"}:
        return draw_days
    if kind == "numeric_field":
        return lambda rng, count: rng.integers(1, 9, count).astype(str).astype(object)
    if kind == "tick_box":
        return lambda rng, count: rng.choice(["true", "false"], count).astype(object)
    if kind in ("select_box", "radio_button"):
        return lambda rng, count: rng.choice(ANSWERS, count).astype(object)
    if any(word in field for word in TELEPHONE):
        return lambda rng, count: np.array(
            [f"079{number}" for number in rng.integers(10**6, 10**7, count)], object
        )
    if kind == "text_field" and any(word in field for word in NAMES):
        return draw_names
    if "address" in field or "location" in field:
        return lambda rng, count: join(rng.choice(STREETS, count), rng.integers(1, 99, count))
    return lambda rng, count: join(draw_names(rng, count), rng.choice(SAID, count))


def draw_names(rng: np.random.Generator, count: int) -> Array:
    """Return names of people whom there are not."""
    return join(rng.choice(GIVEN, count), rng.choice(FAMILY, count))


def draw_days(rng: np.random.Generator, count: int) -> Array:
    """Return days as text."""
    days = np.datetime64("2018-01-01") + rng.integers(0, 365, count).astype("timedelta64[D]")
    return days.astype(str).astype(object)


def join(first: Array, second: Array) -> Array:
    """Return pairs as texts."""
    return np.array([f"{one} {other}" for one, other in zip(first, second, strict=True)], object)
