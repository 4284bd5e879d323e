import csv
import gc
import io
import json
import logging
import signal
import socket
from email.message import Message
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import request

from search_app.core.exports import FORMATS
from search_app.core.index import Index
from search_app.web import create_app, links
from search_app.web.serve import serve
from search_app.web.settings import Settings
from search_app.web.state import read_state


def file_names(answer):
    header = Message()
    header["Content-Disposition"] = answer.headers["Content-Disposition"]
    return header.get_filename(), answer.headers["Content-Disposition"].partition("filename*=")[2]


def exported_ids(client, query):
    text = client.get(f"/export.csv{query}").data.decode("utf-8-sig")
    return [row["id"] for row in csv.DictReader(io.StringIO(text, newline=""))]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_an_attachment_of_its_type(client, name):
    answer = client.get(f"/export.{name}?q=covid")

    assert answer.status_code == 200
    assert answer.content_type == FORMATS[name].content_type
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert len(answer.text) > 500
    assert "Content-Length" not in answer.headers


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=covid",
        "?q=covid&sort=oldest",
        "?topic=Covid-19&year=2021",
        "?city=HN&places=2025",
        "?from=2021-12-01&to=2022-12-31&sort=newest",
        "?q=chuyển+đổi+số&literal=1",
        "?q=covvid&page=7&per_page=20",
    ],
)
def test_a_file_has_the_articles_of_all_pages_in_their_order(client, query):
    kept = [pair for pair in parse_qsl(query[1:]) if "page" not in pair[0]]
    shown = client.get(
        "/api/v1/search", query_string=[*kept, ("collapse", "1"), ("per_page", "100")]
    )

    assert shown.json["hits"]
    assert exported_ids(client, query) == [hit["id"] for hit in shown.json["hits"]]


def test_copies_are_one_line_unless_each_is_asked_for(client_of):
    copies = [
        {"id": f"c{number}", "title": "Tin", "body": "Thành phố họp bàn về nước sạch. " * 20}
        for number in range(3)
    ]
    site = client_of(*copies, {"id": "d", "title": "Khác", "body": "Một bài khác hẳn."})

    assert len(exported_ids(site, "")) == 2
    assert len(exported_ids(site, "?collapse=0")) == 4


def test_the_file_is_named_by_its_search_in_old_and_new_letters(client):
    answer = client.get('/export.bib?q="chuyển+đổi+số"/covid&city=hai+phong&from=2021-01-31')

    plain, marked = file_names(answer)
    assert plain == "tim-tin-chuyen-doi-so-covid-hai-phong-tu-31-01-2021.bib"
    assert marked.startswith("UTF-8''T%C3%ACm%20Tin%20-%20chuy%E1%BB%83n%20")
    assert marked.endswith(".bib")
    assert file_names(client.get("/export.csv?q=%22%0d%0a;.."))[0] == "tim-tin.csv"
    assert len(file_names(client.get(f"/export.csv?q={'a+' * 999}"))[0]) < 100


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("citty=Hà+Nội", "unknown-parameter"),
        ("from=xx", "unreadable-parameter"),
        ("city=Atlantis", "unknown-value"),
        ("q=a&q=b", "repeated-parameter"),
    ],
)
def test_what_is_wrong_is_told_before_a_file_begins(client, query, kind):
    answer = client.get(f"/export.jsonl?{query}")

    assert answer.status_code == 400
    assert answer.json["type"] == f"/api/#{kind}"
    assert "Accept" in answer.headers["Vary"].split(", ")
    assert "Content-Disposition" not in answer.headers


@pytest.mark.parametrize("path", ["/export.csv?city=Atlantis", "/feed?city=Atlantis"])
def test_a_browser_is_told_on_a_page_with_a_way_back(client, path):
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    answer = client.get(path, headers=browser)

    assert answer.status_code == 400
    assert answer.content_type.startswith("text/html")
    assert "Tìm lại, bỏ bộ lọc này" in answer.text
    assert client.get(path).content_type == "application/problem+json"


class Breaking(Index):
    """An index that cannot read its third article."""

    def scan(self, *args, **kwargs):
        yield from list(super().scan(*args, **kwargs))[:2] * 2_000
        raise OSError("no such block")


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br", "zstd"])
def test_a_file_that_breaks_off_is_no_whole_file(seed_index, encoding):
    site = create_app(Breaking(seed_index._engine)).test_client()
    answer = site.get("/export.jsonl", headers={"Accept-Encoding": encoding}, buffered=False)

    sent = []
    with pytest.raises(OSError, match="no such block"):
        sent.extend(answer.response)
    assert sum(map(len, sent)) > 0
    answer.close()


