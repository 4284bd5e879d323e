"""The generations of an index in a cluster: concrete indices, of which its alias names one.

timtin                  the alias: what people call the index
timtin-000001           a generation: its articles; `Meta` says whether it is whole
timtin-000001-lexicon   what belongs to it besides: counts of terms, files that a user added
timtin-lock             who writes
"""

import itertools
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from indexer.errors import (
    AddressError,
    ClusterError,
    ClusterFailedError,
    ForeignIndexError,
    IndexLockedError,
    IndexMissingError,
    IndexOutdatedError,
    rebuild_command,
)
from indexer.opensearch.address import Address
from indexer.opensearch.creating import create_index
from indexer.opensearch.mapping import index_body, layout, lexicon_body
from indexer.opensearch.meta import KEY, Meta
from indexer.schema import fingerprint

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_MISSING = 404
_META = "*.mappings._meta"
_ANY = "open,hidden"


@dataclass(frozen=True, slots=True)
class ClusterGeneration:
    """A concrete index of ours, and what it says of itself."""

    name: str
    meta: Meta

    @property
    def lexicon(self) -> str:
        """The index of what belongs to it besides its articles."""
        return lexicon_of(self.name)

    @property
    def is_readable(self) -> bool:
        """Whether this version reads what it holds."""
        return (self.meta.format, self.meta.layout) == (fingerprint(), layout())


def lexicon_of(name: str) -> str:
    """Return the index beside the concrete index `name`."""
    return f"{name}-lexicon"


def named(client: "OpenSearch", address: Address) -> ClusterGeneration:
    """Return the generation that the alias names, whichever version wrote it.

    Raises:
        IndexMissingError: it names none.
        AddressError: the name is that of a generation.
        ClusterFailedError: it names several.
        ClusterFailedError: it names what is none of ours, or several.
        ForeignIndexError: it names what is none of ours.
    """
    found = [*_read(client, address, address.alias)]
    if not found:
        raise IndexMissingError(address)
    if len(found) > 1:
        names = ", ".join(own.name for own in found)
        raise ClusterFailedError(address, f"{address.alias} names several indices: {names}")
    if found[0].name == address.alias:
        index = replace(address, alias=address.alias.rpartition("-")[0])
        raise AddressError(
            f"{address.alias} is a generation of the index {index.alias}, and is deleted when"
            f" others took its place. Write {index}"
        )
    return found[0]


def current(client: "OpenSearch", address: Address) -> ClusterGeneration:
    """Return the generation that readers should open.

    Raises:
        IndexMissingError: nothing was built under this name.
        IndexOutdatedError: it was built by another version.
        ClusterError: the cluster cannot be asked, or what it names is none of ours.
    """
    found = named(client, address)
    if not found.is_readable:
        raise IndexOutdatedError(
            address,
            found=f"{found.meta.format}, {found.meta.layout}",
            expected=f"{fingerprint()}, {layout()}",
            command=rebuild_command(address, found.meta.sources),
        )
    return found


def generations(client: "OpenSearch", address: Address) -> list[ClusterGeneration]:
    """Return all generations there are, whole or not, the oldest first."""
    pattern = re.compile(rf"{re.escape(address.alias)}-\d{{6,}}")
    every = _read(client, address, f"{address.alias}-*", is_ours=pattern)
    return sorted(every, key=lambda own: (len(own.name), own.name))


def _read(
    client: "OpenSearch", address: Address, name: str, is_ours: re.Pattern[str] | None = None
) -> Iterator[ClusterGeneration]:
    answer = client.indices.get_mapping(
        index=name, params={"filter_path": _META, "expand_wildcards": _ANY}, ignore=_MISSING
    )
    if "error" in answer or "status" in answer:
        return
    if not answer and is_ours is None:
        # Without a _meta nothing passes the filter: there is something, or it would be missing.
        raise ForeignIndexError(address, name)
    for own, told in answer.items():
        if is_ours is not None and not is_ours.fullmatch(own):
            continue
        try:
            meta = Meta.read(told["mappings"])
        except ValueError as error:
            problem = f"the index {own}: {error}; choose another --index"
            raise ClusterFailedError(address, problem) from error
        if meta is not None:
            yield ClusterGeneration(own, meta)
        elif is_ours is None:
            raise ForeignIndexError(address, own)


def create(
    client: "OpenSearch", address: Address, meta: Meta, *, shards: int, replicas: int
) -> ClusterGeneration:
    """Create an empty generation after all there are."""
    numbers = [int(own.name.rpartition("-")[2]) for own in generations(client, address)]
    for number in itertools.count(max(numbers, default=0) + 1):
        name = f"{address.alias}-{number:06d}"
        create_index(client, address, name, index_body(meta.as_json(), shards, replicas))
        found = [*_read(client, address, f"{name}*", is_ours=re.compile(re.escape(name)))]
        if [own.meta.build for own in found] == [meta.build]:
            break  # and no other of this name
    create_lexicon(client, address, name)
    return ClusterGeneration(name, meta)


def create_lexicon(client: "OpenSearch", address: Address, name: str) -> None:
    """Create what stands beside the concrete index `name`, where it is not there."""
    create_index(client, address, lexicon_of(name), lexicon_body())


def settings(client: "OpenSearch", name: str) -> Mapping[str, str]:
    """Return the settings of the concrete index `name`."""
    answer = client.indices.get_settings(index=name)
    found: Mapping[str, str] = answer[name]["settings"]["index"]
    return found


def unfinished(client: "OpenSearch", address: Address) -> list[str]:
    """Return the names of the generations that a build of this version left, and can go on with."""
    every = generations(client, address)
    return [own.name for own in every if own.meta.state == "building" and own.is_readable]


def verify(client: "OpenSearch", address: Address, generation: ClusterGeneration) -> None:
    """See that a concrete index is still what it was: another process may have gone on with it.

    Raises:
        IndexLockedError: it is not.
    """
    found = [*_read(client, address, generation.name)]
    if [own.meta.build for own in found] != [generation.meta.build]:
        raise IndexLockedError(address)


def save(client: "OpenSearch", name: str, meta: Meta) -> None:
    """Write what a concrete index says of itself."""
    client.indices.put_mapping(index=name, body={"_meta": {KEY: meta.as_json()}})


def switch(client: "OpenSearch", address: Address, name: str) -> None:
    """Have the alias name the concrete index `name`, in one step.

    Raises:
        ClusterError: it does not, and names what it named before.
    """
    before = [own for own in _aliased(client, address) if own != name]
    actions: list[Mapping[str, Any]] = [
        {"remove": {"index": own, "alias": address.alias}} for own in before
    ]
    try:
        client.indices.update_aliases(
            body={"actions": [*actions, {"add": {"index": name, "alias": address.alias}}]}
        )
    except ClusterError:
        # The answer may have been lost, and the second try have found nothing to remove.
        if [*_aliased(client, address)] != [name]:
            raise


def _aliased(client: "OpenSearch", address: Address) -> Collection[str]:
    answer = client.indices.get_alias(name=address.alias, ignore=_MISSING)
    return () if "error" in answer else list(answer)


def tidy(client: "OpenSearch", address: Address, kept: Collection[str]) -> None:
    """Delete all generations but those `kept`, with what belongs to them."""
    for own in generations(client, address):
        if own.name not in kept:
            client.indices.delete(index=own.name, ignore=_MISSING)
            client.indices.delete(index=own.lexicon, ignore=_MISSING)
