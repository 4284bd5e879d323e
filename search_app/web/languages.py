"""The language of the pages: Vietnamese as written, English by ``?lang=en``.

The texts in templates and views are the Vietnamese ones; `translations/en` has them in English.
"""

from typing import Any, cast

from flask import Flask, g, request
from flask_babel import Babel

from search_app.web.params import UnreadableParameterError

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
DEFAULT = "vi"
# What programs read is the same in every language, and so are its addresses.
_FOR_PROGRAMS = frozenset({"api", "exports", "feeds", "static"})


def register(app: Flask) -> None:
    """Answer in the language that the address asks for, and keep it in every link to a page."""
    Babel(app, default_locale=DEFAULT, locale_selector=current)  # type: ignore[no-untyped-call]
    app.before_request(_check)
    app.url_defaults(_carry)
    app.context_processor(lambda: {"lang": current(), "languages": LANGUAGES})


def current() -> str:
    """Return the language of this request."""
    if "language" not in g:  # asked for by every number and address of a page
        g.language = _asked()
    return cast(str, g.language)


def _asked() -> str:
    if _room(request.endpoint) in _FOR_PROGRAMS:
        return DEFAULT
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else DEFAULT


def _check() -> None:
    asked = request.args.get("lang", "").strip()
    if asked not in {"", *LANGUAGES}:
        raise UnreadableParameterError(
            "lang",
            asked,
            use="vi (Vietnamese) or en (English)",
            vietnamese="vi (tiếng Việt) hoặc en (tiếng Anh)",
        )


def _carry(endpoint: str, values: dict[str, Any]) -> None:
    if (language := current()) != DEFAULT and _room(endpoint) not in _FOR_PROGRAMS:
        values.setdefault("lang", language)


def _room(endpoint: str | None) -> str:
    """Return the blueprint of an endpoint, or the endpoint that is in none."""
    return (endpoint or "").partition(".")[0]
