"""Whether an error comes of damaged files: looked for seldom, because it means reading them all."""

import threading
import time
from collections.abc import Callable

_PAUSE = 60.0  # s between two looks: any error that is asked for again would have all files read


class Damage:
    """Knows the damage of one build once it was found. Safe to use from many threads."""

    def __init__(self, look: Callable[[], Exception | None]) -> None:
        """`look` reads the files, and returns what is to be said of them."""
        self._look = look
        self._found: Exception | None = None
        self._not_before = 0.0  # when to look again, on the monotonic clock
        self._lock = threading.Lock()

    def found(self) -> Exception | None:
        """Return what is damaged, if anything was when it was last looked for."""
        with self._lock:
            if self._found is None and time.monotonic() >= self._not_before:
                try:
                    self._found = self._look()
                except OSError:
                    pass  # not now: what is asked fails of its own error
                finally:
                    self._not_before = time.monotonic() + _PAUSE
        return self._found
