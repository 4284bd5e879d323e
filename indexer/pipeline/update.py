"""Bring an index up to what its sources hold now."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from whoosh import index as whoosh_index

from analyzers.abbreviations import Abbreviations
from indexer.errors import IndexMissingError
from indexer.pipeline.before import Before, Stored, outermost
from indexer.pipeline.ids import Found
from indexer.pipeline.reading import Progress, read_articles
from indexer.pipeline.rebuild import nothing_to_index, rebuild
from indexer.pipeline.writing import put_article, replaced_row, writing
from indexer.report import Report, Skipped
from indexer.schema import whoosh_schema
from indexer.sources.files import absolute, list_files, source_key
from indexer.store import (
    Generation,
    current_generation,
    damaged_files,
    new_generation,
    write_lock,
)


@dataclass(slots=True)
class _Changes:
    """What a run finds, before anything is written."""

    before: Before
    report: Report
    changed: dict[str, Found] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)  # id -> origin
    unreadable: set[str] = field(default_factory=set)  # paths of files and folders

    def add(self, found: Found) -> None:
        """Take in one article of this run; a later one with its id replaces it."""
        article_id, stored = found.article.id, self.before.stored.get(found.article.id)
        if article_id in self.seen:
            self.report.replaced.append(replaced_row(self.seen[article_id], article_id))
            if self.changed.pop(article_id, None) is None:
                self.report.unchanged -= 1
        elif stored and self._is_another(stored, found):
            self.report.replaced.append(replaced_row(Path(stored.path).name, article_id))
        self.seen[article_id] = found.origin
        if stored == Stored(found.file.key, found.digest):
            self.report.unchanged += 1
        else:
            self.changed[article_id] = found

    def _is_another(self, stored: Stored, found: Found) -> bool:
        """Whether the stored article stands in another file that, for all we know, still has it."""
        elsewhere = stored.path != found.file.key and stored.digest != found.digest
        article_id = found.article.id
        return elsewhere and (article_id in self.before.again or article_id in self.before.stays)


def update(sources: Iterable[Path], root: Path, progress: Progress | None = None) -> Report:
    """Bring the index at `root` up to what `sources` hold now; build it when there is none.

    An article is gone when the file it was read from lies in `sources` and no
    longer holds it. Articles from elsewhere stay. So do those of a file that
    cannot be read whole this time, until it can: a line that broke may be theirs.

    Raises:
        SourceMissingError: a source does not exist.
        NothingToIndexError: no source held an article; the index stays.
        IndexOutdatedError, IndexCorruptError: the index must be built anew.
        IndexLockedError: another process is writing.
        OSError: the index cannot be written; it stays as it was.
    """
    sources = list(sources)
    try:
        current_generation(root)
    except IndexMissingError:
        return rebuild(sources, root, progress)
    with write_lock(root):
        base = current_generation(root)  # again: another writer may just have finished
        for path, problem in damaged_files(base):
            raise base.corrupt(path, problem)  # what is copied on must be whole
        return _update(sources, base, progress)


def _update(sources: list[Path], base: Generation, progress: Progress | None) -> Report:
    files, unlisted = list_files(sources, leave_out=absolute(base.root))
    roots = {source_key(source) for source in sources}
    closed = {source_key(found.path) for found in unlisted}
    before = Before.of(base, roots=roots, present={file.key for file in files}, closed=closed)
    rows = [found.row for found in unlisted]
    report = Report(read=len(rows), skipped=rows)
    changes = _Changes(before, report, unreadable=closed)
    for file, outcome in read_articles(files, before.register(), progress):
        report.read += 1
        if not isinstance(outcome, Skipped):
            changes.add(outcome)
        else:
            report.skipped.append(outcome)
            if not outcome.duplicate:
                changes.unreadable.add(file.key)
    gone = before.gone(changes.seen, changes.unreadable)
    anything = changes.seen or any(row.duplicate for row in report.skipped)
    if not anything and (gone or not report.read):
        raise nothing_to_index(sources, report)
    report.removed = len(gone)
    if changes.changed or gone:
        with new_generation(base.root, outermost([*base.sources, *roots]), base) as folder:
            _write(folder, changes, gone, base.abbreviations())
    return report


def _write(folder: Path, changes: _Changes, gone: set[str], abbreviations: Abbreviations) -> None:
    with writing(whoosh_index.open_dir(folder, schema=whoosh_schema())) as writer:
        for article_id in gone:
            writer.delete_by_term("id", article_id)
        for found in changes.changed.values():
            put_article(writer.update_document, found, abbreviations, changes.report)
