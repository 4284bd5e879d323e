"""Permalinks: every state of the search is a URL, and every link changes one thing of it."""

import dataclasses
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

from flask import request, url_for
from flask_babel import gettext as _

from search_app.core.addresses import (  # noqa: F401 - templates ask here
    outside_url,
    source_of,
)
from search_app.core.model import FACETS, FacetName, Relaxation
from search_app.web import formats, languages, parameters
from search_app.web.formats import day
from search_app.web.state import SearchState

_START = SearchState()
_FIELDS = tuple(field.name for field in dataclasses.fields(SearchState))
_NAMES = {"date_from": "from", "date_to": "to"}  # of fields that an address calls otherwise
_NO_VALUES: Mapping[str, str] = {}
_SAFE = "!$'()*,/:;?@"  # what a query string may hold as it is
_LONGEST_STEM = 2000  # characters
_LONGEST_PATH = 2000  # characters that a page repeats, whether there is such an article or not


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """One filter in force: what to call it, and the search without it."""

    facet: str
    label: str
    remove_url: str


def page_url(state: SearchState, *, external: bool = False) -> str:
    """Return the address of exactly this state."""
    return _address("pages.search", _encoded(state).values(), external=external)


def search_url(state: SearchState, **changes: Any) -> str:
    """Return the page of `state`, changed; anything changed but the page starts at page 1."""
    changed = {field: _parameter(field, value) for field, value in changes.items()}
    return _address("pages.search", (_encoded(state) | {"page": ""} | changed).values())


def fixed_url(endpoint: str, **values: str) -> str:
    """Return the address of an endpoint that depends on no search, such as a style sheet."""
    return _address(endpoint, values=values)


def stem(state: SearchState, **changes: Any) -> str | None:
    """Return the page of `state`, changed, as an address that ``name=value`` can be put after.

    So a picture makes one address and lengthens it for each of its parts. There is none for a
    pasted page of text: two hundred times that would be a megabyte.
    """
    url = search_url(state, **changes)
    return url + ("&" if "?" in url else "?") if len(url) <= _LONGEST_STEM else None


def feed_url(state: SearchState, *, external: bool = False) -> str:
    """Return the Atom feed of `state`, which lists all articles whatever its page and order."""
    kept = dataclasses.replace(
        state, page=1, per_page=_START.per_page, sort="relevance", collapse=True
    )
    return _address("feeds.feed", _encoded(kept).values(), external=external)


def api_url(text: str) -> str:
    """Return the answer to `text` for programs."""
    return _address("api.search", (_parameter("q", text),))


def relaxed_url(relaxation: Relaxation, state: SearchState) -> str:
    """Return `state` without what `relaxation` drops."""
    if relaxation.kind == "condition":
        return search_url(state, q=relaxation.text)
    if relaxation.kind == "all":
        return search_url(unfiltered(state), q=relaxation.text)
    if relaxation.kind == "dates":
        return search_url(state, date_from=None, date_to=None)
    return search_url(state, **{relaxation.kind: ()})


def export_url(format_name: str, state: SearchState) -> str:
    """Return the file of all articles of `state`, whatever its page, in a format of the exports."""
    kept = dataclasses.replace(state, page=1, per_page=_START.per_page)
    values = {"format_name": format_name}
    return _address("exports.export", _encoded(kept).values(), values=values)


def article_url(article_id: str, state: SearchState = _START, *, external: bool = False) -> str:
    """Return the page of an article that remembers the search it was found by."""
    parameters = _encoded(state).values()
    return _address("pages.article", parameters, article_id=article_id, external=external)


def match_url(article_id: str, state: SearchState, match: int) -> str:
    """Return the page of an article with one of its matches looked at."""
    parameters = (*_encoded(state).values(), f"m={match}")
    return f"{_address('pages.article', parameters, article_id=article_id)}#m{match}"


def cite_url(article_id: str, style: str) -> str:
    """Return the file that cites an article; `style` is one of `search_app.web.citations`."""
    return url_for("citing.cite", style=style, article_id=article_id)


def explain_url(article_id: str, state: SearchState) -> str:
    """Return the page that says why an article has its place in a search."""
    return _address("pages.explain", _encoded(state).values(), article_id=article_id)


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
    """Name each filter of `state`, in the order of the form, and lead to the search without it."""
    for facet, label, without in _filters(state):
        yield ActiveFilter(facet, label, search_url(state, **without))


