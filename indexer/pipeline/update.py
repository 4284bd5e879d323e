"""Bring an index up to what its sources hold now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from indexer.codec.container import Array
from indexer.commit import NewGeneration, new_generation
from indexer.errors import IndexMissingError
from indexer.locks import write_lock
from indexer.pipeline.added import added_to
from indexer.pipeline.before import Before, Origin, outermost
from indexer.pipeline.ids import IdRegister
from indexer.pipeline.paths import file_of, lies_in
from indexer.pipeline.reading import Outcome, Progress, read_articles
from indexer.pipeline.rebuild import nothing_to_index, rebuild, report_of
from indexer.pipeline.writing import Intake
from indexer.report import Found, Report, Rows, Skipped
from indexer.sources.files import absolute, list_files, source_key
from indexer.sources.passed import has_parts
from indexer.store import current_generation


@dataclass(slots=True)
class _Changes:
    """What a run finds: what it must write goes to the intake at once."""

    before: Before
    register: IdRegister
    report: Report
    intake: Intake
    seen: dict[str, Found] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)  # ids that this run writes
    unreadable: set[str] = field(default_factory=set)  # paths of folders, files and what is in them

    def read(self, batches: Iterable[tuple[list[Outcome], Mapping[str, Array]]]) -> None:
        """Take in what becomes of all documents."""
        for outcomes, arrays in batches:
            for outcome in outcomes:
                self._take(outcome)
            self.intake.close_batch(arrays)

    def _take(self, outcome: Outcome) -> None:
        """Take in what became of a document; a later article with an id replaces the earlier."""
        self.report.read += 1
        path, found, is_new = outcome
        if isinstance(found, Skipped):
            self.report.skip(found)
            self.unreadable.add(path)
            return
        entered = self.register.enter(found)
        if isinstance(entered, Skipped):
            self.report.skip(entered)
            if is_new:
                self.intake.leave_out()
            return
        self._add(entered)
        if is_new:
            self.intake.keep(entered.id)
        elif entered.id != found.id:
            # Another article has its id now, so that it gets a new one.
            self.intake.copy(found.id, entered.id)
        else:
            return
        self.written.add(entered.id)

    def _add(self, found: Found) -> None:
        stored = self.before.stored.get(found.id)
        if found.id in self.seen:
            self._take_back(self.seen[found.id])
        elif stored and self._is_another(stored, found):
            self.report.replace(file_of(stored.path), found.id)
        self.seen[found.id] = replace(found, evidence={})  # it may be long
        self.report.take(found, unchanged=self._is_unchanged(found))

    def _take_back(self, earlier: Found) -> None:
        if self._is_unchanged(earlier):
            self.report.replace(earlier.origin, earlier.id)
            self.report.unchanged -= 1
        else:
            self.report.take_back(earlier.origin, earlier.id, earlier.known)
        if earlier.id in self.written:
            self.intake.withdraw(earlier.id)
            self.written.remove(earlier.id)

    @property
    def is_new_only(self) -> bool:
        """Whether all that it wrote is new, and nothing went."""
        was_there = self.written & self.before.stored.keys()
        return not (was_there or self.report.removed or self.report.replaced)

    def _is_unchanged(self, found: Found) -> bool:
        return self.before.stored.get(found.id) == Origin(found.path, found.digest)

    def _is_another(self, stored: Origin, found: Found) -> bool:
        """Whether the stored article stands in another file that, for all we know, still has it."""
        elsewhere = stored.path != found.path and stored.digest != found.digest
        return elsewhere and (found.id in self.before.again or found.id in self.before.stays)


def update(
    sources: Iterable[Path],
    root: Path,
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
    try:
        current_generation(root)
    except IndexMissingError:
        return rebuild(sources, root, progress, topics=topics, rows=rows, leave_out=leave_out)
    with write_lock(root):
        base = current_generation(root)  # again: another writer may just have finished
        files, unlisted = list_files(sources, {absolute(path) for path in (base.root, *leave_out)})
        added = added_to(root, topics=topics)
        tables = added.tables._replace(asked_why=rows is not None)
        roots = {source_key(path) for path in (sources if only is None else only)}
        files = [file for file in files if lies_in(file.key, roots)]
        recorded = outermost([*base.sources, *map(source_key, sources)])
        with new_generation(root, recorded, base) as made:
            closed = {source_key(found.path) for found in unlisted}
            present = {file.key for file in files}
            before = Before.of(base, roots=roots, present=present, closed=closed)
            looked_at = [found for found in unlisted if lies_in(source_key(found.path), roots)]
            report = report_of(looked_at, rows)
            changes = _Changes(before, before.register(), report, Intake(made.writer))
            changes.unreadable |= closed
            changes.read(read_articles(files, tables, progress, before.known))
            is_wanted = made.add(added.files)
            _finish(changes, made, sources, only, is_wanted=is_wanted)
    return report


def _finish(
    changes: _Changes,
    made: NewGeneration,
    sources: list[Path],
    only: list[Path] | None,
    *,
    is_wanted: bool,
) -> None:
    """Delete what is gone or written anew; leave the index as it was when nothing changed.

    Something did when the generation `is_wanted` for what it keeps beside its articles.
    """
    report = changes.report
    gone = changes.before.gone(changes.seen, changes.unreadable)
    anything = changes.seen or any(row.duplicate for row in report.skipped)
    was_all = gone == changes.before.stored.keys()
    if not anything and (was_all if only is not None else gone or not report.read):
        raise nothing_to_index(sources, report)
    report.remove(gone)
    if only is not None:
        report.is_settled = changes.is_new_only and not any(map(has_parts, only))
    report.kept = len(changes.before.gone(changes.seen, ())) - len(gone)
    for article_id in (*gone, *changes.written):
        made.writer.delete(article_id)
    if not gone and not changes.written and not is_wanted:
        made.abandon()
