"""Counts of what is found: facets, months and copies, as aggregations."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np

from search_app.core.histogram import layers
from search_app.core.model import FACETS, UNKNOWN, FacetName
from search_app.core.port import NO_PERIODS, Periods
from search_app.core.request import Request
from search_app.engines.opensearch.asking import Json
from search_app.engines.opensearch.queries import ANYTHING, QueryBuilder, every, field_of

MOST_VALUES = 10_000  # of a facet: more than there are provinces, years and topics
_ANSWER, _COPIES, _MONTHS = "answer", "copies", "months"


def aggregations(request: Request, builder: QueryBuilder) -> Json:
    """Return what counts the matches of a request, of a search that asks neither filters nor dates.

    A facet counts what all filters but its own let through.
    """
    dates = builder.dates(request)
    answer = every([*dates, *builder.filters(request)])
    found = {
        _ANSWER: {"filter": answer},
    }
    if request.collapse:
        found[_COPIES] = {
            "filter": every([answer, {"term": {"is_copy": True}}]),
            "aggs": {"leaders": _values("leader")},
        }
    for facet in FACETS:
        others = every([*dates, *builder.filters(request, but=facet)])
        field = field_of(facet, request.place_names)
        found[facet] = _among(others, _values(field, missing=UNKNOWN))
    if request.periods:
        months = _values("month") | {"aggs": {"sets": _values("topic_set")}}
        found[_MONTHS] = _among(every(builder.filters(request, but="year")), months)
    return found


def _among(query: Json, counts: Json) -> Json:
    """Return what counts among the articles of a query: without it, in half of the time."""
    return counts if query is ANYTHING else {"filter": query, "aggs": {"values": counts}}


def _counts(found: Json) -> Json:
    """Return the counts of `_among`."""
    counts: Json = found.get("values", found)
    return counts


def _values(field: str, missing: str | None = None) -> Json:
    terms: Json = {"field": field, "size": MOST_VALUES}
    return {"terms": terms | ({"missing": missing} if missing else {})}


def total(found: Json) -> int:
    """Return how many articles the answer has."""
    count: int = found[_ANSWER]["doc_count"]
    return count


def copied_leaders(found: Json) -> tuple[int, list[int]]:
    """Return how many of the answer are copies of an article before them, and of which ones."""
    copies = found[_COPIES]
    return copies["doc_count"], [bucket["key"] for bucket in copies["leaders"]["buckets"]]


def facet_counts(found: Json) -> dict[FacetName, dict[str, int]]:
    """Return how many articles have each value that any has, values in order."""
    return {facet: counted(_counts(found[facet])) for facet in FACETS}


def counted(terms: Json) -> dict[str, int]:
    """Return the counts of a terms aggregation, values in order."""
    counts = {bucket["key"]: bucket["doc_count"] for bucket in terms["buckets"]}
    return dict(sorted(counts.items()))


class Months:
    """The months and sets of topics of an index, which all histograms share.

    `every` is what `all_months` counted of all articles.
    """

    def __init__(self, every: Json) -> None:
        sets: Counter[tuple[str, ...]] = Counter()
        for bucket in every["sets"]["buckets"]:
            sets[_topics(bucket["key"])] += bucket["doc_count"]
        self._layers, self._layer_of = layers(sets)
        self._months = np.array(
            sorted(bucket["key"] for bucket in every["values"]["buckets"]), np.int64
        )

    def periods(self, found: Json) -> Periods:
        """Return how many matches each month has, by layers; none if they were not counted."""
        if _MONTHS not in found:
            return NO_PERIODS
        counts = np.zeros((len(self._months), len(self._layers)), np.int64)
        places = {month: at for at, month in enumerate(self._months.tolist())}
        for month in _counts(found[_MONTHS])["buckets"]:
            for own in month["sets"]["buckets"]:
                at, layer = places.get(month["key"]), self._layer_of.get(_topics(own["key"]))
                # What an update brings meanwhile is there for the next build.
                if at is not None and layer is not None:
                    counts[at, layer] += own["doc_count"]
        return Periods(self._months, self._layers, counts)


def all_months() -> Mapping[str, Any]:
    """Return the aggregations of all articles that `Months` needs."""
    return {"sets": _values("topic_set"), "values": _values("month")}


def _topics(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
