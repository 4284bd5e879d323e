"""The best few of many articles, without sorting all of them."""

from typing import Any

import numpy as np
import numpy.typing as npt

from search_app.core.model import Sort
from search_app.core.ranking import Floats
from search_app.engines.leaf import Docs

_BLOCK = 64  # keys; the best of each block bound what the best of all can be
_UNDATED_LAST = np.iinfo(np.int64).max
Keys = npt.NDArray[Any]
Days = npt.NDArray[np.int64]


def first_key(sort: Sort, scores: Floats, days: Days, docs: Docs) -> Keys:
    """Return what decides the order of `docs`; the greatest come first."""
    if sort == "relevance":
        return scores.take(docs)
    own = days.take(docs)
    return own if sort == "newest" else -np.where(own == 0, _UNDATED_LAST, own)


def second_key(sort: Sort, scores: Floats, days: Days, docs: Docs) -> Keys:
    """Return what breaks ties of the first key; the greatest come first."""
    return days.take(docs) if sort == "relevance" else scores.take(docs)


def first_few(keys: Keys, wanted: int) -> Docs:
    """Return the places of at least the `wanted` greatest keys, and of all equal to the least."""
    if wanted >= len(keys):
        return np.arange(len(keys))
    if wanted <= 0:
        return np.empty(0, np.intp)
    blocks = len(keys) // _BLOCK
    if wanted < blocks:
        tops = keys[: blocks * _BLOCK].reshape(blocks, _BLOCK).max(axis=1)
        least = np.partition(tops, blocks - wanted)[blocks - wanted]
    else:
        least = np.partition(keys, len(keys) - wanted)[len(keys) - wanted]
    return np.flatnonzero(keys >= least)


def ordered(first: Keys, second: Keys, numbers: Docs) -> Docs:
    """Return the order of articles by two keys, the greatest first, then by number."""
    return np.lexsort((numbers, -second, -first))
