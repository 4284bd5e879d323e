"""Hostile requests to every route of the site, as a server hands them on (PEP 3333)."""

import random
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from urllib.parse import quote, quote_from_bytes, unquote_to_bytes

from flask import Flask
from werkzeug.test import run_wsgi_app

from tests.reliability.answers import faults

MARK = "\"'><x-hostile onx=1>"
_PATHS = (
    "/",
    "/",
    "/",
    "/api/v1/search",
    "/api/v1/search",
    "/api/v1/suggest",
    "/opensearch/suggest",
)
_PATHS += ("/feed", "/export.csv", "/export.jsonl", "/export.ris", "/export.bib", "/stats", "/help")
_PATHS += (
    "/api/",
    "/api/v1/stats",
    "/api/openapi.json",
    "/opensearch.xml",
    "/healthz",
    "/readyz",
    "/metrics",
)
_OF_ARTICLES = ("/article/", "/article/", "/explain/", "/explain/", "/cite/bib/", "/cite/ris/")
_OF_ARTICLES += ("/cite/chicago/", "/api/v1/article/", "/api/v1/similar/")
_OF_ANYTHING = (
    "/",
    "/article/",
    "/static/",
    "/export.",
    "/cite/",
    "/api/",
    "/api/try/",
    "/api/v1/",
    "//",
)
_NAMES = (
    "q city year topic places from to sort page per_page collapse literal histogram lang".split()
)
_NAMES += ["m", "cursor", "limit", "v", "id", "format", "Q", "q[]", "__proto__", "", "=", "\x00"]
_VALUES = ("0", "1", "2", "-1", "10", "100", "101", "1e3", "0x1", "٣", "²", "1_0", "9" * 400, "NaN")
_VALUES += ("2021", "2025", "2021-01-01", "2021-02-30", "0001-01-01", "9999-12-31", "10000-01-01")
_VALUES += (
    "newest",
    "oldest",
    "relevance",
    "en",
    "vi",
    "true",
    "Hải Phòng",
    "hai phong",
    "không rõ",
)
_VALUES += ("Covid-19", "", " ", "%00", "../x", "null", "[]", "\r\nX: y", "A" * 32, "_-" * 16, MARK)
_METHODS = ("GET",) * 30 + ("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "X")
_HEADERS: Mapping[str, Sequence[str]] = {
    "HTTP_ACCEPT": ("text/html", "application/json", "*/*;q=x", ",,;", "\xff", "a/b" * 500),
    "HTTP_ACCEPT_ENCODING": ("gzip", "br;q=9", "zstd, *;q=0", "identity;q=0", "\x80"),
    "HTTP_ACCEPT_LANGUAGE": ("en", "x" * 3_000, "vi;q=a"),
    "HTTP_IF_NONE_MATCH": ("*", 'W/"', '"a", b, W/"c"', '"' * 500, "\xe9"),
    "HTTP_IF_MODIFIED_SINCE": ("0", "Thu, 99 Foo 9999 99:99:99 GMT", "\xff"),
    "HTTP_RANGE": ("bytes=0-", "bytes=-1,9-2", "bytes=" + "0-1," * 500, "x=1-2"),
    "HTTP_HOST": ("evil.test", "a b", "[::1", "x:99999", "<b>", "", "a@b", "localhost:80:80"),
    "HTTP_COOKIE": ("a=b; c", ";;;=", "\x01"),
    "HTTP_REFERER": ("javascript:1", "\xff"),
    "HTTP_X_FORWARDED_FOR": ("1.2.3.4", "x" * 900, "'"),
    "HTTP_X_FORWARDED_PROTO": ("https", "javascript"),
    "HTTP_X_FORWARDED_PREFIX": ("/x", "//evil.test", "javascript:"),
    "HTTP_EXPECT": ("100-continue",),
    "CONTENT_TYPE": (
        "multipart/form-data; boundary=",
        "application/json",
        "text/html; charset=utf-7",
    ),
    "CONTENT_LENGTH": ("5", "0", "-1", "x", "99999999999"),
}


def request_of(text: str, ids: Sequence[str], chance: random.Random) -> dict[str, Any]:
    """Return the environment of a request that has `text` somewhere in it."""
    raw = text + (MARK if chance.random() < 0.3 else "")
    path, is_free = _path(raw, ids, chance)
    name = "q" if not is_free and chance.random() < 0.8 else chance.choice(_NAMES)
    args = [(name, raw)]
    more = range(chance.choice((0, 0, 0, 1, 1, 2, 6)))
    args += [(chance.choice(_NAMES), chance.choice((*_VALUES, raw[:20]))) for _ in more]
    chance.shuffle(args)
    query = "&".join(f"{_quoted(key, chance)}={_quoted(value, chance)}" for key, value in args)
    headers = {
        name: chance.choice(_HEADERS[name])
        for name in chance.choices(list(_HEADERS), k=chance.choice((0, 0, 0, 1, 2)))
    }
    return _environ(chance.choice(_METHODS), path, query, headers)


def _path(text: str, ids: Sequence[str], chance: random.Random) -> tuple[str, bool]:
    kind = chance.random()
    if kind < 0.65:
        return chance.choice(_PATHS), False
    if kind < 0.85:
        return chance.choice(_OF_ARTICLES) + quote(chance.choice(ids), safe=""), False
    return chance.choice((*_OF_ANYTHING, *_OF_ARTICLES)) + _quoted(text[:300], chance), True


def _quoted(text: str, chance: random.Random) -> str:
    """Return text percent-encoded; now and then as another encoding, in part, wrongly or not."""
    data = text.encode("utf-8", "surrogatepass")
    match chance.randrange(12):
        case 0:
            quoted = quote_from_bytes(data, safe="/?:@!$'()*,;~<>\"{}|")
        case 1:
            quoted = quote_from_bytes(data)[: len(data) or 1]  # breaks off inside of a code
        case 2:
            quoted = quote_from_bytes(text.encode("utf-16", "replace"))
        case 3:
            quoted = data.decode("latin-1")  # raw bytes
        case 4:
            quoted = quote_from_bytes(data).replace("%", "%25", 3).replace("A", "%zz")
        case 5:
            quoted = quote_from_bytes(data) + chance.choice(
                ("%", "%f", "%C0%AF", "%ED%A0%80", "%FF", "+")
            )
        case _:
            quoted = quote_from_bytes(data, safe="")
    return quoted


def _environ(method: str, path: str, query: str, headers: Mapping[str, str]) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path.encode("latin-1", "replace")).decode("latin-1"),
        "QUERY_STRING": query.encode("latin-1", "replace").decode("latin-1"),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(b"a=b&c"),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **headers,
    }


def ask_site(app: Flask, environ: dict[str, Any], secrets: Sequence[str] = ()) -> str:
    """Send a request and return how it was answered.

    Raises:
        AssertionError: with what is wrong with the answer.
    """
    compresses = (
        environ.pop("HTTP_ACCEPT_ENCODING", None) if environ["REQUEST_METHOD"] != "HEAD" else None
    )
    if compresses:
        _sent(app, {**environ, "HTTP_ACCEPT_ENCODING": compresses})
    status, headers, body = _sent(app, environ)
    wrong = list(faults(status, headers, body, secrets))
    assert not wrong, wrong
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD", "OPTIONS"}:
        assert status in {400, 404, 405}, status
    return f"HTTP {status}"


def _sent(app: Flask, environ: dict[str, Any]) -> tuple[int, list[tuple[str, str]], bytes]:
    pieces, status, headers = run_wsgi_app(app.wsgi_app, environ, buffered=True)
    return int(status.split()[0]), headers.to_wsgi_list(), b"".join(pieces)
