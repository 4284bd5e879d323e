"""Nodes that a benchmark starts for itself, and what they say of themselves."""

import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.articles import ROOT
from benchmarks.memory import family, read_mb
from benchmarks.results import Result
from indexer.opensearch import generations
from indexer.opensearch.address import Address
from indexer.opensearch.connection import WRITING, connect
from indexer.opensearch.generations import ClusterGeneration

HEAP = "1g"
_MB = 1e6
_TO_END = 30  # seconds
_EVERY = os.sched_getaffinity(0)


@dataclass(frozen=True, slots=True)
class Nodes:
    """A cluster that runs on this machine."""

    url: str  # opensearch+http://127.0.0.1:9200,…/
    pid: int  # of the process that has started them

    def address(self, alias: str) -> Address:
        """Return the address of an index there."""
        return Address.parse(f"{self.url}{alias}")

    def client(self) -> Any:
        """Return a client that waits long."""
        return connect(self.address("any"), WRITING)

    def cpu_seconds(self) -> float:
        """Return the processor time that all nodes have used since they started."""
        nodes = self.client().nodes.stats(metric="process")["nodes"].values()
        return sum(own["process"]["cpu"]["total_in_millis"] for own in nodes) / 1e3

    def memory(self) -> Result:
        """Return what a node holds, the median of all: resident, and of its heap in use."""
        nodes = self.client().nodes.stats(metric="jvm")["nodes"].values()
        heaps = [own["jvm"]["mem"]["heap_used_in_bytes"] / _MB for own in nodes]
        held = [read_mb(pid, "status", "VmRSS") for pid in family(self.pid) if pid != self.pid]
        return {
            "resident_mb": round(statistics.median(held)),
            "heap_used_mb": round(statistics.median(heaps)),
        }

    def version(self) -> str:
        """Return the version of OpenSearch."""
        return str(self.client().info()["version"]["number"])

    def generation(self, alias: str) -> ClusterGeneration:
        """Return the current generation of an index."""
        return generations.current(self.client(), self.address(alias))

    def store_bytes(self, index: str) -> tuple[int, int]:
        """Return what an index takes on the disk: its primary shards, and all."""
        told = self.client().indices.stats(index=index, metric="store")["_all"]
        return tuple(told[own]["store"]["size_in_bytes"] for own in ("primaries", "total"))

    def drop(self, alias: str) -> None:
        """Delete an index with all that belongs to it."""
        own = self.generation(alias)
        for name in (own.name, own.lexicon):
            self.client().indices.delete(index=name)


@contextlib.contextmanager
def started(count: int, port: int, cores: Collection[int] = ()) -> Iterator[Nodes]:
    """Start nodes with the whole of Java's compiler, on some cores only if those are named."""
    folder = tempfile.mkdtemp(prefix="timtin-nodes-")
    command = [sys.executable, "-m", "tests.opensearch.cluster", "--folder", folder]
    command += ["--nodes", str(count), "--port", str(port), "--heap", HEAP]
    try:
        with pinned(cores):
            process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)  # noqa: S603  our own
        with process:
            line = process.stdout.readline() if process.stdout else ""
            if not line.startswith("opensearch+http://"):
                raise SystemExit("The nodes do not come up.")
            try:
                yield Nodes(line.strip(), process.pid)
            finally:
                process.terminate()
                process.wait(_TO_END)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def pinned(cores: Collection[int]) -> Iterator[None]:
    """Let this thread, and what it starts meanwhile, run on some cores; on all if none is named."""
    os.sched_setaffinity(0, cores or _EVERY)
    try:
        yield
    finally:
        os.sched_setaffinity(0, _EVERY)
