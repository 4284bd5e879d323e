"""The site served below a prefix: every address on every page keeps it."""

import pytest

from tests.web.conftest import Reader

ROOT = "http://localhost/tin"
ARTICLE = "/article/000_fd392c4447f1aa74"
PAGES = [
    ("/?q=covid&city=Hải+Phòng&year=2021&per_page=1&page=2", 200),
    ("/?q=covid+tieude:qwrtzx&lang=en", 200),
    (f"{ARTICLE}?q=covid&year=2021", 200),
    ("/explain/000_fd392c4447f1aa74?q=covid", 200),
    ("/stats?places=2025", 200),
    ("/help?lang=en", 200),
    ("/api/", 200),
    ("/?q=covid&page=x", 400),
    ("/?q=covid&city=Atlantis", 400),
    ("/gi-do", 404),
]


@pytest.mark.parametrize(("path", "status"), PAGES)
def test_every_address_of_a_page_leads_below_the_prefix(client, path, status):
    answer = client.get(path, base_url=ROOT)
    assert answer.status_code == status
    led = {
        attrs[name]
        for _, attrs, _ in Reader(answer.text).elements
        for name in ("href", "action", "src", "data-suggest")
        if attrs.get(name, "").startswith("/")
    }

    assert len(led) > 10
    assert [url for url in led if not url.startswith("/tin/")] == []
    for url in led - {f"/tin{path}"}:
        found = client.get(url.removeprefix("/tin"), base_url=ROOT)
        ours = status if "lang=" in url else 200  # this page in the other language
        assert found.status_code in {200, 303, 308, ours}, url


@pytest.mark.parametrize("name", ["article", "export"])
def test_a_form_leads_below_the_prefix(client, name):
    answer = client.get(f"/api/try/{name}?id=a&format=csv", base_url=ROOT)

    assert answer.headers["Location"].startswith(("/tin/api/v1/article/", "/tin/export."))


def test_programs_are_told_addresses_below_the_prefix(client):
    told = client.get("/api/v1/search?page=x", base_url=ROOT).json

    assert told["type"] == "/tin/api/#unreadable-parameter"
    assert told["instance"] == "/tin/api/v1/search"
    served = client.get("/api/openapi.json", base_url=ROOT).json["servers"]
    assert served == [{"url": "/tin"}]
    assert client.get("/api/openapi.json").json["servers"] == [{"url": "/"}]
