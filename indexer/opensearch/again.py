"""Articles that a cluster holds, analysed once more: their terms are not kept, only searched."""

import itertools
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from analyzers.abbreviations import Abbreviations, default_abbreviations
from indexer.analysis import analyse_batch
from indexer.article import Article
from indexer.codec.build import Entry, build, id_arrays
from indexer.codec.container import Array
from indexer.opensearch.generations import ClusterGeneration
from indexer.opensearch.parts import read_file
from indexer.opensearch.tokens import document_id
from indexer.schema import stored_date
from indexer.store import ADDED_ABBREVIATIONS, read_abbreviations

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_AT_ONCE = 200  # articles


class Analysed(NamedTuple):
    """A batch of articles, as `indexer.pipeline.batches` makes them."""

    arrays: dict[str, Array]
    ids: list[str]


def analysed(
    client: "OpenSearch", generation: ClusterGeneration, ids: Sequence[str]
) -> Iterator[Analysed]:
    """Yield the articles with these ids in batches, without those that are not there.

    Raises:
        ClusterError: the cluster cannot be asked.
    """
    forms = abbreviations(client, generation) if ids else default_abbreviations()
    every = iter(ids)
    while some := [*itertools.islice(every, _AT_ONCE)]:
        body = {"ids": [*map(document_id, some)]}
        answer = client.mget(index=generation.name, body=body)
        stored = [own["_source"]["article"] for own in answer["docs"] if own.get("found")]
        if stored:
            batch = analyse_batch([*map(article_of, stored)], forms)
            arrays = build([*map(_entry, stored)], batch)
            found = [str(own["id"]) for own in stored]
            yield Analysed(arrays | id_arrays(found), found)


def abbreviations(client: "OpenSearch", generation: ClusterGeneration) -> Abbreviations:
    """Return the table that the articles of a generation were analysed with."""
    data = read_file(client, generation.lexicon, ADDED_ABBREVIATIONS)
    if not data:
        return default_abbreviations()
    with tempfile.TemporaryDirectory(prefix="timtin-") as folder:
        path = Path(folder, ADDED_ABBREVIATIONS)
        path.write_bytes(data)
        return read_abbreviations(path)


def article_of(stored: dict[str, Any]) -> Article:
    """Return the article that the `article` of a document is."""
    return Article(
        id=stored["id"],
        title=stored["title"],
        body=stored["body"],
        captions=tuple(stored["captions"]),
        date=stored_date(stored["date"]),
        year=stored["year"],
        byline=stored["byline"],
        url=stored["url"],
        source=stored["source"],
        cities=tuple(stored["cities"]),
        topics=tuple(stored["topics"]),
    )


def _entry(stored: dict[str, Any]) -> Entry:
    return Entry(
        article_of(stored), stored["path"], int(stored["digest"]), int(stored["document_digest"])
    )
