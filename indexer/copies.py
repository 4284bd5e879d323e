"""Which articles of an index are copies of one another, told from their sketches.

Two are compared when a band of their sketches is alike (locality-sensitive hashing, by sorting);
they are copies when enough of the bins are. A group is what is a copy of one article in it, not
of a copy of a copy: so no row of small changes brings together what differs.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from indexer.analysis.sketches import BINS, Sketches
from indexer.codec.container import Array
from indexer.codec.segment import Stored
from indexer.codec.strings import smallest
from indexer.stretches import first_of_each

# Bins of 56. Of 2,000 reprints made of real articles this tells 98 to 100 in 100 when the
# headline, the first or last or one other paragraph changed, or every twentieth syllable, and 88
# when every tenth did; 80,000 real articles have 267 groups, whose articles tell one story or
# fill in one form. At 32 the 88 become 95, and half as many more are groups of related articles.
LEAST_ALIKE = 34
BAND = 3  # bins; that many bytes are a key
BANDS = range(0, BINS - BAND + 1, BAND)  # where they begin
_MOST_GROUPS = 32  # that what hangs together may fall into; what is left then is alone
_AT_ONCE = 1 << 18  # pairs that are compared: 30 MB

Numbers = npt.NDArray[np.int64]


def copy_arrays(stored: Iterable[Stored]) -> dict[str, Array]:
    """Return the articles that have a live copy, and the group of each, from 1 on.

    They are numbered through all segments, deleted ones too; ascending.
    """
    segments = list(stored)
    live = np.concatenate([np.zeros(0, np.bool_), *(own.live for own in segments)])
    sketches = np.empty((len(live), BINS), np.uint8)
    first = 0
    for own in segments:
        rows = own.segment.arrays["sketch"].view(np.uint8).reshape(-1, BINS)
        sketches[first : first + len(rows)] = rows
        first += len(rows)
    sketches[~live] = 0
    groups = find_groups(sketches)
    articles = np.flatnonzero(groups)
    return {"articles": smallest(articles), "groups": smallest(groups[articles])}


def find_groups(sketches: Sketches) -> Numbers:
    """Return the group of each article, from 1 on; 0 for those alone and those without a sketch."""
    articles = np.flatnonzero(sketches.any(axis=1))
    found = np.zeros(len(sketches), np.int64)
    firsts, same = _distinct(sketches[articles])
    leaders = _leaders(sketches[articles[firsts]])[same]
    sizes = np.bincount(leaders, minlength=len(firsts))
    numbers = np.cumsum(sizes > 1) * (sizes > 1)
    found[articles] = numbers[leaders]
    return found


def _distinct(sketches: Sketches) -> tuple[Numbers, Numbers]:
    """Return the first of each different sketch, and for each sketch its place among those."""
    words = sketches.view(np.uint64)
    factors = np.cumprod(np.full(words.shape[1], 0x9E3779B97F4A7C15, np.uint64))
    keys = (words * factors).sum(axis=1, dtype=np.uint64)
    order = np.argsort(keys, kind="stable")
    is_first = first_of_each(keys[order])
    same = np.empty(len(keys), np.int64)
    same[order] = np.cumsum(is_first) - 1
    return order[is_first], same


def _leaders(sketches: Sketches) -> Numbers:
    """Return for each sketch the one that its group is about; of one alone that is itself."""
    found = np.arange(len(sketches))
    labels = _hanging_together(sketches)
    left = np.flatnonzero(np.bincount(labels, minlength=len(labels))[labels] > 1)
    for _ in range(_MOST_GROUPS):
        if not len(left):
            break
        first = np.full(len(labels), len(labels))
        np.minimum.at(first, labels[left], left)
        leaders = first[labels[left]]
        alike = are_copies(sketches, left, leaders)
        found[left[alike]] = leaders[alike]
        left = left[~alike]
    return found


def _hanging_together(sketches: Sketches) -> Numbers:
    """Return a label for each sketch, the same for those that a row of copies joins."""
    labels = np.arange(len(sketches))
    for first in BANDS:
        left, right = _candidates(sketches[:, first : first + BAND])
        apart = labels[left] != labels[right]
        left, right = left[apart], right[apart]
        alike = are_copies(sketches, left, right)
        labels = _joined(labels, left[alike], right[alike])
    return labels


def _candidates(band: Sketches) -> tuple[Numbers, Numbers]:
    """Return pairs with the same band: each sketch with the one before, and with the first."""
    keys = np.sort(band_keys(band) << np.uint64(32) | np.arange(len(band), dtype=np.uint64))
    numbers = (keys & np.uint64(2**32 - 1)).astype(np.int64)
    is_first = first_of_each(keys >> np.uint64(32))
    firsts = np.flatnonzero(is_first)[np.cumsum(is_first) - 1]
    later = np.flatnonzero(~is_first)
    far = later[later - firsts[later] > 1]
    left = numbers[np.concatenate([later - 1, firsts[far]])]
    return left, numbers[np.concatenate([later, far])]


def band_keys(band: Sketches) -> npt.NDArray[np.uint64]:
    """Return each band as one number of 8 * BAND bits."""
    keys = np.zeros(len(band), np.uint64)
    for place, column in enumerate(band.T):
        keys |= column.astype(np.uint64) << np.uint64(8 * place)
    return keys


def are_copies(sketches: Sketches, left: Numbers, right: Numbers) -> npt.NDArray[np.bool_]:
    """Return which pairs of sketches are those of copies."""
    found = np.empty(len(left), np.bool_)
    for first in range(0, len(left), _AT_ONCE):
        own = slice(first, first + _AT_ONCE)
        equal = sketches[left[own]] == sketches[right[own]]
        found[own] = np.count_nonzero(equal, axis=1) >= LEAST_ALIKE
    return found


def _joined(labels: Numbers, left: Numbers, right: Numbers) -> Numbers:
    """Return labels that are the same in each pair: the least of what hangs together."""
    while len(left):
        one, other = labels[left], labels[right]
        np.minimum.at(labels, np.maximum(one, other), np.minimum(one, other))
        while not np.array_equal(labels, flat := labels[labels]):
            labels = flat
        apart = labels[left] != labels[right]
        left, right = left[apart], right[apart]
    return labels
