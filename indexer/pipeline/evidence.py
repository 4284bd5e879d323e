"""What is known of an article and by what, as a row of a report says it."""

from typing import Any

from indexer.article import Article
from indexer.extract import Extracted
from indexer.facets import Topics, judge_cities
from indexer.sources.document import Document


def evidence(
    document: Document, found: Extracted, article: Article, judged_by: Topics
) -> dict[str, Any]:
    """Return date, cities and topics of an article with their evidence, as JSON can write it.

    None stands for the evidence of cities and topics that the document states itself.
    """
    dating = found.dating
    return {
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "year": article.year,
        "date_evidence": {
            "kind": dating.kind,
            "words": dating.evidence,
            "confidence": dating.confidence,
        },
        "cities": list(article.cities),
        "city_evidence": None if "cities" in document.given else _of_cities(found, article),
        "topics": list(article.topics),
        "topic_evidence": None if "topics" in document.given else _of_topics(found, judged_by),
    }


def _of_cities(found: Extracted, article: Article) -> list[dict[str, Any]]:
    return judge_cities(
        found.title,
        found.body,
        url=article.url,
        source=found.source,
        captions=found.captions,
        date=found.date,
        year=found.year,
    ).as_json()


def _of_topics(found: Extracted, judged_by: Topics) -> list[dict[str, Any]]:
    judged = judged_by.judge(found.title, found.body)
    return [own.as_json() for own in judged if own.findings]
