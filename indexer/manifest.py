"""What a generation says of itself: its format, and the size and checksum of every file."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

NAME = "manifest.json"


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

    @property
    def size(self) -> int:
        """How many bytes its files have."""
        return sum(record.size for record in self.files)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the manifest in `folder`.

        Raises:
            OSError: it is not there or cannot be read.
            ValueError: it is no manifest.
        """
        try:
            raw = json.loads((folder / NAME).read_text("utf-8"))
            files = tuple(
                FileRecord(str(record["name"]), int(record["size"]), str(record["sha256"]))
                for record in raw["files"]
            )
            segments = tuple(map(str, raw.get("segments", ())))  # other formats have none
            articles = int(raw["articles"])
            return cls(**{**raw, "articles": articles, "segments": segments, "files": files})
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a manifest: {error}") from error

    def write(self, folder: Path) -> None:
        """Write the manifest into `folder`."""
        text = json.dumps(asdict(self), indent=1)
        (folder / NAME).write_text(text + "\n", "utf-8")


def record_file(root: Path, path: Path) -> FileRecord:
    """Return the record of a file of the index at `root`."""
    name = path.relative_to(root).as_posix()
    return FileRecord(name, path.stat().st_size, sha256(path))


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
