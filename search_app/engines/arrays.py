"""Whoosh's postings, columns and lexicon as arrays. The one place that reads Whoosh's reader.

Whoosh's own search loop handles one posting at a time; here a posting list is
read once, kept, and scored whole. A Whoosh reader shares file positions between
threads, so every read holds a lock. A generation has no deleted articles: every
commit merges into one segment.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from indexer.article import Article
from indexer.schema import from_stored
from indexer.store import Generation, open_reader

# What a clause looks for -> the field of each zone that holds it.
FIELDS = {
    "syllable": {"title": "title", "body": "body"},
    "pair": {"title": "title_pairs", "body": "body_pairs"},
}
_CACHED_LISTS = 4_096  # posting lists kept; a common one of 80,000 articles has about 0.5 MB
_CACHED_COUNTS = 1 << 16


@dataclass(frozen=True, slots=True)
class Postings:
    """The articles that have a term, ascending, and how often each has it."""

    numbers: npt.NDArray[np.int32]
    frequencies: npt.NDArray[np.float32]


class WhooshArrays:
    """One generation's Whoosh index, read as arrays; articles are numbered from 0.

    Raises:
        IndexCorruptError: a file is damaged, on opening or when it is read later.
    """

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._reader = open_reader(generation)
        self._lock = threading.RLock()
        self.articles = int(self._reader.doc_count_all())
        self.postings = lru_cache(_CACHED_LISTS)(self._postings)
        self.article_count = lru_cache(_CACHED_COUNTS)(self._article_count)

    def lengths(self, field: str) -> npt.NDArray[np.float32]:
        """Return about how many terms each article has in `field`: Whoosh keeps one byte of it."""
        with self._reading():
            read = self._reader.doc_field_length  # None of an article that has nothing there
            return np.array([read(n, field) or 0 for n in range(self.articles)], np.float32)

    def column(self, field: str) -> npt.NDArray[np.int64]:
        """Return each article's number in a column field."""
        with self._reading():
            return np.array(list(self._reader.column_reader(field)), np.int64)

    def terms(self, field: str) -> list[tuple[str, int]]:
        """Return each term of `field` in order, with the number of articles that have it."""
        with self._reading():
            return [
                (term.decode("utf-8"), int(info.doc_frequency()))
                for term, info in self._reader.iter_field(field)
            ]

    def article(self, number: int) -> Article:
        """Return the stored article."""
        with self._reading():
            return from_stored(self._reader.stored_fields(number))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except Exception as error:  # Whoosh has no error of its own for damage
                folder = self._generation.folder
                raise self._generation.corrupt(folder, "Whoosh cannot read it") from error

    def _article_count(self, field: str, term: str) -> int:
        with self._reading():
            return int(self._reader.doc_frequency(field, term))

    def _postings(self, field: str, term: str) -> Postings:
        numbers: list[int] = []
        frequencies: list[float] = []
        with self._reading():
            if (field, term) in self._reader:
                matcher = self._reader.postings(field, term)
                while matcher.is_active():
                    numbers.append(matcher.id())
                    frequencies.append(matcher.weight())
                    matcher.next()
        return Postings(np.array(numbers, np.int32), np.array(frequencies, np.float32))
