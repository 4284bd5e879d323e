"""What an article is about, as it states or as is judged, and why: for a row of a report."""

from typing import Any

from indexer.article import Article
from indexer.extract import Extracted
from indexer.extract.lines import one_line
from indexer.facets import CityJudgement, Topics, judge_cities
from indexer.places import standard
from indexer.sources.document import Document


def judge(document: Document, found: Extracted) -> CityJudgement | None:
    """Return which cities an article is about, and why; None where its document states them."""
    if stated_names(document, "cities") is not None:
        return None
    return judge_cities(
        found.title,
        found.body,
        url=found.url,
        source=found.source,
        captions=found.captions,
        date=found.date,
        year=found.year,
    )


def stated_names(document: Document, facet: str) -> tuple[str, ...] | None:
    """Return the names a record states for a facet, or None when it states none to be read.

    Of a province or city it is the canonical name, however the record spells it: ``TP.HCM``.
    """
    given = document.given.get(facet)
    if isinstance(given, str):
        given = [given]
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        return None
    names = filter(None, map(one_line, given))
    return tuple(dict.fromkeys(map(standard, names) if facet == "cities" else names))


def evidence(
    document: Document,
    found: Extracted,
    article: Article,
    judged: CityJudgement | None,
    judged_by: Topics,
) -> dict[str, Any]:
    """Return date, cities and topics of an article with their evidence, as JSON can write it.

    None stands for the evidence of cities and topics that the document states itself; `judged`
    is what `judge` says of the cities.
    """
    dating = found.dating
    states_topics = stated_names(document, "topics") is not None
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
        "city_evidence": None if judged is None else judged.as_json(),
        "topics": list(article.topics),
        "topic_evidence": None if states_topics else _of_topics(found, judged_by),
    }


def _of_topics(found: Extracted, judged_by: Topics) -> list[dict[str, Any]]:
    judged = judged_by.judge(found.title, found.body)
    return [own.as_json() for own in judged if own.findings]
