"""Articles into a Whoosh index."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from whoosh.writing import SegmentWriter

from analyzers.abbreviations import Abbreviations
from indexer.pipeline.ids import Found
from indexer.report import Report, Skipped, failed_row
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


def put_article(
    put: Callable[..., None], found: Found, abbreviations: Abbreviations, report: Report
) -> bool:
    """Give an article to a method of the writer; return whether it could be analysed."""
    try:
        terms = index_terms(found.article, abbreviations)
    except Exception as error:  # noqa: BLE001  one odd text must not end a run of thousands
        report.skipped.append(failed_row(found.origin, error))
        return False
    put(**to_fields(found.article, terms), path=found.file.key, digest=found.digest)
    report.indexed += 1
    if found.note:
        report.noted.append(found.note)
    return True


def replaced_row(origin: str, article_id: str) -> Skipped:
    """Return the row of an article whose id another one took over."""
    return Skipped(origin, f"a later article has the same id {article_id!r}")
