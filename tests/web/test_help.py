"""The panel that says what can be typed: its examples are links that find something."""

from urllib.parse import parse_qs, urlsplit

import pytest

from search_app.core.language import read_language
from search_app.web.help import EXAMPLES


@pytest.mark.parametrize("url", ["/", "/?q=covid", "/article/001_8a31eafaeb81a6bd", "/help"])
def test_a_closed_panel_on_every_page_has_some_examples_and_leads_to_all(read, url):
    page = read(url)
    ((panel, text),) = page.find("details", class_="help")

    assert "open" not in panel
    assert text.startswith("Cách gõ câu tìm")
    assert EXAMPLES[0].query in text
    assert page.link("Mọi cách gõ") == "/help"
    assert page.link("Phím tắt") == "/help#keys"


def test_the_page_of_help_has_every_example_and_each_finds_an_article(read, client):
    page = read("/help")
    ((_, text),) = page.find("dl", class_="language")
    with client.application.test_request_context():
        assert all(str(example.meaning) in text for example in EXAMPLES)
    addresses = [page.link(example.query) for example in EXAMPLES]
    asked = [parse_qs(urlsplit(address).query)["q"] for address in addresses]

    assert asked == [[example.query] for example in EXAMPLES]
    for address in addresses:
        assert read(address).titles(), address


def test_the_page_of_help_tells_of_accents_keys_and_what_can_be_taken_away(read, client):
    page = read("/help")
    links = {text: attrs["href"] for attrs, text in page.find("a")}
    for typed in ("chuyen doi so", "chuyeenr ddooir soos", "chuye63n d9o63i so61"):
        assert "chuyển đổi số" in [text for _, text in read(links[typed]).find("mark")]
    assert {"accents", "language", "filters", "keys", "export", "programs"} <= {
        attrs.get("id") for attrs, _ in page.find("h2")
    }
    assert client.get(page.link("/api/v1/search")).json["total"] > 0


def test_the_examples_show_every_kind_of_term():
    groups = [group for example in EXAMPLES for group in read_language(example.query)]

    assert {term.kind for group in groups for term in group.terms} == {
        "words", "phrase", "prefix", "title", "byline", "source", "year", "city", "topic",
    }  # fmt: skip
    assert any(group.is_excluded for group in groups)
    assert any(len(group.terms) > 1 for group in groups)


def test_the_page_says_what_was_read_as_an_operator(read):
    page = read("/?q=covid+-nam:2021")
    told = [text for _, text in page.find("p", class_="understood")]

    assert "Điều kiện: không có năm: 2021" in told
    assert page.find("input", name="q")[0][0]["value"] == "covid -nam:2021"


def test_an_unknown_city_is_told_and_not_an_error(read):
    page = read("/?q=thanhpho:Atlantis")

    assert "“Atlantis”" in " ".join(text for _, text in page.find("p", class_="understood"))
    assert page.find("input", name="q")[0][0]["value"] == "thanhpho:Atlantis"


def test_filters_alone_have_no_order_by_relevance(read):
    assert [text for _, text in read("/?q=nam:2021").find("option")] == ["Mới nhất", "Cũ nhất"]


def test_operators_are_told_to_programs(client):
    understood = client.get("/api/v1/search?q=tieude:covid+-x").json["understood"]

    assert understood["filters"] == ["tiêu đề: covid", "không có: x"]
