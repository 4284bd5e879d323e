"""One OpenSearch node: a Java process that can be killed, held and started again."""

import contextlib
import functools
import http.client
import json
import re
import shutil
import signal
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
JARS = HERE.parent.parent / ".venv" / "opensearch"
_TO_END = 20  # seconds
_LAST_OF_LOG = 4_000  # characters


class ClusterError(Exception):
    """Nodes that do not come up, or do not become what was waited for."""


@functools.cache
def missing():
    """Return in one sentence what there is not to start a node with; "" when all is there."""
    if not shutil.which("java"):
        return "no real OpenSearch: Java 17 or later is not installed"
    modules = subprocess.run(
        ["java", "--list-modules"], capture_output=True, encoding="utf-8", check=False
    ).stdout
    compiler = re.search(r"^jdk\.compiler@(\d+)", modules, re.MULTILINE)
    if not compiler or int(compiler[1]) < 17:
        return "no real OpenSearch: java is older than 17, or a runtime without a compiler"
    if not any(JARS.glob("opensearch-*.jar")):
        return f"no real OpenSearch: no jars in {JARS}, which make test fetches with Maven"
    return ""


class Node:
    """One node on 127.0.0.1, with its data and its log in `folder`.

    `settings` are those of opensearch.yml, `heap` is the -Xmx of its Java, `java` more options.
    """

    def __init__(self, folder, settings, heap, java=()):
        self.folder = folder
        self.settings = {
            "network.host": "127.0.0.1",
            "path.home": folder / "home",
            "path.data": folder / "data",
            # A disk of a developer that is nearly full would make all indices read-only.
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            **settings,
        }
        self.java = [f"-Xms{heap}", f"-Xmx{heap}", *java]
        self.port = settings["http.port"]
        self.host = f"127.0.0.1:{self.port}"
        self.process = None
        self.is_held = False

    @property
    def is_running(self):
        """Whether the process lives and is not held."""
        return self.process is not None and self.process.poll() is None and not self.is_held

    def start(self):
        """Start the process, with the data that are there; it answers some seconds later."""
        if self.is_running or self.is_held:
            raise ClusterError(f"{self.host} is running already")
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [
            "java",
            *self.java,
            "-XX:+UseSerialGC",  # the others have threads that a small machine lacks
            "-XX:-UsePerfData",
            f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}",
            "-Dlog4j2.disable.jmx=true",
            "-cp",
            f"{JARS}/*",
            HERE / "Node.java",
            *(f"{name}={value}" for name, value in self.settings.items()),
        ]
        with (self.folder / "log").open("ab") as log:
            # Its standard input is closed when this process ends, however it does.
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT
            )

    def kill(self):
        """End the process at once, as a power cut does."""
        self.process.kill()
        self._buried()

    def hold(self):
        """Let the process hang: connections are taken by the kernel, and nobody answers."""
        self.process.send_signal(signal.SIGSTOP)
        self.is_held = True

    def resume(self):
        """Let a process that was held go on."""
        self.process.send_signal(signal.SIGCONT)
        self.is_held = False

    def end(self):
        """Ask the process to end, as an operator does; return its exit status."""
        self.process.terminate()
        self.process.send_signal(signal.SIGCONT)
        try:
            self.process.wait(_TO_END)
        except subprocess.TimeoutExpired:
            self.process.kill()
        return self._buried()

    def _buried(self):
        self.process.stdin.close()
        self.is_held = False
        return self.process.wait()

    def ask(self, method, path, body=None, seconds=30):
        """Return the status and the JSON of an answer; OSError or HTTPException when there is none.

        A `body` is sent as JSON, one in bytes as lines of JSON.
        """
        lines = isinstance(body, bytes)
        data = body if lines or body is None else json.dumps(body).encode()
        kind = "application/x-ndjson" if lines else "application/json"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        with contextlib.closing(connection):
            connection.request(method, path, data, {"Content-Type": kind})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())

    def end_of_log(self):
        """Return the last lines that the node wrote."""
        return (self.folder / "log").read_text("utf-8", "replace")[-_LAST_OF_LOG:]
