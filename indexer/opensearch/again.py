"""Articles that a cluster holds, analysed once more: their terms are not kept, only searched."""

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from analyzers.abbreviations import default_abbreviations
from indexer.analysis import analyse_batch
from indexer.codec.build import Entry, build, id_arrays
from indexer.codec.container import Array
from indexer.opensearch.articles import article_of
from indexer.opensearch.generations import ClusterGeneration
from indexer.opensearch.parts import read_abbreviations
from indexer.opensearch.tokens import document_id

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_AT_ONCE = 200  # articles


class Analysed(NamedTuple):
    """A batch of articles, as `indexer.pipeline.batches` makes them."""

    arrays: dict[str, Array]
    ids: list[str]


def analysed(
    client: "OpenSearch",
    generation: ClusterGeneration,
    ids: Sequence[str],
    *,
    realtime: bool = True,
) -> Iterator[Analysed]:
    """Yield the articles with these ids in batches, without those that are not there.

    They are as they were written last, or, without `realtime`, as the last refresh made them seen.

    Raises:
        ClusterError: the cluster cannot be asked.
    """
    forms = read_abbreviations(client, generation.lexicon) if ids else default_abbreviations()
    every = iter(ids)
    while some := [*itertools.islice(every, _AT_ONCE)]:
        body = {"ids": [*map(document_id, some)]}
        answer = client.mget(
            index=generation.name, body=body, params={"realtime": str(realtime).lower()}
        )
        stored = [own["_source"]["article"] for own in answer["docs"] if own.get("found")]
        if stored:
            batch = analyse_batch([*map(article_of, stored)], forms)
            arrays = build([*map(_entry, stored)], batch)
            found = [str(own["id"]) for own in stored]
            yield Analysed(arrays | id_arrays(found), found)


def _entry(stored: dict[str, Any]) -> Entry:
    return Entry(
        article_of(stored), stored["path"], int(stored["digest"]), int(stored["document_digest"])
    )
