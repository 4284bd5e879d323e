"""The articles of an index in a cluster, as those see them who bring it up to its sources."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from indexer.opensearch.generations import ClusterGeneration
from indexer.opensearch.parts import whole_parts
from indexer.pipeline.paths import states_id
from indexer.report import Found

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_PAGE = 5_000  # articles of an answer, each a line of ids and digests
_KEPT_OPEN = "10m"
_FIELDS = ("id", "path", "digest", "document_digest")


def drop_unfinished(client: "OpenSearch", generation: ClusterGeneration) -> None:
    """Delete the articles of parts that a writer left before their terms were counted.

    Raises:
        ClusterError: the cluster cannot be asked.
    """
    name = generation.name
    client.indices.refresh(index=name)
    answer = client.search(
        index=name, body={"size": 0, "aggs": {"last": {"max": {"field": "part"}}}}
    )
    last = answer["aggregations"]["last"]["value"]
    if last is None:
        return
    whole = set(whole_parts(client, generation.lexicon, range(int(last) + 1)))
    # Those that meta names are whole, or readers would have no counts at all.
    whole.update(generation.meta.parts)
    query = {"bool": {"must_not": {"terms": {"part": sorted(whole)}}}}
    client.delete_by_query(
        index=name, body={"query": query}, params={"conflicts": "proceed", "refresh": "true"}
    )


def articles(client: "OpenSearch", name: str) -> Iterator[Found]:
    """Yield all articles of a concrete index, in any order: what tells whether they changed.

    Raises:
        ClusterError: the cluster cannot be asked.
    """
    opened = client.create_pit(index=name, params={"keep_alive": _KEPT_OPEN})["pit_id"]
    try:
        after: dict[str, Any] = {}
        while True:
            answer = client.search(
                body={
                    "size": _PAGE,
                    "pit": {"id": opened, "keep_alive": _KEPT_OPEN},
                    "sort": ["_shard_doc"],
                    "track_total_hits": False,
                    "_source": [f"article.{field}" for field in _FIELDS],
                    **after,
                }
            )
            hits = answer["hits"]["hits"]
            if not hits:
                return
            yield from (_found(hit["_source"]["article"]) for hit in hits)
            after = {"search_after": hits[-1]["sort"]}
    finally:
        client.delete_pit(body={"pit_id": [opened]})


def _found(article: dict[str, Any]) -> Found:
    path = str(article["path"])
    return Found(
        id=str(article["id"]),
        is_fixed=states_id(path),
        path=path,
        origin=path,
        digest=int(article["digest"]),
        document_digest=int(article["document_digest"]),
    )
