import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner

from search_app.cli import main
from search_app.web import create_app
from search_app.web.serve import CannotListenError, _warm_up, serve
from search_app.web.settings import Settings


@pytest.fixture
def server(seed_root, request):
    """Serve the seeds on a free port, in a process of its own, with options of a parameter."""
    command = [sys.executable, "-m", "search_app", "serve", "--port", "0", "--index", seed_root]
    command += getattr(request, "param", [])
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


@pytest.mark.parametrize("server", [["--host-name", "tin.example.org"]], indirect=True)
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
        signal.raise_signal(signal.SIGINT)

    serve(seed_index, port=0, listening_at=listening_at)

    assert told[0].startswith("http://127.0.0.1:")


def test_open_has_the_browser_open_the_page(seed_root, monkeypatch):
    served, launched = [], []
    monkeypatch.setattr("search_app.web.serve.serve", lambda *given, **_: served.append(given))
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


@pytest.mark.parametrize("host", ["foo bar", "nowhere.invalid"])
def test_a_host_that_is_none_is_named(seed_index, host):
    with pytest.raises(CannotListenError, match=r"no address of this machine.*--host 127"):
        serve(seed_index, host, 0)


def test_a_pasted_page_of_text_is_answered_with_a_note(server):
    address = server.stderr.readline().split()[2]
    query = urllib.parse.quote("chuyển đổi số " * 7_200)
    with urllib.request.urlopen(f"{address}?q={query}", timeout=30) as answer:
        page = answer.read().decode("utf-8")

    assert "Câu tìm quá dài" in page
    assert len(page) < 500_000, "links repeat what was used of the query, not all of it"


ECHO = """
import json
import sys
import threading
from search_app.web import serve
from search_app.web.settings import Settings

together = threading.Barrier(16)

def echo(environ, start_response):
    if environ["PATH_INFO"] == "/together":
        together.wait(20)
    start_response("200 OK", [("Content-Type", "application/json")])
    told = {name: value for name, value in environ.items() if isinstance(value, str)}
    return [json.dumps(told).encode()]

create_app = serve.create_app

def create_echo(index, settings):
    app = create_app(index, settings)
    app.wsgi_app = echo
    return app

serve.create_app = create_echo
serve.serve(lambda: None, port=0, settings=Settings(**json.loads(sys.argv[1])))
"""


@pytest.fixture
def echo(request):
    """Serve what is handed to the site, with settings of a parameter: return its address."""
    settings = json.dumps(getattr(request, "param", {}))
    command = [sys.executable, "-c", ECHO, settings]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        yield process.stderr.readline().split()[2]
        process.kill()


def told_with(echo, headers):
    """Return what the site is handed of a request with these headers."""
    asked = urllib.request.Request(echo, headers=headers)
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return json.load(answer)


trusting = pytest.mark.parametrize("echo", [{"trusted_proxy": "127.0.0.1"}], indirect=True)
trusting_another = pytest.mark.parametrize("echo", [{"trusted_proxy": "192.0.2.9"}], indirect=True)
FORWARDED = {
    "X-Forwarded-For": "192.0.2.1",
    "X-Forwarded-Host": "tin.example.org",
    "X-Forwarded-Proto": "https",
}


@trusting
def test_a_trusted_proxy_is_believed_who_asks_and_by_which_name(echo):
    told = told_with(echo, FORWARDED)

    assert told["REMOTE_ADDR"] == "192.0.2.1"
    assert told["HTTP_HOST"] == "tin.example.org"
    assert told["wsgi.url_scheme"] == "https"


@trusting
@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("203.0.113.7, 192.0.2.1", "192.0.2.1"),
        ("127.0.0.1, 192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:4711", "192.0.2.1"),
        ("127.0.0.1,2001:db8::1", "2001:db8::1"),
    ],
)
def test_only_the_last_address_is_what_the_proxy_itself_saw(echo, said, address):
    assert told_with(echo, {"X-Forwarded-For": said})["REMOTE_ADDR"] == address


