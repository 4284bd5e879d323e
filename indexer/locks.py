"""Who writes an index, and who reads which generation of it, told by locks of the system.

They are free as soon as their process ends, however it does. `flock` is one of the whole file, so
it works on network file systems too; a share without locks is refused with the system's reason.
"""

import contextlib
import datetime
import errno
import fcntl
import json
import os
import socket
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from indexer.durable import sync
from indexer.errors import IndexLockedError

LOCK = "timtin_WRITELOCK"
# Beside the lock, because on some shares nobody may read a file that another has locked.
WRITER = "writer.json"
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL})

_TRIES = 10  # not for good: a share may tell a file that is open from the same one by its name


@contextmanager
def write_lock(root: Path) -> Iterator[None]:
    """Hold the right to write the index at `root`.

    Raises:
        IndexLockedError: another process holds it; the message says which, and since when.
        OSError: there can be no lock at `root`.
    """
    _make(root)
    descriptor = _locked(root)
    for _ in range(_TRIES):
        if _is_same(descriptor, root / LOCK):
            break
        os.close(descriptor)  # removed meanwhile: another may hold a new one
        descriptor = _locked(root)
    try:
        _sign(root)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                (root / WRITER).unlink(missing_ok=True)
    finally:
        with contextlib.suppress(OSError):  # what was written is there whatever it says
            os.close(descriptor)  # which frees the lock


def _make(root: Path) -> None:
    """Make the directory of an index, and see that its name is on the disk."""
    made = [path for path in (root, *root.parents) if not path.exists()]
    root.mkdir(parents=True, exist_ok=True)
    for path in made:
        with contextlib.suppress(PermissionError):  # where names can be made but not listed
            sync(path.parent)


def _locked(root: Path) -> int:
    """Return a descriptor of the lock file that holds the lock."""
    path = root / LOCK
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        if isinstance(error, BlockingIOError):
            raise IndexLockedError(root, writer_of(root)) from error
        error.filename = str(path)
        raise
    return descriptor


def writer_of(root: Path) -> str:
    """Return who says that it writes, and since when; empty when nobody can tell."""
    try:
        return told_writer(json.loads((root / WRITER).read_text("utf-8")))
    except (OSError, ValueError, RecursionError):
        return ""


def writer_told() -> dict[str, str | int]:
    """Return what this process says of itself where it writes."""
    return {
        "process": os.getpid(),
        "machine": socket.gethostname(),
        "since": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    }


def told_writer(told: Any) -> str:
    """Return what `writer_told` says as a person reads it; empty when it cannot be read."""
    try:
        machine = "".join(filter(str.isprintable, str(told["machine"])[:60]))
        return f"process {int(told['process'])} on {machine}, since {_since(told)}"
    except (ValueError, KeyError, TypeError):
        return ""


class ReadLock:
    """Says that a generation is read, until it is forgotten or its process ends."""

    def __init__(self, descriptor: int) -> None:
        self._closing = weakref.finalize(self, os.close, descriptor)

    @classmethod
    def take(cls, path: Path) -> "ReadLock | None":
        """Take the lock on a file of the generation; None where there are no locks.

        Raises:
            FileNotFoundError: the generation goes, or is gone.
            OSError: the file cannot be opened.
        """
        descriptor = os.open(path, os.O_RDONLY)
        held = cls(descriptor)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FileNotFoundError(errno.ENOENT, "is being removed", str(path)) from error
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return None
            raise
        # Between opening and locking it may have been removed, then perhaps made anew.
        if not _is_same(descriptor, path):
            raise FileNotFoundError(errno.ENOENT, "was removed", str(path))
        return held


@contextmanager
def unread(path: Path) -> Iterator[bool]:
    """Tell whether nobody holds a `ReadLock` on a file; nobody gets one meanwhile.

    Where there are no locks, nobody can tell: what is mapped then stays readable on a local disk.
    """
    try:
        descriptor = _opened(path)
    except OSError as error:
        yield error.errno in (errno.ENOENT, errno.ENOTDIR)
        return
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        except OSError:
            pass
        yield True
    finally:
        os.close(descriptor)


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR)  # as network file systems want it
    except OSError:
        return os.open(path, os.O_RDONLY)


def _sign(root: Path) -> None:
    """Write down who holds the lock: a hint for people, so that nothing fails without it."""
    with contextlib.suppress(OSError):
        # First, so that on a full disk nobody is told of one that was killed.
        (root / WRITER).unlink(missing_ok=True)
        (root / WRITER).write_text(json.dumps(writer_told()), "utf-8")


def _since(told: dict[str, str]) -> str:
    since = datetime.datetime.fromisoformat(told["since"]).astimezone(datetime.UTC)
    return f"{since:%d/%m/%Y %H:%M} UTC"


def _is_same(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
