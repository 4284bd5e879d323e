"""Where a view finds the index its site searches."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import cast

from flask import current_app, g

from indexer.errors import TimTinError
from indexer.store import pointer_stamp
from search_app.core.index import Index
from search_app.engines.local import LocalEngine

EXTENSION = "timtin-index"


def current_index() -> Index:
    """Return the index that answers this request, from its first question to its last."""
    if "index" not in g:
        g.index = cast(Callable[[], Index], current_app.extensions[EXTENSION])()
    return cast(Index, g.index)


class Latest:
    """Gives the index at `root` as it is now: opened anew when another generation is current.

    One that cannot be opened leaves the one before in its place.

    Raises:
        IndexMissingError, IndexOutdatedError, IndexCorruptError: there is none to begin with.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._stamp = pointer_stamp(root)
        self._index = Index(LocalEngine.open(root))
        self._opening = threading.Lock()

    def __call__(self) -> Index:
        """Return the index; whoever comes while it is opened gets the one before."""
        stamp = pointer_stamp(self._root)
        if stamp != self._stamp and self._opening.acquire(blocking=False):
            try:
                self._stamp = stamp
                self._index = Index(LocalEngine.open(self._root))
            except TimTinError:
                pass
            finally:
                self._opening.release()
        return self._index
