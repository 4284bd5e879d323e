"""Which build of an index in a cluster is current."""

import threading
import time
from typing import NamedTuple

from indexer.errors import TimTinError
from indexer.opensearch import generations
from indexer.opensearch.address import Address
from indexer.opensearch.connection import GLANCE, READING, connect
from search_app.core.port import Engine
from search_app.engines.opensearch.engine import OpenSearchEngine

_FRESH = 1.0  # seconds for which an answer is good


class Stamp(NamedTuple):
    """What is another when another build is current, or what is there was updated."""

    name: str  # of the concrete index
    build: str


class ClusterOpener:
    """Implements `search_app.engines.latest.Opener` on an index in a cluster."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._client = connect(address, READING)
        self._glancing = connect(address, GLANCE)
        self._asking = threading.Lock()
        self._asked = -_FRESH  # when, on the monotonic clock
        self._stamp: Stamp | None = None

    def stamp(self) -> Stamp | None:
        """Return what was current when it was last asked, within a second.

        One thread asks, and the others do not wait for it. When the cluster does not say, it is
        the same as before: who searches learns from the search what is wrong.
        """
        if time.monotonic() - self._asked >= _FRESH and self._asking.acquire(blocking=False):
            try:
                named = generations.named(self._glancing, self._address)
                self._stamp = Stamp(named.name, named.meta.build)
            except TimTinError:
                pass
            finally:
                self._asked = time.monotonic()
                self._asking.release()
        return self._stamp

    def open(self) -> Engine:
        """Open the current generation.

        Raises:
            IndexMissingError, IndexOutdatedError: there is none, or another version built it.
            ClusterError: the cluster cannot be asked.
        """
        return OpenSearchEngine(self._client, generations.current(self._client, self._address))
