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
from search_app.engines.opensearch.queries import Reader, every, field_of

MOST_VALUES = 10_000  # of a facet: more than there are provinces, years and topics
_ANSWER = "answer"
_MONTHS = "months"


def aggregations(request: Request, reader: Reader) -> Json:
    """Return what counts the matches of a request, of a search that asks neither filters nor dates.

    A facet counts what all filters but its own let through.
    """
    dates = reader.dates(request)
    found = {_ANSWER: {"filter": every([*dates, *reader.filters(request)]), "aggs": _of_answer()}}
    for facet in FACETS:
        others = every([*dates, *reader.filters(request, but=facet)])
        field = field_of(facet, request.place_names)
        found[facet] = {"filter": others, "aggs": {"values": _values(field, missing=UNKNOWN)}}
    if request.periods:
        months = _values(_MONTHS[:-1]) | {"aggs": {"sets": _values("topic_set")}}
        others = every(reader.filters(request, but="year"))
        found[_MONTHS] = {"filter": others, "aggs": {"values": months}}
    return found


def _of_answer() -> Json:
    copies = {"filter": {"term": {"is_copy": True}}, "aggs": {"leaders": _values("leader")}}
    return {"copies": copies}


def _values(field: str, missing: str | None = None) -> Json:
    terms: Json = {"field": field, "size": MOST_VALUES}
    return {"terms": terms | ({"missing": missing} if missing else {})}


def total(found: Json) -> int:
    """Return how many articles the answer has."""
    count: int = found[_ANSWER]["doc_count"]
    return count


def copied_leaders(found: Json) -> tuple[int, list[int]]:
    """Return how many of the answer are copies of an article before them, and of which ones."""
    copies = found[_ANSWER]["copies"]
    return copies["doc_count"], [bucket["key"] for bucket in copies["leaders"]["buckets"]]


def facet_counts(found: Json) -> dict[FacetName, dict[str, int]]:
    """Return how many articles have each value that any has, values in order."""
    return {facet: counted(found[facet]["values"]) for facet in FACETS}


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
        for month in found[_MONTHS]["values"]["buckets"]:
            at = int(self._months.searchsorted(month["key"]))
            for own in month["sets"]["buckets"]:
                counts[at, self._layer_of[_topics(own["key"])]] += own["doc_count"]
        return Periods(self._months, self._layers, counts)


def all_months() -> Mapping[str, Any]:
    """Return the aggregations of all articles that `Months` needs."""
    return {"sets": _values("topic_set"), "values": _values("month")}


def _topics(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
