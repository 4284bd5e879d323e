"""What more nodes and shards change. All share one machine: it shows the shape, not the speed."""

import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.articles import Article, Written, write_articles
from benchmarks.cluster.building import WARMING, build
from benchmarks.cluster.nodes import Nodes, started
from benchmarks.results import Result, machine, spread
from search_app import open_index

ALIAS = "articles"
ASKING = 4  # threads that ask at once
CASES = {1: ((1, 0), (3, 0)), 2: ((1, 1), (3, 1)), 3: ((3, 0), (3, 1))}  # shards, replicas


def measure(
    articles: Sequence[Article], asked: Sequence[str], counts: Sequence[int], port: int
) -> Result:
    """Return a line for results.jsonl."""
    cases = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        source = write_articles(articles, folder / "articles.jsonl")
        warming = write_articles(articles[:WARMING], folder / "warming.jsonl")
        for count in counts:
            with started(count, port) as nodes:
                build(warming.path, nodes.address("warming"))
                for shards, replicas in CASES[count]:
                    case = {"nodes": count, "shards": shards, "replicas": replicas}
                    cases.append(case | _case(source, nodes, asked, shards, replicas))
                version = nodes.version()
    return {
        "bench": "cluster-nodes",
        "articles": source.articles,
        "digest": source.digest,
        **machine("timtin", "opensearch-py"),
        "opensearch": version,
        "queries": len(asked),
        "cases": cases,
    }


def _case(
    source: Written, nodes: Nodes, asked: Sequence[str], shards: int, replicas: int
) -> Result:
    alias = f"s{shards}r{replicas}"
    options = ("--shards", str(shards), "--replicas", str(replicas))
    built = build(source.path, nodes.address(alias), nodes, options)
    index = open_index(nodes.address(alias))
    times = []
    for text in asked:
        start = time.perf_counter()
        index.search(text)
        times.append(1e3 * (time.perf_counter() - start))
    start = time.perf_counter()
    with ThreadPoolExecutor(ASKING) as pool:
        list(pool.map(index.search, asked))
    at_once = len(asked) / (time.perf_counter() - start)
    primaries, total = nodes.store_bytes(nodes.generation(alias).name)
    nodes_held = nodes.memory()
    nodes.drop(alias)
    return {
        "articles_per_s": round(source.articles / built.seconds, 1),
        "nodes_s_of_1000": round(1e3 * built.nodes_s / source.articles, 2),
        "query_ms": spread([times]),
        "queries_per_s": round(at_once, 1),
        "disk_bytes": {"primaries": primaries, "total": total},
        **nodes_held,
    }
