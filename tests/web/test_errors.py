import logging
from urllib.parse import quote

import pytest

from search_app.web import create_app


class BrokenIndex:
    """Fails the way a programming error does."""

    def snapshot(self):
        return self

    def __getattr__(self, name):
        raise RuntimeError("secret at /home/somebody/index_data")


UNREADABLE = [
    ("page=0", "page", "số nguyên từ 1"),
    ("page=-1", "page", "số nguyên từ 1"),
    ("page=abc", "page", "số nguyên từ 1"),
    ("page=1_0", "page", "số nguyên từ 1"),
    ("page=" + "9" * 5000, "page", "số nguyên từ 1"),
    ("from=xx", "from", "2021-12-31"),
    ("to=31/12/2021", "to", "2021-12-31"),
    ("to=20211231", "to", "2021-12-31"),
    ("from=2021-W52-5", "from", "2021-12-31"),
    ("sort=foo", "sort", "newest"),
    ("per_page=0", "per_page", "số nguyên từ 1"),
    ("per_page=101", "per_page", "số nguyên từ 1 đến 100"),
    ("collapse=yes", "collapse", "0 (không) hoặc 1 (có)"),
    ("collapse=2", "collapse", "0 (không) hoặc 1 (có)"),
    ("places=2024", "places", "2025 (34 tỉnh, thành hiện nay) hoặc để trống"),
]


@pytest.mark.parametrize(("query", "name", "instead"), UNREADABLE)
def test_unreadable_parameter_is_named_with_what_to_write(read, query, name, instead):
    page = read(f"/?q=covid&{query}", status=400)
    text = page.find("main")[0][1]
    assert f"“{name}”" in text
    assert instead in text
    assert page.link("bỏ tham số này") == "/?q=covid"
    assert page.find("input", name="q")[0][0]["value"] == "covid"


@pytest.mark.parametrize(("query", "name", "_instead"), UNREADABLE)
def test_api_says_the_same_in_json(client, query, name, _instead):
    answer = client.get(f"/api/v1/search?{query}")
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert answer.json["detail"].startswith(f"{name} must be")
    assert answer.json["parameter"] == name


@pytest.mark.parametrize("path", ["/stats?page=x&from=xx", "/help?page=x", "/feed?m=x&limit=x"])
def test_what_a_page_does_not_read_cannot_be_wrong(client, path):
    assert client.get(path).status_code == 200


def test_a_word_for_a_year_is_an_unknown_year(read, client):
    page = read("/?q=covid&year=abc", status=400)
    assert "năm “abc”" in page.find("main")[0][1]
    assert "Use one of: 2021" in client.get("/api/v1/search?year=abc").json["detail"]


def test_the_unknown_year_may_be_typed_without_accents(client):
    assert client.get("/?year=khong+ro").status_code == 200


def test_unknown_city_offers_the_search_without_it(read):
    page = read("/?q=covid&city=Atlantis&city=Hải+Phòng&year=2021", status=400)
    assert "tỉnh, thành phố “Atlantis”" in page.find("main")[0][1]
    again = page.link("bỏ bộ lọc này")
    assert again == f"/?q=covid&city={quote('Hải')}+{quote('Phòng')}&year=2021"
    assert len(read(again).titles()) > 0


def test_year_nobody_can_mean_offers_the_search_without_it(read):
    assert read("/?q=covid&year=0021", status=400).link("bỏ bộ lọc này") == "/?q=covid"


def test_unknown_city_is_json_for_programs(client):
    answer = client.get("/api/v1/search?city=Atlantis")
    assert answer.status_code == 400
    assert answer.json["type"] == "/api/#unknown-value"
    assert answer.json["parameter"] == "city"
    assert "Atlantis" in answer.json["detail"]
    assert "Hải Phòng" in answer.json["detail"]


def test_dates_the_wrong_way_round_offer_the_search_with_them_swapped(read, client):
    page = read("/?q=covid&from=2022-06-01&to=2021-01-01", status=400)
    assert "Ngày đầu 01/06/2022 đứng sau ngày cuối 01/01/2021" in page.find("main")[0][1]
    again = page.link("đổi chỗ hai ngày")
    assert again == "/?q=covid&to=2022-06-01&from=2021-01-01"
    assert len(read(again).titles()) > 0
    answer = client.get("/api/v1/search?from=2022-06-01&to=2021-01-01")
    assert answer.status_code == 400
    assert answer.json["parameter"] == "from"
    assert "date_from 2022-06-01 is after date_to 2021-01-01" in answer.json["detail"]
    feed = client.get("/feed?from=2022-06-01&to=2021-01-01", headers={"Accept": "text/html"})
    assert "/feed?to=2022-06-01&amp;from=2021-01-01" in feed.text


