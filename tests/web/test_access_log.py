"""One line for each request, and nothing in it of what anybody looked for unless that is wanted."""

import json
import threading
import urllib.request

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from waitress.server import create_server

from search_app.core import exports
from search_app.web import create_app
from search_app.web.observing.access_log import line
from search_app.web.observing.observed import Served
from search_app.web.settings import Settings

FIELDS = "time method route status bytes whole ms address generation".split()
MARK = "zimbabwe"  # looked for


@pytest.fixture
def logged(seed_index):
    """Return a function that gives a client and the lines of its log, read."""

    def site(index=seed_index, **settings):
        lines = []
        app = create_app(index, Settings(access_log=lines.append, **settings))
        return app.test_client(), Lines(lines)

    return site


class Lines(list):
    """What was logged, as it was written; `told` reads it."""

    def __init__(self, lines):
        self.raw = lines

    @property
    def told(self):
        return [json.loads(line) for line in self.raw]


def fetch(client, path, method="get", **how):
    with getattr(client, method)(path, **how) as answer:
        return answer, answer.data


def test_a_request_is_a_line_with_what_became_of_it(logged, seed_index):
    client, lines = logged()
    answer, data = fetch(client, "/?q=covid", headers={"Accept-Encoding": "br"})

    (told,) = lines.told
    assert list(told) == FIELDS
    assert told["method"] == "GET"
    assert told["route"] == "pages.search"
    assert (told["status"], told["bytes"], told["whole"]) == (200, len(data), True)
    assert told["time"].endswith("Z")
    assert len(told["time"]) == len("2026-01-31T12:00:00.000Z")
    assert told["ms"] > 0
    assert told["address"] == "127.0.0.1"
    assert seed_index.fingerprint.startswith(told["generation"])
    assert len(told["generation"]) == 12
    assert answer.headers["Content-Encoding"] == "br"


@pytest.mark.parametrize(
    ("method", "path", "route", "status"),
    [
        ("head", "/", "pages.search", 200),
        ("get", "/gi-do", "none", 404),
        ("post", "/", "none", 405),
        ("get", "/?page=x", "pages.search", 400),
        ("get", "/favicon.ico", "none", 308),
        ("get", "/api", "none", 308),
        ("get", "/static/base.css", "static", 200),
        ("get", "/healthz", "api.healthz", 200),
        ("get", "/api/v1/article/x", "api.article", 404),
    ],
)
def test_whatever_the_answer_is_it_is_logged(logged, method, path, route, status):
    client, lines = logged()
    fetch(client, path, method)

    (told,) = lines.told
    assert (told["route"], told["status"], told["whole"]) == (route, status, True)


def test_what_a_browser_has_already_is_logged_without_bytes(logged):
    client, lines = logged()
    answer, _ = fetch(client, "/stats")
    fetch(client, "/stats", headers={"If-None-Match": answer.headers["ETag"]})

    assert [(told["status"], told["bytes"]) for told in lines.told][1] == (304, 0)
    assert lines.told[1]["generation"]


def test_an_error_of_the_site_is_logged(logged):
    client, lines = logged(lambda: 1 / 0)
    fetch(client, "/")

    (told,) = lines.told
    assert (told["status"], told["generation"]) == (500, "")


def test_a_stream_is_logged_when_it_ends_with_what_was_sent(logged):
    client, lines = logged()
    answer = client.get("/export.jsonl", headers={"Accept-Encoding": "identity"})

    assert lines.raw == []
    data = answer.data
    answer.close()
    (told,) = lines.told
    assert (told["bytes"], told["whole"]) == (len(data), True)


def test_a_stream_that_is_given_up_is_not_whole(logged):
    client, lines = logged()
    client.get("/export.jsonl", headers={"Accept-Encoding": "identity"}).close()

    (told,) = lines.told
    assert (told["status"], told["whole"]) == (200, False)


def test_a_stream_that_breaks_is_not_whole(logged, monkeypatch):
    def broken(*_):
        yield "begun " * 20_000
        raise ValueError(MARK)

    monkeypatch.setattr("search_app.web.exports.write", broken)
    client, lines = logged()
    answer = client.get("/export.jsonl", headers={"Accept-Encoding": "identity"})
    with pytest.raises(ValueError, match=MARK):
        _ = answer.data
    answer.close()

    (told,) = lines.told
    assert (told["bytes"], told["whole"]) == (120_000, False)


