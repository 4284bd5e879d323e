"""What core asks for, as queries of OpenSearch."""

import datetime
from collections.abc import Iterable, Iterator, Sequence

from analyzers.terms import folded_term
from indexer.opensearch.tokens import FOLDED, alternatives, pair_token, token
from indexer.schema import day_number
from search_app.core.model import UNKNOWN, FacetName, PlaceNames
from search_app.core.port import Lexicon
from search_app.core.request import (
    AnyOf,
    Begins,
    Clause,
    Condition,
    Every,
    Form,
    Has,
    HasValue,
    Kind,
    Named,
    Not,
    Phrase,
    Places,
    Published,
    Request,
)
from search_app.engines.opensearch.asking import Json
from search_app.engines.opensearch.names import named

NOTHING: Json = {"match_none": {}}
ANYTHING: Json = {"match_all": {}}
_YEAR = 10**8  # of yyyymmddhhmm
_PAIR = 2  # places
_MOST_CLAUSES = 1_000  # of a query: with more than 1,024 it is refused


def term_field(kind: Kind, form: Form) -> str:
    """Return the field of the tokens that stand for clauses of a kind and form."""
    return "pairs" if kind == "pair" else form


def field_of(facet: FacetName, place_names: PlaceNames | None) -> str:
    """Return the field that holds the values of a facet."""
    return "city_today" if facet == "city" and place_names else facet


def spelled(form: Form, places: Places, lexicon: Lexicon) -> Places:
    """Return the marked syllables that may stand at each place."""
    return tuple(lexicon.spellings(place[0]) for place in places) if form == "folded" else places


def tokens_of(form: Form, places: Places, lexicon: Lexicon) -> list[str]:
    """Return the tokens that stand for what a syllable, unit or pair may be."""
    if not all(places):
        return []
    if len(places) == 1:
        return [*map(token, places[0])]
    left, right = spelled(form, places, lexicon)
    if len(left) == len(right) == 1:
        return [pair_token(left[0], right[0])]
    counts = lexicon.pair_counts(left, right)
    return [pair_token(left[a], right[b]) for a, b in zip(*counts.nonzero(), strict=True)]


def having(field: str, tokens: Sequence[str], boost: float | None = None) -> Json:
    """Return what finds the articles that have one of some tokens, scored as one term."""
    if not tokens:
        return NOTHING
    if len(tokens) == 1:
        value: Json = {"value": tokens[0]}
        return {"term": {field: value if boost is None else value | {"boost": boost}}}
    if boost is None:
        return {"terms": {field: list(tokens)}}
    return {"match": {field: {"query": alternatives(tokens), "boost": boost}}}


def every(parts: Iterable[Json]) -> Json:
    """Return what finds the articles that meet all of some conditions."""
    known = [part for part in parts if part is not ANYTHING]
    if any(part is NOTHING for part in known):
        return NOTHING
    if not known:
        return ANYTHING
    return known[0] if len(known) == 1 else {"bool": {"filter": known}}


def any_of(parts: Iterable[Json], needed: int = 1) -> Json:
    """Return what finds the articles that meet `needed` of some conditions."""
    known = [part for part in parts if part is not NOTHING]
    if len(known) < needed:
        return NOTHING
    if len(known) == 1:
        return known[0]
    return {"bool": {"should": known, "minimum_should_match": needed}}


def none_of(part: Json) -> Json:
    """Return what finds the articles that do not meet a condition."""
    return {"bool": {"must_not": [part]}}


def values(field: str, wanted: Sequence[str]) -> Json:
    """Return what finds the articles that have one of some values of a facet."""
    known = [value for value in wanted if value != UNKNOWN]
    parts: list[Json] = [{"terms": {field: known}}] if known else []
    if UNKNOWN in wanted:
        parts.append(none_of({"exists": {"field": field}}))
    return any_of(parts)


def published(first: datetime.date | None, last: datetime.date | None) -> Json:
    """Return what finds the articles with a full date from `first` to `last`."""
    bounds = {"gte": first and day_number(first), "lte": last and day_number(last)}
    return {"range": {"date": {name: day for name, day in bounds.items() if day is not None}}}


def size_0(query: Json) -> Json:
    """Return the search that counts what a query finds."""
    # A filter: nothing is scored, and shards keep the answer for the next page.
    return {"size": 0, "track_total_hits": True, "query": {"bool": {"filter": [query]}}}


def hit_count(answer: Json) -> int:
    """Return how many articles an answer says there are."""
    found: int = answer["hits"]["total"]["value"]
    return found


def _leaves(query: Json) -> int:
    """Return at least as many clauses as OpenSearch counts in a query."""
    if "bool" in query:
        parts: list[Json] = []
        for own in query["bool"].values():
            parts += own if isinstance(own, list) else []
        return sum(map(_leaves, parts))
    if "match_phrase" in query:
        (text,) = query["match_phrase"].values()
        return 1 + str(text).count(" ")
    return 1


