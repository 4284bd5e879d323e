"""The terms, pairs and phrases of several segments or dictionaries, and the numbers these get.

Numbers change from one to the other, their order does not: so of each part a list of its new
numbers is all that is needed to bring what belongs to them together.
"""

from collections.abc import Sequence

import numpy as np

from indexer.codec.build import term_arrays
from indexer.codec.container import Array, Arrays
from indexer.codec.layout import Numbers, PairKeys
from indexer.codec.strings import Strings, to_arrays
from indexer.schema import folded_phrase
from indexer.stretches import first_of_each

FOLDED = "folded_phrase"  # arrays that batches have beside their phrases: see `build`


def list_counts(starts: Array, stays: Array | None = None) -> Numbers:
    """Return how long posting lists are, without the postings that do not stay."""
    bounds: Numbers = starts.astype(np.int64)
    if stays is not None:
        bounds = np.concatenate([[0], np.cumsum(stays)])[bounds]
    return bounds[1:] - bounds[:-1]


def merged_terms(
    parts: Sequence[Arrays], kept: Sequence[Numbers]
) -> tuple[dict[str, Array], list[Numbers]]:
    """Return the kept terms of all parts, and of each part the new number of its terms, or -1."""
    of_parts = []
    for arrays, numbers in zip(parts, kept, strict=True):
        marked, groups = Strings.of(arrays, "term")[:], Strings.of(arrays, "group")[:]
        group = PairKeys(arrays["group_starts"]).groups(numbers)
        of_parts.append(
            [
                (groups[at], marked[n])
                for at, n in zip(group.tolist(), numbers.tolist(), strict=True)
            ]
        )
    every = sorted(set().union(*of_parts))
    number = {term: at for at, term in enumerate(every)}
    new = []
    for arrays, numbers, terms in zip(parts, kept, of_parts, strict=True):
        mine = np.full(len(arrays["term_ends"]), -1, np.int64)
        mine[numbers] = [number[term] for term in terms]
        new.append(mine)
    return term_arrays([folded for folded, _ in every], [marked for _, marked in every]), new


def merged_pairs(
    parts: Sequence[Arrays],
    kept: Sequence[Numbers],
    terms: Sequence[Numbers],
    group_starts: Array,
) -> tuple[dict[str, Array], list[Numbers]]:
    """Return the kept pairs of all parts, and of each part the new numbers of its kept pairs.

    `terms` and `group_starts` are what `merged_terms` gave.

    Raises:
        UnindexableError: more different spellings than pairs can be numbered for.
    """
    keys = PairKeys(group_starts)
    keys.check()
    anew = [np.empty(0, np.uint64)]
    for arrays, numbers, term in zip(parts, kept, terms, strict=True):
        left, right = PairKeys(arrays["group_starts"]).decode(arrays["pair_keys"][numbers])
        anew.append(keys.encode(term[left], term[right]))
    every = _distinct(np.concatenate(anew))
    return {"pair_keys": every}, [np.searchsorted(every, own) for own in anew[1:]]


def _distinct(keys: Array) -> Array:
    """Return the different keys, sorted: numpy's `unique` hashes, and took 14 times as long."""
    keys = np.sort(keys)
    return keys[first_of_each(keys)]


def merged_phrases(
    parts: Sequence[Arrays], kept: Sequence[Numbers]
) -> tuple[dict[str, Array], list[Numbers]]:
    """Return the kept phrases of all parts, and of each part the new numbers of those it has."""
    of_parts = [phrases_in_order(*own) for own in zip(parts, kept, strict=True)]
    every = sorted(set().union(*of_parts))
    number = {phrase: at for at, phrase in enumerate(every)}
    return (
        to_arrays("phrase", (spelled for _, spelled in every)),
        [np.array([number[own] for own in part], np.int64) for part in of_parts],
    )


def phrases_in_order(arrays: Arrays, kept: Numbers) -> list[tuple[str, str]]:
    """Return some phrases of a part, each with its folded form before it."""
    spelled = Strings.of(arrays, "phrase")[:]
    if f"{FOLDED}_ends" in arrays:
        folded = Strings.of(arrays, FOLDED)[:]
        return [(folded[at], spelled[at]) for at in kept.tolist()]
    return [(folded_phrase(spelled[at]), spelled[at]) for at in kept.tolist()]
