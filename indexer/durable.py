"""Bytes on their way to the disk: there when a function returns, or an error names the file."""

import errno
import os
from pathlib import Path


def write_file(path: Path, data: bytes) -> None:
    """Write a new file and see that it can be read back.

    Raises:
        OSError: it cannot be written, or holds something else afterwards.
    """
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    forget_cached(path)
    if path.read_bytes() != data:
        raise not_as_written(path)


def replace_file(path: Path, data: bytes) -> None:
    """Give a file a new content in one step: whoever reads it sees all of the old or the new.

    Raises:
        OSError: it cannot be written; unless the replacing itself failed, it is as it was.
    """
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    try:
        write_file(new, data)
        os.replace(new, path)  # noqa: PTH105  the one call that is atomic everywhere
    finally:
        new.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def forget_cached(path: Path) -> None:
    """Have what is read of a file next come from the disk, where the system can be asked that."""
    if hasattr(os, "posix_fadvise"):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)


def not_as_written(path: Path) -> OSError:
    """Return the error of a file that does not hold what was written into it."""
    return OSError(
        errno.EIO, "does not hold what was written; the disk or its file system fails", str(path)
    )
