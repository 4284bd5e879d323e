"""The one small file that says which generation of an index answers: a switch replaces it."""

import contextlib
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from indexer.durable import naming, replace_file, sync
from indexer.sealed import sealed, unsealed

NAME = "current.json"
# A watch that builds every few seconds comes to a million in weeks.
GENERATION = re.compile(r"g([0-9]{6}|[1-9][0-9]{6,14})")
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
        with naming(root / NAME):
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


def number_of(generation: str) -> int:
    """Return the number in the name of a generation: a later one has a higher."""
    return int(generation[1:])


def read_pointer(root: Path) -> Pointer | None:
    """Return the pointer of the index at `root`; None when there is none, or it is damaged.

    Raises:
        OSError: the system does not let it be read, so nobody can tell.
    """
    try:
        return Pointer.read(root)
    except (FileNotFoundError, NotADirectoryError, ValueError):
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
    """Return what the index at `root` was built from; nothing when nobody knows.

    Raises:
        OSError: the system does not let it be read.
    """
    pointer = read_pointer(root)
    return pointer.sources if pointer else ()
