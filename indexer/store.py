"""Generations on disk: built beside, switched whole, checked before they are read.

index_data/
  current.json      {"generation": "g000002", "sources": […]}: the one file a switch replaces
  g000001/          the generation before, kept until the next switch for readers that have it
  g000002/          manifest.json and the files of a Whoosh index; never changed once current
    abbreviations.tsv  those a user added, as they were analysed with
    unfinished      only while it is being built: a folder that has it may be removed
  timtin_WRITELOCK  held by the process that writes
"""

import datetime
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage

from analyzers.abbreviations import SHIPPED, Abbreviations, default_abbreviations
from indexer.errors import (
    AbbreviationsError,
    IndexCorruptError,
    IndexLockedError,
    IndexMissingError,
    IndexOutdatedError,
    rebuild_command,
)
from indexer.manifest import NAME as MANIFEST
from indexer.manifest import FileRecord, Manifest, record_files, sha256
from indexer.schema import fingerprint, whoosh_schema

CURRENT = "current.json"
ADDED_ABBREVIATIONS = "abbreviations.tsv"
_LOCK = "timtin_WRITELOCK"
_UNFINISHED = "unfinished"
_GENERATION = re.compile(r"g\d{6}")


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete, immutable build of the index."""

    root: Path  # the index directory
    folder: Path
    manifest: Manifest
    sources: tuple[str, ...]  # the files and folders it was built from

    def abbreviations(self) -> Abbreviations:
        """Return the table its articles were analysed with.

        Raises:
            IndexCorruptError: what a user added to it cannot be read.
        """
        added = self.folder / ADDED_ABBREVIATIONS
        if not added.exists():
            return default_abbreviations()
        try:
            return read_abbreviations(added)
        except AbbreviationsError as error:
            raise self.corrupt(added, str(error)) from error

    def corrupt(self, file: Path, problem: str) -> IndexCorruptError:
        """Return the error that names a damaged file and the command that mends it."""
        return IndexCorruptError(file, problem, command=rebuild_command(self.root, self.sources))


def current_generation(root: Path) -> Generation:
    """Return the generation that readers should open.

    Sizes are compared here, which costs nothing; `damaged_files` compares checksums.

    Raises:
        IndexMissingError: nothing was built at `root`.
        IndexOutdatedError: it was built by another version.
        IndexCorruptError: a file is missing, unreadable or of another size than recorded.
    """
    sources = recorded_sources(root)
    command = rebuild_command(root, sources)
    name = _current_name(root)
    if name is None:
        if not (root / CURRENT).exists() and not _generations(root):
            raise IndexMissingError(root)
        raise IndexCorruptError(root / CURRENT, "names no generation", command=command)
    folder = root / name
    try:
        manifest = Manifest.read(folder)
    except (ValueError, OSError) as error:
        problem = f"cannot be read ({error})"
        raise IndexCorruptError(folder / MANIFEST, problem, command=command) from error
    if manifest.format != fingerprint():
        raise IndexOutdatedError(
            root, found=manifest.format, expected=fingerprint(), command=command
        )
    generation = Generation(root, folder, manifest, sources)
    for record in manifest.files:
        wrong_size = _size_problem(folder, record)
        if wrong_size:
            raise generation.corrupt(folder / record.name, wrong_size)
    return generation


def current_folder(root: Path) -> Path | None:
    """Return the folder of the current generation, whole or not; None when there is none."""
    name = _current_name(root)
    return None if name is None else root / name


def recorded_sources(root: Path) -> tuple[str, ...]:
    """Return what the index at `root` was built from; nothing when nobody knows."""
    sources = _pointer(root).get("sources", [])
    return tuple(map(str, sources)) if isinstance(sources, list) else ()


def open_reader(generation: Generation) -> Any:
    """Open a generation for reading, as a Whoosh reader.

    The schema comes from this code, never from the pickle inside the index, so
    class paths stay out of the format.

    Raises:
        IndexCorruptError: Whoosh cannot read it.
    """
    try:
        return whoosh_index.open_dir(generation.folder, schema=whoosh_schema()).reader()
    except Exception as error:  # Whoosh answers damage with TypeError, EOFError, struct.error, …
        raise generation.corrupt(generation.folder, "Whoosh cannot read it") from error


def damaged_files(generation: Generation) -> list[tuple[Path, str]]:
    """Compare every file with its checksum; return those that differ, and how."""
    found = []
    for record in generation.manifest.files:
        problem = file_problem(generation.folder, record)
        if problem:
            found.append((generation.folder / record.name, problem))
    return found


def file_problem(folder: Path, record: FileRecord) -> str | None:
    """Return how a file differs from its record, if it does."""
    problem = _size_problem(folder, record)
    if problem is None and sha256(folder / record.name) != record.sha256:
        problem = "its checksum differs"
    return problem


def read_abbreviations(added: Path) -> Abbreviations:
    """Return the shipped table of abbreviations with those in the file `added`.

    Raises:
        AbbreviationsError: the file cannot be read, or a line of it is no abbreviation.
    """
    try:
        return Abbreviations.load(SHIPPED, added)
    except ValueError as error:
        raise AbbreviationsError(str(error)) from error
    except OSError as error:
        raise AbbreviationsError(f"{added}: {error.strerror}") from error


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
def new_generation(
    root: Path, sources: Iterable[str], base: Generation | None = None
) -> Iterator[Path]:
    """Yield a folder to build in, empty or a copy of `base`; make it current when all went well.

    `sources` are what it is built from, as absolute paths. Whatever goes wrong,
    Ctrl-C included, the folder goes and the old generation stays. Call it with the
    `write_lock` held.
    """
    _remove(folder for folder in _generations(root) if (folder / _UNFINISHED).exists())
    before = _current_name(root)
    folder = root / _next_name(root)
    try:
        folder.mkdir()
        (folder / _UNFINISHED).touch()
        if base is not None:
            shutil.copytree(base.folder, folder, dirs_exist_ok=True)
        yield folder
        _seal(folder)
        pointer = {"generation": folder.name, "sources": list(sources)}
        _replace(root / CURRENT, json.dumps(pointer, ensure_ascii=False) + "\n")
    except BaseException:
        if _current_name(root) != folder.name:  # after the switch nothing may be undone
            shutil.rmtree(folder, ignore_errors=True)
        raise
    _remove(old for old in _generations(root) if old.name not in {folder.name, before})


def _seal(folder: Path) -> None:
    """Give a built generation its manifest, and see that all of it is on the disk."""
    for lock in folder.glob("*LOCK"):  # Whoosh's own, of no use in what never changes
        lock.unlink()
    Manifest(
        format=fingerprint(),
        articles=whoosh_index.open_dir(folder, schema=whoosh_schema()).doc_count(),
        built=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        files=record_files(folder, leave_out={MANIFEST, _UNFINISHED}),
    ).write(folder)
    (folder / _UNFINISHED).unlink()
    for path in folder.iterdir():
        _sync(path)
    _sync(folder)


def _replace(path: Path, text: str) -> None:
    """Give `path` a new content in one step, on the disk before this returns."""
    new = path.with_name(f"{path.name}.new")
    new.write_text(text, "utf-8")
    _sync(new)
    os.replace(new, path)  # noqa: PTH105  the one call that is atomic everywhere
    _sync(path.parent)


def _sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _size_problem(folder: Path, record: FileRecord) -> str | None:
    path = folder / record.name
    if not path.is_file():
        return "is missing"
    size = path.stat().st_size
    return None if size == record.size else f"has {size} bytes, should have {record.size}"


def _generations(root: Path) -> list[Path]:
    """Return the generations in `root`, finished or not; no folder of anybody else's."""
    return sorted(
        path
        for path in root.glob("g*")
        if _GENERATION.fullmatch(path.name)
        and ((path / MANIFEST).is_file() or (path / _UNFINISHED).is_file())
    )


def _next_name(root: Path) -> str:
    numbers = [int(path.name[1:]) for path in root.glob("g*") if _GENERATION.fullmatch(path.name)]
    return f"g{max(numbers, default=0) + 1:06d}"


def _current_name(root: Path) -> str | None:
    name = _pointer(root).get("generation")
    return name if isinstance(name, str) and _GENERATION.fullmatch(name) else None


def _pointer(root: Path) -> dict[str, Any]:
    try:
        pointer = json.loads((root / CURRENT).read_text("utf-8"))
    except (ValueError, OSError):
        return {}
    return pointer if isinstance(pointer, dict) else {}


def _remove(folders: Iterable[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
