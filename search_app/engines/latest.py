"""An index that is always the one that was built last."""

import logging
import threading
import time
from pathlib import Path

from indexer.errors import TimTinError
from indexer.pointer import pointer_stamp
from search_app.core.index import Index
from search_app.engines.local import LocalEngine

_PATIENCE = 5.0  # seconds to wait while it is opened: 80,000 articles take a tenth of one
_PAUSE = 5.0  # seconds between two tries to open what could not be opened
_log = logging.getLogger(__name__)


class Latest(Index):
    """The index at `root` as it is at each call: opened anew when another generation is current.

    While that cannot be opened, the one before answers; it is tried again every few seconds.

    Raises:
        IndexMissingError, IndexOutdatedError, IndexCorruptError: there is none to begin with.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._stamp = pointer_stamp(root)
        self._index = Index(LocalEngine.open(root))
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
        return pointer_stamp(self._root) == self._stamp

    def _is_old(self) -> bool:
        return not self.is_newest and time.monotonic() >= self._not_before

    def _open(self) -> None:
        stamp = pointer_stamp(self._root)
        try:
            self._index = Index(LocalEngine.open(self._root))
            self._stamp = stamp
        except (TimTinError, OSError) as error:
            self._not_before = time.monotonic() + _PAUSE
            _log.warning("The index that was built last is not served: %s", error)
