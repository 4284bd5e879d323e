"""Generations on disk: built beside, switched whole, checked before they are read.

index_data/
  current.json      {"generation": "g000002"}: the one small file that a switch replaces
  g000001/          the generation before, kept until the next switch for readers that have it
  g000002/          manifest.json and the files of a Whoosh index; never changed once current
  timtin_WRITELOCK  held by the process that writes
"""

import datetime
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage

from indexer.errors import (
    IndexCorruptError,
    IndexLockedError,
    IndexMissingError,
    IndexOutdatedError,
)
from indexer.manifest import NAME as MANIFEST
from indexer.manifest import FileRecord, Manifest, record_files, sha256
from indexer.schema import fingerprint, whoosh_schema

CURRENT = "current.json"
_LOCK = "timtin_WRITELOCK"


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete, immutable build of the index."""

    root: Path  # the index directory
    folder: Path
    manifest: Manifest


def current_generation(root: Path) -> Generation:
    """Return the generation that readers should open.

    Sizes are compared here, which costs nothing; `damaged_files` compares checksums.

    Raises:
        IndexMissingError: nothing was built at `root`.
        IndexOutdatedError: it was built by another version.
        IndexCorruptError: a file is missing, unreadable or of another size than recorded.
    """
    pointer = root / CURRENT
    if not pointer.is_file():
        raise IndexMissingError(root)
    try:
        folder = root / str(json.loads(pointer.read_text("utf-8"))["generation"])
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise IndexCorruptError(pointer, "names no generation", root) from error
    try:
        manifest = Manifest.read(folder)
    except (ValueError, OSError) as error:
        raise IndexCorruptError(folder / MANIFEST, "cannot be read", root) from error
    if manifest.format != fingerprint():
        raise IndexOutdatedError(root, found=manifest.format, expected=fingerprint())
    generation = Generation(root, folder, manifest)
    for record in manifest.files:
        problem = _size_problem(folder, record)
        if problem:
            raise IndexCorruptError(folder / record.name, problem, root)
    return generation


def open_whoosh(generation: Generation) -> Any:
    """Open the Whoosh index of a generation.

    The schema comes from this code, never from the pickle inside the index, so
    class paths stay out of the format.

    Raises:
        IndexCorruptError: Whoosh cannot read it.
    """
    try:
        return whoosh_index.open_dir(generation.folder, schema=whoosh_schema())
    except Exception as error:  # Whoosh answers damage with TypeError, EOFError, struct.error, …
        raise IndexCorruptError(
            generation.folder, "Whoosh cannot read it", generation.root
        ) from error


def damaged_files(generation: Generation) -> list[tuple[Path, str]]:
    """Compare every file with its checksum; return those that differ, and how."""
    found = []
    for record in generation.manifest.files:
        path = generation.folder / record.name
        problem = _size_problem(generation.folder, record)
        if problem is None and sha256(path) != record.sha256:
            problem = "its checksum differs"
        if problem:
            found.append((path, problem))
    return found


@contextmanager
def write_lock(root: Path) -> Iterator[None]:
    """Hold the right to write the index at `root`; the system frees it when the process dies.

    Raises:
        IndexLockedError: another process holds it.
    """
    root.mkdir(parents=True, exist_ok=True)
    lock = FileStorage(str(root)).lock(_LOCK)
    if not lock.acquire():
        raise IndexLockedError(root)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def new_generation(root: Path, base: Generation | None = None) -> Iterator[Path]:
    """Yield a folder to build in, empty or a copy of `base`; make it current when all went well.

    Whatever goes wrong, Ctrl-C included, the folder goes and the old generation stays.
    Call it with the `write_lock` held.
    """
    _remove_unfinished(root)
    folder = root / _next_name(root)
    try:
        if base is None:
            folder.mkdir()
        else:
            shutil.copytree(base.folder, folder, ignore=shutil.ignore_patterns(MANIFEST, "*LOCK"))
        yield folder
        _finish(root, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _finish(root: Path, folder: Path) -> None:
    for lock in folder.glob("*LOCK"):  # Whoosh's own, of no use in a folder that never changes
        lock.unlink()
    Manifest(
        format=fingerprint(),
        articles=whoosh_index.open_dir(folder, schema=whoosh_schema()).doc_count(),
        built=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        files=record_files(folder),
    ).write(folder)
    before = _current_name(root)
    pointer = root / f"{CURRENT}.new"
    pointer.write_text(json.dumps({"generation": folder.name}) + "\n", "utf-8")
    os.replace(pointer, root / CURRENT)  # noqa: PTH105  the one call that is atomic everywhere
    _remove_generations(root, keep={folder.name, before})


def _size_problem(folder: Path, record: FileRecord) -> str | None:
    path = folder / record.name
    if not path.is_file():
        return "is missing"
    size = path.stat().st_size
    return None if size == record.size else f"has {size} bytes, should have {record.size}"


def _generations(root: Path) -> list[Path]:
    return sorted(path for path in root.glob("g[0-9]*") if path.is_dir())


def _next_name(root: Path) -> str:
    numbers = [int(path.name[1:]) for path in _generations(root) if path.name[1:].isdecimal()]
    return f"g{max(numbers, default=0) + 1:06d}"


def _current_name(root: Path) -> str | None:
    try:
        return str(json.loads((root / CURRENT).read_text("utf-8"))["generation"])
    except (ValueError, KeyError, TypeError, OSError):
        return None


def _remove_unfinished(root: Path) -> None:
    """Remove what a killed build left: a generation without a manifest."""
    _remove_generations(
        root, keep={path.name for path in _generations(root) if (path / MANIFEST).is_file()}
    )


def _remove_generations(root: Path, keep: set[str | None]) -> None:
    for path in _generations(root):
        if path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)
