"""Bring an index up to what its sources hold now."""

from collections.abc import Iterable
from pathlib import Path

from indexer.errors import IndexMissingError
from indexer.opensearch.address import Place
from indexer.pipeline.added import added_to
from indexer.pipeline.before import outermost
from indexer.pipeline.changes import Changes, finish
from indexer.pipeline.outcomes import report_of
from indexer.pipeline.paths import lies_in
from indexer.pipeline.reading import Progress, read_articles
from indexer.pipeline.rebuild import rebuild
from indexer.pipeline.target import Target, target_of
from indexer.report import Report, Rows
from indexer.sources.files import absolute, list_files, source_key


def update(
    sources: Iterable[Path],
    root: Place | Target,
    progress: Progress | None = None,
    *,
    topics: Path | None = None,
    rows: Rows | None = None,
    leave_out: Iterable[Path] = (),
    only: Iterable[Path] | None = None,
) -> Report:
    """Bring the index at `root` up to what `sources` hold now; build it when there is none.

    An article is gone when the file it was read from lies in `sources` and no
    longer holds it. Articles from elsewhere stay. So do those of a file that
    cannot be read whole this time, until it can: a line that broke may be theirs.
    With another file of `topics` than the index has, all documents are read again; articles
    from elsewhere keep the topics they have. Call it from a script as `rebuild`; `rows` and what
    to `leave_out` are as there.

    With `only`, nothing but these files and folders in `sources` is looked at, whether they are
    still there or not: somebody knows that nothing else changed. When what they held may matter
    to what others hold, as an article that was skipped because they had it, too, the report
    `is_settled` no more, and all should be looked at.

    Raises:
        TopicsError: the file of topics cannot be read, or an entry of it is none.
        SourceMissingError: a source does not exist.
        NothingToIndexError: no source held an article; the index stays.
        IndexOutdatedError, IndexCorruptError: the index must be built anew.
        IndexLockedError: another process is writing.
        WorkerError: a process that helped died; the index stays.
        OSError: the index cannot be written; it stays as it was.
    """
    sources, only = list(sources), None if only is None else list(only)
    target = target_of(root)
    try:
        target.current()
    except IndexMissingError:
        return rebuild(sources, target, progress, topics=topics, rows=rows, leave_out=leave_out)
    with target.lock():
        base = target.current()  # again: another writer may just have finished
        own = (*target.own_paths, *leave_out)
        files, unlisted = list_files(sources, {absolute(path) for path in own})
        added = added_to(target, topics=topics)
        tables = added.tables._replace(asked_why=rows is not None)
        roots = {source_key(path) for path in (sources if only is None else only)}
        files = [file for file in files if lies_in(file.key, roots)]
        recorded = outermost([*base.sources, *map(source_key, sources)])
        with base.new_generation(recorded) as made:
            looked_at = [found for found in unlisted if lies_in(source_key(found.path), roots)]
            report = report_of(looked_at, rows)
            changes = Changes.since(base, made, report, roots=roots, files=files, unlisted=unlisted)
            changes.read(read_articles(files, tables, progress, changes.before.known))
            is_wanted = made.add(added.files)
            finish(changes, made, sources, only, is_wanted=is_wanted)
    return report
