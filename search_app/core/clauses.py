"""From what a query means to the clauses that articles are ranked by."""

from collections.abc import Iterator, Sequence

from search_app.core import ranking
from search_app.core.accents import Reading
from search_app.core.port import Lexicon
from search_app.core.query import Query
from search_app.core.readings import readings
from search_app.core.request import Clause, Form, Kind, Places

_MOST_TOLD = 3  # spellings


def plan(query: Query, reading: Reading, lexicon: Lexicon) -> list[Clause]:
    """Return the clauses of `query`, each once: with most weight, if its places differ in it."""
    folded = [syllable.folded for syllable in query.syllables]
    shared = _associations(query, reading, lexicon)
    clauses = [
        *_of_form("marked", query, [*map(_told, reading.plausible)], reading.plausible, shared),
        *_units("marked", query, lexicon),
        *_of_form("folded", query, folded, [(own,) for own in folded], shared),
        *_units("folded", query, lexicon),
    ]
    found: dict[tuple[Form, Places], Clause] = {}
    for clause in clauses:
        key = clause.form, clause.places
        if all(clause.places) and (key not in found or clause.weight > found[key].weight):
            found[key] = clause
    return [*found.values()]


def _of_form(
    form: Form,
    query: Query,
    labels: Sequence[str],
    places: Sequence[tuple[str, ...]],
    shared: Sequence[float],
) -> Iterator[Clause]:
    for at, place in enumerate(places):
        weight = _emphasis(query, at) * (1 - ranking.SHARED * shared[at])
        yield _clause(labels[at], "syllable", form, (place,), weight)
    for at in query.pair_starts:
        weight = _emphasis(query, at, at + 1) * ranking.PAIR_WEIGHT
        label = f"{labels[at]} {labels[at + 1]}"
        yield _clause(label, "pair", form, (places[at], places[at + 1]), weight)


def _units(form: Form, query: Query, lexicon: Lexicon) -> Iterator[Clause]:
    for unit in query.units:
        marked = form == "marked"
        place = readings(unit, lexicon) if marked else (unit.folded,)
        label = unit.marked if marked else unit.folded
        yield _clause(label, "syllable", form, (place,), ranking.UNIT_WEIGHT)


def _clause(label: str, kind: Kind, form: Form, places: Places, weight: float) -> Clause:
    counts = kind == "syllable" and form == "folded"
    return Clause(label, kind, form, places, ranking.FORM_WEIGHTS[form] * weight, counts)


def _told(place: Sequence[str]) -> str:
    """Return the spellings that a place may have for the person who asked."""
    told = "/".join(place[:_MOST_TOLD])
    return f"{told}/…" if len(place) > _MOST_TOLD else told


def _emphasis(query: Query, *places: int) -> float:
    told = all(at in query.names or at in query.numbers for at in places)
    return ranking.EMPHASIS if told else 1.0


def _associations(query: Query, reading: Reading, lexicon: Lexicon) -> list[float]:
    """Return of each syllable how far it belongs to the neighbour it most belongs to."""
    found = [0.0] * len(query.syllables)
    words = reading.likeliest
    pairs = list(dict.fromkeys((words[at], words[at + 1]) for at in query.pair_starts))
    counts = dict(zip(pairs, lexicon.count_pairs(pairs).tolist(), strict=True))
    for at in query.pair_starts:
        left, right = pair = words[at], words[at + 1]
        single = lexicon.syllable_count(left), lexicon.syllable_count(right)
        own = ranking.association(lexicon.articles, *single, counts[pair])
        found[at], found[at + 1] = max(found[at], own), max(found[at + 1], own)
    return found
