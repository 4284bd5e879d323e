"""Files that hold one page each: saved as text, or as HTML."""

from collections.abc import Iterator
from pathlib import Path

from indexer.report import Skipped
from indexer.sources.decode import decode
from indexer.sources.document import Document, Kind
from indexer.sources.files import SourceFile


def read_text(file: SourceFile) -> Iterator[Document | Skipped]:
    """Yield the one text dump in `file`."""
    yield _read(file, "text")


def read_html(file: SourceFile) -> Iterator[Document | Skipped]:
    """Yield the one HTML page in `file`."""
    yield _read(file, "html")


def _read(file: SourceFile, kind: Kind) -> Document | Skipped:
    text = decode(file.path.read_bytes(), file.shown)
    if isinstance(text, Skipped):
        return text
    return Document(path=Path(file.shown), kind=kind, text=text)
