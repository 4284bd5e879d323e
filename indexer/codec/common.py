"""What stands in many articles, as one byte for each article of the segment.

A list of 20,000 postings is slow to add to scores, and to look one article up in. So a term, or
several that fold alike, that a quarter of the articles have, has a row beside its lists: the
code of each article, 0 where it is not. Who has it at all is seen in the whole row; how much
that says, only of articles for which it matters.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.codec.container import Array, Arrays
from indexer.codec.frequencies import BODY, LEAD, TITLE, encode
from indexer.codec.strings import smallest

SHARE = 1 / 4  # of the articles; rows from a sixth on would take half as much again of the disk
LEAST = 1_000  # articles: with fewer, lists are as fast

Codes = npt.NDArray[np.uint8]


class _Row(NamedTuple):
    """The codes of a stretch of lists, and the articles whose frequencies no code stands for."""

    stretch: tuple[int, int]
    codes: Codes
    docs: Array
    title: Array
    body: Array
    lead: Array


def common_arrays(arrays: Arrays) -> dict[str, Array]:
    """Return the rows of a segment with these arrays: see `layout`."""
    articles = len(arrays["day"])
    rows = [*_terms(arrays, articles), *_groups(arrays, articles)]
    nothing = np.empty(0, np.int64)
    return {
        "common_lists": smallest(np.array([row.stretch for row in rows], np.int64).ravel()),
        "common_codes": np.array([row.codes for row in rows], np.uint8).ravel(),
        "common_articles": smallest(
            np.array([np.count_nonzero(row.codes) + len(row.docs) for row in rows], np.int64)
        ),
        "rest_starts": smallest(np.cumsum([0, *(len(row.docs) for row in rows)])),
        "rest_docs": np.concatenate([*(row.docs for row in rows), nothing]).astype(np.uint16),
        "rest_title": smallest(np.concatenate([*(row.title for row in rows), nothing])),
        "rest_body": smallest(np.concatenate([*(row.body for row in rows), nothing])),
        "rest_lead": smallest(np.concatenate([*(row.lead for row in rows), nothing])),
    }


def _are_common(having: Array | np.integer[Any], articles: int) -> Any:
    return (having > SHARE * articles) & (having >= LEAST)


def _terms(arrays: Arrays, articles: int) -> Iterator[_Row]:
    starts = arrays["syllable_starts"].astype(np.int64)
    nothing = np.empty(0, np.int64)
    for term in np.flatnonzero(_are_common(np.diff(starts), articles)).tolist():
        own = slice(starts[term], starts[term + 1])
        codes = np.zeros(articles, np.uint8)
        codes[arrays["syllable_docs"][own]] = arrays["syllable_codes"][own]
        yield _Row((term, term + 1), codes, nothing, nothing, nothing, nothing)


def _groups(arrays: Arrays, articles: int) -> Iterator[_Row]:
    """Yield the rows of what folds alike; a group of one term is that term."""
    starts = arrays["syllable_starts"].astype(np.int64)
    groups = arrays["group_starts"].astype(np.int64)
    several = np.diff(groups) > 1
    postings = np.diff(starts[groups]) * several
    for group in np.flatnonzero(_are_common(postings, articles)).tolist():
        first, last = groups[group : group + 2].tolist()
        own = slice(starts[first], starts[last])
        docs, of_lists = arrays["syllable_docs"][own], arrays["syllable_codes"][own]
        title, body, lead = (
            np.bincount(docs, table.take(of_lists), articles).astype(np.int64)
            for table in (TITLE, BODY, LEAD)
        )
        codes = encode(title, body, lead)
        if _are_common(np.count_nonzero(codes), articles):
            rest = np.flatnonzero(
                (TITLE.take(codes) != title)
                | (BODY.take(codes) != body)
                | (LEAD.take(codes) != lead)
            )
            codes[rest] = 0
            yield _Row((first, last), codes, rest, title[rest], body[rest], lead[rest])
