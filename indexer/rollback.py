"""Going back: the build before the current one answers again."""

import math
from collections.abc import Iterable
from pathlib import Path

from indexer.errors import (
    IndexCorruptError,
    IndexMissingError,
    IndexOutdatedError,
    NoEarlierBuildError,
)
from indexer.folders import generations, was_current
from indexer.locks import write_lock
from indexer.manifest import Manifest
from indexer.pointer import NAME as POINTER
from indexer.pointer import Pointer, number_of, read_pointer
from indexer.store import Generation, damaged_files, read_generation


def roll_back(root: Path) -> Generation:
    """Make the last whole build before the current one current, and return it.

    Each checksum of it is compared before. The one that answered until now stays on the disk
    until the next build.

    Raises:
        IndexMissingError: nothing was built at `root`; nothing was made there.
        NoEarlierBuildError: there is none that is whole; nothing was changed.
        IndexLockedError: another process is writing.
        OSError: the index cannot be written; nothing was changed.
    """
    if not generations(root) and not (root / POINTER).exists():
        raise IndexMissingError(root)
    with write_lock(root):
        pointer = read_pointer(root)
        folders = earlier(root, pointer.generation if pointer else None)
        generation = _first_whole(root, folders, pointer)
        Pointer(generation.folder.name, generation.sources).write(root)
    return generation


def last_whole(root: Path, before: Pointer | None) -> Generation:
    """Return the last generation `before` the one that is pointed at of which all is whole.

    The last of all when none is pointed at; the last that somebody went back from when no
    earlier one is whole. Each checksum is compared.

    Raises:
        NoEarlierBuildError: there is none.
    """
    if before is None:
        return _first_whole(root, earlier(root, None), before)
    first = number_of(before.generation) + 1
    later = [own for own in reversed(generations(root)) if number_of(own.name) >= first]
    folders = [*earlier(root, before.generation), *filter(was_current, later)]
    return _first_whole(root, folders, before)


def _first_whole(root: Path, folders: Iterable[Path], current: Pointer | None) -> Generation:
    """Return the first of some generations that is whole.

    Raises:
        NoEarlierBuildError: none is.
    """
    sources = current.sources if current else ()
    problems = []
    for folder in folders:
        try:
            return _whole(root, folder.name, sources)
        except IndexCorruptError as error:
            problems.append(error.problem)
        except IndexOutdatedError as error:
            problems.append(f"{folder}: {error.problem}")
    raise NoEarlierBuildError(root, current.generation if current else None, problems)


def earlier(root: Path, current: str | None) -> list[Path]:
    """Return the generations before one, or all: what it took the place of first, then the last.

    Between the two may be one that somebody went back from, and that is still read.
    """
    end = number_of(current) if current else math.inf
    folders = [own for own in reversed(generations(root)) if number_of(own.name) < end]
    try:
        previous = Manifest.read(root / current).previous if current else ""
    except (FileNotFoundError, IsADirectoryError, ValueError):
        previous = ""
    return sorted(folders, key=lambda own: own.name != previous)


def _whole(root: Path, name: str, sources: tuple[str, ...]) -> Generation:
    """Return a generation whose every checksum is right.

    Raises:
        IndexCorruptError, IndexOutdatedError: it is damaged, or of another version.
    """
    generation = read_generation(root, name, sources)
    for path, problem in damaged_files(generation):
        raise generation.corrupt(path, problem)
    return generation
