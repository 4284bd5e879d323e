"""No query holds a worker: one that costs too much is answered 503, and pages end somewhere."""

import dataclasses
import logging

import pytest

from search_app.core import limits
from search_app.core.errors import QueryTooCostlyError
from search_app.web import create_app, cursors, parameters
from search_app.web.parameters import DEEPEST, PAGE
from search_app.web.settings import Settings
from search_app.web.state import SearchState

ARTICLE = "000_fd392c4447f1aa74"
Q = "q=chuyển+đổi+số"
PAGES = [f"/?{Q}", f"/article/{ARTICLE}?{Q}", f"/explain/{ARTICLE}?{Q}"]
DATA = [
    f"/api/v1/search?{Q}",
    "/api/v1/suggest?q=chuyen d",
    f"/api/v1/similar/{ARTICLE}",
]
COUNTS = ["/stats", "/api/v1/stats"]  # read no postings
FILES = [f"/export.csv?{Q}", f"/feed?{Q}"]
TOO_DEEP = [
    f"page={PAGE.most + 1}",
    f"page={DEEPEST}&per_page=1",
    "page=999999999",
    "page=" + "9" * 99,
]


@pytest.fixture
def client_within(seed_root):
    """Return a function that gives a client of a site with some limits, over a fresh index."""
    from search_app import open_index  # noqa: PLC0415

    return lambda **set_: create_app(open_index(seed_root), Settings(**set_)).test_client()


@pytest.mark.parametrize("url", PAGES)
def test_people_read_what_to_do(client_within, url):
    answer = client_within(postings_per_query=1).get(url)

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "quá nặng cho máy chủ" in answer.text
    assert "Hãy bớt từ" in answer.text
    assert answer.headers.get("ETag") is None


@pytest.mark.parametrize("url", [*DATA, *FILES])
def test_programs_read_what_to_do(client_within, url):
    answer = client_within(postings_per_query=1).get(url)

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.json["type"] == "/api/#too-costly"
    assert "fewer words" in answer.json["detail"]


@pytest.mark.parametrize("url", [*PAGES, *DATA, *COUNTS, *FILES])
def test_time_is_limited_everywhere(client_within, url):
    assert client_within(seconds_per_query=1e-9).get(url).status_code == 503


@pytest.mark.parametrize("url", [*PAGES, *DATA, *COUNTS, *FILES, "/healthz", "/help", "/api/"])
def test_the_usual_limits_are_in_nobodys_way(client_within, url):
    assert client_within().get(url).status_code == 200


def test_where_the_operator_wants_none_there_is_no_limit(client_within, monkeypatch):
    monkeypatch.setattr(limits._Meter, "spend", lambda *_: pytest.fail("limited"))
    client = client_within(seconds_per_query=0, postings_per_query=0)

    assert client.get(f"/?{Q}").status_code == 200


def test_the_next_query_is_answered(client_within, monkeypatch):
    client = client_within(postings_per_query=10_000)
    first = client.get(f"/api/v1/search?{Q}").json
    with monkeypatch.context() as changed:
        changed.setattr(limits._Meter, "spend", _raise)
        assert client.get("/api/v1/search?q=covid").status_code == 503
    again = client.get(f"/api/v1/search?{Q}").json

    assert first["total"] > 0
    assert {**again, "took_ms": 0} == {**first, "took_ms": 0}
    assert client.get("/api/v1/search?q=covid").json["total"] > 0


def test_a_query_that_costs_too_much_is_no_fault_of_the_index(client_within, caplog):
    with caplog.at_level(logging.WARNING):
        assert client_within(postings_per_query=1).get(f"/?{Q}").status_code == 503

    assert not caplog.records


def test_an_export_is_limited_while_it_searches_and_not_while_it_writes(client_within, monkeypatch):
    answer = client_within().get(f"/export.csv?{Q}", buffered=False)
    monkeypatch.setattr(limits._Meter, "spend", _raise)

    assert len(b"".join(answer.iter_encoded()).splitlines()) > 3


@pytest.mark.parametrize("query", TOO_DEEP)
@pytest.mark.parametrize("path", ["/", "/feed", "/api/v1/search"])
def test_a_page_too_deep_is_refused(client, path, query):
    assert client.get(f"{path}?{query}").status_code == 400


def test_who_pages_too_deep_is_told_of_the_file(client):
    told = client.get(f"/api/v1/search?page={PAGE.most + 1}").json

    assert told["type"] == "/api/#unreadable-parameter"
    assert told["parameter"] == "page"
    assert "/export.jsonl" in told["detail"]
    assert "/export.jsonl" in client.get(f"/?page={PAGE.most + 1}").text


@pytest.mark.parametrize("query", [f"page={PAGE.most}", f"page={PAGE.most}&per_page=100"])
def test_the_deepest_page_is_answered(client, query):
    assert client.get(f"/?{query}").status_code == 200
    assert client.get(f"/api/v1/search?{query}").status_code == 200


def test_a_cursor_leads_no_deeper_than_a_page(client, seed_index):
    name = repr(SearchState(q="covid", collapse=False))

    def asked(offset):
        cursor = cursors.write(seed_index.fingerprint, name, offset)
        return client.get(f"/api/v1/search?q=covid&cursor={cursor}")

    assert asked(DEEPEST - 10).status_code == 200
    assert asked(DEEPEST).status_code == 400
    assert asked(DEEPEST).json["parameter"] == "cursor"
    assert asked(2**64 - 1).status_code == 400


def test_pages_that_are_refused_have_no_links(monkeypatch, read):
    monkeypatch.setattr(parameters, "PAGE", dataclasses.replace(PAGE, most=2))
    page = read("/?per_page=1&page=2")

    assert [text for _, text in page.find("a", rel="next")] == []
    assert page.find("a", rel="prev")
    assert "page=3" not in str(page.elements)


def test_python_pages_as_deep_as_it_likes(seed_index):
    assert seed_index.search("covid", page=10**9, per_page=1000).hits == []


def _raise(*_):
    raise QueryTooCostlyError.of_seconds(1)
