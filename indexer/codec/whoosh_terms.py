"""What each field of the schema has for terms and postings, as Whoosh wants them."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.matching import ListMatcher
from whoosh.query.spans import Span

from analyzers import JOINER
from indexer.codec.container import Array
from indexer.codec.frequencies import BODY, TITLE
from indexer.codec.layout import SETS
from indexer.codec.segment import Segment

# The fields that stand for one zone of the postings of a kind.
_ZONES = {
    "title": ("syllable", TITLE),
    "body": ("syllable", BODY),
    "title_pairs": ("pair", TITLE),
    "body_pairs": ("pair", BODY),
}


class Postings(NamedTuple):
    """One posting list: numbers of articles, ascending, and how often each has the term."""

    docs: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float32]


class FieldTerms:
    """The terms of one field of a segment; the tables are made when they are first needed."""

    def __init__(self, segment: Segment, field: str) -> None:
        self._segment = segment
        self._field = field

    @cached_property
    def ordered(self) -> list[bytes]:
        """All terms, sorted as bytes."""
        return sorted(self._numbers)

    def __contains__(self, term: bytes) -> bool:
        return term in self._numbers

    def postings(self, term: bytes) -> Postings:
        """Return the postings of a term.

        Raises:
            KeyError: no article has it.
        """
        number = self._numbers[term]
        if self._field == "id":
            docs: Array = np.array([number])
        elif self._field in SETS:
            docs = np.flatnonzero(
                np.isin(self._segment.arrays[f"{self._field}_of"], self._sets[term])
            )
        else:
            return self._listed(number)
        return Postings(docs.astype(np.int64), np.ones(len(docs), np.float32))

    def _listed(self, number: int) -> Postings:
        kind, table = _ZONES.get(self._field, ("phrase", None))
        bounds = self._segment.arrays[f"{kind}_starts"]
        own = slice(int(bounds[number]), int(bounds[number + 1]))
        docs = self._segment.arrays[f"{kind}_docs"][own].astype(np.int64)
        if table is None:
            return Postings(docs, np.ones(len(docs), np.float32))
        weights = table[self._segment.arrays[f"{kind}_codes"][own]]
        return Postings(docs[weights > 0], weights[weights > 0])

    @cached_property
    def _numbers(self) -> Mapping[bytes, int]:
        """Each term's list, article or place."""
        if self._field == "id":
            strings = self._segment.ids[:]
        elif self._field in SETS:
            return {term: at for at, term in enumerate(self._sets)}
        elif self._field == "phrases":
            strings = self._segment.phrases[:]
        else:
            return self._zone_terms()
        return {_bytes(text): at for at, text in enumerate(strings)}

    def _zone_terms(self) -> dict[bytes, int]:
        kind, table = _ZONES[self._field]
        arrays = self._segment.arrays
        begins = arrays[f"{kind}_starts"][:-1].astype(np.int64)
        if not len(begins):
            return {}
        present = np.maximum.reduceat(table[arrays[f"{kind}_codes"]], begins) > 0
        numbers = np.flatnonzero(present)
        terms = self._segment.terms[:]
        if kind == "syllable":
            return {_bytes(terms[at]): at for at in numbers.tolist()}
        left, right = self._segment.keys.decode(arrays["pair_keys"][numbers])
        return {
            _bytes(terms[a] + JOINER + terms[b]): at
            for a, b, at in zip(left.tolist(), right.tolist(), numbers.tolist(), strict=True)
        }

    @cached_property
    def _sets(self) -> dict[bytes, list[int]]:
        """For each value of a facet, the sets of values that hold it."""
        found: dict[bytes, list[int]] = {}
        for number, text in enumerate(self._segment.column(self._field)):
            for value in json.loads(text):
                found.setdefault(_bytes(value), []).append(number)
        return found


class ArrayMatcher(ListMatcher):  # type: ignore[misc]
    """Whoosh's matcher over one posting list; positions come from the token stream."""

    def __init__(self, segment: Segment, postings: Postings, **options: Any) -> None:
        super().__init__(postings.docs.tolist(), postings.weights.tolist(), **options)
        self._segment = segment
        self._postings = postings
        self._options = options

    def copy(self) -> "ArrayMatcher":
        """Return a matcher at the same place."""
        other = ArrayMatcher(self._segment, self._postings, **self._options)
        other._i = self._i
        return other

    def value_as(self, astype: str) -> Any:
        """Return what the posting says in one of Whoosh's forms."""
        if astype == "positions":
            return self._positions()
        if astype in {"frequency", "weight"}:
            return self.weight()
        raise ValueError(f"postings have no {astype!r}")

    def supports(self, astype: str) -> bool:
        """Whether `value_as` knows a form."""
        return astype in {"positions", "frequency", "weight"}

    def spans(self) -> list[Span]:
        """Return the places of the term in the article."""
        return [Span(position) for position in self._positions()]

    def _positions(self) -> list[int]:
        """Return the positions in the zone; a line break parts neighbours by one more."""
        field, term = self._term
        tokens = self._segment.tokens([self.id()])
        titled = int(tokens.title_pieces[0])
        zone = slice(titled) if field == "title" else slice(titled, None)
        pieces = tokens.pieces[zone]
        numbers = self._segment.piece_terms(pieces)
        breaks = self._segment.line_ends(pieces)
        places = np.arange(len(pieces)) + np.cumsum(breaks) - breaks
        own = [
            at
            for at in np.unique(numbers).tolist()
            if at >= 0 and _bytes(self._segment.terms[at]) == term
        ]
        found: list[int] = places[np.isin(numbers, own)].tolist()
        return found


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
