"""The one place that chains the steps: sources, extraction, facets, terms, index."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.writing import SegmentWriter

from indexer.errors import IndexMissingError, NothingToIndexError
from indexer.reading import Found, IdRegister, Progress, read_articles
from indexer.report import Report
from indexer.schema import to_fields, whoosh_schema
from indexer.sources import list_files
from indexer.sources.document import Skipped
from indexer.store import (
    Generation,
    current_generation,
    new_generation,
    open_whoosh,
    write_lock,
)
from indexer.terms import index_terms

MEMORY_MB = 256  # of postings that Whoosh's writer sorts in memory before it spills


def rebuild(sources: Iterable[Path], root: Path, progress: Progress | None = None) -> Report:
    """Build the index at `root` anew from `sources`; the old one answers until the new is whole.

    Raises:
        FileNotFoundError: a source does not exist.
        NothingToIndexError: no source held an article; the old index stays.
        IndexLockedError: another process is writing.
    """
    sources = list(sources)
    files = _files(sources)
    report = Report()
    with write_lock(root), new_generation(root) as folder:
        index = whoosh_index.create_in(folder, whoosh_schema())
        with _writing(index) as writer:
            for _, outcome in read_articles(files, IdRegister(), progress):
                if isinstance(outcome, Skipped):
                    report.skipped.append(outcome)
                else:
                    writer.add_document(**_document(outcome))
                    report.indexed += 1
            if not report.indexed:
                raise NothingToIndexError(_names(sources), _why_nothing(report))
        _keep_last(index, report)
    return report


def update(sources: Iterable[Path], root: Path, progress: Progress | None = None) -> Report:
    """Bring the index at `root` up to what `sources` hold now; build it when there is none.

    An article is gone when the file it was read from lies in `sources` and no
    longer holds it. Articles from elsewhere stay, and so does whatever came from a
    file that cannot be read this time.

    Raises:
        FileNotFoundError: a source does not exist.
        NothingToIndexError: the sources hold no file at all; the index stays.
        IndexOutdatedError, IndexCorruptError: the index must be built anew.
        IndexLockedError: another process is writing.
    """
    sources = list(sources)
    files = _files(sources)
    try:
        current_generation(root)
    except IndexMissingError:
        return rebuild(sources, root, progress)
    with write_lock(root):  # read again: another writer may just have finished
        return _update(sources, files, current_generation(root), progress)


def _update(
    sources: list[Path], files: list[Path], base: Generation, progress: Progress | None
) -> Report:
    before = _stored(base)
    roots = {source.resolve() for source in sources}
    inside = {
        article_id
        for article_id, stored in before.items()
        if roots & {Path(stored["path"]), *Path(stored["path"]).parents}
    }
    register = IdRegister(
        {i: (stored["path"], stored["digest"]) for i, stored in before.items() if i not in inside}
    )
    report = Report()
    changed: dict[str, Found] = {}
    seen: set[str] = set()
    unreadable: set[str] = set()
    for path, outcome in read_articles(files, register, progress):
        if isinstance(outcome, Skipped):
            report.skipped.append(outcome)
            unreadable.add(str(path))
            continue
        article_id = outcome.article.id
        seen.add(article_id)
        if article_id in changed:
            report.replaced.append(_replaced(changed.pop(article_id).origin, article_id))
        if before.get(article_id, {}).get("digest") == outcome.digest:
            report.unchanged += 1
        else:
            changed[article_id] = outcome
    gone = {i for i in inside - seen if before[i]["path"] not in unreadable}
    report.indexed, report.removed = len(changed), len(gone)
    if changed or gone:
        _write_changes(base, changed, gone)
    return report


def _write_changes(base: Generation, changed: dict[str, Found], gone: set[str]) -> None:
    with new_generation(base.root, base) as folder:
        index = whoosh_index.open_dir(folder, schema=whoosh_schema())
        with _writing(index) as writer:
            for article_id in gone:
                writer.delete_by_term("id", article_id)
            for found in changed.values():
                writer.update_document(**_document(found))


@contextmanager
def _writing(index: Any) -> Iterator[Any]:
    """Yield a Whoosh writer; commit to one segment, or cancel so that its files are closed."""
    writer = SegmentWriter(index, limitmb=MEMORY_MB)
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit(optimize=True)


def _files(sources: list[Path]) -> list[Path]:
    files = list_files(sources)
    if not files:
        raise NothingToIndexError(_names(sources), "no file there")
    return files


def _names(sources: list[Path]) -> str:
    return ", ".join(map(str, sources))


def _why_nothing(report: Report) -> str:
    first = report.skipped[0]
    more = f" (and {len(report.skipped) - 1} more)" if len(report.skipped) > 1 else ""
    return f"{first.origin}: {first.reason}{more}"


def _document(found: Found) -> dict[str, Any]:
    return {
        **to_fields(found.article, index_terms(found.article)),
        "path": str(found.path),
        "digest": found.digest,
    }


def _stored(generation: Generation) -> dict[str, dict[str, Any]]:
    """Return the stored fields of every article, by id."""
    with open_whoosh(generation).reader() as reader:
        return {stored["id"]: stored for stored in reader.all_stored_fields()}


def _replaced(origin: str, article_id: str) -> Skipped:
    return Skipped(origin, f"a later article has the same id {article_id!r}")


def _keep_last(index: Any, report: Report) -> None:
    """Of articles with one id keep the last: Whoosh replaces only what an earlier commit wrote."""
    with index.reader() as reader:
        doubled = [
            list(reader.postings("id", term).all_ids())
            for term, info in reader.iter_field("id")
            if info.doc_frequency() > 1
        ]
        superseded = {
            number: reader.stored_fields(number) for numbers in doubled for number in numbers[:-1]
        }
    if not superseded:
        return
    with _writing(index) as writer:
        for number, stored in superseded.items():
            writer.delete_document(number)
            report.replaced.append(_replaced(Path(stored["path"]).name, stored["id"]))
    report.indexed -= len(superseded)
