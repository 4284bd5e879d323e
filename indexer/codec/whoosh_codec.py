"""The segments as a Whoosh codec: plain Whoosh opens a generation's folder and searches it.

For tools that speak Whoosh, and as the oracle that the fast path is tested against. It goes
one posting at a time, and is as slow as Whoosh is. Segments are written whole, by
`indexer.codec.writer`, not through Whoosh's writer.
"""

import bisect
from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt
from whoosh.codec import base
from whoosh.columns import ColumnReader
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import TermInfo

from indexer.codec.layout import segment_path
from indexer.codec.segment import Segment
from indexer.codec.whoosh_terms import ArrayMatcher, FieldTerms
from indexer.schema import FIELDS

_INDEXED = ("text", "terms", "keys", "id", "set")  # kinds of the schema's fields
_ZONES = ("title", "body")  # the fields whose lengths are kept
_COLUMN = "day"


class ArrayCodec(base.Codec):  # type: ignore[misc]  # Whoosh has no types
    """Reads segments of arrays; see `indexer.codec.layout`."""

    def terms_reader(self, storage: FileStorage, segment: "ArraySegment") -> "ArrayTerms":
        """Return the reader of a segment's terms and postings."""
        return ArrayTerms(segment.open(storage))

    def per_document_reader(self, storage: FileStorage, segment: "ArraySegment") -> "ArrayArticles":
        """Return the reader of what a segment knows of each article."""
        return ArrayArticles(segment.open(storage), segment)

    def new_segment(self, storage: FileStorage, indexname: str) -> NoReturn:
        """Refuse: segments are written whole."""
        raise NotImplementedError("Segments are written whole: use `timtin update`.")


class ArraySegment(base.Segment):  # type: ignore[misc]
    """A segment in Whoosh's table of contents: its name, its size, and what is deleted of it."""

    def __init__(self, name: str, articles: int, deleted: frozenset[int] = frozenset()) -> None:
        super().__init__("MAIN")
        self.segid = name
        self._articles = articles
        self._deleted = deleted

    def open(self, storage: FileStorage) -> Segment:
        """Map the segment's file, which all generations of the index share."""
        return Segment.open(segment_path(Path(storage.folder).absolute().parent, self.segid))

    def codec(self) -> ArrayCodec:
        """Return what reads it."""
        return ArrayCodec()

    def doc_count_all(self) -> int:
        """Return how many articles it has, deleted ones too."""
        return self._articles

    def deleted_count(self) -> int:
        """Return how many of them are deleted."""
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        """Return the numbers of those."""
        return iter(self._deleted)

    def is_deleted(self, docnum: int) -> bool:
        """Whether an article is deleted."""
        return docnum in self._deleted

    def delete_document(self, docnum: int, delete: bool = True) -> NoReturn:  # noqa: FBT001, FBT002
        """Refuse: a generation never changes."""
        raise NotImplementedError("A generation never changes: use `timtin update`.")


class ArrayTerms(base.TermsReader):  # type: ignore[misc]
    """Terms and postings of a segment, field by field."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._lengths = cache(partial(_lengths, segment))
        self._fields = {
            field.name: FieldTerms(segment, field.name)
            for field in FIELDS
            if field.kind in _INDEXED
        }

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in self._fields and text in self._fields[field]

    def indexed_field_names(self) -> list[str]:
        """Return the fields that have terms."""
        return sorted(self._fields)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield all terms, by field."""
        for field in self.indexed_field_names():
            yield from ((field, term) for term in self._fields[field].ordered)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the terms of a field from `prefix` on."""
        ordered = self._fields[fieldname].ordered
        for term in ordered[bisect.bisect_left(ordered, prefix) :]:
            yield fieldname, term

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield all terms with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield the terms of a field from `prefix` on, with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return the statistics of a term.

        Raises:
            KeyError: no article has it.
        """
        docs, weights = self._fields[fieldname].postings(text)
        own = self._lengths(fieldname)[docs]
        return TermInfo(
            weight=float(weights.sum()),
            df=len(docs),
            minlength=int(own.min()),
            maxlength=int(own.max()),
            maxweight=float(weights.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def cursor(self, fieldname: str, fieldobj: Any) -> "ArrayCursor":  # noqa: ARG002
        """Return a cursor over the terms of a field, by which Whoosh finds those spelled alike."""
        return ArrayCursor(self, fieldname, self._fields[fieldname].ordered)

    def matcher(
        self, fieldname: str, text: bytes, format_: Any, scorer: Any = None
    ) -> ArrayMatcher:
        """Return the matcher over a term's postings."""
        return ArrayMatcher(
            self._segment,
            self._fields[fieldname].postings(text),
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )


class ArrayCursor(base.FieldCursor):  # type: ignore[misc]
    """Goes through the sorted terms of a field."""

    def __init__(self, reader: ArrayTerms, field: str, ordered: Sequence[bytes]) -> None:
        self._reader = reader
        self._field = field
        self._ordered = ordered
        self._at = 0

    def first(self) -> str | None:
        """Go to the first term, and return it; None when there is none."""
        self._at = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        """Go to the first term from `term` on."""
        key = term if isinstance(term, bytes) else term.encode("utf-8", "surrogatepass")
        self._at = bisect.bisect_left(self._ordered, key)
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        """Return the term it stands at."""
        return self._ordered[self._at].decode("utf-8", "surrogatepass") if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """Return the statistics of the term it stands at."""
        if not self.is_valid():
            return None
        return self._reader.term_info(self._field, self._ordered[self._at])

    def is_valid(self) -> bool:
        """Whether it stands at a term."""
        return self._at < len(self._ordered)


class ArrayArticles(base.PerDocumentReader):  # type: ignore[misc]
    """Stored fields, lengths and columns of a segment."""

    def __init__(self, segment: Segment, toc: ArraySegment) -> None:
        self._segment = segment
        self._lengths = cache(partial(_lengths, segment))
        self.doc_count, self.doc_count_all = toc.doc_count, toc.doc_count_all
        self.has_deletions, self.is_deleted = toc.has_deletions, toc.is_deleted
        self.deleted_docs = toc.deleted_docs

    def supports_columns(self) -> bool:
        """Yes."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether a field is a column."""
        return fieldname == _COLUMN

    def column_reader(self, fieldname: str, column: Any) -> "ArrayColumn":  # noqa: ARG002
        """Return the values of a column."""
        return ArrayColumn(self._segment)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return about how many terms an article has in a field."""
        return int(self._lengths(fieldname)[docnum]) or default

    def field_length(self, fieldname: str) -> int:
        """Return about how many terms all articles have in a field."""
        return int(self._lengths(fieldname).sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        """Return the least number of terms."""
        return int(self._lengths(fieldname).min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        """Return the greatest number of terms."""
        return int(self._lengths(fieldname).max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Return what is stored of an article."""
        return self._segment.stored(docnum)


def _lengths(segment: Segment, field: str) -> npt.NDArray[np.float32]:
    if field in _ZONES:
        return segment.lengths(field)
    return np.zeros(segment.articles, np.float32)


class ArrayColumn(ColumnReader):  # type: ignore[misc]
    """The one column, of days."""

    def __init__(self, segment: Segment) -> None:
        self._values = segment.arrays[_COLUMN]
        self._sign = 1

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[int]:
        return iter(self._values.tolist())

    def __getitem__(self, docnum: int) -> int:
        return int(self._values[docnum])

    def sort_key(self, docnum: int) -> int:
        """Return what an article is sorted by."""
        return self._sign * self[docnum]

    def set_reverse(self) -> None:
        """Sort the other way round."""
        self._sign = -1
