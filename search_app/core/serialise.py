"""The answers as JSON, in one shape for the command line and the API: their names in Python.

Dates are ISO text, what there is none of is null.
"""

import dataclasses
import datetime
import json
import re
from typing import Any

from indexer.article import Article
from search_app.core.model import Hit, Page, Stats

_STEERS = re.compile("[\x7f-\x9f]")  # json.dumps escapes the other controls that a terminal obeys


def dumps(answer: object) -> str:
    """Return JSON in letters as they are, fit for a file and a terminal."""
    text = json.dumps(answer, ensure_ascii=False)
    return _STEERS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def page_to_json(page: Page) -> dict[str, Any]:
    """Return a page of hits; its histogram is null unless it was asked for."""
    return {
        "total": page.total,
        "listed": page.listed,
        "page": page.page,
        "per_page": page.per_page,
        "places": page.places,
        "hits": [hit_to_json(hit) for hit in page.hits],
        "facets": {
            name: [dataclasses.asdict(value) for value in values]
            for name, values in page.facets.items()
        },
        "histogram": page.histogram and dataclasses.asdict(page.histogram),
        "suggestion": page.suggestion,
        "suggestion_total": page.suggestion_total,
        "relaxations": [dataclasses.asdict(relaxation) for relaxation in page.relaxations],
        "understood": dataclasses.asdict(page.understood),
        "took_ms": round(page.took_ms, 3),
    }


def hit_to_json(hit: Hit) -> dict[str, Any]:
    """Return a hit."""
    return {
        **dataclasses.asdict(hit),
        "date": _iso(hit.date),
        "score": round(hit.score, 4),
        "copies": [{**dataclasses.asdict(copy), "date": _iso(copy.date)} for copy in hit.copies],
    }


def article_to_json(article: Article) -> dict[str, Any]:
    """Return an article with all of its text."""
    return {**dataclasses.asdict(article), "date": _iso(article.date)}


def stats_to_json(stats: Stats) -> dict[str, Any]:
    """Return what an index holds."""
    return {
        **dataclasses.asdict(stats),
        "first": _iso(stats.first),
        "last": _iso(stats.last),
        "recent": [hit_to_json(hit) for hit in stats.recent],
    }


def _iso(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None
