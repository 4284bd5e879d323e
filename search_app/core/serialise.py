"""The answer as JSON, in one shape for the command line and the API."""

import dataclasses
from typing import Any

from search_app.core.model import Hit, Page


def page_to_json(page: Page) -> dict[str, Any]:
    """Return `page` with the names of the Python answer, dates as ISO text."""
    return {
        "total": page.total,
        "listed": page.listed,
        "page": page.page,
        "per_page": page.per_page,
        "places": page.places,
        "hits": [_hit(hit) for hit in page.hits],
        "facets": {
            name: [dataclasses.asdict(value) for value in values]
            for name, values in page.facets.items()
        },
        "suggestion": page.suggestion,
        "suggestion_total": page.suggestion_total,
        "understood": dataclasses.asdict(page.understood),
        "took_ms": round(page.took_ms, 3),
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        **dataclasses.asdict(hit),
        "date": hit.date and hit.date.isoformat(),
        "score": round(hit.score, 4),
        "copies": [
            {**dataclasses.asdict(copy), "date": copy.date and copy.date.isoformat()}
            for copy in hit.copies
        ],
    }
