"""How an index in a cluster is asked: the whole of it, or not at all."""

import contextlib
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from search_app.core.limits import seconds_left, spend
from search_app.core.model import UNKNOWN

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

Json = dict[str, Any]
Hit = Mapping[str, Any]

_AT_ONCE = 1_000  # values or hits in an answer


# Of hits of which only numbers are wanted: to read their ids takes ten times as long as the rest.
NUMBERS: Json = {"_source": False, "stored_fields": "_none_"}


@contextlib.contextmanager
def _in_time() -> Iterator[dict[str, float]]:
    """Give the time that a request may take; when it was too short, that is what is told.

    Raises:
        QueryTooCostlyError: a limit is passed.
    """
    spend()
    left = seconds_left()
    try:
        yield {"request_timeout": left} if left < math.inf else {}
    finally:
        spend()


class Asking:
    """One index, by its concrete name. Safe to use from many threads."""

    def __init__(self, client: "OpenSearch", index: str) -> None:
        self.client = client
        self.index = index

    def search(self, body: Json) -> Mapping[str, Any]:
        """Return the answer to a search. One in which a shard is missing is an error."""
        asked = {"allow_partial_search_results": "false"}
        with _in_time() as within:
            answer: Mapping[str, Any] = self.client.search(
                index=self.index, body=body, params=asked | within
            )
        return answer

    def several(self, bodies: Sequence[Json]) -> list[Json]:
        """Return the answers to several searches, asked at once."""
        if len(bodies) == 1:
            return [dict(self.search(bodies[0]))]
        lines: list[Json] = []
        for body in bodies:
            lines += [{"index": self.index, "allow_partial_search_results": False}, body]
        with _in_time() as within:
            answers: list[Json] = self.client.msearch(body=lines, params=within)["responses"]
        return answers

    def hits(self, body: Json, most: int = _AT_ONCE) -> Sequence[Hit]:
        """Return up to `most` hits of a search; how many there are is not counted."""
        answer = self.search({"track_total_hits": False, "size": most, **body})
        found: Sequence[Hit] = answer["hits"]["hits"]
        return found

    def every(self, body: Json) -> Iterator[Hit]:
        """Yield all hits of a search; what it is sorted by tells them apart."""
        found = self.hits(body)
        yield from found
        while len(found) == _AT_ONCE:
            found = self.hits({**body, "search_after": found[-1]["sort"]})
            yield from found

    def counts(self, field: str, *, unknown: bool = False) -> dict[str, int]:
        """Return how many articles have each value of a field, if `unknown` also UNKNOWN."""
        source = {"value": {"terms": {"field": field, "missing_bucket": unknown}}}
        values: Json = {"size": _AT_ONCE, "sources": [source]}
        body = {"size": 0, "track_total_hits": False, "aggs": {"values": {"composite": values}}}
        found: dict[str, int] = {}
        while True:
            answer = self.search(body)["aggregations"]["values"]
            for bucket in answer["buckets"]:
                value = bucket["key"]["value"]
                found[UNKNOWN if value is None else value] = bucket["doc_count"]
            if len(answer["buckets"]) < _AT_ONCE:
                return found
            values["after"] = answer["after_key"]
