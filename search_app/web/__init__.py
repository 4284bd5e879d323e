"""The doors for people and programs that speak HTTP."""

from collections.abc import Callable

from flask import Flask, Response

from search_app.core.index import Index
from search_app.web import (
    api,
    caching,
    citations,
    compression,
    errors,
    exports,
    feed,
    languages,
    opensearch,
    stats,
    views,
)
from search_app.web.api import guide
from search_app.web.converters import AnyTextConverter
from search_app.web.current import EXTENSION

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # What someone searches for is nobody else's business, so other sites are told nothing.
    "Referrer-Policy": "same-origin",
}


def create_app(index: Index | Callable[[], Index]) -> Flask:
    """Return the site that searches `index`, or for each request the one that is given then."""
    app = Flask(__name__)
    app.extensions[EXTENSION] = index if callable(index) else index.snapshot
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.url_map.merge_slashes = False  # an id may hold "//"
    app.url_map.converters["anytext"] = AnyTextConverter
    for blueprint in (
        views.pages,
        stats.figures,
        api.api,
        guide.guide,
        feed.feeds,
        citations.citing,
        exports.exports,
        opensearch.opensearch,
    ):
        app.register_blueprint(blueprint)
    # Where browsers look for the icon of what is no page: JSON, a feed.
    app.add_url_rule("/favicon.ico", "favicon", redirect_to="static/favicon.svg")
    errors.register(app)
    compression.register(app)
    caching.register(app)
    languages.register(app)
    app.after_request(_add_headers)
    return app


def _add_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
