"""Articles into a Whoosh index."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from whoosh.writing import SegmentWriter

from indexer.pipeline.ids import Found
from indexer.report import Skipped
from indexer.schema import to_fields
from indexer.terms import index_terms

MEMORY_MB = 256  # of postings that Whoosh's writer sorts in memory before it spills


@contextmanager
def writing(index: Any) -> Iterator[Any]:
    """Yield a Whoosh writer; commit to one segment, or cancel so that its files are closed.

    One segment holds no deleted articles, which the reading side relies on.
    """
    writer = SegmentWriter(index, limitmb=MEMORY_MB)
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit(optimize=True)


def to_document(found: Found) -> dict[str, Any] | Skipped:
    """Return the fields of an article for Whoosh, or why it cannot be analysed."""
    try:
        terms = index_terms(found.article)
    except Exception as error:  # noqa: BLE001  one odd text must not end a run of thousands
        return Skipped(found.origin, f"{type(error).__name__}: {str(error)[:80]}")
    return {
        **to_fields(found.article, terms),
        "path": found.file.key,
        "digest": found.digest,
    }


def replaced_row(origin: str, article_id: str) -> Skipped:
    """Return the row of an article whose id another one took over."""
    return Skipped(origin, f"a later article has the same id {article_id!r}")
