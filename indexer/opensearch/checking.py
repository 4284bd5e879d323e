"""Whether an index in a cluster is what it says it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.errors import IndexCorruptError
from indexer.opensearch import generations
from indexer.opensearch.address import Address
from indexer.opensearch.connection import READING, connect
from indexer.opensearch.generations import ClusterGeneration
from indexer.opensearch.parts import last_of, read_file, read_parts
from indexer.store import ADDED

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_MOST_PARTS = 65_536  # that one answer counts; a rebuild leaves one


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found."""

    name: str  # of the concrete index
    articles: int
    parts: int  # of the lexicon
    shards: int
    status: str  # green; yellow: a replica has no node; red: articles are gone for now
    size: int  # bytes on all nodes, without replicas
    sources: tuple[str, ...]  # what it was built from
    problems: tuple[str, ...]


def check(address: Address) -> Checked:
    """Count the articles and read every part of the lexicon.

    Raises:
        IndexMissingError, IndexOutdatedError: there is none, or another version built it.
        ClusterError: the cluster cannot be asked.
    """
    client = connect(address, READING)
    generation = generations.current(client, address)
    health = client.cluster.health(index=generation.name)
    problems = [f"cluster: {health['status']}"] if health["status"] == "red" else []
    counted = _counted(client, generation)
    return Checked(
        name=generation.name,
        articles=sum(counted.values()),
        parts=len(generation.meta.parts),
        shards=int(health["active_primary_shards"]),
        status=str(health["status"]),
        size=_size(client, generation),
        sources=generation.meta.sources,
        problems=(*problems, *_problems(client, generation, counted)),
    )


def size_of(address: Address) -> int:
    """Return how many bytes the current generation takes on all nodes, without replicas.

    Raises:
        IndexMissingError, IndexOutdatedError, ClusterError: as `check`.
    """
    client = connect(address, READING)
    return _size(client, generations.current(client, address))


def _size(client: "OpenSearch", generation: ClusterGeneration) -> int:
    told = client.indices.stats(index=f"{generation.name},{generation.lexicon}", metric="store")
    return int(told["_all"]["primaries"]["store"]["size_in_bytes"])


def _counted(client: "OpenSearch", generation: ClusterGeneration) -> dict[int, int]:
    """Return how many articles each part has."""
    terms = {"field": "part", "size": _MOST_PARTS}
    answer = client.search(
        index=generation.name, body={"size": 0, "aggs": {"parts": {"terms": terms}}}
    )
    return {own["key"]: own["doc_count"] for own in answer["aggregations"]["parts"]["buckets"]}


def _problems(
    client: "OpenSearch", generation: ClusterGeneration, counted: dict[int, int]
) -> Iterator[str]:
    meta, articles = generation.meta, sum(counted.values())
    if articles != meta.articles:
        yield f"{generation.name} has {articles:,} articles, should have {meta.articles:,}"
    for number in sorted(own for own in counted if own > last_of(meta.parts)):
        yield f"{counted[number]:,} articles are of part {number}, which is not in the lexicon"
    known = 0
    for number in meta.parts:
        try:
            (part,) = read_parts(client, generation.lexicon, [number])
            known += part.articles
        except IndexCorruptError as error:
            yield error.problem
            known += articles
    if known < articles:  # more there may be: some were replaced or deleted since
        yield f"the lexicon counts {known:,} articles, and there are {articles:,}"
    for name in ADDED:
        try:
            read_file(client, generation.lexicon, name)
        except IndexCorruptError as error:
            yield error.problem
