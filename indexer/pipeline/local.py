"""An index on this machine's disk, as rebuild and update see it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from indexer.codec.layout import segment_path
from indexer.codec.segment import Stored
from indexer.commit import NewGeneration, new_generation
from indexer.errors import IndexCorruptError, rebuild_command, repair_command
from indexer.folders import UNFINISHED, numbered
from indexer.locks import write_lock
from indexer.manifest import NAME as MANIFEST
from indexer.manifest import Manifest
from indexer.pipeline.paths import states_id
from indexer.pointer import NAME as POINTER
from indexer.pointer import read_pointer, recorded_sources
from indexer.report import Found
from indexer.store import ADDED, Generation, current_folder, current_generation, file_problem


class LocalBase:
    """A generation on the disk to start from."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation

    @property
    def sources(self) -> Sequence[str]:
        """What it was built from, as absolute paths."""
        return self._generation.sources

    def articles(self) -> Iterator[Found]:
        """Yield its live articles.

        Raises:
            IndexCorruptError: a segment is damaged.
        """
        for own in self._generation.segments():
            try:
                found = _found(own)
            except (ValueError, IndexError) as error:
                path = segment_path(self._generation.root, own.name)
                raise self._generation.corrupt(path, str(error)) from error
            yield from found

    def new_generation(self, sources: Iterable[str]) -> AbstractContextManager[NewGeneration]:
        """Give a generation to fill that has its segments."""
        return new_generation(self._generation.root, sources, self._generation)


class LocalTarget:
    """Implements `indexer.pipeline.target.Target` on an index directory."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def own_paths(self) -> Sequence[Path]:
        """Its directory."""
        return (self._root,)

    def lock(self) -> AbstractContextManager[None]:
        """Hold the right to write, as `write_lock` says."""
        return write_lock(self._root)

    def recorded_sources(self) -> Sequence[str]:
        """Return what the pointer says of it.

        Raises:
            OSError: the system does not let it be read.
        """
        return recorded_sources(self._root)

    def added_file(self, name: str) -> Path | None:
        """Return the file in the current generation with what a user added, if it has one.

        Raises:
            IndexCorruptError: it is not as it was written.
            OSError: it cannot be read.
        """
        root, folder = self._root, current_folder(self._root)
        try:
            files = Manifest.read(folder).files if folder else ()
        except (FileNotFoundError, ValueError):
            folder = None
        if folder is None:
            _refuse_to_forget(root, name)
            return None
        # The format before segments named the files of a generation without their folder.
        places = {f"{folder.name}/{name}": root, name: folder}
        for record in files:
            if record.name in places:
                added = places[record.name] / record.name
                problem = file_problem(places[record.name], record)
                if problem:
                    raise _corrupt(root, added, problem, name)
                return added
        return None

    def current(self) -> LocalBase:
        """Return the generation that answers, as `current_generation` does."""
        return LocalBase(current_generation(self._root))

    def begun(self, _sources: Sequence[str], _files: Mapping[str, bytes]) -> None:
        """Return None: what a build on the disk leaves when it is stopped, goes."""

    def new_generation(self, sources: Iterable[str]) -> AbstractContextManager[NewGeneration]:
        """Give an empty generation to fill, as `indexer.commit.new_generation` does."""
        return new_generation(self._root, sources)


def _refuse_to_forget(root: Path, name: str) -> None:
    """Refuse where nobody knows what the index had, and some build has what a user added.

    Builds that follow would remove the last copy of it.

    Raises:
        IndexCorruptError: one has it.
    """
    pointer = read_pointer(root)
    damaged = root / pointer.generation / MANIFEST if pointer else root / POINTER
    for own in numbered(root):
        if (own / name).is_file() and not (own / UNFINISHED).exists():
            problem = f"is damaged or gone, and {own.name} has {name}, which you added"
            raise _corrupt(root, damaged, problem, name)


def _corrupt(root: Path, file: Path, problem: str, name: str) -> IndexCorruptError:
    command = f"{rebuild_command(root, recorded_sources(root))} {ADDED[name]}"
    return IndexCorruptError(file, problem, command=command, mend=repair_command(root))


def _found(stored: Stored) -> list[Found]:
    segment = stored.segment
    paths = segment.column("path")[:]
    columns = (
        segment.ids[:],
        [paths[at] for at in segment.arrays["path_of"].tolist()],
        segment.arrays["digest"].tolist(),
        segment.arrays["document_digest"].tolist(),
        stored.live.tolist(),
    )
    return [
        Found(
            id=article_id,
            is_fixed=states_id(path),
            path=path,
            origin=path,
            digest=digest,
            document_digest=document_digest,
        )
        for article_id, path, digest, document_digest, is_live in zip(*columns, strict=True)
        if is_live
    ]
