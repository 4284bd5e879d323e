"""Which files a run reads, and what each is called."""

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from indexer.errors import SourceMissingError
from indexer.report import Skipped
from indexer.sources.document import printable
from indexer.sources.gz import unpacked
from indexer.sources.passed import is_hidden


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read."""

    path: Path  # absolute
    shown: str  # its path below the source that holds it, as reports say it
    size: int  # bytes

    @property
    def name(self) -> str:
        """What an id is made from: `shown` without its suffix."""
        return stem(unpacked(self.shown))

    @property
    def key(self) -> str:
        """Its path as text that an index can store."""
        return printable(str(self.path))


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A folder or link that could not be followed, so nobody knows what it holds."""

    path: Path
    row: Skipped


def list_files(
    sources: Iterable[Path], leave_out: Collection[Path] = ()
) -> tuple[list[SourceFile], list[Unlisted]]:
    """Return the files of `sources`, folders searched to any depth, each once and in order.

    Hidden files and folders (``.git``, ``.DS_Store``) are passed over in a folder, and
    so is what is to `leave_out`: the index itself, a report that is being written.

    Raises:
        SourceMissingError: a source does not exist.
    """
    files: dict[Path, SourceFile] = {}
    unlisted: dict[Path, Unlisted] = {}
    for source in sources:
        if not source.exists():
            raise SourceMissingError(source)
        root = absolute(source)
        base = root if root.is_dir() else root.parent
        for found in _walk(root, leave_out) if root.is_dir() else [_found(root, base)]:
            if isinstance(found, Unlisted):
                unlisted.setdefault(found.path, found)
            else:
                files.setdefault(found.path, found)
    return list(files.values()), list(unlisted.values())


def source_key(path: Path) -> str:
    """Return the absolute path as text that an index can store."""
    return printable(str(absolute(path)))


def absolute(path: Path) -> Path:
    """Return `path` from the root, links kept: what is linked into a folder belongs to it."""
    found = os.path.abspath(path)  # noqa: PTH100  Path.absolute keeps "..", resolve drops links
    return Path(found[1:] if found.startswith("//") else found)


def stem(name: str) -> str:
    """Return a name, or the place of a member of an archive, without its suffix."""
    path = PurePosixPath(name)
    return path.with_suffix("").as_posix() if path.suffix else path.as_posix()


def _walk(root: Path, leave_out: Collection[Path]) -> Iterator[SourceFile | Unlisted]:
    closed: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=closed.append):
        here = Path(folder)
        folders[:] = sorted(
            name for name in folders if not is_hidden(name) and here / name not in leave_out
        )
        for name in folders:
            if (here / name).is_symlink():
                yield _unlisted(here / name, root, "a link to a folder is not followed")
        for name in sorted(names):
            if not is_hidden(name) and here / name not in leave_out:
                yield _found(here / name, root)
    for error in closed:
        yield _unlisted(Path(error.filename), root, error.strerror)


def _found(path: Path, base: Path) -> SourceFile | Unlisted:
    try:
        status = path.stat()
    except OSError as error:
        return _unlisted(path, base, error.strerror)
    if not stat.S_ISREG(status.st_mode):  # reading a pipe or a device would never end
        return _unlisted(path, base, "not a file")
    return SourceFile(path, _shown(path, base), status.st_size)


def _unlisted(path: Path, base: Path, reason: str | None) -> Unlisted:
    return Unlisted(path, Skipped(_shown(path, base), f"cannot be read: {reason}"))


def _shown(path: Path, base: Path) -> str:
    return printable(path.relative_to(base).as_posix())
