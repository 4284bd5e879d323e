"""What a run finds that starts from articles there were before."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from indexer.codec.container import Array
from indexer.pipeline.before import Before, Origin
from indexer.pipeline.ids import IdRegister
from indexer.pipeline.outcomes import nothing_to_index
from indexer.pipeline.paths import file_of
from indexer.pipeline.reading import Outcome
from indexer.pipeline.target import Base, Made
from indexer.pipeline.writing import Intake
from indexer.report import Found, Report, Skipped
from indexer.sources.files import SourceFile, Unlisted, source_key
from indexer.sources.passed import has_parts


@dataclass(slots=True)
class Changes:
    """What a run finds beside what there was: what it must write goes to the intake at once."""

    before: Before
    register: IdRegister
    report: Report
    intake: Intake
    seen: dict[str, Found] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)  # ids that this run writes
    unreadable: set[str] = field(default_factory=set)  # paths of folders, files and what is in them

    @classmethod
    def since(
        cls,
        base: Base,
        made: Made,
        report: Report,
        *,
        roots: Collection[str],
        files: Iterable[SourceFile],
        unlisted: Iterable[Unlisted],
    ) -> Self:
        """Begin with the articles of `base`: `files` in `roots` are going to be read."""
        closed = {source_key(found.path) for found in unlisted}
        present = {file.key for file in files}
        before = Before.of(base.articles(), roots=roots, present=present, closed=closed)
        changes = cls(before, before.register(), report, Intake(made.writer))
        changes.unreadable |= closed
        return changes

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


def finish(
    changes: Changes,
    made: Made,
    sources: list[Path],
    only: list[Path] | None,
    *,
    is_wanted: bool,
) -> None:
    """Delete what is gone or written anew; leave the index as it was when nothing changed.

    Something did when the generation `is_wanted` for what it keeps beside its articles, or for
    itself.

    Raises:
        NothingToIndexError: the sources hold no article any more.
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
