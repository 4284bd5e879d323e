"""Several nodes as one cluster; ``python -m tests.opensearch.cluster`` keeps one running."""

import http.client
import random
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path

import click

from tests.opensearch.node import ClusterError, Node, missing

_STATUSES = ("red", "yellow", "green")
_FREE = range(20_000, 30_000)  # below those the kernel gives clients, who may take a killed node's
_POLL = 0.1  # seconds
# Half the work of starting, and slower when warm: 4.0 s of processor time, else 8.2.
QUICK = ("-XX:TieredStopAtLevel=1",)


class Cluster:
    """Nodes on 127.0.0.1 that are one cluster; they run when this returns, and until `close`.

    HTTP ports count from `port`, or are free ones. Data, logs and `snapshots`, the folder for
    repositories of type fs, are in `folder`, else in a temporary one that `close` removes.
    `settings` are for opensearch.yml, the same for each node; `heap` is that of each, `java`
    holds options of Java: who measures wants none of those that start it quickly.

    Raises:
        ClusterError: a node does not come up; the message ends with what it logged.
    """

    def __init__(self, nodes=1, *, port=None, folder=None, heap="512m", settings=None, java=QUICK):
        self._temporary = None
        if folder is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="opensearch-")
            folder = self._temporary.name
        folder = Path(folder).absolute()
        self.snapshots = folder / "snapshots"
        ports = range(port, port + nodes) if port else _free_ports(nodes)
        between = _free_ports(nodes, besides=ports)
        names = [f"node-{number}" for number in range(nodes)]
        shared = {
            "cluster.name": f"timtin-{ports[0]}",
            "cluster.initial_cluster_manager_nodes": ",".join(names),
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{other}" for other in between),
            "path.repo": self.snapshots,
            **(settings or {}),
        }
        self.nodes = []
        for name, own, transport in zip(names, ports, between, strict=True):
            ways = {"node.name": name, "http.port": own, "transport.port": transport}
            self.nodes.append(Node(folder / name, shared | ways, heap, java))
        try:
            for node in self.nodes:
                node.start()
            self.wait()
        except BaseException:
            self.close()
            raise

    @property
    def hosts(self):
        """The address of each node, running or not."""
        return [node.host for node in self.nodes]

    @property
    def url(self):
        """What names the cluster; the name of an index goes behind it."""
        return f"opensearch+http://{','.join(self.hosts)}/"

    def ask(self, method, path, body=None):
        """Return the JSON of the first running node's answer; an error is a ClusterError."""
        node = next(node for node in self.nodes if node.is_running)
        status, answer = node.ask(method, path, body)
        if status >= 300:
            raise ClusterError(f"{method} {path}: {status} {answer}")
        return answer

    def wait(self, status="green", nodes=None, seconds=120):
        """Return the health once it is `status` or better, with `nodes`, else all that run.

        Raises:
            ClusterError: it is not within `seconds`, or a node has ended.
        """
        started = [node for node in self.nodes if node.is_running]
        nodes = len(started) if nodes is None else nodes
        until = time.monotonic() + seconds
        health = {}
        while time.monotonic() < until:
            for node in started:
                if node.process.poll() is not None:
                    raise ClusterError(f"{node.host} has ended:\n{node.end_of_log()}")
            health = _health(started) or health
            if health.get("number_of_nodes") == nodes and _is(health["status"], status):
                return health
            time.sleep(_POLL)
        logs = "\n".join(f"{node.host}:\n{node.end_of_log()}" for node in started)
        raise ClusterError(f"not {status} with {nodes} nodes in {seconds} s: {health}\n{logs}")

    def kill(self, number):
        """End a node at once, as a power cut does."""
        self.nodes[number].kill()

    def start(self, number):
        """Start a node that was killed, with its data; `wait` says when it is back."""
        self.nodes[number].start()

    def stop(self, number):
        """Let a node hang, until `resume`: who asks it waits."""
        self.nodes[number].hold()

    def resume(self, number):
        """Let a node that hangs go on."""
        self.nodes[number].resume()

    def close(self):
        """End all nodes, and remove what is temporary."""
        for node in self.nodes:
            if node.process is not None:
                node.kill()
        if self._temporary is not None:
            self._temporary.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def _is(status, wanted):
    return _STATUSES.index(status) >= _STATUSES.index(wanted)


def _health(nodes):
    """Return what the first node says that knows a cluster, or None."""
    for node in nodes:
        try:
            status, health = node.ask("GET", "/_cluster/health", seconds=5)
        except (OSError, http.client.HTTPException):
            continue
        if status == 200:
            return health
    return None


def _free_ports(count, besides=()):
    found = []
    for port in random.sample(_FREE, len(_FREE)):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port not in besides:
            found.append(port)
        if len(found) == count:
            return found
    raise ClusterError(f"no free port in {_FREE}")


@click.command()
@click.option("--nodes", default=1, show_default=True)
@click.option("--port", type=int, help="HTTP port of the first node, the others follow.")
@click.option("--folder", help="Where to keep data and logs. [default: a temporary folder]")
@click.option("--heap", default="512m", show_default=True, help="Of each node.")
def main(nodes, port, folder, heap):
    """Keep a cluster running until Ctrl-C or SIGTERM, and print what names it."""
    if missing():
        raise click.ClickException(missing())
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        with Cluster(nodes, port=port, folder=folder, heap=heap, java=()) as cluster:
            click.echo(cluster.url)
            signal.pause()
    except ClusterError as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
