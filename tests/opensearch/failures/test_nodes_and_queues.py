"""A rebuild whose nodes are killed or have too much to do."""

import threading

import pytest

from indexer import pipeline
from indexer.errors import ClusterUnreachableError
from indexer.opensearch import writer
from indexer.opensearch.target import ClusterTarget
from indexer.pipeline import batches
from tests.opensearch.failures import news
from tests.opensearch.failures.conftest import named, settle
from tests.opensearch.failures.test_rebuilding import whole


@pytest.fixture
def at_part(monkeypatch):
    """Return what has something done when so many parts are written."""

    def at(number, act):
        write = writer.write_part

        def writing(client, index, own, arrays):
            write(client, index, own, arrays)
            if own == number:
                act()

        monkeypatch.setattr(writer, "write_part", writing)

    return at


@pytest.mark.usefixtures("small")
def test_a_node_of_three_is_killed_during_a_rebuild(three, sources, expected, at_part, request):
    if not request.config.getoption("--soak"):
        pytest.skip("--soak: it takes a minute")
    address = named(three)
    at_part(1, lambda: three.kill(1))
    try:
        pipeline.rebuild([sources[1]], ClusterTarget(address, shards=3, replicas=1))
        assert news.held(address) == expected[1]
    finally:
        three.start(1)
    settle(three)
    assert news.held(address) == expected[1]
    assert whole(address)


@pytest.mark.usefixtures("small")
def test_the_only_node_is_killed_and_comes_back_in_time(
    alone, sources, expected, at_part, write_patience
):
    write_patience(90)
    address = named(alone)

    def restart():
        alone.kill(0)
        threading.Timer(1, alone.start, [0]).start()

    at_part(1, restart)
    pipeline.rebuild([sources[1]], address)
    assert news.held(address) == expected[1]
    assert whole(address)


@pytest.mark.usefixtures("small")
def test_the_only_node_is_killed_and_the_next_rebuild_resumes(  # noqa: PLR0917  fixtures
    alone, sources, expected, at_part, write_patience, monkeypatch
):
    write_patience(2)
    address = named(alone)
    pipeline.rebuild([sources[0]], address)
    with monkeypatch.context() as patched:
        at_part(1, lambda: alone.kill(0))
        with pytest.raises(ClusterUnreachableError, match="See that OpenSearch runs there"):
            pipeline.rebuild([sources[1]], address)
        patched.undo()
    monkeypatch.undo()
    alone.start(0)
    alone.wait()
    assert news.held(address) == expected[0]

    analysed = []
    analyse = batches.analyse_batch
    monkeypatch.setattr(
        batches,
        "analyse_batch",
        lambda articles, forms: (analysed.extend(articles), analyse(articles, forms))[1],
    )
    report = pipeline.rebuild([sources[1]], address)
    assert (report.resumed, len(analysed)) == (20, 28)  # two parts of ten were whole
    assert news.held(address) == expected[1]
    assert whole(address)


@pytest.mark.usefixtures("small")
def test_a_queue_of_writes_that_is_full_makes_it_slower_and_no_less_whole(
    start_opensearch, sources, expected
):
    with start_opensearch(settings=QUEUES) as cluster:
        address = named(cluster)
        ended, refused = threading.Event(), threading.Event()

        def keep_busy():
            lines = b'{"index": {}}\n{"text": "x"}\n' * 2_000
            while not ended.is_set():
                try:
                    _, answer = cluster.nodes[0].ask("POST", "/other/_bulk", lines)
                except OSError:
                    continue
                if "429" in str(answer)[:20_000] or answer.get("status") == 429:
                    refused.set()

        threads = [threading.Thread(target=keep_busy) for _ in range(5)]
        for thread in threads:
            thread.start()
        try:
            assert refused.wait(60)
            pipeline.rebuild([sources[1]], address)
        finally:
            ended.set()
            for thread in threads:
                thread.join()
        assert news.held(address) == expected[1]


QUEUES = {"thread_pool.write.queue_size": 1, "thread_pool.write.size": 1}
