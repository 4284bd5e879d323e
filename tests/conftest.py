"""Indexes to test on: the five seeds, and whatever articles a test needs."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import hypothesis
import pytest

from indexer import pipeline
from search_app import open_index
from tests.opensearch.cluster import Cluster
from tests.opensearch.node import missing

# Some laws search an index; on a shared machine that takes now and then longer than 200 ms.
hypothesis.settings.register_profile("timtin", deadline=None)
hypothesis.settings.load_profile("timtin")

SEEDS = Path(__file__).parent.parent / "seeds"


def pytest_addoption(parser):
    parser.addoption(
        "--screenshots",
        action="store_true",
        help="write the pictures of docs/images; without it they are only looked at",
    )
    parser.addoption(
        "--soak",
        action="store_true",
        help="run tests/reliability for as long as its bars ask for",
    )


@pytest.fixture(scope="session")
def seeds():
    return SEEDS


@pytest.fixture(scope="session")
def seed_root(tmp_path_factory):
    """Return the directory of an index of the five seeds; tests only read it."""
    root = tmp_path_factory.mktemp("seeds") / "index"
    pipeline.rebuild([SEEDS], root)
    return root


@pytest.fixture(scope="session")
def seed_index(seed_root):
    return open_index(seed_root).snapshot()


@pytest.fixture(scope="session")
def served():
    """Return a function that serves an index on a free port and returns the address."""
    with contextlib.ExitStack() as processes:

        def serve(root):
            command = [sys.executable, "-m", "search_app", "serve", "--port", "0", "--index", root]
            process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")
            processes.enter_context(process)
            processes.callback(process.terminate)
            line = process.stderr.readline()
            assert "http://" in line, line + process.stderr.read()
            return line.split()[2].rstrip("/")

        yield serve


@pytest.fixture(scope="session")
def site(served, seed_root):
    """Serve the seeds and return the address."""
    return served(seed_root)


@pytest.fixture(scope="session")
def start_opensearch():
    """Return what starts a real OpenSearch, a context; a machine that cannot skips its tests."""
    if missing():
        if os.environ.get("TIMTIN_REQUIRE_OPENSEARCH") == "1":
            pytest.fail(missing(), pytrace=False)
        pytest.skip(missing())
    return Cluster


@pytest.fixture(scope="session")
def opensearch(start_opensearch):
    """Return a cluster of one node; whoever uses it takes index names of their own."""
    with start_opensearch() as cluster:
        yield cluster


@pytest.fixture(scope="module")
def three_nodes(start_opensearch):
    """Return a cluster of three nodes; whoever kills or stops one brings it back."""
    with start_opensearch(3) as cluster:
        yield cluster


@pytest.fixture
def write_jsonl(tmp_path):
    """Return a function that writes articles, one a line, and returns the file."""

    def write(*articles, name="articles.jsonl"):
        path = tmp_path / name
        lines = (json.dumps(article, ensure_ascii=False) for article in articles)
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path

    return write


@pytest.fixture
def build(tmp_path, write_jsonl):
    """Return a function that indexes articles and opens the index."""

    def index_of(*articles):
        pipeline.rebuild([write_jsonl(*articles)], tmp_path / "index")
        return open_index(tmp_path / "index").snapshot()

    return index_of
