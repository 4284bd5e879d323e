"""From files to batches of analysed articles, what is known already left as it is."""

import collections
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import indexer
from indexer.codec.container import Array
from indexer.pipeline.batches import Job
from indexer.pipeline.paths import where
from indexer.pipeline.tables import Tables
from indexer.pipeline.workers import read_batches
from indexer.report import Found, Skipped
from indexer.sources import split
from indexer.sources.document import Raw
from indexer.sources.files import SourceFile
from indexer.sources.kinds import is_page
from indexer.sources.parts import Part
from indexer.sources.passed import PassedOver

Progress = Callable[[int, int, int], None]  # bytes of input done, bytes in all, documents done
Known = Mapping[tuple[str, int], Found]  # by path (see paths.py) and digest of the document

_BATCH = 1_000  # documents for a worker to read at once
_BATCH_BYTES = 4 << 20
_NOWHERE = ""  # where no article ever stood
_MOST = 20_000  # documents, known ones too
# What decides what becomes of a document: when any of it changes, all are read again.
_RULES = (
    *("extract", "facets", "sources", "pipeline/articles.py", "pipeline/paths.py"),
    *("article.py", "judgement.py", "places.py", "places.tsv"),
)


class Outcome(NamedTuple):
    """What became of one document."""

    path: str  # where its article stands, or those that a row may mean: see places.py
    found: Found | Skipped
    is_new: bool = True  # not known before: if it was found, it stands in the arrays


@dataclass(slots=True)
class _Group:
    """Documents in a row: known ones, or whose file cannot be read, and jobs for the others."""

    outcomes: list[Outcome | Job] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    size: int = 0  # bytes of the jobs
    end: int = 0  # bytes of input up to here

    @property
    def is_full(self) -> bool:
        many = len(self.jobs) >= _BATCH or len(self.outcomes) >= _MOST
        return many or self.size >= _BATCH_BYTES


def read_articles(
    files: Iterable[SourceFile],
    tables: Tables,
    progress: Progress | None = None,
    known: Known | None = None,
) -> Iterator[tuple[list[Outcome], dict[str, Array]]]:
    """Yield what became of the documents of `files`, in order, and the arrays of those found.

    Documents that are `known` are not read again.

    Raises:
        WorkerError: a worker process died.
    """
    # Pages last: ids made of names give way to those that records state.
    files = sorted(files, key=lambda file: is_page(file.shown))
    total, done = sum(file.size for file in files), 0
    waiting: collections.deque[_Group] = collections.deque()

    def batches() -> Iterator[list[Job]]:
        for group in _groups(files, known or {}, _way(tables)):
            waiting.append(group)
            yield group.jobs

    expected = 0 if known else total
    for batch in read_batches(batches(), tables, expected):
        group = waiting.popleft()
        results = iter(batch.outcomes)
        yield (
            [
                Outcome(own.path, next(results)) if isinstance(own, Job) else own
                for own in group.outcomes
            ],
            batch.arrays,
        )
        done += len(group.outcomes)
        if progress:
            progress(min(group.end, total), total, done)
    if progress:  # blank lines, and what could not be read
        progress(total, total, done)


def _groups(files: Iterable[SourceFile], known: Known, way: bytes) -> Iterator[_Group]:
    group, before, passed = _Group(), 0, PassedOver()
    for file in files:
        for part, done in split(file):
            group.end = max(group.end, before + done)
            if isinstance(part.content, Skipped) and passed.take(part.content):
                continue
            own = _job_or_outcome(file, part, known, way)
            group.outcomes.append(own)
            if isinstance(own, Job):
                group.jobs.append(own)
                group.size += len(own.raw.data)
            if group.is_full:
                yield group
                group = _Group(end=group.end)
        before += file.size
    group.outcomes += (Outcome(_NOWHERE, row, is_new=False) for row in passed.rows())
    if group.outcomes:
        yield group


def _job_or_outcome(file: SourceFile, part: Part, known: Known, way: bytes) -> Job | Outcome:
    path, raw = where(file, part), part.content
    if isinstance(raw, Skipped):
        return Outcome(path, raw, is_new=False)
    digest = _digest(raw, way)
    before = known.get((path, digest))
    if before is None:
        return Job(file, raw, path, digest)
    return Outcome(path, replace(before, origin=file.shown + raw.place), is_new=False)


def _digest(raw: Raw, way: bytes) -> int:
    """Return what tells whether a document changed, or the way in which it is read."""
    digest = hashlib.blake2b(raw.data, digest_size=8, key=way)
    digest.update(raw.charset.encode("utf-8", "replace"))
    return int.from_bytes(digest.digest(), "little")


def _way(tables: Tables) -> bytes:
    """Return what tells one way of reading documents from another: the rules, and the topics."""
    return hashlib.blake2b(repr(tables.topics).encode(), digest_size=32, key=_rules()).digest()


@cache
def _rules() -> bytes:
    here = Path(indexer.__file__).parent
    files = sorted(path for name in _RULES for path in [here / name, *(here / name).rglob("*")])
    digest = hashlib.blake2b(digest_size=32)
    for path in files:
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.read_bytes())
    return digest.digest()
