import contextlib
import json
import re
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner

from search_app.cli import main
from search_app.web.serve import CannotListenError, serve


@pytest.fixture
def server(seed_root):
    """Serve the seeds on a free port, in a process of its own."""
    command = [sys.executable, "-m", "search_app", "serve", "--port", "0", "--index", seed_root]
    # A shell that starts the tests in the background has Ctrl-C ignored; children inherit that.
    default = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.default_int_handler)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", **default) as process:
        yield process
        process.kill()


def test_prints_where_it_listens_and_stops_quietly_on_ctrl_c(server):
    line = server.stderr.readline()
    address = re.fullmatch(r"Tìm Tin: (http://127\.0\.0\.1:\d+/)  \(Ctrl-C stops\)\n", line)
    with urllib.request.urlopen(address[1] + "healthz", timeout=10) as answer:
        assert answer.status == 200
    server.send_signal(signal.SIGINT)
    assert server.wait(10) == 0
    assert "Traceback" not in server.stderr.read()


def test_a_proxy_with_tls_gets_feeds_with_its_own_addresses(server):
    address = server.stderr.readline().split()[2]
    headers = {"Host": "tin.example.org", "X-Forwarded-Proto": "https"}
    asked = urllib.request.Request(f"{address}feed", headers=headers)
    with urllib.request.urlopen(asked, timeout=10) as answer:
        feed = answer.read().decode("utf-8")

    assert "https://tin.example.org/article/" in feed
    assert "http://tin.example.org" not in feed


def test_whoever_asks_is_told_where_it_listens_once_requests_can_come(seed_index):
    told = []

    def listening_at(url):
        told.append(url)
        parts = urllib.parse.urlsplit(url)
        socket.create_connection((parts.hostname, parts.port), timeout=10).close()
        raise KeyboardInterrupt

    serve(seed_index, port=0, listening_at=listening_at)

    assert told[0].startswith("http://127.0.0.1:")


def test_open_has_the_browser_open_the_page(seed_root, monkeypatch):
    served, launched = [], []
    monkeypatch.setattr("search_app.web.serve.serve", lambda *given: served.append(given))
    monkeypatch.setattr("click.launch", launched.append)
    for option in ([], ["--open"]):
        CliRunner().invoke(main, ["serve", "--index", str(seed_root), "--port", "1", *option])

    for *_, port, listening_at in served:
        assert port == 1
        listening_at("http://here/")
    assert launched == ["http://here/"]
    assert len(served) == 2


def test_port_in_use_is_named_with_a_way_out(seed_index):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotListenError, match=rf"Port {port} .* in use.*--port \d+"):
            serve(seed_index, "127.0.0.1", port)


def test_a_host_that_is_not_here_is_named(seed_index):
    with pytest.raises(CannotListenError, match=r"no address of this machine.*--host 127"):
        serve(seed_index, "192.0.2.1", 0)


def test_a_pasted_page_of_text_is_answered_with_a_note(server):
    address = server.stderr.readline().split()[2]
    query = urllib.parse.quote("chuyển đổi số " * 7_200)
    with urllib.request.urlopen(f"{address}?q={query}", timeout=30) as answer:
        page = answer.read().decode("utf-8")

    assert "Câu tìm quá dài" in page
    assert len(page) < 500_000, "links repeat what was used of the query, not all of it"


ECHO = """
import json
import threading
from search_app.web import serve

together = threading.Barrier(16)

def echo(environ, start_response):
    if environ["PATH_INFO"] == "/together":
        together.wait(20)
    start_response("200 OK", [("Content-Type", "application/json")])
    told = {name: value for name, value in environ.items() if isinstance(value, str)}
    return [json.dumps(told).encode()]

serve.create_app = lambda index: echo
serve.serve(None, port=0)
"""


@pytest.fixture
def echo():
    """Serve what is handed to the site: return its address."""
    command = [sys.executable, "-c", ECHO]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        yield process.stderr.readline().split()[2]
        process.kill()


def test_of_a_proxy_only_the_scheme_is_believed(echo):
    headers = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Port": "444",
        "X-Forwarded-For": "192.0.2.1",
        "X-Forwarded-By": "evil.example",
        "Forwarded": "for=192.0.2.1;host=evil.example",
    }
    asked = urllib.request.Request(echo, headers=headers)
    with urllib.request.urlopen(asked, timeout=10) as answer:
        told = json.load(answer)

    assert told["wsgi.url_scheme"] == "https"
    assert told["HTTP_HOST"] == urllib.parse.urlsplit(echo).netloc
    assert told["REMOTE_ADDR"] == "127.0.0.1"
    assert not [name for name, value in told.items() if "evil" in value or "192.0.2" in value]


def test_sixteen_are_answered_at_once(echo):
    def ask(_):
        with urllib.request.urlopen(f"{echo}together", timeout=30) as answer:
            return answer.status

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(ask, range(16))) == [200] * 16


def test_port_that_cannot_be_is_a_clear_error(seed_index):
    with pytest.raises(CannotListenError, match="--port 8080"):
        serve(seed_index, "127.0.0.1", 70000)


LONG = """
import dataclasses
from search_app import open_index
from search_app.core.index import Index
from search_app.web.serve import serve

class Long(Index):
    def scan(self, *args, **kwargs):
        article = dataclasses.replace(next(super().scan()), body="tin " * 250_000)
        return iter([article] * 24)

serve(Long(open_index({root!r}).snapshot()._engine), port=0)
"""


def test_slow_readers_of_long_exports_keep_nobody_waiting(seed_root):
    command = [sys.executable, "-c", LONG.format(root=str(seed_root))]
    with contextlib.ExitStack() as opened:
        process = opened.enter_context(
            subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")
        )
        opened.callback(process.kill)
        address = urllib.parse.urlsplit(process.stderr.readline().split()[2])
        for _ in range(5):
            reader = socket.create_connection((address.hostname, address.port), timeout=20)
            opened.enter_context(reader)
            reader.sendall(b"GET /export.jsonl HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert reader.recv(12) == b"HTTP/1.1 200"
        with urllib.request.urlopen(f"{address.geturl()}healthz", timeout=20) as answer:
            assert answer.status == 200
