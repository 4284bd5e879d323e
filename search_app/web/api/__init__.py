"""The same answers for programs."""

import dataclasses
from typing import Any

from flask import Blueprint, request

from search_app.core.errors import UnknownArticleError
from search_app.core.model import Page
from search_app.core.serialise import article_to_json, hit_to_json, page_to_json, stats_to_json
from search_app.web import cursors, parameters
from search_app.web.current import current_index
from search_app.web.kinds import check_names
from search_app.web.refusals import TooDeepError
from search_app.web.state import SearchState, read_places, read_state

api = Blueprint("api", __name__)


@api.get("/api/v1/search")
def search() -> dict[str, Any]:
    """Search, as JSON."""
    check_names(request.args, parameters.SEARCH)
    state = _state()
    page = state.run(current_index(), histogram=parameters.HISTOGRAM.read(request.args))
    return {**page_to_json(page), "next_cursor": _next_cursor(state, page)}


@api.get("/api/v1/article/<anytext:article_id>")
def article(article_id: str) -> dict[str, Any]:
    """Return one article whole."""
    check_names(request.args, ())
    found = current_index().get(article_id)
    if found is None:
        raise UnknownArticleError(article_id)
    return article_to_json(found)


@api.get("/api/v1/suggest")
def suggest() -> dict[str, list[str]]:
    """Complete what is being typed."""
    check_names(request.args, parameters.SUGGEST)
    typed, limit = parameters.TYPED.read(request.args), parameters.LIMIT.read(request.args)
    return {"completions": current_index().suggest(typed, limit)}


@api.get("/api/v1/similar/<anytext:article_id>")
def similar(article_id: str) -> dict[str, Any]:
    """Return the articles that are most like one."""
    check_names(request.args, parameters.SIMILAR)
    (limit,) = parameters.SIMILAR
    found = current_index().similar(article_id, limit.read(request.args))
    return {"hits": [hit_to_json(hit) for hit in found]}


@api.get("/api/v1/stats")
def stats() -> dict[str, Any]:
    """Return what the whole index holds."""
    check_names(request.args, parameters.STATS)
    return stats_to_json(current_index().stats(places=read_places(request.args)))


@api.get("/healthz")
def healthz() -> dict[str, Any]:
    """Say that the index answers, and how many articles it holds."""
    return {"status": "ok", "articles": current_index().articles}


def _state() -> SearchState:
    """Return the search that is asked for, at the page that the cursor leads to if there is one.

    Raises:
        WrongCursorError, OutdatedCursorError: the cursor leads nowhere.
        TooDeepError: it leads too deep into the list.
    """
    asked = read_state(request.args, collapse=False)
    cursor = parameters.CURSOR.read(request.args)
    if not cursor:
        return asked
    offset = cursors.read(cursor, current_index().fingerprint, _name(asked))
    if offset + asked.per_page > parameters.DEEPEST:
        raise TooDeepError(parameters.CURSOR.name, parameters.DEEPEST)
    return dataclasses.replace(asked, page=offset // asked.per_page + 1)


def _next_cursor(state: SearchState, page: Page) -> str | None:
    if state.page >= page.pages:
        return None
    offset = state.page * state.per_page
    return cursors.write(current_index().fingerprint, _name(state), offset)


def _name(state: SearchState) -> str:
    """Return what is the same for all pages of one search, and for no other's."""
    return repr(dataclasses.replace(state, page=1))
