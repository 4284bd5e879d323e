"""Documents on their way into a cluster, made and sent by several processes."""

import contextlib
import json
import signal
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, NamedTuple

from indexer.codec.container import Arrays
from indexer.errors import ClusterBusyError, ClusterFailedError, ClusterFullError, WorkerError
from indexer.opensearch.address import Address
from indexer.opensearch.connection import WRITING, connect
from indexer.opensearch.documents import Entry, documents
from indexer.opensearch.reasons import PASSING, is_full
from indexer.opensearch.resting import rest
from indexer.opensearch.tokens import document_id
from indexer.parent import end_with_parent
from indexer.weighting import Lengths

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_PROCESSES = 2  # more make a cluster of one node no faster
_AHEAD = 2  # batches of each process that wait for it
_REQUEST = 8 << 20  # bytes: what the makers of OpenSearch advise, 5 to 15 MB
_LATER_THERE = 409
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 10.0  # seconds


class Batch(NamedTuple):
    """Some articles of an analysed batch, and what is decided of them."""

    arrays: Arrays
    entries: Sequence[Entry]
    part: int
    lengths: Lengths


class Sender:
    """Sends batches to the concrete index `name`: by itself, or by processes once `start`ed."""

    def __init__(self, client: "OpenSearch", address: Address, name: str) -> None:
        self._client = client
        self._address = address
        self._name = name
        self._pool: ProcessPoolExecutor | None = None
        self._pending: set[Future[None]] = set()

    def start(self) -> None:
        """Let processes do it: worth it for thousands of articles, as each takes a second."""
        if self._pool is None:
            options = (self._address, self._name)
            # Not forked: a thread that draws progress may hold a lock at that moment.
            self._pool = ProcessPoolExecutor(_PROCESSES, get_context("spawn"), _start, options)

    def send(self, batch: Batch) -> "Future[None]":
        """Send a batch; while many wait, wait for one of them.

        Raises:
            ClusterError: an earlier one could not be sent, or this one.
            WorkerError: a process died.
        """
        if self._pool is None:
            sent: Future[None] = Future()
            send(self._client, self._address, self._name, batch)
            sent.set_result(None)
            return sent
        with _told_of_death():
            while len(self._pending) >= _PROCESSES * (_AHEAD + 1):
                self._settle()
            made = self._pool.submit(_send, batch)
        self._pending.add(made)
        return made

    @staticmethod
    def wait(sent: Iterable["Future[None]"]) -> None:
        """Wait until some batches are sent.

        Raises:
            ClusterError: one could not be.
            WorkerError: a process died.
        """
        with _told_of_death():
            for own in sent:
                own.result()

    def finish(self) -> None:
        """Wait until all is sent.

        Raises:
            ClusterError: something could not be.
            WorkerError: a process died.
        """
        with _told_of_death():
            while self._pending:
                self._settle()

    def close(self) -> None:
        """Let the processes go, whatever they have still to do."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _settle(self) -> None:
        done, self._pending = wait(self._pending, return_when=FIRST_COMPLETED)
        for own in done:
            own.result()


@contextlib.contextmanager
def _told_of_death() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise WorkerError from error


def send(client: "OpenSearch", address: Address, name: str, batch: Batch) -> None:
    """Send a batch and wait until the cluster has all of it.

    Raises:
        ClusterBusyError: its queues are full, and stay so.
        ClusterFailedError: it does not take a document.
    """
    every = documents(*batch)
    _send_all(client, address, name, map(b"".join, zip(every, every, strict=True)))


def delete(client: "OpenSearch", address: Address, name: str, ids: Iterable[str]) -> None:
    """Delete articles, and wait until the cluster has done so; those that are not there stay so.

    Raises:
        ClusterBusyError, ClusterFailedError: as `send`.
    """
    actions = ({"delete": {"_id": document_id(own)}} for own in ids)
    _send_all(client, address, name, (json.dumps(own).encode() + b"\n" for own in actions))


def _send_all(
    client: "OpenSearch", address: Address, name: str, operations: Iterable[bytes]
) -> None:
    for some in _requests(operations):
        waiting, until, pause = some, time.monotonic() + WRITING.retries, _FIRST_PAUSE
        while True:
            answer = client.bulk(body=b"".join(waiting), index=name)
            waiting = _refused(address, waiting, answer) if answer["errors"] else []
            if not waiting:
                break
            if time.monotonic() + pause > until:
                raise ClusterBusyError(address, "its queue of writes stays full")
            rest(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)


def _requests(operations: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield operations, an action with its document, as many as a request shall have."""
    found: list[bytes] = []
    size = 0
    for own in operations:
        found.append(own)
        size += len(own)
        if size >= _REQUEST:
            yield found
            found, size = [], 0
    if found:
        yield found


def _refused(
    address: Address, operations: Sequence[bytes], answer: Mapping[str, Any]
) -> list[bytes]:
    """Return the operations that were refused because of what may pass: a queue that is full.

    What is there already in a later version, sent by another process, is as it should be.
    """
    again: list[bytes] = []
    for item, operation in zip(answer["items"], operations, strict=True):
        (own,) = item.values()
        if "error" not in own or own["status"] == _LATER_THERE:
            continue
        if is_full(own["error"]):
            raise ClusterFullError(address)
        if own["status"] not in PASSING:
            problem = f"the article {own['_id'][:60]!r}: {json.dumps(own['error'])[:300]}"
            raise ClusterFailedError(address, problem)
        again.append(operation)
    return again


class _Worker(NamedTuple):
    client: "OpenSearch"
    address: Address
    name: str


_worker: _Worker  # of a process, set once when it starts


def _start(address: Address, name: str) -> None:
    global _worker  # noqa: PLW0603  the one thing a process keeps between batches
    _worker = _Worker(connect(address, WRITING), address, name)
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started it


def _send(batch: Batch) -> None:
    send(*_worker, batch)
