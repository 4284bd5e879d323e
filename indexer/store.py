"""Generations on disk: built beside, switched whole, checked before they are read.

index_data/
  current.json      which generation answers: the one file a switch replaces
  g000001/          the generation before, kept to go back to; and any that somebody still reads
  g000002/          never changed once current; plain Whoosh opens it, too
    manifest.json   which segments and files it has, with checksums
    _MAIN_1.toc     the same for Whoosh
    deleted.arrays  which articles of its segments are deleted, if any is
    copies.arrays   which articles are copies of one another, if any is
    abbreviations.tsv  those a user added, as they were analysed with
    topics.toml        the same for the topics
    unfinished      only while it is being built: a folder that has it may be removed
  segments/         the articles; each file belongs to the generations whose manifests name it
  damaged/          what `timtin repair` took out of use; nothing here reads or removes it
  timtin_WRITELOCK  held by the process that writes, which writer.json names
"""

import contextlib
import hashlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from analyzers.abbreviations import SHIPPED, Abbreviations, default_abbreviations
from indexer.codec.container import UNREADABLE, Array, damaged_arrays, map_arrays
from indexer.codec.layout import segment_path
from indexer.codec.segment import Segment, Stored
from indexer.codec.soundness import check_copies
from indexer.errors import (
    AbbreviationsError,
    IndexCorruptError,
    IndexMissingError,
    IndexOutdatedError,
    rebuild_command,
    repair_command,
)
from indexer.folders import generations, was_current
from indexer.locks import ReadLock
from indexer.manifest import NAME as MANIFEST
from indexer.manifest import FileRecord, Manifest, sha256
from indexer.pointer import NAME as CURRENT
from indexer.pointer import Pointer, pointer_stamp, read_pointer
from indexer.schema import fingerprint

