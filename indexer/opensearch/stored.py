"""The articles of an index in a cluster, as those see them who bring it up to its sources."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.analysis.sketches import BINS
from indexer.codec.tally import Tally
from indexer.leaders import CopyLeaders
from indexer.opensearch import again
from indexer.opensearch.generations import ClusterGeneration
from indexer.opensearch.parts import last_of, whole_parts, write_part
from indexer.pipeline.paths import states_id
from indexer.report import Found

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_PAGE = 5_000  # articles of an answer, each a line of ids and digests
_ALL: Mapping[str, Any] = {"match_all": {}}
_FIELDS = ("id", "path", "digest", "document_digest")


def settle(client: "OpenSearch", generation: ClusterGeneration) -> tuple[int, ...]:
    """See to the articles of parts that a writer left before their terms were counted.

    Return the parts of all that stay. While the generation is built they are deleted, for they
    are going to be read again; of one that answers they may have replaced others, whose sources
    somebody else brings up to date: so their terms are counted now.

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
        return generation.meta.parts
    # What meta names, readers count by: all up to it is whole, joined or not.
    counted = last_of(generation.meta.parts)
    later = whole_parts(client, generation.lexicon, range(counted + 1, int(last) + 1))
    known = [{"range": {"part": {"lte": counted}}}, {"terms": {"part": later}}]
    query = {"bool": {"must_not": known}}
    if generation.meta.state == "whole":
        return (*generation.meta.parts, *later, *_count(client, generation, query))
    client.delete_by_query(
        index=name, body={"query": query}, params={"conflicts": "proceed", "refresh": "true"}
    )
    return (*generation.meta.parts, *later)


def _count(
    client: "OpenSearch", generation: ClusterGeneration, query: Mapping[str, Any]
) -> Sequence[int]:
    """Count the terms of articles of parts that are not there; return those parts."""
    ids: dict[int, list[str]] = {}
    for hit in _hits(client, generation.name, ("id",), ("part",), query):
        ids.setdefault(hit["fields"]["part"][0], []).append(str(hit["_source"]["article"]["id"]))
    for part, own in sorted(ids.items()):
        tally = Tally()
        for found in again.analysed(client, generation, own):
            tally.add(found.arrays, found.ids)
        write_part(client, generation.lexicon, part, tally.finish())
    return sorted(ids)


def count(client: "OpenSearch", name: str) -> int:
    """Return how many articles a concrete index has, as far as they were made visible."""
    return int(client.count(index=name)["count"])


@dataclass(frozen=True, slots=True)
class Stored:
    """What a writer must know of the articles that a concrete index has."""

    numbers: Mapping[str, int]  # by id
    leaders: CopyLeaders

    @property
    def last_number(self) -> int:
        """The last number that an article has, -1 if none has one."""
        return max(self.numbers.values(), default=-1)


def stored(client: "OpenSearch", name: str) -> Stored:
    """Read what a writer must know, after `settle`.

    Raises:
        ClusterError: the cluster cannot be asked.
    """
    numbers: dict[str, int] = {}
    leaders, sketches = [], []
    for hit in _hits(client, name, ("id", "sketch"), ("number", "leader")):
        article, values = hit["_source"]["article"], hit["fields"]
        numbers[str(article["id"])] = values["number"][0]
        leaders.append(values["leader"][0])
        sketches.append(base64.b64decode(article["sketch"]))
    own = np.frombuffer(b"".join(sketches), np.uint8).reshape(len(sketches), BINS)
    known = np.array([*numbers.values()], np.int64)
    return Stored(numbers, CopyLeaders.of(known, np.array(leaders, np.int64), own))


def articles(client: "OpenSearch", name: str) -> Iterator[Found]:
    """Yield all articles of a concrete index as they were taken in: what tells if they changed.

    Raises:
        ClusterError: the cluster cannot be asked.
    """
    for hit in _hits(client, name, _FIELDS):
        yield _found(hit["_source"]["article"])


def _hits(
    client: "OpenSearch",
    name: str,
    fields: Sequence[str],
    values: Sequence[str] = (),
    query: Mapping[str, Any] = _ALL,
) -> Iterator[dict[str, Any]]:
    """Yield documents, with some fields of the article and of the index.

    What is written meanwhile is not seen: no refresh is made. A point in time would hold to one
    copy of each shard, and end with the node that has it; a page of this another node can answer.
    """
    after: dict[str, Any] = {}
    while True:
        answer = client.search(
            index=name,
            body={
                "query": query,
                "size": _PAGE,
                "sort": ["number"],
                "track_total_hits": False,
                "_source": [f"article.{field}" for field in fields],
                "docvalue_fields": list(values),
                **after,
            },
            params={"allow_partial_search_results": "false"},
        )
        hits = answer["hits"]["hits"]
        if not hits:
            return
        yield from hits
        after = {"search_after": hits[-1]["sort"]}


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
