"""The abbreviations a user adds to an index: given once, kept from one generation to the next."""

from pathlib import Path

from analyzers.abbreviations import Abbreviations, default_abbreviations
from indexer.errors import AbbreviationsError
from indexer.store import ADDED_ABBREVIATIONS, current_folder, read_abbreviations


def added_abbreviations(root: Path, given: Path | None) -> tuple[Path | None, Abbreviations]:
    """Return the file of added abbreviations for the index at `root`, and the table with them.

    That is the `given` file, else the one that the index there has, whatever else ails it.

    Raises:
        AbbreviationsError: it cannot be read.
    """
    kept = given or _of_current_generation(root)
    if kept is None:
        return None, default_abbreviations()
    try:
        return kept, read_abbreviations(kept)
    except AbbreviationsError as error:
        if given:
            raise
        raise AbbreviationsError(
            f"The abbreviations that were added to the index are damaged ({error})."
            " Give them again, or an empty file for none: --abbreviations FILE"
        ) from error


def _of_current_generation(root: Path) -> Path | None:
    folder = current_folder(root)
    added = folder and folder / ADDED_ABBREVIATIONS
    return added if added and added.exists() else None
