"""The page on what the whole collection holds; everything on it leads into a search."""

import datetime
from collections.abc import Iterable

from flask import Blueprint, render_template, request, url_for

from analyzers import split_syllables
from indexer.article import VIET_NAM
from search_app.core.model import UNKNOWN, FacetName, FacetValue, SourceCount
from search_app.web import formats, links
from search_app.web.current import current_index
from search_app.web.pictures.country import country
from search_app.web.pictures.ranking import Row, ranking
from search_app.web.pictures.timeline import timeline
from search_app.web.state import SearchState, read_places

figures = Blueprint("figures", __name__)

_MOST_SOURCES = 50


@figures.get("/stats")
def stats() -> str:
    """Show how many articles there are by month, topic, city, source and year."""
    state = SearchState(places=read_places(request.args))
    found = current_index().stats(places=state.places)
    dated = [own for own in found.years if own.value != UNKNOWN]
    undated = sum(own.count for own in found.years if own.value == UNKNOWN)
    return render_template(
        "stats.html",
        state=state,
        stats=found,
        built=datetime.datetime.fromisoformat(found.built).astimezone(VIET_NAM),
        timeline=timeline(found.months, state),
        country=country(found.cities, state),
        cities=_facet("city", found.cities, state),
        topics=_facet("topic", found.topics, state),
        years=_facet("year", dated, state),
        undated=undated,
        undated_url=links.facet_url("year", UNKNOWN, state),
        sources=_sources(found.sources[:_MOST_SOURCES], state),
        other_places_url=url_for("figures.stats", places=None if state.places else "2025"),
    )


def _facet(name: FacetName, values: Iterable[FacetValue], state: SearchState) -> list[Row]:
    return ranking(
        (formats.value(own.value), links.facet_url(name, own.value, state), own.count)
        for own in values
    )


def _sources(counts: Iterable[SourceCount], state: SearchState) -> list[Row]:
    return ranking((own.source, _source_url(own.source, state), own.count) for own in counts)


def _source_url(source: str, state: SearchState) -> str | None:
    """Return the search for a source; None if there is no syllable in its name to look for."""
    quoted = source.replace('"', " ")
    return links.search_url(state, q=f'nguon:"{quoted}"') if split_syllables(quoted) else None
