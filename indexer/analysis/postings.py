"""Counting: how often each term stands in the title and in the body of each text."""

from dataclasses import dataclass

import numpy as np

from indexer.analysis.stream import Booleans
from indexer.analysis.term_batch import Int32, Int64

_BITS = 63  # of a key, its text and its zone


@dataclass(frozen=True, slots=True)
class Counts:
    """One row for each distinct key of a text, in the order of texts and keys."""

    texts: Int32
    keys: Int64
    title_tf: Int32
    body_tf: Int32


def count(texts: Int64, keys: Int64, in_title: Booleans, bits: int) -> Counts:
    """Return how often each text has each key, a number of so many `bits`.

    Raises:
        OverflowError: these are too many texts or keys for one batch.
    """
    if int(texts.max(initial=0)).bit_length() + bits >= _BITS:
        raise OverflowError("too many terms for one batch")
    rows = (texts << bits | keys) << 1 | ~in_title
    rows.sort()
    ordered = rows >> 1
    firsts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])
    totals = np.diff(firsts, append=len(ordered))
    in_body = np.add.reduceat(rows & 1, firsts) if len(firsts) else totals
    found = ordered[firsts]
    return Counts(
        (found >> bits).astype(np.int32),
        found & ((1 << bits) - 1),
        (totals - in_body).astype(np.int32),
        in_body.astype(np.int32),
    )
