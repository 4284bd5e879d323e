"""Which files a run reads, and what each is called."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from indexer.errors import SourceMissingError
from indexer.report import Skipped
from indexer.sources.document import printable


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read."""

    path: Path  # absolute
    shown: str  # its path below the source that holds it, as reports say it
    size: int  # bytes

    @property
    def name(self) -> str:
        """What an id is made from: `shown` without its suffix."""
        return PurePosixPath(self.shown).with_suffix("").as_posix()

    @property
    def key(self) -> str:
        """Its path as text that an index can store."""
        return source_key(self.path)


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A folder or link that could not be followed, so nobody knows what it holds."""

    path: Path
    row: Skipped


def list_files(
    sources: Iterable[Path], leave_out: Path | None = None
) -> tuple[list[SourceFile], list[Unlisted]]:
    """Return the files of `sources`, folders searched to any depth, each once and in order.

    Hidden files and folders (``.git``, ``.DS_Store``) are passed over in a folder, and
    so is the folder `leave_out`, the index itself.

    Raises:
        SourceMissingError: a source does not exist.
    """
    files: dict[Path, SourceFile] = {}
    unlisted: list[Unlisted] = []
    for source in sources:
        if not source.exists():
            raise SourceMissingError(source)
        root = absolute(source)
        paths = _walk(root, leave_out, unlisted) if root.is_dir() else [root]
        for path in paths:
            found = _found(path, path.relative_to(root if root.is_dir() else root.parent))
            if isinstance(found, Unlisted):
                unlisted.append(found)
            else:
                files.setdefault(path, found)
    return list(files.values()), unlisted


def source_key(path: Path) -> str:
    """Return the absolute path as text that an index can store."""
    return printable(str(absolute(path)))


def absolute(path: Path) -> Path:
    """Return `path` from the root, links kept: what is linked into a folder belongs to it."""
    return Path(os.path.abspath(path))  # noqa: PTH100  Path.absolute keeps "..", resolve drops links


def _found(path: Path, below: Path) -> SourceFile | Unlisted:
    try:
        status = path.stat()
    except OSError as error:
        return _unlisted(path, error.strerror)
    if not stat.S_ISREG(status.st_mode):  # reading a pipe or a device would never end
        return _unlisted(path, "not a file")
    return SourceFile(path, printable(below.as_posix()), status.st_size)


def _walk(root: Path, leave_out: Path | None, unlisted: list[Unlisted]) -> Iterator[Path]:
    def report(error: OSError) -> None:
        unlisted.append(_unlisted(Path(error.filename), error.strerror))

    for folder, folders, names in os.walk(root, onerror=report):
        here = Path(folder)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and (leave_out is None or here / name != leave_out)
        )
        unlisted.extend(
            _unlisted(here / name, "a link to a folder is not followed")
            for name in folders
            if (here / name).is_symlink()
        )
        yield from (here / name for name in sorted(names) if not name.startswith("."))


def _unlisted(path: Path, reason: str | None) -> Unlisted:
    return Unlisted(path, Skipped(printable(path.name), f"cannot be read: {reason}"))
