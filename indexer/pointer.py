"""The one small file that says which generation of an index answers: a switch replaces it."""

import contextlib
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from indexer.durable import replace_file, sync
from indexer.sealed import sealed, unsealed

NAME = "current.json"
GENERATION = re.compile(r"g[0-9]{6}")
_OLDER = ("generation", "sources")


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which generation is current, and what it was built from."""

    generation: str
    sources: tuple[str, ...]

    @classmethod
    def read(cls, root: Path) -> "Pointer":
        """Read the pointer of the index at `root`.

        Raises:
            OSError: it is not there or cannot be read.
            ValueError: it is damaged.
        """
        told = unsealed((root / NAME).read_text("utf-8"), older=_OLDER)
        name, sources = told.get("generation"), told.get("sources", [])
        if not isinstance(name, str) or not GENERATION.fullmatch(name):
            raise ValueError("names no generation")
        return cls(name, tuple(map(str, sources)) if isinstance(sources, list) else ())

    def write(self, root: Path) -> None:
        """Make this the pointer of the index at `root`, in one step.

        Raises:
            OSError: it cannot be replaced.
        """
        replace_file(root / NAME, sealed(asdict(self)).encode())
        # It answers now. Should the power fail before its name is on the disk, the one before
        # does again: that one stays whole until the next build.
        with contextlib.suppress(OSError):
            sync(root)


def read_pointer(root: Path) -> Pointer | None:
    """Return the pointer of the index at `root`; None when there is none that can be read."""
    try:
        return Pointer.read(root)
    except (OSError, ValueError):
        return None


def is_surely_another(root: Path, name: str) -> bool:
    """Whether the pointer can be read, or is not there, and the generation `name` is not current.

    A replacing that reports a failure may have happened all the same, on a network file system.
    """
    try:
        return Pointer.read(root).generation != name
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False


def pointer_stamp(root: Path) -> tuple[int, int]:
    """Return what is another when another generation is current; as cheap as a look can be."""
    try:
        status = (root / NAME).stat()
    except OSError:
        return (0, 0)
    return (status.st_ino, status.st_mtime_ns)


def recorded_sources(root: Path) -> Sequence[str]:
    """Return what the index at `root` was built from; nothing when nobody knows."""
    pointer = read_pointer(root)
    return pointer.sources if pointer else ()
