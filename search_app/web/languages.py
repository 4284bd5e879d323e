"""The language of the pages: Vietnamese as written, English by ``?lang=en``.

The texts in templates and views are the Vietnamese ones; `translations/en` has them in English.
"""

from typing import Any, cast

from flask import Flask, g, request
from flask_babel import Babel, get_translations
from markupsafe import Markup

from search_app.core.messages import Message
from search_app.web.parameters import LANG

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
DEFAULT = LANG.default
# What programs read is the same in every language, and so are its addresses.
_FOR_PROGRAMS = frozenset({"api", "exports", "feeds", "static", "readiness", "metrics"})


def register(app: Flask) -> None:
    """Answer in the language that the address asks for, and keep it in every link to a page."""
    Babel(app, default_locale=DEFAULT, locale_selector=current)  # type: ignore[no-untyped-call]
    # Vietnamese is what is there; looking for its catalog at each text took a sixth of a page.
    app.jinja_env.install_gettext_callables(_text, _counted, newstyle=True)  # type: ignore[attr-defined]
    # Jinja's own takes four times as long, and a page says sixty texts.
    app.jinja_env.globals["_"] = _shown
    app.before_request(_check)
    app.url_defaults(_carry)
    app.add_template_filter(said)
    app.context_processor(lambda: {"lang": current(), "languages": LANGUAGES})


def current() -> str:
    """Return the language of this request."""
    language = cast(str | None, g.get("language"))
    if language is None:
        g.language = DEFAULT  # of the page that says what is wrong with another
        if _room(request.endpoint) not in _FOR_PROGRAMS:
            g.language = LANG.read(request.args)
        language = cast(str, g.language)
    return language


def said(text: object) -> object:
    """Return `text` in the language of this request, if it is a message."""
    return text.said_in(_text) if isinstance(text, Message) else text


def _shown(vietnamese: str, **values: object) -> Markup:
    """Return a text of a template in the language of this request, `values` in it escaped."""
    text = Markup(_text(vietnamese))  # noqa: S704 - written by us
    return text % values if values else text


def _text(vietnamese: str) -> str:
    if current() == DEFAULT:
        return vietnamese
    return get_translations().gettext(vietnamese)


def _counted(one: str, several: str, count: int) -> str:
    """Return the form for `count`; in Vietnamese there is but one."""
    if current() == DEFAULT:
        return one
    return get_translations().ngettext(one, several, count)


def _check() -> None:
    """Refuse a language that there is none of, before anything else is said."""
    current()


def _carry(endpoint: str, values: dict[str, Any]) -> None:
    if (language := current()) != DEFAULT and _room(endpoint) not in _FOR_PROGRAMS:
        values.setdefault("lang", language)


def _room(endpoint: str | None) -> str:
    """Return the blueprint of an endpoint, or the endpoint that is in none."""
    return (endpoint or "").partition(".")[0]
