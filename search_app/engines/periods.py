"""How many articles each month has, by layers of topics."""

import json
from collections import Counter
from collections.abc import Sequence

import numpy as np

from search_app.core.facets import Mask
from search_app.core.histogram import layers
from search_app.core.limits import spend
from search_app.core.port import Periods
from search_app.engines.leaf import Leaf

_MONTH = 10**6  # of yyyymmddhhmm


class MonthCounts:
    """Month and layer of the live articles of some leaves, as one number for each article.

    So one pass over these numbers counts both: a quarter of a millisecond for 86,000 articles.
    """

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        sets = [
            [tuple(json.loads(text)) for text in leaf.segment.column("topic")[:]] for leaf in leaves
        ]
        of_sets = [leaf.segment.arrays["topic_of"] for leaf in leaves]
        articles: Counter[tuple[str, ...]] = Counter()
        for leaf, own, of in zip(leaves, sets, of_sets, strict=True):
            counts = np.bincount(of[leaf.live], minlength=len(own))
            articles.update(dict(zip(own, counts.tolist(), strict=True)))
        self._layers, layer_of = layers(articles)
        months = [leaf.days // _MONTH for leaf in leaves]
        live = [own[leaf.live] for own, leaf in zip(months, leaves, strict=True)]
        self._months = np.unique(np.concatenate([np.empty(0, np.int64), *live]))
        room = len(self._months) * len(self._layers)
        self._codes = []  # of each article, from 1; of a deleted one, which no mask has, any
        for own, of, months_ in zip(sets, of_sets, months, strict=True):
            layer = np.array([layer_of[topics] for topics in own], np.int64)[of]
            codes = 1 + self._months.searchsorted(months_) * len(self._layers) + layer
            self._codes.append(codes.astype(np.min_scalar_type(room)))

    def count(self, masks: Sequence[Mask]) -> Periods:
        """Return how many articles each month has; `masks` say of each leaf which are counted."""
        counts = np.zeros(1 + len(self._months) * len(self._layers), np.int64)
        for codes, mask in zip(self._codes, masks, strict=True):
            spend()
            counts += np.bincount(codes * mask, minlength=len(counts))
        shape = len(self._months), len(self._layers)
        return Periods(self._months, self._layers, counts[1:].reshape(shape))
