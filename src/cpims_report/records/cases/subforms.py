"""The rows of subforms under their records: found by the id that a file gives, kept by place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cpims_report.records.cases.repeated_rows import RECORD_OF_FILE
from cpims_report.records.text.lookup import locate, order_by


@dataclass(frozen=True)
class Register:
    """The records of a year, under which rows are filed.

    `uids` are those of the records, by their index. `first` has each id of each file once, with the
    place of its first record: where two records of a file share an id, rows belong to the first,
    because the export does not tell.
    """

    uids: pd.Series
    first: pd.DataFrame

    @classmethod
    def of(cls, records: pd.DataFrame) -> Register:
        """Return the register of records."""
        ids = records[RECORD_OF_FILE].astype({"agency": "category", "file": "category"})
        places = ids.assign(place=np.arange(len(ids)))
        return cls(records["record_uid"], places.drop_duplicates(RECORD_OF_FILE))

    def find(self, rows: pd.DataFrame) -> np.ndarray:
        """Return the place of the record of each row of a subform, -1 where it has none."""
        places = np.full(len(rows), -1)
        for (agency, file), part in self.first.groupby(["agency", "file"], observed=True):
            mine = ((rows["agency"] == agency) & (rows["file"] == file)).to_numpy()
            found = locate(rows["source_id"][mine], part["source_id"])
            places[mine] = np.append(part["place"], -1)[found]
        return places

    def name(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows that have a record, with its `record_uid`."""
        places = self.find(rows)
        found = places >= 0
        uids = self.uids.array.take(places[found])
        return rows[found].reset_index(drop=True).assign(record_uid=uids)


@dataclass(frozen=True)
class Shelf:
    """The records that are kept, in the order of their uids, and where each of the register is.

    `ranks` gives the place in `children` of every record of the register, -1 for one left out;
    its last element stands for no record.
    """

    children: pd.DataFrame
    ranks: np.ndarray

    @classmethod
    def of(cls, register: Register, kept: pd.DataFrame) -> Shelf:
        """Return the shelf of records of a register that are kept, which share its index."""
        order = order_by(kept, ["record_uid"])
        children = kept[["record_uid", "child_key"]].iloc[order]
        ranks = np.full(len(register.uids) + 1, -1)
        ranks[register.uids.index.get_indexer(children.index)] = np.arange(len(children))
        return cls(children.reset_index(drop=True), ranks)

    def keep(self, rows: pd.DataFrame, places: np.ndarray) -> pd.DataFrame:
        """Return the rows whose record is kept, by record, with its uid and the key of its child.

        `places` are those of their records in the register.
        """
        ranks = self.ranks[places]
        order = np.argsort(ranks, kind="stable")[(ranks < 0).sum() :]
        uids, keys = (self.children[name].array.take(ranks[order]) for name in self.children)
        return rows.iloc[order].reset_index(drop=True).assign(record_uid=uids, child_key=keys)
