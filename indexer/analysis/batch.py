"""Articles into the arrays of a `TermBatch`."""

import bisect
import itertools
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from analyzers import JOINER, fold, pair_starts, split_syllables
from analyzers.abbreviations import Abbreviations
from analyzers.terms import other_form_terms, unit_terms
from analyzers.units import find_units
from indexer.analysis.term_batch import Int32, TermBatch
from indexer.article import Article
from indexer.terms import _phrases


class _Numbers(dict[str, int]):
    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number


def analyse_batch(articles: Sequence[Article], abbreviations: Abbreviations) -> TermBatch:
    """Return the terms of `articles`."""
    terms, phrases = _Numbers(), _Numbers()
    pieces: dict[tuple[str, int, int], int] = {}
    stream: list[int] = []
    stream_ends: list[int] = []
    singles: list[tuple[int, int, int, int]] = []
    pairs: list[tuple[int, int, int, int, int]] = []
    phrase_rows: list[tuple[int, int]] = []
    lengths: list[tuple[int, int]] = []
    for number, article in enumerate(articles):
        text = f"{article.title}\n{article.body}"
        syllables = split_syllables(text)
        in_title = bisect.bisect(syllables, len(article.title), key=lambda s: s.start)
        ids = [terms[s.marked] for s in syllables]
        cuts = [s.start for s in syllables] + [len(text)]
        if cuts[0]:
            stream.append(pieces.setdefault((text[: cuts[0]], -1, 0), len(pieces)))
        for s, term, end in zip(syllables, ids, cuts[1:], strict=True):
            key = (text[s.start : end], term, s.end - s.start)
            stream.append(pieces.setdefault(key, len(pieces)))
        stream_ends.append(len(stream))
        zones = [Counter(ids[:in_title]), Counter(ids[in_title:])]
        starts = pair_starts(text, syllables)
        pair_zones: list[Counter[tuple[int, int]]] = [Counter(), Counter()]
        for at in starts:
            pair_zones[at >= in_title][ids[at], ids[at + 1]] += 1
        units = find_units(text)
        expansions = abbreviations.find(text, syllables, units)
        others = other_form_terms(expansions, syllables, set(starts))
        for term_ in itertools.chain(unit_terms(units, syllables), others):
            zone = term_.first >= in_title
            if term_.kind == "pair of other form":
                left, right = term_.marked.split(JOINER)
                pair_zones[zone][terms[left], terms[right]] += 1
            else:
                zones[zone][terms[term_.marked]] += 1
        lengths.append((zones[0].total(), zones[1].total()))
        singles += [(number, t, zones[0][t], zones[1][t]) for t in zones[0] | zones[1]]
        pairs += [
            (number, *p, pair_zones[0][p], pair_zones[1][p]) for p in pair_zones[0] | pair_zones[1]
        ]
        phrase_rows += [(number, phrases[p]) for p in _phrases(text, in_title, syllables)]
    split = [phrase.split("|") for phrase in phrases]
    return TermBatch(
        len(articles),
        list(terms),
        [term if term.isupper() else fold(term) for term in terms],
        [piece for piece, _, _ in pieces],
        _column((term for _, term, _ in pieces)),
        _column((length for _, _, length in pieces)),
        _column(stream),
        np.array(stream_ends, np.int64),
        *_columns(singles, 4),
        *_columns(pairs, 5),
        [spelled for _, spelled in split],
        [folded for folded, _ in split],
        *_columns(phrase_rows, 2),
        *_columns(lengths, 2),
    )


def _column(values: Iterable[int]) -> Int32:
    return np.array(list(values), np.int32)


def _columns(rows: Sequence[Sequence[int]], width: int) -> Iterable[Int32]:
    return iter(np.array(rows, np.int32).reshape(-1, width).T)
