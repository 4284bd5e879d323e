"""An index that is always the one that was built last."""

import logging
import threading
import time
from pathlib import Path
from typing import Protocol

from indexer.errors import TimTinError
from indexer.pointer import pointer_stamp
from search_app.core.index import Index
from search_app.core.port import Engine
from search_app.engines.local import LocalEngine

_PATIENCE = 5.0  # seconds to wait while it is opened: 80,000 articles take a tenth of one
_PAUSE = 5.0  # seconds between two tries to open what could not be opened
_log = logging.getLogger(__name__)


class Opener(Protocol):
    """Says what is current, and opens it."""

    def stamp(self) -> object:
        """Return what is another when another build is current; cheap, and never an error."""

    def open(self) -> Engine:
        """Open the build that is current.

        Raises:
            TimTinError, OSError: it cannot be opened.
        """


class LocalOpener:
    """Implements `Opener` on an index directory."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def stamp(self) -> tuple[int, int]:
        """Return what a look at the pointer of the index tells."""
        return pointer_stamp(self._root)

    def open(self) -> LocalEngine:
        """Open the current generation."""
        return LocalEngine.open(self._root)


class Latest(Index):
    """An index as it is at each call: opened anew when another build is current.

    While that cannot be opened, the one before answers; it is tried again every few seconds.

    Raises:
        IndexMissingError, IndexOutdatedError, IndexCorruptError: there is none to begin with.
    """

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._stamp = opener.stamp()
        self._index = Index(opener.open())
        self._opening = threading.Lock()
        self._not_before = 0.0  # when to try again, on the monotonic clock

    def snapshot(self) -> Index:
        """Return the index as it is now; whoever comes while it is opened waits for that.

        A builder has ended, and what it built may still be being opened: who asks then must not
        be answered from the one before.
        """
        if self._is_old() and self._opening.acquire(timeout=_PATIENCE):
            try:
                if self._is_old():  # nobody opened it since
                    self._open()
            finally:
                self._opening.release()
        return self._index

    @property
    def is_newest(self) -> bool:
        """Whether what answers is what was built last, and not what was before it."""
        return self._opener.stamp() == self._stamp

    def _is_old(self) -> bool:
        return not self.is_newest and time.monotonic() >= self._not_before

    def _open(self) -> None:
        stamp = self._opener.stamp()
        try:
            self._index = Index(self._opener.open())
            self._stamp = stamp
        except (TimTinError, OSError) as error:
            self._not_before = time.monotonic() + _PAUSE
            _log.warning("The index that was built last is not served: %s", error)
