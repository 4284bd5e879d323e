"""Permalinks: every state of the search is a URL, and every link changes one thing of it."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from search_app.core.addresses import outside_url  # noqa: F401 - templates ask here
from search_app.core.model import FACETS, FacetName, Page
from search_app.web import formats
from search_app.web.formats import day
from search_app.web.languages import DEFAULT
from search_app.web.params import SearchState

Args = dict[str, str | list[str]]
_START = SearchState()


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """One filter in force: what to call it, and the search without it."""

    facet: str
    label: str
    remove_url: str


def to_args(state: SearchState) -> Args:
    """Return the query string of `state` as names and values; what is default is left out."""
    values: dict[str, Any] = {
        "q": state.q,
        **{name: [str(value) for value in getattr(state, name)] for name in FACETS},
        "from": state.date_from and state.date_from.isoformat(),
        "to": state.date_to and state.date_to.isoformat(),
        "sort": state.sort if state.sort != _START.sort else "",
        "page": str(state.page) if state.page != _START.page else "",
        "collapse": "0" if not state.collapse else "",
        "literal": "1" if state.literal else "",
        "places": state.places or "",
    }
    return {name: value for name, value in values.items() if value}


def page_url(state: SearchState, *, external: bool = False) -> str:
    """Return the address of exactly this state."""
    return url_for("pages.search", _external=external, **_plain(to_args(state)))


def search_url(state: SearchState, **changes: Any) -> str:
    """Return the page of `state`, changed; anything changed but the page starts at page 1."""
    return page_url(dataclasses.replace(state, **{"page": 1, **changes}))


def feed_url(state: SearchState, *, external: bool = False) -> str:
    """Return the Atom feed of `state`, which lists all articles whatever its page and order."""
    kept = dataclasses.replace(state, page=1, sort="relevance", collapse=True)
    return url_for("feeds.feed", _external=external, **_plain(to_args(kept)))


def export_url(format_name: str, state: SearchState) -> str:
    """Return the file of all articles of `state`, whatever its page, in a format of the exports."""
    kept = dataclasses.replace(state, page=1)
    return url_for("exports.export", format_name=format_name, **_plain(to_args(kept)))


def article_url(article_id: str, state: SearchState = _START, *, external: bool = False) -> str:
    """Return the page of an article that remembers the search it was found by."""
    return url_for(
        "pages.article", article_id=article_id, _external=external, **_plain(to_args(state))
    )


def match_url(article_id: str, state: SearchState, match: int) -> str:
    """Return the page of an article with one of its matches looked at."""
    return url_for(
        "pages.article",
        article_id=article_id,
        _anchor=f"m{match}",
        **_plain({**to_args(state), "m": str(match)}),
    )


def cite_url(article_id: str, style: str) -> str:
    """Return the file that cites an article; `style` is one of `search_app.web.citations`."""
    return url_for("citing.cite", style=style, article_id=article_id)


def explain_url(article_id: str, state: SearchState) -> str:
    """Return the page that says why an article has its place in a search."""
    return url_for("pages.explain", article_id=article_id, **_plain(to_args(state)))


def facet_url(facet: FacetName, value: object, state: SearchState = _START) -> str:
    """Return `state` with `value` of `facet` also chosen."""
    chosen = (*getattr(state, facet), value)
    return search_url(state, **{facet: tuple(dict.fromkeys(chosen))})


def unfiltered(state: SearchState) -> SearchState:
    """Return `state` without any filter."""
    return dataclasses.replace(
        state, page=1, city=(), year=(), topic=(), date_from=None, date_to=None
    )


def unfiltered_url(state: SearchState) -> str:
    """Return the page of `state` without any filter."""
    return page_url(unfiltered(state))


def active_filters(state: SearchState) -> Iterator[ActiveFilter]:
    """Name each filter of `state`, in the order of the form."""
    for facet in FACETS:
        chosen = getattr(state, facet)
        for value in chosen:
            rest = tuple(other for other in chosen if other != value)
            yield ActiveFilter(facet, _label(facet, value), search_url(state, **{facet: rest}))
    if state.date_from:
        label = _("Từ %(day)s", day=day(state.date_from))
        yield ActiveFilter("from", label, search_url(state, date_from=None))
    if state.date_to:
        label = _("Đến %(day)s", day=day(state.date_to))
        yield ActiveFilter("to", label, search_url(state, date_to=None))


def settled(state: SearchState, page: Page) -> SearchState:
    """Return `state` as the index read it: names in its spelling, a query as it was answered."""
    names = {
        facet: tuple(str(known.value) for known in page.facets.get(facet, ()) if known.selected)
        or getattr(state, facet)
        for facet in FACETS
    }
    query = page.understood.text if page.understood.notes else state.q
    query = page.understood.corrected or query
    return dataclasses.replace(state, q=query, **names)  # type: ignore[arg-type]


def kept_fields(state: SearchState) -> Iterator[tuple[str, str]]:
    """Return names and values a search form sends besides its text, so that filters stay."""
    for name, given in to_args(state).items():
        if name not in {"q", "page"}:
            yield from ((name, value) for value in ([given] if isinstance(given, str) else given))


def url_without(path: str, args: MultiDict[str, str], name: str, value: str | None = None) -> str:
    """Return the same address without one parameter, or without one value of it."""
    is_typed = value in [text.strip() for text in args.getlist(name)]
    kept = [
        (other, text)
        for other, text in args.items(multi=True)
        if other != name or (is_typed and text.strip() != value)
    ]
    query = urlencode(kept)
    return quote(path) + (f"?{query}" if query else "")


def language_url(language: str, query: str) -> str:
    """Return this page in another language, with `query` as what is searched if there is one."""
    args = request.args.to_dict(flat=False) | {"lang": [language]}
    if query:
        args["q"] = [query]
    if language == DEFAULT:
        args.pop("lang")
    query = urlencode(args, doseq=True)
    return quote(request.path) + (f"?{query}" if query else "")


def _label(facet: FacetName, value: object) -> str:
    shown = formats.value(value)
    return _("Năm %(year)s", year=shown) if facet == "year" else shown


def _plain(args: Args) -> dict[str, Any]:
    # url_for's own keywords are typed one by one, which a dictionary cannot satisfy.
    return dict(args)
