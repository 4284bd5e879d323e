"""How many articles have what, counted batch by batch: a dictionary without postings.

What was counted waits until there is `_FAN` times as much of about one size, then becomes one:
so each article is merged once for each power of `_FAN` that there are batches, and memory is
what distinct terms, pairs and phrases take, not articles.
"""

from collections.abc import Sequence

import numpy as np

from indexer.codec.completions import completion_arrays, least_articles
from indexer.codec.container import Array, Arrays
from indexer.codec.dictionary import Totals, totals
from indexer.codec.frequencies import LENGTHS
from indexer.codec.layout import Numbers
from indexer.codec.strings import smallest, to_arrays
from indexer.codec.union import FOLDED, list_counts, merged_pairs, merged_terms, phrases_in_order

_FAN_BITS = 4
_FAN = 1 << _FAN_BITS
# Of 12 bytes each: with more, those that one article has alone go, half of them. 86,000 news
# articles have 2.4 million, and pairs grow slower than articles.
MANY_PAIRS = 20_000_000
_KINDS = ("syllable", "pair", "phrase")
_NAMES = (
    *("term_bytes", "term_ends", "group_bytes", "group_ends", "group_starts", "pair_keys"),
    *("phrase_bytes", "phrase_ends", f"{FOLDED}_bytes", f"{FOLDED}_ends"),
)


class Tally:
    """Counts the articles of batches, and of dictionaries that other tallies made.

    What was counted stays counted: of an article that is taken back, too.
    """

    def __init__(self) -> None:
        self._tiers: dict[int, list[Arrays]] = {}

    @property
    def articles(self) -> int:
        """How many articles were counted."""
        return sum(totals(own).articles for tier in self._tiers.values() for own in tier)

    def add(self, arrays: Arrays, ids: Sequence[str | None]) -> None:
        """Count the articles of a batch or segment (see `layout`) but those without an id.

        Raises:
            UnindexableError: more different spellings than pairs can be numbered for.
        """
        live = np.array([own is not None for own in ids], np.bool_)
        lengths = (LENGTHS.take(arrays[f"{zone}_lengths"][live]) for zone in ("title", "body"))
        every = [int(live.sum()), *(int(own.sum(dtype=np.float64)) for own in lengths)]
        counts = {}
        for kind in _KINDS:
            stays = None if live.all() else live[arrays[f"{kind}_docs"]]
            counts[kind] = list_counts(arrays[f"{kind}_starts"], stays)
        self._take(
            {name: arrays[name] for name in _NAMES if name in arrays}
            | {f"{kind}_starts": _starts(own) for kind, own in counts.items()}
            | {"totals": np.array(every, np.uint64)}
        )

    def add_dictionary(self, arrays: Arrays) -> None:
        """Count what another tally counted: `arrays` are what its `finish` returned.

        Raises:
            UnindexableError: as of `add`.
        """
        self._take(arrays)

    def finish(self) -> dict[str, Array]:
        """Return the arrays of one dictionary of all that was counted: see `layout`.

        Raises:
            UnindexableError: as of `add`.
        """
        every = _merged([own for tier in self._tiers.values() for own in tier])
        whole = {name: own for name, own in every.items() if not name.startswith(FOLDED)}
        return whole | completion_arrays(whole)

    def _take(self, counted: Arrays) -> None:
        tier = self._tiers.setdefault(_tier(counted), [])
        tier.append(counted)
        if len(tier) == _FAN:
            del self._tiers[_tier(counted)]
            self._take(_merged(tier))


def _tier(counted: Arrays) -> int:
    return totals(counted).articles.bit_length() // _FAN_BITS


def _merged(parts: Sequence[Arrays]) -> dict[str, Array]:
    """Return the counts of all parts together, for merging again."""
    kept, counts = _lists("syllable", parts)
    arrays, terms = merged_terms(parts, kept)
    numbers = [term[own] for term, own in zip(terms, kept, strict=True)]
    arrays["syllable_starts"] = _starts(_summed(numbers, counts, len(arrays["term_ends"])))
    arrays |= _merged_pairs(parts, terms, arrays["group_starts"])
    sums = [sum(own) for own in zip(*map(totals, parts), strict=True)] or [0] * len(Totals._fields)
    arrays["totals"] = np.array(sums, np.uint64)
    return arrays | _merged_phrases(parts, totals(arrays).articles)


def _lists(kind: str, parts: Sequence[Arrays]) -> tuple[list[Numbers], list[Numbers]]:
    """Return which lists of a kind each part has, and how many articles each has."""
    counts = [list_counts(own[f"{kind}_starts"]) for own in parts]
    return [np.flatnonzero(own) for own in counts], [own[own > 0] for own in counts]


def _merged_pairs(
    parts: Sequence[Arrays], terms: Sequence[Numbers], group_starts: Array
) -> dict[str, Array]:
    kept, counts = _lists("pair", parts)
    arrays, numbers = merged_pairs(parts, kept, terms, group_starts)
    keys = arrays["pair_keys"]
    every = _summed(numbers, counts, len(keys))
    if len(keys) > MANY_PAIRS:
        stay = every > 1
        keys, every = keys[stay], every[stay]
    return {"pair_keys": keys, "pair_starts": _starts(every)}


def _merged_phrases(parts: Sequence[Arrays], articles: int) -> dict[str, Array]:
    """Return the phrases of all parts; most are one article's, and only what is kept is sorted."""
    counts: dict[tuple[str, str], int] = {}
    for own in parts:
        of_part = list_counts(own["phrase_starts"])
        kept = np.flatnonzero(of_part)
        for phrase, count in zip(phrases_in_order(own, kept), of_part[kept].tolist(), strict=True):
            counts[phrase] = counts.get(phrase, 0) + count
    least = least_articles(articles)
    every = sorted(phrase for phrase, count in counts.items() if count >= least)
    return {
        **to_arrays("phrase", (spelled for _, spelled in every)),
        **to_arrays(FOLDED, (folded for folded, _ in every)),
        "phrase_starts": _starts(np.array([counts[own] for own in every], np.int64)),
    }


def _summed(numbers: Sequence[Numbers], counts: Sequence[Numbers], length: int) -> Numbers:
    """Return the sums of what is counted under each number."""
    found = np.zeros(length, np.int64)
    for own, counted in zip(numbers, counts, strict=True):
        found[own] += counted
    return found


def _starts(counts: Numbers) -> Array:
    return smallest(np.append(0, np.cumsum(counts)))
