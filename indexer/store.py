"""Generations on disk: built beside, switched whole, checked before they are read.

index_data/
  current.json      {"generation": "g000002", "sources": […]}: the one file a switch replaces
  g000001/          the generation before, kept until the next build for readers that have it
  g000002/          never changed once current; plain Whoosh opens it, too
    manifest.json   which segments and files it has, with checksums
    _MAIN_1.toc     the same for Whoosh
    deleted.arrays  which articles of its segments are deleted, if any is
    copies.arrays   which articles are copies of one another, if any is
    abbreviations.tsv  those a user added, as they were analysed with
    topics.toml        the same for the topics
    unfinished      only while it is being built: a folder that has it may be removed
  segments/         the articles; each file belongs to the generations whose manifests name it
  timtin_WRITELOCK  held by the process that writes
"""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage

from analyzers.abbreviations import SHIPPED, Abbreviations, default_abbreviations
from indexer.codec.container import Array, map_arrays
from indexer.codec.layout import segment_path
from indexer.codec.segment import Segment, Stored
from indexer.errors import (
    AbbreviationsError,
    IndexCorruptError,
    IndexLockedError,
    IndexMissingError,
    IndexOutdatedError,
    rebuild_command,
)
from indexer.manifest import NAME as MANIFEST
from indexer.manifest import FileRecord, Manifest, sha256
from indexer.schema import fingerprint

CURRENT = "current.json"
ADDED_ABBREVIATIONS = "abbreviations.tsv"
ADDED_TOPICS = "topics.toml"
# What a user adds is kept in a generation under these names; what gives it to a rebuild.
ADDED = {
    ADDED_ABBREVIATIONS: "--abbreviations FILE (an empty one for none)",
    ADDED_TOPICS: "--topics FILE (an empty one for none)",
}
DELETED = "deleted.arrays"
COPIES = "copies.arrays"
_LOCK = "timtin_WRITELOCK"
UNFINISHED = "unfinished"
_NO_COPIES = np.empty(0, np.uint8), np.empty(0, np.uint8)
GENERATION = re.compile(r"g\d{6}")


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete, immutable build of the index."""

    root: Path  # the index directory
    folder: Path
    manifest: Manifest
    sources: tuple[str, ...]  # the files and folders it was built from

    @property
    def checksum(self) -> str:
        """What no other generation has, in letters and digits: of its name and its manifest."""
        told = json.dumps([self.folder.name, asdict(self.manifest)])
        return hashlib.sha256(told.encode()).hexdigest()

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

    def segments(self) -> list[Stored]:
        """Map its segments.

        Raises:
            IndexCorruptError: one is damaged.
        """
        path = self.folder / DELETED
        try:
            deleted = map_arrays(path) if path.exists() else {}
            stored = []
            for name in self.manifest.segments:
                path = segment_path(self.root, name)
                segment = Segment.open(path)
                live = np.ones(segment.articles, np.bool_)
                path = self.folder / DELETED
                live[deleted.get(name, [])] = False
                stored.append(Stored(name, segment, live))
        except (OSError, ValueError, IndexError) as error:
            raise self.corrupt(path, str(error)) from error
        return stored

    def copies(self) -> tuple[Array, Array]:
        """Return the articles that have a copy, ascending, and the group of each, from 1 on.

        They are numbered through all segments, deleted ones too.

        Raises:
            IndexCorruptError: the file of them is damaged.
        """
        path = self.folder / COPIES
        if not path.exists():
            return _NO_COPIES
        try:
            arrays = map_arrays(path)
            return arrays["articles"], arrays["groups"]
        except (OSError, ValueError, KeyError) as error:
            raise self.corrupt(path, str(error)) from error

    def corrupt(self, file: Path, problem: str) -> IndexCorruptError:
        """Return the error that names a damaged file and the command that mends it."""
        command = rebuild_command(self.root, self.sources)
        if file.name in ADDED:
            command += f" {ADDED[file.name]}"
        return IndexCorruptError(file, problem, command=command)


def pointer_stamp(root: Path) -> tuple[int, int]:
    """Return what is another when another generation is current; as cheap as a look can be."""
    try:
        status = (root / CURRENT).stat()
    except OSError:
        return (0, 0)
    return (status.st_ino, status.st_mtime_ns)


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
    name = current_name(root)
    if name is None:
        if not (root / CURRENT).exists() and not generations(root):
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
        wrong_size = _size_problem(root, record)
        if wrong_size:
            raise generation.corrupt(root / record.name, wrong_size)
    return generation


def current_folder(root: Path) -> Path | None:
    """Return the folder of the current generation, whole or not; None when there is none."""
    name = current_name(root)
    return None if name is None else root / name


def recorded_sources(root: Path) -> tuple[str, ...]:
    """Return what the index at `root` was built from; nothing when nobody knows."""
    sources = _pointer(root).get("sources", [])
    return tuple(map(str, sources)) if isinstance(sources, list) else ()


def damaged_files(generation: Generation) -> list[tuple[Path, str]]:
    """Compare every file with its checksum; return those that differ, and how."""
    found = []
    for record in generation.manifest.files:
        problem = file_problem(generation.root, record)
        if problem:
            found.append((generation.root / record.name, problem))
    return found


def file_problem(root: Path, record: FileRecord) -> str | None:
    """Return how a file differs from its record, if it does."""
    problem = _size_problem(root, record)
    if problem is None and sha256(root / record.name) != record.sha256:
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


def _size_problem(root: Path, record: FileRecord) -> str | None:
    path = root / record.name
    if not path.is_file():
        return "is missing"
    size = path.stat().st_size
    return None if size == record.size else f"has {size} bytes, should have {record.size}"


def generations(root: Path) -> list[Path]:
    """Return the generations in `root`, finished or not; no folder of anybody else's."""
    return sorted(
        path
        for path in root.glob("g*")
        if GENERATION.fullmatch(path.name)
        and ((path / MANIFEST).is_file() or (path / UNFINISHED).is_file())
    )


def current_name(root: Path) -> str | None:
    """Return the name of the current generation; None when there is none."""
    name = _pointer(root).get("generation")
    return name if isinstance(name, str) and GENERATION.fullmatch(name) else None


def _pointer(root: Path) -> dict[str, Any]:
    try:
        pointer = json.loads((root / CURRENT).read_text("utf-8"))
    except (ValueError, OSError):
        return {}
    return pointer if isinstance(pointer, dict) else {}
