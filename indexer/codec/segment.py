"""A segment as readers hold it: a dictionary, and the postings and texts of its articles."""

import bisect
import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.article import Article
from indexer.codec.container import Array, Arrays, map_arrays
from indexer.codec.dictionary import Dictionary
from indexer.codec.frequencies import LENGTHS
from indexer.codec.layout import INTERNED, RARE, SETS, Numbers
from indexer.codec.soundness import checked
from indexer.codec.strings import Strings
from indexer.schema import from_stored

_NO_PIECES = np.empty(0, np.uint16)
_NO_ROWS = np.empty(0, np.uint32)


class Postings(NamedTuple):
    """The articles of a stretch of posting lists, ascending within each list, and their codes."""

    docs: Array  # uint16
    codes: Array  # uint8, see `frequencies`


class Rest(NamedTuple):
    """Articles, and how often each has what is looked for in its title and in its body.

    And how many of the spellings that count as it stand in its lead.
    """

    docs: Array
    title: Array
    body: Array
    lead: Array


class Tokens(NamedTuple):
    """The texts of some articles, cut where each syllable begins, one after the other."""

    pieces: Numbers  # of the segment
    starts: Numbers  # where each article's begin; one more at the end
    title_pieces: Array  # of each article, how many begin in its title
    title_ends: Array  # and how many characters of the last of these belong to it


class Spelled(NamedTuple):
    """Pieces of text end to end. All places are in characters."""

    text: str
    starts: Array  # of each piece; one more at the end
    ends: Array  # of each piece's syllable


