"""Indexes to test on: the five seeds, and whatever articles a test needs."""

import contextlib
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import hypothesis
import pytest

from indexer import pipeline
from indexer.opensearch.address import Address
from indexer.opensearch.target import ClusterTarget
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


def pytest_generate_tests(metafunc):
    """Run tests that are marked ``every_engine`` on each engine that keeps an index."""
    if metafunc.definition.get_closest_marker("every_engine") and "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", ["directory", "cluster"], indirect=True, scope="session")


@pytest.fixture(scope="session")
def engine(request):
    """Return what keeps an index: "directory", or "cluster" for tests of every engine."""
    return getattr(request, "param", "directory")


@pytest.fixture(scope="session")
def place_of(request, engine):
    """Return a function that names an index for a folder: as it is built, and as it is opened."""
    if engine == "directory":
        return lambda folder: (folder / "index", folder / "index")
    cluster = request.getfixturevalue("opensearch")

    def place(folder):
        name = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
        address = Address.parse(f"{cluster.url}{name}", env={})
        return ClusterTarget(address, shards=2), address

    return place


@pytest.fixture(scope="session")
def seed_index(request, engine, place_of, tmp_path_factory):
    if engine == "directory":
        return open_index(request.getfixturevalue("seed_root")).snapshot()
    target, address = place_of(tmp_path_factory.mktemp("seeds"))
    pipeline.rebuild([SEEDS], target)
    return open_index(address).snapshot()


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
def build(tmp_path, write_jsonl, place_of):
    """Return a function that indexes articles and opens the index."""

    def index_of(*articles):
        target, place = place_of(tmp_path)
        pipeline.rebuild([write_jsonl(*articles)], target)
        return open_index(place).snapshot()

    return index_of