def filter_labels(state: SearchState) -> list[str]:
    """Return what each filter of `state` is called, in the order of the form."""
    return [label for _facet, label, _without in _filters(state)]


def _filters(state: SearchState) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield of each filter the parameter, what it is called, and what to change to drop it."""
    for facet in FACETS:
        chosen = getattr(state, facet)
        for value in chosen:
            rest = tuple(other for other in chosen if other != value)
            yield facet, _label(facet, value), {facet: rest}
    if state.date_from:
        yield "from", _("Từ %(day)s", day=day(state.date_from)), {"date_from": None}
    if state.date_to:
        yield "to", _("Đến %(day)s", day=day(state.date_to)), {"date_to": None}


def kept_fields(state: SearchState) -> Iterator[tuple[str, str]]:
    """Return names and values a search form sends besides its text, so that filters stay."""
    for field in _FIELDS:
        if field not in {"q", "page"}:
            name = _NAMES.get(field, field)
            yield from ((name, text) for text in _texts(field, getattr(state, field)))


def url_without(name: str, value: str | None = None) -> str:
    """Return the address that is asked for without one parameter, or without one value of it."""
    args = parameters.heard(request.args)
    rest = [text for text in args.get(name, ()) if text.strip() != value]
    is_typed = len(rest) < len(args.get(name, ()))
    return _again(args | {name: rest if is_typed else []})


def url_swapping(one: str, other: str) -> str:
    """Return the address that is asked for with the values of two parameters exchanged."""
    names = {one: other, other: one}
    args = parameters.heard(request.args)
    return _again({names.get(name, name): texts for name, texts in args.items()})


def language_url(language: str, query: str) -> str:
    """Return this page in another language, with `query` as what is searched if there is one."""
    args = parameters.heard(request.args) | {"lang": [language]}
    if query:
        args["q"] = [query]
    if language == languages.DEFAULT:
        args.pop("lang")
    return _again(args)


def _again(args: Mapping[str, Sequence[str]]) -> str:
    """Return the address that is asked for with other parameters; the start for one too long."""
    query = urlencode(args, doseq=True)
    path = request.path if len(request.path) <= _LONGEST_PATH else "/"
    return quote(request.root_path + path) + (f"?{query}" if query else "")


def _label(facet: FacetName, value: object) -> str:
    shown = formats.value(value)
    return _("Năm %(year)s", year=shown) if facet == "year" else shown


def _texts(field: str, value: Any) -> list[str]:
    """Return what an address says of a field; nothing of one that is as it begins."""
    if value == getattr(_START, field):
        return []
    if isinstance(value, bool):
        return [str(int(value))]
    return [*map(str, value)] if isinstance(value, tuple) else [str(value)]


def _parameter(field: str, value: Any) -> str:
    name = _NAMES.get(field, field)
    return "&".join([f"{name}={quote_plus(text, _SAFE)}" for text in _texts(field, value)])


@functools.lru_cache(1 << 8)  # a page has a hundred addresses of one state
def _encoded(state: SearchState) -> dict[str, str]:
    """Return the query string of `state`, parameter by parameter in their order, by field."""
    return {field: _parameter(field, getattr(state, field)) for field in _FIELDS}


def _address(
    endpoint: str,
    parameters: Iterable[str] = (),
    *,
    values: Mapping[str, str] = _NO_VALUES,
    article_id: str = "",
    external: bool = False,
) -> str:
    """Return the address of an endpoint, `values` and the id of an article being in its path."""
    root = request.root_url if external else request.root_path
    in_path = (*values.items(), *((("article_id", ""),) if article_id else ()))
    path, carried = _known(endpoint, in_path, root, languages.current(), external=external)
    query = "&".join(filter(None, (*parameters, carried)))
    return f"{path}{quote(article_id, safe='')}" + (f"?{query}" if query else "")


@functools.lru_cache(1 << 8)
def _known(
    endpoint: str,
    in_path: tuple[tuple[str, str], ...],
    _root: str,
    _language: str,
    *,
    external: bool,
) -> tuple[str, str]:
    """Return the path of an endpoint and the parameters that every address carries.

    Flask's url_for takes 30 to 50 µs; what it answers depends on these alone.
    """
    given: dict[str, Any] = dict(in_path)
    path, _, carried = url_for(endpoint, _external=external, **given).partition("?")
    return path, carried
