"""What one request may cost, whoever asks, and however oddly."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask

from search_app.core.limits import limited
from search_app.web.settings import Settings

_PARSED = ("HTTP_ACCEPT", "HTTP_IF_", "HTTP_RANGE")  # how lists begin that are taken apart
_LONGEST_LIST = 4096  # characters; a megabyte takes half a second

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def register(app: Flask, settings: Settings) -> None:
    """Have each request of `app` answered within the limits of `settings`.

    Around all of it, so that no address is forgotten. What an answer sends later, article by
    article, comes when this is over: the search of an export is limited, its writing is not.
    """
    answered = app.wsgi_app

    def within(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        for name in [own for own in environ if own.startswith(_PARSED)]:
            if len(environ[name]) > _LONGEST_LIST:
                del environ[name]  # as if it had not been sent
        with limited(settings.seconds_per_query, settings.postings_per_query):
            return answered(environ, start_response)

    app.wsgi_app = within  # type: ignore[method-assign]  # as Flask says to wrap it
