"""Build an index anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from indexer.codec.container import Array
from indexer.commit import new_generation
from indexer.errors import NothingToIndexError
from indexer.locks import write_lock
from indexer.pipeline.added import added_to
from indexer.pipeline.ids import IdRegister
from indexer.pipeline.reading import Outcome, Progress, read_articles
from indexer.pipeline.writing import Intake
from indexer.report import Found, Report, Rows, Skipped
from indexer.sources.files import Unlisted, absolute, list_files, source_key


def rebuild(
    sources: Iterable[Path],
    root: Path,
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
    files, unlisted = list_files(sources, {absolute(path) for path in (root, *leave_out)})
    report = report_of(unlisted, rows)
    if not files:
        raise nothing_to_index(sources, report)
    with write_lock(root):
        added = added_to(root, abbreviations=abbreviations, topics=topics)
        tables = added.tables._replace(asked_why=rows is not None)
        with new_generation(root, map(source_key, sources)) as made:
            made.add(added.files)
            _Run(Intake(made.writer), report).read(read_articles(files, tables, progress))
            if not report.indexed:
                raise nothing_to_index(sources, report)
    return report


def report_of(unlisted: Iterable[Unlisted], rows: Rows | None) -> Report:
    """Return the report of a run that begins, with what could not be looked into."""
    report = Report(rows)
    for found in unlisted:
        report.read += 1
        report.skip(found.row)
    return report


def nothing_to_index(sources: list[Path], report: Report) -> NothingToIndexError:
    """Return the error that says why `sources` gave no article."""
    reason = "there is no file"
    if report.skipped:
        first, more = report.skipped[0], len(report.skipped) - 1
        reason = f"{first.origin}: {first.reason}" + (f" (and {more} more)" if more else "")
    return NothingToIndexError(", ".join(map(str, sources)), reason)


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
