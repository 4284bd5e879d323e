"""A file packed with gzip, alone or several one behind the other."""

import gzip
from collections.abc import Iterator

from indexer.sources.streams import Budget, Member, Stream

_SUFFIXES = ((".gz", ""), (".tgz", ".tar"))


def unpacked(name: str) -> str:
    """Return the name of what a file holds that was packed: what is no ``.gz`` keeps its own."""
    return next(
        (name[: -len(end)] + kept for end, kept in _SUFFIXES if name.lower().endswith(end)), name
    )


def members(stream: Stream, budget: Budget) -> Iterator[Member]:
    """Yield what was packed; its name is that of the file without its ``.gz``."""
    yield Member("", Stream(gzip.GzipFile(fileobj=stream), budget))