def test_year_without_articles_is_an_empty_answer_not_an_error(read):
    assert read("/?year=1999").titles() == []


@pytest.mark.parametrize("path", ["/gi-do", "/article/", "/static/khong-co.css"])
def test_unknown_page_is_a_vietnamese_404_in_the_layout(read, path):
    page = read(path, status=404)
    assert page.find("h1")[0][1] == "Không tìm thấy trang này"
    assert page.find("form", id="search-form")


def test_unknown_api_path_is_a_json_404(client):
    answer = client.get("/api/v2/nothing")
    assert answer.status_code == answer.json["status"] == 404
    assert answer.json["type"] == "/api/#unknown-address"
    assert answer.json["instance"] == "/api/v2/nothing"


def test_a_problem_names_where_it_happened_as_a_short_address(client):
    odd = client.get("/api/v2/bài số 1?x")
    long = client.get("/api/v2/" + "a" * 5_000)

    assert odd.json["instance"] == f"/api/v2/{quote('bài số 1')}"
    assert long.json["instance"] == ("/api/v2/" + "a" * 5_000)[:200]


@pytest.mark.parametrize("path", ["/feedback", "/exports", "/healthzz", "/opensearches", "/apis/"])
def test_an_address_that_begins_like_one_for_programs_is_a_page(read, path):
    assert read(path, status=404).find("form", id="search-form")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/api/v2"),
        ("get", "/export.xls"),
        ("post", "/feed"),
        ("post", "/export.csv"),
        ("post", "/healthz"),
        ("post", "/api/v1/search"),
        ("post", "/opensearch/suggest"),
    ],
)
def test_programs_are_told_of_wrong_addresses_and_methods_in_json(client, method, path):
    answer = getattr(client, method)(path)

    assert answer.status_code == (404 if method == "get" else 405)
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize("path", ["/api/?lang=fr", "/api/try/nothing", "/api/try/search"])
def test_who_reads_about_the_api_is_told_on_a_page(client, path):
    answer = client.get(path)

    assert answer.status_code in {400, 404}
    assert answer.content_type.startswith("text/html")


@pytest.mark.parametrize("path", ["/", "/article/a", "/feed", "/api/v1/search", "/gi-do"])
def test_raw_bytes_that_are_no_text_are_refused(client, path):
    answer = client.get(path, environ_overrides={"QUERY_STRING": "q=tin\xff&lang=en"})

    assert answer.status_code == 400
    assert "Traceback" not in answer.text
    text = client.get(path, environ_overrides={"QUERY_STRING": "q=h\xc3\xb3a"})
    assert text.status_code == (404 if path in {"/gi-do", "/article/a"} else 200)


UNKNOWN = ["/article/{}", "/explain/{}?q=covid", "/cite/ris/{}"]


@pytest.mark.parametrize("path", [*UNKNOWN, "/api/v1/article/{}", "/api/v1/similar/{}"])
def test_an_unknown_article_is_not_found_in_both_styles(client, path):
    answer = client.get(path.format("khong-co"))

    assert answer.status_code == 404
    if path in UNKNOWN:
        assert "Không tìm thấy trang này" in answer.text
    else:
        assert answer.json["type"] == "/api/#unknown-article"
        assert "'khong-co'. The ids stand in the hits" in answer.json["detail"]


def test_other_methods_are_told_which_one_works(client):
    answer = client.post("/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "chỉ nhận yêu cầu GET" in answer.text


@pytest.mark.parametrize("path", ["/", "/article/a", "/feed", "/api/v1/search", "/healthz"])
def test_failure_shows_neither_trace_nor_path(path, caplog):
    caplog.set_level(logging.CRITICAL)
    answer = create_app(BrokenIndex()).test_client().get(path)
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "/home" not in answer.text
    if answer.is_json:
        assert answer.json["type"] == "/api/#server-error"
    else:
        assert "Có lỗi ở phía máy chủ" in answer.text
