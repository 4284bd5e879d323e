"""Files that hold one page each: saved as text, or as HTML."""

from collections.abc import Iterator
from pathlib import Path

from indexer.report import Skipped
from indexer.sources.decode import decode
from indexer.sources.document import Document, Kind, Raw
from indexer.sources.files import SourceFile


def split(file: SourceFile) -> Iterator[Raw]:
    """Yield the one page in `file`."""
    yield Raw(file.path.read_bytes())


def parse_text(file: SourceFile, raw: Raw) -> Document | Skipped:
    """Return a text dump."""
    return _parse(file, raw, "text")


def parse_html(file: SourceFile, raw: Raw) -> Document | Skipped:
    """Return an HTML page."""
    return _parse(file, raw, "html")


def _parse(file: SourceFile, raw: Raw, kind: Kind) -> Document | Skipped:
    text = decode(raw.data, file.shown)
    if isinstance(text, Skipped):
        return text
    return Document(path=Path(file.shown), kind=kind, text=text)
