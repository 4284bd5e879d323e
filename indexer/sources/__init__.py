"""Which files hold articles, and how each kind is read: one module per format."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from indexer.sources import jsonl, page
from indexer.sources.document import Document, Skipped

READERS: dict[str, Callable[[Path], Iterator[Document | Skipped]]] = {
    ".txt": page.read_text,
    ".html": page.read_html,
    ".htm": page.read_html,
    ".jsonl": jsonl.read,
}


def list_files(sources: Iterable[Path]) -> list[Path]:
    """Return the files of `sources`, folders searched to any depth, each once and in order.

    Hidden files and folders (``.git``, ``.DS_Store``) are passed over in a folder.

    Raises:
        FileNotFoundError: a source does not exist.
    """
    files: dict[Path, None] = {}
    for source in sources:
        if not source.exists():
            raise FileNotFoundError(f"{source} does not exist. Name a file or folder that does.")
        found = sorted(source.rglob("*")) if source.is_dir() else [source]
        for path in found:
            inside = path.relative_to(source).parts
            if path.is_file() and not any(part.startswith(".") for part in inside):
                files[path.resolve()] = None
    return list(files)


def read(path: Path) -> Iterator[Document | Skipped]:
    """Yield what `path` holds; a file or line that cannot be read becomes a Skipped."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        yield Skipped(path.name, f"not a kind that is read ({', '.join(READERS)})")
        return
    try:
        yield from reader(path)
    except OSError as error:
        yield Skipped(path.name, f"cannot be read: {error.strerror}")
