"""Keep an index as its sources are, while they change."""

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import watchfiles

from indexer.errors import NothingToIndexError, SourceMissingError, TimTinError
from indexer.pipeline.paths import lies_in
from indexer.pipeline.update import update
from indexer.report import Report
from indexer.sources.files import absolute, source_key
from indexer.sources.passed import is_hidden

_TICK = 1_000  # ms between two looks when nothing changes
_PATIENCE, _MOST_PATIENCE = 3, 60  # ticks until what failed is tried again, twice as many each time


def watch(
    sources: Iterable[Path],
    root: Path,
    done: Callable[[Report | Exception], None],
    stop: threading.Event | None = None,
) -> None:
    """Bring the index at `root` up to `sources`, then after each change of them, until `stop`.

    The files that changed are read at once. Where others may depend on what they held (two files
    with one article, of which one goes), all are looked at as soon as nothing changes for a while.
    `done` is told what became of each run. After an error (the index is locked, the disk is full,
    a source is gone) it is tried again and again, and nothing is forgotten.

    Raises:
        SourceMissingError: a source does not exist to begin with.
        OSError: the system cannot watch the folders.
    """
    sources, stop = list(sources), stop or threading.Event()
    _require(sources)
    while not stop.is_set():
        try:
            _watch(sources, root, done, stop)
        except SourceMissingError as error:  # a disk that comes back, a folder made anew
            done(error)
            while not stop.wait(_TICK / 1_000) and not all(map(Path.exists, sources)):
                pass


def _watch(
    sources: list[Path],
    root: Path,
    done: Callable[[Report | Exception], None],
    stop: threading.Event,
) -> None:
    """Do what `watch` does as long as the sources are there."""
    pending: set[Path] = set()  # what changed
    is_settled = False  # nothing but `pending` can have changed
    wait, patience, said = 0, _PATIENCE, ""
    # The watcher stands before the first run, so that nothing changes unseen during one.
    for changed in _changes(sources, absolute(root), stop):
        pending |= changed
        wait, patience = (0, _PATIENCE) if changed else (wait - 1, patience)
        if wait > 0 or (is_settled and not pending):
            continue
        only = pending if is_settled or changed else None
        try:
            report = update(sources, root, only=only)
            done(report)
            is_settled = only is None or (is_settled and report.is_settled)
            pending, said = set(), ""
        except SourceMissingError:
            raise
        except (TimTinError, OSError) as error:
            # Nothing is left of what was there: others may hold it, too.
            is_settled = is_settled and not isinstance(error, NothingToIndexError)
            if str(error) != said:
                done(error)
            wait, patience, said = patience, min(2 * patience, _MOST_PATIENCE), str(error)


def _require(sources: list[Path]) -> None:
    for source in sources:
        if not source.exists():
            raise SourceMissingError(source)


def _changes(sources: list[Path], root: Path, stop: threading.Event) -> Iterator[set[Path]]:
    """Yield the paths in `sources` that changed, or an empty set when none did for a while."""
    _require(sources)
    keys = {source_key(source) for source in sources}
    # A file that is saved anew is another file of the same name: its folder knows.
    folders = {source if source.is_dir() else source.parent for source in map(absolute, sources)}

    def is_wanted(_change: watchfiles.Change, path: str) -> bool:
        own = lies_in(path, keys) and not lies_in(path, {str(root)})
        return own and not any(_lies_hidden(Path(path), folder) for folder in folders)

    for changes in watchfiles.watch(
        *folders,
        watch_filter=is_wanted,
        stop_event=stop,
        recursive=any(source.is_dir() for source in sources),
        rust_timeout=_TICK,
        yield_on_timeout=True,
    ):
        yield {Path(path) for _, path in changes}


def _lies_hidden(path: Path, folder: Path) -> bool:
    """Return whether `path` is one that nobody looks for in `folder`."""
    return path.is_relative_to(folder) and any(map(is_hidden, path.relative_to(folder).parts))
