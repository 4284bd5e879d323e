"""The doors for people and programs that speak HTTP."""

from collections.abc import Callable

from flask import Flask

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
from search_app.web.current import EXTENSION, forget_index
from search_app.web.guards import costs, damaged, headers, hosts, rates
from search_app.web.observing import access_log, metrics, readiness, tracebacks, verification
from search_app.web.settings import SETTINGS, Settings

_DEFAULTS = Settings()


def create_app(index: Index | Callable[[], Index], settings: Settings = _DEFAULTS) -> Flask:
    """Return the site that searches `index`, or for each request the one that is given then."""
    app = Flask(__name__)
    app.debug = False  # whatever FLASK_DEBUG says: its pages show code, and run it
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.extensions[EXTENSION] = index if callable(index) else index.snapshot
    app.extensions[SETTINGS] = settings
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
    readiness.register(app, index)
    metrics.register(app, verification.register(app))
    access_log.register(app, settings)
    tracebacks.register(app, settings)
    errors.register(app)
    hosts.register(app, settings)
    rates.register(app, settings)
    damaged.register(app)
    exports.register(app, settings)
    compression.register(app)
    costs.register(app, settings)
    caching.register(app)
    languages.register(app)
    headers.register(app)
    app.teardown_appcontext(forget_index)
    return app
