"""The articles of an index in a cluster, as those see them who bring it up to its sources."""

import base64
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.analysis.sketches import BINS
from indexer.leaders import CopyLeaders
from indexer.opensearch.generations import ClusterGeneration
from indexer.opensearch.parts import whole_parts
from indexer.opensearch.tokens import document_id
from indexer.pipeline.paths import states_id
from indexer.report import Found

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_PAGE = 5_000  # articles of an answer, each a line of ids and digests
_KEPT_OPEN = "10m"
_FIELDS = ("id", "path", "digest", "document_digest")


def drop_unfinished(client: "OpenSearch", generation: ClusterGeneration) -> tuple[int, ...]:
    """Delete the articles of parts that a writer left before their terms were counted.

    Return the parts of all others.

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
    counted = max(generation.meta.parts, default=-1)
    later = whole_parts(client, generation.lexicon, range(counted + 1, int(last) + 1))
    known = [{"range": {"part": {"lte": counted}}}, {"terms": {"part": later}}]
    query = {"bool": {"must_not": known}}
    client.delete_by_query(
        index=name, body={"query": query}, params={"conflicts": "proceed", "refresh": "true"}
    )
    return (*generation.meta.parts, *later)


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
    """Read what a writer must know, after `drop_unfinished`.

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


def delete(client: "OpenSearch", name: str, ids: Iterable[str]) -> None:
    """Delete articles; those that are not there stay so.

    Raises:
        ClusterError: one could not be deleted.
    """
    every = iter(ids)
    while some := [*itertools.islice(every, _PAGE)]:
        lines = [{"delete": {"_id": document_id(own)}} for own in some]
        client.bulk(body=lines, index=name)


def articles(client: "OpenSearch", name: str) -> Iterator[Found]:
    """Yield all articles of a concrete index as they were taken in: what tells if they changed.

    Raises:
        ClusterError: the cluster cannot be asked.
    """
    for hit in _hits(client, name, _FIELDS):
        yield _found(hit["_source"]["article"])


def _hits(
    client: "OpenSearch", name: str, fields: Sequence[str], values: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    """Yield all documents, with some fields of the article and of the index."""
    opened = client.create_pit(index=name, params={"keep_alive": _KEPT_OPEN})["pit_id"]
    try:
        after: dict[str, Any] = {}
        while True:
            answer = client.search(
                body={
                    "size": _PAGE,
                    "pit": {"id": opened, "keep_alive": _KEPT_OPEN},
                    "sort": ["number"],  # a page can be asked for again, as one of a scroll cannot
                    "track_total_hits": False,
                    "_source": [f"article.{field}" for field in fields],
                    "docvalue_fields": list(values),
                    **after,
                }
            )
            hits = answer["hits"]["hits"]
            if not hits:
                return
            yield from hits
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
