"""Counting: how often each term stands in the title and in the body of each text."""

from dataclasses import dataclass

import numpy as np

from indexer.analysis.stream import Booleans
from indexer.analysis.term_batch import Int32, Int64


@dataclass(frozen=True, slots=True)
class Counts:
    """One row for each distinct key of a text, in the order of texts and keys."""

    texts: Int32
    keys: Int64
    title_tf: Int32
    body_tf: Int32


def count(texts: Int64, keys: Int64, in_title: Booleans, size: int) -> Counts:
    """Return how often each text has each key; keys are below `size`.

    Raises:
        OverflowError: texts times `size` is more than fits.
    """
    if len(texts) and (int(texts.max()) + 1) * size >= 1 << 62:
        raise OverflowError("too many terms for one batch")
    rows = (texts * size + keys) * 2 + ~in_title
    rows.sort()
    keys = rows >> 1
    firsts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: len(keys)])
    totals = np.diff(firsts, append=len(keys))
    in_body = np.add.reduceat(rows & 1, firsts) if len(firsts) else totals
    keys = keys[firsts]
    return Counts(
        (keys // size).astype(np.int32),
        keys % size,
        (totals - in_body).astype(np.int32),
        in_body.astype(np.int32),
    )
