"""Searches while nodes are killed, hang, are all gone, lack shards, or have too much to do."""

import itertools
import os
import subprocess
import sys
import threading
import time

import pytest

from indexer import pipeline
from indexer.errors import (
    ClusterBusyError,
    ClusterError,
    ClusterFailedError,
    ClusterUnreachableError,
)
from indexer.opensearch.connection import Patience, connect
from indexer.opensearch.target import ClusterTarget
from search_app import open_index
from search_app.engines.opensearch import opener
from search_app.web import create_app
from tests.opensearch.failures import news
from tests.opensearch.failures.conftest import named, settle


@pytest.fixture(scope="module")
def address(three, sources):
    """Return an index of three shards with a copy each."""
    own = named(three)
    pipeline.rebuild([sources[0]], ClusterTarget(own, shards=3, replicas=1))
    three.wait()
    return own


@pytest.fixture(scope="module")
def index(address):
    return open_index(str(address))


@pytest.fixture(scope="module")
def site(index):
    return create_app(index).test_client()


@pytest.fixture(scope="module")
def before(index):
    return news.totals(index)


def asked(index, site, before, queries, *, meanwhile=lambda _: None):
    """Search as often as that, every other time through the page; return what went wrong."""
    wrong = []
    texts = itertools.cycle(news.QUERIES)
    for number in range(queries):
        meanwhile(number)
        text = next(texts)
        try:
            if number % 2:
                found = site.get("/api/v1/search", query_string={"q": text})
                total = found.json.get("total") if found.status_code == 200 else found.text
            else:
                total = index.search(text).total
        except ClusterError as error:
            total = error
        if total != before[text][0]:
            wrong.append((number, text, total))
    return wrong


def test_one_node_of_three_is_killed_and_no_search_fails(three, index, site, before, request):
    """The third bar: 10,000 queries with --soak."""
    queries = 10_000 if request.config.getoption("--soak") else 600
    first, again = queries // 4, queries // 2

    def happen(number):
        if number == first:
            three.kill(1)
        elif number == again:
            three.start(1)

    assert asked(index, site, before, queries, meanwhile=happen) == []
    settle(three)
    assert news.totals(index) == before
    assert len(list(index.scan())) == before[""][0]


def managing(cluster):
    """Return the number of the node that manages a cluster."""
    (told,) = cluster.ask("GET", "/_cat/cluster_manager?format=json")
    return int(told["node"].removeprefix("node-"))


@pytest.mark.parametrize("manages", [False, True])
def test_a_node_that_hangs_is_passed_over(three, address, before, manages, request):
    """What waits for a shard there may be given up, until the cluster lets it go."""
    if manages and not request.config.getoption("--soak"):
        pytest.skip("--soak: it takes minutes")
    number = (managing(three) + (not manages)) % 3
    index = open_index(str(address))  # whose client knows nothing of earlier nodes
    three.stop(number)
    wrong, answered = [], 0
    try:
        until = time.monotonic() + 240
        while answered < len(news.QUERIES) and time.monotonic() < until:
            text = news.QUERIES[answered]
            try:
                total = index.search(text).total
            except ClusterBusyError:
                answered = 0
            else:
                wrong += [(text, total)] if total != before[text][0] else []
                answered += 1
    finally:
        three.resume(number)
    settle(three)
    assert wrong == []
    assert answered == len(news.QUERIES)


def test_all_nodes_gone_is_one_clear_error_until_they_are_back(alone, sources):
    address = named(alone)
    pipeline.rebuild([sources[0]], address)
    index = open_index(str(address))
    before = news.totals(index)
    site = create_app(index).test_client()
    alone.kill(0)
    try:
        page = site.get("/?q=covid")
        told = site.get("/api/v1/search?q=covid")
        ready = site.get("/readyz")
        line = timtin("search", "covid", "--index", str(address))
        with pytest.raises(ClusterUnreachableError, match="See that OpenSearch runs there: curl"):
            open_index(str(address))
    finally:
        alone.start(0)
    assert (page.status_code, page.headers["Retry-After"]) == (503, "60")
    assert "Kho dữ liệu đang hỏng hoặc bận" in page.text
    assert told.status_code == 503
    assert told.content_type == "application/problem+json"
    assert told.json["type"].endswith("unavailable")
    assert ready.status_code == 503
    assert line.returncode == 1
    assert line.stdout == ""
    assert len(line.stderr.splitlines()) == 1
    assert "No answer from" in line.stderr
    alone.wait()
    assert site.get("/api/v1/search?q=covid").status_code == 200
    assert news.totals(index) == before


