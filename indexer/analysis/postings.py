"""Counting: how often each term stands in the title and in the body of each text."""

from dataclasses import dataclass

import numpy as np

from indexer.analysis.stream import LEAD, TITLE
from indexer.analysis.term_batch import Booleans, Int32, Int64
from indexer.stretches import first_of_each

_BITS = 63  # of a key, its text and its zone
_ZONE_BITS = 2


@dataclass(frozen=True, slots=True)
class Counts:
    """One row for each distinct key of a text, in the order of texts and keys."""

    texts: Int32
    keys: Int64
    title_tf: Int32
    body_tf: Int32
    in_lead: Booleans


def count(texts: Int64, keys: Int64, zones: Int32, bits: int) -> Counts:
    """Return how often each text has each key, a number of so many `bits`.

    Raises:
        OverflowError: these are too many texts or keys for one batch.
    """
    if int(texts.max(initial=0)).bit_length() + bits + _ZONE_BITS > _BITS:
        raise OverflowError("too many terms for one batch")
    rows = (texts << bits | keys) << _ZONE_BITS | zones
    rows.sort()
    ordered = rows >> _ZONE_BITS
    firsts = np.flatnonzero(first_of_each(ordered))
    totals = np.diff(firsts, append=len(ordered))
    zones_ = rows & ((1 << _ZONE_BITS) - 1)
    title_tf, lead_tf = (
        np.add.reduceat(zones_ == zone, firsts, dtype=np.int32) if len(firsts) else totals
        for zone in (TITLE, LEAD)
    )
    found = ordered[firsts]
    return Counts(
        (found >> bits).astype(np.int32),
        found & ((1 << bits) - 1),
        title_tf.astype(np.int32),
        (totals - title_tf).astype(np.int32),
        lead_tf > 0,
    )
