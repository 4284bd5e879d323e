"""Build an index anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from indexer.codec.container import Array
from indexer.opensearch.address import Place
from indexer.pipeline.added import added_to
from indexer.pipeline.changes import Changes, finish
from indexer.pipeline.ids import IdRegister
from indexer.pipeline.outcomes import nothing_to_index, report_of
from indexer.pipeline.reading import Outcome, Progress, read_articles
from indexer.pipeline.target import Target, target_of
from indexer.pipeline.writing import Intake
from indexer.report import Found, Report, Rows, Skipped
from indexer.sources.files import absolute, list_files, source_key


def rebuild(
    sources: Iterable[Path],
    root: Place | Target,
    progress: Progress | None = None,
    *,
    abbreviations: Path | None = None,
    topics: Path | None = None,
    rows: Rows | None = None,
    leave_out: Iterable[Path] = (),
) -> Report:
    """Build the index at `root` from `sources`; the one there answers until the new is whole.

    The file `abbreviations` adds to the shipped ones (see `analyzers.abbreviations`), and
    `topics` to the shipped topics (see `indexer/facets/topics.toml`); without such a file,
    those that were added to the index before are kept. `rows` takes a row for each file and
    article (see the README), when somebody wants to know why each has its date and facets. What to
    `leave_out` is not read wherever it lies.

    Where the target kept what a build of the same wrote before it was stopped, that is taken over.

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
    sources, target = list(sources), target_of(root)
    own = (*target.own_paths, *leave_out)
    files, unlisted = list_files(sources, {absolute(path) for path in own})
    report = report_of(unlisted, rows)
    if not files:
        raise nothing_to_index(sources, report)
    with target.lock():
        added = added_to(target, abbreviations=abbreviations, topics=topics)
        tables = added.tables._replace(asked_why=rows is not None)
        recorded = [source_key(path) for path in sources]
        begun = target.begun(recorded, added.files)
        with (begun or target).new_generation(recorded) as made:
            made.add(added.files)
            if begun is None:
                _Run(Intake(made.writer), report).read(read_articles(files, tables, progress))
            else:
                changes = Changes.since(
                    begun, made, report, roots=recorded, files=files, unlisted=unlisted
                )
                changes.read(read_articles(files, tables, progress, changes.before.known))
                finish(changes, made, sources, None, is_wanted=True)
                report.resumed, report.unchanged = report.unchanged, 0
            if not (report.indexed or report.resumed):
                raise nothing_to_index(sources, report)
    return report


@dataclass(slots=True)
class _Run:
    """Takes in what becomes of all documents; of those with one id the last stays."""

    intake: Intake
    report: Report
    register: IdRegister = field(default_factory=IdRegister)
    # Where each article stands and what it has (see `Report`), by the id it is entered under.
    known: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def read(self, batches: Iterable[tuple[list[Outcome], Mapping[str, Array]]]) -> None:
        """Write the articles of all batches."""
        for outcomes, arrays in batches:
            for outcome in outcomes:
                self._take(outcome.found)
            self.intake.close_batch(arrays)

    def _take(self, found: Found | Skipped) -> None:
        self.report.read += 1
        if isinstance(found, Skipped):
            self.report.skip(found)
            return
        entered = self.register.enter(found)
        if isinstance(entered, Skipped):
            self.report.skip(entered)
            self.intake.leave_out()
            return
        if entered.id in self.known:
            origin, known = self.known[entered.id]
            self.intake.withdraw(entered.id)
            self.report.take_back(origin, entered.id, known)
        self.known[entered.id] = (entered.origin, entered.known)
        self.intake.keep(entered.id)
        self.report.take(entered)