ADDED_ABBREVIATIONS = "abbreviations.tsv"
ADDED_TOPICS = "topics.toml"
# What a user adds is kept in a generation under these names; what gives it to a rebuild.
ADDED = {
    ADDED_ABBREVIATIONS: "--abbreviations FILE (an empty one for none)",
    ADDED_TOPICS: "--topics FILE (an empty one for none)",
}
DELETED = "deleted.arrays"
COPIES = "copies.arrays"
_NO_COPIES = np.empty(0, np.uint8), np.empty(0, np.uint8)
_TRIES = 10  # to open what is switched meanwhile: a switch takes a second at least


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete, immutable build of the index."""

    root: Path  # the index directory
    folder: Path
    manifest: Manifest
    sources: tuple[str, ...]  # the files and folders it was built from
    lock: ReadLock | None = None  # keeps its files there, as long as anybody has it

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
            check_copies(arrays)
            return arrays["articles"], arrays["groups"]
        except (OSError, ValueError, KeyError) as error:
            raise self.corrupt(path, str(error)) from error

    def corrupt(self, file: Path, problem: str) -> IndexCorruptError:
        """Return the error that names a damaged file and the commands that mend it."""
        return self._corrupt(file, problem, repair_command(self.root))

    def beyond_repair(self, file: Path, problem: str) -> IndexCorruptError:
        """Return the error of a damaged file that only a rebuild can replace."""
        return self._corrupt(file, problem, "")

    def _corrupt(self, file: Path, problem: str, mend: str) -> IndexCorruptError:
        command = rebuild_command(self.root, self.sources)
        if file.name in ADDED:
            command += f" {ADDED[file.name]}"
        return IndexCorruptError(file, problem, command=command, mend=mend)


def current_generation(root: Path) -> Generation:
    """Return the generation that readers should open.

    Sizes are compared here, which costs nothing; `damaged_files` compares checksums.

    Raises:
        IndexMissingError: nothing was built at `root`.
        IndexOutdatedError: it was built by another version.
        IndexCorruptError: a file is missing, unreadable or of another size than recorded.
    """
    try:
        pointer = Pointer.read(root)
    except (FileNotFoundError, NotADirectoryError) as error:
        if not any(map(was_current, generations(root))):
            raise IndexMissingError(root) from error  # or the first build has not ended yet
        raise _unreadable(root, root / CURRENT, "is missing") from error
    except (OSError, ValueError) as error:
        raise _unreadable(root, root / CURRENT, str(error)) from error
    return read_generation(root, pointer.generation, pointer.sources)


def read_generation(root: Path, name: str, sources: tuple[str, ...] = ()) -> Generation:
    """Return a generation by its name; `sources` are named where it does not say its own.

    Raises:
        IndexOutdatedError: it was built by another version.
        IndexCorruptError: a file is missing, unreadable or of another size than recorded.
    """
    generation = recorded_generation(root, name, sources)
    for record in generation.manifest.files:
        wrong_size = _size_problem(root, record)
        if wrong_size:
            raise generation.corrupt(root / record.name, wrong_size)
    return generation


def recorded_generation(root: Path, name: str, sources: tuple[str, ...] = ()) -> Generation:
    """Return a generation as its manifest says, whatever became of its files.

    Raises:
        IndexOutdatedError: it was built by another version.
        IndexCorruptError: the manifest is missing or unreadable.
    """
    folder, command = root / name, rebuild_command(root, sources)
    try:
        manifest = Manifest.read(folder)
    except (ValueError, OSError) as error:
        raise _unreadable(root, folder / MANIFEST, f"cannot be read ({error})", sources) from error
    if manifest.format != fingerprint():
        raise IndexOutdatedError(
            root, found=manifest.format, expected=fingerprint(), command=command
        )
    strange = manifest.strange_name(name)
    if strange is not None:
        problem = f"names {strange[:60]!r}, which is no file of an index, or of another build"
        raise _unreadable(root, folder / MANIFEST, problem, sources)
    return Generation(root, folder, manifest, manifest.sources or sources)


def held_generation(root: Path) -> Generation:
    """Return the current generation, whose files stay as long as what is returned is held.

    Raises:
        IndexMissingError, IndexOutdatedError, IndexCorruptError: as `current_generation`.
    """
    for _ in range(_TRIES):
        stamp = pointer_stamp(root)
        try:
            generation = current_generation(root)
            return replace(generation, lock=ReadLock.take(generation.folder / MANIFEST))
        except FileNotFoundError:
            continue  # a build ended while this one was opened, and its files go
        except IndexCorruptError:
            if pointer_stamp(root) == stamp:
                raise
    return current_generation(root)


def current_folder(root: Path) -> Path | None:
    """Return the folder of the current generation, whole or not; None when there is none."""
    pointer = read_pointer(root)
    return None if pointer is None else root / pointer.generation


def damaged_files(generation: Generation) -> list[tuple[Path, str]]:
    """Compare every file with its checksum; return those that differ, and how."""
    found = []
    for record in generation.manifest.files:
        problem = file_problem(generation.root, record)
        if problem:
            found.append((generation.root / record.name, problem))
    return found


def file_problem(root: Path, record: FileRecord) -> str | None:
    """Return how a file differs from its record, if it does; not to be read is to differ.

    Raises:
        OSError: the system does not let it be read, or not now.
    """
    try:
        problem = _size_problem(root, record)
        if problem is None and sha256(root / record.name) != record.sha256:
            problem = "its checksum differs"
            with contextlib.suppress(OSError, ValueError):  # what is no file of arrays has none
                arrays = damaged_arrays(root / record.name)
                problem += f" (in {', '.join(arrays)})" if arrays else ""
    except OSError as error:
        if error.errno not in UNREADABLE:
            raise
        problem = f"cannot be read ({error.strerror})"
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


def _size_problem(root: Path, record: FileRecord) -> str | None:
    path = root / record.name
    if not path.is_file():
        return "is missing"
    size = path.stat().st_size
    return None if size == record.size else f"has {size} bytes, should have {record.size}"


def _unreadable(
    root: Path, file: Path, problem: str, sources: tuple[str, ...] = ()
) -> IndexCorruptError:
    command = rebuild_command(root, sources)
    return IndexCorruptError(file, problem, command=command, mend=repair_command(root))
