"""A browser that knows the site searches it from its address bar."""

from urllib.parse import quote
from xml.etree import ElementTree as ET

SPACE = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def described(client, query="", **asked):
    answer = client.get(f"/opensearch.xml{query}", **asked)
    assert answer.content_type == "application/opensearchdescription+xml; charset=utf-8"
    return ET.fromstring(answer.data)


def templates(root):
    return {url.get("type"): url.get("template") for url in root.findall("o:Url", SPACE)}


def test_every_page_leads_to_the_description(read, client):
    for path in ("/", "/article/000_fd392c4447f1aa74"):
        ((link, _),) = read(path).find("link", rel="search")
        assert link["type"] == "application/opensearchdescription+xml"
        assert client.get(link["href"]).status_code == 200


def test_the_description_has_what_the_format_demands(client):
    root = described(client)

    assert root.tag == "{http://a9.com/-/spec/opensearch/1.1/}OpenSearchDescription"
    assert 0 < len(root.find("o:ShortName", SPACE).text) <= 16
    assert 0 < len(root.find("o:Description", SPACE).text) <= 1024
    assert root.find("o:InputEncoding", SPACE).text == "UTF-8"
    image = root.find("o:Image", SPACE)
    assert (image.get("width"), image.get("height")) == ("16", "16")
    assert client.get(image.text).content_type.startswith(image.get("type"))


def test_its_addresses_are_whole_and_find_what_is_typed(client):
    urls = templates(described(client, base_url="https://tin.example"))

    assert all(url.startswith("https://tin.example/") for url in urls.values())
    for kind in ("text/html", "application/atom+xml", "application/x-suggestions+json"):
        answer = client.get(urls[kind].replace("{searchTerms}", quote("chuyển đổi & số")))
        assert answer.status_code == 200
        assert answer.content_type.startswith(kind)
    assert urls["application/opensearchdescription+xml"] == "https://tin.example/opensearch.xml"


def test_suggestions_are_in_the_format_of_browsers(client, seed_index):
    answer = client.get("/opensearch/suggest?q=chuyen+d")

    assert answer.json == ["chuyen d", seed_index.suggest("chuyen d")]
    assert answer.content_type == "application/x-suggestions+json"
    assert client.get("/opensearch/suggest").json == ["", []]


def test_who_reads_english_searches_in_english(client):
    root = described(client, "?lang=en")

    assert "lang=en&q={searchTerms}" in templates(root)["text/html"]
