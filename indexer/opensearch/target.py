"""An index in a cluster, as rebuild and update see it."""

import contextlib
import datetime
import functools
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.errors import (
    ClusterBusyError,
    ClusterError,
    ClusterFailedError,
    IndexMissingError,
    NothingToIndexError,
    ReplicasError,
)
from indexer.opensearch import generations
from indexer.opensearch.address import Address
from indexer.opensearch.connection import READING, WRITING, connect
from indexer.opensearch.generations import ClusterGeneration
from indexer.opensearch.lock import ClusterLock
from indexer.opensearch.mapping import layout
from indexer.opensearch.meta import Meta, new_build
from indexer.opensearch.parts import read_file, write_file
from indexer.opensearch.stored import articles, count, settle
from indexer.opensearch.writer import ClusterWriter
from indexer.report import Found
from indexer.schema import fingerprint
from indexer.store import ADDED

if TYPE_CHECKING:
    from opensearchpy import OpenSearch


class ClusterTarget:
    """Implements `indexer.pipeline.target.Target` on an index in a cluster.

    A new generation gets so many `shards`, each with so many `replicas`; without a number, one
    shard, and one replica where the cluster has a second node to keep it.
    """

    def __init__(
        self, address: Address, *, shards: int | None = None, replicas: int | None = None
    ) -> None:
        self.address = address
        self._shards = shards
        self._replicas = replicas

    @functools.cached_property
    def client(self) -> "OpenSearch":
        """The client that all of this uses.

        Raises:
            ClusterUnreachableError: no host answers, before anything was begun.
            ClusterUntrustedError, ClusterRefusedError: it will not answer us.
        """
        # A build outlives a node that starts anew; nobody waits so long for one that never was.
        with (
            contextlib.closing(connect(self.address, READING)) as asking,
            contextlib.suppress(ClusterBusyError, ClusterFailedError),
        ):
            asking.indices.get_alias(name=self.address.alias, ignore=HTTPStatus.NOT_FOUND)
        return connect(self.address, WRITING)

    @functools.cached_property
    def held(self) -> ClusterLock:
        """The lock of the index."""
        return ClusterLock(self.client, self.address)

    @functools.cached_property
    def _folder(self) -> Path:
        """A folder that is there as long as this is."""
        folder = Path(tempfile.mkdtemp(prefix="timtin-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return folder

    @property
    def own_paths(self) -> Sequence[Path]:
        """None: it has no files here."""
        return ()

    def lock(self) -> AbstractContextManager[None]:
        """Hold the right to write, as `ClusterLock.held` says.

        Raises:
            AddressError, ClusterFailedError: what has the name is no index of ours.
        """
        self._named()
        return self.held.held()

    def recorded_sources(self) -> Sequence[str]:
        """Return what the index was built from; nothing where there is none yet."""
        named = self._named()
        return named.meta.sources if named else ()

    def added_file(self, name: str) -> Path | None:
        """Return a file with what a user added to the current generation, if it has one.

        Raises:
            IndexCorruptError: it is damaged.
            ClusterError: the cluster cannot be asked.
        """
        named = self._named()
        data = read_file(self.client, named.lexicon, name) if named else None
        if not data:
            return None
        path = self._folder / name
        path.write_bytes(data)
        return path

    def current(self) -> "ClusterBase":
        """Return the generation that answers, as `generations.current` does."""
        return ClusterBase(self, generations.current(self.client, self.address))

    def begun(self, sources: Sequence[str], files: Mapping[str, bytes]) -> "ClusterBase | None":
        """Return the last generation of these that a build left unfinished, if there is one.

        It may lack no more than the name by which it answers.
        """
        named = self._named()
        for own in reversed(generations.generations(self.client, self.address)):
            if named and own.name == named.name:
                return None
            if (
                own.is_readable
                and own.meta.sources == tuple(sources)
                and self._is_divided(own)
                and self.files_of(own) == _kept(files)
            ):
                return ClusterBase(self, own)
        return None

    def _is_divided(self, own: ClusterGeneration) -> bool:
        """Whether a generation has as many shards and replicas as were asked for."""
        wanted = {"number_of_shards": self._shards, "number_of_replicas": self._replicas}
        has = generations.settings(self.client, own.name)
        return all(number in {None, int(has[name])} for name, number in wanted.items())

    @contextlib.contextmanager
    def new_generation(self, sources: Iterable[str]) -> Iterator["NewClusterGeneration"]:
        """Give an empty generation to fill; what was written of it stays for `begun`."""
        named = self._named()
        answers = {named.name} if named else set()
        kept = {named.meta.previous, *answers} if named else set()
        generations.tidy(self.client, self.address, kept)
        meta = Meta(
            format=fingerprint(),
            layout=layout(),
            state="building",
            build=new_build(),
            sources=tuple(sources),
            previous=named.name if named else "",
        )
        made = NewClusterGeneration(self, self._create(meta), {})
        try:
            yield made
            made.seal()
        except NothingToIndexError:
            generations.tidy(self.client, self.address, kept)
            raise
        finally:
            made.writer.close()

    def _create(self, meta: Meta) -> ClusterGeneration:
        nodes = int(self.client.cluster.health()["number_of_data_nodes"])
        replicas = min(nodes - 1, 1) if self._replicas is None else self._replicas
        if replicas >= nodes:
            raise ReplicasError(replicas, nodes)
        return generations.create(
            self.client, self.address, meta, shards=self._shards or 1, replicas=replicas
        )

    def _named(self) -> ClusterGeneration | None:
        try:
            return generations.named(self.client, self.address)
        except IndexMissingError:
            return None

    def files_of(self, own: ClusterGeneration) -> dict[str, bytes]:
        """Return what a user added to a generation, by its names in `ADDED`."""
        read = ((name, read_file(self.client, own.lexicon, name)) for name in ADDED)
        return {name: data for name, data in read if data}


class ClusterBase:
    """A generation in a cluster to start from: what it has is changed where it is."""

    def __init__(self, target: ClusterTarget, generation: ClusterGeneration) -> None:
        self._target = target
        self._generation = generation

    @property
    def sources(self) -> Sequence[str]:
        """What it was built from, as absolute paths."""
        return self._generation.meta.sources

    def articles(self) -> Iterator[Found]:
        """Yield its articles.

        Raises:
            ClusterError: the cluster cannot be asked.
        """
        return articles(self._target.client, self._generation.name)

    @contextlib.contextmanager
    def new_generation(self, sources: Iterable[str]) -> Iterator["NewClusterGeneration"]:
        """Give this generation to change, without what a writer before left half done."""
        own, client = self._generation, self._target.client
        if own.meta.state == "building":  # as far as it came
            generations.create_lexicon(client, self._target.address, own.name)
        parts = settle(client, own)
        changed = replace(own, meta=replace(own.meta, sources=tuple(sources), parts=parts))
        made = NewClusterGeneration(self._target, changed, self._target.files_of(own))
        try:
            yield made
            # Who was stopped may have changed articles, and not have told.
            is_told = parts == own.meta.parts and count(client, own.name) == own.meta.articles
            if made.is_wanted or made.writer.has_sent or not is_told:
                made.seal()
        finally:
            made.writer.close()


class NewClusterGeneration:
    """A generation in a cluster while it is written."""

    def __init__(
        self, target: ClusterTarget, generation: ClusterGeneration, files: Mapping[str, bytes]
    ) -> None:
        self.is_wanted = True
        self._target = target
        self._generation = generation
        self._files = files  # that it has
        self.writer = ClusterWriter(target.client, target.address, generation, target.held.watch)

    def add(self, files: Mapping[str, bytes]) -> bool:
        """Keep what a user adds, by the names in `ADDED`; return whether there was another."""
        differs = _kept(files) != self._files
        if differs:
            self._target.held.watch()
            for name in ADDED:
                data = files.get(name, b"")
                write_file(self._target.client, self._generation.lexicon, name, data)
            self._files = _kept(files)
        return differs

    def abandon(self) -> None:
        """Leave the index as it is: nothing changed."""
        self.is_wanted = False

    def seal(self) -> None:
        """Finish writing, see that all of it is there, and have the alias name it.

        Raises:
            IndexLockedError: another process took over the right to write.
            ClusterError: it cannot be finished; what answers is as it was.
        """
        client, address = self._target.client, self._target.address
        name = self._generation.name
        counted = self.writer.finish()
        client.indices.refresh(index=name)
        found = count(client, name)
        if found != counted.articles:
            raise ClusterFailedError(
                address, f"{name} should have {counted.articles:,} articles, and has {found:,}"
            )
        self._target.held.verify()
        built = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        meta = replace(counted, state="whole", built=built, build=new_build())
        generations.save(client, name, meta)
        generations.switch(client, address, name)
        with contextlib.suppress(ClusterError, IndexMissingError):  # the next build does it
            begun = generations.unfinished(client, address)
            generations.tidy(client, address, {name, meta.previous, *begun})


def _kept(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if data}
