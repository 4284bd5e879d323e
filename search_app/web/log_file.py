"""A file that takes lines from many threads, and can be moved away meanwhile."""

import contextlib
import logging
import os
import stat
from pathlib import Path

_MODE = 0o640  # who asked for what is nobody's business but the operator's
_log = logging.getLogger(__name__)


class Lines:
    """Writes lines to an open file, given by its descriptor. Call it with one, without its end.

    A line is one write, which the system puts at the end of the file as a whole, whatever other
    threads and processes write.

    Raises:
        OSError: when called; the line, or the end of it, is lost.
    """

    def __init__(self, file: int) -> None:
        self._file = file
        self._is_cut = False  # the last line has no end

    def __call__(self, line: str) -> None:
        """Write one line."""
        ends = "\n" if self._is_cut else ""
        data = f"{ends}{line}\n".encode("utf-8", "backslashreplace")
        self._is_cut = os.write(self._file, data) < len(data)
        if self._is_cut:
            raise OSError("there was room for a part of a line only")


class LogFile(Lines):
    """A file opened for appending.

    Raises:
        OSError: the file cannot be opened to begin with.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(_opened(path))
        self._path = path

    def reopen(self) -> None:
        """Go on in the file that has the name now; in the old one, if it cannot be opened."""
        try:
            file = _opened(self._path)
        except OSError as error:
            _log.warning("The log goes on in the file that was opened before: %s", error)
            return
        os.dup2(file, self._file, inheritable=False)  # at once: no writer sees it closed
        os.close(file)
        self._is_cut = False


def never_wait(file: int) -> None:
    """Have writes of this process to a pipe fail while it is full, rather than wait for a reader.

    What waits holds up who asks. Only Linux has pipes opened anew, and only that leaves the others
    who write to this one as they are.
    """
    with contextlib.suppress(OSError):
        if not stat.S_ISFIFO(os.fstat(file).st_mode):
            return
        opened = os.open(f"/proc/self/fd/{file}", os.O_WRONLY | os.O_NONBLOCK)
        os.dup2(opened, file)
        os.close(opened)


def _opened(path: Path) -> int:
    wait_for_nobody = getattr(os, "O_NONBLOCK", 0)  # who reads a pipe; files are as ever
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | wait_for_nobody, _MODE)