class QueryBuilder:
    """Turns requests into queries, with the terms that a lexicon says there are."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def matching(self, request: Request, needed: int) -> Json:
        """Return what finds the articles that match, whatever the filters and dates."""
        parts = []
        if not request.match_all:
            by_count = request.needed > 1
            clauses = [clause for clause in request.clauses if clause.counts or not by_count]
            own = self._least(clauses) if needed == 1 else self.conditions(clauses)
            parts.append(any_of(own, needed))
        if request.where is not None:
            parts.append(self.condition(request.where, request.place_names))
        return every(parts)

    def filters(self, request: Request, *, but: FacetName | None = None) -> list[Json]:
        """Return what the filters let through, but for one facet's."""
        return [
            values(field_of(facet, request.place_names), wanted)
            for facet, wanted in request.filters.items()
            if facet != but
        ]

    def dates(self, request: Request) -> list[Json]:
        """Return what the dates let through."""
        if not (request.date_from or request.date_to):
            return []
        return [published(request.date_from, request.date_to)]

    def scored(
        self, clauses: Sequence[Clause], factors: Sequence[float], limits: Sequence[Json]
    ) -> list[Json]:
        """Return what scores each clause, by the factors of its share.

        Those that say least are left out where OpenSearch would refuse so many beside `limits`:
        a paragraph in quotes has two hundred places and four clauses for each.
        """
        room = max(_MOST_CLAUSES - sum(map(_leaves, limits)), 0)
        known = [*zip(clauses, factors, strict=True)]
        if len(known) > room:
            least = sorted(factors, reverse=True)[room]
            known = [own for own in known if own[1] > least]
        found = (
            having(term_field(clause.kind, clause.form), self.tokens(clause), factor)
            for clause, factor in known
        )
        return [own for own in found if own is not NOTHING]

    def condition(self, condition: Condition, names: PlaceNames | None) -> Json:
        """Return what finds the articles that meet a condition."""
        match condition:
            case Every():
                return every(self.condition(part, names) for part in condition.conditions)
            case AnyOf():
                return any_of(self.condition(part, names) for part in condition.conditions)
            case Not():
                return none_of(self.condition(condition.condition, names))
            case Has():
                return self._has(condition)
            case Phrase() if len(condition.places) <= _PAIR:
                # As lists, where what is written in another form stands, too.
                return self._has(Has("marked", condition.places, condition.zone))
            case _:
                return _of_fields(condition, names)

    def spelled(self, clause: Clause) -> Places:
        """Return the marked syllables that may stand at each place of a clause."""
        return spelled(clause.form, clause.places, self._lexicon)

    def tokens(self, clause: Clause) -> list[str]:
        """Return the tokens of the field of a clause that stand for it."""
        return tokens_of(clause.form, clause.places, self._lexicon)

    def conditions(self, clauses: Iterable[Clause]) -> Iterator[Json]:
        """Yield what finds the articles of each of some clauses."""
        return (
            having(term_field(clause.kind, clause.form), self.tokens(clause)) for clause in clauses
        )

    def _least(self, clauses: Sequence[Clause]) -> Iterator[Json]:
        """Yield conditions, as few as find what some clauses find together.

        Whoever has a pair has its syllables, whoever has a marked one its folded form.
        """
        folded = {
            clause.places[0][0]
            for clause in clauses
            if clause.kind == "syllable" and clause.form == "folded"
        }
        if folded:
            yield having("folded", [*map(token, sorted(folded))])
        yield from self.conditions(
            clause
            for clause in clauses
            if not any({*map(folded_term, place)} <= folded for place in clause.places)
        )

    def _has(self, condition: Has) -> Json:
        if condition.zone == "body":
            places = spelled(condition.form, condition.places, self._lexicon)
            return _standing("body_lines", places)
        kind: Kind = "syllable" if len(condition.places) == 1 else "pair"
        tokens = tokens_of(condition.form, condition.places, self._lexicon)
        if condition.zone is None:
            return having(term_field(kind, condition.form), tokens)
        is_folded = kind == "syllable" and condition.form == "folded"
        return having("in_title", [f"{FOLDED}{own}" if is_folded else own for own in tokens])


def _of_fields(
    condition: Begins | Phrase | HasValue | Published | Named, names: PlaceNames | None
) -> Json:
    """Return what finds the articles that meet a condition that needs no lexicon."""
    match condition:
        case Begins():
            return _begins(condition)
        case Phrase():
            return _phrase(condition)
        case HasValue():
            return values(field_of(condition.facet, names), condition.values)
        case Published():
            return _years(condition)
        case Named():
            return named(condition)


def _phrase(condition: Phrase) -> Json:
    """Return what finds the articles with syllables side by side in one line."""
    zones = [condition.zone] if condition.zone else ["title", "body"]
    return any_of(_standing(f"{zone}_lines", condition.places) for zone in zones)


def _standing(field: str, places: Places) -> Json:
    if not all(places):
        return NOTHING
    return {"match_phrase": {field: " ".join(alternatives(map(token, place)) for place in places)}}


def _begins(condition: Begins) -> Json:
    begun = token(condition.prefix)
    if condition.zone == "title":
        sign = FOLDED if condition.form == "folded" else ""
        return {"prefix": {"in_title": f"{sign}{begun}"}}
    field = "body_lines" if condition.zone == "body" else condition.form
    return {"prefix": {field: begun}}


def _years(condition: Published) -> Json:
    bounds = {"gte": condition.first * _YEAR, "lt": (condition.last + 1) * _YEAR}
    parts: list[Json] = [{"range": {"day": bounds}}]
    if condition.first <= 0:
        parts.append(none_of({"exists": {"field": "day"}}))
    return any_of(parts)