@trusting
def test_of_a_trusted_proxy_nothing_else_is_believed(echo):
    headers = {"Forwarded": "for=192.0.2.1;host=evil.example", "X-Forwarded-Port": "444"}
    told = told_with(echo, headers)

    assert told["REMOTE_ADDR"] == "127.0.0.1"
    assert told["HTTP_HOST"] == urllib.parse.urlsplit(echo).netloc
    assert not [name for name, value in told.items() if "evil" in value or value == "444"]


@trusting_another
def test_who_is_not_the_trusted_proxy_is_believed_nothing(echo):
    told = told_with(echo, FORWARDED)

    assert told["REMOTE_ADDR"] == "127.0.0.1"
    assert told["HTTP_HOST"] == urllib.parse.urlsplit(echo).netloc
    assert told["wsgi.url_scheme"] == "http"
    assert not [name for name in told if "FORWARDED" in name]


def test_of_a_proxy_only_the_scheme_is_believed(echo):
    headers = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Port": "444",
        "X-Forwarded-For": "192.0.2.1",
        "X-Forwarded-By": "evil.example",
        "Forwarded": "for=192.0.2.1;host=evil.example",
    }
    told = told_with(echo, headers)

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


def sent(server, request):
    """Return all that is answered to some bytes."""
    address = urllib.parse.urlsplit(server.stderr.readline().split()[2])
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(1 << 16), b""))


def status(address, headers):
    """Return the status of an answer."""
    try:
        asked = urllib.request.Request(address, headers=headers)
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_figures_are_told_to_programs_on_this_machine_and_to_no_proxy(server):
    address = server.stderr.readline().split()[2] + "metrics"

    assert status(address, {}) == 200
    for name, value in {
        **FORWARDED,
        "Forwarded": "for=203.0.113.9",
        "Via": "1.1 proxy",
        "X-Real-IP": "203.0.113.9",
    }.items():
        assert status(address, {name: value}) == 403, name


def test_on_loopback_only_names_of_loopback_are_answered(server):
    address = server.stderr.readline().split()[2]

    assert status(address, {"Host": "localhost"}) == 200
    assert status(address, {"Host": "tin.example.org"}) == 400


@pytest.mark.parametrize("server", [["--access-log", "-"]], indirect=True)
def test_a_log_that_nobody_reads_keeps_nobody_waiting(server):
    address = server.stderr.readline().split()[2]
    parts = urllib.parse.urlsplit(address)
    asked = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    for _ in range(1_000):  # lines of 200 bytes; a pipe holds 64 KiB
        asked.request("GET", "/healthz")
        assert asked.getresponse().read()
    asked.close()


def test_nobody_is_told_what_serves(server):
    answer = sent(server, b"GET /help HTTP/1.0\r\n\r\n")

    assert answer.startswith(b"HTTP/1.0 200 OK\r\n")
    assert b"\r\nServer:" not in answer
    assert b"waitress" not in answer.lower()


def test_what_is_sent_along_is_not_taken(server):
    answer = sent(server, b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"waitress" not in answer.lower()


def test_the_first_answer_is_made_before_anybody_asks_and_is_nobodys(seed_index):
    lines = []
    app = create_app(seed_index, Settings(access_log=lines.append))
    _warm_up(app)
    assert any(name == "search.html" for _, name in app.jinja_env.cache)

    app.test_client().get("/help", buffered=True)
    (line,) = lines
    assert json.loads(line)["route"] == "pages.help_page"
    assert 'requests_total{endpoint="pages.search"' not in app.test_client().get("/metrics").text


def test_what_fails_then_is_told_to_whoever_asks():
    _warm_up(create_app([].pop))


def test_what_follows_the_lines_of_a_request_at_once_is_its_body(server):
    post = b"POST /help HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody"
    answer = sent(server, post + b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")

    assert re.findall(rb"HTTP/1.1 (\d+)", answer) == [b"405", b"200"]
