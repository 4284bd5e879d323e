"""Which files hold articles, and how each kind is read: one module per format."""

from collections.abc import Callable, Iterator

from indexer.report import Skipped
from indexer.sources import jsonl, page
from indexer.sources.document import Document
from indexer.sources.files import SourceFile

READERS: dict[str, Callable[[SourceFile], Iterator[Document | Skipped]]] = {
    ".txt": page.read_text,
    ".html": page.read_html,
    ".htm": page.read_html,
    ".jsonl": jsonl.read,
}


def read(file: SourceFile) -> Iterator[Document | Skipped]:
    """Yield what `file` holds; a file or line that cannot be read becomes a Skipped."""
    reader = READERS.get(file.path.suffix.lower())
    if reader is None:
        yield Skipped(file.shown, f"not a kind that is read ({', '.join(READERS)})")
        return
    try:
        yield from reader(file)
    except OSError as error:
        yield Skipped(file.shown, f"cannot be read: {error.strerror}")
