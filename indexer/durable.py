"""Bytes on their way to the disk: there when a function returns, or an error names the file."""

import contextlib
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Name a file in what the system refuses about it: only opening names it by itself.

    Raises:
        OSError: as it was raised, with the name.
    """
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


def write_file(path: Path, data: bytes) -> None:
    """Write a new file and see that it can be read back.

    Raises:
        OSError: it cannot be written, or holds something else afterwards.
    """
    with naming(path), path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    forget_cached(path)
    with naming(path):
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
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
        raise


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk.

    For the names no wait is possible on some shares, which say EINVAL.
    """
    descriptor = os.open(path, os.O_RDONLY)
    with naming(path):
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno != errno.EINVAL or not path.is_dir():
                raise
        finally:
            os.close(descriptor)


def forget_cached(path: Path) -> None:
    """Have what is read of a file next come from the disk, where the system can be asked that."""
    if hasattr(os, "posix_fadvise"):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):  # a wish, which not every file system grants
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)


def not_as_written(path: Path) -> OSError:
    """Return the error of a file that does not hold what was written into it."""
    return OSError(
        errno.EIO, "does not hold what was written; the disk or its file system fails", str(path)
    )
