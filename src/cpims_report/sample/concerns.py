"""What the children face: one to three concerns each, the primary one first."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cpims_report.sample import weights
from cpims_report.sample.drawing import Array, order
from cpims_report.sample.weights import Project

NAMES = tuple(weights.CONCERN)


def draw_concerns(
    rng: np.random.Generator, children: pd.DataFrame, project: Project | None
) -> Array:
    """Return the concerns of each child joined by `|`, the primary one first.

    Children whom a project brought have the project's concern as primary one.
    """
    chances = concern_weights(children)
    if project:
        chances[:, NAMES.index(project.concern)] = 1e6
    ranked = np.array(NAMES, dtype=object)[order(rng, chances)[:, :3]]
    possible = np.minimum((chances > 0).sum(axis=1), 3)
    wanted = rng.choice((1, 2, 3), size=len(children), p=weights.MORE_CONCERNS)
    many = np.minimum(wanted, possible)
    one, two, three = ranked[:, 0], ranked[:, 0] + "|" + ranked[:, 1], 0
    three = two + "|" + ranked[:, 2]
    return np.select([many <= 1, many == 2], [one, two], three)


def concern_weights(children: pd.DataFrame) -> Array:
    """Return the weight of each concern (columns) for each child (rows)."""
    band = np.digitize(children["age"], weights.BAND_STARTS) - 1
    group = band + np.where(children["sex"].eq("male"), len(weights.BAND_STARTS), 0)
    table = pd.DataFrame(
        np.array([weights.CONCERN[name] for name in NAMES]).T[group], columns=NAMES
    )
    table.loc[children["protection_status"].eq("neither").to_numpy(), "family_separation"] = 0.0
    for name, factor in weights.CONCERN_DRIFT.items():
        table[name] *= factor ** (children["year"].to_numpy() - 2016)
    for agency, factors in weights.CONCERN_OF_AGENCY.items():
        here = children["agency"].eq(agency).to_numpy()
        table.loc[here, list(factors)] *= list(factors.values())
    in_camp = children["camp"].ne("none").to_numpy()
    table.loc[in_camp, list(weights.CONCERN_IN_CAMP)] *= list(weights.CONCERN_IN_CAMP.values())
    return table.to_numpy()
