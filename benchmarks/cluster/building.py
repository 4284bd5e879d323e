"""Building an index in a cluster, beside one on the disk of this machine.

The local engine and the cluster take turns, first with all cores for both, as on one machine; then
with the client on the first core and the node on the second, as on two: what the client does in
that time, the cluster has to keep up with.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.articles import Article, Written, write_articles
from benchmarks.cluster.nodes import Nodes, pinned, started
from benchmarks.peers import timtin
from benchmarks.results import Result, machine
from indexer.opensearch import again, generations
from indexer.opensearch.address import Address
from indexer.opensearch.bulk import Batch, send
from indexer.opensearch.documents import Entry, documents
from indexer.opensearch.meta import new_build
from indexer.weighting import Lengths

ALIAS = "articles"
WARMING = 5_000  # articles built first: Java compiles what runs often
SAMPLE = 2_000  # articles whose documents are made and sent here, to tell the parts of the time
WAYS = {"together": ((), ()), "apart": ({0}, {1})}  # cores of the client, and of the node


class Built(NamedTuple):
    """What one build took."""

    seconds: float
    client_s: float  # of processors
    nodes_s: float


def build(
    source: Path, place: Path | Address, nodes: Nodes | None = None, options: Sequence[str] = ()
) -> Built:
    """Build an index by the command with further `options`, and return what that took."""
    used = nodes.cpu_seconds() if nodes else 0.0
    before, start = _children(), time.perf_counter()
    timtin.finish(timtin.rebuilding(source, str(place), options))
    seconds, client_s = time.perf_counter() - start, _children() - before
    return Built(seconds, client_s, nodes.cpu_seconds() - used if nodes else 0.0)


def _children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def measure(articles: Sequence[Article], rounds: int, port: int) -> Result:
    """Return a line for results.jsonl."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        source = write_articles(articles, folder / "articles.jsonl")
        warming = write_articles(articles[:WARMING], folder / "warming.jsonl")
        ways = {}
        for way, (own, theirs) in WAYS.items():
            with started(1, port, theirs) as nodes, pinned(own):
                build(warming.path, nodes.address("warming"), nodes)
                ways[way] = _turns(source, folder / way, nodes, rounds)
                if way == "together":
                    version, parts = nodes.version(), _parts(nodes)
                    bytes_on_disk = nodes.store_bytes(nodes.generation(ALIAS).name)[0]
    return {
        "bench": "cluster-build",
        "articles": source.articles,
        "text_bytes": source.text_bytes,
        "digest": source.digest,
        **machine("timtin", "numpy", "opensearch-py"),
        "opensearch": version,
        "rounds": rounds,
        "ways": ways,
        "parts": parts,
        "disk_bytes_an_article": round(bytes_on_disk / source.articles),
    }


def _turns(source: Written, folder: Path, nodes: Nodes, rounds: int) -> Result:
    """Build in turns; return articles a second of both, and processor time of 1,000 articles."""
    local, cluster = [], []
    for turn in range(rounds):
        local.append(build(source.path, folder / str(turn)))
        cluster.append(build(source.path, nodes.address(ALIAS), nodes))
    figures = {}
    for name, found in (("local", local), ("cluster", cluster)):
        middle = Built(*(statistics.median(values) for values in zip(*found, strict=True)))
        figures[name] = {
            "articles_per_s": round(source.articles / middle.seconds, 1),
            "client_s_of_1000": round(1e3 * middle.client_s / source.articles, 2),
            "nodes_s_of_1000": round(1e3 * middle.nodes_s / source.articles, 2),
        }
    speeds = [own.seconds / other.seconds for own, other in zip(local, cluster, strict=True)]
    return figures | {"ratio": round(statistics.median(speeds), 2)}


def _parts(nodes: Nodes) -> Result:
    """Return the processor time of 1,000 articles that documents and sending take, and bytes."""
    client, address = nodes.client(), nodes.address("sample")
    generation = nodes.generation(ALIAS)
    meta = replace(generation.meta, build=new_build())
    sample = generations.create(client, address, meta, shards=1, replicas=0)
    ids = [str(hit["_id"]) for hit in _hits(client, generation.name)]
    made = sent = 0.0
    size = count = 0
    lengths = Lengths(meta.title_length, meta.body_length)
    for batch in again.analysed(client, generation, ids):
        entries = [Entry(row, own, count + row, count + row) for row, own in enumerate(batch.ids)]
        start = time.process_time()
        size += sum(map(len, documents(batch.arrays, entries, 0, lengths)))
        middle = time.process_time()
        send(client, address, sample.name, Batch(batch.arrays, entries, 0, lengths))
        made += middle - start
        sent += time.process_time() - middle
        count += len(entries)
    for name in (sample.name, sample.lexicon):
        client.indices.delete(index=name)
    return {
        "documents_s_of_1000": round(1e3 * made / count, 2),
        "sending_s_of_1000": round(1e3 * (sent - made) / count, 2),
        "sent_bytes_an_article": round(size / count),
    }


def _hits(client: Any, name: str) -> Iterator[dict[str, Any]]:
    body = {"size": SAMPLE, "sort": ["number"], "_source": False}
    yield from client.search(index=name, body=body)["hits"]["hits"]
