"""Which files hold articles, and how each kind is read: one module per format.

A file is split into documents by one process, and many parse them.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from indexer.report import Skipped
from indexer.sources import jsonl, page
from indexer.sources.document import Document, Raw
from indexer.sources.files import SourceFile


class Format(NamedTuple):
    """How a kind of file is read."""

    split: Callable[[SourceFile], Iterator[Raw | Skipped]]
    parse: Callable[[SourceFile, Raw], Document | Skipped]


FORMATS = {
    ".txt": Format(page.split, page.parse_text),
    ".html": Format(page.split, page.parse_html),
    ".htm": Format(page.split, page.parse_html),
    ".jsonl": Format(jsonl.split, jsonl.parse),
}


def holds_records(path: str) -> bool:
    """Whether the documents of a file state what they are, their ids too."""
    return path.lower().endswith(".jsonl")


def split(file: SourceFile) -> Iterator[Raw | Skipped]:
    """Yield the documents of `file` unread; a file that cannot be opened becomes a Skipped."""
    known = FORMATS.get(file.path.suffix.lower())
    if known is None:
        yield Skipped(file.shown, f"not a kind that is read ({', '.join(FORMATS)})")
        return
    try:
        yield from known.split(file)
    except OSError as error:
        yield Skipped(file.shown, f"cannot be read: {error.strerror}")


def parse(file: SourceFile, raw: Raw) -> Document | Skipped:
    """Return what one document of `file` holds; one that cannot be read becomes a Skipped."""
    return FORMATS[file.path.suffix.lower()].parse(file, raw)


def read(file: SourceFile) -> Iterator[Document | Skipped]:
    """Yield what `file` holds."""
    for raw in split(file):
        yield raw if isinstance(raw, Skipped) else parse(file, raw)
