"""Files that are there whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Yield what to write to; `path` is it, or is replaced by it, once all is written.

    What breaks off leaves nothing behind, and the file of before as it was; its rights stay. A
    device or pipe is written to as it is.

    Raises:
        OSError: it cannot be written.
    """
    # Asked before it is resolved: /dev/stdout is a link to a pipe that has no name.
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            yield device
        return
    target = path.resolve()  # a link stays one
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")  # beside it: renamed in one step
    try:
        with _opened(unfinished, path) as file:
            if target.exists():
                shutil.copymode(target, unfinished)
            yield file
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _opened(unfinished: Path, path: Path) -> IO[bytes]:
    try:
        return unfinished.open("wb")
    except OSError as error:
        error.filename = str(path)  # what was asked for, not the name it has meanwhile
        raise
