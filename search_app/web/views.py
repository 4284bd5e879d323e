"""The pages people see."""

from typing import Any

from flask import Blueprint, abort, render_template, request

from indexer import places
from search_app.core.cited import cited
from search_app.core.index import Index
from search_app.core.messages import Message
from search_app.core.model import FacetValue
from search_app.core.snippets import heading
from search_app.web import formats, links
from search_app.web.citations import STYLES
from search_app.web.current import current_index
from search_app.web.facets import facets
from search_app.web.help import EXAMPLES
from search_app.web.parameters import PAGE_SIZES
from search_app.web.pictures.country import country
from search_app.web.pictures.timeline import timeline
from search_app.web.reading import read
from search_app.web.state import SearchState, read_match, read_state

pages = Blueprint("pages", __name__)

_SORTS = {
    "relevance": Message("Liên quan nhất"),
    "newest": Message("Mới nhất"),
    "oldest": Message("Cũ nhất"),
}
# Without a word nothing is more relevant than the rest, and the index lists newest first.
_SORTS_WITHOUT_WORDS = {"relevance": _SORTS["newest"], "oldest": _SORTS["oldest"]}
_EXPORTS = {"csv": "CSV", "jsonl": "JSONL", "ris": "RIS", "bib": "BibTeX"}


@pages.get("/")
def search() -> str:
    """Show the search box, the facets and one page of results."""
    index = current_index()
    asked = read_state(request.args)
    page = asked.run(index, histogram=True)
    state = asked.settled(page)
    return render_template(
        "search.html",
        state=state,
        page=page,
        # As asked: back from Hải Phòng of today, what was asked for is Hải Dương again.
        other_places_url=links.search_url(asked, places=None if asked.places else "2025"),
        facets=list(facets(page.facets)),
        timeline=page.histogram and timeline(page.histogram, state),
        country=country(page.facets["city"], state),
        merged=_merged(state),
        filters=list(links.active_filters(state)),
        sorts=_SORTS if page.understood.terms else _SORTS_WITHOUT_WORDS,
        sizes=PAGE_SIZES,
        export_formats=_EXPORTS,
        topics_to_browse=() if page.total else _all_topics(index),
    )


@pages.get("/article/<anytext:article_id>")
def article(article_id: str) -> str:
    """Show one article, with the matches of the search that led here marked."""
    index = current_index()
    state = read_state(request.args)
    found = index.get(article_id) or abort(404)
    return render_template(
        "article.html",
        state=state,
        article=found,
        reading=read(found, index, state, read_match(request.args)),
        cited=cited(found),
        styles=STYLES,
        copies=index.copies(found.id),
        related=index.similar(found.id),
    )


@pages.get("/explain/<anytext:article_id>")
def explain(article_id: str) -> str:
    """Show why an article has its place in a search."""
    state = read_state(request.args)
    found = current_index().explain(state.q, article_id, literal=state.literal, places=state.places)
    return render_template(
        "explain.html", state=state, found=found, title=heading(found.article) or article_id
    )


@pages.get("/help")
def help_page() -> str:
    """Show what can be typed, pressed and taken away."""
    return render_template("help.html")


@pages.app_context_processor
def helpers() -> dict[str, Any]:
    """Give every template the links and the formats."""
    return {"links": links, "formats": formats, "no_search": SearchState(), "examples": EXAMPLES}


def _merged(state: SearchState) -> dict[str, list[str]]:
    """Return what else each chosen province is since the merger, if today's are meant."""
    members = {city: places.members(city) for city in state.city if state.places}
    return {
        city: [name for name in own if name != city]
        for city, own in members.items()
        if len(own) > 1
    }


def _all_topics(index: Index) -> list[FacetValue]:
    return list(index.stats().topics)
