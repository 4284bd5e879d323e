"""Build an index anew."""

from collections.abc import Iterable
from pathlib import Path

from indexer.codec.writer import SegmentWriter
from indexer.commit import new_generation
from indexer.errors import NothingToIndexError
from indexer.pipeline.added import added_to
from indexer.pipeline.ids import Found, IdRegister
from indexer.pipeline.reading import Progress, read_articles
from indexer.pipeline.tables import Tables
from indexer.pipeline.writing import Intake, replaced_row
from indexer.report import Report, Skipped
from indexer.sources.files import SourceFile, absolute, list_files, source_key
from indexer.store import write_lock


def rebuild(
    sources: Iterable[Path],
    root: Path,
    progress: Progress | None = None,
    *,
    abbreviations: Path | None = None,
    topics: Path | None = None,
) -> Report:
    """Build the index at `root` from `sources`; the one there answers until the new is whole.

    The file `abbreviations` adds to the shipped ones (see `analyzers.abbreviations`), and
    `topics` to the shipped topics (see `indexer/facets/topics.toml`); without such a file,
    those that were added to the index before are kept.

    Processes that help import the script that calls this: there it belongs under
    ``if __name__ == "__main__":``.

    Raises:
        AbbreviationsError, TopicsError: such a file cannot be read, or an entry of it is none.
        IndexCorruptError: one that was added before is damaged.
        SourceMissingError: a source does not exist.
        NothingToIndexError: no source held an article; the old index stays.
        IndexLockedError: another process is writing.
        WorkerError: a process that helped died; the old index stays.
        OSError: the index cannot be written; the old index stays.
    """
    sources = list(sources)
    files, unlisted = list_files(sources, leave_out=absolute(root))
    rows = [found.row for found in unlisted]
    report = Report(read=len(rows), skipped=rows)
    if not files:
        raise nothing_to_index(sources, report)
    with write_lock(root):
        added = added_to(root, abbreviations=abbreviations, topics=topics)
        with new_generation(root, map(source_key, sources)) as made:
            made.add(added.files)
            _write(made.writer, files, added.tables, report, progress)
            if not report.indexed:
                raise nothing_to_index(sources, report)
    return report


def nothing_to_index(sources: list[Path], report: Report) -> NothingToIndexError:
    """Return the error that says why `sources` gave no article."""
    reason = "there is no file"
    if report.skipped:
        first, more = report.skipped[0], len(report.skipped) - 1
        reason = f"{first.origin}: {first.reason}" + (f" (and {more} more)" if more else "")
    return NothingToIndexError(", ".join(map(str, sources)), reason)


def _write(
    writer: SegmentWriter,
    files: list[SourceFile],
    tables: Tables,
    report: Report,
    progress: Progress | None,
) -> None:
    """Write all articles of `files`; of those with one id the last stays."""
    register, intake = IdRegister(), Intake(writer)
    for outcomes, arrays in read_articles(files, tables, progress):
        for _, found, _ in outcomes:
            _take(found, register, intake, report)
        intake.close_batch(arrays)


def _take(found: Found | Skipped, register: IdRegister, intake: Intake, report: Report) -> None:
    report.read += 1
    if isinstance(found, Skipped):
        report.skipped.append(found)
        return
    before = register.taken.get(found.id) if found.is_fixed else None
    entered = register.enter(found)
    if isinstance(entered, Skipped):
        report.skipped.append(entered)
        intake.leave_out()
        return
    if before is not None:
        intake.withdraw(entered.id)
        report.replaced.append(replaced_row(before[0], entered.id))
        report.indexed -= 1
    intake.keep(entered.id)
    report.indexed += 1
    if entered.note:
        report.noted.append(entered.note)