class Segment(Dictionary):
    """The arrays of one segment by name (see `layout`), with the lookups they are made for."""

    def __init__(self, arrays: Arrays) -> None:
        super().__init__(arrays, len(arrays["day"]))
        self.pieces = Strings.of(arrays, "piece")
        self.ids = Strings.of(arrays, "id")

    @classmethod
    def open(cls, path: Path) -> "Segment":
        """Map the file of a segment.

        Raises:
            OSError: it cannot be read.
            ValueError: it is no segment, or damaged.
        """
        try:
            return cls(checked(map_arrays(path)))
        except KeyError as error:
            raise ValueError(f"it lacks {error}") from error

    def postings(self, kind: str, first: int, last: int) -> Postings:
        """Return the postings of the lists `first` to `last` of a kind, one after the other."""
        begin, end = self.bounds(kind, first, last)
        return Postings(
            self.arrays[f"{kind}_docs"][begin:end], self.arrays[f"{kind}_codes"][begin:end]
        )

    @cached_property
    def rows(self) -> dict[tuple[int, int], int]:
        """The stretches of syllable lists that have a row, and its number.

        There are none in a segment of before there were rows.
        """
        lists = self.arrays.get("common_lists", _NO_ROWS).reshape(-1, 2).tolist()
        return {(first, last): at for at, (first, last) in enumerate(lists)}

    @cached_property
    def row_codes(self) -> npt.NDArray[np.uint8]:
        """The code of each article (columns) in each row."""
        return self.arrays["common_codes"].reshape(-1, self.articles)

    def rest(self, row: int) -> Rest:
        """Return the articles of a row for whose frequencies there is no code."""
        first, last = self.arrays["rest_starts"][row : row + 2].tolist()
        own = slice(first, last)
        return Rest(*(self.arrays[f"rest_{name}"][own] for name in Rest._fields))

    def piece_terms(self, pieces: Array) -> Numbers:
        """Return the term of each piece's syllable, -1 for none."""
        return (self.arrays["piece_codes"].take(pieces) >> 1).astype(np.int64) - 1

    def line_ends(self, pieces: Array) -> npt.NDArray[np.bool_]:
        """Return whether a line ends in each piece."""
        return self.arrays["piece_codes"].take(pieces) & 1 > 0

    def lengths(self, zone: str) -> npt.NDArray[np.float32]:
        """Return about how many terms each article has in its title or body."""
        return LENGTHS.take(self.arrays[f"{zone}_lengths"])

    def tokens(self, articles: Sequence[int] | Array) -> Tokens:
        """Return the pieces of the titles, line breaks and bodies of some articles."""
        numbers = np.array(articles, np.intp)
        stretches = _stretches(self.arrays["stream"], self.arrays["stream_starts"], numbers)
        pieces = np.concatenate([*stretches, _NO_PIECES]).astype(np.int64)
        is_rare = pieces == RARE
        if is_rare.any():
            rare = _stretches(self.arrays["rare"], self.arrays["rare_starts"], numbers)
            pieces[is_rare] = np.concatenate(rare)
        return Tokens(
            pieces,
            np.array([0, *itertools.accumulate(map(len, stretches))]),
            self.arrays["title_pieces"].take(numbers),
            self.arrays["title_ends"].take(numbers),
        )

    def text(self, number: int) -> tuple[str, str, list[str]]:
        """Return the title, the body and the captions of an article."""
        tokens = self.tokens([number])
        titled, end = int(tokens.title_pieces[0]), int(tokens.title_ends[0])
        text, starts, _ = self.spelled(tokens.pieces)
        length = (int(starts[titled - 1]) if titled else 0) + end
        captions = int(self.arrays["captions"][number])
        body, *lines = text[length + 1 :].rsplit("\n", captions)
        return text[:length], body, lines

    def spelled(self, pieces: Array) -> Spelled:
        """Return the text of some pieces."""
        text, starts = self.pieces.joined(pieces)
        return Spelled(text, starts, starts[:-1] + self.arrays["piece_lengths"].take(pieces))

    def column(self, name: str) -> Strings:
        """Return the distinct values of an interned column."""
        return self._columns[name]

    def value(self, name: str, number: int) -> str:
        """Return what an article has in an interned column."""
        numbers, value = self._interned[name]
        return value(numbers.item(number))

    def values(self, name: str, number: int) -> tuple[str, ...]:
        """Return an article's values of a facet."""
        return _values(self.value(name, number))

    def stored(self, number: int) -> dict[str, Any]:
        """Return the stored fields of an article, as Whoosh gives them."""
        title, body, captions = self.text(number)
        found: dict[str, Any] = {name: self.value(name, number) for name in INTERNED}
        found |= {name: list(self.values(name, number)) for name in SETS}
        return {**found, "id": self.ids[number], "title": title, "body": body, "captions": captions}

    def article(self, number: int) -> Article:
        """Return an article as it was indexed."""
        return from_stored(self.stored(number))

    def number(self, article_id: str) -> int:
        """Return the number of the article with an id, or -1."""
        order = self.arrays["id_order"]
        at = bisect.bisect_left(order, article_id, key=lambda number: self.ids[int(number)])
        found = int(order[at]) if at < self.articles else -1
        return found if found >= 0 and self.ids[found] == article_id else -1

    @cached_property
    def _interned(self) -> dict[str, tuple[Array, Callable[[int], str]]]:
        """Return of each column which string each article has, and the strings."""
        return {
            name: (self.arrays[f"{name}_of"], lru_cache(1 << 10)(self._columns[name].__getitem__))
            for name in INTERNED
        }

    @cached_property
    def _columns(self) -> dict[str, Strings]:
        return {name: Strings.of(self.arrays, name) for name in INTERNED}


def _stretches(array: Array, bounds: Array, numbers: Array) -> list[Array]:
    """Return the stretch of an array that belongs to each of some articles."""
    first, last = bounds.take(numbers).tolist(), bounds.take(numbers + 1).tolist()
    return [array[a:b] for a, b in zip(first, last, strict=True)]


@lru_cache(1 << 12)
def _values(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


@dataclass(frozen=True, slots=True, eq=False)
class Stored:
    """A segment on disk, and which of its articles are live."""

    name: str
    segment: Segment
    live: Array  # bool

    @property
    def live_articles(self) -> int:
        """How many articles are live."""
        return int(np.count_nonzero(self.live))
