"""What builds leave behind, and when it goes: what nobody reads, and what never became whole."""

import contextlib
import shutil
from collections.abc import Collection
from pathlib import Path

from indexer.folders import UNFINISHED, generations, numbered, unnamed_segments
from indexer.locks import unread
from indexer.manifest import NAME as MANIFEST


def tidy(root: Path, keep: Collection[str]) -> None:
    """Remove generations but those to `keep` and those that are read, and segments that none names.

    When nobody can tell which segments are named, all stay. What the system does not let go
    stays for the next time. Call it with the write lock held.
    """
    for remove in (_remove_generations, _remove_empty, _remove_segments):
        with contextlib.suppress(OSError):
            remove(root, keep)


def _remove_generations(root: Path, keep: Collection[str]) -> None:
    for folder in generations(root):
        with contextlib.suppress(OSError):
            if folder.name in keep:
                (folder / UNFINISHED).unlink(missing_ok=True)
            else:
                _remove(folder)


def _remove_empty(root: Path, _: Collection[str]) -> None:
    """Remove the folder of a build that was killed at its first step."""
    for folder in numbered(root):
        with contextlib.suppress(OSError):
            folder.rmdir()  # only if it is empty


def _remove(folder: Path) -> None:
    """Remove a generation that nobody reads; what is left of one keeps its mark until the last."""
    with unread(folder / MANIFEST) as is_free:
        if not is_free:
            return
        mark = folder / UNFINISHED
        with contextlib.suppress(OSError):  # on a full disk
            mark.touch()
        # The manifest after the rest: without it, and with no mark, nobody knows what it named.
        for path in sorted(folder.iterdir(), key=lambda own: own.name == MANIFEST):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path != mark:
                path.unlink(missing_ok=True)
        # A network file system keeps what is open under another name, and then the folder.
        if set(folder.iterdir()) <= {mark}:
            mark.unlink(missing_ok=True)
            folder.rmdir()


def _remove_segments(root: Path, _: Collection[str]) -> None:
    for path in unnamed_segments(root):
        path.unlink(missing_ok=True)
