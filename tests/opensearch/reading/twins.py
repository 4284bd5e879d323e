"""The same articles in a local index and in a cluster, with the same numbers."""

import itertools
from typing import NamedTuple

from analyzers.abbreviations import default_abbreviations
from indexer.analysis import analyse_batch
from indexer.codec.build import Entry, build, id_arrays
from indexer.commit import new_generation
from indexer.opensearch import documents
from indexer.opensearch.mapping import index_body
from indexer.store import current_generation
from indexer.weighting import Lengths
from search_app.engines.leaf import mean_lengths
from search_app.engines.local import LocalEngine
from search_app.engines.opensearch.asking import Asking


class Twins(NamedTuple):
    local: LocalEngine
    asking: Asking
    means: Lengths
    segments: list


def make_twins(client, index, root, articles, shards=1):
    """Return an index of `articles`, whose ids differ, and the same in a cluster."""
    entries = [Entry(article, "p", number, 0) for number, article in enumerate(articles)]
    arrays = build(entries, analyse_batch(articles, default_abbreviations()))
    arrays |= id_arrays([article.id for article in articles])
    with new_generation(root, [], None) as made:
        made.writer.add(arrays, [article.id for article in articles])
    generation = current_generation(root)
    local = LocalEngine(generation)
    segments = [own.segment for own in generation.segments()]
    means = mean_lengths(segments)
    client.indices.create(index=index, body=index_body({}, shards=shards))
    taken = []
    for row, article in enumerate(articles):
        number = local.number(article.id)
        leader = min(number, *local.copies(number), number)
        taken.append(documents.Entry(row, article.id, number, leader))
    lines = documents.documents(arrays, taken, 0, means)
    for some in iter(lambda: b"".join(itertools.islice(lines, 400)), b""):
        answer = client.bulk(body=some, index=index)
        assert not answer["errors"], answer["items"][:3]
    client.indices.refresh(index=index)
    return Twins(local, Asking(client, index), means, segments)
