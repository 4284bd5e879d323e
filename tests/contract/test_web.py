"""The page and the API over each engine: byte for byte, but for times, scores and builds."""

import json
import re

import pytest

from search_app.web import create_app
from tests.contract.comparing import NEAR

PAGES = (
    "/?q=chuyển đổi số",
    "/?q=chuyen doi so&year=2021&topic=y tế",
    "/?q=hải phòng&city=Hải Phòng&places=2025&sort=newest",
    "/?q=&collapse=1&page=2",
    '/?q="không có thật" nam:2021',
    "/?q=chuyển đổi sồ",
    "/?q=thong tn&lang=en",
    "/?q=UBND -covid tieude:số",
    "/stats",
    "/help",
    "/article/bài 3?q=chuyển đổi số",
    "/article/a/b//c",
    "/article/có không",
    "/explain/bài 3?q=chuyển đổi số",
    "/export.csv?q=chuyển đổi số&sort=newest",
    "/export.ris?q=covid&sort=oldest",
    "/feed?q=hải phòng",
    "/opensearch/suggest?q=chuyen d",
)
ASKED = (
    "/api/v1/search?q=chuyển đổi số&per_page=20",
    "/api/v1/search?q=hai phong&collapse=1&histogram=1",
    "/api/v1/search?q=xyzzy&year=2021",
    "/api/v1/search?q=số&sort=oldest&places=2025",
    "/api/v1/search?page=0",
    "/api/v1/search?city=Atlantis",
    "/api/v1/suggest?q=chuyen d",
    "/api/v1/stats",
    "/api/v1/similar/bài 3",
    "/api/v1/article/bài 3",
)
# What differs from one request or build to the next.
_OWN = re.compile(
    r"(\d[\d.,]*\s?ms\b)|(took_ms\D+[\d.]+)|(cursor=[\w%.-]+)|(\b[0-9a-f]{8,}\b)"
    r"|(\d{4}-\d\d-\d\dT\d\d:\d\d[^\"<]*)|(\d\d:\d\d(?=[ ,]))|(\d+,\d+ giây)"
)

_OF_BUILD = {"took_ms", "score", "built", "next_cursor"}


@pytest.fixture
def clients(both):
    """Return a client of a site over a directory, and of one over a cluster."""
    return [create_app(index).test_client() for index in both]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_the_same(clients, path):
    ours, theirs = (client.get(path) for client in clients)

    assert theirs.status_code == ours.status_code
    assert _OWN.sub("", theirs.text) == _OWN.sub("", ours.text)


@pytest.mark.parametrize("path", ASKED)
def test_the_api_answers_the_same(clients, path):
    ours, theirs = (client.get(path) for client in clients)

    assert theirs.status_code == ours.status_code
    one, other = ([], [])
    assert _without(theirs.get_json(), other) == _without(ours.get_json(), one)
    assert other == pytest.approx(one, **NEAR)


def _without(value, scores):
    """Return JSON without what differs from build to build; its scores are added to `scores`."""
    if isinstance(value, dict):
        scores += [own for name, own in value.items() if name == "score"]
        left = {name for name in value if name not in _OF_BUILD}
        return {name: _without(value[name], scores) for name in value if name in left}
    if isinstance(value, list):
        return [_without(own, scores) for own in value]
    return _OWN.sub("", value) if isinstance(value, str) else json.loads(json.dumps(value))


def test_cursors_lead_through_the_same_list(clients):
    path, lists = "/api/v1/search?q=số&sort=newest&collapse=1&per_page=40", []
    for client in clients:
        answer, found = client.get(path).get_json(), []
        while answer["next_cursor"]:
            found += [own["id"] for own in answer["hits"]]
            answer = client.get(f"{path}&cursor={answer['next_cursor']}").get_json()
        lists.append(found)

    assert lists[0] == lists[1]
    assert len(lists[0]) > 80
