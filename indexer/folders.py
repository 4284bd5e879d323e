"""Which folders of an index directory are generations, and what tells how far one came."""

from pathlib import Path

from indexer.manifest import NAME as MANIFEST
from indexer.manifest import Manifest
from indexer.pointer import GENERATION

UNFINISHED = "unfinished"


def generations(root: Path) -> list[Path]:
    """Return the generations in `root`, finished or not; no folder of anybody else's.

    Nor one that a link leads to: what is old is removed, and that may lie elsewhere.

    Raises:
        OSError: the system does not let them be seen; to see none would be to lose their segments.
    """
    return [
        path
        for path in numbered(root)
        if not path.is_symlink() and ((path / MANIFEST).is_file() or (path / UNFINISHED).is_file())
    ]


def numbered(root: Path) -> list[Path]:
    """Return what in `root` has the name of a generation.

    Raises:
        OSError: the system does not let it be seen.
    """
    try:
        # Not by glob: what may not be read is empty for it.
        return sorted(path for path in root.iterdir() if GENERATION.fullmatch(path.name))
    except (FileNotFoundError, NotADirectoryError):
        return []


def was_current(folder: Path) -> bool:
    """Whether a generation may have been current: its mark goes only after the switch."""
    return (folder / MANIFEST).is_file() and not (folder / UNFINISHED).exists()


def may_be_whole(folder: Path) -> bool:
    """Whether a generation must stay while nobody knows which is current.

    One with its mark and a manifest that was not written to its end never was.
    """
    if not (folder / MANIFEST).is_file():
        return False
    try:
        Manifest.read(folder)
    except ValueError:
        return not (folder / UNFINISHED).exists()
    return True
