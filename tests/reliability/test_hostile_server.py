"""What no browser would send, byte by byte: the real server says what is wrong, and lives."""

import itertools
import random
import re
import socket
import urllib.request
from urllib.parse import urlsplit

import pytest

from tests.reliability.hostile import by_hand

HOST = b"Host: localhost\r\nConnection: close\r\n"
BROKEN = {
    "nothing": b"\r\n\r\n",
    "no protocol": b"GET /\r\n\r\n",
    "old protocol": b"GET / HTTP/0.9\r\n\r\n",
    "new protocol": b"GET / HTTP/9.9\r\n" + HOST + b"\r\n",
    "no method": b" / HTTP/1.1\r\n" + HOST + b"\r\n",
    "words": b"GET / and more HTTP/1.1\r\n" + HOST + b"\r\n",
    "TLS": bytes.fromhex("16030100c8010000c40303") + b"\x00\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "bytes": bytes(range(256)) + b"\r\n\r\n",
    "NUL": b"GET /\x00 HTTP/1.1\r\n" + HOST + b"\r\n",
    "raw text": "GET /?q=số\u202e HTTP/1.1\r\n".encode() + HOST + b"\r\n",
    "raw bytes": b"GET /?q=\xff\xfe HTTP/1.1\r\n" + HOST + b"\r\n",
    "only line feeds": b"GET /?q=a HTTP/1.1\nHost: a\nConnection: close\n\n",
    "header without name": b"GET / HTTP/1.1\r\n: x\r\n" + HOST + b"\r\n",
    "header without colon": b"GET / HTTP/1.1\r\nnothing\r\n" + HOST + b"\r\n",
    "folded header": b"GET / HTTP/1.1\r\nX: a\r\n b\r\n" + HOST + b"\r\n",
    "space before colon": b"GET / HTTP/1.1\r\nX : a\r\n" + HOST + b"\r\n",
    "many headers": b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 20_000 + HOST + b"\r\n",
    "huge header": b"GET / HTTP/1.1\r\nX: " + b"a" * 3_000_000 + b"\r\n" + HOST + b"\r\n",
    "huge line": b"GET /" + b"a" * 3_000_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "bad length": b"POST / HTTP/1.1\r\nContent-Length: x\r\n" + HOST + b"\r\n",
    "negative length": b"GET / HTTP/1.1\r\nContent-Length: -1\r\n" + HOST + b"\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n"
    + HOST
    + b"\r\nab",
    "length of much": b"POST / HTTP/1.1\r\nContent-Length: 99999999999999\r\n" + HOST + b"\r\n",
    "length and chunks": b"POST / HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n"
    + HOST
    + b"\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n",
    "bad chunk": b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + HOST + b"\r\nzz\r\nabc\r\n",
    "negative chunk": b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n"
    + HOST
    + b"\r\n-1\r\n\r\n",
    "huge chunk": b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n"
    + HOST
    + b"\r\nffffffffff\r\n",
    "odd coding": b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip, x\r\n" + HOST + b"\r\n",
    "expectation": b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n"
    + HOST
    + b"\r\nabc",
    "absolute address": b"GET http://evil.test/?q=a HTTP/1.1\r\n" + HOST + b"\r\n",
    "address of a file": b"GET file:///etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n",
    "asterisk": b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n",
    "tunnel": b"CONNECT evil.test:443 HTTP/1.1\r\n" + HOST + b"\r\n",
    "no host": b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
    "odd host": b'GET /feed HTTP/1.1\r\nHost: "><script>x</script>\r\nConnection: close\r\n\r\n',
    "host of bytes": b"GET /feed HTTP/1.1\r\nHost: \xff:\x80\r\nConnection: close\r\n\r\n",
    "host and port": b"GET /feed HTTP/1.1\r\nHost: a:99999999\r\nConnection: close\r\n\r\n",
    "forged proxy": b"GET /feed HTTP/1.1\r\nX-Forwarded-Proto: javascript\r\n"
    b"X-Forwarded-Host: evil.test\r\n"
    b'Forwarded: for="_x";proto=x\r\n' + HOST + b"\r\n",
    "out of the root": b"GET /static/../../../../etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n",
    "out, encoded": b"GET /static/%2e%2e/%2e%2e%2f..%5c..%00/etc/passwd HTTP/1.1\r\n"
    + HOST
    + b"\r\n",
    "injected header": b"GET /api/try/article?id=a%0d%0aSet-Cookie:%20x=y HTTP/1.1\r\n"
    + HOST
    + b"\r\n",
}
METHODS = (
    "HEAD",
    "POST",
    "PUT",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "PATCH",
    "PROPFIND",
    "get",
    "A" * 500,
)
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
INSIDE = (b"Traceback", b"site-packages", b'.py"', b"root:x:", b"\nSet-Cookie")


