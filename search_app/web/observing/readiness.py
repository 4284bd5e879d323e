"""Whether the site should be asked at all: what a proxy or a supervisor looks at, /readyz."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify

from search_app.core.errors import QueryTooCostlyError
from search_app.web.current import current_index
from search_app.web.observing.observed import short
from search_app.web.observing.verification import Build, verification_of

readiness = Blueprint("readiness", __name__)

_EXTENSION = "timtin-readiness"
_RETRY_AFTER = 10  # s
_NONE: Mapping[str, Any] = {
    "articles": None,
    "built": None,
    "generation": None,
    "checksums": "unchecked",
    "current": False,
}


def register(app: Flask, index: object) -> None:
    """Answer /readyz for what `app` was made of: one that follows builds knows if it is behind."""
    app.extensions[_EXTENSION] = lambda: bool(getattr(index, "is_newest", True))
    app.register_blueprint(readiness)


@readiness.get("/readyz")
def readyz() -> Response:
    """Say whether the index can be opened and answers, and whether its files are right.

    One with a damaged file is not ready, though pages still show what it finds; one is that stays
    because the build after it cannot be opened.
    """
    build = verification_of(current_app).look()
    is_ready = build is not None and build.checksums != "damaged" and _answers()
    answer = jsonify({"status": "ready" if is_ready else "not ready", **_told(build)})
    answer.headers["Cache-Control"] = "no-store"
    if not is_ready:
        answer.status_code = 503
        answer.headers["Retry-After"] = str(_RETRY_AFTER)
    return answer


def _answers() -> bool:
    """Return whether a list and an article of it can be read."""
    try:
        newest = current_index().search(per_page=1).hits
        return not newest or current_index().get(newest[0].id) is not None
    except QueryTooCostlyError:
        return True  # the operator allows a search less than a list of all takes
    except Exception:  # noqa: BLE001  whatever it is, the index does not answer
        return False


def _told(build: Build | None) -> Mapping[str, Any]:
    if build is None:
        return _NONE
    return {
        "articles": build.articles,
        "built": build.built,
        "generation": short(build.fingerprint),
        "checksums": build.checksums,
        "current": current_app.extensions[_EXTENSION](),
    }
