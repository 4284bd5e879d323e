"""A new generation: built beside the old one, sealed, and switched to in one step."""

import datetime
import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC

from indexer.codec.container import write_arrays
from indexer.codec.layout import SEGMENTS, segment_path
from indexer.codec.segment import Stored
from indexer.codec.whoosh_codec import ArraySegment
from indexer.codec.writer import SegmentWriter
from indexer.copies import copy_arrays
from indexer.durable import sync, write_file
from indexer.folders import UNFINISHED, generations, may_be_whole, numbered
from indexer.manifest import FileRecord, Manifest, record_file
from indexer.pointer import Pointer, is_surely_another, number_of, read_pointer
from indexer.rollback import earlier
from indexer.schema import fingerprint, whoosh_schema
from indexer.store import (
    ADDED,
    COPIES,
    DELETED,
    Generation,
    file_problem,
)
from indexer.tidying import tidy


class NewGeneration:
    """A generation while it is built: a folder for its own files, and a writer of segments."""

    def __init__(self, root: Path, folder: Path, base: Generation | None) -> None:
        self.folder = folder
        self.is_wanted = True
        self._root = root
        self._base = base
        self._known = {record.name: record for record in base.manifest.files} if base else {}
        # It knows nothing of this object, so that both go, and what they map, when nobody has them.
        verify = functools.partial(_verify, base, self._known)
        self.writer = SegmentWriter(root, base.segments() if base else (), verify)

    def add(self, files: Mapping[str, bytes]) -> bool:
        """Keep what a user adds, by the names in `ADDED`; return whether the base has another."""
        kept = {name: data for name, data in files.items() if data}
        for name, data in kept.items():
            write_file(self.folder / name, data)
        before = map(self._base.folder.joinpath, ADDED) if self._base else ()
        return kept != {path.name: path.read_bytes() for path in before if path.exists()}

    def abandon(self) -> None:
        """Leave the index as it is: nothing changed."""
        self.is_wanted = False

    def seal(self, sources: Iterable[str], previous: str) -> None:
        """Write its manifest, and see that all of it is on the disk, as it was written."""
        stored = self.writer.finish()
        _write_toc(self.folder, stored)
        deleted = {own.name: np.flatnonzero(~own.live) for own in stored if not own.live.all()}
        if deleted:
            write_arrays(self.folder / DELETED, deleted)
        copies = copy_arrays(stored)
        if copies["articles"].size:
            write_arrays(self.folder / COPIES, copies)
        files = [segment_path(self._root, own.name) for own in stored]
        files += (path for path in sorted(self.folder.iterdir()) if path.name != UNFINISHED)
        Manifest(
            format=fingerprint(),
            articles=sum(own.live_articles for own in stored),
            built=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            segments=tuple(own.name for own in stored),
            files=tuple(self._record(path) for path in files),
            sources=tuple(sources),
            previous=previous,
        ).write(self.folder)
        for path in (self.folder, self._root / SEGMENTS, self._root):
            sync(path)

    def _record(self, path: Path) -> FileRecord:
        known = self._known.get(path.relative_to(self._root).as_posix())
        return known or record_file(self._root, path)


@contextmanager
def new_generation(
    root: Path,
    sources: Iterable[str],
    base: Generation | None = None,
    previous: str | None = None,
) -> Iterator[NewGeneration]:
    """Yield a generation to fill, with the segments of `base`; make it current when all went well.

    `sources` are what it is built from, as absolute paths. `previous` is the generation to go
    back to from it where that is not the current one; empty when there is none. Whatever goes
    wrong, Ctrl-C included, what was written goes and the old generation stays. Call it with the
    `write_lock` held.
    """
    before, sources = read_pointer(root), tuple(sources)
    if base is not None:
        _check_own_files(base)
    # A pointer that cannot be read names none: then all that is whole stays until this is.
    whole = [folder.name for folder in generations(root) if may_be_whole(folder)]
    kept = set(whole)
    if before:
        # What `timtin rollback` goes back to stays until the new one answers.
        kept = {before.generation, previous or before.generation}
        kept.update(folder.name for folder in earlier(root, before.generation)[:1])
    # Before any goes: who still opens one that goes must find nothing there, not a new one.
    folder = root / _next_name(root, before)
    tidy(root, kept)
    switching = False
    try:
        folder.mkdir()
        (folder / UNFINISHED).touch()
        made = NewGeneration(root, folder, base)
        yield made
        if made.is_wanted:
            answered = before.generation if before else ""
            made.seal(sources, answered if previous is None else previous)
            switching = True
            Pointer(folder.name, sources).write(root)
    finally:
        # After the switch nothing may be undone, nor when nobody can tell.
        if not switching or is_surely_another(root, folder.name):
            tidy(root, kept)
    if made.is_wanted:
        last = before.generation if before else next(reversed(whole), folder.name)
        tidy(root, {folder.name, previous or last})


def _verify(base: Generation | None, known: Mapping[str, FileRecord], name: str) -> None:
    """Refuse to merge a damaged segment of `base`: the damage would get a checksum of its own.

    Raises:
        IndexCorruptError: it is not as it was written.
    """
    if base is not None:
        path = segment_path(base.root, name)
        problem = file_problem(base.root, known[path.relative_to(base.root).as_posix()])
        if problem:
            raise base.corrupt(path, problem)


def _check_own_files(base: Generation) -> None:
    """Refuse to build on a generation whose own files are damaged: what is copied on must be whole.

    Raises:
        IndexCorruptError: one is not as it was written.
    """
    for record in base.manifest.files:
        if not record.name.startswith(f"{SEGMENTS}/"):
            problem = file_problem(base.root, record)
            if problem:
                raise base.corrupt(base.root / record.name, problem)


def _write_toc(folder: Path, stored: Iterable[Stored]) -> None:
    segments = [
        ArraySegment(own.name, len(own.live), frozenset(np.flatnonzero(~own.live).tolist()))
        for own in stored
    ]
    storage = RamStorage()
    TOC(whoosh_schema(), segments, 1).write(storage, "MAIN")
    for name, data in storage.files.items():
        write_file(folder / name, data)


def _next_name(root: Path, before: Pointer | None) -> str:
    """Return a name after those of all builds; what somebody else named like one is passed by."""
    own = [*(folder.name for folder in generations(root)), *([before.generation] if before else ())]
    taken = {path.name for path in numbered(root)}
    first = max(map(number_of, own), default=0) + 1
    return next(name for name in map("g{:06d}".format, itertools.count(first)) if name not in taken)
