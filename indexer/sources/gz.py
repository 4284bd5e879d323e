"""A file packed with gzip, alone or several one behind the other."""

import gzip
from collections.abc import Iterator

from indexer.sources.streams import Budget, Member, Stream


def members(stream: Stream, budget: Budget) -> Iterator[Member]:
    """Yield what was packed; its name is that of the file without its ``.gz``."""
    yield Member("", Stream(gzip.GzipFile(fileobj=stream), budget))
