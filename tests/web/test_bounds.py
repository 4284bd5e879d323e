"""However much is asked for, an answer stays small and takes no more than what it shows."""

from urllib.parse import urlencode

import pytest
from flask import request

from search_app.web import create_app, links

ARTICLE = "/article/000_fd392c4447f1aa74"
EXPLAIN = "/explain/000_fd392c4447f1aa74"
READERS = ["/", ARTICLE, EXPLAIN, "/feed", "/export.csv", "/api/v1/search"]
LONG = "chuyển đổi số " * 12_000


def years(count):
    return [("year", 1000 + number) for number in range(count)]


@pytest.mark.parametrize("path", READERS)
def test_more_values_than_anybody_chooses_are_refused(client, path):
    answer = client.get(path, query_string=[("q", "covid"), *years(101)])

    assert answer.status_code == 400
    assert len(answer.data) < 20_000
    said = answer.json["detail"] if answer.is_json else answer.text
    assert "year can have at most 100 values" in said or "“year” có nhiều nhất 100 giá trị" in said
    assert client.get(path, query_string=[("q", "covid"), *years(100)]).status_code == 200


@pytest.mark.parametrize("path", READERS)
def test_a_value_longer_than_a_name_is_refused(client, path):
    answer = client.get(path, query_string={"q": "covid", "topic": "x" * 201})

    assert answer.status_code == 400
    assert len(answer.data) < 20_000


def test_the_way_back_drops_all_of_what_was_too_much(read):
    page = read(f"/?{urlencode([('q', 'covid'), *years(101)])}", status=400)

    assert page.link("bỏ tham số này") == "/?q=covid"


def test_the_document_says_how_many_values_there_may_be(client):
    asked = client.get("/api/openapi.json").json["paths"]["/api/v1/search"]["get"]["parameters"]
    schemas = {own["name"]: own["schema"] for own in asked}

    for name in ("city", "year", "topic"):
        assert schemas[name]["maxItems"] == 100
        assert schemas[name]["items"]["maxLength"] == 200


@pytest.mark.parametrize("path", ["/export.csv", "/feed"])
def test_what_only_names_its_filters_makes_no_link_for_each(client, monkeypatch, path):
    monkeypatch.setattr(links, "search_url", None)

    assert client.get(path, query_string=years(100)).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        (ARTICLE, 200),
        (EXPLAIN, 200),
        ("/help", 200),
        ("/stats", 200),
        ("/feed", 200),
        ("/api/v1/search", 200),
        ("/opensearch/suggest", 200),
        ("/?page=x", 400),
        ("/?m=" + "9" * 100_000, 200),
        (f"{ARTICLE}?m=" + "9" * 100_000, 400),
        ("/gi-do", 404),
    ],
)
def test_a_pasted_book_is_not_repeated(client, path, status):
    query = urlencode({"q": LONG})
    answer = client.get(f"{path}{'&' if '?' in path else '?'}{query}")

    assert answer.status_code == status
    assert len(answer.data) < 300_000, "six bytes a letter in each of forty links"
    assert len(answer.data) < 3 * len(query)
    assert LONG[:2_100] not in answer.get_data(as_text=True)


def test_whoever_pastes_too_much_is_told(read):
    for path in ("/", "/?lang=en"):
        page = read(f"{path}{'&' if '?' in path else '?'}{urlencode({'q': LONG})}")
        said = " ".join(text for _, text in page.find("p", class_="understood"))
        assert "Câu tìm quá dài" in said or "too long" in said


MEGABYTE = 900_000
ODD = {
    "no values": "&a" * (MEGABYTE // 2),
    "many names": "".join(f"&a{number}=1" for number in range(MEGABYTE // 9)),
    "a long name": "a" * MEGABYTE + "=1",
    "a long value": "a=" + "%C4%91" * (MEGABYTE // 6),
    "many values": "page=x&" + "&".join(["q=" + "a" * 2_200] * 399),
    "many filters": "page=x&" + "&".join(["year=" + "1" * 2_200] * 399),
}


@pytest.mark.parametrize("query", ODD.values(), ids=ODD)
@pytest.mark.parametrize("path", [*READERS, "/help", "/stats", "/gi-do", "/api/try/article"])
def test_a_megabyte_of_parameters_is_not_repeated(client, path, query):
    answer = client.get(path, environ_overrides={"QUERY_STRING": query}, buffered=False)

    assert answer.status_code < 500
    if not path.startswith("/export") or answer.status_code != 200:
        assert len(answer.data) < 100_000
    assert len(str(answer.headers)) < 30_000
    answer.close()


def test_so_many_parameters_are_read_and_no_more(client):
    for path, status in {"/help": 200, "/api/v1/search": 400}.items():
        few = client.get(path, query_string="&".join(["page=1"] * 400))
        many = client.get(path, query_string="&".join(["page=1"] * 401))

        assert (few.status_code, many.status_code) == (status, 400)
        assert "page" in few.text
        assert "page" not in many.text.partition("</main>")[0].partition("<main")[2]
    assert many.json["type"] == "about:blank"


@pytest.mark.parametrize("path", ["/article/{}", "/explain/{}", "/cite/ris/{}", "/{}", "/static/{}",
    "/api/v1/article/{}", "/api/v1/similar/{}", "/api/{}", "/export.{}", "/feed/{}",
])  # fmt: skip
def test_a_megabyte_of_a_path_is_not_repeated(client, path):
    answer = client.get(path.format("a" * MEGABYTE))

    assert answer.status_code == 404
    assert len(answer.data) < 20_000


@pytest.mark.parametrize("name", ["Accept", "Accept-Encoding", "If-None-Match", "Range"])
def test_a_header_that_is_a_list_is_short_or_ignored(seed_index, name):
    seen = []
    app = create_app(seed_index)
    app.before_request_funcs[None].append(lambda: seen.append(request.headers.get(name)))
    for length in (4_096, 4_097):
        app.test_client().get("/export.csv?page=x", headers={name: "a" * length})

    assert seen == ["a" * 4_096, None]
