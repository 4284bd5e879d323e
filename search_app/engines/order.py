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
Keys = npt.NDArray[Any]
Days = npt.NDArray[np.int64]


def keys(sort: Sort, scores: Floats, days: Days) -> tuple[Keys, Keys]:
    """Return what decides the order of articles and what breaks its ties; the greatest first."""
    if sort == "relevance":
        return scores, days
    if sort == "newest":
        return days, scores
    return np.where(days == 0, _UNDATED_LAST, -days), scores


def first_few(keys: Keys, among: Mask, wanted: int) -> Docs:
    """Return the articles of at least the `wanted` greatest keys `among` some, and all ties."""
    if wanted <= 0:
        return np.empty(0, np.intp)
    # The least of all keys, and below it what is not among them: multiplying is 8 times as fast
    # as `where` on a mask without order.
    lowest = keys.min(initial=0) - 1
    own = (keys - lowest) * among
    return np.flatnonzero(own >= max(least_of_best(own, wanted), 1))


def least_of_best(keys: Keys, wanted: int) -> float:
    """Return a key that at least the `wanted` greatest reach, and few others; 0 if all may."""
    blocks = len(keys) // _BLOCK
    if wanted < blocks:
        keys = keys[: blocks * _BLOCK].reshape(_BLOCK, blocks).max(axis=0)
    elif wanted >= len(keys):
        return 0
    found: float = np.partition(keys, len(keys) - wanted)[len(keys) - wanted].item()
    return found


def ordered(first: Keys, second: Keys, numbers: Docs) -> Docs:
    """Return the order of articles by two keys, the greatest first, then by number."""
    return np.lexsort((numbers, -second, -first))
