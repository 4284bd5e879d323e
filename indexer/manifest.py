"""What a generation says of itself: its format, and the size and checksum of every file."""

import hashlib
import itertools
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from indexer.durable import naming, write_file
from indexer.pointer import GENERATION
from indexer.sealed import sealed, unsealed

NAME = "manifest.json"
_OLDER = ("format", "articles", "built", "segments", "files")
_FILE = re.compile(rf"{GENERATION.pattern}/\w[\w.]*|segments/[0-9a-f]{{12}}\.arrays", re.ASCII)


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file of a generation."""

    name: str  # its path in the index directory, with "/"
    size: int  # bytes
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The manifest of one generation."""

    format: str  # indexer.schema.fingerprint() of the code that wrote it
    articles: int
    built: str  # ISO time, UTC
    segments: tuple[str, ...]  # names, in the order of their articles
    files: tuple[FileRecord, ...]
    sources: tuple[str, ...] = ()  # what it was built from; builds before this was kept say none
    previous: str = ""  # the generation that answered when it was built; the same

    @property
    def size(self) -> int:
        """How many bytes its files have."""
        return sum(record.size for record in self.files)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the manifest in `folder`.

        Raises:
            OSError: it is not there or cannot be read.
            ValueError: it is no manifest, or damaged.
        """
        with naming(folder / NAME):
            raw = unsealed((folder / NAME).read_text("utf-8"), older=_OLDER)
        try:
            files = tuple(
                FileRecord(str(record["name"]), int(record["size"]), str(record["sha256"]))
                for record in raw["files"]
            )
            return cls(
                format=str(raw["format"]),
                articles=int(raw["articles"]),
                built=str(raw["built"]),
                segments=tuple(map(str, raw.get("segments", ()))),  # other formats have none
                files=files,
                sources=tuple(map(str, raw.get("sources", ()))),
                previous=str(raw.get("previous", "")),
            )
        except (KeyError, TypeError, AttributeError, OverflowError) as error:
            raise ValueError(f"not a manifest: {error}") from error

    def strange_name(self, folder: str) -> str | None:
        """Return a name that no file of the generation in `folder` has, if there is one.

        It may lead out of the index, or the manifest be that of another generation. A segment
        without a record is none of its files: nobody could tell whether it is whole.
        """
        own = (f"{folder}/", "segments/")
        every = dict.fromkeys(record.name for record in self.files)
        names = (name for name in every if not (_FILE.fullmatch(name) and name.startswith(own)))
        segments = (name for name in self.segments if f"segments/{name}.arrays" not in every)
        return next(itertools.chain(names, segments), None)

    def write(self, folder: Path) -> None:
        """Write the manifest into `folder`, on the disk before this returns."""
        write_file(folder / NAME, sealed(asdict(self)).encode())


def record_file(root: Path, path: Path) -> FileRecord:
    """Return the record of a file of the index at `root`."""
    return FileRecord(path.relative_to(root).as_posix(), path.stat().st_size, sha256(path))


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with naming(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
