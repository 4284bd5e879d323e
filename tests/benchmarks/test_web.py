"""The benchmark of the page asks a really served one, as browsers do."""

import gzip
from contextlib import closing

import pytest

from benchmarks import web


@pytest.fixture(scope="module")
def client(seed_root):
    with web.served(seed_root) as address, closing(web.Client(*address)) as client:
        yield client


def test_every_round_asks_each_search_and_the_help_page(client, monkeypatch):
    asked = []
    get = web.Client.get
    monkeypatch.setattr(web.Client, "get", lambda self, path: asked.append(path) or get(self, path))

    searches, helps, first = web.ask(client, ["/?q=covid", "/?q=tuyen+giao"], rounds=2)

    assert asked == ["/?q=covid", "/help", "/?q=tuyen+giao", "/help"] * 2
    assert min(searches["median"], helps["median"], first["median"]) > 0


def test_what_comes_over_the_wire_is_the_page_its_styles_and_its_scripts(client):
    _, page = client.get("/?q=covid")
    html = gzip.decompress(page).decode()

    assert html.count('rel="stylesheet"') + html.count("<script src") == len(
        web._PARTS.findall(html)
    )
    assert len(page) < web.wire_bytes(client, "/?q=covid") < 60_000
