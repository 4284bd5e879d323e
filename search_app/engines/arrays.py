"""Whoosh's postings, columns and lexicon as arrays. The one place that reads Whoosh's reader.

Whoosh's own search loop handles one posting at a time; here a posting list is
read once, kept, and scored whole. A Whoosh reader shares file positions between
threads, so every read holds a lock.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.article import Article
from indexer.schema import from_stored
from indexer.store import Generation, open_whoosh

_CACHED_LISTS = 4_096  # posting lists kept; a common one of 80,000 articles has about 0.5 MB
_CACHED_COUNTS = 1 << 16


@dataclass(frozen=True, slots=True)
class Postings:
    """The articles that have a term, ascending, and how often each has it."""

    numbers: npt.NDArray[np.int32]
    frequencies: npt.NDArray[np.float32]


class WhooshArrays:
    """One generation's Whoosh index, read as arrays."""

    def __init__(self, generation: Generation) -> None:
        self._reader = open_whoosh(generation).reader()
        self._lock = threading.RLock()
        self.slots = int(self._reader.doc_count_all())  # article numbers, deleted ones too
        self.live = np.ones(self.slots, dtype=np.bool_)
        for number in range(self.slots):
            if self._reader.is_deleted(number):
                self.live[number] = False
        self.postings = lru_cache(_CACHED_LISTS)(self._postings)
        self.article_count = lru_cache(_CACHED_COUNTS)(self._article_count)

    def lengths(self, field: str) -> npt.NDArray[np.float32]:
        """Return how many terms each article has in `field`."""
        read = self._reader.doc_field_length
        with self._lock:  # Whoosh says None of an article that has nothing in the field
            return np.array([read(number, field) or 0 for number in range(self.slots)], np.float32)

    def column(self, field: str) -> npt.NDArray[np.int64]:
        """Return each article's number in a column field."""
        with self._lock:
            return np.array(list(self._reader.column_reader(field)), np.int64)

    def terms(self, field: str) -> Iterator[tuple[str, int]]:
        """Yield each term of `field` in order, with the number of articles that have it."""
        with self._lock:
            found = [
                (term, int(info.doc_frequency())) for term, info in self._reader.iter_field(field)
            ]
        for term, count in found:
            yield term.decode("utf-8"), count

    def terms_from(self, field: str, prefix: str, most: int) -> list[tuple[str, int]]:
        """Return up to `most` terms that begin with `prefix`, in order, with their counts."""
        start = prefix.encode("utf-8")
        found: list[tuple[str, int]] = []
        with self._lock:
            for term, info in self._reader.iter_field(field, prefix):
                if not term.startswith(start) or len(found) == most:
                    break
                found.append((term.decode("utf-8"), int(info.doc_frequency())))
        return found

    def article(self, number: int) -> Article:
        """Return the stored article."""
        with self._lock:
            return from_stored(self._reader.stored_fields(number))

    def _article_count(self, field: str, term: str) -> int:
        with self._lock:
            return int(self._reader.doc_frequency(field, term))

    def _postings(self, field: str, term: str) -> Postings:
        numbers: list[int] = []
        frequencies: list[float] = []
        with self._lock:
            for leaf, offset in self._reader.leaf_readers():
                if (field, term) in leaf:
                    _read(leaf.postings(field, term), offset, numbers, frequencies)
        found = Postings(np.array(numbers, np.int32), np.array(frequencies, np.float32))
        alive = self.live[found.numbers]
        return Postings(found.numbers[alive], found.frequencies[alive])


def _read(matcher: Any, offset: int, numbers: list[int], frequencies: list[float]) -> None:
    while matcher.is_active():
        numbers.append(matcher.id() + offset)
        frequencies.append(matcher.weight())
        matcher.next()
