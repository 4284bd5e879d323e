"""Articles as documents keep them."""

from collections.abc import Mapping
from typing import Any

from indexer.article import Article
from indexer.schema import stored_date


def article_of(stored: Mapping[str, Any]) -> Article:
    """Return the article that a document has as `article`."""
    return Article(
        id=stored["id"],
        title=stored["title"],
        body=stored["body"],
        captions=tuple(stored["captions"]),
        date=stored_date(stored["date"]),
        year=stored["year"],
        byline=stored["byline"],
        url=stored["url"],
        source=stored["source"],
        cities=tuple(stored["cities"]),
        topics=tuple(stored["topics"]),
    )