def values(rule):
    """Return what stands in the variable parts of a route."""
    held = {
        "format_name": next(iter(exports.FORMATS)),
        "style": "ris",
        "name": "article",
        "filename": f"{MARK}.css",
    }
    return {name: held.get(name, MARK) for name in rule.arguments}


def addresses(app):
    """Yield an address of each route, with what is looked for wherever it fits."""
    for rule in app.url_map.iter_rules():
        with app.test_request_context():
            _, path = rule.build(values(rule), append_unknown=False)
        names = ("q", "page", "city", "from", "cursor", "lang", MARK, "id", "limit", "sort")
        for name in names:
            yield f"{path}?{name}={MARK}"
        yield f"{path}/{MARK}?q={MARK}"


def test_by_default_no_line_holds_what_was_looked_for(logged):
    client, lines = logged()
    told = {"Referer": f"http://localhost/?q={MARK}", "User-Agent": MARK, "Host": f"{MARK}.vn",
            "Accept-Language": MARK, "X-Forwarded-For": MARK, "Cookie": f"q={MARK}"}  # fmt: skip
    paths = [*addresses(client.application), "/" + MARK, f"/api/v1/{MARK}", f"//{MARK}"]
    for path in paths:
        for method in ("GET", "POST", MARK.upper()):
            with client.open(path, method=method, headers=told) as answer:
                _ = answer.data

    assert len(lines.raw) == 3 * len(paths) > 300
    assert {MARK} & set("".join(lines.raw).lower().split('"')) == set()
    assert MARK not in "".join(lines.raw).lower()
    assert {told["status"] for told in lines.told} >= {200, 303, 308, 400, 404, 405}
    assert {told["route"] for told in lines.told} >= {
        "pages.search", "api.suggest", "exports.export", "feeds.feed", "opensearch.suggestions",
        "guide.go", "pages.article", "pages.explain", "citing.cite", "static",
    }  # fmt: skip


def test_an_operator_can_have_path_and_query_logged(logged):
    client, lines = logged(logs_queries=True)
    fetch(client, "/?q=h%E1%BA%A3i+ph%C3%B2ng&city=a%0Ab")
    fetch(client, "/article/hải phòng%0A?q=" + "a" * 5_000)

    first, second = lines.told
    assert list(first) == [*FIELDS, "path", "query"]
    assert first["query"] == "q=h%E1%BA%A3i+ph%C3%B2ng&city=a%0Ab"
    assert second["path"] == "/article/h%E1%BA%A3i%20ph%C3%B2ng%0A"
    assert second["query"] == ("q=" + "a" * 5_000)[:2_000]


@given(
    path=st.text(), query=st.text(), address=st.text(), route=st.text(), refused=st.text(min_size=1)
)
@example(path="/\u2028\x7f\x85", query="\ud800\n\x00", address='"\r\n', route="\\", refused="\x1b")
def test_nothing_breaks_a_line(path, query, address, route, refused):
    served = Served("GET", address, path, query, 1.0, route=route, refused=refused)
    told = line(served, logs_queries=True)

    assert told.isascii()
    assert told.isprintable()
    assert json.loads(told)["route"] == route
    assert len(json.loads(told)["address"]) <= 60


def test_a_log_that_cannot_be_written_fails_no_request(seed_index, caplog):
    def full(_):
        raise OSError(28, "No space left on device")

    client = create_app(seed_index, Settings(access_log=full)).test_client()
    for _ in range(3):
        answer, _ = fetch(client, "/")
        assert answer.status_code == 200

    assert [record.message for record in caplog.records] == [
        "The access log cannot be written: [Errno 28] No space left on device"
    ]


def test_without_a_log_nothing_is_written(client, capfd):
    fetch(client, "/?q=covid")

    assert capfd.readouterr() == ("", "")


def test_a_real_server_counts_what_it_sends(seed_index):
    lines, written = [], threading.Event()

    def write(told):
        lines.append(told)
        written.set()

    app = create_app(seed_index, Settings(access_log=write))
    server = create_server(app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.effective_port}/export.csv"
    with urllib.request.urlopen(url, timeout=10) as answer:
        data = answer.read()
    assert written.wait(10)
    server.close()

    (told,) = map(json.loads, lines)
    assert (told["bytes"], told["whole"], told["address"]) == (len(data), True, "127.0.0.1")