def test_the_link_of_an_export_keeps_the_search_and_not_its_page(seed_index):
    app = create_app(seed_index)
    with app.test_request_context(
        "/?q=covid&city=Hải+Phòng&sort=oldest&page=3&per_page=20&lang=en"
    ):
        url = links.export_url("ris", read_state(request.args))

    assert url.startswith("/export.ris?q=covid&city=")
    assert "page" not in url
    assert "lang" not in url
    assert app.test_client().get(url).status_code == 200


def test_lines_hold_whole_articles(client, seed_index):
    lines = [json.loads(line) for line in client.get("/export.jsonl").text.splitlines()]

    assert {line["id"]: line["body"] for line in lines} == {
        article.id: article.body for article in seed_index.scan()
    }


@pytest.fixture
def two_at_once(seed_index):
    return create_app(seed_index, Settings(exports_at_once=2)).test_client()


def test_more_files_than_are_written_at_once_are_put_off_until_one_is_done(two_at_once):
    first, second = (two_at_once.get("/export.csv") for _ in range(2))
    put_off = two_at_once.get("/export.csv")

    assert put_off.status_code == 503
    assert put_off.json["type"] == "/api/#busy"
    assert int(put_off.headers["Retry-After"]) > 0
    followed = two_at_once.get("/export.csv", headers={"Accept": "text/html"})
    assert "Máy chủ đang bận" in followed.text
    assert two_at_once.get("/?q=covid").status_code == 200
    assert first.get_data()
    first.close()
    assert two_at_once.get("/export.csv").status_code == 200
    second.close()


@pytest.mark.parametrize(
    ("query", "status"), [("", 200), ("?city=Atlantis", 400), ("?page=x", 400), ("?x=1", 400)]
)
@pytest.mark.parametrize("method", ["get", "head"])
def test_whatever_comes_of_it_a_file_leaves_its_place(two_at_once, method, query, status):
    for _ in range(5):
        answer = getattr(two_at_once, method)(f"/export.csv{query}")
        assert answer.status_code == status
        answer.close()


def test_who_asks_for_the_headers_of_a_file_takes_no_place(two_at_once):
    with two_at_once.get("/export.csv") as first, two_at_once.get("/export.csv"):
        headers = two_at_once.head("/export.csv")
        assert headers.status_code == 200
        assert not headers.data
        assert headers.headers["Content-Disposition"] == first.headers["Content-Disposition"]
        assert two_at_once.head("/export.csv?city=Atlantis").status_code == 400


def test_a_file_that_is_known_takes_no_place(two_at_once):
    with two_at_once.get("/export.csv") as first:
        tag = first.headers["ETag"]
        with two_at_once.get("/export.csv"):
            known = two_at_once.get("/export.csv", headers={"If-None-Match": tag})
            assert known.status_code == 304


def test_a_file_that_nobody_sends_leaves_its_place(seed_index, caplog):
    caplog.set_level(logging.CRITICAL)  # what is logged holds the error
    app = create_app(seed_index, Settings(exports_at_once=1))

    def fail(_):
        raise RuntimeError

    app.after_request_funcs[None].append(fail)
    assert app.test_client().get("/export.csv").status_code == 500
    app.after_request_funcs[None].remove(fail)
    gc.collect()  # as that holds its frames, and these the answer
    with app.test_client().get("/export.csv") as answer:
        assert answer.status_code == 200


def test_on_the_wire_headers_alone_end_with_the_last_of_them(seed_index):
    connections = []

    def ask(url):
        parts = urlsplit(url)
        connections.append(socket.create_connection((parts.hostname, parts.port), timeout=10))
        connections[0].sendall(b"HEAD /export.csv HTTP/1.1\r\nHost: localhost\r\n\r\n")
        signal.raise_signal(signal.SIGINT)  # which answers first

    serve(seed_index, port=0, listening_at=ask)
    with connections[0] as connection:
        sent = b"".join(iter(lambda: connection.recv(1 << 16), b""))

    assert sent.startswith(b"HTTP/1.1 200 OK\r\n")
    assert sent.endswith(b"\r\n\r\n")
    assert b"\r\n0\r\n" not in sent
