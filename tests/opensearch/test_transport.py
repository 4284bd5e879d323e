"""What is asked again, and what fails becomes: with a server that answers as it is told."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from indexer import pipeline
from indexer.errors import (
    ClientMissingError,
    ClusterBusyError,
    ClusterFailedError,
    ClusterRefusedError,
    ClusterUnreachableError,
    IndexMissingError,
)
from indexer.opensearch import connection, transport
from indexer.opensearch.address import Address
from indexer.opensearch.connection import Patience, connect
from indexer.opensearch.target import ClusterTarget

QUICK = Patience(0.2, 0.5)
BUSY = {"error": {"type": "rejected_execution_exception", "reason": "queue is full"}, "status": 429}
FOUND = {"hits": {"hits": []}, "_shards": {"total": 2, "failed": 0}}
HALF = {"hits": {"hits": []}, "_shards": {"total": 2, "failed": 1, "failures": []}}


@pytest.fixture(autouse=True)
def _hurry(monkeypatch):
    monkeypatch.setattr(transport, "_FIRST_PAUSE", 0.001)


@pytest.fixture
def server():
    """Return a server that gives its answers in turn, the last again and again."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            own.asked.append((self.path, self.headers.get("Authorization")))
            status, body = own.answers.pop(0) if len(own.answers) > 1 else own.answers[0]
            if status <= 0:
                own.hang.wait(5 if status == 0 else 0)
                return
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_GET  # noqa: N815  as http.server wants it

        def log_message(self, *_):
            pass

    own = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    own.daemon_threads = True
    own.asked, own.answers, own.hang = [], [(200, {})], threading.Event()
    own.host = f"127.0.0.1:{own.server_port}"
    thread = threading.Thread(target=own.serve_forever, args=(0.01,))
    thread.start()
    yield own
    own.hang.set()
    own.shutdown()
    thread.join()
    own.server_close()


def client_of(*hosts, user="", patience=QUICK):
    return connect(Address("http", hosts, "timtin", user, "secret" if user else ""), patience)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_may_pass_is_asked_again(server, status):
    server.answers = [(status, BUSY), (status, BUSY), (200, FOUND)]

    assert client_of(server.host).search(index="timtin") == FOUND
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 404, 409, 500])
def test_what_cannot_pass_is_asked_once(server, status):
    server.answers = [(status, {"error": {"type": "wrong", "reason": "so it is"}})]

    with pytest.raises((ClusterFailedError, ClusterRefusedError)):
        client_of(server.host).search(index="timtin")
    assert len(server.asked) == 1


def test_a_full_queue_that_stays_full_is_told(server):
    server.answers = [(429, BUSY)]

    with pytest.raises(ClusterBusyError, match="queue is full"):
        client_of(server.host).search(index="timtin")
    assert len(server.asked) > 2


@pytest.mark.parametrize(("status", "does"), [(401, "does not know"), (403, "does not let")])
def test_wrong_credentials_are_told_without_the_password(server, status, does):
    server.answers = [(status, {"error": "Unauthorized"})]

    with pytest.raises(ClusterRefusedError, match=f"{does} the user lan") as raised:
        client_of(server.host, user="lan").info()
    assert "secret" not in str(raised.value)
    assert server.asked[0][1].startswith("Basic ")


def test_a_block_is_no_wrong_password(server):
    told = {"type": "cluster_block_exception", "reason": "FORBIDDEN/5/index read-only (api)"}
    server.answers = [(403, {"error": told})]

    with pytest.raises(ClusterFailedError, match="read-only"):
        client_of(server.host).info()


def test_a_host_that_does_not_answer_is_passed_over(server):
    server.answers = [(200, FOUND)]
    client = client_of("127.0.0.1:1", server.host)

    assert [client.search(index="timtin") for _ in range(4)] == [FOUND] * 4


def test_when_no_host_answers_all_are_named():
    with pytest.raises(ClusterUnreachableError, match=r"127\.0\.0\.1:1, 127\.0\.0\.1:2"):
        client_of("127.0.0.1:1", "127.0.0.1:2").info()


@pytest.mark.parametrize(
    ("host", "cause"),
    [("127.0.0.1:1", "Connection refused"), ("no.such.host.invalid:9200", "[A-Za-z ]+")],
)
def test_why_no_host_answers_is_told_as_the_system_says_it(host, cause):
    with pytest.raises(ClusterUnreachableError, match=rf"^No answer from {host} \({cause}\)\. "):
        client_of(host).info()


