"""A site over the five seeds, and a site over whatever articles a test needs."""

import re
from html.parser import HTMLParser

import pytest

from search_app.web import create_app


class Reader(HTMLParser):
    """Collect what tests ask about: each element as (tag, attributes, text inside)."""

    _VOID = frozenset({"input", "link", "meta", "br", "img"})

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self._open = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        element = [tag, dict(attrs), ""]
        self.elements.append(element)
        if tag not in self._VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for element in self._open:
            element[2] += data

    def find(self, tag, **wanted):
        """Return (attributes, text) of each element with these attributes."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [
            (attrs, re.sub(r"\s+", " ", text).strip())
            for name, attrs, text in self.elements
            if name == tag and wanted.items() <= attrs.items()
        ]

    def link(self, text):
        """Return the address of the first link whose text holds `text`."""
        return next(attrs["href"] for attrs, inside in self.find("a") if text in inside)

    def titles(self):
        """Return the titles of the results, in order."""
        return [text for attrs, text in self.find("h2") if text not in _OWN_HEADINGS]


_OWN_HEADINGS = {
    "Bỏ bớt điều kiện thì có bài",
    "Có thể thử",
    "Hoặc xem theo chủ đề",
    "Bài liên quan",
}


@pytest.fixture
def client(seed_index):
    return create_app(seed_index).test_client()


@pytest.fixture
def client_of(build):
    """Return a function that serves the given articles."""
    return lambda *articles: create_app(build(*articles)).test_client()


@pytest.fixture
def read(client):
    """Return a function that gets an address and reads the page."""

    def page(url, status=200, client=client):
        response = client.get(url)
        assert response.status_code == status, response.text
        return Reader(response.text)

    return page
