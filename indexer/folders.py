"""Which folders of an index directory are generations, and what tells how far one came."""

import re
from pathlib import Path

from indexer.codec.layout import SEGMENTS
from indexer.manifest import NAME as MANIFEST
from indexer.manifest import Manifest
from indexer.pointer import GENERATION, number_of

UNFINISHED = "unfinished"
_SEGMENT = re.compile(r"[0-9a-f]{12}\.arrays")


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
    """Return what in `root` has the name of a generation, the latest last.

    Raises:
        OSError: the system does not let it be seen.
    """
    try:
        # Not by glob: what may not be read is empty for it.
        found = [path for path in root.iterdir() if GENERATION.fullmatch(path.name)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(found, key=lambda path: number_of(path.name))


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


def unnamed_segments(root: Path) -> list[Path]:
    """Return the segments that no generation of the index at `root` names.

    None when one manifest cannot be read, or is gone: then nobody knows what it named. Nor where
    a link leads to the segments: another index may have them. What is no segment is never named.
    """
    if (root / SEGMENTS).is_symlink():
        return []
    try:
        named = {name for folder in numbered(root) for name in _named(folder)}
        own = [path for path in (root / SEGMENTS).iterdir() if _SEGMENT.fullmatch(path.name)]
    except (OSError, ValueError):
        return []
    return [path for path in own if path.stem not in named]


def _named(folder: Path) -> tuple[str, ...]:
    """Return the segments that a generation names, also one that a link leads to.

    Raises:
        OSError, ValueError: nobody can tell.
    """
    try:
        return Manifest.read(folder).segments
    except FileNotFoundError:
        # A build that was killed before its manifest, or one of which no more is left.
        if (folder / UNFINISHED).is_file() or not any(folder.iterdir()):
            return ()
        raise
