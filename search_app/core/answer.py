"""One page of the answer to a search."""

import time
from dataclasses import replace

from search_app.core.facets import facet_lists
from search_app.core.histogram import histogram as bars
from search_app.core.hits import hits
from search_app.core.model import Page
from search_app.core.relaxations import relaxations
from search_app.core.search import Search


def answer(search: Search, *, page: int, per_page: int, histogram: bool, started: float) -> Page:
    """Return a page of what `search` finds; it was `started` then, by `time.perf_counter`."""
    stretch = {"offset": (page - 1) * per_page, "limit": per_page, "periods": histogram}
    settled = replace(search, options={**search.options, **stretch}).settle()
    matches, asked, selection = settled.found, settled.asked, search.selection
    return Page(
        total=matches.total,
        hits=hits(search.engine, matches, asked.looked_for),
        facets=facet_lists(matches.facets, selection.filters),
        suggestion=settled.suggestion,
        suggestion_total=settled.suggestion_total,
        understood=asked.understood,
        page=page,
        per_page=per_page,
        listed=matches.listed,
        places=asked.place_names,
        histogram=bars(matches.periods, selection.chosen) if histogram else None,
        relaxations=() if matches.total else relaxations(search),
        took_ms=1e3 * (time.perf_counter() - started),
    )