def test_a_host_that_hangs_up_is_told(server):
    server.answers = [(-1, {})]

    with pytest.raises(ClusterUnreachableError, match=r"\(Remote end closed connection without"):
        client_of(server.host).info()


@pytest.mark.parametrize("run", [pipeline.rebuild, pipeline.update])
def test_a_build_waits_no_longer_than_a_reader_for_a_host_that_is_not_there(
    run, tmp_path, monkeypatch
):
    clock, pauses = [0.0], []

    def rest(pause):
        clock[0] += pause
        pauses.append(pause)

    monkeypatch.setattr(transport, "_FIRST_PAUSE", 1.0)
    monkeypatch.setattr(transport, "rest", rest)
    monkeypatch.setattr(transport, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    (tmp_path / "a.txt").write_text("Tin\n\nHải Phòng.\n", "utf-8")

    with pytest.raises(ClusterUnreachableError):
        run([tmp_path], Address("http", ("127.0.0.1:1",), "timtin"))
    assert pauses == [1, 2]


def test_a_build_that_was_answered_once_is_patient(server):
    server.answers = [(503, BUSY), (200, {})]

    client = ClusterTarget(Address("http", (server.host,), "timtin")).client
    assert client.transport._patience == connection.WRITING


def test_an_answer_that_takes_too_long_is_given_up(server):
    server.answers = [(0, {})]

    with pytest.raises(ClusterBusyError, match="in time"):
        client_of(server.host, patience=Patience(0, 0.05)).info()


def test_an_index_that_is_not_there_is_told_with_what_builds_it(server):
    told = {"type": "index_not_found_exception", "reason": "no such index"}
    server.answers = [(404, {"error": told})]

    with pytest.raises(IndexMissingError, match=r"timtin rebuild FOLDER --index opensearch\+http"):
        client_of(server.host).search(index="timtin")


@pytest.mark.parametrize(
    "wrong",
    [
        HALF,
        {"responses": [FOUND, HALF]},
        {"responses": [FOUND, BUSY]},
        {"responses": [{"error": {"type": "x", "reason": "y"}, "status": 503}]},
    ],
)
def test_an_answer_that_lacks_a_part_is_none(server, wrong):
    whole = {"responses": [FOUND, FOUND]}
    server.answers = [(200, wrong), (200, whole)]

    assert client_of(server.host).msearch(body=[{}, {}]) == whole

    server.answers = [(200, wrong)]
    with pytest.raises((ClusterFailedError, ClusterBusyError)):
        client_of(server.host).msearch(body=[{}, {}])


def test_a_query_that_is_wrong_is_not_asked_again(server):
    wrong = {"error": {"type": "parsing_exception", "reason": "unknown"}, "status": 400}
    server.answers = [(200, {"responses": [wrong]})]

    with pytest.raises(ClusterFailedError, match="parsing_exception: unknown"):
        client_of(server.host).msearch(body=[{}, {}])
    assert len(server.asked) == 1


def test_without_the_library_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "opensearchpy", None)

    with pytest.raises(ClientMissingError, match=r"pip install '\.\[opensearch\]'"):
        connection.connect(Address("http", ("a:1",), "timtin"))


@pytest.mark.parametrize("strange", [{}, [], {"took": 1}, "<html>", None])
def test_an_answer_of_no_opensearch_is_told(server, strange):
    server.answers = [(200, strange)]

    with pytest.raises(ClusterFailedError, match="not one of OpenSearch 2"):
        client_of(server.host).search(index="timtin")
    assert len(server.asked) == 1


def test_a_document_whose_shard_is_away_is_not_missing(server):
    away = {"docs": [{"_id": "1", "error": {"type": "no_shard_available_action_exception"}}]}
    found = {"docs": [{"_id": "1", "found": True}]}
    server.answers = [(200, away), (200, found)]

    assert client_of(server.host).mget(index="timtin", body={"ids": ["1"]}) == found

    gone = {"docs": [{"_id": "1", "error": {"type": "index_not_found_exception"}}]}
    server.answers = [(200, gone)]
    with pytest.raises(IndexMissingError):
        client_of(server.host).mget(index="timtin", body={"ids": ["1"]})


def test_of_several_hosts_one_that_hangs_is_passed_over_soon(server):
    """The first try of each host is short; a search that takes long gets twice as much next."""
    server.answers = [(0, {}), (0, {}), (200, FOUND)]
    client = client_of(server.host, server.host, patience=Patience(0, 30, 0.1))

    assert client.search(index="timtin") == FOUND
    assert len(server.asked) == 3
