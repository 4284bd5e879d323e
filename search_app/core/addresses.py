"""Addresses of the web, which articles bring along and nobody vouches for."""

from typing import Protocol
from urllib.parse import urlsplit


class Sourced(Protocol):
    """An article, or what an answer shows of one."""

    @property
    def source(self) -> str:
        """Return who published it; empty when that was not stated."""

    @property
    def url(self) -> str:
        """Return its address; empty when it has none."""


def outside_url(url: str) -> str | None:
    """Return `url` when it leads to a web page; javascript: and the like never become links."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in {"http", "https"} and parts.netloc else None


def host(url: str) -> str:
    """Return the host of a web page without ``www.``; empty when `url` leads to none."""
    address = outside_url(url)
    return (urlsplit(address).hostname or "").removeprefix("www.") if address else ""


def source_of(item: Sourced) -> str:
    """Return who published an article: as it was stated, else the host of its address."""
    return item.source or host(item.url)
