"""What a user adds to an index: given once, kept from one generation to the next."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from analyzers.abbreviations import default_abbreviations
from indexer.durable import naming
from indexer.errors import (
    AbbreviationsError,
    IndexCorruptError,
    TopicsError,
    rebuild_command,
    repair_command,
)
from indexer.facets import default_topics, load_topics
from indexer.facets.topic_file import SHIPPED
from indexer.folders import UNFINISHED, numbered
from indexer.manifest import NAME as MANIFEST
from indexer.manifest import Manifest
from indexer.pipeline.tables import Tables
from indexer.pointer import NAME as POINTER
from indexer.pointer import read_pointer, recorded_sources
from indexer.store import (
    ADDED,
    ADDED_ABBREVIATIONS,
    ADDED_TOPICS,
    current_folder,
    file_problem,
    read_abbreviations,
)


class Added(NamedTuple):
    """What is added, and the shipped tables with it."""

    files: Mapping[str, bytes]  # by the name it has in a generation; an empty one adds nothing
    tables: Tables


def added_to(root: Path, *, abbreviations: Path | None = None, topics: Path | None = None) -> Added:
    """Return what is added to the index at `root`: the given files, else those the index has.

    Raises:
        AbbreviationsError, TopicsError: a file cannot be read, or an entry of it is none.
        IndexCorruptError: a file in the index is not as it was written.
        OSError: one in the index cannot be read.
    """
    terms = abbreviations or _of_current_generation(root, ADDED_ABBREVIATIONS)
    own = topics or _of_current_generation(root, ADDED_TOPICS)
    with _refused_by_the_system(terms, is_given=bool(abbreviations)):
        forms = read_abbreviations(terms) if terms else default_abbreviations()
    with _refused_by_the_system(own, is_given=bool(topics)):
        tables = Tables(forms, load_topics(SHIPPED, own) if own else default_topics())
    paths = {ADDED_ABBREVIATIONS: terms, ADDED_TOPICS: own}
    return Added({name: path.read_bytes() if path else b"" for name, path in paths.items()}, tables)


@contextmanager
def _refused_by_the_system(path: Path | None, *, is_given: bool) -> Iterator[None]:
    """Say of a file of the index that it cannot be read: nobody named it, so no usage is wrong."""
    try:
        yield
    except (AbbreviationsError, TopicsError) as error:
        if path and not is_given and isinstance(error.__cause__, OSError):
            with naming(path):
                raise error.__cause__ from None
        raise


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
            command = f"{rebuild_command(root, recorded_sources(root))} {ADDED[name]}"
            raise IndexCorruptError(damaged, problem, command=command, mend=repair_command(root))


def _of_current_generation(root: Path, name: str) -> Path | None:
    folder = current_folder(root)
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
                command = f"{rebuild_command(root, recorded_sources(root))} {ADDED[name]}"
                raise IndexCorruptError(added, problem, command=command, mend=repair_command(root))
            return added
    return None
