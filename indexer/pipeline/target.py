"""What rebuild and update write to: an index on this machine's disk, or one in a cluster."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from indexer.codec.container import Arrays
from indexer.opensearch.address import Address, Place
from indexer.pipeline.local import LocalTarget
from indexer.report import Found


class Writer(Protocol):
    """Takes in articles of a run; `indexer.codec.writer.SegmentWriter` says what each does."""

    def add(self, arrays: Arrays, ids: Sequence[str | None]) -> None:
        """Take in the arrays of a batch, and the ids of its articles; None for the unwanted."""

    def copy(self, article_id: str, new_id: str) -> None:
        """Add an article that there was before once more, under another id."""

    def withdraw(self, article_id: str) -> None:
        """Take back an article that was added."""

    def delete(self, article_id: str) -> None:
        """Delete an article that there was before."""


class Made(Protocol):
    """A generation while it is built."""

    @property
    def writer(self) -> Writer:
        """What takes in its articles."""

    def add(self, files: Mapping[str, bytes]) -> bool:
        """Keep what a user adds, by its names in `indexer.store.ADDED`.

        Return whether the generation before has another.
        """

    def abandon(self) -> None:
        """Leave the index as it is: nothing changed."""


class Empty(Protocol):
    """What a generation can be started from: in itself, nothing."""

    def new_generation(self, sources: Iterable[str]) -> AbstractContextManager[Made]:
        """Give a generation to fill, with the articles of this; make it answer when all is well.

        `sources` are what it is built from, as absolute paths. Whatever goes wrong, Ctrl-C
        included, the old one stays. Call it with the lock of the target held.
        """


class Base(Empty, Protocol):
    """A generation to start from."""

    @property
    def sources(self) -> Sequence[str]:
        """What it was built from, as absolute paths."""

    def articles(self) -> Iterable[Found]:
        """Return its articles: id, where each was read from, and the digests of its content."""


class Target(Empty, Protocol):
    """An index as those see it who write it."""

    @property
    def own_paths(self) -> Sequence[Path]:
        """Files and folders of its own, never to be read as sources."""

    def lock(self) -> AbstractContextManager[None]:
        """Hold the right to write.

        Raises:
            IndexLockedError: another process holds it; the message says which, and since when.
        """

    def recorded_sources(self) -> Sequence[str]:
        """Return what the index was built from; nothing when nobody knows."""

    def added_file(self, name: str) -> Path | None:
        """Return a file with what a user added, by its name in `indexer.store.ADDED`.

        None where nothing was. It can be read as long as the target is there.

        Raises:
            IndexCorruptError: it is not as it was written.
        """

    def current(self) -> Base:
        """Return the generation that answers.

        Raises:
            IndexMissingError: nothing was built there.
            IndexOutdatedError, IndexCorruptError: it must be built anew.
        """

    def begun(self, sources: Sequence[str], files: Mapping[str, bytes]) -> Base | None:
        """Return what an earlier build left that can go on; None where nothing can.

        That is one of this format, from these sources and with what a user added in `files`.
        """


def target_of(index: Place | Target) -> Target:
    """Return what writes the index in a directory or in a cluster; a target is its own."""
    if isinstance(index, Path):
        return LocalTarget(index)
    if isinstance(index, Address):
        from indexer.opensearch.target import ClusterTarget  # noqa: PLC0415  only where wanted

        return ClusterTarget(index)
    return index
