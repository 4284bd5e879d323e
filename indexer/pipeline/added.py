"""The abbreviations a user adds to an index: given once, kept from one generation to the next."""

from pathlib import Path

from analyzers.abbreviations import Abbreviations, default_abbreviations
from indexer.errors import IndexCorruptError, rebuild_command
from indexer.manifest import Manifest
from indexer.store import (
    ADDED_ABBREVIATIONS,
    current_folder,
    file_problem,
    read_abbreviations,
    recorded_sources,
)


def added_abbreviations(root: Path, given: Path | None) -> tuple[bytes, Abbreviations]:
    """Return the file of added abbreviations for the index at `root`, and the table with them.

    That is the `given` file, else the one that the index there has; empty when there is none.

    Raises:
        AbbreviationsError: the given file cannot be read, or a line of it is no abbreviation.
        IndexCorruptError: the file in the index is not as it was written.
    """
    added = given or _of_current_generation(root)
    if added is None:
        return b"", default_abbreviations()
    return added.read_bytes(), read_abbreviations(added)


def _of_current_generation(root: Path) -> Path | None:
    folder = current_folder(root)
    if folder is None:
        return None
    try:
        files = Manifest.read(folder).files
    except (OSError, ValueError):
        return None  # nobody knows what it had
    # The format before segments named the files of a generation without their folder.
    places = {f"{folder.name}/{ADDED_ABBREVIATIONS}": root, ADDED_ABBREVIATIONS: folder}
    for record in files:
        if record.name in places:
            added = places[record.name] / record.name
            problem = file_problem(places[record.name], record)
            if problem:
                command = rebuild_command(root, recorded_sources(root))
                raise IndexCorruptError(
                    added,
                    problem,
                    command=f"{command} --abbreviations FILE (an empty one for none)",
                )
            return added
    return None
