"""Which articles a request finds: what is best, and how many there are of what."""

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from indexer.opensearch.mapping import DEEPEST
from search_app.core.model import Sort
from search_app.core.port import Lexicon, Matches
from search_app.core.request import Clause, Request
from search_app.engines.opensearch import facets
from search_app.engines.opensearch.articles import SOURCE
from search_app.engines.opensearch.asking import NUMBERS, Asking, Json
from search_app.engines.opensearch.facets import Months
from search_app.engines.opensearch.idf import Counts
from search_app.engines.opensearch.queries import ANYTHING, QueryBuilder, every, hit_count, size_0

_SPARE = 8  # articles that are ranked beyond those wanted: copies often stand side by side
_NEAR = 100  # places
_FURTHER = 4  # times as many are ranked when those were not enough
_AT_ONCE = 10_000  # numbers read in a step
_READ_AT_ONCE = 200  # articles that come with their places in the list
_SORTS: Mapping[str, list[Json]] = {
    "relevance": [{"_score": "desc"}, {"day": {"order": "desc"}}, {"number": "asc"}],
    "newest": [{"day": {"order": "desc"}}, {"_score": "desc"}, {"number": "asc"}],
    "oldest": [{"day": {"order": "asc"}}, {"_score": "desc"}, {"number": "asc"}],
}


class _Hit(NamedTuple):
    number: int
    leader: int
    score: float
    source: Json | None
    sort: Sequence[Any]


