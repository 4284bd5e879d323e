"""The page over a cluster, beside what OpenSearch itself takes, and beside the local engine.

The page is asked as in a server, without HTTP before it; what the cluster says that it `took` is
noted of each answer on its way. Both engines hold the same articles and take turns.
"""

import json
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from flask.testing import FlaskClient
from opensearchpy import Transport

from benchmarks import queries
from benchmarks.articles import Article, write_articles
from benchmarks.cluster.building import build
from benchmarks.cluster.nodes import Nodes, started
from benchmarks.results import Result, machine, spread
from indexer.opensearch.parts import read_parts
from indexer.opensearch.stored import articles as every_article
from search_app import open_index
from search_app.engines.opensearch.opener import ClusterOpener
from search_app.web import create_app

ALIAS = "articles"
COUNTED = 5_000, 20_000  # articles whose terms are counted besides: how many more do more have?
WARMING = 100  # other searches first: Java compiles what runs often
OPENED = 3  # times
TIMES, FIXED = 3, 10  # the page shall take at most so many times what OpenSearch took, and ms
BEGUN = 2  # syllables of a query, and a letter, for which completions are asked


@dataclass(slots=True)
class Spy:
    """What the cluster said that it took for the requests since `begin`, in ms."""

    took: int = 0
    asked: int = 0
    waited: float = 0.0

    def begin(self) -> None:
        """Forget what was asked before."""
        self.took, self.asked, self.waited = 0, 0, 0.0

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Note all requests while the block runs."""
        perform = Transport.perform_request

        def noted(*args: Any, **options: Any) -> Any:
            start = time.perf_counter()
            answer = perform(*args, **options)
            if isinstance(answer, dict) and "took" in answer:
                self.waited += 1e3 * (time.perf_counter() - start)
                self.took += answer["took"]
                self.asked += 1
            return answer

        Transport.perform_request = noted
        try:
            yield
        finally:
            Transport.perform_request = perform


@dataclass(slots=True)
class Times:
    """Milliseconds of each page, a list a round."""

    page: list[list[float]] = field(default_factory=list)
    took: list[list[float]] = field(default_factory=list)
    waited: list[list[float]] = field(default_factory=list)
    asked: int = 0

    def figures(self) -> Result:
        """Return them as figures, with how many pages of the first round are within the bar."""
        found: Result = {"page_ms": spread(self.page), "first_ms": spread(self.page[:1])}
        if self.asked:
            pairs = [*zip(self.page[0], self.took[0], strict=True)]
            within = sum(page <= TIMES * took + FIXED for page, took in pairs)
            found |= {
                "took_ms": spread(self.took),
                "first_took_ms": spread(self.took[:1]),
                "waited_ms": spread(self.waited),
                "requests_a_page": round(self.asked / sum(map(len, self.page)), 2),
                "first_within": round(within / len(pairs), 3),
            }
        return found


def measure(
    articles: Sequence[Article], asked: Sequence[str], rounds: int, port: int
) -> tuple[Result, list[Result]]:
    """Return a line for results.jsonl, and one for each size whose terms were counted."""
    with tempfile.TemporaryDirectory() as temporary, started(1, port) as nodes:
        folder, counts = Path(temporary), []
        for size in (*(own for own in COUNTED if own < len(articles)), len(articles)):
            source = write_articles(articles[:size], folder / f"{size}.jsonl")
            build(source.path, nodes.address(ALIAS))
            about = {"articles": size, "digest": source.digest}
            counts.append(about | _counted(nodes))
        build(source.path, folder / "local")
        paths = _paths(asked, articles)
        indexes = {"local": folder / "local", "cluster": nodes.address(ALIAS)}
        warming = [f"/?{urlencode({'q': text})}" for text in queries.draw_three(articles, WARMING)]
        found = _turns(indexes, paths, warming, rounds)
        what = machine("timtin", "flask", "opensearch-py") | {"opensearch": nodes.version()}
        stored = nodes.store_bytes(nodes.generation(ALIAS).name)[0]
        held = nodes.memory()
    line = {"bench": "cluster-search", **about, **what, "rounds": rounds, "queries": len(asked)}
    line |= {"store_bytes": stored, "node": held, "pages": found}
    return line, [{"bench": "cluster-counts", **own, **what} for own in counts]


def _counted(nodes: Nodes) -> Result:
    """Return how many terms and pairs the current generation has, and what that costs a server."""
    generation = nodes.generation(ALIAS)
    (part,) = read_parts(nodes.client(), generation.lexicon, generation.meta.parts)
    times = []
    for _ in range(OPENED):
        start = time.perf_counter()
        ClusterOpener(nodes.address(ALIAS)).open()
        times.append(1e3 * (time.perf_counter() - start))
    start = time.perf_counter()
    for _ in every_article(nodes.client(), generation.name):
        pass
    scan_s = time.perf_counter() - start
    return {
        "scan_s": round(scan_s, 2),
        "terms": len(part.terms),
        "pairs": len(part.arrays["pair_keys"]),
        "memory_bytes": sum(own.nbytes for own in part.arrays.values()),
        "stored_bytes": nodes.store_bytes(generation.lexicon)[0],
        "open_ms": round(statistics.median(times), 1),
    }


def _paths(asked: Sequence[str], articles: Sequence[Article]) -> dict[str, list[str]]:
    begun = [" ".join(text.split()[: BEGUN + 1])[:-1] for text in asked]
    step = max(len(articles) // len(asked), 1)
    ids = [article["id"] for article in articles[::step]][: len(asked)]
    return {
        "search": [f"/?{urlencode({'q': text})}" for text in asked],
        "suggestions": [f"/api/v1/suggest?{urlencode({'q': text})}" for text in begun],
        "article": [f"/article/{quote(own)}" for own in ids],
    }


def _turns(
    indexes: dict[str, Any], paths: dict[str, list[str]], warming: Sequence[str], rounds: int
) -> Result:
    clients = {name: create_app(open_index(own)).test_client() for name, own in indexes.items()}
    spy, found = Spy(), {kind: {name: Times() for name in clients} for kind in paths}
    with spy.watching():
        for client in clients.values():
            client.get("/help")  # the first page of a process opens the index
            for path in warming:
                client.get(path)
        for _ in range(rounds):
            for kind, own in paths.items():
                _round(clients, own, spy, found[kind])
    return {
        kind: {name: times.figures() for name, times in own.items()} for kind, own in found.items()
    }


def _round(
    clients: dict[str, FlaskClient], paths: Sequence[str], spy: Spy, found: dict[str, Times]
) -> None:
    for times in found.values():
        for own in (times.page, times.took, times.waited):
            own.append([])
    for path in paths:
        for name, client in clients.items():
            spy.begin()
            start = time.perf_counter()
            answer = client.get(path)
            answer.get_data()
            times = found[name]
            times.page[-1].append(1e3 * (time.perf_counter() - start))
            if answer.status_code != HTTPStatus.OK:
                raise SystemExit(f"{path}: {answer.status_code}")
            times.took[-1].append(spy.took)
            times.waited[-1].append(spy.waited)
            times.asked += spy.asked


def questions(path: Path | None, articles: Sequence[Article], count: int) -> list[str]:
    """Return the first `count` questions of a file, a line {"text": …} each; else of titles."""
    if path is None:
        return queries.draw_three(articles, count)
    with path.open(encoding="utf-8") as lines:
        return [str(json.loads(line)["text"]) for line in lines][:count]