def timtin(*arguments, **environment):
    """Run a command line to its end."""
    return subprocess.run(
        [sys.executable, "-m", "search_app", *arguments],
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_a_shard_without_copies_is_an_error_and_no_smaller_total(three, sources, monkeypatch):
    monkeypatch.setattr(opener, "READING", Patience(0.5, 5))
    address = named(three)
    pipeline.rebuild([sources[0]], ClusterTarget(address, shards=3, replicas=0))
    index = open_index(str(address))
    own = create_app(index).test_client()
    before = news.totals(index)
    three.kill(2)
    try:
        three.wait("red", 2)
        for text in news.QUERIES:
            with pytest.raises(ClusterFailedError, match=r"red|shard"):
                index.search(text)
            assert own.get("/api/v1/search", query_string={"q": text}).status_code == 503
        with pytest.raises(ClusterError):
            list(index.scan())
    finally:
        three.start(2)
        settle(three)
    assert news.totals(index) == before
    assert own.get("/api/v1/search?q=covid").status_code == 200


@pytest.fixture(scope="module")
def narrow_cluster(start_opensearch):
    """Return a node that does one search at a time, and lets three wait."""
    queues = {"thread_pool.search.size": 1, "thread_pool.search.queue_size": 3}
    with start_opensearch(settings=queues) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def narrow(narrow_cluster, sources):
    """Return an index on that node."""
    own = named(narrow_cluster)
    pipeline.rebuild([sources[0]], own)
    return own


LOOP = "double x = 0; for (int i = 0; i < 30000; ++i) { x += Math.sin(i) } return 1 + x * 0;"


@pytest.fixture
def crowded(narrow):
    """Keep the node at slow searches, more than it lets wait, until the test ends."""
    client = connect(narrow, Patience(0, 60))
    script = {"query": {"match_all": {}}, "script": {"source": LOOP}}
    ended, refused = threading.Event(), threading.Event()

    def keep_busy():
        while not ended.is_set():
            try:
                client.search(index=narrow.alias, body={"query": {"script_score": script}})
            except ClusterBusyError:
                refused.set()

    threads = [threading.Thread(target=keep_busy) for _ in range(6)]
    for thread in threads:
        thread.start()
    assert refused.wait(30)
    yield
    ended.set()
    for thread in threads:
        thread.join()


@pytest.mark.usefixtures("crowded")
def test_a_queue_that_stays_full_is_told(narrow):
    client = connect(narrow, Patience(0, 10))

    def ask_often():
        for _ in range(1_000):
            client.search(index=narrow.alias)

    with pytest.raises(ClusterBusyError, match=r"cannot keep up .*queue"):
        ask_often()


def test_a_search_that_takes_too_long_is_given_up(alone, sources, monkeypatch):
    address = named(alone)
    pipeline.rebuild([sources[0]], address)
    monkeypatch.setattr(opener, "READING", Patience(3, 2))
    index = open_index(str(address))
    site = create_app(index).test_client()
    before = index.search("covid").total
    alone.stop(0)
    try:
        with pytest.raises(ClusterBusyError, match="no answer in time"):
            index.search("covid")
        page = site.get("/?q=covid")
    finally:
        alone.resume(0)
        alone.wait()
    # The limit of the site is shorter than the patience of its index.
    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
    assert index.search("covid").total == before


def test_searches_that_a_full_queue_refuses_are_tried_again(narrow):
    """More ask at once than the node takes; each is answered."""
    index = open_index(str(narrow))
    expected = news.totals(index)
    found = []

    def ask():
        for text in news.QUERIES:
            try:
                found.append((text, index.search(text).total))
            except ClusterError as error:
                found.append((text, error))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [own for own in found if own[1] != expected[own[0]][0]] == []
    assert len(found) == 6 * len(news.QUERIES)