class Searches:
    """Ranked and counted searches of one build, with the terms that its lexicon knows."""

    def __init__(self, asking: Asking, lexicon: Lexicon) -> None:
        self._asking = asking
        self._builder = QueryBuilder(lexicon)
        self._counts = Counts(asking, lexicon, self._builder)

    def match(self, request: Request) -> tuple[Matches, list[tuple[int, Json]]]:
        """Return the wanted stretch of matches, and those of its articles that came with it.

        Of each the number, and what its document has as `article`.
        """
        needed = self._needed(request)
        first, size = _reach(request)
        ranked = self._ranked(request, needed) | {"from": first, "size": size}
        ranked |= {"_source": SOURCE} if size <= _READ_AT_ONCE else NUMBERS
        if request.collapse and request.offset + request.limit > _NEAR:
            ranked["collapse"] = {"field": "leader"}
        found, counts = self._asking.several([ranked, self._counted(request, needed)])
        hits, counts = _hits(found, request.sort), counts["aggregations"]
        total = facets.total(counts)
        copied, leaders = facets.copied_leaders(counts) if request.collapse else (0, [])
        if copied and "collapse" not in ranked:
            hits = self._firsts(request, ranked, hits, total)
        if request.offset < total > DEEPEST and first + len(hits) < request.offset + request.limit:
            every = self._all_ranked(request)
            end = None if copied else request.offset + request.limit
            first, hits = 0, [*itertools.islice(every, end)]
            hits = _firsts(hits) if copied else hits
        hits = hits[request.offset - first :][: request.limit]
        listed = total
        copies: dict[int, list[int]] = {}
        if copied:
            apart, copies = self._copies(request, needed, leaders, hits)
            listed = total - copied + apart
        matches = Matches(
            total=total,
            listed=listed,
            numbers=[hit.number for hit in hits],
            scores=[hit.score for hit in hits],
            facets=facets.facet_counts(counts),
            copies=copies,
            periods=self._months.periods(counts),
        )
        return matches, [(hit.number, hit.source["article"]) for hit in hits if hit.source]

    def _firsts(self, request: Request, ranked: Json, hits: list[_Hit], total: int) -> list[_Hit]:
        """Return those of each group of copies that stand first, as many as the list needs.

        `hits` are what was found of `ranked`; no more than `DEEPEST` are looked through.
        """
        wanted, size = request.offset + request.limit, ranked["size"]
        while len(found := _firsts(hits)) < wanted and size < min(total, DEEPEST):
            size = min(size * _FURTHER, DEEPEST)
            further = ranked | NUMBERS | {"size": size}
            hits = _hits(self._asking.several([further])[0], request.sort)
        return found

    def count(self, request: Request) -> int:
        """Return how many articles match."""
        query = self._answer(request, self._needed(request))
        return hit_count(self._asking.several([size_0(query)])[0])

    def articles_having(self, clauses: Sequence[Clause]) -> Mapping[Clause, int]:
        """Return how many articles have each of some clauses, whatever is asked besides."""
        return dict(zip(clauses, self._counts.of(clauses), strict=True))

    def every(self, request: Request) -> Iterator[int]:
        """Yield the numbers of all that the list has, in order."""
        seen = set()
        for hit in self._all_ranked(request):
            if not request.collapse or hit.leader not in seen:
                yield hit.number
            seen.add(hit.leader)

    def rank(self, request: Request, number: int) -> tuple[int | None, int]:
        """Return the place of an article among the matches, from 1 or None, and how many match."""
        places = enumerate((hit.number for hit in self._all_ranked(request)), start=1)
        return next((at for at, own in places if own == number), None), self.count(request)

    def _all_ranked(self, request: Request) -> Iterator[_Hit]:
        body = self._ranked(request, self._needed(request)) | NUMBERS | {"size": _AT_ONCE}
        while True:
            hits = _hits(self._asking.several([body])[0], request.sort)
            yield from hits
            if len(hits) < _AT_ONCE:
                return
            body["search_after"] = hits[-1].sort

    def _ranked(self, request: Request, needed: int) -> Json:
        """Return the search of the best matches."""
        clauses = request.clauses
        limits = [*self._builder.dates(request), *self._builder.filters(request)]
        is_narrowed = request.needed > 1 or request.where is not None
        if is_narrowed:
            limits.append(self._builder.matching(request, needed))
        scored = self._builder.scored(clauses, self._counts.factors(clauses), limits)
        is_by_words = bool(scored) and not request.match_all
        if not (scored or is_narrowed or request.match_all):
            limits.append(self._builder.matching(request, needed))
        query: Json = {"bool": {"should": scored}}
        # A filter that lets all through has every match scored, and takes twice as long.
        if limits or not is_by_words:
            query["bool"]["filter"] = limits or [ANYTHING]  # or all would have a score of 1
            query["bool"]["minimum_should_match"] = int(is_by_words)
        return {
            "query": query,
            "sort": _SORTS[request.sort],
            # Nor `track_scores`: with either, no article may be passed over that is not among
            # the best. What is sorted by scores has them.
            "track_total_hits": False,
            "docvalue_fields": ["leader"],
        }

    def _counted(self, request: Request, needed: int) -> Json:
        query = self._builder.matching(request, needed)
        aggregations = facets.aggregations(request, self._builder)
        return size_0(query) | {"aggs": aggregations}

    def _answer(self, request: Request, needed: int) -> Json:
        """Return what finds the matches that all filters and dates let through."""
        builder = self._builder
        return every(
            [builder.matching(request, needed), *builder.dates(request), *builder.filters(request)]
        )

    def _needed(self, request: Request) -> int:
        """Return how many of the clauses that count an article must have: as many as any has."""
        if request.needed < 2 or request.match_all:  # noqa: PLR2004  one is any
            return 1
        counting = [clause for clause in request.clauses if clause.counts]
        each = [{"constant_score": {"filter": own}} for own in self._builder.conditions(counting)]
        limits = []
        if request.where is not None:
            limits = [self._builder.condition(request.where, request.place_names)]
        body = {"size": 1, "query": {"bool": {"should": each, "filter": limits}}}
        hits = self._asking.several([body | {"_source": False}])[0]["hits"]["hits"]
        most = round(hits[0]["_score"]) if hits else 0
        return min(request.needed, most) or 1

    def _copies(
        self, request: Request, needed: int, leaders: Sequence[int], hits: Sequence[_Hit]
    ) -> tuple[int, dict[int, list[int]]]:
        """Return how many groups of copies have none who leads them, and the copies of some hits.

        Both among the matches; the copies newest first.
        """
        answer = self._answer(request, needed)
        leading = [answer, {"terms": {"number": list(leaders)}}]
        shown = [answer, {"terms": {"leader": [hit.leader for hit in hits]}}]
        copies = {
            "query": every(shown),
            **NUMBERS,
            "size": _AT_ONCE,
            "sort": _SORTS["newest"],
            "docvalue_fields": ["leader"],
        }
        led, found = self._asking.several([size_0(every(leading)), copies])
        groups: dict[int, list[int]] = {}
        for hit in _hits(found, "newest"):
            groups.setdefault(hit.leader, []).append(hit.number)
        others = {
            hit.number: [own for own in groups.get(hit.leader, ()) if own != hit.number]
            for hit in hits
        }
        apart = len(leaders) - hit_count(led)
        return apart, {number: own for number, own in others.items() if own}

    @functools.cached_property
    def _months(self) -> Months:
        body = size_0(ANYTHING) | {"aggs": facets.all_months()}
        return Months(self._asking.several([body])[0]["aggregations"])


def _reach(request: Request) -> tuple[int, int]:
    """Return from which place on how many matches are asked for, for the wanted stretch of a list.

    Where copies are left out, what stands at a place depends on all before it: near the beginning
    these are asked for, too, which lets the cluster pass over what cannot be among them.
    """
    wanted = request.offset + request.limit
    if request.collapse and wanted <= _NEAR:
        return 0, wanted + _SPARE
    return (request.offset, request.limit) if wanted <= DEEPEST else (0, 0)


def _hits(answer: Json, sort: Sort) -> list[_Hit]:
    """Return the hits of an answer that is sorted so."""
    scored_at = 0 if sort == "relevance" else 1
    return [
        _Hit(
            number=hit["sort"][-1],
            leader=hit["fields"]["leader"][0],
            score=float(hit["sort"][scored_at]),
            source=hit.get("_source"),
            sort=hit["sort"],
        )
        for hit in answer["hits"]["hits"]
    ]


def _firsts(hits: Sequence[_Hit]) -> list[_Hit]:
    """Return those that no other of their group of copies stands before."""
    found: dict[int, _Hit] = {}
    for hit in hits:
        found.setdefault(hit.leader, hit)
    return [*found.values()]
