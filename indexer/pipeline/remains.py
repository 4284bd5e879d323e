"""What is left of a damaged generation: its sound segments, what is deleted, what users added."""

import shlex
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np

from indexer.codec.container import Array, map_arrays, remaining_arrays
from indexer.codec.layout import segment_path
from indexer.codec.segment import Segment, Stored
from indexer.folders import generations
from indexer.manifest import FileRecord
from indexer.store import ADDED, DELETED, Generation, file_problem

NONE_DELETED = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Remains(Generation):
    """A generation without its damaged files, to build the next one on."""

    stored: tuple[Stored, ...] = ()

    @classmethod
    def of(
        cls, generation: Generation, damaged: Collection[Path], deleted: Mapping[str, Array]
    ) -> Self:
        """Return what is sound of `generation`.

        Raises:
            IndexCorruptError: a segment cannot be read though its checksum is right.
        """
        root, manifest = generation.root, generation.manifest
        stored = tuple(_stored(generation, damaged, deleted))
        rest = replace(
            manifest,
            segments=tuple(own.name for own in stored),
            files=tuple(own for own in manifest.files if root / own.name not in damaged),
        )
        return cls(root, generation.folder, rest, generation.sources, stored=stored)

    def segments(self) -> list[Stored]:
        """Return its sound segments."""
        return list(self.stored)


def deleted_articles(generation: Generation, damaged: Collection[Path]) -> Mapping[str, Array]:
    """Return the numbers of the deleted articles of each segment that has any.

    From the file of another generation where this one's is damaged and that is the same, else
    from those of its arrays that are whole.

    Raises:
        IndexCorruptError: nobody knows which articles are deleted.
    """
    path = generation.folder / DELETED
    record = _record(generation, path)
    if record is None:
        return {}
    try:
        if path not in damaged:
            return map_arrays(path)
        if twin := _twin(generation, record):
            return map_arrays(twin)
        arrays, whole = remaining_arrays(path)
        is_all = path.stat().st_size == record.size and whole == arrays.keys()
    except (OSError, ValueError):
        is_all = False
    if not is_all:
        back = f"timtin rollback --index {shlex.quote(str(generation.root))}"
        problem = "is damaged, so that nobody knows which articles are deleted"
        raise generation.beyond_repair(path, f"{problem}. Go back to the build before: {back}")
    return arrays


def added_files(generation: Generation, damaged: Collection[Path]) -> Mapping[str, Path]:
    """Return the whole files of what users added, by their names in `ADDED`.

    Raises:
        IndexCorruptError: one is damaged, and no other generation has the same.
    """
    found = {}
    for name in ADDED:
        path = generation.folder / name
        record = _record(generation, path)
        if record is not None:
            whole = path if path not in damaged else _twin(generation, record)
            if whole is None:
                raise generation.beyond_repair(path, "is damaged, and no other build has the same")
            found[name] = whole
    return found


def _stored(
    generation: Generation, damaged: Collection[Path], deleted: Mapping[str, Array]
) -> Iterator[Stored]:
    for name in generation.manifest.segments:
        path = segment_path(generation.root, name)
        if path in damaged:
            continue
        try:
            segment = Segment.open(path)
            live = np.ones(segment.articles, np.bool_)
            live[deleted.get(name, NONE_DELETED)] = False
        except (OSError, ValueError, IndexError) as error:
            raise generation.beyond_repair(path, str(error)) from error
        yield Stored(name, segment, live)


def _record(generation: Generation, path: Path) -> FileRecord | None:
    """Return what the manifest says of a file of the generation's own."""
    name = path.relative_to(generation.root).as_posix()
    return next((own for own in generation.manifest.files if own.name == name), None)


def _twin(generation: Generation, record: FileRecord) -> Path | None:
    """Return the file of another generation that is as this one was, and whole."""
    root = generation.root
    for folder in generations(root):
        name = f"{folder.name}/{Path(record.name).name}"
        if file_problem(root, replace(record, name=name)) is None:
            return root / name
    return None
