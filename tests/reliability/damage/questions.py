"""Questions of every kind, through Python and HTTP, and their answers as plain text."""

import datetime
import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask

from search_app import Index

_DAY = datetime.date(2024, 6, 1)
_LAST = "bài 1415"
_TEXT = "Hải Phòng đẩy mạnh chuyển đổi số quốc gia, UBND TP họp."

_SEARCHES: Mapping[str, Mapping[str, Any]] = {
    "one word": {"text": "thành phố"},
    "unaccented": {"text": "chuyen doi so", "histogram": True},
    "half accented": {"text": "hai phòng thanh pho"},
    "a phrase": {"text": '"chuyển đổi số"', "collapse": True},
    "an unaccented phrase": {"text": '"thu tuc hanh chinh"'},
    "demanded and refused": {"text": "+hải +phòng -trường"},
    "either": {"text": "đà nẵng OR hà nội", "per_page": 30},
    "in the title": {"text": "tieude:hải phòng"},
    "a field": {"text": "nguon:cong thong tin"},
    "an abbreviation": {"text": "UBND TP"},
    "an added abbreviation": {"text": "CĐSQG"},
    "typed in Telex": {"text": "hair phongf"},
    "a slip": {"text": "chuyển đỗi sô"},
    "nothing": {"text": "xyzzy qwerty"},
    "a number": {"text": "100%", "literal": True},
    "all, newest": {"per_page": 20, "histogram": True},
    "all, collapsed": {"per_page": 50, "page": 20, "collapse": True},
    "a city": {"text": "dữ liệu", "city": ["hai phong"]},
    "today's places": {"text": "dữ liệu", "places": "2025"},
    "a year and a topic": {"year": [2021], "topic": ["chuyển đổi số"], "histogram": True},
    "an added topic": {"topic": ["lễ hội"], "sort": "oldest"},
    "dates": {"text": "trường", "date_from": "2020-01-01", "date_to": "2021-06-30"},
    "a late page": {"text": "của", "page": 100, "per_page": 10},
    "by date": {"text": "người dân", "sort": "newest", "collapse": True},
}


def python(index: Index) -> dict[str, Callable[[], object]]:
    """Return the questions that Python asks, by name."""
    asked: dict[str, Callable[[], object]] = {
        name: lambda own=own: _page(index, own) for name, own in _SEARCHES.items()
    }
    for typed in ("chuyen d", "hải ph", "thành phố", "u", "Đà Nẵng mở"):
        asked[f"suggest {typed}"] = lambda typed=typed: index.suggest(typed)
    for own in ("bài 3", "bài 1290", _LAST):
        asked[f"similar {own}"] = lambda own=own: [asdict(hit) for hit in index.similar(own)]
        asked[f"get {own}"] = lambda own=own: repr(index.get(own))
        asked[f"copies {own}"] = lambda own=own: [asdict(copy) for copy in index.copies(own)]
    for text in ("hai phong", '"chuyển đổi số" UBND'):
        asked[f"explain {text}"] = lambda text=text: repr(index.explain(text, "bài 60"))
    asked["deleted"] = lambda: repr(index.get("bài 7"))
    asked["stats"] = lambda: repr(index.stats(today=_DAY))
    asked["highlight"] = lambda: index.highlight(_TEXT, "chuyen doi so hai phong")
    asked["scan"] = lambda: _few(index.scan("chuyển đổi số", sort="newest"))
    asked["scan all"] = lambda: [own.id for own in index.scan(collapse=True)]
    asked["all texts"] = lambda: [(own.title, own.body, own.source) for own in index.scan()]
    asked["articles"] = lambda: index.articles
    return asked


def addresses() -> list[str]:
    """Return what a browser or a program gets from a site of the same index."""
    pages = [
        {"q": "chuyen doi so", "collapse": "1"},
        {"q": '"thủ tục hành chính"', "city": "Hải Phòng", "year": "2021"},
        {"q": "dữ liệu", "sort": "newest", "page": "3"},
        {},
    ]
    return [
        *(f"/?{urlencode(own)}" for own in pages),
        *(f"/api/v1/search?{urlencode(own)}" for own in pages),
        f"/article/{quote('bài 60')}?q=hai+phong",
        f"/api/v1/article/{quote(_LAST)}",
        f"/api/v1/similar/{quote('bài 3')}",
        f"/explain/{quote('bài 60')}?q=hai+phong",
        "/api/v1/suggest?q=chuyen+d",
        "/feed?q=hai+phong",
        "/stats",
        "/api/v1/stats",
        "/help",
        "/healthz",
    ]


def statuses(app: Flask) -> dict[str, int]:
    """Return what a site answers to each address; 0 where the answer broke off."""
    client = app.test_client()
    found = {}
    for address in addresses():
        try:
            found[address] = client.get(address).status_code
        except Exception:  # noqa: BLE001  of a body that is streamed: the connection is cut
            found[address] = 0
    return found


def _page(index: Index, own: Mapping[str, Any]) -> object:
    page = asdict(index.search(**own))
    return {name: value for name, value in page.items() if name != "took_ms"}


def _few(articles: Iterable[object]) -> list[str]:
    return [repr(own) for own in itertools.islice(articles, 40)]
