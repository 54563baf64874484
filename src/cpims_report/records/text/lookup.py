"""Texts looked up among many others, column against column."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


def among(texts: pd.Series, known: pd.Series) -> pd.Series:
    """Return whether each text is one of `known`; a null is not.

    A column of categories is looked up word by word. `Series.isin` of strings takes every known
    text through Python, which a million of them feel.
    """
    if isinstance(texts.dtype, pd.CategoricalDtype):
        found = among(texts.cat.categories.to_series(), known).to_numpy()
        return pd.Series(np.append(found, False)[texts.cat.codes], index=texts.index, dtype="bool")
    met = pc.is_in(pa.array(texts.astype("str")), value_set=pa.array(known.dropna().astype("str")))
    hit = pd.Series(met.to_numpy(zero_copy_only=False), index=texts.index, dtype="bool")
    return hit & texts.notna()


def locate(texts: pd.Series, known: pd.Series) -> np.ndarray:
    """Return the place of each text in `known`, which has none twice; -1 where it is not there."""
    if isinstance(texts.dtype, pd.CategoricalDtype):
        return np.append(locate(texts.cat.categories.to_series(), known), -1)[texts.cat.codes]
    found = pc.index_in(pa.array(texts.astype("str")), value_set=pa.array(known.astype("str")))
    places: np.ndarray = found.fill_null(-1).to_numpy(zero_copy_only=False)
    return np.where(texts.notna(), places, -1)


def order_by(rows: pd.DataFrame, columns: list[str]) -> np.ndarray:
    """Return the places of rows in the order of some columns, nulls last; equal ones stay."""
    keys = pa.table({name: pa.array(rows[name], from_pandas=True) for name in columns})
    order = pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in columns])
    places: np.ndarray = order.to_numpy()
    return places
