"""A file that takes lines from many threads, and can be moved away meanwhile."""

import contextlib
import logging
import os
from pathlib import Path

_MODE = 0o640  # who asked for what is nobody's business but the operator's
_log = logging.getLogger(__name__)


class LogFile:
    """A file opened for appending. Call it with a line, without its end.

    A line is one write, which the system puts at the end of the file as a whole, whatever other
    threads and processes write. One that cannot be written is lost: the request it tells of was
    answered.

    Raises:
        OSError: the file cannot be opened to begin with.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = _opened(path)

    def __call__(self, line: str) -> None:
        """Write one line."""
        write_line(self._file, line)

    def reopen(self) -> None:
        """Go on in the file that has the name now; in the old one, if it cannot be opened."""
        try:
            file = _opened(self._path)
        except OSError as error:
            _log.warning("The log goes on in the file that was opened before: %s", error)
            return
        os.dup2(file, self._file, inheritable=False)  # at once: no writer sees it closed
        os.close(file)


def write_line(file: int, line: str) -> None:
    """Write a line to an open file by its descriptor; what cannot be written is lost."""
    with contextlib.suppress(OSError):
        os.write(file, f"{line}\n".encode("utf-8", "backslashreplace"))


def _opened(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _MODE)
