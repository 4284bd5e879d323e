"""Batches of documents on all cores, their results in the order of the documents."""

import collections
import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from indexer.errors import WorkerError
from indexer.parent import end_with_parent
from indexer.pipeline.batches import Batch, Job, read_batch
from indexer.pipeline.tables import Tables

_ALONE = 4 << 20  # bytes: less is read before a second process is ready (about a second)
_MOST_WORKERS = 6  # each takes some 400 MB
_AHEAD = 2  # batches for each worker that wait for it, or for being taken

_tables: Tables  # of a worker, set once when it starts


def read_batches(
    batches: Iterable[Sequence[Job]], tables: Tables, expected: int
) -> Iterator[Batch]:
    """Yield what becomes of each batch; `expected` is how many bytes there are, if it is known.

    Few bytes are read by this process, more by one on each core.

    Raises:
        WorkerError: a worker process died.
    """
    workers = min(_cores(), _MOST_WORKERS)
    # Not forked: a thread that draws progress may hold a lock at that moment.
    pool = ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_start, initargs=(tables,)
    )
    waiting: collections.deque[Future[Batch] | Batch] = collections.deque()
    seen = 0
    try:
        for batch in batches:
            seen += sum(len(job.raw.data) for job in batch)
            if not batch or max(seen, expected) < _ALONE or workers == 1:
                waiting.append(read_batch(batch, tables))
            else:
                waiting.append(pool.submit(_read, batch))
            if len(waiting) > workers * _AHEAD:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())
    except BrokenProcessPool as error:
        raise WorkerError from error
    finally:
        pool.shutdown(cancel_futures=True)


def _cores() -> int:
    """Return on how many cores this process may run."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _result(batch: Future[Batch] | Batch) -> Batch:
    return batch if isinstance(batch, Batch) else batch.result()


def _start(tables: Tables) -> None:
    global _tables  # noqa: PLW0603  the one thing a worker keeps between batches
    _tables = tables
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started it


def _read(batch: Sequence[Job]) -> Batch:
    return read_batch(batch, _tables)
