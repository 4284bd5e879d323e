"""Which phrases of a segment to keep, and which of them to complete with.

A phrase that nearly always goes on in the same way is a piece of a longer one: ``khởi tố vụ``
of ``khởi tố vụ án``. It completes nothing; and what goes on in one way half of the time
counts for the other half. That needs the counts of many articles, so it is found out when a
segment is written, never for a batch.
"""

from collections import Counter

import numpy as np

from analyzers import normalise
from indexer.codec.container import Array, Arrays
from indexer.codec.layout import Numbers
from indexer.codec.strings import Strings, smallest
from indexer.stretches import spread

# Articles: what one of so many has alone is not kept. That were 700,000 phrases of 40,000 news
# articles, four of five, and a twelfth of the text in bytes.
MANY = 10_000
_SHARE = 0.7  # of a phrase's articles that have one longer phrase: then it is a piece of that


def frequent_phrases(arrays: Arrays) -> dict[str, Array]:
    """Return the arrays of the phrases that a segment with these arrays keeps."""
    starts = arrays["phrase_starts"].astype(np.int64)
    least = 2 if len(arrays["day"]) >= MANY else 1
    kept = np.flatnonzero(starts[1:] - starts[:-1] >= least)
    bounds = np.append(0, arrays["phrase_ends"].astype(np.int64))
    docs, starts = _taken(arrays["phrase_docs"], starts, kept)
    data, bounds = _taken(arrays["phrase_bytes"], bounds, kept)
    return {
        "phrase_docs": docs,
        "phrase_starts": smallest(starts),
        "phrase_bytes": data,
        "phrase_ends": smallest(bounds[1:]),
    }


def _taken(array: Array, bounds: Numbers, kept: Numbers) -> tuple[Array, Numbers]:
    """Return some of the stretches of an array end to end, and their bounds."""
    sizes = bounds[kept + 1] - bounds[kept]
    return array.take(spread(bounds[kept], sizes)), np.append(0, np.cumsum(sizes))


def completion_arrays(arrays: Arrays) -> dict[str, Array]:
    """Return what to complete with in a segment with these arrays: see `layout`."""
    starts = arrays["phrase_starts"].astype(np.int64)
    counts, spelled = _by_marked(Strings.of(arrays, "phrase"), starts[1:] - starts[:-1])
    longer = _longest(counts)
    whole = [key for key, count in counts.items() if longer[key] < _SHARE * count]
    chosen = np.array([spelled[key] for key in whole], np.int64)
    scores = np.array([counts[key] - longer[key] for key in whole], np.int64)
    order = np.argsort(chosen)
    return {
        "completion_phrases": smallest(chosen[order]),
        "completion_scores": smallest(scores[order]),
    }


def _by_marked(phrases: Strings, articles: Numbers) -> tuple[Counter[str], dict[str, int]]:
    """Return by its marked syllables how many articles have a phrase, and its commonest number."""
    counts: Counter[str] = Counter()
    best: dict[str, tuple[int, int]] = {}
    for number, (phrase, own) in enumerate(zip(phrases[:], articles.tolist(), strict=True)):
        key = " ".join(map(normalise, phrase.split(" ")))
        counts[key] += own
        best[key] = max(best.get(key, (0, 0)), (own, -number))
    return counts, {key: -number for key, (_, number) in best.items()}


def _longest(counts: Counter[str]) -> Counter[str]:
    """Return of each phrase that others begin with in how many articles the commonest is."""
    found: Counter[str] = Counter()
    for key, count in counts.items():
        end = key.find(" ", key.find(" ") + 1)
        while end > 0:
            found[key[:end]] = max(found[key[:end]], count)
            end = key.find(" ", end + 1)
    return found
