"""By which names the site is asked for.

A page of somebody else can have its own name lead to this machine, and then its scripts read what
is served here as if it were theirs (DNS rebinding); they cannot choose the Host that is sent.
Flask's TRUSTED_HOSTS cuts `[::1]` at its first colon, and fails before a page can say so.
"""

import ipaddress
import re

from flask import Flask, request

from search_app.web.guards.unavailable import UnknownHostError
from search_app.web.settings import Settings

LOOPBACK = "localhost"
_HOST = re.compile(r"(\[(?P<address>[^\]]+)\]|(?P<name>[^:]+))(:\d*)?")


def register(app: Flask, settings: Settings) -> None:
    """Let `app` answer by the names of `settings` and those of loopback; by any if there are none.

    A request without a Host, as HTTP 1.0 allows it, comes from no browser, and is answered.
    """
    names = frozenset(name.lower() for name in settings.host_names)

    def check() -> None:
        host = request.environ.get("HTTP_HOST")
        if host is not None and (name := name_of(host)) not in names and not is_loopback(name):
            raise UnknownHostError

    if names:
        app.before_request(check)


def is_loopback(name: str) -> bool:
    """Whether a host name or address is this machine's own, that nobody else can reach."""
    try:
        return name == LOOPBACK or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def name_of(host: str) -> str:
    """Return the name in a Host header, without port, brackets and the dot of the root."""
    read = _HOST.fullmatch(host)
    return (read["address"] or read["name"] or "").rstrip(".").lower() if read else ""
