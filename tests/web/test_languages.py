"""Vietnamese pages, and English ones by ``lang=en``, which every link to a page keeps."""

import re


def addresses(page):
    return [attrs["href"] for attrs, _ in page.find("a") if attrs["href"].startswith("/")]


def test_pages_are_vietnamese_and_lead_to_english(read):
    page = read("/?q=covid&year=2021")

    assert page.find("html", lang="vi")
    assert page.link("English") == "/?q=covid&year=2021&lang=en"


def test_every_link_of_an_english_page_stays_english_but_the_way_back(read):
    page = read("/?q=covid&year=2021&lang=en")

    assert page.find("html", lang="en")
    assert page.link("Tiếng Việt") == "/?q=covid&year=2021"
    others = [url for url in addresses(page) if url != "/?q=covid&year=2021" and "/feed" not in url]
    assert len(others) > 5
    assert [url for url in others if "lang=en" not in url] == []
    assert page.find("input", type="hidden", name="lang", value="en")


def test_what_programs_read_is_the_same_in_every_language(read, client):
    assert "lang=" not in read("/?q=covid&lang=en").link("Atom")
    feeds = [client.get(f"/feed?q=covid{lang}").text for lang in ("", "&lang=en")]

    assert re.sub("[?&]lang=en", "", feeds[1]) == feeds[0]


def test_a_language_there_is_none_of_is_refused(client):
    answer = client.get("/?lang=fr")

    assert answer.status_code == 400
    assert "en (tiếng Anh)" in answer.text
