"""Build an index anew."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index

from analyzers.abbreviations import Abbreviations
from indexer.errors import NothingToIndexError
from indexer.pipeline.added import added_abbreviations
from indexer.pipeline.ids import IdRegister
from indexer.pipeline.reading import Progress, read_articles
from indexer.pipeline.writing import put_article, replaced_row, writing
from indexer.report import Report, Skipped
from indexer.schema import whoosh_schema
from indexer.sources.files import SourceFile, absolute, list_files, source_key
from indexer.store import ADDED_ABBREVIATIONS, new_generation, write_lock


def rebuild(
    sources: Iterable[Path],
    root: Path,
    progress: Progress | None = None,
    *,
    abbreviations: Path | None = None,
) -> Report:
    """Build the index at `root` from `sources`; the one there answers until the new is whole.

    The file `abbreviations` adds to the shipped ones (see `analyzers.abbreviations`); without
    it, those that were added to the index before are kept.

    Raises:
        AbbreviationsError: that file cannot be read, or a line of it is no abbreviation.
        IndexCorruptError: the one that was added before is damaged.
        SourceMissingError: a source does not exist.
        NothingToIndexError: no source held an article; the old index stays.
        IndexLockedError: another process is writing.
        OSError: the index cannot be written; the old index stays.
    """
    sources = list(sources)
    files, unlisted = list_files(sources, leave_out=absolute(root))
    rows = [found.row for found in unlisted]
    report = Report(read=len(rows), skipped=rows)
    if not files:
        raise nothing_to_index(sources, report)
    with write_lock(root):
        added, table = added_abbreviations(root, abbreviations)
        with new_generation(root, map(source_key, sources)) as folder:
            if added:
                (folder / ADDED_ABBREVIATIONS).write_bytes(added)
            index = whoosh_index.create_in(folder, whoosh_schema())
            origins = _write(index, files, table, report, progress)
            if not origins:
                raise nothing_to_index(sources, report)
            _keep_last(index, origins, report)
    return report


def nothing_to_index(sources: list[Path], report: Report) -> NothingToIndexError:
    """Return the error that says why `sources` gave no article."""
    reason = "there is no file"
    if report.skipped:
        first, more = report.skipped[0], len(report.skipped) - 1
        reason = f"{first.origin}: {first.reason}" + (f" (and {more} more)" if more else "")
    return NothingToIndexError(", ".join(map(str, sources)), reason)


def _write(
    index: Any,
    files: list[SourceFile],
    abbreviations: Abbreviations,
    report: Report,
    progress: Progress | None,
) -> list[str]:
    """Write all articles of `files`; return the origin of each, in the order of the index."""
    origins = []
    with writing(index) as writer:
        for _, outcome in read_articles(files, IdRegister(), progress):
            report.read += 1
            if isinstance(outcome, Skipped):
                report.skipped.append(outcome)
            elif put_article(writer.add_document, outcome, abbreviations, report):
                origins.append(outcome.origin)
    return origins


def _keep_last(index: Any, origins: list[str], report: Report) -> None:
    """Of articles with one id keep the last: Whoosh replaces only what an earlier commit wrote."""
    with index.reader() as reader:
        superseded = {
            number: term.decode("utf-8")
            for term, info in reader.iter_field("id")
            if info.doc_frequency() > 1
            for number in list(reader.postings("id", term).all_ids())[:-1]
        }
    if superseded:
        with writing(index) as writer:
            for number, article_id in superseded.items():
                writer.delete_document(number)
                report.replaced.append(replaced_row(origins[number], article_id))
                report.indexed -= 1
