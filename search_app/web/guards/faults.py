"""What fails while serving, written down for the operator."""

import threading
import time

from flask import current_app

from indexer.errors import TimTinError

_PAUSE = 60.0  # s; a damaged index fails at each request


class Faults:
    """Writes down what fails, each kind of error once a minute. Safe to use from many threads."""

    def __init__(self) -> None:
        self._not_before: dict[str, float] = {}  # on the monotonic clock, by kind
        self._lock = threading.Lock()

    def tell(self, error: Exception) -> None:
        """Write `error` down unless its like was lately."""
        kind = type(error).__name__
        now = time.monotonic()
        with self._lock:
            if now < self._not_before.get(kind, now):
                return
            self._not_before[kind] = now + _PAUSE
        # What we raise says what to do; of all else, only the place tells what it was about.
        trace = None if isinstance(error, TimTinError) else error
        # Through the logger of the site, which leaves out what a message quotes.
        current_app.logger.error(
            "A request was answered with 503: %s", error or kind, exc_info=trace
        )
