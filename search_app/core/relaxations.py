"""What may be dropped of a search that finds nothing: a filter, the dates, a demand of its text."""

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

    More is offered only where less does not help: one thing, then all filters or all conditions,
    then all filters with one condition, then everything but the words; never to drop all.
    """
    for step in (_single, _of_one_sort, _filters_and_one, _everything):
        if found := [own for own in step(search) if own.total]:
            return tuple(sorted(found, key=lambda own: -own.total))
    return ()


def _single(search: Search) -> Iterator[Relaxation]:
    selection = search.selection
    for kind, label in selection.told():
        yield _of(replace(search, selection=selection.without(kind)), kind, label)
    for label, text in _less_demanding(search):
        yield _of(replace(search, text=text), "condition", label)


def _of_one_sort(search: Search) -> Iterator[Relaxation]:
    yield _of(_unfiltered(search), "all", _EVERY_FILTER)
    yield _of(_undemanding(search), "condition", _EVERY_DEMAND)


def _filters_and_one(search: Search) -> Iterator[Relaxation]:
    free = _unfiltered(search)
    if free.selection != search.selection:
        for label, text in _less_demanding(search):
            both = Message("mọi bộ lọc và %(condition)s", condition=label)
            yield _of(replace(free, text=text), "all", both)


def _everything(search: Search) -> Iterator[Relaxation]:
    yield _of(_undemanding(_unfiltered(search)), "all", _EVERYTHING)


def _unfiltered(search: Search) -> Search:
    filters = [kind for kind, _ in search.selection.told()]
    return replace(search, selection=search.selection.without(*filters))


def _undemanding(search: Search) -> Search:
    return replace(search, text=_without(search, _demands(search)))


def _less_demanding(search: Search) -> Iterator[tuple[str, str]]:
    """Yield each demand of a text, as a person reads it, and the text without it."""
    values = FacetValues(search.engine.facet_values, search.selection.place_names)
    for demand in _demands(search)[:_MOST_DEMANDS]:
        yield told_demand(demand, values), _without(search, [demand])


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
