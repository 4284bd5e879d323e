"""Who writes an index in a cluster: one document in a small index of its own.

There are no locks that end with a process there, so who holds this one says again and again that
it lives. Who finds one whose last word is old, or whose process on the same machine is dead,
takes it over; sequence numbers see to it that only one does.
"""

import contextlib
import datetime
import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from indexer.errors import ClusterError, IndexLockedError, IndexMissingError
from indexer.locks import told_writer, writer_told
from indexer.opensearch.address import Address
from indexer.opensearch.creating import create_index

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_DOCUMENT = "writer"
_BEAT = 5.0  # seconds between two words of whoever holds it
_OLD = 60.0  # seconds since the last, by the clock that said it
_WATCHED = 3 * _BEAT  # clocks differ: so long it must be silent under our eyes, too
_BODY = {
    "settings": {"index": {"hidden": True, "number_of_shards": 1, "auto_expand_replicas": "0-1"}},
    "mappings": {"enabled": False},
}
_CONFLICT, _MISSING = 409, 404
_held: set[str] = set()  # tokens of this process


class ClusterLock:
    """The right to write the index at an address, while `held`."""

    def __init__(self, client: "OpenSearch", address: Address) -> None:
        self._client = client
        self._address = address
        self._index = f"{address.alias}-lock"
        self._told: dict[str, Any] = {}
        self._version: dict[str, int] = {}  # of the document as this process wrote it last
        self._said = 0.0  # when it was known to be held, on the monotonic clock
        self._writing = threading.Lock()
        self._ended = threading.Event()

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the right to write.

        Raises:
            IndexLockedError: another process holds it; the message says which, and since when.
            ClusterError: the cluster cannot be asked.
        """
        token = secrets.token_hex(8)
        self._told = {**writer_told(), "token": token}
        _held.add(token)
        try:
            self._take()
        except BaseException:
            _held.discard(token)
            raise
        self._ended.clear()
        beating = threading.Thread(target=self._beat, name="timtin-lock", daemon=True)
        beating.start()
        try:
            yield
        finally:
            self._ended.set()
            beating.join()
            _held.discard(token)
            with contextlib.suppress(ClusterError, IndexMissingError):  # then it grows old
                self._client.delete(
                    index=self._index,
                    id=_DOCUMENT,
                    params=self._version,
                    ignore=(_CONFLICT, _MISSING),
                )

    def verify(self) -> None:
        """See that it is still held: this process may have been stopped for long.

        Raises:
            IndexLockedError: another process took it over.
        """
        if not self._say():
            raise IndexLockedError(self._address, told_writer(self._found().get("_source")))

    def watch(self) -> None:
        """Verify if nothing was said for so long that another may hold it; else ask nothing.

        Raises:
            IndexLockedError, ClusterError: as `verify`.
        """
        if time.monotonic() - self._said > _OLD / 2:
            self.verify()

    def _take(self) -> None:
        create_index(self._client, self._address, self._index, _BODY)
        if self._write({"op_type": "create"}):
            return
        found = self._found()
        told = found.get("_source", {})
        if not found.get("found"):
            free = self._write({"op_type": "create"})  # it was given back meanwhile
        elif told.get("token") == self._told["token"]:
            self._keep(found)  # the first answer was lost on its way
            free = True
        else:
            free = self._is_forgotten(found) and self._write(_version_of(found))
        if not free:
            raise IndexLockedError(self._address, told_writer(told))

    def _is_forgotten(self, found: Mapping[str, Any]) -> bool:
        told = found["_source"]
        if told.get("machine") == socket.gethostname():
            if not _lives(told.get("process")):
                return True
            if told.get("process") == os.getpid() and told.get("token") not in _held:
                return True  # this process could not give it back: the cluster was away
        if _age(told.get("beat")) < _OLD:
            return False
        time.sleep(_WATCHED)
        return _version_of(self._found()) == _version_of(found)

    def _found(self) -> dict[str, Any]:
        found: dict[str, Any] = self._client.get(index=self._index, id=_DOCUMENT, ignore=_MISSING)
        return found

    def _say(self) -> bool:
        """Say that this process lives; return whether it still holds the lock."""
        with self._writing:
            if self._write(self._version):
                return True
            found = self._found()
            if found.get("_source", {}).get("token") != self._told["token"]:
                return False
            self._keep(found)  # the answer to an earlier word was lost
            return True

    def _write(self, how: Mapping[str, Any]) -> bool:
        told = self._told | {"beat": _now().isoformat()}
        answer = self._client.index(
            index=self._index, body=told, id=_DOCUMENT, params=dict(how), ignore=_CONFLICT
        )
        if "_seq_no" in answer:
            self._keep(answer)
        return "_seq_no" in answer

    def _keep(self, answer: Mapping[str, Any]) -> None:
        self._said = time.monotonic()
        self._version = _version_of(answer)

    def _beat(self) -> None:
        while not self._ended.wait(_BEAT):
            # What cannot be said now may be next time; when the lock is lost, `verify` tells.
            with contextlib.suppress(ClusterError, IndexMissingError):
                self._say()


def _version_of(answer: Mapping[str, Any]) -> dict[str, int]:
    if "_seq_no" not in answer:
        return {}
    return {"if_seq_no": answer["_seq_no"], "if_primary_term": answer["_primary_term"]}


def _lives(process: Any) -> bool:
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (OSError, TypeError, ValueError, OverflowError):
        return True
    return True


def _age(beat: Any) -> float:
    """Return how many seconds lie between that and now; many where nobody can tell.

    A clock may have been set back since: who lives will say something else soon.
    """
    try:
        return abs((_now() - datetime.datetime.fromisoformat(beat)).total_seconds())
    except (TypeError, ValueError):
        return _OLD


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