@pytest.fixture
def send(site):
    """Return a function that sends bytes and returns the answers; afterwards the site must live."""

    def answers(data):
        parts = urlsplit(site)
        with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
            received = b""
            try:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                while more := connection.recv(1 << 16):
                    received += more
            except (ConnectionError, TimeoutError):
                pass  # it may hang up on nonsense, as long as it lives
        assert not [said for said in INSIDE if said in received]
        assert not re.search(rb"HTTP/1\.[01] 50[024-9]", received), received[:300]
        assert site.encode() not in received or b"localhost" not in data
        return received

    yield answers
    with urllib.request.urlopen(f"{site}/healthz", timeout=20) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_told_or_hung_up_on(send, name):
    received = send(BROKEN[name])

    assert not received or STATUS.match(received), received[:200]
    assert b"<script>" not in received.replace(b"<script src", b"")


@pytest.mark.parametrize("method", METHODS)
def test_no_method_changes_or_breaks_anything(send, method):
    body = b"a=b&q=c" if method in {"POST", "PUT", "PATCH"} else b""
    for path in ("/", "/feed", "/api/v1/search", "/export.csv", "/static/base.css", "/healthz"):
        head = f"{method} {path} HTTP/1.1\r\nContent-Length: {len(body)}\r\n".encode()
        received = send(head + HOST + b"\r\n" + body)

        status = int(STATUS.match(received)[1])
        assert status in ({200} if method in {"HEAD", "OPTIONS"} else {400, 404, 405, 501}), status
        if method == "HEAD":
            assert received.endswith(b"\r\n\r\n")
        if method == "TRACE":
            assert HOST not in received


def test_what_comes_at_once_is_answered_one_after_the_other(send):
    asked = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20
    received = send(asked + b"GET /?q=tin HTTP/1.1\r\n" + HOST + b"\r\n")

    assert STATUS.findall(received) == [b"200"] * 21


def test_what_never_ends_takes_no_worker(send, site):
    parts = urlsplit(site)
    waiting = [
        socket.create_connection((parts.hostname, parts.port), timeout=20) for _ in range(40)
    ]
    for number, connection in enumerate(waiting):
        connection.sendall(b"POST / HTTP/1.1\r\nContent-Length: 9\r\nX: "[: number + 5])
    try:
        assert STATUS.match(send(b"GET /?q=tin HTTP/1.1\r\n" + HOST + b"\r\n"))[1] == b"200"
    finally:
        for connection in waiting:
            connection.close()


def test_random_bytes_and_hostile_texts_are_survived(send, request):
    chance = random.Random(8)
    count = 2_000 if request.config.getoption("--soak", default=False) else 150
    texts = [text.encode("utf-8", "surrogatepass") for text in by_hand()]
    chance.shuffle(texts)
    for text in itertools.islice(itertools.cycle(texts), count):
        match chance.randrange(4):
            case 0:
                send(b"GET /?q=" + text + b" HTTP/1.1\r\n" + HOST + b"\r\n")
            case 1:
                send(b"GET / HTTP/1.1\r\nX-" + text + b": " + text + b"\r\n" + HOST + b"\r\n")
            case 2:
                send(
                    b"GET /"
                    + text
                    + b" HTTP/1.1\r\nHost: "
                    + text
                    + b"\r\nConnection: close\r\n\r\n"
                )
            case _:
                send(chance.randbytes(200) + text + b"\r\n\r\n")
