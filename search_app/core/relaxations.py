"""What may be dropped of a search that finds nothing: a filter, the dates, a demand of its text."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from search_app.core.facets import FacetValues
from search_app.core.language import EVIDENT, Group
from search_app.core.messages import Message
from search_app.core.model import Relaxation, RelaxationKind
from search_app.core.search import Search
from search_app.core.told import told_demand

_MOST_DEMANDS = 10  # that are tried one by one: each is another text to read
_EVERY_FILTER = Message("mọi bộ lọc")
_EVERY_DEMAND = Message("mọi điều kiện")
_EVERYTHING = Message("mọi bộ lọc và điều kiện")


def relaxations(search: Search) -> tuple[Relaxation, ...]:
    """Return what finds something where `search` finds nothing, the most first.

    To drop several things is offered only where none helps by itself, and never to drop all.
    """
    found = [own for own in _single(search) if own.total]
    if not found:
        found = [*itertools.islice((own for own in _together(search) if own.total), 1)]
    return tuple(sorted(found, key=lambda own: -own.total))


def _single(search: Search) -> Iterator[Relaxation]:
    selection = search.selection
    for kind, label in selection.told():
        yield _of(replace(search, selection=selection.without(kind)), kind, label)
    values = FacetValues(search.engine.facet_values, selection.place_names)
    for demand in _demands(search)[:_MOST_DEMANDS]:
        rest = replace(search, text=_without(search, [demand]))
        yield _of(rest, "condition", told_demand(demand, values))


def _together(search: Search) -> Iterator[Relaxation]:
    filters = [kind for kind, _ in search.selection.told()]
    free = replace(search, selection=search.selection.without(*filters))
    yield _of(free, "all", _EVERY_FILTER)
    bare = _without(search, _demands(search))
    label = _EVERYTHING if filters else _EVERY_DEMAND
    yield _of(replace(free, text=bare), "all", label)


def _of(rest: Search, kind: RelaxationKind, label: str) -> Relaxation:
    is_empty = not rest.text.strip() and not rest.selection.told()
    return Relaxation(kind, label, rest.text, 0 if is_empty else rest.total())


def _demands(search: Search) -> list[Group]:
    return [group for group in search.ask(search.text).query.groups if group.is_required]


def _without(search: Search, demands: Sequence[Group]) -> str:
    """Return the text of a search without some demands; their words stay, as evidence."""
    text = search.ask(search.text).query.source
    for group in reversed(demands):
        kept = [term.text for term in group.terms if term.kind in EVIDENT and not group.is_excluded]
        start, end = group.terms[0].start, group.terms[-1].end
        text = " ".join([text[:start], *kept, text[end:]])
    return " ".join(text.split())
