"""Tables of integers that grow from batch to batch."""

from array import array

import numpy as np

from indexer.analysis.term_batch import Int32

_FIRST_ROWS = 1 << 12


class Table:
    """Rows of integers, read as columns. They may be added one by one, and never change."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._new = array("i")
        self._columns = np.zeros((width, _FIRST_ROWS), np.int32)
        self._done = 0  # rows that are in the columns

    def __len__(self) -> int:
        return self._done + len(self._new) // self._width

    def append(self, *row: int) -> None:
        """Add a row of as many integers as the table is wide."""
        self._new.extend(row)

    def columns(self) -> Int32:
        """Return the table, a row of the array for each column."""
        size = len(self)
        if size > self._done:
            if size > self._columns.shape[1]:
                more = np.zeros((self._width, size), np.int32)
                self._columns = np.concatenate([self._columns, more], axis=1)
            rows = np.array(self._new).reshape(-1, self._width)
            self._columns[:, self._done : size] = rows.T
            self._new, self._done = array("i"), size
        return self._columns[:, :size]
