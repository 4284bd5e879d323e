"""Clusters that may be damaged, and processes that may be killed."""

import os
import secrets
import signal
import sys
import time
import traceback

import pytest

from indexer import pipeline
from indexer.opensearch import bulk, connection, target, transport, writer
from indexer.opensearch.address import Address
from indexer.opensearch.connection import Patience
from indexer.pipeline import reading
from tests.opensearch.failures import news


@pytest.fixture(scope="package")
def three(start_opensearch):
    """Return a cluster of three nodes; whoever kills or stops one brings it back."""
    settings = {
        # A node that hangs is let go after seconds: one that a visitor waits for is none.
        "cluster.fault_detection.follower_check.timeout": "2s",
        "cluster.fault_detection.follower_check.retry_count": "2",
        "cluster.fault_detection.leader_check.timeout": "2s",
        "cluster.fault_detection.leader_check.retry_count": "2",
    }
    with start_opensearch(3, settings=settings) as cluster:
        yield cluster


@pytest.fixture(scope="package")
def alone(start_opensearch):
    """Return a node that may be killed; whoever does brings it back."""
    with start_opensearch() as cluster:
        yield cluster


def settle(cluster):
    """Wait until all nodes of a cluster are in it again, as each of them sees it, and green.

    One that hung believes for a while that nothing has happened.
    """
    until = time.monotonic() + 120
    while time.monotonic() < until:
        cluster.wait("green", len(cluster.nodes))
        versions = {
            node.ask("GET", "/_cluster/state/version?local=true")[1]["version"]
            for node in cluster.nodes
        }
        if len(versions) == 1:
            return
        time.sleep(0.2)
    pytest.fail(f"the nodes know different states: {versions}")


def named(cluster):
    """Return an address in a cluster that nobody has used."""
    return Address.parse(f"{cluster.url}hong-{secrets.token_hex(4)}", env={})


@pytest.fixture
def small(monkeypatch):
    """Have parts, batches and pauses as small as the builds of tests are."""
    monkeypatch.setattr(reading, "_BATCH", 5)
    monkeypatch.setattr(writer, "WAITING", 5)
    monkeypatch.setattr(writer, "PART", 10)
    monkeypatch.setattr(writer.Sender, "start", lambda _: None)


@pytest.fixture
def write_patience(monkeypatch):
    """Return what sets how long a build waits, for what passes and for an answer."""

    def patience(retries, answer=10):
        own = Patience(retries, answer)
        for module in (bulk, connection, target):
            monkeypatch.setattr(module, "WRITING", own)
        monkeypatch.setattr(transport, "_LONGEST_PAUSE", 0.5)

    return patience


class CutError(Exception):
    """As if the process had died."""


def fail(*_):
    """Stand for what the process did not get to."""
    raise CutError


def in_child(work, *, after=None, wait=True):
    """Do some work in a process of its own; return its signal, as less than 0, or exit code.

    Without `wait`, return the process's number at once.
    """
    process = os.fork()
    if not process:
        code = 1
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            work()
            code = 0
        except KeyboardInterrupt:
            code = 130
        except BaseException:  # noqa: BLE001  whatever it is, the parent is told
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(code)
    if after:
        after(process)
    return ended(process) if wait else process


def ended(process):
    """Return how a process ended."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


@pytest.fixture(scope="package")
def sources(tmp_path_factory):
    """Return two files that share articles: one has some changed, some more, and lacks some."""
    folder = tmp_path_factory.mktemp("news")
    first = news.write(folder / "a.jsonl", map(news.article, range(40)))
    changed = [news.article(number, seed=number % 3 == 0) for number in range(8, 56)]
    return first, news.write(folder / "b.jsonl", changed)


@pytest.fixture(scope="package")
def expected(opensearch, sources):
    """Return what a build of each file in one go holds."""
    found = []
    for path in sources:
        address = named(opensearch)
        pipeline.rebuild([path], address)
        found.append(news.held(address))
    return found
