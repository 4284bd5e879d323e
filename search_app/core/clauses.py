"""From what a query means to the clauses that articles are ranked by."""

import dataclasses
from collections.abc import Iterator, Sequence

from analyzers import Syllable
from analyzers.units import Unit
from search_app.core import ranking
from search_app.core.accents import Reading
from search_app.core.port import Lexicon
from search_app.core.query import Query
from search_app.core.readings import readings
from search_app.core.request import Clause, Form, Kind, Places
from search_app.core.required import counted

_MOST_TOLD = 3  # spellings


def plan(query: Query, reading: Reading, lexicon: Lexicon) -> list[Clause]:
    """Return the clauses of `query`, each once: with most weight, if its places differ in it.

    Sorted by date, an article needs as many of those that count as any has: syllables and
    units as they are meant, or folded where no article has them so.
    """
    weights = _syllable_weights(query, reading, lexicon)
    folded = [(syllable.folded,) for syllable in query.syllables]
    clauses = [
        *_of_form("marked", query, reading.plausible, weights),
        *_units("marked", query, lexicon),
    ]
    if not query.is_literal:
        clauses += [*_of_form("folded", query, folded, weights), *_units("folded", query, lexicon)]
    found: dict[tuple[Form, Places], Clause] = {}
    for clause in clauses:
        key = clause.form, clause.places
        if all(clause.places) and (key not in found or clause.weight > found[key].weight):
            found[key] = clause
    counting = {*_counting(query, reading, lexicon)} & found.keys()
    for key in counting:
        found[key] = dataclasses.replace(found[key], counts=True)
    return [*found.values()]


def _counting(query: Query, reading: Reading, lexicon: Lexicon) -> Iterator[tuple[Form, Places]]:
    needed = counted(query)
    places: list[tuple[Syllable | Unit, tuple[str, ...]]] = [
        *zip(query.syllables, reading.plausible, strict=True),
        *((unit, readings(unit, lexicon, literal=query.is_literal)) for unit in query.units),
    ]
    for own, place in places:
        if own.folded in needed:
            yield ("marked", (place,)) if place else ("folded", ((own.folded,),))


def _of_form(
    form: Form, query: Query, places: Sequence[tuple[str, ...]], weights: Sequence[float]
) -> Iterator[Clause]:
    for place, weight in zip(places, weights, strict=True):
        yield _clause("syllable", form, (place,), weight)
    for at in query.pair_starts:
        weight = _emphasis(query, at, at + 1) * ranking.PAIR_WEIGHT
        yield _clause("pair", form, (places[at], places[at + 1]), weight)


def _units(form: Form, query: Query, lexicon: Lexicon) -> Iterator[Clause]:
    for unit in query.units:
        marked = readings(unit, lexicon, literal=query.is_literal)
        place = marked if form == "marked" else (unit.folded,)
        yield _clause("syllable", form, (place,), ranking.UNIT_WEIGHT)


def _clause(kind: Kind, form: Form, places: Places, weight: float) -> Clause:
    label = " ".join(map(_told, places))
    return Clause(label, kind, form, places, ranking.FORM_WEIGHTS[form] * weight, counts=False)


def _told(place: Sequence[str]) -> str:
    """Return the spellings that a place may have for the person who asked."""
    told = "/".join(place[:_MOST_TOLD])
    return f"{told}/…" if len(place) > _MOST_TOLD else told


def _emphasis(query: Query, *places: int) -> float:
    told = all(at in query.names or at in query.numbers for at in places)
    return ranking.EMPHASIS if told else 1.0


def _syllable_weights(query: Query, reading: Reading, lexicon: Lexicon) -> list[float]:
    """Return what each syllable weighs in any form, less if its neighbour says it, too."""
    found = [0.0] * len(query.syllables)
    words = reading.likeliest
    pairs = list(dict.fromkeys((words[at], words[at + 1]) for at in query.pair_starts))
    counts = dict(zip(pairs, lexicon.count_pairs(pairs).tolist(), strict=True))
    for at in query.pair_starts:
        left, right = pair = words[at], words[at + 1]
        single = lexicon.syllable_count(left), lexicon.syllable_count(right)
        own = ranking.association(lexicon.articles, *single, counts[pair])
        found[at], found[at + 1] = max(found[at], own), max(found[at + 1], own)
    return [_emphasis(query, at) * (1 - ranking.SHARED * shared) for at, shared in enumerate(found)]
