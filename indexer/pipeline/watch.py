"""Keep an index as its sources are, while they change."""

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import watchfiles

from indexer.errors import NothingToIndexError, SourceMissingError, TimTinError
from indexer.pipeline.before import lies_in
from indexer.pipeline.update import update
from indexer.report import Report
from indexer.sources.files import absolute, source_key

_TICK = 1_000  # ms between two looks when nothing changes
_PATIENCE = 3  # ticks until what failed is tried again when nothing changes


def watch(
    sources: Iterable[Path],
    root: Path,
    done: Callable[[Report | Exception], None],
    stop: threading.Event | None = None,
) -> None:
    """Bring the index at `root` up to `sources`, then after each change of them, until `stop`.

    Only the files that changed are read. `done` is told what became of each run. After an error
    (the index is locked, the disk is full) it is tried again and again, and nothing is forgotten.

    Raises:
        SourceMissingError: a source does not exist, or no longer.
        OSError: the system cannot watch the folders.
    """
    sources = list(sources)
    pending: set[Path] | None = None  # what changed; None stands for all there is
    wait, said = 0, ""
    # The watcher stands before the first run, so that nothing changes unseen during one.
    for changed in _changes(sources, absolute(root), stop):
        pending = None if pending is None else pending | changed
        wait = 0 if changed else wait - 1
        if pending == set() or wait > 0:
            continue
        try:
            done(update(sources, root, only=pending))
            pending, said = set(), ""
        except SourceMissingError:
            raise
        except (TimTinError, OSError) as error:
            if isinstance(error, NothingToIndexError):
                pending = set()
            if str(error) != said:
                done(error)
            wait, said = _PATIENCE, str(error)


def _changes(sources: list[Path], root: Path, stop: threading.Event | None) -> Iterator[set[Path]]:
    """Yield the paths in `sources` that changed, or an empty set when none did for a while."""
    for source in sources:
        if not source.exists():
            raise SourceMissingError(source)
    keys = {source_key(source) for source in sources}
    # A file that is saved anew is another file of the same name: its folder knows.
    folders = {source if source.is_dir() else source.parent for source in map(absolute, sources)}

    def is_wanted(_change: watchfiles.Change, path: str) -> bool:
        return lies_in(path, keys) and not lies_in(path, {str(root)})

    for changes in watchfiles.watch(
        *folders,
        watch_filter=is_wanted,
        stop_event=stop,
        rust_timeout=_TICK,
        yield_on_timeout=True,
    ):
        yield {Path(path) for _, path in changes}
