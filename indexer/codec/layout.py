r"""The arrays of a segment: which there are, and what they mean.

A segment holds at most 65,536 articles, so that the number of an article in it takes two
bytes. Terms are the marked syllables of the articles, their whole units and other forms, in
the order of (folded, marked): what folds to one form stands side by side, with its postings,
so that an unaccented syllable is one stretch of them. Pairs are kept as numbers, in the same
order: by the groups of both sides, then by their terms.

terms        term_*       strings, by (folded, marked)
groups       group_*      strings: the distinct folded forms, sorted
             group_starts where the terms of each begin; one more at the end
postings     syllable_starts, syllable_docs, syllable_codes    a list for each term
             pair_starts, pair_docs, pair_codes                a list for each pair
             pair_keys    see `PairKeys`
             phrase_starts, phrase_docs                        a list for each phrase
common       common_lists    stretches of syllable lists that many articles have, first and last
                          of each: of a term, or of all terms of a group; see `common`
             common_codes    of each of these, the code of each article; 0 where it is not
             common_articles how many articles have it
             rest_starts, rest_docs, rest_title, rest_body, rest_lead    of each, the articles
                          for whose frequencies there is no code, and those frequencies
phrases      phrase_*     strings as spelled, by (folded, spelled)
completions  completion_phrases   the phrases to complete with, by number; see `completions`
             completion_scores    in how many articles each stands for itself
             completion_marks     the marks of its first syllable
text         piece_*      strings: source text from the start of a syllable to that of the next,
                          the most frequent first
             piece_codes  term of the syllable + 1, or 0 for a piece that has none, doubled;
                          plus 1 when a line ends in it
             piece_lengths  characters of it that are the syllable
             stream, stream_starts   pieces of each title + "\n" + body + captions, in two bytes
             rare, rare_starts       those that need four, in order; `RARE` stands in the stream
articles     title_pieces  pieces that begin in the title
             title_ends    characters of the last of them that belong to it
             captions      lines at the end of its text that are captions
             title_lengths, body_lengths   terms in title and body, units and other forms too;
                          in one byte, see `frequencies`
             id_*, id_order                ids, and the numbers of the articles sorted by id
             day          yyyymmddhhmm
             digest       of the article, document_digest of what it was read from
             sketch       by which near copies are told, see `indexer.analysis.sketches`
             NAME_of, NAME_*  for the names in `INTERNED`: which of the distinct strings it has

A dictionary without postings (`tally`) has of these the terms, groups, group_starts, pair_keys,
phrases and completions, and

lists        syllable_starts, pair_starts, phrase_starts    how long the lists are, end to end
totals       articles, and the sums of title_lengths and body_lengths, in terms
"""

from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.codec.container import Array
from indexer.errors import UnindexableError

SEGMENTS = "segments"  # the folder in an index that holds the segments of all its generations

MOST_ARTICLES = 1 << 16
RARE = MOST_ARTICLES - 1  # the most frequent 65,535 pieces are 98 % of a stream and more

INTERNED = ("path", "source", "byline", "url", "date", "city", "topic", "year")
SETS = ("city", "topic", "year")  # of these, each distinct string is a JSON list of values

Numbers = npt.NDArray[np.int64]


def segment_path(root: Path, name: str) -> Path:
    """Return the file of a segment of the index at `root`."""
    return root / SEGMENTS / f"{name}.arrays"


class PairKeys:
    """Pairs as sortable numbers: ``((left group * groups + right group) * most + l) * most + r``.

    `l` and `r` are the places of both terms in their groups, `most` the terms of the largest.
    """

    def __init__(self, group_starts: Array) -> None:
        self._starts = group_starts.astype(np.int64)
        self._groups = max(len(self._starts) - 1, 1)
        self.most = int(np.diff(self._starts).max(initial=1))
        self.room = self.most**2  # of each pair of groups

    def check(self) -> None:
        """Raise UnindexableError when the numbers do not fit: text made to that end does it."""
        if (self._groups * self.most) ** 2 >= 1 << 64:
            raise UnindexableError

    def of_groups(self, left: Array, right: Array) -> npt.NDArray[np.uint64]:
        """Return the first key that pairs of these groups may have."""
        keys = left.astype(np.uint64) * np.uint64(self._groups) + right.astype(np.uint64)
        found: npt.NDArray[np.uint64] = keys * np.uint64(self.room)
        return found

    def of_two_groups(self, left: int, right: int) -> int:
        """Return the first key that pairs of two groups may have."""
        return (left * self._groups + right) * self.room

    def encode(self, left: Array, right: Array) -> npt.NDArray[np.uint64]:
        """Return the keys of pairs of terms."""
        left_group, right_group = self.groups(left), self.groups(right)
        left_place = left - self._starts[left_group]
        right_place = right - self._starts[right_group]
        places = (left_place * self.most + right_place).astype(np.uint64)
        found: npt.NDArray[np.uint64] = self.of_groups(left_group, right_group) + places
        return found

    def decode(self, keys: Array) -> tuple[Numbers, Numbers]:
        """Return the left and right terms of pairs."""
        groups, places = np.divmod(keys, np.uint64(self.room))
        left, right = np.divmod(groups, np.uint64(self._groups))
        left_place, right_place = np.divmod(places.astype(np.int64), self.most)
        return (
            self._starts[left.astype(np.int64)] + left_place,
            self._starts[right.astype(np.int64)] + right_place,
        )

    def groups(self, terms: Array) -> Numbers:
        """Return the group of each term."""
        return self._group_of.take(terms)

    @cached_property
    def _group_of(self) -> Numbers:
        return np.repeat(np.arange(len(self._starts) - 1), np.diff(self._starts))
