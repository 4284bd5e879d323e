"""Files that hold one page each: saved as text, or as HTML."""

from collections.abc import Iterator
from pathlib import Path

from indexer.sources.decode import decode
from indexer.sources.document import Document, Kind, Skipped


def read_text(path: Path) -> Iterator[Document | Skipped]:
    """Yield the one text dump in `path`."""
    yield _read(path, "text")


def read_html(path: Path) -> Iterator[Document | Skipped]:
    """Yield the one HTML page in `path`."""
    yield _read(path, "html")


def _read(path: Path, kind: Kind) -> Document | Skipped:
    text = decode(path.read_bytes(), path.name)
    if isinstance(text, Skipped):
        return text
    return Document(path=path, kind=kind, text=text)
