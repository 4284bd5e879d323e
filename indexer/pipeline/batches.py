"""What a worker does: a batch of documents in, the arrays of a small segment out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analyzers.abbreviations import Abbreviations
from indexer.analysis import TermBatch, analyse_batch
from indexer.article import Article
from indexer.codec.build import Entry, build
from indexer.codec.container import Array
from indexer.pipeline.articles import Read, read_article
from indexer.pipeline.tables import Tables
from indexer.report import Found, Skipped, failed_row
from indexer.sources.document import Raw
from indexer.sources.files import SourceFile


class Job(NamedTuple):
    """One document to read."""

    file: SourceFile
    raw: Raw
    path: str  # where it stands, as `indexer.pipeline.paths` says it
    digest: int


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of some documents, in their order; the arrays hold those that were found."""

    outcomes: Sequence[Found | Skipped]
    arrays: dict[str, Array] = field(default_factory=dict)


def read_batch(jobs: Sequence[Job], tables: Tables) -> Batch:
    """Read, extract and analyse documents."""
    abbreviations = tables.abbreviations
    outcomes = [read_article(*job, tables) for job in jobs]
    entries = [outcome for outcome in outcomes if isinstance(outcome, Read)]
    try:
        arrays = _arrays(entries, abbreviations)
    except Exception:  # noqa: BLE001  one odd text must not end a run of thousands
        outcomes = [_analysable(outcome, abbreviations) for outcome in outcomes]
        entries = [outcome for outcome in outcomes if isinstance(outcome, Read)]
        arrays = _arrays(entries, abbreviations)
    found = [outcome.found if isinstance(outcome, Read) else outcome for outcome in outcomes]
    return Batch(found, arrays)


def _analysable(outcome: Read | Skipped, abbreviations: Abbreviations) -> Read | Skipped:
    """Return an outcome, or the row of an article that cannot be analysed."""
    if isinstance(outcome, Read):
        try:
            _arrays([outcome], abbreviations)
        except Exception as error:  # noqa: BLE001  whatever it is, the row says it
            return failed_row(outcome.found.origin, error)
    return outcome


def _arrays(entries: Sequence[Read], abbreviations: Abbreviations) -> dict[str, Array]:
    if not entries:
        return {}
    batch: TermBatch = analyse_batch([entry.article for entry in entries], abbreviations)
    return build([_entry(*entry) for entry in entries], batch)


def _entry(article: Article, found: Found) -> Entry:
    return Entry(article, found.path, found.digest, found.document_digest)
