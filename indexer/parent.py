"""Processes that help another one, and end with it."""

import os
import threading
from multiprocessing import connection, parent_process


def end_with_parent() -> None:
    """End this process when the one that started it is killed, which can tell nobody."""
    threading.Thread(target=_wait, daemon=True).start()


def _wait() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
