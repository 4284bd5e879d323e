"""The best few of many articles, without sorting all of them."""

from typing import Any

import numpy as np
import numpy.typing as npt

from search_app.core.facets import Mask
from search_app.core.model import Sort
from search_app.core.ranking import Floats
from search_app.engines.leaf import Docs

_BLOCK = 64  # keys; the best of each block bound what the best of all can be
_UNDATED_LAST = -(10**13)  # before the negative of every yyyymmddhhmm
_ABOVE_0 = np.nextafter(np.float32(0), np.float32(1))
Keys = npt.NDArray[Any]
Days = npt.NDArray[np.int64]


def keys(sort: Sort, scores: Floats, days: Days) -> tuple[Keys, Keys]:
    """Return what decides the order of articles and what breaks its ties; the greatest first."""
    if sort == "relevance":
        return scores, days
    if sort == "newest":
        return days, scores
    return np.where(days == 0, _UNDATED_LAST, -days), scores


def first_few(keys: Keys, among: Mask | None, wanted: int) -> Docs:
    """Return the articles of at least the `wanted` greatest keys `among` some, and all ties.

    Without `among` it is those with a key above 0; no key is below.
    """
    if wanted <= 0:
        return np.empty(0, np.intp)
    own, lowest = keys, _ABOVE_0
    if among is not None:
        # What is not among them gets 0: multiplying is 8 times as fast as `where` on a mask
        # without order.
        own, lowest = (keys - (keys.min(initial=0) - 1)) * among, 1
    blocks = len(own) // _BLOCK
    least = lowest
    if wanted < blocks:
        tops = own[: blocks * _BLOCK].reshape(_BLOCK, blocks).max(axis=0)
        least = np.partition(tops, blocks - wanted)[blocks - wanted]
    elif wanted < len(own):
        least = np.partition(own, len(own) - wanted)[len(own) - wanted]
    return np.flatnonzero(own >= max(least, lowest))


def ordered(first: Keys, second: Keys, numbers: Docs) -> Docs:
    """Return the order of articles by two keys, the greatest first, then by number."""
    return np.lexsort((numbers, -second, -first))
